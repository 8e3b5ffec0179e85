// What a reporter may still choose: to give his name after all, to go without the reward.
import { expect } from 'chai';
import { nationalCalendar } from '../../server/law/adapters/chinese-days.ts';
import { asTheWhole, named } from '../../server/reports/rules/acts/choices.ts';
import type { Setting } from '../../server/reports/rules/clocks.ts';
import { tied } from '../../server/reports/rules/ties.ts';
import type { Report } from '../../server/reports/rules/report.ts';
import type { Submission, Submitted } from '../../server/reports/service.ts';
import { proposeOrder } from '../../server/rewards/rules/reporters.ts';
import type { ReporterReport } from '../../server/rewards/rules/reporters.ts';
import type { Answer, Client } from '../support/http.ts';
import { personOf } from '../support/people.ts';
import { unzip } from '../support/zip.ts';
import { staffed } from '../support/staffed.ts';
import { submitted } from './support.ts';

const GIVEN = { name: '演示后来某', contact: '000-7788' };

describe('what a reporter may still choose', () => {
  const { site, staff } = staffed();
  const who = (account: string) => personOf(staff, account);
  const reportOf = async (id: string): Promise<Report> => (await site.services.reports.forOfficer(who('head'), id)).report;
  const version = async (id: string): Promise<number> => (await reportOf(id)).version;
  const running = (report: Report): string[] => report.clocks.filter(({ stoppedOn }) => stoppedOn === null).map(({ code, startedOn }) => `${code} ${startedOn}`);

  async function inside(change: Partial<Submission> = {}): Promise<{ client: Client; page: Answer; sent: Submitted }> {
    const sent = await submitted(site.services, change);
    const client = site.client();
    return { client, sent, page: await client.post('/reports/status', { number: sent.number, code: sent.code }) };
  }
  const giveName = async (client: Client, fields: Record<string, string> = {}): Promise<Answer> =>
    client.press(await client.follow(await client.get('/reports/mine'), '改为实名'), '改为实名', { ...GIVEN, sure: 'yes', ...fields });
  async function verified(id: string): Promise<void> {
    const { reports } = site.services;
    await reports.accept(who('intake'), id, await version(id));
    await reports.assign(who('intake'), id, await version(id), [who('investigator1').id, who('investigator2').id]);
  }
  const file = async (id: string): Promise<unknown> =>
    site.services.reports.file(who('head'), id, await version(id), { caseId: `case-of-${id}`, on: site.clock().toISOString().slice(0, 10), reason: '三个条件都满足', conditions: ['suspect', 'punishable', 'jurisdiction'] });
  const at = async <T>(day: string, work: () => Promise<T>): Promise<T> => {
    const before = site.clock();
    site.clock.set(`${day}T02:00:00Z`);
    try {
      return await work();
    } finally {
      site.clock.set(before);
    }
  };

  describe('a name after all', () => {
    it('asks for name, contact and a tick, and keeps what was typed', async () => {
      const { client, page } = await inside();
      const form = await client.follow(page, '改为实名');
      expect(form.text).to.include('从今天起').and.to.include('不能再改回匿名').and.to.include('姓名和联系方式单独加密存放');
      const again = await client.press(form, '改为实名', { ...GIVEN, contact: '' });
      expect(again.status).to.equal(422);
      expect(again.text).to.include('请写电话或者别的联系方式').and.to.include('请打勾');
      expect(again.html).to.include(`value="${GIVEN.name}"`);
      expect((await client.getJson<{ identity: string }>('/reports/mine')).identity).to.equal('完全匿名');
    });

    it('is a line of the timeline, seals the name like the form does, and cannot be done twice', async () => {
      const { client, sent } = await inside();
      const after = await giveName(client, { wantsReward: 'yes' });
      expect(after.address).to.equal('/reports/mine');
      expect(after.text).to.include('已经改为实名').and.to.include('您改为实名').and.to.include('身份被打开过 0 次').and.not.to.include(GIVEN.name);
      const report = await reportOf(sent.id);
      expect([report.identity, report.wantsReward, report.hasNews]).to.deep.equal(['realName', true, true]);
      expect(report.events.at(-1)).to.deep.equal({ action: 'giveName', on: '2026-11-10', at: null, by: 'reporter', text: null, detail: { was: 'anonymous', wish: 1 } });
      const everywhere = await Promise.all((await site.services.database.connection.listCollections()).map(async ({ name }) => JSON.stringify(await site.services.database.connection.collection(name).find().toArray())));
      for (const secret of Object.values(GIVEN)) expect(everywhere.join('').includes(secret), secret).to.equal(false);
      expect((await client.get('/reports/mine/name')).address).to.equal('/reports/mine');
      expect((await client.post('/reports/mine/name', { name: '演示别人', contact: '1', sure: 'yes' })).address).to.equal('/reports/mine');
      // Whoever must tell him may open it, with his reason on record.
      await verified(sent.id);
      await file(sent.id);
      expect(await site.services.reports.openIdentity(who('intake'), sent.id, 'notify')).to.deep.equal(GIVEN);
    });

    it('begins the duties that need a name on its day, with their letter, and only while their time runs', async () => {
      const soon = await inside();
      const late = await inside();
      for (const { sent } of [soon, late]) {
        await verified(sent.id);
        await file(sent.id);
        expect(running(await reportOf(sent.id)).filter((clock) => clock.startsWith('TELL'))).to.deep.equal([]);
      }
      // Filed on Tuesday the 10th: five working days end on the 17th.
      await at('2026-11-12', async () => {
        await soon.client.post('/reports/status', { number: soon.sent.number, code: soon.sent.code });
        const after = await giveName(soon.client);
        expect(after.text).to.include('立案告知书').and.to.include('告诉您是否立案').and.to.include('2026 年 11 月 19 日');
        expect(running(await reportOf(soon.sent.id))).to.include('TELL_FILED 2026-11-12');
        const told = await site.services.reports.recordTold(who('intake'), soon.sent.id, await version(soon.sent.id), { clock: 'TELL_FILED', way: 'phone', on: '2026-11-12' });
        expect(running(told).filter((clock) => clock.startsWith('TELL'))).to.deep.equal([]);
      });
      await at('2026-11-18', async () => {
        await late.client.post('/reports/status', { number: late.sent.number, code: late.sent.code });
        const after = await giveName(late.client);
        expect(after.text).to.include('正在调查').and.not.to.include('立案告知书');
        expect(running(await reportOf(late.sent.id)).filter((clock) => clock.startsWith('TELL'))).to.deep.equal([]);
      });
    });

    it('is told of what is decided later, like anybody who gave a name at once', async () => {
      const { client, sent } = await inside();
      await giveName(client);
      await verified(sent.id);
      await site.services.reports.notFile(who('head'), sent.id, await version(sent.id), { reason: 'NF_NO_SUSPECT', text: '没有找到当事人' });
      expect(running(await reportOf(sent.id))).to.include('TELL_FILED 2026-11-10');
      expect((await client.get('/reports/mine')).text).to.include('不予立案告知书').and.to.include('没有立案');
    });

    it('is told of a refusal that came before, as its ground may be told', async () => {
      const { client, sent } = await inside();
      await site.services.reports.notAccept(who('intake'), sent.id, 1, { ground: 'NA_CLOSED_NO_NEW_CLUES', text: '八月已经查过' });
      const after = await giveName(client);
      expect(after.text).to.include('不予受理告知书');
      const letter = await client.follow(after, '不予受理告知书');
      expect(letter.text).to.include('按现在的材料，不具备受理的条件').and.not.to.include('八月');
    });

    it('keeps the passphrase of an identifiable reporter', async () => {
      const { client, sent } = await inside({ identity: 'identifiable', passphrase: 'a very long pass phrase', wantsReward: true });
      const form = await client.follow(await client.get('/reports/mine'), '改为实名');
      expect(form.forms.flatMap(({ fields }) => fields.map(({ name }) => name))).not.to.include('wantsReward');
      await client.press(form, '改为实名', { ...GIVEN, sure: 'yes' });
      expect(await site.services.reports.checkPassphrase({ report: sent.id, codeVersion: 1 }, 'a very long pass phrase')).to.equal('right');
      expect((await reportOf(sent.id)).identity).to.equal('realName');
    });

    it('holds for what was split off too', async () => {
      const { client, sent } = await inside();
      await site.services.reports.split(who('intake'), sent.id, 1, { targetName: '演示另一家', targetKind: 'pharmacy', categories: [], narrative: '只说另一家的事情。', files: [], messages: [], text: '说的是两家机构' });
      const part = (await reportOf(sent.id)).ties?.parts[0]?.id ?? '';
      await giveName(client, { wantsReward: 'yes' });
      expect(await reportOf(part)).to.deep.include({ identity: 'realName', wantsReward: true });
      await verified(part);
      await site.services.reports.notFile(who('head'), part, await version(part), { reason: 'NF_NO_SUSPECT', text: '没有找到当事人' });
      expect(running(await reportOf(part))).to.include('TELL_FILED 2026-11-10');
      expect((await client.get('/reports/mine')).text).to.include('不予立案告知书');
    });

    it('leaves nothing of a name where the act itself was never written', async () => {
      const { sent } = await inside();
      const identities = site.services.database.connection.collection<{ _id: string }>('identities');
      await identities.insertOne({ _id: sent.id, sealed: {}, on: '2026-11-08' } as { _id: string });
      await site.services.reports.tidy('2026-11-08');
      expect(await identities.countDocuments({ _id: sent.id })).to.equal(0);
    });
  });

  describe('without the reward', () => {
    const WISH = { identity: 'realName', name: '演示某', contact: '000', wantsReward: true } as const;

    it('asks for a tick, is a line of the timeline, and is offered once', async () => {
      const { client, page, sent } = await inside(WISH);
      const form = await client.follow(page, '放弃奖励');
      const unticked = await client.press(form, '放弃奖励');
      expect([unticked.status, unticked.text.includes('请打勾')]).to.deep.equal([422, true]);
      const after = await client.press(form, '放弃奖励', { sure: 'yes' });
      expect(after.text).to.include('已经记下您放弃奖励').and.to.include('您放弃了奖励');
      expect(after.links.some(({ text }) => text === '放弃奖励')).to.equal(false);
      const report = await reportOf(sent.id);
      expect([report.wantsReward, report.identity]).to.deep.equal([false, 'realName']);
      expect(report.events.at(-1)).to.include({ action: 'waiveReward', on: '2026-11-10', at: null, by: 'reporter' });
      expect((await client.get('/reports/mine/reward')).address).to.equal('/reports/mine');
      expect((await inside()).page.links.some(({ text }) => text === '放弃奖励')).to.equal(false);
    });

    it('is what the reward of the case goes by', async () => {
      const { client, page, sent } = await inside(WISH);
      await verified(sent.id);
      await file(sent.id);
      await client.press(await client.follow(page, '放弃奖励'), '放弃奖励', { sure: 'yes' });
      const [linked] = await site.services.reports.ofCase(`case-of-${sent.id}`);
      expect(linked?.wantsReward).to.equal(false);
      const reporter: ReporterReport = {
        id: sent.id, receivedAt: site.clock(), year: 2026, orderNumber: 1, bureau: '440784', identity: 'realName', reporterId: null, withdrawn: false, jointGroup: null, isRepresentative: false,
        wantsReward: linked?.wantsReward ?? true, matters: ['m'],
      };
      expect(proposeOrder([reporter], 'm').setAside).to.deep.equal([{ id: sent.id, why: 'waived' }]);
      // Who pays may not open the identity for it any more.
      const refused = await site.services.reports.openIdentity(who('reward1'), sent.id, 'reward').then(() => 'opened', (error: unknown) => (error instanceof Error ? error.message : ''));
      expect(refused).to.equal('reports.openIdentity');
    });
  });

  it('stands in the download, with the days and without the name', async () => {
    const { client } = await inside();
    const pieces = async (): Promise<Map<string, Buffer>> => {
      const answer = await fetch(new URL('/reports/mine/download', site.origin), { headers: { cookie: `mj_reporter=${client.cookies.get('mj_reporter') ?? ''}` } });
      return unzip(Buffer.from(await answer.arrayBuffer()));
    };
    expect([...(await pieces()).keys()]).not.to.include('choices.json');
    await giveName(client, { wantsReward: 'yes' });
    await client.press(await client.follow(await client.get('/reports/mine'), '放弃奖励'), '放弃奖励', { sure: 'yes' });
    const all = await pieces();
    expect(JSON.parse(all.get('choices.json')?.toString('utf8') ?? '')).to.deep.equal({
      identity: 'realName', wantsReward: false, changes: [{ action: 'giveName', on: '2026-11-10' }, { action: 'waiveReward', on: '2026-11-10' }],
    });
    for (const bytes of all.values()) expect(bytes.includes(GIVEN.name)).to.equal(false);
  });

  it('begins again no duty that runs already, and the telling of a result of unknown limit', () => {
    const setting: Setting = { at: new Date('2026-11-12T02:00:00Z'), today: '2026-11-12', calendar: nationalCalendar(), overlay: [] };
    const plain = { bureau: '440784', state: 'filed', decidedOn: '2026-11-10', receivedOn: '2026-11-02', identity: 'identifiable', wantsReward: false, clocks: [], pending: [], told: [{ key: 'k', args: {}, on: '2026-11-11', isForAll: false, isResult: true }], events: [{ action: 'file', on: '2026-11-10', at: null, by: 'h', text: 'x', detail: {} }], source: 'tipOff', number: '4407-0000-0000' } as unknown as Report;
    const first = named(plain, false, setting);
    expect(first.clocks?.map(({ code, startedOn }) => `${code} ${startedOn}`)).to.deep.equal(['TELL_FILED 2026-11-12', 'TELL_RESULT 2026-11-12']);
    expect(named({ ...plain, clocks: first.clocks ?? [] }, false, setting).clocks).to.deep.equal(first.clocks);
    const part = { ...plain, ties: tied({}, { splitFrom: { id: 'whole', part: 2 } }) };
    expect(asTheWhole(part, { identity: 'identifiable', wantsReward: false }, setting)).to.equal(part);
    expect(asTheWhole(part, { identity: 'identifiable', wantsReward: true }, setting).wantsReward).to.equal(true);
  });
});

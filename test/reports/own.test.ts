import { expect } from 'chai';
import { correctionsOf, ownFiles } from '../../server/reports/rules/own.ts';
import type { Answer, Client, Upload } from '../support/http.ts';
import { PASSWORD, personOf } from '../support/people.ts';
import { unzip } from '../support/zip.ts';
import { staffed } from '../support/staffed.ts';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const photo = (name: string): Upload => ({ field: 'files', name, type: 'image/png', bytes: PNG });
const TIP = { targetName: '演示康复医院', division: '440784', narrative: '3 月里的理疗单都是补的，病人根本没有来。', identity: 'anonymous' };
const codeOn = (page: Answer): string => /mj-code__value"><span>([^<]*)<\/span><span>([^<]*)</.exec(page.html)?.slice(1).join(' ') ?? '';
const numberOn = (page: Answer): string => /\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(page.text)?.[0] ?? '';

describe('what a reporter may do with his own report', () => {
  const { site, staff } = staffed();

  async function inside(client: Client, fields: Record<string, string> = TIP, files: Upload[] = []): Promise<{ received: Answer; mine: Answer; number: string }> {
    const received = await client.press(await client.get('/reports/new'), '提交举报', fields, files);
    return { received, mine: await client.press(received, '继续，查看进展', { saved: 'yes' }), number: numberOn(received) };
  }
  async function asOfficer(number: string) {
    const intake = personOf(staff, 'intake');
    const { lines: [line] } = await site.services.reports.inbox(intake, { view: 'all', after: null, number: { number } });
    return site.services.reports.forOfficer(intake, line?.id ?? '');
  }

  describe('correction', () => {
    it('is added with its date; the account stays, and officers see both', async () => {
      const client = site.client();
      const { mine, number } = await inside(client);
      const page = await client.follow(mine, '更正我写的内容');
      expect(page.text).to.contain(TIP.narrative).and.to.contain('2026 年 11 月 10 日');
      expect((await client.press(page, '提交更正', { text: ' ' })).text).to.contain('请写哪里不对');
      const after = await client.press(page, '提交更正', { text: '不是 3 月，是 4 月。' });
      expect(after.address).to.equal('/reports/mine#msg');
      expect(after.text).to.contain('更正已经记下').and.to.contain('您（更正）').and.to.contain('不是 3 月，是 4 月。');
      expect(await client.getJson('/reports/mine/content')).to.have.nested.property('content.narrative', TIP.narrative);
      const { report } = await asOfficer(number);
      expect(report.content.narrative).to.equal(TIP.narrative);
      expect(report.hasNews).to.equal(true);
      expect([...correctionsOf(report)]).to.deep.equal([report.messages[0]?.id]);
      expect(report.events.at(-1)).to.deep.include({ action: 'correct', on: '2026-11-10', at: null, by: 'reporter' });
      const officer = site.client();
      await officer.signIn('intake', PASSWORD);
      expect((await officer.get(`/reports/desk/${report.id}`)).text).to.contain('举报人更正过，见留言').and.to.contain('举报人（更正）').and.to.contain(TIP.narrative).and.to.contain('不是 3 月，是 4 月。');
    });

    it('leaves a question of the officers open', async () => {
      const client = site.client();
      const { mine, number } = await inside(client);
      const { report } = await asOfficer(number);
      await site.services.reports.ask(personOf(staff, 'intake'), report.id, report.version, { text: '是哪个科？', answerBy: null, isQuestion: true });
      const after = await client.press(await client.follow(mine, '更正我写的内容'), '提交更正', { text: '不是 3 月，是 4 月。' });
      expect(after.text).to.contain('办案人员问了您一个问题');
    });
  });

  describe('new code', () => {
    it('kills the old one and every session at once, and is shown once behind the gate', async () => {
      const client = site.client();
      const elsewhere = site.client();
      const { received, mine, number } = await inside(client);
      await elsewhere.post('/reports/status', { number, code: codeOn(received) });
      expect((await elsewhere.get('/reports/mine')).address).to.equal('/reports/mine');
      const page = await client.follow(mine, '换一个查询码');
      expect((await client.press(page, '作废旧的', { number: '4407-AAAA-AAAA' })).text).to.contain('和这件举报的编号对不上');
      const renewed = await client.press(page, '作废旧的', { number: number.toLowerCase() });
      expect(renewed.status).to.equal(201);
      expect(renewed.headers.get('cache-control')).to.equal('no-store');
      expect(codeOn(renewed)).to.match(/^[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]$/).and.to.not.equal(codeOn(received));
      expect((await elsewhere.get('/reports/mine')).address).to.equal('/reports/status');
      expect((await client.get('/reports/mine', { follow: false })).location).to.equal('/reports/status');
      expect((await site.client().post('/reports/status', { number, code: codeOn(received) })).text).to.contain('编号和查询码对不上');
      const unticked = await client.press(renewed, '继续，查看进展');
      expect(unticked.status).to.equal(422);
      expect(unticked.text).to.contain('新的查询码').and.to.contain('请先把查询码抄好');
      expect(codeOn(unticked)).to.equal(codeOn(renewed));
      const again = await client.press(unticked, '继续，查看进展', { saved: 'yes' });
      expect(again.address).to.equal('/reports/mine');
      expect((await asOfficer(number)).report.events.at(-1)).to.deep.include({ action: 'renewCode', on: '2026-11-10', at: null, by: 'reporter' });
    });

    it('pressed twice costs nothing: the second answer has a code that opens', async () => {
      const client = site.client();
      const { mine, number } = await inside(client);
      const page = await client.follow(mine, '换一个查询码');
      const cookie = client.cookies.get('mj_reporter') ?? '';
      const first = await client.press(page, '作废旧的', { number });
      client.cookies.set('mj_reporter', cookie);
      const second = await client.press(page, '作废旧的', { number });
      expect(second.status).to.equal(201);
      expect(codeOn(second)).to.not.equal(codeOn(first));
      expect((await site.client().post('/reports/status', { number, code: codeOn(first) })).status).to.equal(422);
      expect((await client.press(second, '继续，查看进展', { saved: 'yes' })).address).to.equal('/reports/mine');
      // Two at the same time, as a double tap sends them.
      const tapped = await client.follow(await client.get('/reports/mine'), '换一个查询码');
      const both = await Promise.all([client.press(tapped, '作废旧的', { number }), client.press(tapped, '作废旧的', { number })]);
      expect(both.map(({ status }) => status)).to.deep.equal([201, 201]);
      const opened = await Promise.all(both.map(async (answer) => (await site.client().post('/reports/status', { number, code: codeOn(answer) })).address));
      expect(opened.filter((address) => address === '/reports/mine')).to.have.length(1);
    });

    it('is not given to an old session that did not ask for it', async () => {
      const client = site.client();
      const { mine, number } = await inside(client);
      const thief = site.client();
      thief.cookies.set('mj_reporter', client.cookies.get('mj_reporter') ?? '');
      const theirs = await thief.follow(mine, '换一个查询码');
      await client.press(await client.follow(mine, '换一个查询码'), '作废旧的', { number });
      expect((await thief.press(theirs, '作废旧的', { number })).address).to.equal('/reports/status');
    });

    it('is given ten times a day at most', async () => {
      const client = site.client();
      const { mine, number } = await inside(client);
      let page = mine;
      for (let n = 0; n < 10; n += 1) page = await client.press(await client.press(await client.follow(page, '换一个查询码'), '作废旧的', { number }), '继续，查看进展', { saved: 'yes' });
      const refused = await client.press(await client.follow(page, '换一个查询码'), '作废旧的', { number });
      expect(refused.status).to.equal(422);
      expect(refused.text).to.contain('请明天再换');
    });
  });

  describe('everything as one download', () => {
    it('holds receipt, posted fields, messages, letters and own files, under a name that tells nothing', async () => {
      const client = site.client();
      const { mine, number } = await inside(client, TIP, [photo('清单.png')]);
      const { report } = await asOfficer(number);
      await site.services.reports.ask(personOf(staff, 'intake'), report.id, report.version, { text: '是哪个科？', answerBy: '2026-11-27', isQuestion: true });
      await client.press(await client.get('/reports/mine'), '发送', { text: '康复科。' }, [photo('排班.png')]);
      await client.press(await client.follow(mine, '更正我写的内容'), '提交更正', { text: '不是 3 月，是 4 月。' });
      const link = (await client.get('/reports/mine')).links.find(({ text }) => text.includes('全部资料'));
      const answer = await fetch(new URL(link?.href ?? '', site.origin), { headers: { cookie: `mj_reporter=${client.cookies.get('mj_reporter') ?? ''}` } });
      expect(answer.headers.get('cache-control')).to.equal('no-store');
      expect(answer.headers.get('content-disposition')).to.match(/^attachment; filename="files\.zip"/);
      const pieces = unzip(Buffer.from(await answer.arrayBuffer()));
      expect([...pieces.keys()]).to.deep.equal(['receipt.json', 'content.json', 'messages.json', 'letters/01 补充情况询问函.txt', 'files/01 清单.png', 'files/02 排班.png']);
      const json = (name: string): unknown => JSON.parse(pieces.get(name)?.toString('utf8') ?? '');
      expect(json('receipt.json')).to.include({ number, algorithm: 'Ed25519' });
      expect(json('content.json')).to.have.nested.property('content.narrative', TIP.narrative);
      expect(json('messages.json')).to.deep.equal([
        { from: 'officer', on: '2026-11-10', text: '是哪个科？', files: [], isQuestion: true, answerBy: '2026-11-27', isCorrection: false },
        { from: 'reporter', on: '2026-11-10', text: '康复科。', files: ['02 排班.png'], isQuestion: false, answerBy: null, isCorrection: false },
        { from: 'reporter', on: '2026-11-10', text: '不是 3 月，是 4 月。', files: [], isQuestion: false, answerBy: null, isCorrection: true },
      ]);
      expect(pieces.get('letters/01 补充情况询问函.txt')?.toString('utf8')).to.contain('是哪个科？').and.to.contain(number);
      expect(pieces.get('files/01 清单.png')?.equals(PNG)).to.equal(true);
      // Neither a name of an officer nor an id of a record.
      for (const bytes of pieces.values()) for (const secret of [personOf(staff, 'intake').name, personOf(staff, 'intake').id, report.id]) expect(bytes.includes(secret), secret).to.equal(false);
    });

    it('needs the session, leaves no row, and hands out no file that an officer made', async () => {
      expect((await site.client().get('/reports/mine/download')).address).to.equal('/reports/status');
      const client = site.client();
      await inside(client);
      const rows = async (): Promise<number> => site.services.database.connection.collection('audit').countDocuments();
      const before = await rows();
      await client.get('/reports/mine/download');
      expect(await rows()).to.equal(before);
      const messages = [{ id: 'm', from: 'reporter', on: '2026-11-10', by: null, text: '', isQuestion: false, answerBy: null, files: ['b'] }] as const;
      const all = { files: ['a', 'b'], messages: messages.map((message) => ({ ...message, files: [...message.files] })) };
      expect(ownFiles({ ...all, channel: 'online' })).to.deep.equal(['a', 'b']);
      expect(ownFiles({ ...all, channel: 'walkIn' })).to.deep.equal(['b']);
    });
  });

  it('leaves and takes with it what this site kept on the device', async () => {
    const client = site.client();
    await client.get('/preferences?type=large&back=/');
    const { mine } = await inside(client);
    const left = await client.press(mine, '退出，并清除这台设备上的记录', {}, [], { follow: false });
    expect(left.location).to.equal('/');
    expect(left.headers.get('clear-site-data')).to.equal('"cache", "storage"');
    expect([...client.cookies.keys()]).to.deep.equal(['mj_flash']);
    expect((await client.get('/')).text).to.contain('本站在这台设备上存的都清除了');
    expect([...client.cookies.keys()]).to.deep.equal([]);
  });

  it('reads what each date of the law means, and how it was counted', async () => {
    const client = site.client();
    const { mine, number } = await inside(client, { ...TIP, identity: 'realName', name: '演示某', contact: '000-000' });
    expect(mine.text).to.contain('法律规定的日期').and.to.contain('决定要不要正式立案调查').and.to.contain('怎么算的').and.to.contain('2026 年 11 月 11 日是第 1 个工作日').and.to.contain('2026 年 12 月 1 日');
    const { report } = await asOfficer(number);
    await site.services.reports.notAccept(personOf(staff, 'intake'), report.id, report.version, { ground: 'NA_OUT_OF_SCOPE', text: '不属于医保基金' });
    expect((await client.get('/reports/mine')).text).to.contain('告诉您不受理').and.to.contain('您是实名举报').and.to.not.contain('决定要不要正式立案调查');
  });

  it('is not told by a date that passed whether a decision was made, where he may not know it', async () => {
    const other = site.client();
    const { received, number: second } = await inside(other);
    const before = site.clock();
    site.clock.set('2026-12-15T02:00:00Z');
    await other.post('/reports/status', { number: second, code: codeOn(received) });
    expect((await other.get('/reports/mine')).text).to.contain('2026 年 12 月 1 日').and.to.contain('决定的结果要等到上门查过以后才写在这里').and.to.not.contain('已超');
    site.clock.set(before);
  });

  it('reads what happened in the order of its days, what came after the end too', async () => {
    const client = site.client();
    const { number } = await inside(client);
    const { report } = await asOfficer(number);
    const { tell } = site.services.reports;
    await tell(report.id, { key: 'reports.step.filed', args: {}, on: '2026-11-11', isForAll: true, doneOn: '2026-11-12' });
    await tell(report.id, { key: 'reports.step.quiet', args: {}, on: '2026-11-13', isForAll: true });
    const { steps } = await client.getJson<{ steps: { title: string; lines: string[] }[] }>('/reports/mine');
    expect(steps.map(({ lines: [day] }) => day)).to.deep.equal(['2026 年 11 月 10 日', '2026 年 11 月 11 日', '2026 年 11 月 12 日', '2026 年 11 月 13 日']);
  });

  it('says in tab and history nothing of a report', async () => {
    const client = site.client();
    const titles: string[] = [];
    const look = (page: Answer): void => void titles.push(/<title>([^<]*)</.exec(page.html)?.[1] ?? '');
    look(await client.get('/reports/new'));
    look(await client.get('/reports/status'));
    const { received, mine } = await inside(client);
    look(received);
    look(mine);
    for (const words of ['更正我写的内容', '换一个查询码', '撤回举报']) look(await client.follow(mine, words));
    look(await client.press(await client.follow(mine, '撤回举报'), '撤回举报'));
    expect(titles).to.deep.equal(['填写 · 明鉴', '查询 · 明鉴', '填写 · 明鉴', '办理 · 明鉴', '办理 · 明鉴', '办理 · 明鉴', '办理 · 明鉴', '请改正 1 处：办理 · 明鉴']);
  });
});

// What each reporter of one merge is handed: exactly what somebody is whose report was handled by itself, and nothing of the other.
import { expect } from 'chai';
import type { Person } from '../../server/people/rules/person.ts';
import type { Report } from '../../server/reports/rules/report.ts';
import type { Submission, Submitted } from '../../server/reports/service.ts';
import { PASSWORD, personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { unzip } from '../support/zip.ts';
import { aRealName, submitted } from './support.ts';

const IDENTITIES: Record<string, Partial<Submission>> = { anonymous: {}, identifiable: { identity: 'identifiable', passphrase: 'a very long pass phrase', wantsReward: true }, realName: aRealName };
const WORDS = { targetName: '演示双份医院', narrative: '同样的话，一字不差地写了两遍，好比较。' };

/** Random ids, digests and signatures are each one's own. */
const masked = (text = ''): string => text.replace(/letters(?:\/|%2F)[\w-]+/g, 'letters/L').replace(/"(?:salt|signature|value|hash)":"[^"]*"/g, '"own":""').replace(/[\w+/=-]{40,}|[0-9a-f]{32}/g, 'RANDOM');
const clocksOf = ({ clocks }: Report, code: string): string[] => clocks.filter((clock) => clock.code === code).map(({ startedOn, counted, stoppedOn }) => `${startedOn}–${counted?.end ?? '?'} ${stoppedOn ?? 'runs'}`);

describe('two reporters of one merge', function () {
  this.timeout(60_000);
  const { site, staff } = staffed();
  const who = (account: string): Person => personOf(staff, account);
  const read = async (id: string, by = 'head'): Promise<Report> => (await site.services.reports.forOfficer(who(by), id)).report;
  const version = async (id: string, by = 'head'): Promise<number> => (await read(id, by)).version;
  const officers = (): string[] => [who('investigator1').id, who('investigator2').id];
  before(async () => {
    const id = await site.services.people.addAccount(null, { account: 'intake.jm', name: '演示午', bureau: '440700', scope: '440700', roles: ['intake'], password: PASSWORD, isDemo: true, certificate: null });
    const person = await site.services.people.find(id);
    if (person) staff['intake.jm'] = person;
  });

  /** All that a reporter can be handed: the page as JSON and as HTML, letters, receipt and content. Own values are named alike. */
  async function everything(sent: Submitted): Promise<Record<string, string>> {
    const client = site.client();
    const entered = await client.post('/reports/status', { number: sent.number, code: sent.code });
    const raw = async (path: string, accept: string): Promise<string> => (await client.get(path, { headers: { accept } })).html;
    const found: Record<string, string> = { html: await raw('/reports/mine', 'text/html'), json: await raw('/reports/mine', 'application/json'), entered: entered.text };
    const letters = entered.links.filter(({ href }) => href.startsWith('/reports/mine/letters/'));
    for (const [at, { href }] of letters.entries()) found[`letter ${at}`] = await raw(href, 'text/html');
    const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    for (const { href } of entered.links.filter(({ href: each }) => /^\/reports\/mine\/(?!letters)/.test(each))) {
      if (!href.endsWith('/download')) found[href] = await raw(href, 'application/json');
      else for (const [name, text] of unzip(Buffer.from(await (await fetch(new URL(href, site.origin), { headers: { cookie } })).arrayBuffer()))) found[`${href} ${name}`] = text.toString('utf8');
    }
    return Object.fromEntries(Object.entries(found).map(([name, text]) => [name, text.replaceAll(sent.number, 'NUMBER').replaceAll(sent.id, 'ID')]));
  }
  async function sessionOf({ number, code }: Submitted): Promise<{ report: string; codeVersion: number }> {
    const entry = await site.services.reports.enter({ number, code }, { address: 'tests', network: 'tests' } as never);
    if (entry.outcome !== 'in') throw new Error(entry.outcome);
    return entry.session;
  }

  type Three = { lead: Submitted; merged: Submitted; twin: Submitted };
  const three = async (change: Partial<Submission>, ofLead: Partial<Submission> = {}): Promise<Three> => ({
    lead: await submitted(site.services, { ...WORDS, narrative: '更早的一件，说的是同一家医院。', ...ofLead }), merged: await submitted(site.services, { ...WORDS, ...change }), twin: await submitted(site.services, { ...WORDS, ...change }),
  });
  const merge = async ({ lead, merged }: Three): Promise<void> => {
    await site.services.reports.merge(who('intake'), merged.id, await version(merged.id), { into: lead.id, text: '同一家医院同一件事' });
  };
  async function taken(id: string): Promise<void> {
    await site.services.reports.accept(who('intake'), id, await version(id));
    await site.services.reports.assign(who('intake'), id, await version(id), officers());
  }
  /** The merged one and its twin are handed the same; nothing of the older one is in it, and nothing of the merged one in what that is handed. */
  async function same({ lead, merged, twin }: Three, when: string): Promise<Record<string, string>> {
    const [one, other] = [await everything(merged), await everything(twin)];
    expect(Object.keys(one), when).to.deep.equal(Object.keys(other));
    for (const name of Object.keys(one)) {
      expect(masked(one[name]), `${when}: ${name}`).to.equal(masked(other[name]));
      for (const secret of [lead.number, lead.id, '并案', 'merged', '更早']) expect(one[name], `${when}: ${name}`).not.to.include(secret);
    }
    expect(JSON.stringify(await everything(lead)), when).not.to.include(merged.number).and.not.to.include(merged.id).and.not.to.include('并案');
    return one;
  }
  const FILING = { on: '2026-11-10', reason: '三个条件都满足', conditions: ['suspect', 'punishable', 'jurisdiction'] };

  for (const [identity, change] of Object.entries(IDENTITIES)) {
    it(`${identity}: before and after the recorded visit, after a question, at the filing and at the result`, async () => {
      const { reports } = site.services;
      const all = await three(change);
      const { lead, merged, twin } = all;
      await taken(lead.id);
      await same(all, 'before the act');
      await merge(all);
      await taken(twin.id);
      await same(all, 'merged');
      for (const each of [merged, twin]) await reports.say(await sessionOf(each), '我想起来还有一天也是这样。');
      await same(all, 'after a message');
      for (const each of [lead, twin]) await reports.recordVisit(who('investigator1'), each.id, await version(each.id), { on: '2026-11-10', text: '' });
      await same(all, 'after the visit');
      await reports.unmerge(who('intake'), merged.id, await version(merged.id), '并错了，恢复成单独的一件');
      await same(all, 'after the merge was undone');
      await merge(all);
      await same(all, 'merged again');
      for (const each of [lead, twin]) await reports.file(who('head'), each.id, await version(each.id), { ...FILING, caseId: `case-of-${each.id}` });
      await same(all, 'filed');
      expect(clocksOf(await read(merged.id), 'TELL_FILED')).to.deep.equal(identity === 'realName' ? ['2026-11-10–2026-11-17 runs'] : []);
      expect((await everything(merged))['html']?.includes('立案告知书')).to.equal(identity === 'realName');
      for (const each of [lead, twin]) await reports.tell(each.id, { key: 'cases.told.decided', args: {}, on: '2026-11-10', isResult: true, ofCase: `case-of-${each.id}` });
      expect((await same(all, 'the result'))['entered']).to.include('已作出处理决定');
      expect(clocksOf(await read(merged.id), 'TELL_RESULT')).to.deep.equal(identity === 'realName' ? ['2026-11-10–? runs'] : []);
      for (const each of [lead, twin]) await reports.tell(each.id, { key: 'cases.told.closed', args: {}, on: '2026-11-10', doneOn: '2026-11-10', ofCase: `case-of-${each.id}` });
      expect((await same(all, 'the end'))['entered']).to.include('案件已办结');
    });

    it(`${identity}: when the older one is not accepted`, async () => {
      const all = await three(change, aRealName);
      await merge(all);
      await same(all, 'merged before anybody took it in hand');
      for (const { id } of [all.lead, all.twin]) {
        await site.services.reports.notAccept(who('intake'), id, await version(id), { ground: 'NA_NO_TARGET_OR_FACTS', text: '写给这一位举报人的话：没有写明机构' });
      }
      const one = await same(all, 'not accepted');
      expect(one['letter 0']?.includes('不具备受理的条件') ?? false).to.equal(identity === 'realName');
      const report = await read(all.merged.id);
      expect([clocksOf(report, 'TELL_NOT_ACCEPTED'), report.state, report.reason]).to.deep.equal([identity === 'realName' ? ['2026-11-10–? runs'] : [], 'merged', 'NA_NO_TARGET_OR_FACTS']);
      if (identity !== 'realName') return;
      const letters = await site.services.documents.ofSubject('report', report.id);
      expect(letters.at(-1)?.number).to.match(/^鹤演医保不受〔2026〕\d+ 号$/);
      expect((await site.services.documents.open(letters.at(-1)?.id ?? '')).templateVersion).to.equal(1);
      await site.services.documents.deliver(who('intake'), letters.at(-1)?.id ?? '', { on: '2026-11-10', way: 'post', note: '', fileId: null });
      expect(clocksOf(await read(all.merged.id), 'TELL_NOT_ACCEPTED')).to.deep.equal(['2026-11-10–? 2026-11-10']);
      expect(clocksOf(await read(all.lead.id), 'TELL_NOT_ACCEPTED')).to.deep.equal(['2026-11-10–? runs']);
    });

    it(`${identity}: when the older one goes to another department, comes back, and goes for good`, async () => {
      const { reports } = site.services;
      const all = await three(change);
      const both = async (does: (id: string) => Promise<unknown>): Promise<void> => {
        for (const { id } of [all.lead, all.twin]) await does(id);
      };
      await merge(all);
      await taken(all.lead.id);
      await taken(all.twin.id);
      const transfer = async (id: string): Promise<unknown> => reports.transfer(who('intake'), id, await version(id), { receiver: '演示市场监管局', matter: '反映一家药店的价格问题，由你局办理。', text: '不归医保管' });
      await both(transfer);
      expect((await same(all, 'handed over'))['json']).to.include(identity === 'realName' ? '"state":"transferredOut"' : '"state":"inHand"');
      await both(async (id) => reports.takeBack(who('intake'), id, await version(id), '对方退回来了'));
      await same(all, 'back');
      await both(transfer);
      await both(async (id) => reports.recordTaken(who('intake'), id, await version(id), { on: '2026-11-10', text: '' }));
      expect((await same(all, 'taken over'))['json']).to.include('"state":"done"');
    });

    it(`${identity}: when another bureau takes the older one over`, async () => {
      const { reports, audit } = site.services;
      const all = await three(change);
      await merge(all);
      for (const { id } of [all.lead, all.twin]) {
        await reports.offer(who('intake'), id, await version(id), { to: '440700', matter: '反映一家医院虚构理疗记录，在市直。', text: '主要事实发生在市直医院' });
        const { report } = await reports.openIncoming(who('intake.jm'), id);
        await reports.takeOver(who('intake.jm'), id, report.version);
      }
      expect((await same(all, 'in the other bureau'))['entered']).to.include(identity === 'realName' ? '江门市演示医疗保障局' : '鹤山市演示医疗保障局');
      const report = await read(all.merged.id, 'head.jm');
      expect([report.bureau, report.ties?.passages.map(({ from, to, withIdentity }) => [from, to, withIdentity])]).to.deep.equal(['440700', [['440784', '440700', identity !== 'anonymous']]]);
      const passed = (await audit.list({ subjectId: all.merged.id }, null)).rows.filter(({ act }) => act === 'reports.identityPassed');
      expect(passed).to.have.length(identity === 'anonymous' ? 0 : 1);
      await reports.forOfficer(who('head'), all.merged.id).then(() => expect.fail('still read by the sender'), (error: Error) => expect(error.constructor.name).to.equal('NotFound'));
      for (const { id } of [all.lead, all.twin]) await reports.accept(who('intake.jm'), id, await version(id, 'head.jm'));
      expect((await same(all, 'in hand there'))['letter 0']).to.include('江门市演示医疗保障局');
    });
  }
});

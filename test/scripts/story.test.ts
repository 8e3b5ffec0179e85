// The story is told once for all assertions, and it is broken off again and again while it is told.
import { expect } from 'chai';
import { loadStory } from '../../scripts/story/load.ts';
import { refuseDemoAccounts } from '../../server/serving.ts';
import { generateKeys, loadKeys } from '../../server/kernel/crypto.ts';
import { DEMO_PASSWORD } from '../../server/people/rules/accounts.ts';
import { ROLES } from '../../server/people/rules/person.ts';
import type { Person } from '../../server/people/rules/person.ts';
import { testClock } from '../support/clock.ts';
import { openTestDatabase } from '../support/database.ts';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';

/** A Friday afternoon in Beijing. */
const AT = '2026-11-20T08:00:00Z';
/** Not a multiple of the steps between two notes, so that every break leaves some steps in doubt. */
const STEPS_AT_ONCE = 47;

type Row = Record<string, unknown>;
const tally = (values: readonly unknown[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
};

describe('the story of a trial', function () {
  this.timeout(240_000);
  const keys = generateKeys();
  const played: number[] = [];
  const shown: { done: number; total: number }[] = [];
  const left: string[] = [];
  let site: TestSite;
  let again: { isDone: boolean; played: number; visits: readonly string[] } = { isDone: false, played: -1, visits: [] };

  const rows = (name: string): Promise<Row[]> => site.services.database.connection.collection(name).find().toArray();
  const load = (most?: number) => {
    const { config, log, database } = site.services;
    return loadStory({ config, database, keys: loadKeys(keys), clock: site.clock, log, root: process.cwd(), passwordCost: 4, ...(most === undefined ? {} : { most }) });
  };
  async function personOf(account: string): Promise<Person> {
    const found = await site.services.people.find((await site.services.people.idOf(account)) ?? '');
    if (!found) throw new Error(account);
    return found;
  }

  before(async () => {
    site = await openSite({ at: AT, keys, database: await openTestDatabase({ clock: testClock(AT) }) });
    for (let isDone = false; !isDone;) {
      const loading = load(STEPS_AT_ONCE);
      const watch = setInterval(() => void shown.push(...[loading.progress()].flatMap((progress) => progress ?? [])), 20);
      const ended = await loading.ended;
      clearInterval(watch);
      expect(loading.progress(), 'nothing is being loaded any more').to.equal(null);
      played.push(ended.played);
      left.push(...ended.left);
      isDone = ended.isDone;
    }
    again = await load().ended;
  });
  after(() => site.close());

  it('is told to the end through all breaks, says how far it is, and is not told twice', () => {
    expect(left).to.deep.equal([]);
    expect(played.length).to.be.above(10);
    expect(shown.length).to.be.above(0);
    expect(shown.every(({ done, total }) => done > 0 && done <= total && total > 500)).to.equal(true);
    expect(again).to.include({ isDone: true, played: 0 });
  });

  it('has sixty reports in every state and of every kind of reporter', async () => {
    const reports = await rows('reports');
    expect(tally(reports.map(({ state }) => state))).to.deep.equal({ received: 10, verifying: 9, filed: 15, notFiled: 7, notAccepted: 6, transferredOut: 3, referredContract: 6, merged: 4 });
    expect(tally(reports.map(({ identity }) => identity))).to.deep.equal({ anonymous: 34, identifiable: 12, realName: 13, null: 1 });
    expect(tally(reports.map(({ channel }) => channel))).to.deep.equal({ online: 50, phone: 1, letter: 2, fax: 1, walkIn: 1, hotline12345: 2, hotline12315: 1, handDown: 1, internal: 1 });
    expect(reports.filter(({ withdrawnOn }) => withdrawnOn !== null)).to.have.length(2);
    // One gave a name after all, with the wish for a reward; one went without it.
    const chose: unknown[] = [];
    for (const account of ['hs.head', 'zs.head']) {
      const head = await personOf(account);
      for (const { _id: id } of reports.filter(({ bureau, identity }) => bureau === head.bureau && identity === 'realName')) {
        const { report } = await site.services.reports.forOfficer(head, String(id));
        chose.push(...report.events.filter(({ action }) => ['giveName', 'waiveReward'].includes(action)).map(({ action }) => [action, report.wantsReward]));
      }
    }
    expect(chose).to.deep.equal([['waiveReward', false], ['giveName', true]]);
    expect(Math.max(...reports.map(({ receivedOn }) => Date.parse(String(receivedOn))))).to.equal(Date.parse('2026-11-20'));
  });

  it('has fifteen cases across the states, six rewards, eight notices', async () => {
    const [cases, rewards, notices] = await Promise.all([rows('cases'), rows('rewards'), rows('notices')]);
    expect(tally(cases.map(({ state }) => state))).to.deep.equal({ investigating: 2, suspended: 1, legalReview: 1, notified: 1, hearing: 1, decided: 1, executing: 1, closed: 5, archived: 2 });
    expect(tally(rewards.map(({ stage }) => stage))).to.deep.equal({ open: 1, proposed: 1, approved: 1, notified: 1, claimed: 1, completed: 1 });
    expect(tally(notices.map(({ state }) => state))).to.deep.equal({ draft: 1, secondRelease: 1, published: 5, withdrawn: 1 });
    const decided = await site.services.cases.established('330900');
    expect(decided.map(({ name }) => name)).to.deep.equal(['海澜归帆药房串换药品案', '海澜灯塔社区卫生站分解处方案（不予处罚）']);
    expect(cases.filter((row) => JSON.stringify(row).includes('NOT_ESTABLISHED'))).to.have.length(1);
    expect(cases.filter((row) => JSON.stringify(row).includes('"decision":{"kind"'))).to.have.length(9);
  });

  it('doubled nothing: orders and document numbers have no gap, no act stands twice', async () => {
    const [reports, documents, cases] = await Promise.all([rows('reports'), rows('documents'), rows('cases')]);
    for (const bureau of new Set(reports.map(({ firstBureau }) => firstBureau))) {
      for (const year of [2025, 2026]) {
        const own = reports.filter((row) => row['firstBureau'] === bureau && row['year'] === year);
        expect(own.map(({ order }) => Number(order)).sort((a, b) => a - b), `${String(bureau)} ${year}`).to.deep.equal(own.map((_row, at) => at + 1));
        const byOrder = [...own].sort((a, b) => Number(a['order']) - Number(b['order'])).map(({ receivedOn }) => String(receivedOn));
        expect(byOrder, 'who came first has the lower order').to.deep.equal([...byOrder].sort());
      }
    }
    const series = new Map<string, number[]>();
    for (const { bureau, kind, year, n } of documents) if (typeof n === 'number') series.set(`${String(bureau)} ${String(kind)} ${String(year)}`, [...(series.get(`${String(bureau)} ${String(kind)} ${String(year)}`) ?? []), n]);
    expect(series.size).to.be.above(20);
    for (const [name, numbers] of series) expect(numbers.sort((a, b) => a - b), name).to.deep.equal(numbers.map((_n, at) => at + 1));
    const once = ['file', 'submitReport', 'issueNotice', 'decide', 'serveDecision', 'close', 'archive'];
    for (const row of cases) {
      const events: unknown = JSON.parse(JSON.stringify(row));
      const acts = (events as { file: { events: { act: string }[] } }).file.events.map(({ act }) => act);
      expect(acts.filter((act, at) => once.includes(act) && acts.indexOf(act) !== at), String(row['number'])).to.deep.equal([]);
    }
    expect(await site.services.database.connection.collection('jobs').countDocuments({ doneAt: null }), 'open jobs').to.equal(0);
  });

  it('leaves work on the desks: late, nearly due, waiting for an answer', async () => {
    const { counts } = await site.services.reports.inbox(await personOf('hs.intake'), { view: 'open', after: null });
    expect(counts).to.include({ fresh: 6, verifying: 6, late: 3, soon: 4, tell: 4, asked: 1 });
    expect((await site.services.rewards.candidates(await personOf('hs.reward1'))).map(({ name }) => name)).to.deep.equal(['云川万草堂药房以保健品、日用品换药案']);
    expect(await site.services.notices.candidates(await personOf('hs.public1'))).to.have.length(1);
  });

  it('calls provisional what is counted through a year whose holidays are not published', async () => {
    const client = site.client();
    await client.signIn('hs.head', DEMO_PASSWORD);
    const { rows: lines } = await client.getJson<{ rows: { number: string; href: string }[] }>('/cases');
    const clockOf = async (n: number): Promise<string | undefined> => (await client.getJson<{ clock: { text: string } | null }>(lines.find(({ number }) => number === `鹤医保立〔2026〕${n} 号`)?.href ?? '')).clock?.text;
    expect(await clockOf(10)).to.equal('02-09（暂计），剩 81 日');
  });

  it('shows a confirmed draft, entered by one with a scan and approved by another, and what was computed by it', async () => {
    const head = await personOf('hs.head');
    const { entries } = await site.services.entering.list(head);
    expect(entries.map(({ ruleSet, state, place, events }) => [`${ruleSet.id}@${ruleSet.version}`, state, place, events.map(({ action }) => action).join()])).to.deep.equal([['GD-2023@2', 'inForce', '440784', 'enter,addScan,submit,approve']]);
    expect((await site.services.entering.find(head, entries[0]?.id ?? '')).scan).to.include({ mime: 'application/pdf' });
    const { lines } = await site.services.rewards.list(head, 'active', null);
    const { matter } = await site.services.rewards.forOfficer(head, lines[0]?.id ?? '');
    expect([matter.calculation?.ruleSet.version, matter.calculation?.ruleSet.confirmation?.text]).to.deep.equal([2, '演示：按征求意见稿数字，未与正式文本核对']);
  });

  it('shows the refusal of a rule set without figures in Zhoushan', async () => {
    const { lines } = await site.services.rewards.list(await personOf('zs.reward1'), 'active', null);
    const { matter } = await site.services.rewards.forOfficer(await personOf('zs.reward1'), lines[0]?.id ?? '');
    expect(matter.calculation?.evaluation).to.include({ outcome: 'REFUSED', reason: 'RULE_INCOMPLETE', ruleId: 'ZJ-2023' });
    const { rows: record } = await site.services.audit.list({ subjectId: matter.id }, null);
    expect(record.filter(({ act, outcome }) => act === 'rewards.propose' && outcome === 'refused')).to.have.length(1);
  });

  it('shows a reporter who wants to be called about his reward', async () => {
    const officer = await personOf('hs.reward1');
    const { lines } = await site.services.rewards.list(officer, 'active', null);
    const notices = await Promise.all(lines.map(async ({ id }) => (await site.services.rewards.forOfficer(officer, id)).notice));
    expect(notices.filter((notice) => notice?.wished === 'telephone').map((notice) => notice?.mayOpenContact)).to.deep.equal([true]);
  });

  it('lets every duty sign in with the printed password, and lists them on the sign-in page', async () => {
    const accounts = await site.services.demoAccounts();
    expect(accounts).to.have.length(32);
    for (const role of ROLES) {
      const account = accounts.find(({ roles, bureau }) => roles.includes(role) && bureau === '鹤山市');
      await site.client().signIn(account?.account ?? role, DEMO_PASSWORD);
    }
    const page = await site.client().get('/sign-in');
    expect(page.text).to.contain('hs.intake').and.to.contain(DEMO_PASSWORD).and.to.contain('受理员');
  });

  it('opens two invented reports to everybody: one with a question, one with a reward to claim', async () => {
    expect(again.visits).to.have.length(2);
    for (const visit of again.visits) {
      const [number = '', code = '', passphrase] = visit.split(' ');
      const client = site.client();
      const mine = await client.post('/reports/status', { number, code });
      expect([mine.status, mine.address]).to.deep.equal([200, '/reports/mine']);
      if (passphrase) expect((await client.get('/reports/mine/claim')).status).to.equal(200);
    }
  });

  it('says that it is a demonstration in JSON, feed, page and print', async () => {
    const client = site.client();
    expect(await client.getJson('/notices')).to.have.property('demo', '演示：机构、人员、案号、金额均为虚构');
    expect((await client.get('/notices/feed.atom')).html).to.contain('演示');
    expect((await client.get('/')).text).to.contain('演示：机构、人员、案号、金额均为虚构');
    const { lines } = await site.services.cases.list(await personOf('hs.head'), { group: 'done' }, null);
    const [paper] = await site.services.cases.documentsOf(lines[0]?.id ?? '');
    await client.signIn('hs.head', DEMO_PASSWORD);
    expect((await client.get(`/documents/${paper?.id ?? ''}`)).text).to.contain('演示：机构、人员、案号、金额均为虚构');
  });

  it('gives the home page its numbers, and what the law promises from the parameters', async () => {
    const { figures, statutory } = await site.services.home();
    expect(figures).to.deep.equal({ received: 59, verified: 8, recoveredFen: 53_955_676, rewarded: null });
    expect(statutory).to.deep.equal({ acceptOrFileDays: 15, decideDays: 90, rewardFloorFen: 20_000, rewardCapFen: 20_000_000 });
  });

  it('starts nowhere else: a printed password is for a trial', async () => {
    const outside = { ...site.services, config: { ...site.services.config, isTrial: false } };
    const why = await refuseDemoAccounts(outside).then(() => '', (error: unknown) => String(error));
    expect(why).to.contain('demo accounts').and.to.contain('trial mode only');
    await refuseDemoAccounts(site.services);
  });
});

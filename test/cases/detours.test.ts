// The ways beside the straight one: recusal, returned review, hearing, changed facts, races, crashes.
import { expect } from 'chai';
import { openSite } from '../support/http.ts';
import type { Answer, TestSite } from '../support/http.ts';
import { PASSWORD, personOf } from '../support/people.ts';
import type { CasePage } from '../../server/cases/pages/case.ts';
import { aFiling, aVerifiedLead, does, enter, openTeam, seen } from './support.ts';
import type { Team } from './support.ts';

describe('detours of a case', () => {
  let site: TestSite;
  let team: Team;
  let path: string;
  before(async () => {
    site = await openSite();
    team = await openTeam(site, { hasDefence: false });
    for (const [account, name] of [['host', '演示午'], ['investigator3', '演示未']] as const) {
      await site.services.people.addAccount(null, {
        account, name, bureau: '440784', scope: '440784', roles: account === 'host' ? ['legalReviewer'] : ['investigator'], certificate: { number: `YZ-${account}`, validTo: '2030-12-31' }, password: PASSWORD, isDemo: true,
      });
    }
  });
  after(() => site.close());

  const page = async (account = 'investigator1'): Promise<CasePage> => (await team.as(account)).getJson<CasePage>(path);
  const act = async (account: string, words: string, fields: Parameters<typeof does>[4] = {}): Promise<Answer> => {
    const answer = await does(team, account, path, words, fields);
    if (answer.status !== 200) throw new Error(`${words}: ${answer.status} ${answer.text.slice(0, 800)}`);
    return answer;
  };
  const idOf = async (account: string): Promise<string> => (await site.services.people.colleagues('440784')).find((person) => person.account === account)?.id ?? '';

  it('a second filing of the same lead finds it filed', async () => {
    const lead = await aVerifiedLead(team);
    const client = await team.as('head');
    const form = await client.get(`/cases/new?report=${lead}`);
    path = (await client.press(form, '批准立案', aFiling(team))).address;
    expect((await client.press(form, '批准立案', aFiling(team))).status).to.equal(409);
    expect((await client.getJson<{ rows: unknown[] }>('/cases')).rows).to.have.length(1);
  });

  it('filing that broke off after the report goes on by itself, with one number', async () => {
    const lead = await aVerifiedLead(team);
    const { reports, cases, documents } = site.services;
    const head = personOf(team.staff, 'head');
    const { report } = await reports.forOfficer(head, lead);
    const issue = documents.issue;
    Object.assign(documents, { issue: () => Promise.reject(new Error('power cut')) });
    const officers = ['investigator1', 'investigator2'].map((account) => personOf(team.staff, account).id);
    const filing = cases.fileFromReport(head, lead, report.version, {
      party: { kind: 'INSTITUTION', personKind: 'UNIT', name: '演示第二医院', institutionId: null, creditCode: '', representative: '', address: '', isInsured: false }, violationCode: 'PR-U-03a', officerIds: officers,
      hasSuspect: true, suspect: '演示第二医院', isPunishable: true, punishable: '重复收费', isOwnJurisdiction: true, jurisdiction: '机构在本市', reason: '三个条件都满足',
    });
    expect(await filing.then(() => 'done', (error: Error) => error.message)).to.equal('power cut');
    Object.assign(documents, { issue });
    site.clock.advance({ minutes: 2 });
    await site.services.jobs.runDue();
    await site.services.jobs.runDue();
    const { lines } = await cases.list(head, { group: 'open' }, null);
    expect(lines.map(({ number }) => number).sort()).to.deep.equal(['鹤演医保立〔2026〕1 号', '鹤演医保立〔2026〕2 号']);
  });

  it('two who act on the same page: the second is told', async () => {
    const client = await team.as('investigator1');
    const form = await client.follow(await client.get(path), '记录当事人陈述');
    const said = { on: '2026-11-10', by: '周某', text: '认可' };
    expect((await client.press(form, '记录当事人陈述', said)).status).to.equal(200);
    expect((await client.press(form, '记录当事人陈述', said)).status).to.equal(409);
  });

  it('whoever must withdraw finds nothing any more, on any route, and the try is on record', async () => {
    await does(team, 'investigator2', path, '本人申请回避', { reason: '亲属在该院工作' });
    expect((await page('head')).people.find(({ label }) => label === '回避')?.lines).to.deep.equal(['演示丙：待决定']);
    await act('head', '增加执法人员', { officerId: await idOf('investigator3') });
    await does(team, 'head', path, '决定回避', { isRecused: 'yes', reason: '应当回避' });
    const documents = (await page()).documents.map(({ href }) => href ?? '');
    for (const address of [path, `${path}/penalty`, `${path}/clocks`, `${path}/findings/new`, ...documents]) expect((await seen(team, 'investigator2', address)).status, address).to.equal(404);
    const client = await team.as('investigator2');
    expect((await client.post(`${path}/findings/new`, {})).status).to.equal(404);
    const rows = (await site.services.audit.list({ actor: personOf(team.staff, 'investigator2').id }, null)).rows.filter((row) => row.act === 'cases.open' && row.outcome === 'refused');
    expect(rows.length).to.be.greaterThan(2);
    expect(rows[0]?.detail).to.deep.equal({ recused: 1 });
    expect((await page()).people[0]?.lines).to.deep.equal(['演示乙 YZ-investigator1', '演示未 YZ-investigator3']);
  });

  it('no notice before the bureau has entered the days for a defence', async () => {
    const officers = [personOf(team.staff, 'investigator1').id, await idOf('investigator3')];
    await act('investigator1', '加证据', { evidenceKind: 'SITE', name: '现场笔录', obtainedOn: '2026-11-10', obtainedBy: officers, proves: '重复收费' });
    const evidenceIds = (await page()).evidence[0]?.id ?? '';
    await act('investigator1', '加违法事实', { violationCode: 'PR-F-03', conductFrom: '2026-03-01', conductTo: '2026-08-31', discoveredOn: '2026-11-10', gross: '50000', defrauded: '40000', intent: 'yes', facts: '虚构理疗', evidenceIds });
    await does(team, 'investigator1', `${path}/penalty`, '保存草案', { 'tier-1': 'NORMAL', 'multiple-1': '3', 'reason-1': '酌定', 'months-1': '6', 'unit-1': '康复科' });
    await act('investigator1', '写调查终结报告', { course: '调查', facts: '事实', nature: '骗取', proposal: '处罚', discretion: '一般' });
    await act('investigator1', '签调查终结报告');
    await act('investigator3', '签调查终结报告');
    await act('investigator1', '提交调查终结报告');
    await act('investigator1', '送法制审核');
    await act('reviewer', '退回', { opinion: 'CHANGE', text: '请说明裁量' });
    await act('investigator1', '送法制审核');
    await act('reviewer', '审核同意', { text: '同意' });
    const waiting = await page();
    expect([waiting.state, waiting.next?.needs.filter((need) => !need.isMet).map((need) => need.code)]).to.deep.equal(['reviewPassed', ['DEFENCE-SET']]);
    await enter(site, team.staff, { code: 'DEFENCE', value: 5, unit: 'WD' });
    site.clock.advance({ minutes: 1 });
    await act('investigator1', '制作事先告知书');
    await act('investigator1', '送达事先告知书', { on: '2026-11-10', way: 'DIRECT', recipient: '周某' });
    expect((await page()).clocks.map(({ name, text }) => `${name} ${text}`)).to.include.members(['陈述申辩 11-17，剩 5 个工作日', '要求听证 11-17，剩 5 个工作日']);
  });

  it('a hearing that was asked for is held by somebody else after seven full working days, and reviewed again', async () => {
    await act('investigator1', '当事人要求听证', { on: '2026-11-10', text: '要求听证' });
    const early = await does(team, 'investigator1', path, '安排听证', { on: '2026-11-19', place: '会议室', hostId: await idOf('host'), isPublic: 'yes' });
    expect([early.status, early.text.includes('第六十四条')]).to.deep.equal([409, true]);
    await act('investigator1', '安排听证', { on: '2026-11-20', place: '会议室', hostId: await idOf('host'), isPublic: 'yes' });
    site.clock.set('2026-11-20T06:00:00Z');
    await act('investigator1', '录入听证笔录', { text: '双方陈述', isPartyPresent: 'yes', isSigned: 'yes', hostOpinion: '维持' });
    expect((await page()).state).to.equal('legalReview2');
    await act('reviewer', '听证后审核同意', { text: '同意' });
    await act('investigator1', '当事人', { on: '2026-11-20' }).then(() => expect.fail('nothing of the notice is open any more'), () => undefined);
    const five = await Promise.all(['investigator1', 'investigator3', 'reviewer', 'head', 'intake'].map(idOf));
    expect((await page('head')).next?.needs.filter((need) => !need.isMet)).to.deep.equal([]);
    await act('head', '记录集体讨论', { memberIds: five, agreed: 5, against: 0, minutes: '讨论', outcome: '同意' });
    const changed = await does(team, 'head', path, '事实、证据或者依据变了', { because: 'FACTS', reason: '补充了结算数据' });
    expect(changed.status).to.equal(200);
    expect((await page()).state).to.equal('reported');
  });

  it('with changed facts comes a new review, a new notice with its reason, and the earlier one is no ground to go higher for the defence', async () => {
    await does(team, 'investigator1', `${path}/penalty`, '保存草案', { 'tier-1': 'NORMAL', 'multiple-1': '4', 'reason-1': '补充后酌定', 'months-1': '6', 'unit-1': '康复科' });
    await act('investigator1', '送法制审核');
    await act('reviewer', '审核同意', { text: '同意' });
    const forDefence = await does(team, 'investigator1', path, '制作事先告知书', { newBecauseOf: 'DEFENCE', why: '申辩' });
    expect(forDefence.status).to.equal(409);
    await act('investigator1', '制作事先告知书', { newBecauseOf: 'FACTS', why: '补充了结算数据' });
    await act('investigator1', '送达事先告知书', { on: '2026-11-20', way: 'DIRECT', recipient: '周某' });
    site.clock.set('2026-11-30T02:00:00Z');
    const five = await Promise.all(['investigator1', 'investigator3', 'reviewer', 'head', 'intake'].map(idOf));
    await act('head', '记录集体讨论', { memberIds: five, agreed: 5, against: 0, minutes: '讨论', outcome: '同意' });
    await act('head', '作出决定', { decisionKind: 'PENALTY', reason: '事实清楚' });
    expect((await page()).sums.map(({ text }) => text)).to.deep.equal(['0.00 / 40,000.00 元', '0.00 / 160,000.00 元']);
  });

  it('a reporter reads that it was decided, and nothing else of the case', async () => {
    const linked = await site.services.reports.ofCase(path.split('/').at(-1) ?? '');
    const { report } = await site.services.reports.forOfficer(personOf(team.staff, 'head'), linked[0]?.id ?? '');
    expect(report.told.map(({ key }) => key)).to.deep.equal(['cases.told.decided']);
    expect(report.visitedOn).to.equal('2026-11-10');
  });
});

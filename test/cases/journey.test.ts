import { expect } from 'chai';
import { openSite } from '../support/http.ts';
import type { Answer, TestSite } from '../support/http.ts';
import { personOf } from '../support/people.ts';
import type { CasePage } from '../../server/cases/pages/case.ts';
import { aFiling, aVerifiedLead, does, openTeam, seen } from './support.ts';
import type { Team } from './support.ts';

const FINDINGS = [
  { violationCode: 'PR-U-02b', gross: '5066.27', loss: '5066.27', facts: '过度诊疗' },
  { violationCode: 'PR-U-02c', gross: '61.06', loss: '61.06', facts: '过度检查' },
  { violationCode: 'PR-U-06', gross: '595.41', loss: '595.41', facts: '超支付范围结算' },
  { violationCode: 'PR-F-03', gross: '220.68', defrauded: '220.68', intent: 'yes', facts: '虚构服务' },
];
const PNG = { field: 'files', name: '登记本.png', type: 'image/png', bytes: new Uint8Array(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')) };

async function statusOf(team: Team, account: string, path: string): Promise<number> {
  return (await seen(team, account, path)).status;
}

describe('a case from the lead to the archive, in one day', () => {
  let site: TestSite;
  let team: Team;
  let path: string;
  let reportId: string;

  before(async () => {
    site = await openSite();
    team = await openTeam(site);
    reportId = await aVerifiedLead(team);
  });
  after(() => site.close());

  const page = async (account = 'investigator1'): Promise<CasePage> => (await team.as(account)).getJson<CasePage>(path);
  const act = async (account: string, words: string, fields: Parameters<typeof does>[4] = {}): Promise<Answer> => {
    const answer = await does(team, account, path, words, fields);
    if (answer.status !== 200) throw new Error(`${words}: ${answer.status} ${answer.text.slice(0, 800)}`);
    return answer;
  };

  it('the head files it with two officers and a number of the same day', async () => {
    const refusedOne = await does(team, 'head', `/cases/new?report=${reportId}`, '批准立案', aFiling(team, { officerIds: [personOf(team.staff, 'investigator1').id] }));
    expect(refusedOne.status).to.equal(409);
    expect((await does(team, 'head', `/cases/new?report=${reportId}`, '批准立案', aFiling(team, { suspect: '' }))).status).to.equal(422);
    const filed = await does(team, 'head', `/cases/new?report=${reportId}`, '批准立案', aFiling(team));
    expect(filed.status, filed.text).to.equal(200);
    path = filed.address;
    expect(await page()).to.deep.include({ title: '演示康复医院涉嫌虚构医疗服务案', number: '鹤演医保立〔2026〕1 号', state: 'investigating' });
    expect((await site.services.reports.forOfficer(personOf(team.staff, 'head'), reportId)).report.state).to.equal('filed');
  });

  it('findings, evidence and statements are entered by the officers of the case', async () => {
    const officers = [personOf(team.staff, 'investigator1').id, personOf(team.staff, 'investigator2').id];
    const client = await team.as('investigator1');
    const form = await client.follow(await client.get(path), '加证据');
    const wrong = await client.press(form, '加证据', { evidenceKind: 'DOC', name: '', obtainedOn: '2026-11-10', obtainedBy: officers, source: '现场', proves: '虚构服务' }, [{ ...PNG, name: '先传的.png' }, { ...PNG, name: '脚本.png', bytes: new Uint8Array(Buffer.from('#!/bin/sh')) }]);
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.contain('有文件不能收：脚本.png').and.to.contain('先传的.png').and.to.contain('已保留');
    const lines = async (): Promise<number> => site.services.database.connection.collection('files').countDocuments({});
    const before = await lines();
    // Who may not do it leaves no file behind, whatever the form says.
    const stranger = await (await team.as('head')).postMultipart(`${path}/evidence/new`, { version: 1, name: '登记本' }, [PNG]);
    expect([stranger.status, await lines()]).to.deep.equal([403, before]);
    site.clock.advance({ minutes: 61 });
    await site.services.evidence.sweep(async () => []);
    const late = await (await team.as('investigator1')).press(wrong, '加证据', { name: '理疗登记本' }, [{ ...PNG, name: '后传的.png' }]);
    expect(late.status).to.equal(422);
    expect(late.text).to.contain('请重新选择：先传的.png').and.to.contain('后传的.png');
    site.clock.set('2026-11-10T02:00:00Z');
    const added = await client.press(form, '加证据', { evidenceKind: 'DOC', name: '理疗登记本', obtainedOn: '2026-11-10', obtainedBy: officers, source: '现场', proves: '虚构服务', preservedOn: '2026-11-10', keptAt: '本局', approvedBy: '演示戊' }, [PNG]);
    expect(added.status, added.text).to.equal(200);
    const [item] = (await page()).evidence;
    expect(item).to.deep.include({ no: 1, name: '理疗登记本', kind: '书证', clock: { state: 'ok', text: '11-19，剩 7 个工作日' } });
    for (const finding of FINDINGS) {
      await act('investigator1', '加违法事实', { conductFrom: '2026-03-01', conductTo: '2026-08-31', discoveredOn: '2026-11-10', evidenceIds: item?.id ?? '', ...finding });
    }
    expect((await page()).findings.map(({ what, basis }) => [what, basis])).to.deep.equal([
      ['过度诊疗', '条例第三十八条第二项'], ['过度检查', '条例第三十八条第二项'],
      ['超医保支付范围（限定）结算', '条例第三十八条第六项'], ['虚构医疗服务', '条例第四十条第一款第三项 · 故意'],
    ]);
    await act('investigator1', '记录当事人陈述', { on: '2026-11-10', by: '周某', text: '认可上述事实' });
    expect((await page()).next?.needs.filter((need) => !need.isMet).map((need) => need.code)).to.deep.equal(['PENALTY-ENTERED', 'END-REPORT-WRITTEN', 'END-REPORT-SIGNED']);
  });

  it('the file at rest is the one that was sent, and leaves only with a reason', async () => {
    const client = await team.as('investigator2');
    const evidence = await client.get((await page()).evidence[0]?.href ?? '');
    expect(evidence.text).to.contain('登记本.png');
    const refused = await client.post(evidence.forms.find(({ action }) => action.includes('/files/'))?.action ?? '', { reason: '' });
    expect(refused.status).to.equal(422);
    const original = await client.press(evidence, '下载原件');
    expect([original.status, original.headers.get('content-type')]).to.deep.equal([200, 'image/png']);
  });

  it('the calculator bounds the discretion and keeps the sums of V-01 to the fen', async () => {
    const low = await does(team, 'investigator1', `${path}/penalty`, '保存草案', entries({ 'fine-1': '5066.26', 'multiple-1': '' }));
    expect(low.status).to.equal(422);
    expect(low.text).to.contain('过度诊疗：5,066.26 元低于法定最低 5,066.27 元');
    expect(low.forms.flatMap(({ fields }) => fields).find(({ name }) => name === 'fine-1')?.value).to.equal('5066.26');
    const saved = await does(team, 'investigator1', `${path}/penalty`, '保存草案', entries({}));
    expect(saved.status, saved.text).to.equal(200);
    const page = await (await team.as('investigator1')).getJson<{ refund: string; fine: string; blocks: { fine: { value: string } }[] }>(`${path}/penalty`);
    expect([page.refund, page.fine]).to.deep.equal(['5,943.42', '6,164.10']);
  });

  it('the end report is signed by both officers and reviewed by somebody else', async () => {
    await act('investigator1', '写调查终结报告', { course: '现场检查、调取数据', facts: '四项违法事实', nature: '违法使用并骗取医疗保障基金', proposal: '建议处罚', discretion: '一般' });
    await act('investigator1', '签调查终结报告');
    expect((await page()).next?.acts).to.deep.equal([]);
    await act('investigator2', '签调查终结报告');
    await act('investigator1', '提交调查终结报告');
    await act('investigator1', '送法制审核');
    expect((await page('reviewer')).next?.acts.map(({ action }) => action)).to.deep.equal(['passReview', 'returnReview']);
    await act('reviewer', '审核同意', { text: '事实清楚，证据确凿' });
    expect((await page()).state).to.equal('reviewPassed');
  });

  it('the notice is printed from the numbers, served, and the party waives what it may waive', async () => {
    await act('investigator1', '制作事先告知书');
    await act('investigator1', '送达事先告知书', { on: '2026-11-10', way: 'DIRECT', recipient: '周某' });
    const waiting = await page('head');
    expect(waiting.next?.needs.filter((need) => !need.isMet).map((need) => need.code)).to.deep.equal(['G-NOTICE', 'G-HEARING']);
    expect(waiting.next?.acts).to.deep.equal([]);
    await act('investigator1', '记录陈述申辩', { on: '2026-11-10', text: '请求从轻', isAccepted: 'no', answer: '已在幅度内从轻' });
    await act('investigator1', '当事人放弃陈述申辩', { on: '2026-11-10', form: 'WRITTEN', text: '不再陈述' });
    await act('investigator1', '当事人放弃听证', { on: '2026-11-10', form: 'WRITTEN', text: '不要求听证' });
  });

  it('the bureau discusses it in an odd number of five, and the head decides', async () => {
    const five = ['investigator1', 'investigator2', 'reviewer', 'head', 'intake'].map((account) => personOf(team.staff, account).id);
    const four = await does(team, 'head', path, '记录集体讨论', { memberIds: five.slice(0, 4), agreed: 4, against: 0, minutes: '逐人发表意见', outcome: '同意' });
    expect(four.status).to.equal(409);
    await act('head', '记录集体讨论', { memberIds: five, agreed: 4, against: 1, minutes: '逐人发表意见', outcome: '同意处罚' });
    await act('head', '作出决定', { decisionKind: 'PENALTY', reason: '事实清楚' });
    const decided = await page();
    expect(decided).to.deep.include({ title: '演示康复医院虚构医疗服务等案', state: 'decided' });
    expect(decided.sums).to.deep.equal([{ label: '退回基金（入基金财政专户）', text: '0.00 / 5,943.42 元' }, { label: '罚款（入国库）', text: '0.00 / 6,164.10 元' }]);
  });

  it('the decision is served; fund money and fine go to their own accounts only', async () => {
    await act('investigator1', '送达决定书', { on: '2026-11-10', way: 'DIRECT', recipient: '周某' });
    const wrong = await does(team, 'investigator1', path, '记录缴款', { paymentKind: 'FINE', account: 'FUND_FISCAL_ACCOUNT', amount: '6164.10', on: '2026-11-10', voucher: 'A1' });
    expect(wrong.status).to.equal(409);
    const toFund = await does(team, 'investigator1', path, '记录缴款', { paymentKind: 'REFUND', account: 'TREASURY', amount: '5943.42', on: '2026-11-10', voucher: 'A1' });
    expect(toFund.status).to.equal(409);
    await act('investigator1', '记录缴款', { paymentKind: 'REFUND', account: 'FUND_FISCAL_ACCOUNT', amount: '5,943.42', on: '2026-11-10', voucher: 'A1' });
    const tooMuch = await does(team, 'investigator1', path, '记录缴款', { paymentKind: 'FINE', account: 'TREASURY', amount: '6164.11', on: '2026-11-10', voucher: 'B1' });
    expect(tooMuch.status).to.equal(422);
    await act('investigator1', '记录缴款', { paymentKind: 'FINE', account: 'TREASURY', amount: '6164.10', on: '2026-11-10', voucher: 'B1' });
    expect((await page()).next?.needs.filter((need) => !need.isMet).map((need) => need.code)).to.deep.equal(['SUSPENSIONS-NOTED']);
    await act('investigator1', '记录暂停的起止', { from: '2026-11-11', to: '2027-05-10', note: '康复科' });
    await act('investigator1', '确认执行完毕');
  });

  it('it is closed when nothing is held any more, and archived complete', async () => {
    await act('investigator1', '写结案报告', { report: '已全部执行' });
    expect((await page('head')).next?.needs.filter((need) => !need.isMet).map((need) => need.code)).to.deep.equal(['G-MEASURES-RELEASED']);
    expect((await page('head')).next?.acts).to.deep.equal([]);
    await act('investigator1', '处理先行登记保存', { disposal: 'RETURNED', on: '2026-11-10', note: '已退还当事人' });
    await act('head', '批准结案');
    const waiting = await page();
    expect([waiting.next?.acts, waiting.next?.needs.map(({ code, detail }) => [code, detail])]).to.deep.equal([[], [['CATALOGUE', '决定公示的记录 · 医疗保障行政处罚程序暂行规定第五十七条']]]);
    expect(waiting.clocks.find(({ name }) => name === '公示决定')?.state).to.equal('ok');
    const early = await does(team, 'investigator1', path, '记录决定已公示', { on: '2026-11-09', publishedAt: '局网站' });
    expect(early.status).to.equal(422);
    await act('investigator1', '记录决定已公示', { on: '2026-11-10', publishedAt: '局网站 行政处罚公示栏' });
    expect((await page()).clocks.find(({ name }) => name === '公示决定')).to.include({ state: 'done' });
    expect((await page()).log[0]?.text).to.contain('记录决定公示：2026-11-10，局网站 行政处罚公示栏');
    const desk = await seen(team, 'investigator2', '/desk');
    expect(desk.text).to.contain('等着结案或者归档的案件');
    expect((await (await team.as('investigator2')).follow(desk, '等着结案或者归档的案件')).text).to.contain('演示康复医院');
    await act('investigator2', '归档');
    expect((await seen(team, 'investigator2', '/desk')).text).not.to.contain('等着结案或者归档的案件');
    const archived = await page();
    expect([archived.state, archived.next, archived.stages.every((stage) => stage.state === 'done')]).to.deep.equal(['archived', null, true]);
    expect(archived.documents.map(({ name, number }) => `${name} ${number}`)).to.have.members([
      '立案审批表 鹤演医保立〔2026〕1 号', '调查终结报告 鹤演医保终〔2026〕1 号', '法制审核意见书 鹤演医保审〔2026〕1 号', '行政处罚事先告知书 鹤演医保罚告〔2026〕1 号', '行政处罚决定书 鹤演医保罚〔2026〕1 号',
      '送达回证 鹤演医保送〔2026〕1 号', '送达回证 鹤演医保送〔2026〕2 号', '结案报告 鹤演医保结〔2026〕1 号',
    ]);
    expect(archived.documents.filter(({ served }) => served.includes('11-10')).map(({ name }) => name)).to.have.members(['行政处罚事先告知书', '行政处罚决定书']);
    expect(archived.log.at(-1)?.text).to.contain('演示戊 批准立案，鹤演医保立〔2026〕1 号');
  });

  it('answers its facts to later features', async () => {
    const facts = await site.services.cases.decided(path.split('/').at(-1) ?? '');
    expect(facts).to.deep.include({ caseNumber: '鹤演医保立〔2026〕1 号', bureau: '440784', refundFen: 594342, fineFen: 616410, decisionKind: 'PENALTY', decidedOn: '2026-11-10', servedOn: '2026-11-10', remedyEndsOn: '2027-05-10' });
    expect(facts.findings.map(({ fineFen, refundFen, ruleCode }) => [ruleCode, fineFen, refundFen])).to.deep.equal([['R735.38', 506627, 506627], ['R735.38', 6106, 6106], ['R735.38', 59541, 59541], ['R735.40', 44136, 22068]]);
    expect(facts.execution).to.deep.equal({ refundPaidFen: 594342, finePaidFen: 616410, state: 'done' });
  });

  it('nobody from outside finds it', async () => {
    expect(await statusOf(team, 'head.zs', path)).to.equal(404);
    expect(await statusOf(team, 'head.jm', path)).to.equal(404);
    expect(await statusOf(team, 'intake', path)).to.equal(403);
    expect((await (await team.as('head.jm')).getJson<{ rows: unknown[] }>('/cases')).rows).to.deep.equal([]);
  });
});

/** The discretion of V-01: once for art. 38, twice and six months for art. 40. */
function entries(change: Record<string, string>): Record<string, string> {
  const one = (n: number, multiple: string) => ({ [`tier-${n}`]: 'NORMAL', [`multiple-${n}`]: multiple, [`fine-${n}`]: '', [`reason-${n}`]: '金额不大，按幅度内酌定' });
  return { ...one(1, '1'), ...one(2, '1'), ...one(3, '1'), ...one(4, '2'), 'months-4': '6', 'unit-4': '康复科', ...change };
}

// 行政处罚法第二十九条 inside a case: D-23 of enforcement 4.8, marked on the form, followed to the decision.
import { expect } from 'chai';
import { Invalid } from '../../server/kernel/errors.ts';
import { calculateCase } from '../../server/cases/rules/calculator.ts';
import type { Case, Finding } from '../../server/cases/rules/case.ts';
import type { PenaltyPage } from '../../server/cases/pages/penalty.ts';
import { perform } from '../../server/cases/rules/perform.ts';
import { countedElsewhere, isMarkSound, sameActGroups, standsInstead, withoutFinding } from '../../server/cases/rules/same-act.ts';
import { openSite } from '../support/http.ts';
import type { Answer, TestSite } from '../support/http.ts';
import { personOf } from '../support/people.ts';
import { linesOf } from '../../server/rewards/service/open.ts';
import { decidedCase } from '../../server/notices/rules/from-case.ts';
import { draftNotice } from '../../server/notices/rules/draft.ts';
import { aCase, aFinding, aPerson, aSituation, DEFENCE } from './builders.ts';
import { aFiling, aVerifiedLead, does, openTeam } from './support.ts';
import type { Team } from './support.ts';

const PENALTY = aFinding().penalty!;
const marked = (id: string, sameActAs: string | null, change: Partial<Finding> = {}): Finding => aFinding({ id, penalty: { ...PENALTY, sameActAs }, ...change });

describe('findings of one act', () => {
  /** 1,000.00 lost, fined once; 1,000.00 defrauded by the same act, fined 2.4 times. */
  const d23 = (sameActAs: string | null): Case => aCase({
    findings: [
      aFinding({ id: 'a', lossFen: 100_000, penalty: { ...PENALTY, multiple: '1' } }),
      aFinding({ id: 'b', violationCode: 'PR-F-03', article: '40.1', lossFen: null, defraudedFen: 100_000, intent: true, penalty: { ...PENALTY, multiple: '2.4', suspensionMonths: '6', sameActAs } }),
    ],
  });
  const answer = (kase: Case) => calculateCase(kase, '2026-11-10', [DEFENCE]);

  it('D-23 the heavier fine only, and the money back once', () => {
    const [one, two] = [answer(d23('a')), answer(d23(null))];
    expect([one.fineTotal, one.refundTotal, one.findings.map(({ fine, refund }) => [fine, refund])]).to.deep.equal([240_000, 100_000, [[0, 100_000], [240_000, 0]]]);
    expect([two.fineTotal, two.refundTotal]).to.deep.equal([340_000, 200_000]);
  });

  it('the trace names the clause on each of them, and nowhere else', () => {
    const steps = (kase: Case) => answer(kase).findings.map(({ trace }) => trace.filter(({ step }) => step === 'sameAct' || step === 'fine').map(({ step, clause, result }) => [step, clause.slice(clause.indexOf('》') + 1), result]));
    expect(steps(d23('a'))).to.deep.equal([
      [['fine', '第三十八条', '1,000.00'], ['sameAct', '第二十九条', '0.00']],
      [['fine', '第四十条', '2,400.00'], ['sameAct', '第二十九条', '2,400.00']],
    ]);
    expect(steps(d23(null)).flat().filter(([step]) => step === 'sameAct')).to.deep.equal([]);
  });

  it('marks run on to the first of them, and what stands alone is in no group', () => {
    expect(sameActGroups([marked('a', null), marked('b', 'a'), marked('c', null), marked('d', 'b'), aFinding({ id: 'e', penalty: null })])).to.deep.equal([['a', 'b', 'd']]);
    const { sameActAs: _none, ...before } = PENALTY;
    expect(sameActGroups([marked('a', null), aFinding({ id: 'b', penalty: before as typeof PENALTY })]), 'entered before acts could be marked').to.deep.equal([]);
  });

  it('stay one act when the first of them is taken out', () => {
    const left = withoutFinding([marked('a', null), marked('b', 'a'), marked('c', 'a')], 'a');
    expect(left.map(({ id, penalty }) => [id, penalty?.sameActAs])).to.deep.equal([['b', null], ['c', 'b']]);
    expect(withoutFinding([marked('a', null), marked('b', 'a'), marked('c', 'b')], 'b').map(({ penalty }) => penalty?.sameActAs)).to.deep.equal([null, 'a']);
    const person = aPerson('one', ['investigator']);
    const kase = aCase({ findings: [marked('a', null), marked('b', 'a'), marked('c', 'a')] });
    expect(sameActGroups(perform('removeFinding', kase, { findingId: 'a', reason: '查明不实' }, aSituation(kase, person)).findings)).to.deep.equal([['b', 'c']]);
  });

  it('a mark names an earlier finding of the case', () => {
    expect([marked('a', 'b'), marked('b', 'a'), marked('c', 'x')].map((_each, at, all) => isMarkSound(all, at))).to.deep.equal([false, true, false]);
    const kase = d23(null);
    const { by: _by, on: _on, ...entry } = kase.findings[0]!.penalty!;
    const enter = (sameActAs: string) => (): unknown => perform('enterPenalty', kase, { entries: [{ ...entry, findingId: 'a', sameActAs }] }, aSituation(kase, aPerson('one', ['investigator'])));
    for (const wrong of ['a', 'b', 'nobody']) expect(enter(wrong), wrong).to.throw(Invalid).with.property('fields').that.has.all.keys('same-1');
  });

  it('counts the money of one act once, at its largest sum, of equal sums where the fine stands', () => {
    const money = (id: string, lossFen: number, sameActAs: string | null): Finding => marked(id, sameActAs, { lossFen, defraudedFen: null });
    const elsewhere = (findings: Finding[], fines: { id: string; fineFen: number }[] = []): string[] => [...countedElsewhere(findings, fines)];
    expect(elsewhere([money('a', 5, null), money('b', 9, 'a'), money('c', 9, null)])).to.deep.equal(['a']);
    expect(elsewhere([money('a', 9, null), money('b', 9, 'a')], [{ id: 'a', fineFen: 0 }, { id: 'b', fineFen: 7 }])).to.deep.equal(['a']);
    expect(elsewhere([money('a', 9, null), money('b', 9, 'a')])).to.deep.equal(['b']);
    expect(elsewhere([money('a', 9, null), money('b', 9, null)])).to.deep.equal([]);
  });

  it('knows whose fine stands', () => {
    const findings = [marked('a', null), marked('b', 'a'), marked('c', null)];
    const fines = [{ id: 'a', fineFen: 0 }, { id: 'b', fineFen: 240_000 }, { id: 'c', fineFen: 0 }];
    expect(['a', 'b', 'c'].map((id) => standsInstead(findings, id, fines))).to.deep.equal([1, null, null]);
  });
});

describe('one act from the form to the decision', () => {
  let site: TestSite;
  let team: Team;
  let path: string;

  const act = async (account: string, words: string, fields: Parameters<typeof does>[4] = {}): Promise<Answer> => {
    const answer = await does(team, account, path, words, fields);
    if (answer.status !== 200) throw new Error(`${words}: ${answer.status} ${answer.text.slice(0, 800)}`);
    return answer;
  };
  const id = (account: string): string => personOf(team.staff, account).id;
  const sheet = async (): Promise<PenaltyPage> => (await team.as('investigator1')).getJson<PenaltyPage>(`${path}/penalty`);
  const ENTRIES = { 'tier-1': 'NORMAL', 'multiple-1': '1', 'reason-1': '一般', 'tier-2': 'NORMAL', 'multiple-2': '2.4', 'months-2': '6', 'unit-2': '康复科', 'reason-2': '一般' };

  before(async () => {
    site = await openSite();
    team = await openTeam(site);
    path = (await does(team, 'head', `/cases/new?report=${await aVerifiedLead(team)}`, '批准立案', aFiling(team))).address;
    await act('investigator1', '加证据', { evidenceKind: 'DOC', name: '登记本', obtainedOn: '2026-11-10', obtainedBy: [id('investigator1'), id('investigator2')], source: '现场', proves: '事实' });
    const when = { conductFrom: '2026-03-01', conductTo: '2026-08-31', discoveredOn: '2026-11-10', evidenceIds: (await (await team.as('investigator1')).getJson<{ evidence: { id: string }[] }>(path)).evidence[0]?.id ?? '' };
    await act('investigator1', '加违法事实', { ...when, violationCode: 'PR-U-02b', gross: '1000.00', loss: '1000.00', facts: '过度诊疗' });
    await act('investigator1', '加违法事实', { ...when, violationCode: 'PR-F-03', gross: '1000.00', defrauded: '1000.00', intent: 'yes', facts: '虚构服务' });
    await act('investigator1', '记录当事人陈述', { on: '2026-11-10', by: '周某', text: '认可' });
  });
  after(() => site.close());

  it('offers the earlier findings only, and counts two acts where none is marked', async () => {
    await does(team, 'investigator1', `${path}/penalty`, '保存草案', ENTRIES);
    const { blocks, fine, refund } = await sheet();
    expect(blocks.map(({ same }) => same?.options.map(({ text }) => text) ?? null)).to.deep.equal([null, ['与第一项（过度诊疗）是同一个行为']]);
    expect([fine, refund]).to.deep.equal(['3,400.00', '2,000.00']);
  });

  it('refuses a mark that names no earlier finding, and keeps what was typed', async () => {
    const refused = await does(team, 'investigator1', `${path}/penalty`, '保存草案', { ...ENTRIES, 'same-2': 'nobody' });
    expect(refused.status).to.equal(422);
    expect(refused.forms.flatMap(({ fields }) => fields).find(({ name }) => name === 'multiple-2')?.value).to.equal('2.4');
    expect((await sheet()).fine).to.equal('3,400.00');
  });

  it('marked, only the heavier fine stands; the page says so and the trace names the clause', async () => {
    const first = (await sheet()).blocks[1]?.same?.options[0]?.value ?? '';
    const saved = await does(team, 'investigator1', `${path}/penalty`, '保存草案', { ...ENTRIES, 'same-2': first });
    expect(saved.status, saved.text).to.equal(200);
    expect(saved.text).to.contain('同一行为只罚一次').and.to.contain('《行政处罚法》第二十九条');
    const { blocks, fine, refund } = await sheet();
    expect([fine, refund, blocks[1]?.same?.value, blocks[1]?.sameText]).to.deep.equal(['2,400.00', '1,000.00', first, '与第一项（过度诊疗）是同一个行为']);
    // The ruler does not call the fine that falls away too low.
    expect(blocks.map(({ ruler }) => [ruler?.value, ruler?.isBad])).to.deep.equal([[null, false], ['2,400.00', false]]);
    expect(blocks.map(({ stops }) => stops.map(({ code }) => code))).to.deep.equal([['CALC_SAME_ACT'], ['CALC_SAME_ACT']]);
    const read = await (await team.as('head')).get(`${path}/penalty`);
    expect(read.text).to.contain('与第一项（过度诊疗）是同一个行为');
  });

  it('notice and decision carry the heavier fine and say why the other has none', async () => {
    await act('investigator1', '写调查终结报告', { course: '检查', facts: '两项', nature: '骗取', proposal: '处罚', discretion: '一般' });
    for (const account of ['investigator1', 'investigator2']) await act(account, '签调查终结报告');
    await act('investigator1', '提交调查终结报告');
    await act('investigator1', '送法制审核');
    await act('reviewer', '审核同意', { text: '同意' });
    await act('investigator1', '制作事先告知书');
    await act('investigator1', '送达事先告知书', { on: '2026-11-10', way: 'DIRECT', recipient: '周某' });
    await act('investigator1', '当事人放弃陈述申辩', { on: '2026-11-10', form: 'WRITTEN', text: '放弃' });
    await act('investigator1', '当事人放弃听证', { on: '2026-11-10', form: 'WRITTEN', text: '放弃' });
    await act('head', '记录集体讨论', { memberIds: ['investigator1', 'investigator2', 'reviewer', 'head', 'intake'].map(id), agreed: 5, against: 0, minutes: '一致', outcome: '同意' });
    await act('head', '作出决定', { decisionKind: 'PENALTY', reason: '事实清楚' });
    const caseId = path.split('/').at(-1) ?? '';
    const facts = await site.services.cases.decided(caseId);
    // What is worth rewarding and what is told to the public is that money, once.
    expect(linesOf(facts, []).map(({ amountFen }) => amountFen)).to.deep.equal([0, 100_000]);
    expect(draftNotice(decidedCase(facts, { bureauName: '鹤山市医疗保障局', place: '鹤山市' })).text).to.contain('违规金额 1,000.00 元，骗取医保基金 1,000.00 元').and.not.to.contain('造成医保基金损失');
    expect([facts.fineFen, facts.refundFen, facts.findings.map(({ fineFen, refundFen }) => [fineFen, refundFen])]).to.deep.equal([240_000, 100_000, [[0, 100_000], [240_000, 0]]]);
    const papers = (await site.services.cases.documentsOf(caseId)).filter(({ kind }) => kind === 'priorNotice' || kind === 'decision');
    expect(papers).to.have.length(2);
    for (const paper of papers) {
      const page = await (await team.as('investigator1')).get(`/documents/${paper.id}`);
      expect(page.text, paper.kind).to.contain('与第二项是同一个违法行为，依照《中华人民共和国行政处罚法》第二十九条').and.to.contain('罚款2,400.00元');
      // The parts of the paper are 一、二、…; its findings are one step below.
      expect(page.text.match(/（[一二三]）(?:过度诊疗|虚构医疗服务)：/g), paper.kind).to.deep.equal(['（一）过度诊疗：', '（二）虚构医疗服务：', '（一）过度诊疗：', '（二）虚构医疗服务：']);
    }
  });
});

// The choice of a version: every one in question with its dates and why, the officer's pick with its reason, the row in the record.
import { expect } from 'chai';
import { Conflict, Forbidden, Invalid } from '../../server/kernel/errors.ts';
import { parsePick } from '../../server/rewards/forms/choosing.ts';
import { wordsOf } from '../../server/kernel/i18n.ts';
import { versionsPage } from '../../server/rewards/pages/versions.ts';
import { mayRepick, pickable } from '../../server/rewards/rules/choosing.ts';
import type { RuleSet } from '../../server/rewards/rules/rule-set.ts';
import { registry, shipped } from './builders.ts';
import { aCase, aReport, aWorld, PEOPLE } from './support.ts';
import type { World } from './support.ts';

/** Two rule sets of one city that both began in 2025: the dates leave it open which applies. */
const CITY = (id: string, percent: string): RuleSet => ({
  ...shipped('YZ'), id, jurisdictionCode: '440784', title: `演示规则 ${id}`, documentNo: `演示〔2025〕${percent}号`, effectiveFrom: '2025-01-01', effectiveTo: null, datePrecision: { from: 'day', to: 'open' }, parentId: 'NAT-2022', base: 'caseValue',
  formula: { kind: 'rate', percent, of: 'base' }, levels: [], floors: { award: null, levels: {} }, caps: { award: null }, bonuses: [], profiles: [], noLoss: null, status: 'complete', missing: [],
});
const zh = wordsOf('zh-CN');

describe('the choice of a version', function () {
  let world: World;
  let id: string;
  before(async () => {
    world = await aWorld({ published: async () => registry, heldFor: async (places) => (places.includes('440784') ? [CITY('HS-A', '2'), CITY('HS-B', '4')] : []) });
    world.cases.set('case1', aCase());
    world.linked.set('case1', [aReport()]);
    id = await world.rewards.open(PEOPLE.officer1, 'case1');
    await world.rewards.setLines(PEOPLE.officer1, id, 1, [{ id: 'f1', inReportedMatter: true, reason: '来信' }, { id: 'f2', inReportedMatter: false, reason: '另外' }]);
  });
  after(() => world.drop());
  const fails = (work: Promise<unknown>): Promise<unknown> => work.then(() => expect.fail('done'), (error: unknown) => error);
  const pick = (change: object = {}) => ({ basis: 'report' as const, rule: { id: 'HS-B', version: 1 }, reason: '市局发文以 B 为准', ...change });

  it('shows for each day what it gives and every rule set that was looked at', async () => {
    const { choices, matter } = await world.rewards.versions(PEOPLE.head, id);
    expect(matter.choice.refusal?.reason).to.equal('AMBIGUOUS_VERSION');
    expect(choices.map(({ basis, date, ruleId, reason }) => [basis, date, ruleId, reason])).to.deep.equal([
      ['report', '2026-03-09', null, 'AMBIGUOUS_VERSION'], ['verification', '2026-10-12', null, 'AMBIGUOUS_VERSION'], ['award', '2026-11-10', null, 'AMBIGUOUS_VERSION'],
    ]);
    expect(choices[0]?.candidates.map(({ ruleId, since, verdict, mayPick }) => [ruleId, since, verdict, mayPick])).to.deep.equal([['HS-2020', '2020', 'pointer', false], ['HS-A', '2025-01-01', 'severalInForce', true], ['HS-B', '2025-01-01', 'severalInForce', true]]);
  });

  it('is picked with a reason, by a reward officer, once, and never what is not in question', async () => {
    const { version } = (await world.rewards.versions(PEOPLE.officer1, id)).matter;
    expect(await fails(world.rewards.pickRule(PEOPLE.head, id, version, pick()))).to.be.instanceOf(Forbidden);
    expect(await fails(world.rewards.pickRule(PEOPLE.officer1, id, 1, pick()))).to.be.instanceOf(Conflict);
    expect(await fails(world.rewards.pickRule(PEOPLE.officer1, id, version, pick({ reason: ' ' })))).to.be.instanceOf(Invalid);
    expect(await fails(world.rewards.pickRule(PEOPLE.officer1, id, version, pick({ rule: { id: 'GD-2023', version: 1 } })))).to.be.instanceOf(Invalid);
    expect(await fails(world.rewards.pickRule(PEOPLE.officer1, id, version, pick({ rule: { id: 'HS-2020', version: 1 } })))).to.be.instanceOf(Invalid);
    const picked = await world.rewards.pickRule(PEOPLE.officer1, id, version, pick());
    expect([picked.choice.ruleId, picked.choice.version, picked.choice.reason, picked.calculation?.evaluation.amountFen]).to.deep.equal(['HS-B', 1, '市局发文以 B 为准', 400_000]);
    expect(picked.choice.considered.length).to.equal(3);
    const rows = (await world.audit.list({ subjectId: id }, null)).rows.filter(({ act }) => act === 'rewards.chooseRule');
    expect(rows.map(({ outcome, detail }) => [outcome, detail])).to.deep.equal([
      ['done', { rule: 'HS-B', version: 1, basis: 'report', date: '2026-03-09' }], ['refused', { reason: 'conflict' }], ['refused', { reason: 'forbidden' }],
    ]);
  });

  it('says nothing newer of what was picked, and marks it on the page', async () => {
    const shown = await world.rewards.versions(PEOPLE.officer1, id);
    expect(await world.rewards.newerRule(shown.matter)).to.equal(null);
    const page = versionsPage(zh, shown);
    expect(page.days[0]?.candidates.map(({ reference, isCurrent }) => [reference, isCurrent])).to.deep.equal([['HS-2020@1', false], ['HS-A@1', false], ['HS-B@1', true]]);
    expect([page.form?.pick, page.form?.options.length]).to.deep.equal(['report HS-B@1', 6]);
    expect(versionsPage(zh, { ...shown, mayPick: false }).form).to.equal(null);
  });

  it('is read from one value', () => {
    expect(parsePick({ version: 2, pick: 'award GS-2019/21@2' })).to.deep.equal({ value: { version: 2, basis: 'award', rule: { id: 'GS-2019/21', version: 2 }, reason: '' } });
    for (const wrong of ['', 'award', 'never YZ@1', 'award YZ', 'award YZ@0']) expect('errors' in parsePick({ version: 2, pick: wrong }), wrong).to.equal(true);
  });

  it('is an officer’s only where the dates leave it open', () => {
    expect((['severalInForce', 'officerDecides', 'chosen', 'notInForce', 'historical', 'startOrCitationNotKnown'] as const).map((verdict) => pickable({ verdict }))).to.deep.equal([true, true, false, false, false, false]);
    const choice = { jurisdiction: '', basis: 'report' as const, date: '', reason: '', by: '', on: '', ruleId: 'A', version: 1, considered: [{ jurisdictionCode: '', ruleId: 'A', version: 1, verdict: 'chosen' as const }], refusal: null };
    expect([mayRepick({ choice }, { id: 'A', version: 1 }), mayRepick({ choice }, { id: 'A', version: 2 }), mayRepick({ choice }, { id: 'B', version: 1 })]).to.deep.equal([false, true, true]);
    const picked = { ...choice, considered: [{ jurisdictionCode: '', ruleId: 'A', version: 1, verdict: 'severalInForce' as const }] };
    expect(mayRepick({ choice: picked }, { id: 'B', version: 1 })).to.equal(false);
  });
});

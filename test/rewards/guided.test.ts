// Each of the 29 features of a formula through the questions of the guided form, computed to the fen; and which of them only the whole text holds.
import { expect } from 'chai';
import type { FieldErrors } from '../../server/kernel/errors.ts';
import { RULE_SETS } from '../../server/rewards/data/all.ts';
import { parseEntry } from '../../server/rewards/forms/entry-made.ts';
import { checkRuleSets } from '../../server/rewards/forms/rule-set.ts';
import type { RewardInput } from '../../server/rewards/rules/calculation.ts';
import { evaluate } from '../../server/rewards/rules/evaluate.ts';
import { piecesOf, treeOf, type Piece } from '../../server/rewards/rules/pieces.ts';
import { registryOf } from '../../server/rewards/rules/registry.ts';
import type { RuleSet } from '../../server/rewards/rules/rule-set.ts';
import { loss, registry, shipped } from './builders.ts';

type Fields = Record<string, string | string[]>;
type Row = Partial<Record<'party' | 'profile' | 'level' | 'upTo' | 'including' | 'kind' | 'first' | 'second', string>>;
/** A rule set of which nothing is known, outside the national layers so that every figure is its own. */
const BLANK: RuleSet = { ...shipped('ZJ-2023'), parentId: null, wrapping: { kind: 'none' } };
const HEAD: Fields = { version: '0', rule: 'ZJ-2023', documentNo: '演示〔2026〕1号', effectiveFrom: '2026-06-01', isOpenEnded: 'yes', floorKind: 'none', capKind: 'none', bonusKind: 'none', noLossKind: 'none' };
const rows = (...all: Row[]): Fields => ({ shape: 'pieces', ...Object.fromEntries(all.flatMap((row, at) => Object.entries(row).map(([name, value]) => [`${name}-${at + 1}`, value]))) });
const rate = (first: string, more: Row = {}): Row => ({ kind: 'rate', first, ...more });
const to = (upTo: string, including = 'yes'): Row => ({ upTo, including });

function made(fields: Fields, base = BLANK): RuleSet {
  const parsed = parseEntry('figures', { ...HEAD, ...fields }, base, base.version + 1, '2026-11-10');
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors));
  return parsed.ruleSet;
}
const mistakes = (fields: Fields, base = BLANK): Record<string, string> => {
  const parsed = parseEntry('figures', { ...HEAD, ...fields }, base, 2, '2026-11-10');
  const errors: FieldErrors = 'errors' in parsed ? parsed.errors : {};
  return Object.fromEntries(Object.entries(errors).map(([field, { key }]) => [field, key]));
};
/** Yuan, or the reason of the refusal. */
function award(fields: Fields, input: RewardInput, base = BLANK): number | string {
  const rule = made(fields, base);
  const { amountFen, reason, outcome } = evaluate(rule, { ...input, versionDate: '2026-07-01' }, { registry: registryOf([...registry.ruleSets, rule]) });
  return outcome === 'HONOUR_ONLY' ? 'HONOUR_ONLY' : amountFen === undefined ? (reason ?? outcome) : amountFen / 100;
}
const FLAT = { shape: 'flat', 'rate-flat': '1' } as const;
const SEGMENTS: Row[] = [rate('7', { level: 'L1', ...to('100000') }), rate('6', { level: 'L1', ...to('500000') }), rate('5', { level: 'L1' }), rate('5', { level: 'L2', ...to('100000') }), rate('4', { level: 'L2', ...to('500000') }), rate('3', { level: 'L2' })];
const BANDS = rows(rate('5', to('50000', 'no')), rate('4', to('150000', 'no')), rate('3'));
const PARTIES: Row[] = [
  rate('2', { party: 'unit', ...to('500000') }), rate('4', { party: 'unit' }), rate('10', { party: 'insuredPerson', ...to('10000') }), { party: 'insuredPerson', kind: 'sumRate', first: '500', second: '10' },
];

describe('the guided form holds 28 of the 29 features', () => {
  const cases: [feature: string, fields: Fields, ...expected: [RewardInput, number | string][]][] = [
    ['1 rate by level', { shape: 'levels', 'rate-L1': '3', 'rate-L2': '2' }, [{ ...loss(100_000), level: 'L2' }, 2000]],
    ['2 rate range by level', { shape: 'levels', 'rate-L1': '4', 'rateTo-L1': '6' }, [{ ...loss(100_000), level: 'L1', officerRateBp: 550 }, 5500], [{ ...loss(100_000), level: 'L1', officerRateBp: 601 }, 'OFFICER_VALUE_OUT_OF_RANGE']],
    ['3 sum range inside a band', { ...rows({ kind: 'sum', first: '200', ...to('1000', 'no') }, { kind: 'sums', first: '200', second: '500' }), counting: 'whole' }, [{ ...loss(3000), officerAmountFen: 45_000 }, 450], [{ ...loss(999) }, 200]],
    ['4 single flat rate', FLAT, [loss(100_000), 1000]],
    ['5 whole-amount brackets that drop', { ...BANDS, counting: 'whole' }, [loss(49_999.99), 2500], [loss(50_000), 2000], [loss(149_999.99), 6000], [loss(150_000), 4500]],
    ['6 cumulative segments', { ...rows(rate('2', to('100000')), rate('1.5', to('1,000,000')), rate('1')), counting: 'segments' }, [loss(500_000), 8000], [loss(10_000_000), 105_500]],
    ['7 segments × level', { ...rows(...SEGMENTS), counting: 'segments' }, [{ ...loss(1_000_000), level: 'L1' }, 56_000], [{ ...loss(300_000), level: 'L2' }, 13_000]],
    ['8 brackets × level with rate ranges', { ...rows({ kind: 'range', first: '5', second: '6', level: 'L1', ...to('150000') }, { kind: 'range', first: '4', second: '5', level: 'L1' }, { kind: 'range', first: '3', second: '4', level: 'L2', ...to('150000') }, { kind: 'range', first: '2', second: '3', level: 'L2' }), counting: 'whole' }, [{ ...loss(200_000), level: 'L2', officerRateBp: 250 }, 5000]],
    ['9 each end open or closed', { ...rows({ kind: 'sum', first: '1', ...to('100') }, { kind: 'sum', first: '2', ...to('200', 'no') }, { kind: 'sum', first: '3' }), counting: 'whole' }, [loss(100), 1], [loss(200), 3]],
    ['10 base + % of the whole', { ...rows({ kind: 'sum', first: '1000', ...to('50000', 'no') }, { kind: 'sumRate', first: '1000', second: '1' }), counting: 'whole' }, [loss(60_000), 1600]],
    ['11 base + % of the excess', { ...rows(rate('3', to('100000')), { kind: 'sumExcess', first: '3000', second: '2', ...to('500000') }, { kind: 'sumExcess', first: '11000', second: '1' }), counting: 'whole' }, [loss(700_000), 13_000], [loss(300_000), 7000]],
    ['12 fixed sum for each band', { ...rows({ kind: 'sum', first: '100', ...to('5000') }, { kind: 'sum', first: '200', ...to('10000') }, { kind: 'sum', first: '300' }), counting: 'whole' }, [loss(5000), 100], [loss(5000.01), 200]],
    ['13 flat top', { ...rows(rate('10', to('2000000')), { kind: 'sum', first: '200000' }), counting: 'whole' }, [loss(2_500_000), 200_000]],
    ['14 bonus × amount', { ...FLAT, bonusKind: 'amount', bonus: '20', bonusFor: ['insider'] }, [{ ...loss(100_000), profile: 'insider' }, 1200]],
    ['15 bonus with its own floor', { ...FLAT, bonusKind: 'amount', bonus: '20', bonusFor: ['insider'], bonusAtLeast: '500', bonusInNoLoss: 'yes', noLossKind: 'fixed', noLossSum: '200' }, [{ ...loss(1000), profile: 'insider' }, 500], [{ profile: 'insider' }, 500]],
    ['16 fixed points', { ...FLAT, bonusKind: 'points', bonus: '1', bonusFor: ['insider'] }, [{ ...loss(100_000), profile: 'insider' }, 2000]],
    ['17 points up to a limit', { ...FLAT, bonusKind: 'officerPoints', bonus: '5', bonusFor: ['insider'] }, [{ ...loss(100_000), profile: 'insider', officerPointsBp: 500 }, 6000], [{ ...loss(100_000), profile: 'insider', officerPointsBp: 501 }, 'OFFICER_VALUE_OUT_OF_RANGE']],
    ['18 rate override by profile', rows(rate('2.5', { profile: 'insider' }), rate('3', { profile: 'detailed' }), rate('2')), [{ ...loss(200_000), profile: 'detailed' }, 6000], [loss(200_000), 4000]],
    ['19 raised as appropriate', { ...FLAT, bonusKind: 'raise', bonusFor: ['competitor'] }, [{ ...loss(100_000), profile: 'competitor', officerAmountFen: 1_00 }, 1001], [{ ...loss(100_000), profile: 'competitor' }, 'OFFICER_VALUE_MISSING']],
    ['20 floors of the rule and of the level', { shape: 'levels', 'rate-L1': '3', 'floor-L1': '400', 'rate-L2': '2', floorKind: 'sum', floor: '250' }, [{ ...loss(1), level: 'L1' }, 400], [{ ...loss(1), level: 'L2' }, 250]],
    ['21 caps of the rule and of the level', { shape: 'levels', 'rate-L1': '3', 'rate-L2': '2', 'cap-L2': '5,000', capKind: 'sum', cap: '50000' }, [{ ...loss(9_000_000), level: 'L1' }, 50_000], [{ ...loss(9_000_000), level: 'L2' }, 5000]],
    ['22 fixed award without a loss', { ...FLAT, noLossKind: 'fixed', noLossSum: '500' }, [{}, 500]],
    ['23 award without a loss from a range, or the officer’s', { ...FLAT, noLossKind: 'range', noLossSum: '200', noLossTo: '1000' }, [{ officerAmountFen: 80_000 }, 800], [{ officerAmountFen: 100_001 }, 'OFFICER_VALUE_OUT_OF_RANGE']],
    ['24 who caused the loss', { ...rows(...PARTIES), counting: 'whole' }, [{ ...loss(500_000.01), lossBy: 'unit' }, 20_000], [{ ...loss(10_000.01), lossBy: 'insuredPerson' }, 1500], [{ ...loss(1), lossBy: 'mixed' }, 'BRANCH_UNKNOWN']],
    ['25 types of reporter', { ...FLAT, reporterTypes: ['naturalPerson', 'organisation'], bonusKind: 'points', bonus: '1', bonusFor: ['formerInsider', 'competitor'] }, [{ ...loss(100_000), profile: 'formerInsider' }, 2000]],
    ['26 honour only', { ...rows({ kind: 'honour', ...to('50000', 'no') }, rate('0.5')), counting: 'whole' }, [loss(49_999), 'HONOUR_ONLY'], [loss(50_000), 250]],
    ['27 real name only', { ...FLAT, realNameOnly: 'yes' }, [{ ...loss(100_000), realName: false }, 'REAL_NAME_REQUIRED'], [{ ...loss(100_000), realName: true }, 1000]],
    ['29 a branch that is not known', { ...rows(rate('2', to('100000')), { kind: 'unknown' }), counting: 'segments' }, [loss(100_000), 2000], [loss(100_000.01), 'BRANCH_UNKNOWN']],
  ];
  for (const [feature, fields, ...expected] of cases) it(feature, () => expect(expected.map(([input]) => award(fields, input))).to.deep.equal(expected.map(([, outcome]) => outcome)));

  it('25 and 27 stand in the record, as who may be rewarded', () => {
    expect(made({ ...FLAT, reporterTypes: ['naturalPerson', 'organisation'], realNameOnly: 'yes' })).to.deep.include({ reporterTypes: ['naturalPerson', 'organisation'], realNameOnly: true });
    expect(award({ ...FLAT, bonusKind: 'amount', bonus: '10', bonusFor: ['insider'], bonusRealName: 'yes' }, { ...loss(100_000), profile: 'insider', realName: false })).to.equal(1000);
  });
  it('28 a part counted from fines needs the whole text', () => {
    expect(piecesOf(shipped('SC-MY-2017').formula ?? { kind: 'honour' })).to.equal(null);
    const whole = { ...shipped('SC-MY-2017'), version: 2, status: 'complete', missing: [] };
    const parsed = parseEntry('text', { version: '0', rule: whole.id, content: JSON.stringify(whole) }, shipped('SC-MY-2017'), 2, '2026-11-10');
    expect('ruleSet' in parsed && parsed.ruleSet.formula?.kind).to.equal('total');
  });
});

describe('the lines of the guided form', () => {
  it('hold the formula of every shipped rule set but two, and give it back as it was', () => {
    const known = checkRuleSets(RULE_SETS).flatMap((rule) => (rule.formula ? [{ id: rule.id, formula: rule.formula, lines: piecesOf(rule.formula) }] : []));
    expect(known.filter(({ lines }) => lines === null).map(({ id }) => id)).to.deep.equal(['SH-old', 'SC-MY-2017']);
    expect(known.length).to.be.above(20);
    for (const { id, formula, lines } of known) if (lines) expect(treeOf(lines.pieces, lines.counting), id).to.deep.include({ formula });
  });
  it('do not hold what stands in another order', () => {
    const level = { kind: 'byLevel', levels: { L1: { kind: 'byProfile', profiles: {}, otherwise: { kind: 'honour' } } } } as const;
    expect(piecesOf(level)).to.equal(null);
  });
  it('name the branches that refuse; such a rule set computes, and says what it lacks', () => {
    const rule = made({ ...rows(...PARTIES), counting: 'whole' });
    expect([rule.status, rule.missing, rule.refusedBranches]).to.deep.equal(['complete', ['formula.byParty.mixed'], ['formula.byParty.mixed']]);
    expect(made({ ...rows(rate('2', to('100000')), { kind: 'unknown' }), counting: 'segments' }).refusedBranches).to.deep.equal(['formula.segments.2.percent']);
  });
  it('take conditions, floors and caps from the levels that they name', () => {
    const rule = made({ ...rows(...SEGMENTS), counting: 'segments', 'condition-L1': '有证据并协助', 'floor-L1': '500', 'cap-L2': '9,000' });
    expect(rule.levels?.map(({ code, condition }) => [code, condition?.zh ?? null])).to.deep.equal([['L1', '有证据并协助'], ['L2', null]]);
    expect([rule.floors.levels, rule.caps.levels]).to.deep.equal([{ L1: '500' }, { L2: '9000' }]);
  });
  it('make a draft complete when its figures are entered from the official text', () => {
    const rule = made({ rule: 'GD-2023', shape: 'levels', 'rate-L1': '4', 'rate-L2': '2', 'rate-L3': '1', floorKind: '', capKind: 'sum', cap: '200000' }, shipped('GD-2023'));
    expect([rule.status, rule.missing, rule.version]).to.deep.equal(['complete', [], 2]);
  });

  const wrong: [string, Fields, Record<string, string>][] = [
    ['no line at all', { shape: 'pieces' }, { 'kind-1': 'rewardRules.error.oneRow' }],
    ['a line without its kind', rows({ first: '3' }), { 'kind-1': 'rewards.error.choice' }],
    ['a rate that is none', rows(rate('300')), { 'first-1': 'rewardRules.error.percent' }],
    ['a sum that is none', rows({ kind: 'sum', first: '二百' }), { 'first-1': 'rewardRules.error.yuan' }],
    ['a figure too many', rows(rate('3', { second: '4' })), { 'second-1': 'rewardRules.error.noFigure' }],
    ['a figure too few', rows({ kind: 'sumRate', first: '500' }), { 'second-1': 'rewardRules.error.percent' }],
    ['a range that runs backwards', rows({ kind: 'range', first: '5', second: '4' }), { 'second-1': 'rewardRules.error.backwards' }],
    ['bands without saying how they count', rows(rate('5', to('100')), rate('4')), { counting: 'rewards.error.choice' }],
    ['a threshold of neither side', { ...rows(rate('5', { upTo: '100' }), rate('4')), counting: 'whole' }, { 'including-1': 'rewards.error.choice' }],
    ['ends that do not rise', { ...rows(rate('5', to('100')), rate('4', to('100')), rate('3')), counting: 'whole' }, { 'upTo-2': 'rewardRules.error.ends' }],
    ['a top that is not open', { ...rows(rate('5', to('100')), rate('4', to('200'))), counting: 'whole' }, { 'upTo-2': 'rewardRules.error.openTop' }],
    ['two tops', { ...rows(rate('5'), rate('4')), counting: 'whole' }, { 'upTo-1': 'rewardRules.error.ends' }],
    ['a segment that is a sum', { ...rows(rate('5', to('100')), { kind: 'sum', first: '4' }), counting: 'segments' }, { 'kind-2': 'rewardRules.error.segmentKind' }],
    ['an excess over nothing', rows({ kind: 'sumExcess', first: '1', second: '1' }), { 'kind-1': 'rewardRules.error.noExcess' }],
    ['a level for some lines only', rows(rate('5', { level: 'L1' }), rate('4')), { 'level-2': 'rewardRules.error.eachRow' }],
    ['a party for some lines only', rows(rate('5', { party: 'unit' }), rate('4')), { 'party-2': 'rewardRules.error.eachRow' }],
    ['nobody but insiders', rows(rate('5', { profile: 'insider' })), { 'profile-1': 'rewardRules.error.everybodyElse' }],
    ['a condition of a level without a line', { ...rows(rate('5', { level: 'L1' })), 'condition-L3': '三' }, { 'condition-L3': 'rewardRules.error.noSuchLevel' }],
    ['a rate beside the lines', { ...rows(rate('5', { level: 'L1' })), 'rate-L1': '3' }, { 'rate-L1': 'rewardRules.error.inRows' }],
    ['a floor of its own for points', { ...FLAT, bonusKind: 'points', bonus: '1', bonusFor: ['insider'], bonusAtLeast: '5' }, { bonusAtLeast: 'rewardRules.error.noFigure' }],
    ['levels that differ between parties', rows(rate('5', { party: 'unit', level: 'L1' }), rate('4', { party: 'insuredPerson', level: 'L2' })), { shape: 'rewardRules.error.levelsDiffer' }],
    ['a cap of the level below its floor', { shape: 'levels', 'rate-L1': '3', 'floor-L1': '500', 'cap-L1': '400' }, { cap: 'rewardRules.error.capBelowFloor' }],
  ];
  for (const [name, fields, expected] of wrong) it(`${name} is named beside its field`, () => expect(mistakes(fields)).to.deep.equal(expected));

  it('refuse a tree that was not checked', () => {
    const piece: Piece = { row: 1, party: null, profile: null, level: null, upTo: '5', including: true, kind: 'rate', first: '1', second: '' };
    expect(treeOf([piece], null)).to.deep.equal({ mistakes: [{ row: 1, field: 'upTo', key: 'rewardRules.error.openTop' }] });
  });
});

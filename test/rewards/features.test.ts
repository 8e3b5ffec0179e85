import { expect } from 'chai';
import { evaluate } from '../../server/rewards/rules/evaluate.ts';
import type { RuleSet } from '../../server/rewards/rules/rule-set.ts';
import { aRuleSet, award, loss, registry, shipped, withSettings } from './builders.ts';

// One test for each of the 29 features of section 7, in its order; amounts in fen.
describe('formula features', () => {
  it('1 rate by level', () => expect(award('SX-2020', { ...loss(100_000), level: 'L2' })).to.equal(300_000));
  it('2 rate range by level, chosen by the officer', () => {
    expect(award('FJ-2019', { ...loss(100_000), level: 'L2', officerRateBp: 200 })).to.equal(200_000);
    expect(award('FJ-2019', { ...loss(100_000), level: 'L2', officerRateBp: 401 })).to.equal('OFFICER_VALUE_OUT_OF_RANGE');
  });
  it('3 sum range inside a band', () => {
    expect(award('SD-WF', { ...loss(1000), officerAmountFen: 500_00 })).to.equal(500_00);
    expect(award('SD-WF', { ...loss(1000), officerAmountFen: 500_01 })).to.equal('OFFICER_VALUE_OUT_OF_RANGE');
  });
  it('4 single flat rate', () => expect(award('JS-WJ', loss(5000))).to.equal(1_500_00));
  it('5 whole-amount brackets that drop at a threshold', () => {
    expect(award('YZ', loss(49_999.99))).to.equal(2_500_00);
    expect(award('YZ', loss(50_000))).to.equal(2_000_00);
  });
  it('6 cumulative segments', () => expect(award('SC-2023', loss(2_000_000))).to.equal(25_500_00));
  it('7 segments × level', () => {
    expect(award('SH-2023d', { ...loss(300_000), level: 'L1' })).to.equal(19_000_00);
    expect(award('SH-2023d', { ...loss(300_000), level: 'L2' })).to.equal(13_000_00);
  });
  it('8 brackets × level with rate ranges', () => {
    expect(award('SH-old', { ...loss(150_000), level: 'L2', officerRateBp: 400 })).to.equal(6_000_00);
    expect(award('SH-old', { ...loss(150_000.01), level: 'L2', officerRateBp: 400 })).to.equal('OFFICER_VALUE_OUT_OF_RANGE');
  });
  it('9 open or closed end for each bracket', () => {
    const closed = ['BJ-2023', 'SH-2023d', 'JX-JJ', 'SC-2023', 'SH-old', 'OLD-F', 'TJ-si'];
    const open = ['YZ', 'AH-WH', 'AH-AQ', 'SD-WF'];
    const ends = (rule: RuleSet): string => JSON.stringify(rule.formula);
    for (const id of closed) expect(ends(shipped(id)), id).to.match(/"upTo":"\d+","including":true/).and.not.match(/"upTo":"\d+","including":false/);
    for (const id of open) expect(ends(shipped(id)), id).to.match(/"upTo":"\d+","including":false/).and.not.match(/"upTo":"\d+","including":true/);
    expect(award('TJ-si', loss(2_000_000))).to.equal(200_000_00);
  });
  it('10 base + % of the whole', () => {
    expect(award('AH-AQ', loss(60_000))).to.equal(1_600_00);
    expect(award('BJ-2023', { ...loss(20_000), lossBy: 'insuredPerson' })).to.equal(2_500_00);
  });
  it('11 base + % of the excess', () => expect(award('JX-JJ', loss(700_000))).to.equal(13_000_00));
  it('12 fixed sum for each band', () => expect([5000, 10_000, 20_000, 30_000, 50_000].map((yuan) => award('OLD-F', loss(yuan)))).to.deep.equal([100_00, 200_00, 300_00, 800_00, 1_000_00]));
  it('13 flat top above a threshold', () => expect(award('TJ-si', loss(2_500_000))).to.equal(200_000_00));
  it('14 bonus × amount', () => {
    expect(award('GD-2023', { ...loss(100_000), level: 'L2', profile: 'insider' })).to.equal(2_400_00);
    expect(award('SD-WF', { ...loss(100_000), officerAmountFen: 3_000_00, profile: 'insider' })).to.equal(3_300_00);
  });
  it('15 bonus × amount with its own floor', () => {
    expect(award('AH-AQ', { ...loss(999), profile: 'insider' })).to.equal(500_00);
    expect(award('AH-AQ', { ...loss(30_000), profile: 'insider' })).to.equal(1_200_00);
  });
  it('16 fixed percentage points', () => {
    expect(award('YZ', { ...loss(40_000), profile: 'insider' })).to.equal(2_400_00);
    const plusOne = { kind: 'points', profiles: ['insider'], points: '1' } as const;
    const segments = aRuleSet({ profiles: ['insider'], bonuses: [plusOne], formula: { kind: 'segments', segments: [{ upTo: '1000', including: true, percent: '2' }, { upTo: null, including: false, percent: '1' }] } });
    expect(award(segments, { ...loss(2000), profile: 'insider' })).to.equal(50_00);
    const excess = aRuleSet({ profiles: ['insider'], bonuses: [plusOne], formula: { kind: 'sumPlusRate', yuan: '10', percent: '1', excessOver: '1000' } });
    expect(award(excess, { ...loss(2000), profile: 'insider' })).to.equal(30_00);
    expect(award(excess, loss(2000))).to.equal(20_00);
  });
  it('17 discretionary percentage points up to a limit', () => {
    expect(award('GD-QY-2022', { ...loss(100_000), level: 'L3', profile: 'insider', officerPointsBp: 500 })).to.equal(7_000_00);
    expect(award('GD-QY-2022', { ...loss(100_000), level: 'L3', profile: 'insider', officerPointsBp: 501 })).to.equal('OFFICER_VALUE_OUT_OF_RANGE');
  });
  it('18 rate override by profile', () => expect(award('CQ-2025', { ...loss(400_000), profile: 'competitor' })).to.equal(10_000_00));
  it('19 raised as appropriate, without a figure', () => {
    expect(award('GS-2019/21', { ...loss(100_000), level: 'class2', officerRateBp: 300, profile: 'formerInsider', officerAmountFen: 250_00 })).to.equal(3_250_00);
    expect(award('SN-TC', { ...loss(100_000), profile: 'insider' })).to.equal('OFFICER_VALUE_MISSING');
  });
  it('20 floors: national, of the rule, of the level, of the profile', () => {
    expect(award('HN-new', { ...loss(1), level: 'L1' })).to.equal(200_00);
    expect(award('BJ-2023', { ...loss(1), lossBy: 'unit' })).to.equal(500_00);
    expect(award('SX-2020', { ...loss(1), level: 'L2' })).to.equal(300_00);
    expect(award('AH-AQ', { ...loss(1), profile: 'insider' })).to.equal(500_00);
  });
  it('21 caps: the national one never raises a lower local one', () => {
    expect(award('SN-TC', { ...loss(9_000_000), nationalLayer: 'NAT-2022' })).to.equal(50_000_00);
    expect(award('SD-WF', { ...loss(900_000), officerAmountFen: 10_000_00, profile: 'insider', nationalLayer: 'NAT-2022' })).to.equal(10_000_00);
    expect(award('GD-QY-2022', { ...loss(9_000_000), level: 'L1' })).to.equal(100_000_00);
    expect(award(aRuleSet({ caps: { award: '900000' }, parentId: 'NAT-2022', wrapping: { kind: 'national' } }), loss(90_000_000))).to.equal(200_000_00);
    expect(award(aRuleSet(), loss(90_000_000))).to.equal(900_000_00);
  });
  it('22 fixed award without a loss', () => expect([award('YZ', {}), award('SN-TC', {}), award('AH-AQ', {})]).to.deep.equal([200_00, 500_00, 200_00]));
  it('23 award without a loss from a range, or the officer’s sum', () => {
    expect(award('FJ-2019', { officerAmountFen: 100_00 })).to.equal(100_00);
    expect(award('OLD-F', { officerAmountFen: 5_000_01 })).to.equal('OFFICER_VALUE_OUT_OF_RANGE');
    expect(award('GS-2019/21', { officerAmountFen: 0 })).to.equal(0);
    expect(award({ ...shipped('SD-2019'), status: 'complete', formula: { kind: 'rate', percent: '1', of: 'base' } }, { officerAmountFen: 999_99 })).to.equal(999_99);
  });
  it('24 the party that caused the loss', () => {
    expect(award('BJ-2023', { ...loss(100_000), lossBy: 'unit' })).to.equal(2_000_00);
    expect(award('BJ-2023', { ...loss(100_000), lossBy: 'insuredPerson' })).to.equal(10_500_00);
  });
  it('25 types of reporter', () => {
    expect(award('CQ-2025', { ...loss(400_000), profile: 'formerInsider' })).to.equal(10_000_00);
    expect(award('SN-TC', { ...loss(10_000), profile: 'competitor', officerAmountFen: 1_00 })).to.equal(301_00);
    expect(shipped('TJ-2024').reporterTypes).to.deep.equal(['naturalPerson', 'legalPerson', 'organisation']);
    expect(shipped('SC-SN-2023').reporterTypes).to.deep.equal(['naturalPerson', 'legalPerson', 'organisation']);
    expect(shipped('NAT-2022').reporterTypes).to.deep.equal(['naturalPerson']);
  });
  it('26 honour only', () => expect(evaluate('AH-WH', loss(49_999.99), { registry })).to.deep.include({ outcome: 'HONOUR_ONLY', amountFen: 0 }));
  it('27 real name only: as a gate and for a bonus', () => {
    const jiangmen: RuleSet = { ...shipped('JM-2017'), status: 'complete', formula: { kind: 'rate', percent: '1', of: 'base' }, levels: [] };
    expect(award(jiangmen, loss(100))).to.equal(1_00);
    expect(evaluate(jiangmen, { ...loss(100), realName: false }, { registry })).to.deep.include({ outcome: 'NOT_ELIGIBLE', reason: 'REAL_NAME_REQUIRED' });
    expect(award(jiangmen, { ...loss(100), realName: true })).to.equal(1_00);
    expect(award('SD-WF', { ...loss(100_000), officerAmountFen: 3_000_00, profile: 'insider', realName: false })).to.equal(3_000_00);
    expect(award('AH-AQ', { ...loss(1000), profile: 'insider', realName: false })).to.equal(600_00);
  });
  it('28 two-part base: money collected and fines', () => {
    const lines = [{ id: '1', inReportedMatter: true, kind: 'loss', amountFen: 80_000_00 }, { id: '2', inReportedMatter: true, kind: 'fine', amountFen: 10_000_00 }, { id: '3', inReportedMatter: false, kind: 'fine', amountFen: 9_999_00 }] as const;
    const pension: RuleSet = { ...shipped('SC-MY-2017'), status: 'complete' };
    expect(award(pension, { lines })).to.equal(4_100_00);
    expect(evaluate(pension, { lines }, { registry }).trace[6]?.formula).to.equal('5% × 80000.00 + 1% × 10000.00');
    expect(award(pension, loss(1))).to.equal(100_00);
  });
  it('29 a refused branch inside a computable rule', () => {
    expect(award('SC-2023', loss(10_000_000))).to.equal(105_500_00);
    expect(award('SC-2023', loss(10_000_000.01))).to.equal('BRANCH_UNKNOWN');
    const banded = aRuleSet({ formula: { kind: 'brackets', brackets: [{ upTo: '10', including: true, then: { kind: 'sum', yuan: '5' } }, { upTo: null, including: false, then: { kind: 'refused' } }] } });
    expect([award(banded, loss(10)), award(banded, loss(10.01))]).to.deep.equal([5_00, 'BRANCH_UNKNOWN']);
    const total = aRuleSet({ formula: { kind: 'total', parts: [{ kind: 'sum', yuan: '5' }, { kind: 'refused' }] } });
    expect(award(total, loss(10))).to.equal('BRANCH_UNKNOWN');
  });
});

describe('stored settings', () => {
  const third = aRuleSet({ formula: { kind: 'rate', percent: '33.33', of: 'base' } });
  it('S1 rounding: unit and mode', () => {
    expect(award(third, loss(0.05))).to.equal(2);
    expect(award(withSettings(third, { rounding: { unit: 'fen', mode: 'down' } }), loss(0.05))).to.equal(1);
    expect(award(withSettings(third, { rounding: { unit: 'fen', mode: 'up' } }), loss(0.01))).to.equal(1);
    expect(award(withSettings(third, { rounding: { unit: 'fen', mode: 'up' } }), loss(100))).to.equal(33_33);
    expect(award(withSettings(third, { rounding: { unit: 'yuan', mode: 'halfUp' } }), loss(100))).to.equal(33_00);
    expect(award(withSettings(third, { rounding: { unit: 'yuan', mode: 'up' } }), loss(100))).to.equal(34_00);
    // Exactly half a fen goes up.
    expect(award(aRuleSet(), loss(0.5))).to.equal(1);
    expect(award(aRuleSet(), loss(0.49))).to.equal(0);
  });
  it('S2 rounding at the end or after each step', () => {
    const twice = aRuleSet({ profiles: ['insider'], bonuses: [{ kind: 'amount', profiles: ['insider'], percent: '50', atLeast: null, inNoLoss: false, realNameOnly: false }] });
    // 1 % of 0.50 is half a fen: with the bonus 0.75 fen; rounded first it is 1 fen and with the bonus 1.5.
    expect(award(twice, { ...loss(0.5), profile: 'insider' })).to.equal(1);
    expect(award(withSettings(twice, { roundAt: 'eachStep' }), { ...loss(0.5), profile: 'insider' })).to.equal(2);
  });
  it('S3 order of floor and bonus', () => {
    const input = { ...loss(10_000), level: 'L1', profile: 'insider' } as const;
    expect(award('GD-2023', input)).to.equal(480_00);
    const reversed = withSettings(shipped('GD-2023'), { floorBonusOrder: 'bonusThenFloor' });
    expect(award(reversed, input)).to.equal(400_00);
    expect(evaluate(reversed, input, { registry, confirmed: true }).trace.slice(6, 9).map((step) => step.number)).to.deep.equal([7, 9, 8]);
  });
  it('S4 cap last, or before the bonus', () => {
    const input = { ...loss(5_000_000), officerRateBp: 400, level: 'L1', profile: 'insider', nationalLayer: 'NAT-2022' } as const;
    expect(award('FJ-2019', input)).to.equal(100_000_00);
    expect(award(withSettings(shipped('FJ-2019'), { capLast: false }), input)).to.equal(120_000_00);
  });
  it('S7 whether the national floor lifts an honour', () => {
    const input = { ...loss(100), nationalLayer: 'NAT-2022' } as const;
    expect(award('AH-WH', input)).to.equal('SETTING_REQUIRED');
    expect(evaluate(withSettings(shipped('AH-WH'), { wrapHonourOnly: 'no' }), input, { registry })).to.deep.include({ outcome: 'HONOUR_ONLY', amountFen: 0 });
    expect(evaluate(withSettings(shipped('AH-WH'), { wrapHonourOnly: 'lift' }), input, { registry })).to.deep.include({ outcome: 'AMOUNT', amountFen: 200_00 });
  });
  it('S9 whether the ends of a range are included', () => {
    const at = (rangeBounds: 'both' | 'upper' | 'lower' | 'none') => {
      const rule = withSettings(shipped('FJ-2019'), { rangeBounds });
      return [400, 500, 600].map((officerRateBp) => typeof award(rule, { ...loss(100_000), level: 'L1', officerRateBp }) === 'number');
    };
    expect(at('both')).to.deep.equal([true, true, true]);
    expect(at('upper')).to.deep.equal([false, true, true]);
    expect(at('lower')).to.deep.equal([true, true, false]);
    expect(at('none')).to.deep.equal([false, true, false]);
  });
  it('S11 more than one bonus', () => {
    const bonus = { kind: 'amount', profiles: ['insider'], percent: '10', atLeast: null, inNoLoss: false, realNameOnly: false } as const;
    const two = aRuleSet({ profiles: ['insider'], bonuses: [bonus, { ...bonus, percent: '20' }, { kind: 'raise', profiles: ['competitor'] }] });
    expect(award(two, { ...loss(10_000), profile: 'insider' })).to.equal('SETTING_REQUIRED');
    expect(award(two, loss(10_000))).to.equal(100_00);
    expect(award(withSettings(two, { bonusStacking: 'add' }), { ...loss(10_000), profile: 'insider' })).to.equal(130_00);
  });
  it('S15 joint reporters of different profiles', () => {
    const joint = { ...loss(100_000), level: 'L1', jointProfiles: ['insider', 'ordinary'] } as const;
    expect(award('GD-2023', joint)).to.equal('SETTING_REQUIRED');
    expect(award('GD-2023', { ...joint, jointProfiles: ['insider', 'formerInsider'] })).to.equal('SETTING_REQUIRED');
    expect(award('GD-2023', { ...joint, jointProfiles: ['insider', 'insider'] })).to.equal(3_600_00);
    expect(award('FJ-2024', joint)).to.equal(6_000_00);
    expect(award(withSettings(shipped('GD-2023'), { jointProfile: 'ordinary' }), joint)).to.equal(3_000_00);
  });
  it('S16 a local no-loss clause under NAT-2022', () => {
    expect(award('YZ', { nationalLayer: 'NAT-2022' })).to.equal(200_00);
    const never = withSettings(shipped('YZ'), { noLossUnder2022: 'never' });
    expect(award(never, { ...loss(0), nationalLayer: 'NAT-2022' })).to.equal('VERIFIED_WITH_LOSS');
    expect(award(never, { nationalLayer: 'NAT-2022' })).to.equal('BASE_MISSING');
    expect(award(never, loss(0))).to.equal(200_00);
  });
});

describe('the national layer', () => {
  const layer = (rule: string, versionDate?: string) => evaluate(rule, { ...loss(1_000_000), level: 'L1', officerRateBp: 400, ...(versionDate === undefined ? {} : { versionDate }) }, { registry }).layer;
  it('follows the date, else the layer the rule was made under', () => {
    expect(layer('YZ')).to.equal('NAT-2018');
    expect(layer('YZ', '2018-10-31')).to.equal(null);
    expect(layer('YZ', '2018-11-01')).to.equal('NAT-2018');
    expect(layer('YZ', '2022-12-31')).to.equal('NAT-2018');
    expect(layer('YZ', '2023-01-01')).to.equal('NAT-2022');
    expect(layer('FJ-2024')).to.equal('NAT-2022');
    expect(layer('TJ-si')).to.equal(null);
    expect(layer('OLD-F')).to.equal(null);
  });
  it('of JM-2017 begins with 2018-11 by an officer’s decision', () => {
    expect(layer('JM-2017', '2018-10-31')).to.equal(null);
    expect(layer('JM-2017')).to.equal(null);
    expect(layer('JM-2017', '2018-11-01')).to.equal('NAT-2018');
  });
  it('has no floor before 2023 and 200 from then on', () => {
    expect(award('YZ', { ...loss(100), versionDate: '2022-12-31' })).to.equal(5_00);
    expect(award('YZ', { ...loss(100), versionDate: '2023-01-01' })).to.equal(200_00);
    expect(award('GD-QY-2022', { ...loss(9_000_000), level: 'L1', versionDate: '2022-12-31' })).to.equal(100_000_00);
    expect(award('GD-QY-2022', { ...loss(9_000_000), level: 'L1', versionDate: '2023-01-01' })).to.equal(200_000_00);
  });
  it('given directly stands before the date', () => expect(award('YZ', { ...loss(100), versionDate: '2023-01-01', nationalLayer: 'NAT-2018' })).to.equal(5_00));
});

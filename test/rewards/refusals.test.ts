import { expect } from 'chai';
import type { RewardInput } from '../../server/rewards/rules/calculation.ts';
import { evaluate } from '../../server/rewards/rules/evaluate.ts';
import { selectRuleSet } from '../../server/rewards/rules/select.ts';
import { GATES, REFUSALS, type Refusal } from '../../server/rewards/rules/vocabulary.ts';
import { aRuleSet, award, loss, registry, withSettings } from './builders.ts';

const reason = (rule: string, input: RewardInput): string | undefined => evaluate(rule, input, { registry }).reason;

describe('refusals', () => {
  const reached: Record<Refusal, () => string | undefined> = {
    NO_RULE: () => reason('XX', loss(1)),
    AMBIGUOUS_VERSION: () => {
      const chosen = selectRuleSet('340800', '2022-11-01', registry);
      return chosen.outcome === 'REFUSED' ? chosen.reason : undefined;
    },
    RULE_INCOMPLETE: () => reason('ZJ-2023', loss(1)),
    BRANCH_UNKNOWN: () => reason('HEN-2023', { ...loss(1), level: 'L1' }),
    DRAFT_UNCONFIRMED: () => reason('SH-2023d', { ...loss(1), level: 'L1' }),
    RULE_HISTORICAL: () => reason('OLD-F', { ...loss(1), versionDate: '2010-01-01' }),
    BASE_MISSING: () => reason('SC-2023', {}),
    LEVEL_MISSING: () => reason('FJ-2024', loss(1)),
    PARTY_MISSING: () => reason('BJ-2023', loss(1)),
    OFFICER_VALUE_MISSING: () => reason('SD-WF', loss(5000)),
    OFFICER_VALUE_OUT_OF_RANGE: () => reason('SD-WF', { ...loss(5000), officerAmountFen: 1 }),
    REASON_MISSING: () => reason('SD-WF', { ...loss(5000), officerAmountFen: 300_00, officerReason: ' ' }),
    SETTING_REQUIRED: () => reason('AH-WH', { ...loss(1), nationalLayer: 'NAT-2022' }),
  };
  for (const code of REFUSALS) it(`${code} is reached`, () => expect(reached[code]()).to.equal(code));

  // Each input fails at several steps; the first in the order of section 9.1 is told.
  it('tells the first failing step', () => {
    const bad = { failedGates: ['EXCL_OTHER'], versionDate: '1999-01-01' } as const;
    expect(reason('BJ-2019', bad)).to.equal('NO_RULE');
    expect(reason('NAT-2018', { versionDate: '2024-01-01' })).to.equal('NO_RULE');
    expect(reason('NAT-2018', { versionDate: '2020-01-01' })).to.equal('RULE_INCOMPLETE');
    expect(reason('ZJ-2019', { failedGates: ['EXCL_OTHER'] })).to.equal('RULE_INCOMPLETE');
    expect(reason('GD-2023', { failedGates: ['EXCL_OTHER'] })).to.equal('DRAFT_UNCONFIRMED');
    expect(reason('TJ-si', { versionDate: '2010-01-01', failedGates: ['EXCL_OTHER'] })).to.equal('RULE_HISTORICAL');
    expect(reason('FJ-2024', { failedGates: ['EXCL_OTHER'] })).to.equal('EXCL_OTHER');
    expect(reason('FJ-2024', {})).to.equal('BASE_MISSING');
    expect(reason('HN-new', {})).to.equal('BASE_MISSING');
    expect(reason('GS-2019/21', { ...loss(1), profile: 'insider', officerReason: '' })).to.equal('LEVEL_MISSING');
    expect(reason('GS-2019/21', { ...loss(1), level: 'class1', officerRateBp: 1, profile: 'insider' })).to.equal('OFFICER_VALUE_MISSING');
    expect(reason('GS-2019/21', { ...loss(1), level: 'class1', officerRateBp: 1, profile: 'insider', officerAmountFen: 1, officerReason: '' })).to.equal('OFFICER_VALUE_OUT_OF_RANGE');
    expect(reason('HEN-2023', { ...loss(1), level: 'L1', jointProfiles: ['insider', 'ordinary'] })).to.equal('BRANCH_UNKNOWN');
    const levels = [{ code: 'L1', name: '一级', condition: null, evidence: null }] as const;
    const all = aRuleSet({
      levels,
      profiles: ['insider'],
      formula: { kind: 'byLevel', levels: { L1: { kind: 'byProfile', profiles: { insider: { kind: 'refused' } }, otherwise: { kind: 'byParty', parties: { unit: { kind: 'refused' }, insuredPerson: { kind: 'sum', yuan: '1' }, mixed: { kind: 'refused' } } } } } },
    });
    expect(award(all, { ...loss(1), profile: 'insider' })).to.equal('LEVEL_MISSING');
    expect(evaluate(all, { ...loss(1), level: 'L1', profile: 'insider' }, { registry }).missing).to.deep.equal(['formula.byProfile.insider']);
    expect(award(all, { ...loss(1), level: 'L1' })).to.equal('PARTY_MISSING');
    expect(award(all, { ...loss(1), level: 'L1', lossBy: 'unit' })).to.equal('BRANCH_UNKNOWN');
    expect(award(all, { ...loss(1), level: 'L1', lossBy: 'insuredPerson' })).to.equal(1_00);
    expect(award(all, { ...loss(1), level: 'L2', lossBy: 'insuredPerson' })).to.equal('BRANCH_UNKNOWN');
  });

  it('a failed gate is an outcome of its own, and of several the first counts', () => {
    for (const gate of GATES) expect(evaluate('FJ-2024', { ...loss(1), level: 'L1', failedGates: [gate] }, { registry })).to.deep.include({ outcome: 'NOT_ELIGIBLE', reason: gate });
    for (const [index, gate] of GATES.entries()) expect(reason('FJ-2024', { failedGates: GATES.slice(index).toReversed() })).to.equal(gate);
  });

  it('no amount under NAT-2022 is not eligible; under NAT-2018 the base is missing', () => {
    expect(evaluate('FJ-2024', { ...loss(0), level: 'L1' }, { registry })).to.deep.include({ outcome: 'NOT_ELIGIBLE', reason: 'VERIFIED_WITH_LOSS' });
    expect(evaluate('HN-2019', { ...loss(0), level: 'L1' }, { registry })).to.deep.include({ outcome: 'REFUSED', reason: 'BASE_MISSING' });
    expect(evaluate('FJ-2024', { lines: [], level: 'L1' }, { registry })).to.deep.include({ outcome: 'REFUSED', reason: 'BASE_MISSING' });
    const fineOnly = { lines: [{ id: '1', inReportedMatter: true, kind: 'fine', amountFen: 100 }], level: 'L1' } as const;
    expect(evaluate('FJ-2024', fineOnly, { registry })).to.deep.include({ outcome: 'NOT_ELIGIBLE', reason: 'VERIFIED_WITH_LOSS' });
  });

  it('a raise is bounded by the local cap, else by the national one, else by nothing', () => {
    const raised = aRuleSet({ profiles: ['insider'], bonuses: [{ kind: 'raise', profiles: ['insider'] }] });
    const input = (officerAmountFen: number) => ({ ...loss(100), profile: 'insider', officerAmountFen }) as const;
    expect(award(raised, input(90_000_000_00))).to.equal(90_000_001_00);
    const wrapped = { ...raised, parentId: 'NAT-2018', wrapping: { kind: 'national' } } as const;
    expect(award(wrapped, input(100_000_01))).to.equal('OFFICER_VALUE_OUT_OF_RANGE');
    expect(award(wrapped, input(100_000_00))).to.equal(100_000_00);
    // The ends 0 and cap belong to it whatever S9 says of other ranges.
    expect(award(withSettings(wrapped, { rangeBounds: 'none' }), input(0))).to.equal(1_00);
  });

  it('a confirmed draft computes: by the flag, or by an officer’s confirmation laid over the data', () => {
    expect(reason('GD-2023', { ...loss(1), level: 'L1' })).to.equal('DRAFT_UNCONFIRMED');
    expect(evaluate('GD-2023', { ...loss(1), level: 'L1' }, { registry, confirmed: false }).reason).to.equal('DRAFT_UNCONFIRMED');
    expect(evaluate('GD-2023', { ...loss(1), level: 'L1' }, { registry, confirmed: true }).amountFen).to.equal(400_00);
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { RULE_SETS } from '../../server/rewards/data/all.ts';
import { parseVector } from '../../server/rewards/forms.ts';
import type { RewardInput } from '../../server/rewards/rules/calculation.ts';
import { calculate, evaluate, recompute } from '../../server/rewards/rules/evaluate.ts';
import { decimal, digits, ratio, roundTo } from '../../server/rewards/rules/exact.ts';
import { GATES, LEVEL_CODES, PARTIES, PROFILES, REFUSALS } from '../../server/rewards/rules/vocabulary.ts';
import { award, registry } from './builders.ts';

const fen = fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 3_000_000_000 }), fc.constantFrom(0, 1, 999_99, 50_000_00, 150_000_00, 10_000_000_00, 99_999_999_999_999));
const line = fc.record({ id: fc.constant('1'), inReportedMatter: fc.boolean(), kind: fc.constantFrom('loss' as const, 'fine' as const), amountFen: fen });
const anyInput: fc.Arbitrary<RewardInput> = fc.record(
  {
    lines: fc.array(line, { maxLength: 4 }),
    level: fc.constantFrom(...LEVEL_CODES),
    profile: fc.constantFrom(...PROFILES),
    lossBy: fc.constantFrom(...PARTIES),
    officerRateBp: fc.integer({ min: 0, max: 1000 }),
    officerPointsBp: fc.integer({ min: 0, max: 600 }),
    officerAmountFen: fc.integer({ min: 0, max: 11_000_000 }),
    nationalLayer: fc.constantFrom('NAT-2018' as const, 'NAT-2022' as const),
    versionDate: fc.constantFrom('2018-01-01', '2019-06-01', '2021-12-31', '2023-02-01', '2024-02-10', '2026-01-01'),
    failedGates: fc.subarray([...GATES], { maxLength: 1 }),
  },
  { requiredKeys: [] },
);
const anyRule = fc.constantFrom(...new Set(RULE_SETS.map((rule) => rule.id)));

describe('properties of the engine', function () {
  this.timeout(60_000);
  it('answers every input without an exception, and the same again from its stored copy', () => {
    fc.assert(
      fc.property(anyRule, anyInput, fc.boolean(), (rule, input, confirmed) => {
        const calculation = calculate(rule, input, { registry, confirmed });
        if (!calculation) throw new Error('no calculation');
        const { evaluation } = calculation;
        expect(recompute(structuredClone(calculation))).to.deep.equal(evaluation);
        expect(evaluate(rule, input, { registry, confirmed })).to.deep.equal(evaluation);
        if (evaluation.outcome === 'REFUSED') expect(REFUSALS).to.include(evaluation.reason);
        if (evaluation.outcome === 'NOT_ELIGIBLE') expect(GATES).to.include(evaluation.reason);
        expect(evaluation.outcome === 'AMOUNT' || evaluation.outcome === 'HONOUR_ONLY').to.equal(evaluation.amountFen !== undefined);
      }),
      { numRuns: 3000 },
    );
  });

  it('never pays above the local or the national cap, nor below the national floor', () => {
    fc.assert(
      fc.property(anyRule, anyInput, (rule, input) => {
        const calculation = calculate(rule, input, { registry, confirmed: true });
        if (calculation?.evaluation.outcome !== 'AMOUNT') return;
        const { ruleSet, frame, evaluation } = calculation;
        for (const cap of [ruleSet.caps.award, frame?.caps.award]) if (cap) expect(evaluation.amountFen).to.be.at.most(Number(cap) * 100);
        expect(evaluation.amountFen).to.be.at.least(Number(frame?.floors.award ?? 0) * 100);
      }),
      { numRuns: 3000 },
    );
  });

  // Type D drops at its thresholds and the officer's bands ask for another sum; everything else grows with the base.
  const MONOTONE: [rule: string, input: RewardInput][] = [
    ['GD-2023', { level: 'L1', profile: 'insider' }], ['GD-QY-2022', { level: 'L2' }], ['FJ-2024', { level: 'L3' }], ['HN-2019', { level: 'L1' }], ['SX-2020', { level: 'L3' }],
    ['BJ-2023', { lossBy: 'unit' }], ['BJ-2023', { lossBy: 'insuredPerson' }], ['SH-2023d', { level: 'L1' }], ['SH-2023d', { level: 'L2' }], ['JX-JJ', {}], ['AH-AQ', { profile: 'insider' }],
    ['AH-WH', {}], ['CQ-2025', { profile: 'insider' }], ['HEN-2023', {}], ['JS-WJ', {}], ['TJ-si', {}], ['OLD-F', {}], ['GS-2019/21', { level: 'class1', officerRateBp: 500 }],
  ];
  for (const [rule, input] of MONOTONE) {
    it(`${rule} ${JSON.stringify(input)} never falls as the base grows`, () => {
      const at = (amountFen: number): number => Number(award(rule, { ...input, lines: [{ id: '1', inReportedMatter: true, kind: 'loss', amountFen }] }));
      const positive = fen.filter((amount) => amount > 0);
      fc.assert(fc.property(positive, positive, (a, b) => void expect(at(Math.min(a, b))).to.be.at.most(at(Math.max(a, b)))), { numRuns: 150 });
    });
  }

  it('segments and base + excess are continuous at their thresholds: one fen more never pays more than one fen more', () => {
    const at = (rule: string, input: RewardInput, amountFen: number): number => Number(award(rule, { ...input, lines: [{ id: '1', inReportedMatter: true, kind: 'loss', amountFen }] }));
    for (const [rule, input, ends] of [['SC-2023', {}, [100_000_00, 1_000_000_00]], ['SH-2023d', { level: 'L1' }, [100_000_00, 500_000_00]], ['SH-2023d', { level: 'L2' }, [100_000_00, 500_000_00]], ['JX-JJ', {}, [100_000_00, 500_000_00]]] as const) {
      for (const end of ends) expect(at(rule, input, end + 1) - at(rule, input, end), rule).to.be.oneOf([0, 1]);
    }
  });

  it('the national layer only clamps: below 200 up, above its cap down, and no cap of the rule itself is raised', () => {
    const clamps = [['NAT-2018', 0, 100_000_00], ['NAT-2022', 200_00, 200_000_00]] as const;
    fc.assert(
      fc.property(anyRule, anyInput, fc.constantFrom(...clamps), (rule, input, [nationalLayer, floor, cap]) => {
        const local = evaluate(rule, { ...input, nationalLayer: 'none' }, { registry, confirmed: true });
        const wrapped = evaluate(rule, { ...input, nationalLayer }, { registry, confirmed: true });
        if (local.outcome !== 'AMOUNT' || wrapped.outcome !== 'AMOUNT') return;
        expect(wrapped.amountFen).to.equal(Math.max(floor, Math.min(local.amountFen ?? NaN, cap)));
      }),
      { numRuns: 3000 },
    );
  });

  it('a refusal stays one: of a rule set without its figures whatever is given, of a failed gate whatever else is', () => {
    const without = fc.constantFrom(...RULE_SETS.filter(({ status, partlyComputable, kind }) => kind === 'frame' || (status === 'incomplete' && !partlyComputable)));
    fc.assert(
      fc.property(without, anyInput, fc.boolean(), (rule, { versionDate: _day, ...input }, confirmed) => {
        expect(evaluate(rule, input, { registry, confirmed })).to.deep.include({ outcome: 'REFUSED', reason: 'RULE_INCOMPLETE', missing: rule.missing });
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(anyRule, anyInput, fc.constantFrom(...GATES), (rule, input, gate) => {
        const failed = evaluate(rule, { ...input, failedGates: [gate] }, { registry, confirmed: true });
        expect(failed.amountFen).to.equal(undefined);
        expect(failed.reason).to.be.oneOf([gate, 'NO_RULE', 'RULE_INCOMPLETE', 'RULE_HISTORICAL']);
      }),
      { numRuns: 500 },
    );
  });

  it('a whole-amount bracket pays at its threshold what its text says, up or down', () => {
    const across = (rule: string, input: RewardInput, end: number) => [end - 1, end, end + 1].map((amountFen) => award(rule, { ...input, lines: [{ id: '1', inReportedMatter: true, kind: 'loss', amountFen }] }));
    expect(across('YZ', {}, 50_000_00)).to.deep.equal([2_500_00, 2_000_00, 2_000_00]);
    expect(across('YZ', {}, 150_000_00)).to.deep.equal([6_000_00, 4_500_00, 4_500_00]);
    expect(across('YZ', { profile: 'insider' }, 50_000_00)).to.deep.equal([3_000_00, 2_500_00, 2_500_00]);
    expect(across('BJ-2023', { lossBy: 'unit' }, 500_000_00)).to.deep.equal([10_000_00, 10_000_00, 20_000_00]);
    expect(across('BJ-2023', { lossBy: 'insuredPerson' }, 10_000_00)).to.deep.equal([1_000_00, 1_000_00, 1_500_00]);
    expect(across('AH-WH', {}, 50_000_00)).to.deep.equal([0, 250_00, 250_00]);
    expect(across('AH-WH', {}, 150_000_00)).to.deep.equal([750_00, 1_500_00, 1_500_00]);
    expect(across('SH-old', { level: 'L1', officerRateBp: 500 }, 150_000_00)).to.deep.equal([7_500_00, 7_500_00, 7_500_00]);
    expect(across('OLD-F', {}, 50_000_00)).to.deep.equal([1_000_00, 1_000_00, 2_000_00]);
    expect(across('TJ-si', {}, 2_000_000_00)).to.deep.equal([200_000_00, 200_000_00, 200_000_00]);
  });

  it('only the losses of the reported matter move the amount', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const counted = lines.filter((one) => one.inReportedMatter && one.kind === 'loss');
        const all = evaluate('JS-WJ', { lines }, { registry });
        expect(all.amountFen).to.equal(evaluate('JS-WJ', { lines: counted }, { registry }).amountFen);
      }),
      { numRuns: 300 },
    );
  });

  it('the form never throws, whatever is posted', () => {
    fc.assert(fc.property(fc.anything(), (body) => void expect(parseVector(body, registry)).to.be.an('object')), { numRuns: 500 });
    fc.assert(fc.property(anyRule, fc.dictionary(fc.constantFrom('base', 'level', 'lines', 'lossBy', '__proto__', 'versionDate'), fc.anything()), (rule, input) => void expect(parseVector({ rule, input }, registry)).to.be.an('object')), { numRuns: 500 });
  });
});

describe('exact sums', () => {
  it('print as ratios and digits', () => {
    expect([decimal('0'), decimal('1500.001'), decimal('200'), decimal('0.50'), { n: 0n, places: 3 }, { n: 5n, places: 3 }, { n: 120n, places: 0 }].map(ratio)).to.deep.equal(['0', '1500001/1000', '200', '5/10', '0', '5/1000', '120']);
    expect([decimal('1500.001'), decimal('200'), { n: 5n, places: 3 }, { n: 0n, places: 0 }, { n: 1230000n, places: 4 }].map((value) => digits(value))).to.deep.equal(['1500.001', '200.00', '0.005', '0.00', '123.00']);
    expect([decimal('3'), decimal('1.5'), { n: 1500n, places: 3 }].map((value) => digits(value, 0))).to.deep.equal(['3', '1.5', '1.5']);
  });
  it('round half up, down and up', () => {
    const cases = ['0.004', '0.005', '0.0049', '0.01', '1.999', '2'];
    const by = (mode: 'halfUp' | 'down' | 'up') => cases.map((text) => digits(roundTo({ unit: 'fen', mode }, decimal(text))));
    expect(by('halfUp')).to.deep.equal(['0.00', '0.01', '0.00', '0.01', '2.00', '2.00']);
    expect(by('down')).to.deep.equal(['0.00', '0.00', '0.00', '0.01', '1.99', '2.00']);
    expect(by('up')).to.deep.equal(['0.01', '0.01', '0.01', '0.01', '2.00', '2.00']);
  });
});

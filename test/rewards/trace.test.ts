import { expect } from 'chai';
import { calculate, evaluate, recompute } from '../../server/rewards/rules/evaluate.ts';
import { whatIf } from '../../server/rewards/rules/what-if.ts';
import { aRuleSet, loss, registry, shipped } from './builders.ts';

describe('the trace', () => {
  it('tells the sample of the rules step by step', () => {
    const { trace, outcome, amountFen, layer, version } = evaluate('BJ-2023', { ...loss(10_000.01), lossBy: 'insuredPerson', versionDate: '2024-05-06' }, { registry });
    expect({ outcome, amountFen, layer, version }).to.deep.equal({ outcome: 'AMOUNT', amountFen: 150_000, layer: 'NAT-2022', version: 1 });
    expect(trace.map(({ number, name, exact, yuan, changed }) => [number, name, exact, yuan, changed])).to.deep.equal([
      [1, 'version', null, null, false],
      [2, 'status', null, null, false],
      [3, 'gates', null, null, false],
      [4, 'base', null, null, false],
      [5, 'branch', null, null, false],
      [6, 'officer', null, null, false],
      [7, 'raw', '1500001/1000', '1500.001', true],
      [8, 'floor', '1500001/1000', '1500.001', false],
      [9, 'bonus', '1500001/1000', '1500.001', false],
      [10, 'localCap', '1500001/1000', '1500.001', false],
      [11, 'national', '1500001/1000', '1500.001', false],
      [12, 'rounding', '1500', '1500.00', true],
    ]);
    expect(trace[6]).to.deep.equal({
      number: 7,
      name: 'raw',
      source: { rule: 'BJ-2023', version: 1, article: 'formula.byParty.insuredPerson.brackets.2', mark: 'S' },
      inputs: { base: '10000.01', points: '0.00%', bracket: '10000.00 < 10000.01' },
      formula: '500.00 + 10% × 10000.01',
      exact: '1500001/1000',
      yuan: '1500.001',
      changed: true,
      notes: [],
    });
    expect(trace[0]).to.deep.include({ formula: 'BJ-2023 / NAT-2022', inputs: { versionDate: '2024-05-06', effectiveFrom: '2023-11-28', effectiveTo: '', nationalLayer: 'NAT-2022' } });
    expect(trace[4]?.inputs).to.deep.equal({ level: '', profile: 'ordinary', lossBy: 'insuredPerson' });
    expect(trace[7]).to.deep.include({ formula: 'max(1500.001, 500.00)', source: { rule: 'BJ-2023', version: 1, article: 'floors.award', mark: 'S' } });
    expect(trace[9]?.formula).to.equal('min(1500.001, 200000.00)');
    expect(trace[10]).to.deep.include({ formula: 'max(200.00, min(1500.001, 200000.00))', source: { rule: 'NAT-2022', version: 1, article: 'caps.award', mark: 'S' } });
  });

  it('marks the steps that changed the amount', () => {
    const { trace } = evaluate('GD-2023', { ...loss(10_000), level: 'L1', profile: 'insider' }, { registry, confirmed: true });
    expect(trace.slice(6).map(({ yuan, changed, formula }) => [yuan, changed, formula])).to.deep.equal([
      ['300.00', true, '3% × 10000.00'],
      ['400.00', true, 'max(300.00, 400.00)'],
      ['480.00', true, '400.00 × (1 + 20%) + 0.00'],
      ['480.00', false, 'min(480.00, 200000.00)'],
      ['480.00', false, 'max(200.00, min(480.00, 200000.00))'],
      ['480.00', false, '→ 480.00'],
    ]);
    expect(trace[7]?.source.article).to.equal('floors.levels.L1');
    expect(trace[8]?.source).to.deep.equal({ rule: 'GD-2023', version: 1, article: 'bonuses', mark: 'I' });
  });

  it('writes segments, excess and brackets in symbols', () => {
    const raw = (rule: string, yuan: number) => evaluate(rule, loss(yuan), { registry }).trace.find((step) => step.name === 'raw');
    expect(raw('SC-2023', 500_000)?.formula).to.equal('2% × 100000.00 + 1.5% × 400000.00');
    expect(raw('JX-JJ', 300_000)?.formula).to.equal('3000.00 + 2% × (300000.00 − 100000.00)');
    expect(raw('YZ', 50_000)?.inputs.bracket).to.equal('50000.00 ≤ 50000.00 < 150000.00');
    expect(raw('YZ', 49_999.99)?.inputs.bracket).to.equal('49999.99 < 50000.00');
    expect(raw('JX-JJ', 100_000)?.inputs.bracket).to.equal('100000.00 ≤ 100000.00');
  });

  it('shows each line that counts and warns of another kind of base', () => {
    const lines = [
      { id: 'a', inReportedMatter: true, kind: 'loss', amountFen: 100_00 },
      { id: 'b', inReportedMatter: true, kind: 'loss', amountFen: 200_00 },
      { id: 'c', inReportedMatter: false, kind: 'loss', amountFen: 400_00 },
      { id: 'd', inReportedMatter: true, kind: 'fine', amountFen: 800_00 },
    ] as const;
    const base = (rule: string, more: object) => evaluate(rule, { lines, ...more }, { registry }).trace.find((step) => step.name === 'base');
    expect(base('YZ', { baseKind: 'verifiedFraud' })).to.deep.include({ formula: '100.00 + 200.00', inputs: { lines: '4', counted: '300.00', baseKind: 'verifiedFraud' }, notes: [] });
    expect(base('YZ', { baseKind: 'caseValue' })?.notes).to.deep.equal(['baseKindDiffers']);
    // S8: an old local rule still in force under NAT-2022 counts the case value.
    expect(base('YZ', { baseKind: 'caseValue', nationalLayer: 'NAT-2022' })?.notes).to.deep.equal([]);
    expect(base('YZ', { nationalLayer: 'NAT-2022' })?.inputs.baseKind).to.equal('caseValue');
    expect(base('BJ-2023', { lossBy: 'unit', baseKind: 'verifiedFraud' })?.notes).to.deep.equal(['baseKindDiffers']);
  });

  it('ends a refusal with the failing step and its reason, without an amount', () => {
    const { outcome, reason, missing, trace, amountFen } = evaluate('SC-2023', loss(10_000_000.01), { registry });
    expect({ outcome, reason, missing, amountFen }).to.deep.equal({ outcome: 'REFUSED', reason: 'BRANCH_UNKNOWN', missing: ['formula.segments.4.percent'], amountFen: undefined });
    expect(trace.at(-1)).to.deep.include({ number: 7, notes: ['BRANCH_UNKNOWN'], exact: null, yuan: null });
    expect(trace.at(-1)?.source).to.deep.equal({ rule: 'SC-2023', version: 1, article: 'formula.segments.4.percent', mark: '-' });
  });

  it('names what must be entered', () => {
    expect(evaluate('ZJ-2023', loss(1), { registry })).to.deep.include({ ruleId: 'ZJ-2023', version: 1, missing: ['effectiveFrom', 'levels', 'formula', 'floors', 'bonuses', 'noLoss'] });
    expect(evaluate('GD-2023', loss(1), { registry }).missing).to.deep.equal(['confirmation', 'documentNo', 'effectiveFrom']);
    expect(evaluate('HN-new', { ...loss(1), level: 'L2' }, { registry }).missing).to.deep.equal(['formula.byLevel.L2']);
    expect(evaluate('CQ-2025', { ...loss(1), profile: 'insiderDetailed' }, { registry }).missing).to.deep.equal(['formula.byProfile.insiderDetailed']);
    expect(evaluate('BJ-2023', { ...loss(1), lossBy: 'mixed' }, { registry }).missing).to.deep.equal(['formula.byParty.mixed']);
    expect(evaluate('BJ-2023', loss(1), { registry }).missing).to.deep.equal(['lossBy']);
    expect(evaluate('FJ-2024', loss(1), { registry }).missing).to.deep.equal(['level']);
    expect(evaluate('FJ-2024', { level: 'L1' }, { registry }).missing).to.deep.equal(['base']);
    expect(evaluate('HEN-2023', { ...loss(1), level: 'L1' }, { registry }).missing).to.deep.equal(['levels']);
    expect(evaluate('XX', loss(1), { registry })).to.deep.include({ ruleId: 'XX', version: null, layer: null, missing: ['rule'] });
    expect(evaluate('GS-2019/21', { ...loss(1), level: 'class1', profile: 'insider' }, { registry }).missing).to.deep.equal(['officerRatePercent', 'officerAmount']);
    expect(evaluate('AH-WH', { ...loss(1), nationalLayer: 'NAT-2022' }, { registry }).missing).to.deep.equal(['settings.wrapHonourOnly']);
  });

  it('names the source of a failed gate: the local rule where it adds it, else the national layer', () => {
    const source = (rule: string, gate: 'EXCL_STAFF' | 'EXCL_DUTY_TO_REPORT') => evaluate(rule, { ...loss(1), failedGates: [gate] }, { registry }).trace.at(-1)?.source.rule;
    expect(source('FJ-2024', 'EXCL_STAFF')).to.equal('NAT-2022');
    expect(source('GS-2019/21', 'EXCL_DUTY_TO_REPORT')).to.equal('GS-2019/21');
  });

  it('shows an officer’s value with its range, and one that nobody asked for', () => {
    const officer = (rule: string, input: object) => evaluate(rule, { ...loss(100_000), ...input }, { registry }).trace.find((step) => step.name === 'officer');
    expect(officer('GS-2019/21', { level: 'class1', officerRateBp: 550 })).to.deep.include({ inputs: { officerRatePercent: '5.50%' }, formula: '5.00% … 8.00%', notes: [] });
    expect(officer('SN-TC', { profile: 'insider', officerAmountFen: 100_00 })).to.deep.include({ inputs: { officerAmount: '100.00' }, formula: '0.00 … 50000.00' });
    expect(officer('SN-TC', { officerAmountFen: 100_00 })?.notes).to.deep.equal(['officerValueUnused']);
    expect(officer('GD-QY-2022', { level: 'L1', officerPointsBp: 100 })?.notes).to.deep.equal(['officerValueUnused']);
    expect(officer('GS-2019/21', { level: 'class1', officerRateBp: 550, officerAmountFen: 1 })?.notes).to.deep.equal(['officerValueUnused']);
    const sumOnly = evaluate('SD-WF', { ...loss(5000), officerAmountFen: 300_00, officerRateBp: 1 }, { registry }).trace.find((step) => step.name === 'officer');
    expect(sumOnly?.notes).to.deep.equal(['officerValueUnused']);
  });

  it('says that a profile has no effect here', () => {
    const branch = (profile: 'competitor' | 'insiderDetailed' | 'insider') => evaluate('YZ', { ...loss(1), profile }, { registry }).trace.find((step) => step.name === 'branch');
    expect(branch('competitor')?.notes).to.deep.equal(['profileWithoutEffect']);
    expect(branch('insiderDetailed')?.notes).to.deep.equal(['profileWithoutEffect']);
    expect(branch('insider')?.notes).to.deep.equal([]);
  });
});

describe('a stored calculation', () => {
  it('carries copies of its rule set and national layer and gives the same again without any registry', () => {
    const calculation = calculate('BJ-2023', { ...loss(30_000), lossBy: 'insuredPerson', versionDate: '2024-01-01' }, { registry });
    expect(calculation?.evaluation.amountFen).to.equal(350_000);
    expect(calculation?.ruleSet).to.deep.equal(shipped('BJ-2023'));
    expect(calculation?.frame?.id).to.equal('NAT-2022');
    const stored = JSON.parse(JSON.stringify(calculation));
    expect(recompute(stored)).to.deep.equal(calculation?.evaluation);
  });

  it('keeps the confirmation it was made with, and the version in force on its day', () => {
    const draft = calculate('GD-2023', { ...loss(100_000), level: 'L1' }, { registry, confirmed: true });
    expect(draft && recompute(draft).amountFen).to.equal(300_000);
    expect(calculate('GS-2019/21', { ...loss(1), versionDate: '2020-01-01' }, { registry })?.ruleSet.version).to.equal(1);
    expect(calculate('GS-2019/21', { ...loss(1), versionDate: '2022-01-01' }, { registry })?.ruleSet.version).to.equal(2);
    expect(calculate('GS-2019/21', loss(1), { registry })?.ruleSet.version).to.equal(2);
    expect(calculate('XX', loss(1), { registry })).to.equal(undefined);
    expect(calculate('OLD-F', loss(1), { registry })?.frame).to.equal(null);
  });
});

describe('what would change it', () => {
  it('shows the neighbour brackets and the other branches', () => {
    expect(whatIf('YZ', loss(60_000), { registry })).to.deep.equal([
      { change: { field: 'base', value: '4999999' }, outcome: 'AMOUNT', amountFen: 250_000 },
      { change: { field: 'base', value: '5000000' }, outcome: 'AMOUNT', amountFen: 200_000 },
      { change: { field: 'base', value: '5000001' }, outcome: 'AMOUNT', amountFen: 200_000 },
      { change: { field: 'base', value: '14999999' }, outcome: 'AMOUNT', amountFen: 600_000 },
      { change: { field: 'base', value: '15000000' }, outcome: 'AMOUNT', amountFen: 450_000 },
      { change: { field: 'base', value: '15000001' }, outcome: 'AMOUNT', amountFen: 450_000 },
      { change: { field: 'profile', value: 'insider' }, outcome: 'AMOUNT', amountFen: 300_000 },
    ]);
  });

  it('shows other levels and parties, refusals among them', () => {
    expect(whatIf('FJ-2024', { ...loss(25_000), level: 'L1' }, { registry })).to.deep.equal([
      { change: { field: 'level', value: 'L2' }, outcome: 'AMOUNT', amountFen: 100_000 },
      { change: { field: 'level', value: 'L3' }, outcome: 'AMOUNT', amountFen: 50_000 },
    ]);
    const parties = whatIf('BJ-2023', { ...loss(20_000), lossBy: 'unit' }, { registry }).filter(({ change }) => change.field === 'lossBy');
    expect(parties).to.deep.equal([
      { change: { field: 'lossBy', value: 'insuredPerson' }, outcome: 'AMOUNT', amountFen: 250_000 },
      { change: { field: 'lossBy', value: 'mixed' }, outcome: 'REFUSED', reason: 'BRANCH_UNKNOWN' },
    ]);
    expect(whatIf('XX', loss(1), { registry })).to.deep.equal([]);
    expect(whatIf(aRuleSet(), loss(1), { registry })).to.deep.equal([]);
    expect(whatIf('AH-AQ', {}, { registry })).to.deep.equal([{ change: { field: 'profile', value: 'insider' }, outcome: 'AMOUNT', amountFen: 50_000 }]);
  });
});

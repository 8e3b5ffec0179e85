import { expect } from 'chai';
import { RULE_SETS } from '../../server/rewards/data/all.ts';
import { evaluate } from '../../server/rewards/rules/evaluate.ts';
import { isInForce, registryOf, type Overlay } from '../../server/rewards/rules/registry.ts';
import { deadlinesOf, gatesOf, openGates } from '../../server/rewards/rules/scope.ts';
import { selectRuleSet, type Considered } from '../../server/rewards/rules/select.ts';
import { aRuleSet, loss, registry, shipped } from './builders.ts';

const DEMO: Overlay = {
  confirmations: [{ ruleId: 'GD-2023', version: 1, text: '演示：按征求意见稿数字，未与正式文本核对', by: 'administrator', on: '2026-01-05', documentNo: '演示', effectiveFrom: null }],
  ruleSets: [],
};

const chosen = (code: string, date: string, overlay?: Overlay): string => {
  const selection = selectRuleSet(code, date, registry, overlay);
  return selection.outcome === 'SELECTED' ? `${selection.ruleSet.id} ${selection.ruleSet.version}` : `${selection.reason} ${selection.missing.join()}`;
};
const lines = (considered: readonly Considered[]): string[] => considered.map(({ jurisdictionCode, ruleId, version, verdict }) => `${jurisdictionCode} ${ruleId} ${version} ${verdict}`);

describe('the choice of a rule set', () => {
  it('goes from county to city to province and shows every rule set it looked at', () => {
    const selection = selectRuleSet('440784', '2026-03-01', registry, DEMO);
    expect(selection.outcome === 'SELECTED' && selection.ruleSet.id).to.equal('GD-2023');
    expect(lines(selection.considered)).to.deep.equal([
      '440784 HS-2020 1 pointer',
      '440700 JM-2017 1 officerDecides',
      '440700 JM-MSB 1 existenceNotKnown',
      '440000 GD-2019 1 notInForce',
      '440000 GD-HR-2023 1 notMedicalSecurity',
      '440000 GD-2023 1 chosen',
    ]);
  });

  it('takes a nearer rule set even when it cannot compute: no fallback', () => {
    expect(chosen('340881', '2024-01-01')).to.equal('AH-TONGCHENG 1');
    expect(chosen('440300', '2026-01-01', DEMO)).to.equal('SZ 1');
    expect(chosen('440100', '2026-01-01', DEMO)).to.equal('GD-2023 1');
    expect(chosen('370100', '2020-01-01')).to.equal('SD-2019 1');
  });

  it('chooses what refuses by its status, so that its own reason is told', () => {
    expect(chosen('330902', '2026-01-01')).to.equal('ZJ-2023 1');
    expect(evaluate('ZJ-2023', { ...loss(1), versionDate: '2026-01-01' }, { registry }).reason).to.equal('RULE_INCOMPLETE');
    expect(chosen('440700', '2026-01-01')).to.equal('GD-2023 1');
    expect(chosen('310000', '2024-01-01')).to.equal('SH-2023d 1');
    expect(chosen('310000', '2010-01-01')).to.equal('SH-old 1');
    expect(chosen('440700', '2018-10-31')).to.equal('JM-2017 1');
    expect(chosen('440784', '2020-05-01', DEMO)).to.equal('GD-2019 1');
  });

  it('refuses what could be computed but lacks its date or citation', () => {
    expect(chosen('110105', '2024-01-01')).to.equal('AMBIGUOUS_VERSION documentNo');
    expect(chosen('340800', '2022-11-01')).to.equal('AMBIGUOUS_VERSION effectiveFrom,documentNo');
    expect(chosen('510100', '2024-01-01')).to.equal('SC-2023 1');
    expect(chosen('620100', '2020-01-01')).to.equal('GS-2019/21 1');
    expect(chosen('620100', '2022-01-01')).to.equal('GS-2019/21 2');
    expect(chosen('620100', '2021-12-15')).to.equal('GS-2019/21 2');
  });

  it('an officer’s confirmation supplies date and citation', () => {
    const entered: Overlay = { confirmations: [{ ruleId: 'YZ', version: 1, text: '按原文录入', by: 'a', on: '2026-01-05', documentNo: '扬医保发', effectiveFrom: '2019-05-01' }], ruleSets: [] };
    expect(chosen('321000', '2020-01-01')).to.equal('AMBIGUOUS_VERSION effectiveFrom,documentNo');
    expect(chosen('321000', '2020-01-01', entered)).to.equal('YZ 1');
    // Before its day only what stands above it is left: the provincial stub.
    expect(chosen('321000', '2019-04-30', entered)).to.equal('JS-PROV 1');
    expect(registryOf(RULE_SETS, entered).byId.get('YZ')?.[0]?.confirmation?.text).to.equal('按原文录入');
    expect(shipped('YZ').confirmation).to.equal(null);
    const confirmed = registryOf(RULE_SETS, DEMO);
    expect(evaluate('GD-2023', { ...loss(1), level: 'L1' }, { registry: confirmed }).amountFen).to.equal(400_00);
    expect(evaluate('GD-2023', { ...loss(1), level: 'L1' }, { registry: confirmed }).trace[1]?.inputs.confirmation).to.equal('演示：按征求意见稿数字，未与正式文本核对');
  });

  it('refuses to choose between several in force, among them where only the month of change is known', () => {
    expect(chosen('350000', '2024-02-10')).to.equal('AMBIGUOUS_VERSION effectiveFrom,effectiveTo');
    expect(chosen('350000', '2024-03-01')).to.equal('AMBIGUOUS_VERSION documentNo');
    expect(chosen('430000', '2024-01-01')).to.equal('AMBIGUOUS_VERSION effectiveFrom,effectiveTo');
    expect(lines(selectRuleSet('350000', '2024-02-10', registry).considered)).to.deep.equal(['350000 FJ-2019 1 severalInForce', '350000 FJ-2024 1 severalInForce']);
  });

  it('finds nothing where nothing is known', () => {
    expect(chosen('650100', '2024-01-01')).to.equal('NO_RULE rule');
    expect(chosen('340300', '2024-01-01')).to.equal('NO_RULE rule');
    expect(chosen('CN', '2024-01-01')).to.equal('NO_RULE rule');
  });

  it('an entered later version stands before the shipped one', () => {
    const next = { ...shipped('GD-2019'), version: 2, status: 'complete', formula: { kind: 'rate', percent: '2', of: 'base' }, levels: [], documentNo: '粤医保发', effectiveFrom: '2019-06-01', datePrecision: { from: 'day', to: 'year' } } as const;
    expect(chosen('440000', '2020-01-01', { confirmations: [], ruleSets: [next] })).to.equal('GD-2019 2');
    expect(chosen('440000', '2019-01-01', { confirmations: [], ruleSets: [next] })).to.equal('GD-2019 1');
  });
});

describe('validity', () => {
  it('a month or year bound includes all of it; an unknown bound excludes nothing', () => {
    const fujian = shipped('FJ-2019');
    expect(['2018-12-31', '2019-01-01', '2024-02-29', '2024-03-01'].map((date) => isInForce(fujian, date))).to.deep.equal([false, true, true, false]);
    const open = aRuleSet({ effectiveFrom: null, effectiveTo: null });
    expect(['1990-01-01', '2090-01-01'].map((date) => isInForce(open, date))).to.deep.equal([true, true]);
    const after = aRuleSet({ effectiveFrom: null, notBefore: '2023-01-01' });
    expect(['2022-12-31', '2023-01-01'].map((date) => isInForce(after, date))).to.deep.equal([false, true]);
    const day = aRuleSet({ effectiveFrom: '2023-02-01', effectiveTo: '2023-02-28' });
    expect(['2023-01-31', '2023-02-01', '2023-02-28', '2023-03-01'].map((date) => isInForce(day, date))).to.deep.equal([false, true, true, false]);
  });
});

describe('gates and deadlines of a rule set', () => {
  it('are those of the national layer and what the local rule adds', () => {
    expect(gatesOf(shipped('FJ-2024'), shipped('NAT-2022'))).to.deep.equal([
      'CLEAR_TARGET_AND_EVIDENCE', 'NOT_ALREADY_KNOWN', 'VERIFIED_WITH_LOSS', 'WILLING_AND_IDENTIFIABLE', 'OTHER_STATUTORY',
      'EXCL_STAFF', 'EXCL_WRONGDOER', 'EXCL_WITHDRAWN', 'EXCL_UNREACHABLE', 'EXCL_OTHER_PROCEDURE', 'EXCL_OTHER',
    ]);
    expect(gatesOf(shipped('BJ-2019'), shipped('NAT-2018'))).to.deep.equal([
      'CLEAR_TARGET_AND_EVIDENCE', 'NOT_ALREADY_KNOWN', 'EXCL_STAFF', 'VERIFIED', 'LOSS_CAUSED_OR_AVOIDED', 'EXCL_DUTY_TO_REPORT', 'EXCL_SOCIAL_SUPERVISOR',
    ]);
    expect(gatesOf(shipped('OLD-F'), null)).to.deep.equal([]);
  });
  it('an unanswered gate stays open: none has a default', () => {
    expect(openGates(shipped('HN-2019'), shipped('NAT-2018'), { VERIFIED: true, EXCL_STAFF: false })).to.deep.equal(['CLEAR_TARGET_AND_EVIDENCE', 'NOT_ALREADY_KNOWN', 'LOSS_CAUSED_OR_AVOIDED', 'EXCL_DUTY_TO_REPORT']);
  });
  it('a local deadline stands before the national one of the same code', () => {
    const short = (rule: string, frame: string) => deadlinesOf(shipped(rule), shipped(frame)).map(({ code, amount, unit, trigger }) => `${code} ${amount} ${unit} ${trigger}`);
    expect(short('BJ-2023', 'NAT-2022')).to.deep.equal(['REWARD_PROPOSE 10 workingDays caseClosed', 'REWARD_CLAIM 2 months noticeReceived']);
    expect(short('GD-2019', 'NAT-2022')).to.deep.equal(['REWARD_NOTICE 5 workingDays closedOrCriminalLiability', 'REWARD_CLAIM 60 days noticeReceived']);
    expect(short('GD-2023', 'NAT-2022')).to.deep.equal(['REWARD_CLAIM 2 months noticeReceived']);
    expect(short('HEB-2023', 'NAT-2022')).to.deep.equal(['REWARD_PROPOSE 5 workingDays verificationFinished', 'REWARD_APPROVE 5 workingDays proposed', 'REWARD_NOTICE 2 workingDays approved', 'REWARD_CLAIM 2 months noticeReceived']);
    expect(deadlinesOf(shipped('YZ'), shipped('NAT-2018'))).to.deep.equal([]);
    expect(deadlinesOf(shipped('YZ'), null)).to.deep.equal([]);
  });
});

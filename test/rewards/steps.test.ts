// Whole evaluations to the letter: of a refusal the step that failed, of an amount every step with its source, inputs, formula and result.
import { expect } from 'chai';
import type { Evaluation, RewardInput, TraceStep } from '../../server/rewards/rules/calculation.ts';
import { evaluate } from '../../server/rewards/rules/evaluate.ts';
import type { RuleSet } from '../../server/rewards/rules/rule-set.ts';
import { aRuleSet, loss, registry, shipped, withSettings } from './builders.ts';

const line = ({ number, name, source, inputs, formula, exact, yuan, changed, notes }: TraceStep): string =>
  [
    `${number} ${name}`, `${source.rule} ${source.version} ${source.article} ${source.mark}`, Object.entries(inputs).map(([field, value]) => `${field}=${value}`).join(' '), formula,
    exact === yuan ? (exact ?? '') : `${exact ?? ''} ${yuan ?? ''}`, changed ? 'changed' : '', notes.join(' '),
  ].join(' | ').replace(/( \| )+$/, '');

/** `outcome amount-or-reason rule version layer`, then the steps. */
function told({ outcome, amountFen, reason, ruleId, version, layer, missing, trace }: Evaluation): string[] {
  const head = `${outcome} ${amountFen ?? reason ?? ''} ${ruleId} ${version ?? 'null'} ${layer ?? 'null'}${missing ? ` missing ${missing.join()}` : ''}`;
  const steps = trace.map(line);
  return [head, ...(amountFen === undefined ? steps.slice(-1) : steps)];
}

const ev = (rule: RuleSet | string, input: RewardInput = {}, confirmed?: boolean): Evaluation => evaluate(rule, input, { registry, ...(confirmed === undefined ? {} : { confirmed }) });
const insider: RewardInput = { ...loss(10_000), level: 'L1', profile: 'insider' };
const honour: RewardInput = { ...loss(100), nationalLayer: 'NAT-2022' };
const bonus = { kind: 'amount', profiles: ['insider'], percent: '10', atLeast: null, inNoLoss: false, realNameOnly: false } as const;

const CASES: [what: string, made: () => Evaluation, expected: string[]][] = [
  ['a rule that does not exist', () => ev('XX-1999'), [
    'REFUSED NO_RULE XX-1999 null null missing rule',
    '1 version | XX-1999 0 id - |  |  |  |  | NO_RULE',
  ]],
  ['a day before it is in force', () => ev('BJ-2023', { versionDate: '2023-11-27' }), [
    'REFUSED NO_RULE BJ-2023 1 NAT-2022 missing rule',
    '1 version | BJ-2023 1 effectiveFrom S | versionDate=2023-11-27 effectiveFrom=2023-11-28 effectiveTo= nationalLayer=NAT-2022 | BJ-2023 / NAT-2022 |  |  | NO_RULE',
  ]],
  ['figures that nobody entered', () => ev('ZJ-2023', { ...loss(1), versionDate: '2024-01-01' }), [
    'REFUSED RULE_INCOMPLETE ZJ-2023 1 NAT-2022 missing effectiveFrom,levels,formula,floors,bonuses,noLoss',
    '2 status | ZJ-2023 1 status Q | status=incomplete confirmation= |  |  |  | RULE_INCOMPLETE',
  ]],
  ['a national layer, which has no rates', () => ev('NAT-2022'), [
    'REFUSED RULE_INCOMPLETE NAT-2022 1 null missing conditions,exclusions',
    '2 status | NAT-2022 1 status I | status=complete confirmation= |  |  |  | RULE_INCOMPLETE',
  ]],
  ['a draft that nobody confirmed', () => ev('GD-2023', insider), [
    'REFUSED DRAFT_UNCONFIRMED GD-2023 1 NAT-2022 missing confirmation,documentNo,effectiveFrom',
    '2 status | GD-2023 1 status I | status=draft confirmation= |  |  |  | DRAFT_UNCONFIRMED',
  ]],
  ['a historical rule set chosen by date', () => ev('OLD-F', { versionDate: '2010-01-01' }), [
    'REFUSED RULE_HISTORICAL OLD-F 1 null missing rule',
    '2 status | OLD-F 1 status Q | status=historical confirmation= |  |  |  | RULE_HISTORICAL',
  ]],
  ['two gates that failed: the first counts, with its order in the text', () => ev('FJ-2024', { failedGates: ['EXCL_STAFF', 'NOT_ALREADY_KNOWN'] }), [
    'NOT_ELIGIBLE NOT_ALREADY_KNOWN FJ-2024 1 NAT-2022 missing ',
    '3 gates | NAT-2022 1 conditions S | failedGates=EXCL_STAFF NOT_ALREADY_KNOWN |  |  |  | NOT_ALREADY_KNOWN',
  ]],
  ['a gate of the local rule itself', () => ev(aRuleSet({ exclusions: ['EXCL_SOCIAL_SUPERVISOR'], parentId: 'NAT-2018', wrapping: { kind: 'national' } }), { failedGates: ['EXCL_SOCIAL_SUPERVISOR'] }), [
    'NOT_ELIGIBLE EXCL_SOCIAL_SUPERVISOR TEST 1 NAT-2018 missing ',
    '3 gates | TEST 1 conditions S | failedGates=EXCL_SOCIAL_SUPERVISOR |  |  |  | EXCL_SOCIAL_SUPERVISOR',
  ]],
  ['a name that was not given', () => ev(aRuleSet({ realNameOnly: true }), { realName: false }), [
    'NOT_ELIGIBLE REAL_NAME_REQUIRED TEST 1 null missing ',
    '3 gates | TEST 1 realNameOnly S | realName=false |  |  |  | REAL_NAME_REQUIRED',
  ]],
  ['no findings', () => ev('SC-2023', {}), [
    'REFUSED BASE_MISSING SC-2023 1 NAT-2022 missing base',
    '4 base | SC-2023 1 base S | lines=0 counted=0.00 baseKind=caseValue |  |  |  | BASE_MISSING',
  ]],
  ['findings without a loss, under the national condition', () => ev('FJ-2024', loss(0)), [
    'NOT_ELIGIBLE VERIFIED_WITH_LOSS FJ-2024 1 NAT-2022 missing ',
    '4 base | NAT-2022 1 base S | lines=1 counted=0.00 baseKind=caseValue | 0.00 |  |  | VERIFIED_WITH_LOSS',
  ]],
  ['a level where the level table is not known', () => ev('HEN-2023', { ...loss(1), level: 'L2' }), [
    'REFUSED BRANCH_UNKNOWN HEN-2023 1 NAT-2022 missing levels',
    '5 branch | HEN-2023 1 levels - | level=L2 profile=ordinary lossBy= |  |  |  | BRANCH_UNKNOWN',
  ]],
  ['no level', () => ev('FJ-2024', loss(1)), [
    'REFUSED LEVEL_MISSING FJ-2024 1 NAT-2022 missing level',
    '5 branch | FJ-2024 1 levels - | level= profile=ordinary lossBy= |  |  |  | LEVEL_MISSING',
  ]],
  ['a level without its rate', () => ev('HN-new', { ...loss(1), level: 'L2' }), [
    'REFUSED BRANCH_UNKNOWN HN-new 1 NAT-2022 missing formula.byLevel.L2',
    '5 branch | HN-new 1 formula S | level=L2 profile=ordinary lossBy= |  |  |  | BRANCH_UNKNOWN',
  ]],
  ['a profile without its rate', () => ev('CQ-2025', { ...loss(1), profile: 'insiderDetailed' }), [
    'REFUSED BRANCH_UNKNOWN CQ-2025 1 NAT-2022 missing formula.byProfile.insiderDetailed',
    '5 branch | CQ-2025 1 formula S | level= profile=insiderDetailed lossBy= |  |  |  | BRANCH_UNKNOWN',
  ]],
  ['joint reporters of different kinds', () => ev('GD-2023', { ...insider, jointProfiles: ['insider', 'ordinary'] }, true), [
    'REFUSED SETTING_REQUIRED GD-2023 1 NAT-2022 missing settings.jointProfile',
    '5 branch | GD-2023 1 settings.jointProfile I | level=L1 profile=insider lossBy= |  |  |  | SETTING_REQUIRED',
  ]],
  ['two bonuses at once', () => ev(aRuleSet({ profiles: ['insider'], bonuses: [bonus, bonus] }), insider), [
    'REFUSED SETTING_REQUIRED TEST 1 null missing settings.bonusStacking',
    '5 branch | TEST 1 settings.bonusStacking I | level=L1 profile=insider lossBy= |  |  |  | SETTING_REQUIRED',
  ]],
  ['nobody said who caused the loss', () => ev('BJ-2023', loss(1)), [
    'REFUSED PARTY_MISSING BJ-2023 1 NAT-2022 missing lossBy',
    '5 branch | BJ-2023 1 formula S | level= profile=ordinary lossBy= |  |  |  | PARTY_MISSING',
  ]],
  ['both caused it', () => ev('BJ-2023', { ...loss(1), lossBy: 'mixed' }), [
    'REFUSED BRANCH_UNKNOWN BJ-2023 1 NAT-2022 missing formula.byParty.mixed',
    '5 branch | BJ-2023 1 formula S | level= profile=ordinary lossBy=mixed |  |  |  | BRANCH_UNKNOWN',
  ]],
  ['two values that an officer has not set', () => ev('GS-2019/21', { ...loss(1), level: 'class1', profile: 'insider' }), [
    'REFUSED OFFICER_VALUE_MISSING GS-2019/21 2 NAT-2018 missing officerRatePercent,officerAmount',
    '6 officer | GS-2019/21 2 formula.byLevel.class1 I | officerRatePercent= officerAmount= | 5.00% … 8.00%; 0.00 … 100000.00 |  |  | OFFICER_VALUE_MISSING',
  ]],
  ['one of two values outside its range', () => ev('GS-2019/21', { ...loss(1), level: 'class1', officerRateBp: 801, profile: 'insider', officerAmountFen: 100 }), [
    'REFUSED OFFICER_VALUE_OUT_OF_RANGE GS-2019/21 2 NAT-2018 missing officerRatePercent',
    '6 officer | GS-2019/21 2 formula.byLevel.class1 I | officerRatePercent=8.01% officerAmount=1.00 | 5.00% … 8.00%; 0.00 … 100000.00 |  |  | OFFICER_VALUE_OUT_OF_RANGE',
  ]],
  ['a value without its reason', () => ev('SD-WF', { ...loss(5000), officerAmountFen: 300_00, officerReason: ' ' }), [
    'REFUSED REASON_MISSING SD-WF 1 NAT-2018 missing officerReason',
    '6 officer | SD-WF 1 formula.brackets.2 S | officerAmount=300.00 | 200.00 … 500.00 |  |  | REASON_MISSING',
  ]],
  ['a loss above the last known segment', () => ev('SC-2023', loss(10_000_000.01)), [
    'REFUSED BRANCH_UNKNOWN SC-2023 1 NAT-2022 missing formula.segments.4.percent',
    '7 raw | SC-2023 1 formula.segments.4.percent - | base=10000000.01 points=0.00% |  |  |  | BRANCH_UNKNOWN',
  ]],
  ['an honour under a national floor', () => ev('AH-WH', honour), [
    'REFUSED SETTING_REQUIRED AH-WH 1 NAT-2022 missing settings.wrapHonourOnly',
    '11 national | AH-WH 1 settings.wrapHonourOnly I | wrapHonourOnly=refuse nationalFloor=200 |  |  |  | SETTING_REQUIRED',
  ]],
  ['an honour', () => ev('AH-WH', loss(49_999.99)), [
    'HONOUR_ONLY 0 AH-WH 1 NAT-2018',
    '1 version | AH-WH 1 effectiveFrom - | versionDate= effectiveFrom= effectiveTo= nationalLayer=NAT-2018 | AH-WH / NAT-2018',
    '2 status | AH-WH 1 status S | status=complete confirmation=',
    '3 gates | NAT-2018 1 conditions S | failedGates=',
    '4 base | AH-WH 1 base S | lines=1 counted=49999.99 baseKind=verifiedFraud | 49999.99',
    '5 branch | AH-WH 1 formula S | level= profile=ordinary lossBy= | formula',
    '6 officer | AH-WH 1 formula S',
    '7 raw | AH-WH 1 formula.brackets.1 S | base=49999.99 points=0.00% bracket=49999.99 < 50000.00 | 0 | 0 0.00 | changed | honourOnly',
    '11 national | AH-WH 1 settings.wrapHonourOnly I | wrapHonourOnly=refuse nationalFloor= |  | 0 0.00',
  ]],
  ['an honour that the national floor lifts', () => ev(withSettings(shipped('AH-WH'), { wrapHonourOnly: 'lift' }), honour), [
    'AMOUNT 20000 AH-WH 1 NAT-2022',
    '1 version | AH-WH 1 effectiveFrom - | versionDate= effectiveFrom= effectiveTo= nationalLayer=NAT-2022 | AH-WH / NAT-2022',
    '2 status | AH-WH 1 status S | status=complete confirmation=',
    '3 gates | NAT-2022 1 conditions S | failedGates=',
    '4 base | AH-WH 1 base S | lines=1 counted=100.00 baseKind=caseValue | 100.00',
    '5 branch | AH-WH 1 formula S | level= profile=ordinary lossBy= | formula',
    '6 officer | AH-WH 1 formula S',
    '7 raw | AH-WH 1 formula.brackets.1 S | base=100.00 points=0.00% bracket=100.00 < 50000.00 | 0 | 0 0.00 | changed | honourOnly',
    '11 national | AH-WH 1 settings.wrapHonourOnly I | wrapHonourOnly=lift nationalFloor=200 | max(200.00, 0) | 200 200.00 | changed',
  ]],
  ['a level floor, then the bonus', () => ev('GD-2023', insider, true), [
    'AMOUNT 48000 GD-2023 1 NAT-2022',
    '1 version | GD-2023 1 effectiveFrom - | versionDate= effectiveFrom=2023 effectiveTo= nationalLayer=NAT-2022 | GD-2023 / NAT-2022',
    '2 status | GD-2023 1 status I | status=draft confirmation=',
    '3 gates | NAT-2022 1 conditions S | failedGates=',
    '4 base | GD-2023 1 base S | lines=1 counted=10000.00 baseKind=caseValue | 10000.00',
    '5 branch | GD-2023 1 formula.byLevel.L1 S | level=L1 profile=insider lossBy= | formula.byLevel.L1',
    '6 officer | GD-2023 1 formula S',
    '7 raw | GD-2023 1 formula.byLevel.L1 S | base=10000.00 points=0.00% | 3% × 10000.00 | 300 300.00 | changed',
    '8 floor | GD-2023 1 floors.levels.L1 S |  | max(300.00, 400.00) | 400 400.00 | changed',
    '9 bonus | GD-2023 1 bonuses I |  | 400.00 × (1 + 20%) + 0.00 | 480 480.00 | changed',
    '10 localCap | GD-2023 1 caps.award S |  | min(480.00, 200000.00) | 480 480.00',
    '11 national | NAT-2022 1 caps.award S |  | max(200.00, min(480.00, 200000.00)) | 480 480.00',
    '12 rounding | GD-2023 1 settings.rounding I | unit=fen mode=halfUp | → 480.00 | 480 480.00',
  ]],
  ['a raise without a figure', () => ev('SN-TC', { ...loss(10_000), profile: 'competitor', officerAmountFen: 123_45 }), [
    'AMOUNT 42345 SN-TC 1 NAT-2018',
    '1 version | SN-TC 1 effectiveFrom - | versionDate= effectiveFrom= effectiveTo= nationalLayer=NAT-2018 | SN-TC / NAT-2018',
    '2 status | SN-TC 1 status S | status=complete confirmation=',
    '3 gates | NAT-2018 1 conditions S | failedGates=',
    '4 base | SN-TC 1 base S | lines=1 counted=10000.00 baseKind=verifiedFraud | 10000.00',
    '5 branch | SN-TC 1 formula S | level= profile=competitor lossBy= | formula',
    '6 officer | SN-TC 1 bonuses S | officerAmount=123.45 | 0.00 … 50000.00',
    '7 raw | SN-TC 1 formula S | base=10000.00 points=0.00% | 3% × 10000.00 | 300 300.00 | changed',
    '8 floor | SN-TC 1 none - |  |  | 300 300.00 |  | none',
    '9 bonus | SN-TC 1 bonuses S |  | 300.00 × (1 + 0%) + 123.45 | 42345/100 423.45 | changed',
    '10 localCap | SN-TC 1 caps.award S |  | min(423.45, 50000.00) | 42345/100 423.45',
    '11 national | NAT-2018 1 caps.award Q |  | max(0.00, min(423.45, 100000.00)) | 42345/100 423.45',
    '12 rounding | SN-TC 1 settings.rounding I | unit=fen mode=halfUp | → 423.45 | 42345/100 423.45',
  ]],
  ['points that an officer adds', () => ev('GD-QY-2022', { ...loss(1234.56), level: 'L3', profile: 'insider', officerPointsBp: 250, versionDate: '2023-06-01' }), [
    'AMOUNT 30000 GD-QY-2022 1 NAT-2022',
    '1 version | GD-QY-2022 1 effectiveFrom S | versionDate=2023-06-01 effectiveFrom=2022-02-14 effectiveTo=2023 nationalLayer=NAT-2022 | GD-QY-2022 / NAT-2022',
    '2 status | GD-QY-2022 1 status S | status=complete confirmation=',
    '3 gates | NAT-2022 1 conditions S | failedGates=',
    '4 base | GD-QY-2022 1 base S | lines=1 counted=1234.56 baseKind=caseValue | 1234.56',
    '5 branch | GD-QY-2022 1 formula.byLevel.L3 S | level=L3 profile=insider lossBy= | formula.byLevel.L3',
    '6 officer | GD-QY-2022 1 bonuses S | officerPoints=2.50% | 0.00% … 5.00%',
    '7 raw | GD-QY-2022 1 formula.byLevel.L3 S | base=1234.56 points=2.50% | 4.5% × 1234.56 | 555552/10000 55.5552 | changed',
    '8 floor | GD-QY-2022 1 floors.levels.L3 S |  | max(55.5552, 300.00) | 300 300.00 | changed',
    '9 bonus | GD-QY-2022 1 none - |  |  | 300 300.00 |  | none',
    '10 localCap | GD-QY-2022 1 none - |  |  | 300 300.00 |  | none',
    '11 national | NAT-2022 1 caps.award S |  | max(200.00, min(300.00, 200000.00)) | 300 300.00',
    '12 rounding | GD-QY-2022 1 settings.rounding I | unit=fen mode=halfUp | → 300.00 | 300 300.00',
  ]],
  ['no loss, and a bonus with a floor of its own', () => ev('AH-AQ', { profile: 'insider' }), [
    'AMOUNT 50000 AH-AQ 1 NAT-2018',
    '1 version | AH-AQ 1 effectiveFrom - | versionDate= effectiveFrom= effectiveTo= nationalLayer=NAT-2018 | AH-AQ / NAT-2018',
    '2 status | AH-AQ 1 status S | status=complete confirmation=',
    '3 gates | NAT-2018 1 conditions S | failedGates=',
    '4 base | AH-AQ 1 base S | lines=0 counted=0.00 baseKind=verifiedFraud |  |  |  | noLossClause',
    '5 branch | AH-AQ 1 noLoss S | level= profile=insider lossBy= | noLoss',
    '6 officer | AH-AQ 1 formula S',
    '7 raw | AH-AQ 1 noLoss S |  | 200.00 | 200 200.00 | changed',
    '8 floor | AH-AQ 1 none - |  |  | 200 200.00 |  | none',
    '9 bonus | AH-AQ 1 bonuses S |  | max(200.00 × (1 + 20%) + 0.00, 500.00) | 500 500.00 | changed',
    '10 localCap | AH-AQ 1 caps.award S |  | min(500.00, 100000.00) | 500 500.00',
    '11 national | NAT-2018 1 caps.award Q |  | max(0.00, min(500.00, 100000.00)) | 500 500.00',
    '12 rounding | AH-AQ 1 settings.rounding I | unit=fen mode=halfUp | → 500.00 | 500 500.00',
  ]],
  ['no loss, by the sum of an officer', () => ev('GS-2019/21', { officerAmountFen: 100_00, versionDate: '2020-01-01' }), [
    'AMOUNT 10000 GS-2019/21 1 NAT-2018',
    '1 version | GS-2019/21 1 effectiveFrom S | versionDate=2020-01-01 effectiveFrom=2019-05 effectiveTo=2021-12 nationalLayer=NAT-2018 | GS-2019/21 / NAT-2018',
    '2 status | GS-2019/21 1 status S | status=complete confirmation=',
    '3 gates | NAT-2018 1 conditions S | failedGates=',
    '4 base | GS-2019/21 1 base S | lines=0 counted=0.00 baseKind=verifiedFraud |  |  |  | noLossClause',
    '5 branch | GS-2019/21 1 noLoss S | level= profile=ordinary lossBy= | noLoss',
    '6 officer | GS-2019/21 1 noLoss S | officerAmount=100.00 | 0.00 … 100000.00',
    '7 raw | GS-2019/21 1 noLoss S |  | 100.00 | 100 100.00 | changed',
    '8 floor | GS-2019/21 1 none - |  |  | 100 100.00 |  | none',
    '9 bonus | GS-2019/21 1 none - |  |  | 100 100.00 |  | none',
    '10 localCap | GS-2019/21 1 caps.award S |  | min(100.00, 100000.00) | 100 100.00',
    '11 national | NAT-2018 1 caps.award Q |  | max(0.00, min(100.00, 100000.00)) | 100 100.00',
    '12 rounding | GS-2019/21 1 settings.rounding I | unit=fen mode=halfUp | → 100.00 | 100 100.00',
  ]],
  ['a rule set outside the national layers', () => ev('OLD-F', { ...loss(60_000), profile: 'insider', officerRateBp: 1 }), [
    'AMOUNT 240000 OLD-F 1 null',
    '1 version | OLD-F 1 effectiveFrom - | versionDate= effectiveFrom= effectiveTo= nationalLayer=none | OLD-F / –',
    '2 status | OLD-F 1 status Q | status=historical confirmation=',
    '3 gates | OLD-F 1 conditions Q | failedGates=',
    '4 base | OLD-F 1 base - | lines=1 counted=60000.00 baseKind=notStated | 60000.00',
    '5 branch | OLD-F 1 formula Q | level= profile=insider lossBy= | formula |  |  | profileWithoutEffect',
    '6 officer | OLD-F 1 formula Q |  |  |  |  | officerValueUnused',
    '7 raw | OLD-F 1 formula.brackets.6 Q | base=60000.00 points=0.00% bracket=50000.00 < 60000.00 | 4% × 60000.00 | 2400 2400.00 | changed',
    '8 floor | OLD-F 1 floors.award Q |  | max(2400.00, 100.00) | 2400 2400.00',
    '9 bonus | OLD-F 1 none - |  |  | 2400 2400.00 |  | none',
    '10 localCap | OLD-F 1 caps.award Q |  | min(2400.00, 10000.00) | 2400 2400.00',
    '11 national | OLD-F 1 none - |  |  | 2400 2400.00 |  | none',
    '12 rounding | OLD-F 1 settings.rounding I | unit=fen mode=halfUp | → 2400.00 | 2400 2400.00',
  ]],
  ['rounded at each step, cap first, bonus before the floor', () => ev(withSettings(shipped('FJ-2019'), { roundAt: 'eachStep', capLast: false, floorBonusOrder: 'bonusThenFloor', rounding: { unit: 'yuan', mode: 'up' } }), { ...loss(12_345.67), level: 'L2', profile: 'insider', officerRateBp: 255, nationalLayer: 'NAT-2022' }), [
    'AMOUNT 37800 FJ-2019 1 NAT-2022',
    '1 version | FJ-2019 1 effectiveFrom S | versionDate= effectiveFrom=2019 effectiveTo=2024-02 nationalLayer=NAT-2022 | FJ-2019 / NAT-2022',
    '2 status | FJ-2019 1 status S | status=complete confirmation=',
    '3 gates | NAT-2022 1 conditions S | failedGates=',
    '4 base | FJ-2019 1 base S | lines=1 counted=12345.67 baseKind=caseValue | 12345.67',
    '5 branch | FJ-2019 1 formula.byLevel.L2 S | level=L2 profile=insider lossBy= | formula.byLevel.L2',
    '6 officer | FJ-2019 1 formula.byLevel.L2 S | officerRatePercent=2.55% | 2.00% … 4.00%',
    '7 raw | FJ-2019 1 formula.byLevel.L2 S | base=12345.67 points=0.00% | 2.55% × 12345.67 | 315 315.00 | changed',
    '10 localCap | FJ-2019 1 caps.award S |  | min(315.00, 100000.00) | 315 315.00',
    '9 bonus | FJ-2019 1 bonuses S |  | 315.00 × (1 + 20%) + 0.00 | 378 378.00 | changed',
    '8 floor | FJ-2019 1 floors.levels.L2 S |  | max(378.00, 300.00) | 378 378.00',
    '11 national | NAT-2022 1 caps.award S |  | max(200.00, min(378.00, 200000.00)) | 378 378.00',
    '12 rounding | FJ-2019 1 settings.rounding I | unit=yuan mode=up | → 378.00 | 378 378.00',
  ]],];

describe('an evaluation to the letter', () => {
  for (const [what, made, expected] of CASES) it(what, () => expect(told(made())).to.deep.equal(expected));
});

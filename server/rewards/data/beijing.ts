// 北京 110000.
import type { RuleSet } from '../rules/rule-set.ts';
import { CLAIM_TWO_MONTHS, INCOMPLETE, marks, UNDER_2018, UNDER_2022 } from './common.ts';

const PLACE = { jurisdictionCode: '110000', jurisdiction: { zh: '北京', en: 'Beijing' } } as const;

export const BEIJING = [
  {
    ...UNDER_2018,
    ...INCOMPLETE,
    ...PLACE,
    id: 'BJ-2019',
    title: '北京市…举报奖励实施细则（试行）',
    effectiveFrom: '2019-05-16',
    effectiveTo: '2023-11',
    datePrecision: { from: 'day', to: 'month' },
    missing: ['documentNo', 'levels', 'formula', 'bonuses', 'noLoss'],
    targets: ['agencyStaff', 'institution', 'insuringUnit', 'insuredPerson'],
    floors: { award: '200', levels: {} },
    caps: { award: '100000' },
    exclusions: ['EXCL_STAFF', 'EXCL_SOCIAL_SUPERVISOR'],
    sources: ['北京市…实施细则（试行），2019-05-16'],
    confidence: marks('Q', { floors: 'S', caps: 'S', formula: '-', levels: '-', documentNo: '-', bonuses: '-', noLoss: '-' }),
  },
  {
    ...UNDER_2022,
    ...PLACE,
    id: 'BJ-2023',
    title: '北京市违法违规使用医疗保障基金举报奖励实施细则',
    issuedOn: '2023-11-28',
    effectiveFrom: '2023-11-28',
    datePrecision: { from: 'day', to: 'open' },
    missing: ['documentNo', 'formula.byParty.mixed'],
    refusedBranches: ['formula.byParty.mixed'],
    targets: ['agencyStaff', 'institution', 'insuringUnit', 'insuredPerson'],
    formula: {
      kind: 'byParty',
      parties: {
        unit: {
          kind: 'brackets',
          brackets: [
            { upTo: '500000', including: true, then: { kind: 'rate', percent: '2', of: 'base' } },
            { upTo: null, including: false, then: { kind: 'rate', percent: '4', of: 'base' } },
          ],
        },
        insuredPerson: {
          kind: 'brackets',
          brackets: [
            { upTo: '10000', including: true, then: { kind: 'rate', percent: '10', of: 'base' } },
            { upTo: null, including: false, then: { kind: 'sumPlusRate', yuan: '500', percent: '10', excessOver: null } },
          ],
        },
        mixed: { kind: 'refused' },
      },
    },
    floors: { award: '500', levels: {} },
    caps: { award: '200000' },
    deadlines: [{ code: 'REWARD_PROPOSE', amount: 10, unit: 'workingDays', trigger: 'caseClosed', late: null, mark: 'S' }, CLAIM_TWO_MONTHS],
    sources: ['北京市违法违规使用医疗保障基金举报奖励实施细则，2023-11-28 报道', '2023-12-03 转载'],
    confidence: marks('S', { documentNo: '-' }),
    remarks: [{ zh: '委托他人领取须有授权委托书及双方身份证件；支付至指定账户。', en: 'An agent needs a power of attorney and both IDs; payment to the designated account.' }],
  },
] as const satisfies readonly RuleSet[];

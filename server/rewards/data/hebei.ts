// 河北 130000.
import type { RuleSet } from '../rules/rule-set.ts';
import { CLAIM_TWO_MONTHS, INCOMPLETE, marks, UNDER_2018, UNDER_2022 } from './common.ts';

const PLACE = { jurisdictionCode: '130000', jurisdiction: { zh: '河北', en: 'Hebei' } } as const;

export const HEBEI = [
  {
    ...UNDER_2018,
    ...INCOMPLETE,
    ...PLACE,
    id: 'HEB-2019',
    title: '河北省试行规定（2019年4月）',
    effectiveFrom: '2019-04',
    effectiveTo: '2023-01-31',
    datePrecision: { from: 'month', to: 'day' },
    missing: ['title', 'documentNo', 'levels', 'formula', 'floors', 'caps', 'bonuses', 'noLoss'],
    sources: ['河北省规定报道（2023年1月）'],
    confidence: marks('-', { effectiveFrom: 'S', effectiveTo: 'I' }),
  },
  {
    ...UNDER_2022,
    ...INCOMPLETE,
    ...PLACE,
    id: 'HEB-2023',
    title: '河北省…实施细则',
    effectiveFrom: '2023-02-01',
    datePrecision: { from: 'day', to: 'open' },
    missing: ['documentNo', 'levels', 'formula', 'bonuses', 'noLoss'],
    floors: { award: '500', levels: {} },
    caps: { award: '200000' },
    deadlines: [
      { code: 'REWARD_PROPOSE', amount: 5, unit: 'workingDays', trigger: 'verificationFinished', late: null, mark: 'S' },
      { code: 'REWARD_APPROVE', amount: 5, unit: 'workingDays', trigger: 'proposed', late: null, mark: 'S' },
      { code: 'REWARD_NOTICE', amount: 2, unit: 'workingDays', trigger: 'approved', late: null, mark: 'S' },
      CLAIM_TWO_MONTHS,
    ],
    sources: ['河北省规定报道（2023年1月）'],
    confidence: marks('S', { documentNo: '-', formula: '-', levels: '-', bonuses: '-', noLoss: '-' }),
    remarks: [{ zh: '案值不含举报事项以外查实的问题；奖励记入投诉举报系统。', en: 'The case value excludes other findings; the reward is recorded in the complaint system.' }],
  },
] as const satisfies readonly RuleSet[];

// 天津 120000.
import type { RuleSet } from '../rules/rule-set.ts';
import { CLAIM_TWO_MONTHS, INCOMPLETE, marks, NO_LAYER, UNDER_2022 } from './common.ts';

const PLACE = { jurisdictionCode: '120000', jurisdiction: { zh: '天津', en: 'Tianjin' } } as const;

export const TIANJIN = [
  {
    ...NO_LAYER,
    ...PLACE,
    id: 'TJ-si',
    medicalSecurity: false,
    title: '天津市社会保险基金监督举报奖励办法',
    issuers: ['天津市人力资源和社会保障局'],
    status: 'historical',
    missing: ['documentNo', 'effectiveFrom', 'effectiveTo', 'base'],
    formula: {
      kind: 'brackets',
      brackets: [
        { upTo: '2000000', including: true, then: { kind: 'rate', percent: '10', of: 'base' } },
        { upTo: null, including: false, then: { kind: 'sum', yuan: '200000' } },
      ],
    },
    floors: { award: '200', levels: {} },
    caps: { award: '200000' },
    sources: ['天津市社会保险基金监督举报奖励办法'],
    confidence: marks('S', { documentNo: '-', effectiveFrom: '-', effectiveTo: '-', base: '-' }),
    remarks: [{ zh: '原则上非现金支付。', en: 'Non-cash in principle.' }],
  },
  {
    ...UNDER_2022,
    ...INCOMPLETE,
    ...PLACE,
    id: 'TJ-2024',
    title: '天津市…举报奖励办法',
    documentNo: '津医保局发〔2024〕16号',
    effectiveFrom: '2024-03-26',
    datePrecision: { from: 'day', to: 'open' },
    missing: ['levels', 'formula', 'floors', 'caps', 'bonuses', 'noLoss'],
    reporterTypes: ['naturalPerson', 'legalPerson', 'organisation'],
    targets: ['medicalSecurityStaff', 'agencyStaff', 'institution', 'insuredPerson'],
    deadlines: [CLAIM_TWO_MONTHS],
    sources: ['津医保局发〔2024〕16号'],
    confidence: marks('Q', { formula: '-', levels: '-', floors: '-', caps: '-', bonuses: '-', noLoss: '-', deadlines: 'S' }),
  },
] as const satisfies readonly RuleSet[];

// 湖北 420000.
import type { RuleSet } from '../rules/rule-set.ts';
import { CLAIM_TWO_MONTHS, INCOMPLETE, marks, UNDER_2022 } from './common.ts';

export const HUBEI = [
  {
    ...UNDER_2022,
    ...INCOMPLETE,
    id: 'HUB-2023',
    jurisdictionCode: '420000',
    jurisdiction: { zh: '湖北', en: 'Hubei' },
    title: '湖北省…实施细则',
    issuedOn: '2023-10-10',
    effectiveFrom: '2023-10-10',
    datePrecision: { from: 'day', to: 'open' },
    missing: ['documentNo', 'levels', 'formula', 'floors', 'caps', 'bonuses', 'noLoss'],
    deadlines: [CLAIM_TWO_MONTHS],
    sources: ['湖北省问答（2024-12-05）'],
    confidence: marks('S', { documentNo: '-', formula: '-', levels: '-', floors: '-', caps: '-', bonuses: '-', noLoss: '-' }),
    remarks: [{ zh: '条件与除外情形同国家办法。', en: 'Conditions and exclusions as in the national measure.' }],
  },
] as const satisfies readonly RuleSet[];

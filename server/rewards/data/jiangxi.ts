// 江西: 九江 360400 and 南昌 360100.
import type { RuleSet } from '../rules/rule-set.ts';
import { CLAIM_TWO_MONTHS, INCOMPLETE, marks, UNDER_2018, UNDER_2022 } from './common.ts';

export const JIANGXI = [
  {
    ...UNDER_2022,
    id: 'JX-JJ',
    jurisdictionCode: '360400',
    jurisdiction: { zh: '九江', en: 'Jiujiang' },
    title: '九江市举报奖励公告',
    datePrecision: { from: 'unknown', to: 'unknown' },
    notBefore: '2023-01-01',
    missing: ['documentNo', 'effectiveFrom'],
    formula: {
      kind: 'brackets',
      brackets: [
        { upTo: '100000', including: true, then: { kind: 'rate', percent: '3', of: 'base' } },
        { upTo: '500000', including: true, then: { kind: 'sumPlusRate', yuan: '3000', percent: '2', excessOver: '100000' } },
        { upTo: null, including: false, then: { kind: 'sumPlusRate', yuan: '11000', percent: '1', excessOver: '500000' } },
      ],
    },
    floors: { award: '200', levels: {} },
    caps: { award: '200000' },
    deadlines: [CLAIM_TWO_MONTHS],
    sources: ['九江市公告（日期不明）'],
    confidence: marks('S', { documentNo: '-', effectiveFrom: '-' }),
  },
  {
    ...UNDER_2018,
    ...INCOMPLETE,
    id: 'NC-2020',
    jurisdictionCode: '360100',
    jurisdiction: { zh: '南昌', en: 'Nanchang' },
    title: '南昌市举报奖励规定（2020年4月）',
    effectiveFrom: '2020-04',
    datePrecision: { from: 'month', to: 'unknown' },
    missing: ['documentNo', 'levels', 'formula', 'floors', 'bonuses', 'noLoss'],
    caps: { award: '100000' },
    sources: ['南昌报道（2020年4月）'],
    confidence: marks('-', { effectiveFrom: 'S', caps: 'S' }),
  },
] as const satisfies readonly RuleSet[];

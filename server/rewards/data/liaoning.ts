// 辽宁: 大连 210200.
import type { RuleSet } from '../rules/rule-set.ts';
import { INCOMPLETE, marks, UNDER_2018 } from './common.ts';

export const LIAONING = [
  {
    ...UNDER_2018,
    ...INCOMPLETE,
    id: 'DL-2019',
    jurisdictionCode: '210200',
    jurisdiction: { zh: '大连', en: 'Dalian' },
    title: '大连市举报奖励规定',
    documentNo: '大医保发〔2019〕54号',
    effectiveFrom: '2019',
    datePrecision: { from: 'year', to: 'unknown' },
    missing: ['effectiveFrom', 'levels', 'formula', 'floors', 'bonuses', 'noLoss'],
    caps: { award: '100000' },
    sources: ['大医保发〔2019〕54号'],
    confidence: marks('-', { documentNo: 'S', caps: 'S', effectiveFrom: 'I' }),
  },
] as const satisfies readonly RuleSet[];

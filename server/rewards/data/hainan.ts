// 海南 460000.
import type { RuleSet } from '../rules/rule-set.ts';
import { CLAIM_TWO_MONTHS, INCOMPLETE, marks, UNDER_2018, UNDER_2022 } from './common.ts';

const PLACE = { jurisdictionCode: '460000', jurisdiction: { zh: '海南', en: 'Hainan' } } as const;

export const HAINAN = [
  {
    ...UNDER_2018,
    ...INCOMPLETE,
    ...PLACE,
    id: 'HI-2020',
    title: '海南省举报奖励规定（2020年12月）',
    effectiveFrom: '2020-12',
    effectiveTo: '2023-04',
    datePrecision: { from: 'month', to: 'month' },
    missing: ['title', 'documentNo', 'levels', 'formula', 'floors', 'caps', 'bonuses', 'noLoss'],
    sources: ['海南省解读（2020-12-21）'],
    confidence: marks('-', { effectiveFrom: 'S', effectiveTo: 'I' }),
  },
  {
    ...UNDER_2022,
    ...INCOMPLETE,
    ...PLACE,
    id: 'HI-2023',
    title: '海南省…实施细则',
    effectiveFrom: '2023-04',
    datePrecision: { from: 'month', to: 'open' },
    missing: ['documentNo', 'formula.segments', 'floors', 'bonuses', 'noLoss'],
    caps: { award: '200000' },
    deadlines: [CLAIM_TWO_MONTHS],
    sources: ['海南省实施细则报道（2023年4月）'],
    confidence: marks('S', { documentNo: '-', formula: '-', levels: '-', floors: '-', bonuses: '-', noLoss: '-' }),
    remarks: [{ zh: '分段累计已确认，各段比例待录入。', en: 'Cumulative segments are confirmed, their rates are to be entered.' }],
  },
] as const satisfies readonly RuleSet[];

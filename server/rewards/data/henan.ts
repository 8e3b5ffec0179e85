// 河南 410000.
import type { RuleSet } from '../rules/rule-set.ts';
import { CLAIM_TWO_MONTHS, marks, UNDER_2022 } from './common.ts';

export const HENAN = [
  {
    ...UNDER_2022,
    id: 'HEN-2023',
    jurisdictionCode: '410000',
    jurisdiction: { zh: '河南', en: 'Henan' },
    title: '河南省…实施细则',
    effectiveFrom: '2023-07',
    datePrecision: { from: 'month', to: 'open' },
    missing: ['documentNo', 'levels'],
    refusedBranches: ['levels'],
    base: 'directlyVerified',
    refusesStatedLevel: true,
    formula: { kind: 'rate', percent: '5', of: 'base' },
    floors: { award: '200', levels: {} },
    caps: { award: '200000' },
    deadlines: [CLAIM_TWO_MONTHS],
    sources: ['河南省规定报道（2023-07-21）'],
    confidence: marks('S', { documentNo: '-', levels: '-' }),
    remarks: [{ zh: '提到两个等级但仅公布5%：写明等级的，待等级表录入后方可计算。', en: 'Two levels are mentioned but only 5 % is given: with a stated level it refuses until the level table is entered.' }],
  },
] as const satisfies readonly RuleSet[];

// 山西 140000, with 晋城.
import type { RuleSet } from '../rules/rule-set.ts';
import { INCOMPLETE, L1, L2, L3, marks, UNDER_2018 } from './common.ts';

export const SHANXI = [
  {
    ...UNDER_2018,
    id: 'SX-2020',
    jurisdictionCode: '140000',
    jurisdiction: { zh: '山西', en: 'Shanxi' },
    title: '山西省举报奖励规定（2020-10-31 公布数字）',
    missing: ['documentNo', 'effectiveFrom', 'effectiveTo', 'levels.condition'],
    levels: [L1, L2, L3],
    formula: {
      kind: 'byLevel',
      levels: {
        L1: { kind: 'rate', percent: '5', of: 'base' },
        L2: { kind: 'rate', percent: '3', of: 'base' },
        L3: { kind: 'rate', percent: '1', of: 'base' },
      },
    },
    floors: { award: null, levels: { L1: '500', L2: '300', L3: '200' } },
    caps: { award: '100000' },
    sources: ['2020-11-01 报道（2020-10-31 公布）'],
    confidence: marks('S', { documentNo: '-', effectiveFrom: '-', effectiveTo: '-', levels: '-' }),
  },
  {
    ...UNDER_2018,
    ...INCOMPLETE,
    id: 'SX-JC',
    jurisdictionCode: '140500',
    jurisdiction: { zh: '晋城', en: 'Jincheng' },
    title: '晋城市自有规定（2020年11月施行中）',
    missing: ['documentNo', 'effectiveFrom', 'levels', 'formula', 'bonuses', 'noLoss'],
    floors: { award: '200', levels: {} },
    caps: { award: '100000' },
    sources: ['2020-12-07 报道'],
    confidence: marks('-', { floors: 'S', caps: 'S' }),
  },
] as const satisfies readonly RuleSet[];

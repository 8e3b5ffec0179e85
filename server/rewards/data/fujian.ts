// 福建 350000.
import type { RuleSet } from '../rules/rule-set.ts';
import { CLAIM_TWO_MONTHS, L1, L2, L3, marks, UNDER_2018, UNDER_2022 } from './common.ts';

const PLACE = { jurisdictionCode: '350000', jurisdiction: { zh: '福建', en: 'Fujian' } } as const;

export const FUJIAN = [
  {
    ...UNDER_2018,
    ...PLACE,
    id: 'FJ-2019',
    title: '福建省…暂行实施办法',
    effectiveFrom: '2019',
    effectiveTo: '2024-02',
    datePrecision: { from: 'year', to: 'month' },
    missing: ['documentNo', 'effectiveFrom', 'levels.condition'],
    levels: [L1, L2, L3],
    profiles: ['insider'],
    formula: {
      kind: 'byLevel',
      levels: {
        L1: { kind: 'rateRange', from: '4', to: '6' },
        L2: { kind: 'rateRange', from: '2', to: '4' },
        L3: { kind: 'rateRange', from: '1', to: '2' },
      },
    },
    floors: { award: null, levels: { L1: '500', L2: '300', L3: '100' } },
    caps: { award: '100000' },
    bonuses: [{ kind: 'amount', profiles: ['insider'], percent: '20', atLeast: null, inNoLoss: false, realNameOnly: false }],
    noLoss: { kind: 'range', from: '100', to: '2000' },
    sources: ['泉州通知（2019-09-17）'],
    confidence: marks('S', { documentNo: '-', levels: '-' }),
  },
  {
    ...UNDER_2022,
    ...PLACE,
    id: 'FJ-2024',
    title: '福建省…实施办法',
    effectiveFrom: '2024-02',
    datePrecision: { from: 'month', to: 'open' },
    missing: ['documentNo', 'levels.condition'],
    levels: [L1, L2, L3],
    formula: {
      kind: 'byLevel',
      levels: {
        L1: { kind: 'rate', percent: '6', of: 'base' },
        L2: { kind: 'rate', percent: '4', of: 'base' },
        L3: { kind: 'rate', percent: '2', of: 'base' },
      },
    },
    floors: { award: '200', levels: {} },
    caps: { award: '200000' },
    deadlines: [CLAIM_TWO_MONTHS],
    sources: ['福建省规定报道（2024年初）'],
    confidence: marks('S', { documentNo: '-', levels: '-' }),
  },
] as const satisfies readonly RuleSet[];

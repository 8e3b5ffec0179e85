// 上海 310000.
import type { RuleSet } from '../rules/rule-set.ts';
import { L1, L2, L3, marks, NO_LAYER, UNDER_2022 } from './common.ts';

const PLACE = { jurisdictionCode: '310000', jurisdiction: { zh: '上海', en: 'Shanghai' } } as const;

export const SHANGHAI = [
  {
    ...NO_LAYER,
    ...PLACE,
    id: 'SH-old',
    title: '上海市医疗保险局举报奖励试行规定（约2006—2011年）',
    status: 'historical',
    missing: ['documentNo', 'effectiveFrom', 'effectiveTo', 'levels.condition'],
    base: 'irregularCost',
    levels: [L1, L2, L3],
    formula: {
      kind: 'brackets',
      brackets: [
        {
          upTo: '150000',
          including: true,
          then: {
            kind: 'byLevel',
            levels: { L1: { kind: 'rateRange', from: '5', to: '6' }, L2: { kind: 'rateRange', from: '3', to: '4' }, L3: { kind: 'rateRange', from: '1', to: '3' } },
          },
        },
        {
          upTo: null,
          including: false,
          then: {
            kind: 'byLevel',
            levels: { L1: { kind: 'rateRange', from: '4', to: '5' }, L2: { kind: 'rateRange', from: '2', to: '3' }, L3: { kind: 'rateRange', from: '1', to: '2' } },
          },
        },
      ],
    },
    floors: { award: '100', levels: {} },
    caps: { award: '10000' },
    sources: ['上海市医疗保险局试行规定（约2006—2011年）'],
    confidence: marks('S', { documentNo: '-', effectiveFrom: '-', effectiveTo: '-', levels: '-' }),
  },
  {
    ...UNDER_2022,
    ...PLACE,
    id: 'SH-2023d',
    title: '上海…实施细则（征求意见稿）',
    issuedOn: '2023-08-11',
    datePrecision: { from: 'unknown', to: 'open' },
    notBefore: '2023-08-11',
    status: 'draft',
    missing: ['documentNo', 'effectiveFrom', 'levels.condition'],
    levels: [L1, L2],
    formula: {
      kind: 'byLevel',
      levels: {
        L1: {
          kind: 'segments',
          segments: [
            { upTo: '100000', including: true, percent: '7' },
            { upTo: '500000', including: true, percent: '6' },
            { upTo: null, including: false, percent: '5' },
          ],
        },
        L2: {
          kind: 'segments',
          segments: [
            { upTo: '100000', including: true, percent: '5' },
            { upTo: '500000', including: true, percent: '4' },
            { upTo: null, including: false, percent: '3' },
          ],
        },
      },
    },
    floors: { award: '500', levels: {} },
    caps: { award: '200000' },
    sources: ['上海市征求意见稿，2023-08-11'],
    confidence: marks('S', { documentNo: '-', effectiveFrom: '-', levels: '-' }),
  },
] as const satisfies readonly RuleSet[];

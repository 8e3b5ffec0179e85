// Rules whose place is not identified.
import type { RuleSet } from '../rules/rule-set.ts';
import { marks, NO_LAYER } from './common.ts';

export const UNIDENTIFIED = [
  {
    ...NO_LAYER,
    id: 'OLD-F',
    jurisdictionCode: null,
    jurisdiction: { zh: '某地劳动部门（未识别）', en: 'A local labour bureau, not identified' },
    title: '某地劳动部门医疗保险欺诈举报奖励规定',
    status: 'historical',
    missing: ['jurisdictionCode', 'documentNo', 'effectiveFrom', 'effectiveTo', 'base'],
    formula: {
      kind: 'brackets',
      brackets: [
        { upTo: '5000', including: true, then: { kind: 'sum', yuan: '100' } },
        { upTo: '10000', including: true, then: { kind: 'sum', yuan: '200' } },
        { upTo: '20000', including: true, then: { kind: 'sum', yuan: '300' } },
        { upTo: '30000', including: true, then: { kind: 'sum', yuan: '800' } },
        { upTo: '50000', including: true, then: { kind: 'sum', yuan: '1000' } },
        { upTo: null, including: false, then: { kind: 'rate', percent: '4', of: 'base' } },
      ],
    },
    floors: { award: '100', levels: {} },
    caps: { award: '10000' },
    noLoss: { kind: 'range', from: '100', to: '5000' },
    sources: ['某地劳动部门规定文本'],
    confidence: marks('Q', { documentNo: '-', effectiveFrom: '-', effectiveTo: '-', base: '-' }),
    remarks: [{ zh: '第二十条：不得将举报材料出示给被举报人。', en: 'Article 20: never show the letter to the target.' }],
  },
] as const satisfies readonly RuleSet[];

// 湖南 430000.
import type { RuleSet } from '../rules/rule-set.ts';
import { CLAIM_TWO_MONTHS, L1, L2, L3, marks, UNDER_2018, UNDER_2022 } from './common.ts';

const PLACE = { jurisdictionCode: '430000', jurisdiction: { zh: '湖南', en: 'Hunan' } } as const;

export const HUNAN = [
  {
    ...UNDER_2018,
    ...PLACE,
    id: 'HN-2019',
    title: '湖南省欺诈骗取…实施细则',
    missing: ['documentNo', 'effectiveFrom', 'effectiveTo'],
    levels: [
      { ...L1, condition: { zh: '有直接证据并协助查办，完全相符', en: 'Direct evidence and assists; fully matches' } },
      { ...L2, condition: { zh: '有部分证据，未直接协助查办，相符', en: 'Partial evidence, no direct assistance; matches' } },
      { ...L3, condition: { zh: '无证据、未协助查办，基本相符', en: 'No evidence or assistance; basically matches' } },
    ],
    formula: {
      kind: 'byLevel',
      levels: {
        L1: { kind: 'rate', percent: '5', of: 'base' },
        L2: { kind: 'rate', percent: '3', of: 'base' },
        L3: { kind: 'rate', percent: '2', of: 'base' },
      },
    },
    caps: { award: '100000' },
    sources: ['湖南省规定报道（2022年6月）'],
    confidence: marks('S', { documentNo: '-', effectiveFrom: '-', effectiveTo: '-', floors: '-' }),
    remarks: [
      { zh: '2022年6月施行中，后由新细则取代；起始日及编号中的年份未确认。', en: 'In force in June 2022, later replaced; start date and the year in the id not confirmed.' },
      { zh: '兼顾情节严重程度：仅记入理由，无数字。', en: 'Seriousness is weighed too: in the reason only, no figure.' },
    ],
  },
  {
    ...UNDER_2022,
    ...PLACE,
    id: 'HN-new',
    title: '湖南省违法违规使用…实施细则',
    datePrecision: { from: 'unknown', to: 'open' },
    notBefore: '2023-01-01',
    status: 'incomplete',
    partlyComputable: true,
    missing: ['documentNo', 'effectiveFrom', 'formula.byLevel.L2', 'formula.byLevel.L3'],
    refusedBranches: ['formula.byLevel.L2', 'formula.byLevel.L3'],
    levels: [L1, L2, L3],
    formula: {
      kind: 'byLevel',
      levels: { L1: { kind: 'rate', percent: '10', of: 'base' }, L2: { kind: 'refused' }, L3: { kind: 'refused' } },
    },
    caps: { award: '200000' },
    deadlines: [CLAIM_TWO_MONTHS],
    sources: ['湖南省新细则报道（2023年以后）'],
    confidence: { ...marks('S', { documentNo: '-', effectiveFrom: '-' }), 'formula.byLevel.L2': '-', 'formula.byLevel.L3': '-' },
    remarks: [{ zh: '自公布之日起施行；仅一级比例已知。', en: 'In force on publication; only L1 is known.' }],
  },
] as const satisfies readonly RuleSet[];

// 重庆 500000.
import type { RuleSet } from '../rules/rule-set.ts';
import { CLAIM_TWO_MONTHS, INCOMPLETE, marks, UNDER_2022 } from './common.ts';

const PLACE = { jurisdictionCode: '500000', jurisdiction: { zh: '重庆', en: 'Chongqing' } } as const;

export const CHONGQING = [
  {
    ...UNDER_2022,
    ...INCOMPLETE,
    ...PLACE,
    id: 'CQ-prev',
    title: '重庆市调整前的举报奖励规定',
    effectiveTo: '2025-08-07',
    datePrecision: { from: 'unknown', to: 'day' },
    missing: ['title', 'documentNo', 'effectiveFrom', 'levels', 'formula', 'caps', 'bonuses', 'noLoss'],
    floors: { award: '500', levels: {} },
    sources: ['重庆市调整通知报道（2025-08-20）'],
    confidence: marks('-', { floors: 'S', effectiveTo: 'I' }),
  },
  {
    ...UNDER_2022,
    ...PLACE,
    id: 'CQ-2025',
    title: '重庆市举报奖励调整通知',
    effectiveFrom: '2025-08-08',
    datePrecision: { from: 'day', to: 'open' },
    missing: ['documentNo', 'formula.byProfile.insiderDetailed'],
    refusedBranches: ['formula.byProfile.insiderDetailed'],
    profiles: ['insider', 'formerInsider', 'competitor', 'detailed', 'insiderDetailed'],
    formula: {
      kind: 'byProfile',
      profiles: {
        // Detailed identity and facts, evidence in hand, assists, fully matches.
        detailed: { kind: 'rate', percent: '3', of: 'base' },
        insider: { kind: 'rate', percent: '2.5', of: 'base' },
        formerInsider: { kind: 'rate', percent: '2.5', of: 'base' },
        competitor: { kind: 'rate', percent: '2.5', of: 'base' },
        insiderDetailed: { kind: 'refused' },
      },
      otherwise: { kind: 'rate', percent: '2', of: 'base' },
    },
    floors: { award: '2000', levels: {} },
    caps: { award: '200000' },
    deadlines: [CLAIM_TWO_MONTHS],
    sources: ['重庆市调整通知报道（2025-08-20）'],
    confidence: marks('S', { documentNo: '-' }),
    remarks: [{ zh: '此前下限为500元。', en: 'The floor was 500 before.' }],
  },
] as const satisfies readonly RuleSet[];

// 陕西: 铜川 610200.
import type { RuleSet } from '../rules/rule-set.ts';
import { marks, UNDER_2018 } from './common.ts';

export const SHAANXI = [
  {
    ...UNDER_2018,
    id: 'SN-TC',
    jurisdictionCode: '610200',
    jurisdiction: { zh: '铜川', en: 'Tongchuan' },
    title: '铜川市举报奖励规定（2020-07-07 报道）',
    missing: ['documentNo', 'effectiveFrom', 'effectiveTo', 'floors'],
    profiles: ['insider', 'formerInsider', 'competitor'],
    formula: { kind: 'rate', percent: '3', of: 'base' },
    caps: { award: '50000' },
    bonuses: [{ kind: 'raise', profiles: ['insider', 'formerInsider', 'competitor'] }],
    noLoss: { kind: 'fixed', yuan: '500' },
    sources: ['2020-07-07 报道'],
    confidence: marks('S', { documentNo: '-', effectiveFrom: '-', effectiveTo: '-', floors: '-' }),
    remarks: [{ zh: '金额不含罚款；匿名举报人以身份证号后六位确认。', en: 'The amount excludes fines; an anonymous reporter is identified by the last six digits of the ID number.' }],
  },
] as const satisfies readonly RuleSet[];

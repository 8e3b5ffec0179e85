// 甘肃 620000: two versions of one rule.
import type { RuleSet } from '../rules/rule-set.ts';
import { marks, UNDER_2018 } from './common.ts';

const GANSU_RULE = {
  ...UNDER_2018,
  id: 'GS-2019/21',
  jurisdictionCode: '620000',
  jurisdiction: { zh: '甘肃', en: 'Gansu' },
  title: '甘肃省…举报奖励实施细则',
  profiles: ['insider', 'formerInsider', 'competitor'],
  levels: [
    { code: 'class1', name: '一类', condition: { zh: '事实详细并有关键证据，完全相符', en: 'Detailed facts and key evidence; fully matches' }, evidence: { zh: '关键证据', en: 'Key evidence' } },
    { code: 'class2', name: '二类', condition: { zh: '有部分证据并协助查办，部分相符', en: 'Partial evidence and assists; partly matches' }, evidence: { zh: '部分证据', en: 'Partial evidence' } },
  ],
  formula: {
    kind: 'byLevel',
    levels: { class1: { kind: 'rateRange', from: '5', to: '8' }, class2: { kind: 'rateRange', from: '3', to: '5' } },
  },
  caps: { award: '100000' },
  bonuses: [{ kind: 'raise', profiles: ['insider', 'formerInsider', 'competitor'] }],
  noLoss: { kind: 'officerSum' },
  exclusions: ['EXCL_STAFF', 'EXCL_DUTY_TO_REPORT'],
  sources: ['甘医保发〔2019〕35号', '甘医保发〔2021〕122号', '临夏转发文本'],
  remarks: [{ zh: '原则上实名；可辨识身份的匿名举报亦可。', en: 'Real-name in principle; anonymous if identifiable.' }],
} as const satisfies Partial<RuleSet>;

export const GANSU = [
  {
    ...GANSU_RULE,
    documentNo: '甘医保发〔2019〕35号',
    effectiveFrom: '2019-05',
    effectiveTo: '2021-12',
    datePrecision: { from: 'month', to: 'month' },
    missing: ['floors'],
    confidence: marks('S', { documentNo: 'Q', exclusions: 'Q', effectiveTo: 'I', floors: '-' }),
  },
  {
    ...GANSU_RULE,
    version: 2,
    documentNo: '甘医保发〔2021〕122号',
    effectiveFrom: '2021-12',
    datePrecision: { from: 'month', to: 'unknown' },
    missing: ['effectiveTo', 'floors'],
    // That the version of 2021 kept the ranges must be confirmed.
    confidence: marks('S', { documentNo: 'Q', exclusions: 'Q', formula: 'I', effectiveTo: '-', floors: '-' }),
  },
] as const satisfies readonly RuleSet[];

// 山东 370000, with 潍坊 (the rule of 2019 is also 济南's, 370100).
import type { RuleSet } from '../rules/rule-set.ts';
import { INCOMPLETE, marks, UNDER_2018 } from './common.ts';

export const SHANDONG = [
  {
    ...UNDER_2018,
    ...INCOMPLETE,
    id: 'SD-2019',
    jurisdictionCode: '370000',
    jurisdiction: { zh: '山东（及济南）', en: 'Shandong (and Jinan)' },
    title: '山东省举报奖励规定（2019年3月）',
    effectiveFrom: '2019-03',
    datePrecision: { from: 'month', to: 'unknown' },
    missing: ['documentNo', 'effectiveTo', 'levels', 'formula', 'floors', 'bonuses'],
    caps: { award: '100000' },
    noLoss: { kind: 'range', from: '200', to: '1000' },
    sources: ['山东报道（2019-03-30）'],
    confidence: marks('S', { documentNo: '-', effectiveTo: '-', formula: '-', levels: '-', floors: '-', bonuses: '-' }),
  },
  {
    ...UNDER_2018,
    id: 'SD-WF',
    jurisdictionCode: '370700',
    jurisdiction: { zh: '潍坊', en: 'Weifang' },
    title: '潍坊市举报奖励规定',
    effectiveFrom: '2021-06',
    datePrecision: { from: 'month', to: 'unknown' },
    missing: ['documentNo', 'effectiveTo'],
    profiles: ['insider'],
    formula: {
      kind: 'brackets',
      brackets: [
        { upTo: '1000', including: false, then: { kind: 'sum', yuan: '200' } },
        { upTo: '6000', including: false, then: { kind: 'sumRange', from: '200', to: '500' } },
        { upTo: '80000', including: false, then: { kind: 'sumRange', from: '500', to: '2000' } },
        { upTo: '500000', including: false, then: { kind: 'sumRange', from: '2000', to: '5000' } },
        { upTo: null, including: false, then: { kind: 'sumRange', from: '5000', to: '10000' } },
      ],
    },
    floors: { award: '200', levels: {} },
    caps: { award: '10000' },
    bonuses: [{ kind: 'amount', profiles: ['insider'], percent: '10', atLeast: null, inNoLoss: false, realNameOnly: true }],
    noLoss: { kind: 'range', from: '200', to: '1000' },
    sources: ['潍坊报道（2021-06-04）'],
    confidence: marks('S', { documentNo: '-', effectiveTo: '-' }),
    remarks: [{ zh: '内部人员加成须实名并有证据；非现金支付。', en: 'The insider bonus needs the real name and evidence; non-cash.' }],
  },
] as const satisfies readonly RuleSet[];

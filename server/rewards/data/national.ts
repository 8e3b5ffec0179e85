// 国家: the two national layers. Frames only: the percentages are local, so neither can compute an award.
import type { RuleSet } from '../rules/rule-set.ts';
import { CLAIM_TWO_MONTHS, marks, UNDER_2018, UNDER_2022 } from './common.ts';

const NATIONAL = {
  kind: 'frame',
  parentId: null,
  jurisdictionCode: '000000',
  jurisdiction: { zh: '国家', en: 'National' },
  formula: null,
  levels: null,
} as const satisfies Partial<RuleSet>;

const NAT_2018 = {
  ...UNDER_2018,
  ...NATIONAL,
  id: 'NAT-2018',
  title: '欺诈骗取医疗保障基金行为举报奖励暂行办法',
  documentNo: '医保办发〔2018〕22号',
  issuers: ['国家医疗保障局办公室', '财政部办公厅'],
  effectiveFrom: '2018-11',
  effectiveTo: '2022-12-31',
  datePrecision: { from: 'month', to: 'day' },
  status: 'historical',
  missing: ['effectiveFrom', 'conditions', 'deadlines', 'floors'],
  caps: { award: '100000' },
  conditions: ['NOT_ALREADY_KNOWN', 'VERIFIED', 'CLEAR_TARGET_AND_EVIDENCE', 'LOSS_CAUSED_OR_AVOIDED'],
  exclusions: ['EXCL_STAFF', 'EXCL_DUTY_TO_REPORT'],
  sources: ['欺诈骗取医疗保障基金行为举报奖励暂行办法', '2018-12-16 公开报道所载行为清单', '泰医保发〔2019〕6号'],
  confidence: marks('Q', { effectiveFrom: 'S', effectiveTo: 'S', status: 'I', floors: '-', conditions: 'S', exclusions: 'R', deadlines: '-' }),
  remarks: [
    { zh: '内部人员、竞争机构及其工作人员可适当提高奖励（甘肃、铜川转述），仅在地方规则写明时适用。', en: 'Insiders and competitors may be raised as appropriate (as Gansu and Tongchuan tell it); only where the local rule says so.' },
    { zh: '原则上应当采用非现金方式支付。', en: 'Payment in principle not in cash.' },
  ],
} as const satisfies RuleSet;

const NAT_2022 = {
  ...UNDER_2022,
  ...NATIONAL,
  id: 'NAT-2022',
  title: '违法违规使用医疗保障基金举报奖励办法',
  documentNo: '医保办发〔2022〕22号',
  issuers: ['国家医疗保障局办公室', '财政部办公厅'],
  issuedOn: '2022-11-17',
  effectiveFrom: '2023-01-01',
  datePrecision: { from: 'day', to: 'open' },
  missing: ['conditions', 'exclusions'],
  floors: { award: '200', levels: {} },
  caps: { award: '200000' },
  conditions: ['CLEAR_TARGET_AND_EVIDENCE', 'NOT_ALREADY_KNOWN', 'VERIFIED_WITH_LOSS', 'WILLING_AND_IDENTIFIABLE', 'OTHER_STATUTORY'],
  exclusions: ['EXCL_STAFF', 'EXCL_WRONGDOER', 'EXCL_WITHDRAWN', 'EXCL_UNREACHABLE', 'EXCL_OTHER_PROCEDURE', 'EXCL_OTHER'],
  deadlines: [CLAIM_TWO_MONTHS],
  sources: ['违法违规使用医疗保障基金举报奖励办法', '国家医疗保障局解读（2022年11月）', '湖北省问答（2024-12-05）'],
  confidence: {
    ...marks('S', { title: 'Q', documentNo: 'Q', issuedOn: 'Q', issuers: 'R', status: 'I', reporterTypes: 'Q', conduct: 'Q' }),
    'exclusions.EXCL_UNREACHABLE': 'R',
    'exclusions.EXCL_OTHER_PROCEDURE': 'R',
    'exclusions.EXCL_OTHER': 'R',
  },
  remarks: [{ zh: '第5至13条原文尚待录入。', en: 'The wording of articles 5 to 13 is still to be entered.' }],
} as const satisfies RuleSet;

export const NATIONAL_LAYERS = [NAT_2018, NAT_2022] as const satisfies readonly RuleSet[];

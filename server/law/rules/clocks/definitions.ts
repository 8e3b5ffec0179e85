import type { Approver } from '../parameters/record.ts';

/** Why a clock may stand still (the words of the *_EXCLUDES parameters). */
export const PAUSES = ['testing', 'inspection', 'appraisal', 'hearing', 'publicNotice', 'expertReview', 'suspension', 'supplement', 'police'] as const;
export type Pause = (typeof PAUSES)[number];

export type Trigger =
  | 'receipt' | 'acceptance' | 'nonAcceptance' | 'decisionOnFiling' | 'handDownReceipt' | 'dispute' | 'otherCompetent' | 'preservation' | 'measureTaken' | 'sealing' | 'assistanceReceived'
  | 'reviewSubmitted' | 'noticeServed' | 'hearingNotified' | 'filing' | 'decision' | 'noticePublished' | 'decisionReceived' | 'decisionKnown'
  | 'reconsiderationReceived' | 'demandServed' | 'remediesOver' | 'result' | 'informationMade' | 'changeInEffect' | 'spotCollection' | 'policeReport'
  | 'policeApproval' | 'policeReceipt' | 'policeRefusal' | 'policeReconsideration' | 'policeFiling' | 'closing' | 'rewardProposal' | 'rewardApproval' | 'rewardNotice';

export interface ExtensionRule {
  /** The parameter that holds its length and authority. */
  readonly code: string;
  readonly mode: 'added' | 'total';
  readonly approver: Approver;
  /** Must have been granted before this one. */
  readonly after?: string;
}

export interface ClockRule {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** The event that begins the duty, and the one from whose day it is counted. */
  readonly trigger: Trigger;
  readonly countsFrom: Trigger;
  /** Parameter that lists what stops it; null when nothing does. */
  readonly pausedBy: string | null;
  readonly extensions: readonly ExtensionRule[];
  readonly appliesTo: 'all' | 'realName' | 'handDown' | 'reward';
  readonly rolls: boolean;
  /** `nextWorkday`: the days must lie whole before the act, which falls on a working day. */
  readonly reach: 'last' | 'nextWorkday';
  /** Measures against a party warn by the day before rolling (enforcement 5.3). */
  readonly alertOn: 'end' | 'rawEnd';
  readonly source: string;
}

type Options = Partial<Pick<ClockRule, 'countsFrom' | 'pausedBy' | 'extensions' | 'appliesTo' | 'rolls' | 'reach' | 'alertOn'>>;

const clock = (code: string, nameZh: string, nameEn: string, trigger: Trigger, source: string, options: Options = {}): ClockRule => ({
  code, nameZh, nameEn, trigger, countsFrom: trigger, source, pausedBy: null, extensions: [], appliesTo: 'all', rolls: true, reach: 'last', alertOn: 'end', ...options,
});

const added = (code: string, approver: Approver, after?: string): ExtensionRule => ({ code, mode: 'added', approver, ...(after ? { after } : {}) });
const total = (code: string, approver: Approver): ExtensionRule => ({ code, mode: 'total', approver });

const REGIME_A = [total('FINISH_EXT_COMPLEX', 'head'), total('FINISH_EXT_MAJOR', 'collective')];

/** enforcement.md 5.2 and section 8, report-handling.md 13.1 and 13.2. The limits themselves are parameters of the same code. */
export const CLOCKS: readonly ClockRule[] = [
  clock('REGISTER', '登记举报', 'Register the report', 'receipt', '举报处理暂行办法'),
  clock('ACCEPT_OR_FILE', '核查线索并决定是否立案', 'Verify and decide on filing', 'receipt', '医疗保障行政处罚程序暂行规定第十四条；医保办发〔2018〕22号', {
    pausedBy: 'ACCEPT_OR_FILE_EXCLUDES', extensions: [added('ACCEPT_OR_FILE_EXT', 'principal')],
  }),
  clock('TELL_NOT_ACCEPTED', '告知不予受理', 'Tell of non-acceptance', 'nonAcceptance', '医保办发〔2018〕22号', { countsFrom: 'receipt', appliesTo: 'realName' }),
  clock('TELL_FILED', '告知是否立案', 'Tell whether a case is filed', 'decisionOnFiling', '举报处理暂行办法', { appliesTo: 'realName' }),
  clock('TELL_RESULT', '告知处理结果', 'Tell the result', 'decision', '举报处理暂行办法', { appliesTo: 'realName' }),
  clock('FINISH', '办结受理的举报', 'Finish an accepted report', 'acceptance', '医保办发〔2018〕22号', { extensions: REGIME_A }),
  clock('HANDDOWN_FINISH', '办结交办线索并上报', 'Finish a hand-down and report back', 'handDownReceipt', '国家医疗保障局2018年11月29日会议', { extensions: REGIME_A, appliesTo: 'handDown' }),
  clock('TRANSFER', '移送主管部门', 'Transfer to the competent department', 'otherCompetent', '举报处理暂行办法'),
  clock('JURISDICTION_NEGOTIATE', '协商管辖', 'Negotiate jurisdiction', 'dispute', '医疗保障行政处罚程序暂行规定第十至十二条'),
  clock('PRESERVE_DECIDE', '处理先行登记保存的证据', 'Decide on preserved evidence', 'preservation', '行政处罚法第五十六条', { alertOn: 'rawEnd' }),
  clock('PRESERVE_URGENT', '紧急措施补办批准', 'Approval after an urgent measure', 'measureTaken', '行政强制法第十九条', { rolls: false }),
  clock('SEAL', '封存期限', 'Sealing', 'sealing', '行政强制法第二十五条', { pausedBy: 'SEAL_EXCLUDES', extensions: [added('SEAL_EXT', 'head')], alertOn: 'rawEnd' }),
  clock('ASSIST_REPLY', '答复协查', 'Answer an assistance letter', 'assistanceReceived', '医疗保障行政处罚程序暂行规定第三十四条'),
  clock('LEGAL_REVIEW', '法制审核', 'Legal review', 'reviewSubmitted', '医疗保障行政处罚程序暂行规定第四十条', {
    pausedBy: 'LEGAL_REVIEW_EXCLUDES', extensions: [added('LEGAL_REVIEW_EXT', 'head')],
  }),
  clock('DEFENCE', '陈述申辩', 'Statement and defence', 'noticeServed', '行政处罚法第四十五条'),
  clock('HEAR_REQUEST', '申请听证', 'Request a hearing', 'noticeServed', '行政处罚法第六十四条第一项'),
  clock('HEAR_NOTICE', '听证七日前通知', 'Notify before the hearing', 'hearingNotified', '行政处罚法第六十四条第二项', { reach: 'nextWorkday' }),
  clock('CASE_DECIDE', '处理决定', 'Decision', 'filing', '行政处罚法第六十条；医疗保障行政处罚程序暂行规定第四十五条', {
    pausedBy: 'CASE_EXCLUDES', extensions: [added('CASE_EXT_1', 'head'), added('CASE_EXT_2', 'collective', 'CASE_EXT_1')],
  }),
  clock('DELIVER_DECISION', '送达决定', 'Serve the decision', 'decision', '行政处罚法第六十一条'),
  clock('ANNOUNCE_SERVICE', '公告送达', 'Service by public notice', 'noticePublished', '民事诉讼法第九十五条'),
  clock('PAY', '缴纳罚款', 'Pay the fine', 'decisionReceived', '行政处罚法第六十七条'),
  clock('RECONSIDER', '申请行政复议', 'Apply for reconsideration', 'decisionKnown', '行政复议法第二十条'),
  clock('SUE', '提起行政诉讼', 'Sue', 'decisionKnown', '行政诉讼法第四十六条'),
  clock('SUE_AFTER_RECONSIDER', '复议后提起诉讼', 'Sue after reconsideration', 'reconsiderationReceived', '行政诉讼法第四十五条'),
  clock('DEMAND', '催告', 'Time after a demand', 'demandServed', '行政强制法第五十四条'),
  clock('COURT_APPLY', '申请法院强制执行', 'Apply for court enforcement', 'remediesOver', '行政强制法第五十三条'),
  clock('PUBLISH_DECISION', '公示处罚决定', 'Publish the decision', 'decision', '国办发〔2018〕118号'),
  clock('PUBLISH_OTHER', '公示其他执法结果', 'Publish other results', 'result', '国办发〔2018〕118号'),
  clock('DISCLOSE', '主动公开信息', 'Disclose information', 'informationMade', '政府信息公开条例第二十六条'),
  clock('WITHDRAW', '撤回已公开的决定', 'Withdraw a published decision', 'changeInEffect', '行政处罚法第四十八条'),
  clock('SIMPLE_REPORT', '当场处罚备案', 'Report an on-the-spot decision', 'decision', '行政处罚法第五十二条'),
  clock('SPOT_HAND_IN', '当场收缴罚款上缴', 'Hand in a fine collected on the spot', 'spotCollection', '行政处罚法第七十一条'),
  clock('POLICE_APPROVE', '批准移送公安', 'Approve the police transfer', 'policeReport', '移送规定', { rolls: false }),
  clock('POLICE_HAND_OVER', '移送公安', 'Hand over to the police', 'policeApproval', '移送规定', { rolls: false }),
  clock('POLICE_FORWARD', '公安转送', 'Police forward', 'policeReceipt', '移送规定', { rolls: false }),
  clock('POLICE_ANSWER', '公安决定是否立案', 'Police decide on filing', 'policeReceipt', '移送规定', { rolls: false }),
  clock('POLICE_RECONSIDER', '提请公安复议', 'Ask the police to reconsider', 'policeRefusal', '移送规定', { rolls: false }),
  clock('POLICE_RECONSIDER_ANSWER', '公安复议答复', 'Police answer', 'policeReconsideration', '移送规定', { rolls: false }),
  clock('PROCURATORATE', '建议检察监督', 'Ask the procuratorate', 'policeReconsideration', '移送规定', { rolls: false }),
  clock('POLICE_GOODS', '移交涉案物品', 'Hand over goods and papers', 'policeFiling', '移送规定', { rolls: false }),
  clock('REWARD_PROPOSE', '提出奖励意见', 'Propose the reward', 'closing', '各地举报奖励细则', { appliesTo: 'reward' }),
  clock('REWARD_APPROVE', '审批奖励', 'Approve the reward', 'rewardProposal', '各地举报奖励细则', { appliesTo: 'reward' }),
  clock('REWARD_NOTICE', '通知领取奖励', 'Notify the reporter', 'rewardApproval', '各地举报奖励细则', { appliesTo: 'reward' }),
  clock('REWARD_CLAIM', '领取奖励', 'Claim the reward', 'rewardNotice', '医保办发〔2022〕22号', { appliesTo: 'reward' }),
];

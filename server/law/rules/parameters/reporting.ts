import { cd, months, none, row, unknown, wd, word, type Parameter } from './record.ts';

// report-handling.md 13.1 and 13.2: regime A to 2022-02-28, regime B from 2022-03-01; reward clocks change with the reward rules on 2023-01-01.
const A = ['2018-11-01', '2022-02-28'] as const;
const B = ['2022-03-01', null] as const;
const ALWAYS = [null, null] as const;
const RPT = '医保办发〔2018〕22号';
const D5 = '医疗保障基金使用监督管理举报处理暂行办法（国家医疗保障局令第5号）';
const OFFICIAL = '须录入正式文本';

export const REPORTING: readonly Parameter[] = [
  row('CN', A, 'TELL_NOT_ACCEPTED', wd(15), 'S', RPT),
  row('CN', B, 'TELL_NOT_ACCEPTED', unknown, null, OFFICIAL),
  row('CN', [null, '2022-02-28'], 'TELL_FILED', unknown, null, OFFICIAL),
  row('CN', B, 'TELL_FILED', wd(5), 'S', D5),
  row('CN', A, 'FINISH', wd(30), 'S', RPT),
  row('CN', B, 'FINISH', none, 'S', '立案后适用处罚期限 CASE_DECIDE'),
  row('CN', A, 'FINISH_EXT_COMPLEX', months(3), 'S', RPT, 'head'),
  row('CN', B, 'FINISH_EXT_COMPLEX', none, 'S', '立案后适用 CASE_EXT_1'),
  row('CN', A, 'FINISH_EXT_MAJOR', months(6), 'S', RPT, 'collective'),
  row('CN', B, 'FINISH_EXT_MAJOR', none, 'S', '立案后适用 CASE_EXT_2'),
  row('CN', ['2018-11-29', '2022-02-28'], 'HANDDOWN_FINISH', wd(30), 'S', '国家医疗保障局2018年11月29日会议'),
  row('CN', B, 'HANDDOWN_FINISH', unknown, null, '2018年的交办期限是否沿用，须录入正式文本'),
  // Section 14. Whether a place's rule of regime A goes on beside Order 5 is not known, so it ends with the regime.
  row('340100', ['2019-05-01', '2022-02-28'], 'FINISH', wd(30), 'S', '合肥市举报处理办法（2019年5月报道）'),
  row('340200', ['2020-04-07', '2022-02-28'], 'ACCEPT_OR_FILE', wd(15), 'S', '芜湖市举报处理办法（2020-04-07报道）'),
  row('340200', ['2020-04-07', '2022-02-28'], 'FINISH', wd(30), 'S', '芜湖市举报处理办法（2020-04-07报道）'),
  row('340200', ['2020-04-07', '2022-02-28'], 'FINISH_EXT_COMPLEX', months(3), 'S', '芜湖市举报处理办法（2020-04-07报道）', 'head'),
  row('540000', ['2019-08-20', '2022-02-28'], 'ACCEPT_OR_FILE', wd(15), 'Q', '藏医保办[2019]38号'),
  row('540000', ['2019-08-20', '2022-02-28'], 'TELL_NOT_ACCEPTED', wd(15), 'Q', '藏医保办[2019]38号'),
  row('CN', ALWAYS, 'REGISTER', unknown, null, OFFICIAL),
  row('CN', ALWAYS, 'TRANSFER', unknown, null, OFFICIAL),
  row('CN', ALWAYS, 'TELL_RESULT', unknown, null, OFFICIAL),
  // Each bureau's own: up to which sum its head approves alone, the year's money, and from which share of it on a warning is shown.
  row('CN', ALWAYS, 'REWARD_APPROVE_LIMIT', unknown, null, '审批权限由各地规定，须录入正式文本'),
  row('CN', ALWAYS, 'REWARD_BUDGET', unknown, null, '年度预算由本局录入'),
  row('CN', ALWAYS, 'REWARD_BUDGET_WARN', unknown, null, '预警比例由本局录入'),
  row('CN', ALWAYS, 'REWARD_PROPOSE', unknown, null, '由各地规定'),
  row('110000', ['2023-11-28', null], 'REWARD_PROPOSE', wd(10), 'S', '北京市举报奖励细则（2023-11-28）'),
  row('130000', ['2023-02-01', null], 'REWARD_PROPOSE', wd(5), 'S', '河北省举报奖励细则（2023-02-01）'),
  row('CN', ALWAYS, 'REWARD_APPROVE', unknown, null, '由各地规定'),
  row('130000', ['2023-02-01', null], 'REWARD_APPROVE', wd(5), 'S', '河北省举报奖励细则（2023-02-01）'),
  row('CN', ALWAYS, 'REWARD_NOTICE', unknown, null, '由各地规定'),
  row('130000', ['2023-02-01', null], 'REWARD_NOTICE', wd(2), 'S', '河北省举报奖励细则（2023-02-01）'),
  row('440100', [null, '2022-12-31'], 'REWARD_NOTICE', wd(5), 'S', '广州市举报奖励指引（2022-10-20）'),
  row('CN', ['2023-01-01', null], 'REWARD_CLAIM', months(2), 'S', '医保办发〔2022〕22号'),
  row('CN', [null, '2022-12-31'], 'REWARD_CLAIM', unknown, null, '由各地规定'),
  row('440100', [null, '2022-12-31'], 'REWARD_CLAIM', cd(60), 'S', '广州市举报奖励指引（2022-10-20）'),
  row('110000', ['2023-11-28', null], 'REWARD_CLAIM', months(2), 'S', '北京市举报奖励细则（2023-11-28）'),
  // Settings H1 to H5 of section 2 and section 9: no text answers these questions; the words are those of clocks/regime.ts.
  row('CN', ALWAYS, 'REGIME_DATE', word('RECEIPT'), 'I', '设置 H1'),
  row('CN', ALWAYS, 'UNFINISHED_AT_CHANGE', word('NEW_STEPS_NEW_LAW'), 'I', '设置 H2'),
  row('CN', ALWAYS, 'GAP_2022', word('ORDER5'), 'I', '设置 H3'),
  row('CN', ALWAYS, 'ORDER4_OVERLAP', word('EXTENSION_BY_ORDER4'), 'I', '设置 H4'),
  row('CN', ALWAYS, 'TRANSFER_CLOCK', word('RECEIVER_RECEIPT'), 'I', '设置 H5'),
];

// Papers of the reward. The person is known by the number of the report only; no name ever stands here.
import { body, heading, item, to } from '../rules/template.ts';
import type { Template } from '../rules/template.ts';

const SECRECY = '《医疗保障基金使用监督管理条例》第三十五条：为举报人保密，对查实的举报给予奖励';

export const REWARD_PAPERS = {
  rewardDecision: {
    kind: 'rewardDecision', version: 1, title: '举报奖励决定书', word: '奖',
    basis: [SECRECY],
    slots: { reportNumber: '举报编号', matter: '举报事项的查处结果', ruleSet: '奖励依据（规则版本）', caseValue: '案值', calculation: '计算过程', amount: '奖励金额', decision: '决定' },
    optional: { level: '奖励等级', confirmation: '依据的确认情况', reasons: '裁量理由' },
    body: [
      item('举报编号：{reportNumber}'),
      heading('一、举报事项的查处结果'), body('{matter}'),
      heading('二、奖励依据'), body('{ruleSet}'), body('{confirmation}', 'confirmation'),
      heading('三、案值、等级和计算'), item('案值：{caseValue}'), item('奖励等级：{level}', 'level'), body('{calculation}'), body('裁量理由：{reasons}', 'reasons'),
      heading('四、决定'), body('{decision}'), item('奖励金额：{amount}'),
      body('本决定书列入副卷，依照保密规定管理，不得载入案件正卷。'),
    ],
  },
  rewardNotice: {
    kind: 'rewardNotice', version: 2, title: '举报奖励领取通知书', word: '奖通',
    basis: [SECRECY],
    slots: { reportNumber: '举报编号', amount: '奖励金额', claimPeriod: '领取期限', howToClaim: '领取方式和需要的材料' },
    optional: { waiver: '放弃领取和逾期的后果', ruleSet: '奖励依据' },
    body: [
      to('举报人：'),
      body('您举报的事项（举报编号{reportNumber}）已经查实。我局决定给予您举报奖励，金额为{amount}。'),
      body('奖励依据：{ruleSet}', 'ruleSet'),
      body('领取期限：{claimPeriod}。期限自您在查询页面点选“我已看到通知”或者签收本通知书之日起计算。'),
      body('领取方式：{howToClaim}'), body('{waiver}', 'waiver'),
      body('领取时核实身份的人员负有保密义务，您的身份不会载入案件材料。感谢您对医疗保障基金安全的关心。'),
    ],
  },
} as const satisfies Record<string, Template>;

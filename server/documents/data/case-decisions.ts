// Documents that go to the party: order, notices, decision. Periods are blanks: they come from the parameters in force, never from here.
import { body, heading, item, to } from '../rules/template.ts';
import type { Template } from '../rules/template.ts';

const APL = '《中华人民共和国行政处罚法》';

export const CASE_DECISIONS = {
  orderToCorrect: {
    kind: 'orderToCorrect', version: 1, title: '责令改正通知书', word: '责改',
    basis: [`${APL}第二十八条：实施行政处罚时，应当责令当事人改正或者限期改正`, '《医疗保障行政处罚程序暂行规定》（国家医疗保障局令第4号）第十三条'],
    slots: { party: '当事人', facts: '违法事实', provision: '违反的规定', requirement: '改正要求', deadline: '改正期限' },
    optional: { followUp: '复查安排' },
    body: [
      to('{party}：'),
      body('经查，你（单位）存在下列行为：'), body('{facts}'),
      body('上述行为违反了{provision}的规定。依照《中华人民共和国行政处罚法》第二十八条，现责令你（单位）于{deadline}前改正：'), body('{requirement}'),
      body('{followUp}', 'followUp'),
      body('请在改正后将改正情况书面报送我局。你（单位）有权陈述和申辩。'),
    ],
  },
  priorNotice: {
    kind: 'priorNotice', version: 1, title: '行政处罚事先告知书', word: '罚告',
    basis: [`${APL}第四十四条：拟作出的处罚内容及事实、理由、依据和权利`, `${APL}第四十五条：陈述、申辩；不得因申辩给予更重的处罚`, `${APL}第六十三条、第六十四条：听证`],
    slots: { party: '当事人', facts: '查明的事实', evidence: '证据', breached: '违反的规定', basis: '处罚依据', proposal: '拟作出的处罚', defencePeriod: '陈述申辩期限' },
    optional: { discretion: '裁量理由', hearingPeriod: '要求听证的期限', change: '重新告知的理由' },
    body: [
      to('{party}：'),
      body('本告知书代替此前的告知。重新告知的理由：{change}', 'change'),
      heading('一、查明的事实和证据'), body('{facts}'), body('以上事实有下列证据证实：{evidence}'),
      heading('二、理由和依据'), body('上述行为违反了{breached}的规定。依据{basis}，拟对你（单位）作出处罚。'), body('裁量理由：{discretion}', 'discretion'),
      heading('三、拟作出的处罚'), body('{proposal}'),
      heading('四、你（单位）的权利'),
      body('依照《中华人民共和国行政处罚法》第四十四条、第四十五条，你（单位）有权陈述和申辩，可以自收到本告知书之日起{defencePeriod}内向我局提出。我局充分听取意见，不会因申辩而给予更重的处罚。'),
      body('依照《中华人民共和国行政处罚法》第六十三条、第六十四条，你（单位）有权要求听证，应当自收到本告知书之日起{hearingPeriod}内向我局提出。听证不收取任何费用。', 'hearingPeriod'),
      body('期限届满没有提出的，我局将依法作出决定。'),
      item('联系地址：{bureauAddress}　电话：{bureauPhone}'),
    ],
  },
  hearingNotice: {
    kind: 'hearingNotice', version: 1, title: '行政处罚听证通知书', word: '听',
    basis: [`${APL}第六十三条、第六十四条`],
    slots: { party: '当事人', matter: '案由', hearingAt: '听证时间', place: '听证地点', isPublic: '公开或者不公开', host: '主持人' },
    optional: { reasonNotPublic: '不公开的理由', recorder: '记录人' },
    body: [
      to('{party}：'),
      body('你（单位）就{matter}一案提出的听证要求，我局已经收到，决定于{hearingAt}在{place}{isPublic}举行听证。'),
      body('不公开举行的理由：{reasonNotPublic}', 'reasonNotPublic'),
      body('听证由非本案调查人员{host}主持。你（单位）认为主持人与本案有直接利害关系的，有权申请回避。'), body('记录人：{recorder}', 'recorder'),
      body('你（单位）可以亲自参加，也可以委托一至二人代理。无正当理由拒不出席或者未经许可中途退出的，视为放弃听证权利。'),
      body('当事人不承担听证的费用。'),
    ],
  },
  decision: {
    kind: 'decision', version: 1, title: '行政处罚决定书', word: '罚',
    basis: [`${APL}第五十七条、第五十九条：决定书应当载明的事项`, `${APL}第六十一条：送达`],
    slots: {
      party: '当事人姓名或者名称', partyAddress: '当事人地址', facts: '违法事实', evidence: '证据', defence: '陈述申辩（听证）及采纳情况', breached: '违反的规定', basis: '处罚依据',
      decision: '处罚的种类和内容', performance: '履行方式和期限', remedies: '救济途径和期限',
    },
    optional: { creditCode: '统一社会信用代码或者证件号码', representative: '法定代表人或者负责人', discretion: '裁量基准及理由', amounts: '分项金额', surcharge: '逾期不缴纳的后果' },
    body: [
      item('当事人：{party}'), item('地址：{partyAddress}'), item('统一社会信用代码（证件号码）：{creditCode}', 'creditCode'), item('法定代表人（负责人）：{representative}', 'representative'),
      heading('一、违法事实和证据'), body('{facts}'), body('以上事实有下列证据证实：{evidence}'),
      heading('二、陈述、申辩和听证'), body('{defence}'),
      heading('三、处罚的依据和裁量'), body('上述行为违反了{breached}的规定。依据{basis}，应当给予行政处罚。'), body('{discretion}', 'discretion'),
      heading('四、决定'), body('{decision}'), body('{amounts}', 'amounts'),
      heading('五、履行方式和期限'), body('{performance}'), body('{surcharge}', 'surcharge'),
      heading('六、救济途径'), body('{remedies}'), body('申请行政复议或者提起行政诉讼的，本决定不停止执行，法律另有规定的除外。'),
    ],
  },
} as const satisfies Record<string, Template>;

// Papers that stay in the file: filing, end of the inquiry, legal review, service, closing.
import { body, heading, item } from '../rules/template.ts';
import type { Template } from '../rules/template.ts';

const D4 = '《医疗保障行政处罚程序暂行规定》（国家医疗保障局令第4号）';

export const CASE_PAPERS = {
  filingForm: {
    kind: 'filingForm', version: 1, title: '立案审批表', word: '立',
    basis: [`${D4}第十五条：有明确的违法嫌疑人，有依法应当给予行政处罚的行为，属于本部门管辖`, '《中华人民共和国行政处罚法》第四十二条：执法人员不得少于两人'],
    slots: { party: '当事人', source: '线索来源', matter: '案由', facts: '初步查明的事实', conditions: '立案条件审查', officers: '承办人员', opinion: '承办意见', approver: '审批人', approvedOn: '审批日期' },
    optional: { partyAddress: '当事人住所', creditCode: '统一社会信用代码', provisions: '涉嫌违反的规定' },
    body: [
      item('当事人：{party}'), item('住所：{partyAddress}', 'partyAddress'), item('统一社会信用代码：{creditCode}', 'creditCode'), item('案由：{matter}'), item('线索来源：{source}'),
      heading('一、初步查明的事实'), body('{facts}'),
      heading('二、涉嫌违反的规定', 'provisions'), body('{provisions}', 'provisions'),
      heading('三、立案条件'), body('{conditions}'),
      heading('四、承办意见'), body('{opinion}'), item('承办人员：{officers}'),
      heading('五、审批意见'), body('同意立案。自本日起计算办案期限。'), item('审批人：{approver}　{approvedOn}'),
    ],
  },
  endReport: {
    kind: 'endReport', version: 1, title: '调查终结报告', word: '终',
    basis: [`${D4}第三十六条：当事人、来源和经过、事实和证据、性质、处理建议和依据、裁量理由`],
    slots: { caseNumber: '案号', party: '当事人基本情况', source: '案件来源', course: '调查经过', facts: '查明的事实', evidence: '证据', nature: '案件性质', proposal: '处理建议和依据', discretion: '裁量理由', officers: '承办人员' },
    optional: { correction: '责令改正情况' },
    body: [
      item('案号：{caseNumber}'),
      heading('一、当事人基本情况'), body('{party}'),
      heading('二、案件来源和调查经过'), body('{source}'), body('{course}'),
      heading('三、查明的事实'), body('{facts}'),
      heading('四、证据'), body('{evidence}'),
      heading('五、案件性质'), body('{nature}'),
      heading('六、责令改正情况', 'correction'), body('{correction}', 'correction'),
      heading('七、处理建议和依据'), body('{proposal}'),
      heading('八、裁量理由'), body('{discretion}'),
      item('承办人员：{officers}'),
    ],
  },
  reviewOpinion: {
    kind: 'reviewOpinion', version: 1, title: '法制审核意见书', word: '审',
    basis: ['《中华人民共和国行政处罚法》第五十八条：未经法制审核或者审核未通过的，不得作出决定', `${D4}第三十九条、第四十条`],
    slots: { caseNumber: '案号', party: '当事人', round: '审核次数', opinion: '审核结论', reasons: '审核理由', reviewer: '审核人' },
    optional: { suggestions: '需要补充或者改正的事项' },
    body: [
      item('案号：{caseNumber}'), item('当事人：{party}'), item('审核次数：第{round}次'),
      heading('一、审核结论'), body('{opinion}'),
      heading('二、审核理由'), body('{reasons}'),
      heading('三、需要补充或者改正的事项', 'suggestions'), body('{suggestions}', 'suggestions'),
      body('审核人未参与本案调查。'), item('审核人：{reviewer}'),
    ],
  },
  serviceReceipt: {
    kind: 'serviceReceipt', version: 1, title: '送达回证', word: '送',
    basis: ['《中华人民共和国行政处罚法》第六十一条'],
    slots: { caseNumber: '案号', served: '送达的文书名称和文号', recipient: '受送达人', place: '送达地点', way: '送达方式', servedOn: '送达日期', servers: '送达人' },
    optional: { note: '备注（见证、拒收、代收等情况）' },
    body: [
      item('案号：{caseNumber}'), item('送达文书：{served}'), item('受送达人：{recipient}'), item('送达地点：{place}'), item('送达方式：{way}'), item('送达日期：{servedOn}'), item('送达人：{servers}'),
      item('备注：{note}', 'note'), item('受送达人签名或者盖章：　　　　　　　　　　年　　月　　日'), item('见证人签名或者盖章：　　　　　　　　　　　年　　月　　日'),
    ],
  },
  closingReport: {
    kind: 'closingReport', version: 1, title: '结案报告', word: '结',
    basis: [`${D4}第五十六条、第五十七条：结案；一案一卷`],
    slots: { caseNumber: '案号', party: '当事人', facts: '案情摘要', decision: '处理决定', execution: '执行情况', closing: '结案方式和理由', officers: '承办人员' },
    optional: { publication: '公开情况', measures: '强制措施和先行登记保存的处理' },
    body: [
      item('案号：{caseNumber}'), item('当事人：{party}'),
      heading('一、案情摘要'), body('{facts}'),
      heading('二、处理决定'), body('{decision}'),
      heading('三、执行情况'), body('{execution}'),
      heading('四、保存、封存等措施的处理', 'measures'), body('{measures}', 'measures'),
      heading('五、公开情况', 'publication'), body('{publication}', 'publication'),
      heading('六、结案意见'), body('{closing}'), item('承办人员：{officers}'),
      item('负责人审批意见：　　　　　　　　　　　　　年　　月　　日'),
    ],
  },
} as const satisfies Record<string, Template>;

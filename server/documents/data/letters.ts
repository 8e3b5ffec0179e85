// Letters of the reporting stage. The day on which acceptance must be told is not known for today's rules, so no letter names one.
import { body, to } from '../rules/template.ts';
import type { Template } from '../rules/template.ts';

const D5 = '《医疗保障基金使用监督管理举报处理暂行办法》（国家医疗保障局令第5号）';

export const LETTERS = {
  registration: {
    kind: 'registration', version: 1, title: '举报登记通知书', word: '举登',
    basis: [`${D5}：鼓励实名举报，举报人信息严格保密`, '《医疗保障基金使用监督管理条例》第三十五条：为举报人保密'],
    slots: { reportNumber: '举报编号', receivedOn: '收到日期' },
    optional: { nextStep: '接下来的安排' },
    body: [
      to('举报人：'),
      body('您反映的事项，我局于{receivedOn}收到并已登记，举报编号为{reportNumber}。'),
      body('本通知表示材料已经收到并登记，不表示已经受理或者立案。是否受理、是否立案，我局核查后另行告知。'),
      body('{nextStep}', 'nextStep'),
      body('请妥善保存举报编号和查询码，凭此查询办理情况、补充材料。我局对举报人的信息和举报内容依法保密。'),
    ],
  },
  notAccepted: {
    kind: 'notAccepted', version: 1, title: '不予受理告知书', word: '不受',
    basis: [D5],
    slots: { reportNumber: '举报编号', receivedOn: '收到日期', ground: '不予受理的理由', groundSource: '理由的依据（文件名称及条款）' },
    optional: { explanation: '情况说明', otherWay: '可以另行提出的部门或程序', remedy: '救济途径（依当地规定录入）' },
    body: [
      to('举报人：'),
      body('您于{receivedOn}提交的举报（编号{reportNumber}），经审查，属于下列情形，我局决定不予受理：'),
      body('{ground}。'),
      body('依据：{groundSource}。'),
      body('{explanation}', 'explanation'),
      body('您可以另行通过下列途径提出：{otherWay}。', 'otherWay'),
      body('{remedy}', 'remedy'),
      body('您提交的材料，我局予以留存。如有新的线索，欢迎继续提供。'),
    ],
  },
  question: {
    kind: 'question', version: 1, title: '补充情况询问函', word: '询',
    basis: [D5],
    slots: { reportNumber: '举报编号', question: '询问的内容' },
    optional: { answerBy: '希望答复的日期' },
    body: [
      to('举报人：'),
      body('为了核实您反映的事项（举报编号{reportNumber}），请您就下列问题补充说明：'),
      body('{question}'),
      body('如能在{answerBy}前答复，有助于及时核查。', 'answerBy'),
      body('是否答复由您决定。请凭举报编号和查询码在查询页面答复，不必透露身份。'),
    ],
  },
  transferLetter: {
    kind: 'transferLetter', version: 1, title: '案件线索移送函', word: '移',
    basis: ['《中华人民共和国行政处罚法》第二十二条、第二十三条：违法行为发生地、县级以上行政机关管辖', '《医疗保障行政处罚程序暂行规定》（国家医疗保障局令第4号）第九条至第十二条'],
    slots: { receiver: '受移送单位', leadNumber: '线索登记号', receivedOn: '首次收到日期', matter: '线索内容', reason: '移送理由' },
    optional: { attachments: '随函材料目录', contact: '联系人和电话' },
    body: [
      to('{receiver}：'),
      body('我局于{receivedOn}收到一件医疗保障基金使用方面的问题线索（登记号{leadNumber}），主要内容如下：'),
      body('{matter}'),
      body('移送理由：{reason}。'),
      body('现将该线索移送你单位依法处理。收到后请在签收栏注明日期；认为不属于你单位管辖的，请说明理由并及时退回。在你单位接收之前，该线索仍由我局负责。'),
      body('随函材料：{attachments}', 'attachments'),
      body('联系人：{contact}', 'contact'),
      body('本函不含线索提供人的身份信息。请依照《医疗保障基金使用监督管理条例》第三十五条做好保密工作，不得将线索内容泄露给被反映的单位和个人。'),
    ],
  },
  handDownLetter: {
    kind: 'handDownLetter', version: 1, title: '线索交办函', word: '交',
    basis: [`${D5}：国务院医疗保障行政部门指导全国，县级以上医疗保障行政部门办理本行政区域的举报`, '国家医疗保障局2018年11月29日会议：交办线索从收到交办之日起办理并上报结果'],
    slots: { receiver: '承办单位', leadNumber: '线索登记号', receivedOn: '首次收到日期', matter: '线索内容', demand: '办理要求' },
    optional: { limit: '办理期限' },
    body: [
      to('{receiver}：'),
      body('现将一件医疗保障基金使用方面的问题线索（登记号{leadNumber}，我局于{receivedOn}首次收到）交你局办理，主要内容如下：'),
      body('{matter}'),
      body('办理要求：{demand}。'),
      body('请自收到本函之日起{limit}内办结，并书面报告办理结果。', 'limit'),
      body('请在办结后书面报告办理结果。办理情况我局将跟踪督促。'),
      body('请依照《医疗保障基金使用监督管理条例》第三十五条做好保密工作，不得将线索内容和线索提供人的信息泄露给被反映的单位和个人。'),
    ],
  },
  reportBack: {
    kind: 'reportBack', version: 1, title: '交办线索办理情况报告', word: '报',
    basis: ['国家医疗保障局2018年11月29日会议：交办线索办结后上报'],
    slots: { receiver: '交办单位', leadNumber: '线索登记号', handDownOn: '交办日期', outcome: '办理状态', result: '办理结果' },
    optional: { handDownNumber: '交办文号' },
    body: [
      to('{receiver}：'),
      body('你局于{handDownOn}交办的线索（登记号{leadNumber}），我局办理情况报告如下。'),
      body('交办文号：{handDownNumber}', 'handDownNumber'),
      body('目前状态：{outcome}。'),
      body('{result}'),
    ],
  },
  superviseLetter: {
    kind: 'superviseLetter', version: 1, title: '线索督办函', word: '督',
    basis: ['国家医疗保障局2018年11月29日会议：逾期或者办理质量不高的交办线索，予以督办或者重新核查'],
    slots: { receiver: '承办单位', leadNumber: '线索登记号', handDownOn: '交办日期', demand: '督办要求' },
    optional: { handDownNumber: '交办文号' },
    body: [
      to('{receiver}：'),
      body('我局于{handDownOn}交你局办理的线索（登记号{leadNumber}），现予督办。'),
      body('交办文号：{handDownNumber}', 'handDownNumber'),
      body('要求：{demand}。'),
      body('请抓紧办理，并书面报告办理结果。'),
    ],
  },
  filed: {
    kind: 'filed', version: 1, title: '立案告知书', word: '立告',
    basis: [`${D5}：向实名举报人告知是否立案`, '《医疗保障行政处罚程序暂行规定》（国家医疗保障局令第4号）第十五条'],
    slots: { reportNumber: '举报编号', decidedOn: '决定日期' },
    optional: {},
    body: [
      to('举报人：'),
      body('您反映的事项（举报编号{reportNumber}），经核查，我局已于{decidedOn}决定立案调查。'),
      body('办理情况可以凭举报编号和查询码查询。请您继续对举报事项保密，以免影响调查，也保护您自己。'),
    ],
  },
  notFiled: {
    kind: 'notFiled', version: 1, title: '不予立案告知书', word: '不立',
    basis: [`${D5}：向实名举报人告知是否立案`, '《医疗保障行政处罚程序暂行规定》（国家医疗保障局令第4号）第十五条'],
    slots: { reportNumber: '举报编号', decidedOn: '决定日期', reason: '不予立案的理由' },
    optional: { remedy: '救济途径（依当地规定录入）' },
    body: [
      to('举报人：'),
      body('您反映的事项（举报编号{reportNumber}），经核查，我局于{decidedOn}决定不予立案。理由如下：'),
      body('{reason}。'),
      body('{remedy}', 'remedy'),
      body('以后有新的证据，可以再次提交，经批准可以重新核查。'),
    ],
  },
} as const satisfies Record<string, Template>;

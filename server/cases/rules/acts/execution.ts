// Execution, closing, archiving (条例第四十五条, 行政处罚法第六十七、七十二条, 程序规定第五十六、五十七条).
import { formatYuan } from '../../../kernel/money.ts';
import { Invalid, Refused } from '../../../kernel/errors.ts';
import { addMonths, isLegalDate } from '../../../kernel/workdays.ts';
import { CAPS } from '../case.ts';
import type { Case, ClosingKind, Payment } from '../case.ts';
import { stopped } from '../clocks.ts';
import { ACCOUNT_OF, suspensionEnds, sumsOf, unnotedSuspensions } from '../execution.ts';
import { demand, need } from '../guards.ts';
import { chineseDate, decisionKindText, factsText, officersText, paper } from '../papers.ts';
import { after } from '../situation.ts';
import type { Situation } from '../situation.ts';

export type PaymentInput = Omit<Payment, 'id' | 'by'>;

/** A refund goes to the fund's fiscal account, a fine and its surcharge to the treasury, never the other way. */
export function recordPayment(kase: Case, input: PaymentInput, situation: Situation): Case {
  if (kase.payments.length >= CAPS.payments) throw new Refused('CAP_PAYMENTS', '', { limit: CAPS.payments });
  demand([need('G-ACCOUNT', input.account === ACCOUNT_OF[input.kind], '医疗保障基金使用监督管理条例第四十五条', { account: ACCOUNT_OF[input.kind] })]);
  if (input.on > situation.today || input.on < (kase.decision?.on ?? '')) throw new Invalid({ on: { key: 'cases.error.paymentDate' } });
  if (input.amountFen <= 0) throw new Invalid({ amountFen: { key: 'common.error.money' } });
  if (kase.payments.some((each) => each.voucher === input.voucher && each.kind === input.kind)) throw new Invalid({ voucher: { key: 'cases.error.voucherTwice' } });
  const { refund, fine, surcharge } = sumsOf(kase, situation);
  const left = { REFUND: refund, FINE: fine, SURCHARGE: surcharge }[input.kind].leftFen;
  if (input.amountFen > left) throw new Invalid({ amountFen: { key: 'cases.error.tooMuch', args: { left: formatYuan(left) } } });
  const changed = { ...kase, payments: [...kase.payments, { ...input, id: situation.newId, by: situation.person.id }] };
  const rest = sumsOf(changed, situation);
  const isPaid = rest.refund.leftFen + rest.fine.leftFen === 0;
  return after(kase, situation, { act: 'recordPayment', state: 'executing', args: { kind: input.kind, fen: input.amountFen, voucher: input.voucher } }, {
    payments: changed.payments, clocks: isPaid ? stopped(kase.clocks, situation.calendar, 'PAY', input.on) : kase.clocks,
  });
}

/**
 * The period in which a suspension of the decision runs, told to whoever carries it out: not before the decision was served, and as long as was decided.
 * It may end sooner only where the decision ends the agreement too: then there is nothing left to suspend.
 */
export function noteSuspension(kase: Case, input: { findingId: string; from: string; to: string; note: string }, situation: Situation): Case {
  const decided = kase.decision?.findings.find(({ id }) => id === input.findingId && unnotedSuspensions(kase).includes(id));
  if (!decided || decided.suspensionMonths === null) throw new Invalid({ findingId: { key: 'common.error.choose' } });
  const { from, to } = input;
  if (from < (kase.service?.on ?? '')) throw new Invalid({ from: { key: 'cases.error.suspensionBegin', args: { on: kase.service?.on ?? '' } } });
  if (to <= from) throw new Invalid({ to: { key: 'common.error.order' } });
  if (!isLegalDate(addMonths(from, Math.ceil(Number(decided.suspensionMonths)) + 1))) throw new Invalid({ from: { key: 'common.error.date' } });
  const { first, last } = suspensionEnds(from, decided.suspensionMonths);
  const months = String(Number(decided.suspensionMonths));
  const endsAgreement = kase.decision?.findings.some(({ terminateAgreement }) => terminateAgreement) ?? false;
  if (to > last) throw new Invalid({ to: { key: 'cases.error.suspensionLong', args: { months, from, last } } });
  if (to < first && !endsAgreement) throw new Invalid({ to: { key: 'cases.error.suspensionShort', args: { months, from, first } } });
  return after(kase, situation, { act: 'noteSuspension', state: 'executing', note: input.note, args: { from, to } }, { suspensionNotes: [...kase.suspensionNotes, input] });
}

export const finishExecution = (kase: Case, _input: Record<never, never>, situation: Situation): Case => after(kase, situation, { act: 'finishExecution', state: 'executed' }, {});

/** Where the decision stands before the public; with it the time to publish ends. Never before service, which lets the party know first. */
export function publishDecision(kase: Case, { on, publishedAt }: { on: string; publishedAt: string }, situation: Situation): Case {
  if (on > situation.today || on < (kase.service?.on ?? '')) throw new Invalid({ on: { key: 'cases.error.publicationDate' } });
  return after(kase, situation, { act: 'publishDecision', args: { on, where: publishedAt } }, {
    publication: { kind: 'PUBLISHED', on, where: publishedAt, reason: '', by: situation.person.id }, clocks: stopped(kase.clocks, situation.calendar, 'PUBLISH_DECISION', on),
  });
}

/** Only decisions of some influence must be published (行政处罚法第四十八条): the head answers for one that is not. */
export const keepUnpublished = (kase: Case, { reason }: { reason: string }, situation: Situation): Case =>
  after(kase, situation, { act: 'keepUnpublished', note: reason }, {
    publication: { kind: 'KEPT', on: situation.today, where: '', reason, by: situation.person.id }, clocks: stopped(kase.clocks, situation.calendar, 'PUBLISH_DECISION', situation.today),
  });

const KIND_OF: Partial<Record<Case['state'], ClosingKind>> = { executed: 'EXECUTED', served: 'NOTHING_TO_EXECUTE', terminated: 'TERMINATED' };
const CLOSING_TEXT: Record<ClosingKind, string> = { EXECUTED: '决定已全部执行', COURT_ACCEPTED: '人民法院已受理强制执行申请', NOTHING_TO_EXECUTE: '没有需要执行的内容', TERMINATED: '终止调查', OTHER: '其他应当结案的情形' };

const publicationText = (publication: Case['publication']): string =>
  (!publication ? '' : publication.kind === 'PUBLISHED' ? `处理决定已于${chineseDate(publication.on)}公示：${publication.where}。` : `经负责人决定不公示：${publication.reason}`);

export function writeClosingReport(kase: Case, { report }: { report: string }, situation: Situation): Case {
  const kind = KIND_OF[kase.state] ?? 'OTHER';
  return after(kase, situation, { act: 'writeClosingReport', args: { kind } }, { closing: { kind, report, writtenBy: situation.person.id, writtenOn: situation.today, approvedBy: null, closedOn: null } });
}

/** The head approves the closing report; with it the case is closed and the report printed. */
export function close(kase: Case, _input: Record<never, never>, situation: Situation): Case {
  const { closing, decision } = kase;
  if (!closing) throw new Invalid({ form: { key: 'common.error.required' } });
  const { refund, fine, surcharge } = sumsOf(kase, situation);
  const papers = [...kase.papers, paper(kase, situation, 'closingReport', {
    caseNumber: kase.number, party: kase.party.name, facts: factsText(kase), decision: decision ? decisionKindText(decision.kind) : '终止调查',
    execution: decision ? `退回基金${formatYuan(refund.paidFen)}元，罚款${formatYuan(fine.paidFen)}元，加处罚款${formatYuan(surcharge.paidFen)}元。` : '无',
    closing: `${CLOSING_TEXT[closing.kind]}。${closing.report}`, officers: officersText(kase),
    measures: kase.evidence.flatMap((item) => (item.preservation?.disposal ? [`${item.name}：${item.preservation.disposal.on}已处理`] : [])).join('；'),
    publication: publicationText(kase.publication),
  })];
  const clocks = kase.clocks.reduce((all, each) => (['RECONSIDER', 'SUE', 'PUBLISH_DECISION'].includes(each.clock.code) ? all : stopped(all, situation.calendar, each.clock.code, situation.today, each.subject)), kase.clocks);
  return after(kase, situation, { act: 'close', state: 'closed', args: { kind: closing.kind } }, { closing: { ...closing, approvedBy: situation.person.id, closedOn: situation.today }, papers, clocks });
}

export const archive = (kase: Case, _input: Record<never, never>, situation: Situation): Case =>
  after(kase, situation, { act: 'archive', state: 'archived' }, { archivedOn: situation.today });

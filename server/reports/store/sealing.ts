// A report at rest: dates, states, categories and divisions are open; every word and the whole record are sealed under its id.
import type { Crypto, Sealed } from '../../kernel/crypto.ts';
import type { ReceiptSalts, Receipt, ReceiptContent } from '../../documents/rules/receipt.ts';
import { dueKey, queueOf, receivedKey } from '../rules/queue.ts';
import type { Queue } from '../rules/queue.ts';
import type { Content, Message, PendingLetter, Report, ReportEvent, ToldLine } from '../rules/report.ts';

/** What the reporter may download again, and the salt that opens the order when first-ness is decided. */
export type Proof = { receipt: Receipt; content: ReceiptContent; salts: ReceiptSalts };

type Log = { messages: Message[]; events: ReportEvent[]; told: ToldLine[]; pending: PendingLetter[] };
export type ReportRow = Omit<Report, 'id' | 'content' | keyof Log> & {
  _id: string;
  submission: string;
  sealedContent: Sealed;
  sealedLog: Sealed;
  sealedProof: Sealed | null;
  queue: Queue;
  dueOn: string;
  dueKey: string;
  receivedKey: string;
};

type Sealing = Pick<Crypto, 'seal' | 'open'>;

export const sealLog = (crypto: Sealing, report: Report): Sealed => {
  const { messages, events, told, pending } = report;
  return crypto.seal('content', `${report.id}/log`, { messages, events, told, pending } satisfies Log);
};

/** What a list reads: without record and receipt. */
export const contentOf = (crypto: Sealing, row: Pick<ReportRow, '_id' | 'sealedContent'>): Content => crypto.open<Content>('content', row._id, row.sealedContent);
export const proofOf = (crypto: Sealing, row: Pick<ReportRow, '_id' | 'sealedProof'>): Proof | null =>
  (row.sealedProof ? crypto.open<Proof>('content', `${row._id}/proof`, row.sealedProof) : null);

export function reportOf(crypto: Sealing, row: ReportRow): Report {
  const { _id: id, submission: _submission, sealedContent, sealedLog, sealedProof: _proof, queue: _queue, dueOn: _dueOn, dueKey: _dueKey, receivedKey: _receivedKey, ...open } = row;
  const log = crypto.open<Log>('content', `${id}/log`, sealedLog);
  // JSON gives dates back as texts.
  const events = log.events.map((event) => ({ ...event, at: event.at === null ? null : new Date(event.at) }));
  return { ...open, id, content: contentOf(crypto, { _id: id, sealedContent }), ...log, events };
}

export function rowOf(crypto: Sealing, report: Report, extra: { submission: string; dueOn: string; proof: Proof | null }): ReportRow {
  const { id, content, messages: _messages, events: _events, told: _told, pending: _pending, ...open } = report;
  return {
    ...open, _id: id, submission: extra.submission, sealedContent: crypto.seal('content', id, content), sealedLog: sealLog(crypto, report),
    sealedProof: extra.proof ? crypto.seal('content', `${id}/proof`, extra.proof) : null, ...keysOf(report, extra.dueOn),
  };
}

export const keysOf = (report: Report, dueOn: string): Pick<ReportRow, 'queue' | 'dueOn' | 'dueKey' | 'receivedKey'> => ({
  queue: queueOf(report), dueOn, dueKey: dueKey(report, dueOn), receivedKey: receivedKey(report),
});

/** What an act may change; number, order, content, code and submission are not among it. */
export function mutableOf(crypto: Sealing, report: Report, dueOn: string): Partial<ReportRow> {
  const { bureau, categories, institutionId, state, reason, assigned, recused, clocks, files, handlingOn, decidedOn, doneOn, visitedOn, withdrawnOn, caseId, mergedInto, transferredTo, isAsked, hasNews } = report;
  return {
    bureau, categories, institutionId, state, reason, assigned, recused, clocks, files, handlingOn, decidedOn, doneOn, visitedOn, withdrawnOn, caseId, mergedInto, transferredTo,
    isAsked, hasNews, sealedLog: sealLog(crypto, report), ...keysOf(report, dueOn),
  };
}

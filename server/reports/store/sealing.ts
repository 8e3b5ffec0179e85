// A report at rest: dates, states, categories and divisions are open; every word and the whole record are sealed under its id.
import type { Crypto, Sealed } from '../../kernel/crypto.ts';
import type { ReceiptSalts, Receipt, ReceiptContent } from '../../documents/rules/receipt.ts';
import { dueKey, queueOf, receivedKey } from '../rules/queue.ts';
import type { Queue } from '../rules/queue.ts';
import type { Content, Message, PendingLetter, Report, ReportEvent, ToldLine } from '../rules/report.ts';
import { partOf } from '../rules/ties.ts';
import type { Ties } from '../rules/ties.ts';
import { foundBy } from './found-by.ts';

/** What the reporter may download again, and the salt that opens the order when first-ness is decided. */
export type Proof = { receipt: Receipt; content: ReceiptContent; salts: ReceiptSalts };

type Log = { messages: Message[]; events: ReportEvent[]; told: ToldLine[]; pending: PendingLetter[]; ties?: Ties };
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
  /** Keys of found-by.ts. */
  foundBy: string[];
  /** The group of much the same reports that it was once put into. */
  flood: string | null;
  /** Tags of the bureau's list, by id; they are the desk's and no part of the report. */
  tags: string[];
  /** Its words changed since they were made findable: the write that changes them is the intent. */
  toIndex: boolean;
};

type Sealing = Pick<Crypto, 'seal' | 'open' | 'lookup'>;
type Opening = Pick<Crypto, 'open'>;

export const sealLog = (crypto: Sealing, report: Report): Sealed => {
  const { messages, events, told, pending, ties } = report;
  return crypto.seal('content', `${report.id}/log`, { messages, events, told, pending, ...(ties ? { ties } : {}) } satisfies Log);
};

/** What a list reads: without record and receipt. */
export const contentOf = (crypto: Opening, row: Pick<ReportRow, '_id' | 'sealedContent'>): Content => crypto.open<Content>('content', row._id, row.sealedContent);
export const proofOf = (crypto: Opening, row: Pick<ReportRow, '_id' | 'sealedProof'>): Proof | null =>
  (row.sealedProof ? crypto.open<Proof>('content', `${row._id}/proof`, row.sealedProof) : null);

export function reportOf(crypto: Opening, row: ReportRow): Report {
  const { _id: id, submission: _submission, sealedContent, sealedLog, sealedProof: _proof, queue: _queue, dueOn: _dueOn, dueKey: _dueKey, receivedKey: _receivedKey, foundBy: _foundBy, flood: _flood, tags: _tags, toIndex: _toIndex, ...open } = row;
  const log = crypto.open<Log>('content', `${id}/log`, sealedLog);
  // JSON gives dates back as texts.
  const events = log.events.map((event) => ({ ...event, at: event.at === null ? null : new Date(event.at) }));
  return { ...open, order: Math.floor(open.order), id, content: contentOf(crypto, { _id: id, sealedContent }), ...log, events };
}

export function rowOf(crypto: Sealing, report: Report, extra: { submission: string; dueOn: string; proof: Proof | null }): ReportRow {
  const { id, content, messages: _messages, events: _events, told: _told, pending: _pending, ties: _ties, ...open } = report;
  return {
    // A part stands behind the report that it comes from: the unique index on the order has room between two of them.
    ...open, order: report.order + (partOf(report.number) - 1) / 1000, _id: id, submission: extra.submission, sealedContent: crypto.seal('content', id, content), sealedLog: sealLog(crypto, report),
    sealedProof: extra.proof ? crypto.seal('content', `${id}/proof`, extra.proof) : null, ...keysOf(crypto, report, extra.dueOn), flood: null, tags: [], toIndex: true,
  };
}

export const keysOf = (crypto: Pick<Crypto, 'lookup'>, report: Report, dueOn: string): Pick<ReportRow, 'queue' | 'dueOn' | 'dueKey' | 'receivedKey' | 'foundBy'> => ({
  queue: queueOf(report), dueOn, dueKey: dueKey(report, dueOn), receivedKey: receivedKey(report), foundBy: foundBy(crypto, report),
});

/** What an act may change; number, order, content, code and submission are not among it. */
export function mutableOf(crypto: Sealing, report: Report, dueOn: string): Partial<ReportRow> {
  const { bureau, categories, identity, wantsReward, institutionId, state, reason, assigned, recused, clocks, files, handlingOn, decidedOn, doneOn, visitedOn, withdrawnOn, caseId, mergedInto, transferredTo, isAsked, hasNews } = report;
  return {
    bureau, categories, identity, wantsReward, institutionId, state, reason, assigned, recused, clocks, files, handlingOn, decidedOn, doneOn, visitedOn, withdrawnOn, caseId, mergedInto, transferredTo,
    isAsked, hasNews, sealedLog: sealLog(crypto, report), ...keysOf(crypto, report, dueOn), toIndex: true,
  };
}

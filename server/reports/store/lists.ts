// Lists page by key. The scope (bureau, assignment, recusal) is in the filter.
import type { Model, QueryFilter } from 'mongoose';
import type { Crypto } from '../../kernel/crypto.ts';
import type { InboxView, Queue } from '../rules/queue.ts';
import type { Report } from '../rules/report.ts';
import { contentOf } from './sealing.ts';
import type { ReportRow } from './sealing.ts';

export const PAGE = 20;

/** One line of an inbox: no narrative, no messages, no record. */
export type ReportLine = Pick<Report,
  'id' | 'number' | 'bureau' | 'firstBureau' | 'year' | 'order' | 'source' | 'channel' | 'receivedOn' | 'division' | 'targetKind' | 'categories' | 'identity' | 'wantsReward' | 'state' | 'assigned' |
  'clocks' | 'withdrawnOn' | 'caseId' | 'isAsked' | 'hasNews' | 'version'> & { targetName: string; files: number; dueOn: string };

export type Scope = { bureau: string; person: string; isOnlyAssigned: boolean };
export type InboxQuery = { scope: Scope; view: InboxView; after: string | null };

const OPEN_QUEUES = ['fresh', 'verifying', 'tell'] as const;
const FIELDS = {
  number: 1, bureau: 1, firstBureau: 1, year: 1, order: 1, source: 1, channel: 1, receivedOn: 1, division: 1, targetKind: 1, categories: 1, identity: 1, wantsReward: 1, state: 1, assigned: 1,
  clocks: 1, withdrawnOn: 1, caseId: 1, isAsked: 1, hasNews: 1, version: 1, files: 1, dueOn: 1, dueKey: 1, receivedKey: 1, sealedContent: 1,
} as const;

type LineRow = Pick<ReportRow, '_id' | 'sealedContent' | 'dueOn' | 'dueKey' | 'receivedKey' | 'files' | keyof Omit<ReportLine, 'id' | 'targetName' | 'files' | 'dueOn'>>;

/** The filter and order of one chip; exported so that a test can ask the database which index it takes. */
export function inboxFilter({ scope, view, after }: InboxQuery): { filter: QueryFilter<ReportRow>; sort: { dueKey: 1 } | { receivedKey: -1 }; key: 'dueKey' | 'receivedKey' } {
  const { bureau, person, isOnlyAssigned } = scope;
  const isMine = isOnlyAssigned || view === 'mine';
  const own = { bureau, recused: { $ne: person }, ...(isMine ? { assigned: person } : {}) };
  if (view === 'done') return { filter: { ...own, queue: 'done', ...(after ? { receivedKey: { $lt: after } } : {}) }, sort: { receivedKey: -1 }, key: 'receivedKey' };
  const queue = view === 'open' || view === 'mine' ? { $in: [...OPEN_QUEUES] } : view;
  return { filter: { ...own, queue, ...(after ? { dueKey: { $gt: after } } : {}) }, sort: { dueKey: 1 }, key: 'dueKey' };
}

export function listing(reports: Model<ReportRow>, crypto: Pick<Crypto, 'seal' | 'open'>) {
  const lineOf = ({ _id, sealedContent, dueKey: _dueKey, receivedKey: _receivedKey, files, ...open }: LineRow): ReportLine => ({
    ...open, id: _id, targetName: contentOf(crypto, { _id, sealedContent }).targetName, files: files.length,
  });

  async function onePage(query: InboxQuery): Promise<LineRow[]> {
    const { filter, sort } = inboxFilter(query);
    return reports.find(filter).sort(sort).limit(PAGE + 1).select(FIELDS).lean<LineRow[]>();
  }

  return {
    /** One page of a chip; `next` is the key to ask for what follows. Open ones by due date, done ones newest first. */
    async inbox(query: InboxQuery): Promise<{ lines: ReportLine[]; next: string | null }> {
      const { key } = inboxFilter(query);
      // Three index ranges merged, each one page long, instead of a sort over everything that is open.
      const isMerged = query.view === 'open' && !query.scope.isOnlyAssigned;
      const rows = isMerged
        ? (await Promise.all(OPEN_QUEUES.map((view) => onePage({ ...query, view })))).flat().sort((a, b) => (a.dueKey < b.dueKey ? -1 : 1)).slice(0, PAGE + 1)
        : await onePage(query);
      const page = rows.slice(0, PAGE);
      return { lines: page.map(lineOf), next: rows.length > PAGE ? (page.at(-1)?.[key] ?? null) : null };
    },
    /** How many of the open ones are this person's: a workload is small, so it is counted. */
    countMine: (scope: Scope): Promise<number> => reports.countDocuments({ assigned: scope.person, bureau: scope.bureau, recused: { $ne: scope.person }, queue: { $in: [...OPEN_QUEUES] } }),
    /** How many of a queue do not exist for this person. */
    countRecused: (bureau: string, person: string, queue: Queue): Promise<number> => reports.countDocuments({ recused: person, bureau, queue }),
    /** Older open or filed reports of the bureau that one may be merged into, newest first. */
    async candidates(report: Report): Promise<ReportLine[]> {
      const rows = await reports
        .find({ bureau: report.bureau, receivedKey: { $lt: `${report.year}-${String(report.order).padStart(6, '0')}` }, mergedInto: null })
        .sort({ receivedKey: -1 }).limit(PAGE).select(FIELDS).lean<LineRow[]>();
      return rows.map(lineOf);
    },
  };
}

// Lists page by key. The scope (bureau, assignment, recusal) is in the filter.
import type { Model, QueryFilter } from 'mongoose';
import type { Crypto } from '../../kernel/crypto.ts';
import { receivedKey } from '../rules/queue.ts';
import type { InboxView, Queue } from '../rules/queue.ts';
import type { Identity, Report, State, TargetKind } from '../rules/report.ts';
import type { Span } from '../rules/tally.ts';
import type { CountedRow } from './counts.ts';
import { contentOf } from './sealing.ts';
import type { ReportRow } from './sealing.ts';

export const PAGE = 20;

/** One line of an inbox: no narrative, no messages, no record. */
export type ReportLine = Pick<Report,
  'id' | 'number' | 'bureau' | 'firstBureau' | 'year' | 'order' | 'source' | 'channel' | 'receivedOn' | 'division' | 'targetKind' | 'categories' | 'identity' | 'wantsReward' | 'state' | 'assigned' |
  'clocks' | 'withdrawnOn' | 'caseId' | 'isAsked' | 'hasNews' | 'version'> & { targetName: string; files: number; dueOn: string; tags: string[] };

export type Scope = { bureau: string; person: string; isOnlyAssigned: boolean };
/** Narrows a view; null where it does not. `officer` 'nobody': not assigned. `month` of receipt. */
export type InboxFilters = {
  state: State | null; division: string | null; targetKind: TargetKind | null; identity: Identity | null; officer: string | null; month: string | null; tag?: string | null;
};
/** `span` is needed by late and soon alone, `group` by flood. After `after`, and no further than `upTo`. */
export type InboxQuery = { scope: Scope; view: InboxView; after: string | null; upTo?: string | null; span?: Span; filters?: InboxFilters; group?: string | null };

/** What the counters look at. */
export const COUNTED = { bureau: 1, state: 1, clocks: 1, assigned: 1, isAsked: 1, dueOn: 1, queue: 1, flood: 1 } as const;
export const OPEN_QUEUES = ['fresh', 'verifying', 'tell'] as const;
export const NOT_DONE = [...OPEN_QUEUES, 'flood'] as const;
/** The queues that a view by due date draws from; null: it is read by receipt. */
function queuesOf(view: InboxView): readonly Queue[] | null {
  if (view === 'done' || view === 'all') return null;
  if (view === 'unassigned') return ['fresh', 'verifying'];
  return view === 'fresh' || view === 'verifying' || view === 'tell' || view === 'flood' ? [view] : OPEN_QUEUES;
}
const FIELDS = {
  number: 1, bureau: 1, firstBureau: 1, year: 1, order: 1, source: 1, channel: 1, receivedOn: 1, division: 1, targetKind: 1, categories: 1, identity: 1, wantsReward: 1, state: 1, assigned: 1,
  clocks: 1, withdrawnOn: 1, caseId: 1, isAsked: 1, hasNews: 1, version: 1, files: 1, dueOn: 1, dueKey: 1, receivedKey: 1, sealedContent: 1, tags: 1,
} as const;

type LineRow = Pick<ReportRow, '_id' | 'sealedContent' | 'dueOn' | 'dueKey' | 'receivedKey' | 'files' | keyof Omit<ReportLine, 'id' | 'targetName' | 'files' | 'dueOn'>>;

const narrowed = ({ state, division, targetKind, identity, month, tag = null }: InboxFilters): QueryFilter<ReportRow> => ({
  ...(state ? { state } : {}), ...(division ? { division } : {}), ...(targetKind ? { targetKind } : {}), ...(identity ? { identity } : {}),
  ...(tag ? { tags: tag } : {}), ...(month ? { receivedOn: { $gte: `${month}-01`, $lte: `${month}-31` } } : {}),
});

/** Of several conditions on the handling officers all must hold. */
function handledBy({ scope, view, filters }: InboxQuery): QueryFilter<ReportRow> {
  const isNobody = !scope.isOnlyAssigned && (view === 'unassigned' || filters?.officer === 'nobody');
  const ids = [...(scope.isOnlyAssigned || view === 'mine' ? [scope.person] : []), ...(filters?.officer && filters.officer !== 'nobody' ? [filters.officer] : [])];
  if (isNobody) return { assigned: { $size: 0 } };
  return ids.length > 1 ? { assigned: { $all: ids } } : ids[0] ? { assigned: ids[0] } : {};
}

function dueWithin({ view, after, upTo = null, span }: InboxQuery): { dueKey?: { $gt?: string; $gte?: string; $lt?: string; $lte?: string } } {
  const lower = after ? { $gt: after } : view === 'soon' && span ? { $gte: span.today } : {};
  const upper = span && view === 'late' ? { $lt: span.today } : span && view === 'soon' ? { $lt: span.notSoonFrom } : {};
  const range = { ...lower, ...upper, ...(upTo === null ? {} : { $lte: upTo }) };
  return Object.keys(range).length > 0 ? { dueKey: range } : {};
}

const within = ({ bureau, person, isOnlyAssigned }: Scope): QueryFilter<ReportRow> => ({ bureau, recused: { $ne: person }, ...(isOnlyAssigned ? { assigned: person } : {}) });

type Listed = { filter: QueryFilter<ReportRow>; sort: { dueKey: 1 } | { receivedKey: -1 }; key: 'dueKey' | 'receivedKey' };

/** The filter and order of one view, or of one queue of it; exported so that a test can ask the database which index it takes. */
export function inboxFilter(query: InboxQuery, queue: Queue | null = null): Listed {
  const { scope: { bureau, person }, view, after, filters, group = null } = query;
  const own = { bureau, recused: { $ne: person }, ...handledBy(query), ...(filters ? narrowed(filters) : {}), ...(view === 'asked' ? { isAsked: true } : {}), ...(view === 'flood' && group !== null ? { flood: group } : {}) };
  const queues = queue ? [queue] : queuesOf(view);
  if (queues === null) {
    const over = view === 'done' ? { queue: 'done' as const } : {};
    return { filter: { ...own, ...over, ...(after ? { receivedKey: { $lt: after } } : {}) }, sort: { receivedKey: -1 }, key: 'receivedKey' };
  }
  const [only, ...others] = queues;
  const inQueue = only && others.length === 0 ? { queue: only } : { queue: { $in: [...queues] } };
  return { filter: { ...own, ...inQueue, ...dueWithin(query) }, sort: { dueKey: 1 }, key: 'dueKey' };
}

export function listing(reports: Model<ReportRow>, crypto: Pick<Crypto, 'seal' | 'open'>) {
  const lineOf = ({ _id, sealedContent, dueKey: _dueKey, receivedKey: _receivedKey, files, tags, ...open }: LineRow): ReportLine => ({
    ...open, order: Math.floor(open.order), id: _id, targetName: contentOf(crypto, { _id, sealedContent }).targetName, files: files.length, tags: tags ?? [],
  });

  async function onePage(query: InboxQuery, queue: Queue | null): Promise<LineRow[]> {
    const { filter, sort } = inboxFilter(query, queue);
    return reports.find(filter).sort(sort).limit(PAGE + 1).select(FIELDS).lean<LineRow[]>();
  }

  return {
    /** One page of a view; `next` is the key to ask for what follows. Open ones by due date, the others newest first. */
    async inbox(query: InboxQuery): Promise<{ lines: ReportLine[]; next: string | null }> {
      const { key } = inboxFilter(query);
      // Index ranges merged, each one page long, instead of a sort over everything that is open.
      const queues = queuesOf(query.view) ?? [null];
      const found = await Promise.all(queues.map((queue) => onePage(query, queue)));
      const rows = queues.length === 1 ? found.flat() : found.flat().sort((a, b) => (a.dueKey < b.dueKey ? -1 : 1)).slice(0, PAGE + 1);
      const page = rows.slice(0, PAGE);
      return { lines: page.map(lineOf), next: rows.length > PAGE ? (page.at(-1)?.[key] ?? null) : null };
    },
    /** The key of the last that waits in a group now; null where none does. */
    async lastOfGroup(scope: Scope, group: string): Promise<string | null> {
      const row = await reports.findOne({ ...within(scope), queue: 'flood', flood: group }).sort({ dueKey: -1 }).select({ dueKey: 1 }).lean<Pick<LineRow, 'dueKey'>>();
      return row?.dueKey ?? null;
    },
    /** The group of much the same reports that this one came in, as long as another of it waits that the scope reaches. */
    async groupOf(scope: Scope, id: string): Promise<string | null> {
      const own = await reports.findById(id).select({ flood: 1 }).lean<Pick<ReportRow, 'flood'>>();
      if (!own?.flood) return null;
      const other = await reports.findOne({ ...within(scope), queue: 'flood', flood: own.flood, _id: { $ne: id } }).select({ _id: 1 }).lean<{ _id: string }>();
      return other && own.flood;
    },
    /** The one report with this number, or with this order of the bureau's year, where the scope reaches it. */
    async byNumber({ bureau, person, isOnlyAssigned }: Scope, wanted: { number: string } | { year: number; order: number }): Promise<ReportLine[]> {
      const which = 'number' in wanted ? wanted : { firstBureau: bureau, ...wanted };
      const rows = await reports.find({ ...which, bureau, recused: { $ne: person }, ...(isOnlyAssigned ? { assigned: person } : {}) }).limit(1).select(FIELDS).lean<LineRow[]>();
      return rows.map(lineOf);
    },
    /** What was registered under one of these keys of foreign numbers. */
    async bySubmissions({ bureau, person, isOnlyAssigned }: Scope, submissions: readonly string[]): Promise<ReportLine[]> {
      const rows = await reports.find({ submission: { $in: [...submissions] }, bureau, recused: { $ne: person }, ...(isOnlyAssigned ? { assigned: person } : {}) }).limit(PAGE).select(FIELDS).lean<LineRow[]>();
      return rows.map(lineOf);
    },
    /** The first in the order of due dates after this one (the very first where none follows), itself left out. */
    async nextTo(scope: Scope, queues: readonly Queue[], id: string): Promise<{ id: string; targetName: string } | null> {
      const own = await reports.findById(id).select({ dueKey: 1 }).lean<Pick<LineRow, 'dueKey'>>();
      const first = async (after: string | null): Promise<LineRow | undefined> => {
        const found = await Promise.all(queues.map((queue) => reports
          .find({ ...within(scope), queue, ...(after === null ? {} : { dueKey: { $gt: after } }) }).sort({ dueKey: 1 }).limit(2).select({ dueKey: 1, sealedContent: 1 }).lean<LineRow[]>()));
        return found.flat().filter(({ _id }) => _id !== id).sort((a, b) => (a.dueKey < b.dueKey ? -1 : 1))[0];
      };
      const row = (own ? await first(own.dueKey) : undefined) ?? (await first(null));
      return row ? { id: row._id, targetName: contentOf(crypto, row).targetName } : null;
    },
    /** Open ones that do not exist for this person, as the counters see them. */
    recusedFrom: (bureau: string, person: string): Promise<CountedRow[]> =>
      reports.find({ recused: person, bureau, queue: { $in: [...NOT_DONE] } }).select(COUNTED).lean<CountedRow[]>(),
    countRecusedDone: (bureau: string, person: string): Promise<number> => reports.countDocuments({ recused: person, bureau, queue: 'done' }),
    /** Older reports of the bureau that were not merged themselves, newest first, as far as they exist for this person. `states`: null where any will do. */
    async candidates(report: Report, person: string, states: readonly State[] | null): Promise<ReportLine[]> {
      const older = { bureau: report.bureau, receivedKey: { $lt: receivedKey(report) }, mergedInto: null, recused: { $ne: person } };
      const rows = await reports.find({ ...older, ...(states ? { state: { $in: [...states] } } : {}) }).sort({ receivedKey: -1 }).limit(PAGE).select(FIELDS).lean<LineRow[]>();
      return rows.map(lineOf);
    },
  };
}

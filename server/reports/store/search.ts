// Finding reports by keyed tokens, and what waits to be made findable. Rows hold tokens only; what is read is read from the reports themselves.
import type { Model, QueryFilter } from 'mongoose';
import type { Crypto } from '../../kernel/crypto.ts';
import type { Report } from '../rules/report.ts';
import type { Scope } from './lists.ts';
import type { SearchRow } from './schema.ts';
import { reportOf } from './sealing.ts';
import type { ReportRow } from './sealing.ts';

/** `tokens`: all must be there; the first is the one that is walked along, so the rarest stands first. `hidden`: reports that do not exist for the person. */
export type SearchQuery = { bureau: string; tokens: readonly string[]; after: string | null; hidden: readonly string[] };
export type Hit = { id: string; receivedKey: string };
export type Likeness = Pick<SearchRow, 'tokens' | 'flood' | 'receivedKey'> & { id: string };
export type Unindexed = { report: Report; queue: ReportRow['queue']; flood: string | null; receivedKey: string };

const MOST_SHARING = 300;

/** Exported so that a test can ask the database which index it takes. */
export const searchFilter = ({ bureau, tokens, after, hidden }: SearchQuery): QueryFilter<SearchRow> => ({
  bureau, ...(tokens.length === 1 ? { tokens: tokens[0] ?? '' } : { tokens: { $all: [...tokens] } }), ...(after === null ? {} : { receivedKey: { $lt: after } }),
  ...(hidden.length > 0 ? { _id: { $nin: [...hidden] } } : {}),
});

export function searching(rows: Model<SearchRow>, reports: Model<ReportRow>, crypto: Pick<Crypto, 'seal' | 'open'>) {
  const counted = (filter: QueryFilter<SearchRow>, most: number): Promise<number> => rows.countDocuments(filter, { limit: most });

  async function likenesses(filter: QueryFilter<SearchRow>, most: number): Promise<Likeness[]> {
    const found = await rows.find(filter).limit(most).select({ tokens: 1, flood: 1, receivedKey: 1 }).lean<SearchRow[]>();
    return found.map(({ _id, ...row }) => ({ id: _id, ...row }));
  }

  return {
    /** Newest first. */
    async hits(query: SearchQuery, most: number): Promise<Hit[]> {
      const found = await rows.find(searchFilter(query)).sort({ receivedKey: -1 }).limit(most).select({ receivedKey: 1 }).lean<Pick<SearchRow, '_id' | 'receivedKey'>[]>();
      return found.map(({ _id, receivedKey }) => ({ id: _id, receivedKey }));
    },
    countHits: (query: SearchQuery, most: number): Promise<number> => counted(searchFilter(query), most),
    /** The same tokens, the rarest first; what is common beyond `most` stands as it came. */
    async rarestFirst(bureau: string, tokens: readonly string[], most: number): Promise<{ token: string; n: number }[]> {
      const found = await Promise.all(tokens.map(async (token) => ({ token, n: await counted({ bureau, tokens: token }, most) })));
      return found.sort((one, other) => one.n - other.n);
    },
    /** The whole of these reports where the scope reaches them. */
    async openAll({ bureau, person, isOnlyAssigned }: Scope, ids: readonly string[]): Promise<Report[]> {
      const found = await reports.find({ _id: { $in: [...ids] }, bureau, recused: { $ne: person }, ...(isOnlyAssigned ? { assigned: person } : {}) }).lean<ReportRow[]>();
      return found.map((row) => reportOf(crypto, row));
    },
    /** Reports of the bureau that do not exist for the person, the newest thousand. */
    recusedIds: async (bureau: string, person: string): Promise<string[]> =>
      (await reports.find({ recused: person, bureau }).limit(1000).select({ _id: 1 }).lean<{ _id: string }[]>()).map(({ _id }) => _id),

    /** What waits, in the order of receipt; rows of before there was a search wait too. */
    async unindexed(most: number): Promise<Unindexed[]> {
      const found = await reports.find({ toIndex: { $in: [true, null] } }).sort({ receivedKey: 1 }).limit(most).lean<ReportRow[]>();
      return found.map((row) => ({ report: reportOf(crypto, row), queue: row.queue, flood: row.flood ?? null, receivedKey: row.receivedKey }));
    },
    putIndex: async (all: readonly SearchRow[]): Promise<void> =>
      void (all.length > 0 && await rows.bulkWrite(all.map((row) => ({ replaceOne: { filter: { _id: row._id }, replacement: row, upsert: true } })))),
    /** A report that was changed meanwhile keeps waiting. */
    markIndexed: async (done: readonly { id: string; version: number }[]): Promise<void> =>
      void (done.length > 0 && await reports.bulkWrite(done.map(({ id, version }) => ({ updateOne: { filter: { _id: id, version }, update: { $set: { toIndex: false } } } })))),

    /** Rows that share a band, of the same bureau and day, some of those that are in a group already. Unsorted: a flood is met at its first row. */
    groupedAlike: (bands: readonly string[]): Promise<Likeness[]> => likenesses({ bands: { $in: [...bands] }, flood: { $gt: '' } }, 4),
    /** The same, in a group or not. */
    sharingBands: (bands: readonly string[]): Promise<Likeness[]> => likenesses({ bands: { $in: [...bands] } }, 60),
    /** Which of these bands more than one row bears; null where too many rows bear one. Most reports share none, and are asked about no further. */
    async sharedBands(bands: readonly string[]): Promise<ReadonlySet<string> | null> {
      const found = await rows.find({ bands: { $in: [...bands] } }).limit(MOST_SHARING).select({ bands: 1 }).lean<Pick<SearchRow, 'bands'>[]>();
      if (found.length === MOST_SHARING) return null;
      const borne = new Set<string>();
      const shared = new Set<string>();
      for (const band of found.flatMap((row) => row.bands)) (borne.has(band) ? shared : borne).add(band);
      return shared;
    },
    /** The newest that share one band: those about one target, whatever they say. */
    async sharingTarget(band: string, most: number): Promise<Likeness[]> {
      const found = await rows.find({ bands: band }).sort({ receivedKey: -1 }).limit(most).select({ tokens: 1, flood: 1, receivedKey: 1 }).lean<SearchRow[]>();
      return found.map(({ _id, ...row }) => ({ id: _id, ...row }));
    },
    /** Nobody joins what is being handled as a whole: who comes later founds a group of his own. */
    async closeFlood(bureau: string, flood: string): Promise<void> {
      const members = await reports.find({ flood, bureau, queue: 'flood' }).select({ _id: 1 }).lean<{ _id: string }[]>();
      await rows.updateMany({ _id: { $in: members.map(({ _id }) => _id) } }, { $set: { flood: null } });
    },
    noteFlood: async (ids: readonly string[], flood: string): Promise<void> => void (await rows.updateMany({ _id: { $in: [...ids] } }, { $set: { flood } })),
  };
}

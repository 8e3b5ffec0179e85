// Reports found by what they hang on, where they were sent, and what they are like.
import type { Model, QueryFilter } from 'mongoose';
import type { Crypto } from '../../kernel/crypto.ts';
import { isDuplicate } from '../../kernel/database/duplicate.ts';
import { NotFound } from '../../kernel/errors.ts';
import { withoutInterested } from '../rules/interests.ts';
import type { Interest } from '../rules/interests.ts';
import { receivedKey } from '../rules/queue.ts';
import type { Report } from '../rules/report.ts';
import { FOLLOWERS } from '../rules/ties.ts';
import type { CountedRow } from './counts.ts';
import type { Scope } from './lists.ts';
import { hangsOn, institutionIndex, likeIndex, nameIndex, owes, sentBy, sentTo } from './found-by.ts';
import { contentOf, reportOf, rowOf } from './sealing.ts';
import type { ReportRow } from './sealing.ts';

/** One page of a queue of moves. */
const MOVES = 50;
/** Of each key so many are read: what makes a report findable must not make a page slow. */
const PER_KEY = 24;

/** What of another report is compared and shown beside one: without its record and its clocks. */
const RESEMBLING = {
  number: 1, bureau: 1, year: 1, order: 1, receivedOn: 1, state: 1, mergedInto: 1, assigned: 1, recused: 1, division: 1, institutionId: 1, targetKind: 1, categories: 1, from: 1, to: 1, sealedContent: 1,
} as const;
export type Resembling = Pick<Report, 'id' | 'content' | Exclude<keyof typeof RESEMBLING, 'sealedContent'>>;

type Person = { bureau: string; person: string };
type Parts = { reports: Model<ReportRow>; crypto: Pick<Crypto, 'seal' | 'open' | 'lookup'>; added: (rows: CountedRow[]) => Promise<void>; running: (bureau: string) => Promise<Interest[]> };

/** Exported so that a test can ask the database which index it takes. */
export const foundByFilter = (key: string, person: string): QueryFilter<ReportRow> => ({ foundBy: key, recused: { $ne: person } });

export function tying({ reports, crypto, added, running }: Parts) {
  const by = async (filter: QueryFilter<ReportRow>, most: number): Promise<Report[]> =>
    (await reports.find(filter).sort({ receivedKey: -1 }).limit(most).lean<ReportRow[]>()).map((row) => reportOf(crypto, row));
  const one = async (filter: QueryFilter<ReportRow>): Promise<Report> => {
    const row = await reports.findOne(filter).lean<ReportRow>();
    if (!row) throw new NotFound('report');
    return reportOf(crypto, row);
  };

  return {
    /** Sent to this bureau and not yet taken over, the newest first. */
    incoming: ({ bureau, person }: Person): Promise<Report[]> => by(foundByFilter(sentTo(bureau), person), MOVES),
    countIncoming: ({ bureau, person }: Person): Promise<number> => reports.countDocuments(foundByFilter(sentTo(bureau), person)),
    /** @throws NotFound unless it was sent to this bureau */
    findIncoming: (id: string, { bureau, person }: Person): Promise<Report> => one({ _id: id, ...foundByFilter(sentTo(bureau), person) }),
    /** What this bureau sent or handed down, the newest first. */
    outgoing: ({ bureau, person }: Person): Promise<Report[]> => by(foundByFilter(sentBy(bureau), person), MOVES),
    /** What this bureau handed on and has not answered itself, the newest first. */
    owing: ({ bureau, person }: Person): Promise<Report[]> => by(foundByFilter(owes(bureau), person), MOVES),
    /** @throws NotFound unless this bureau once had it */
    findOutgoing: (id: string, { bureau, person }: Person): Promise<Report> => one({ _id: id, ...foundByFilter(sentBy(bureau), person) }),

    /** What was merged into a report, repeats it or was not accepted because of it: the newest, as a page shows them. */
    followers: (leadId: string): Promise<Report[]> => by({ foundBy: hangsOn(leadId) }, FOLLOWERS),
    hasFollowers: async (leadId: string): Promise<boolean> => (await reports.exists({ foundBy: hangsOn(leadId) })) !== null,
    /** All of them, the newest first, so many at a time. */
    async *everyFollower(leadId: string): AsyncGenerator<Report[]> {
      for (let after: string | null = null; ;) {
        const found: Report[] = await by({ foundBy: hangsOn(leadId), ...(after === null ? {} : { receivedKey: { $lt: after } }) }, FOLLOWERS);
        if (found.length > 0) yield found;
        const last = found.at(-1);
        if (!last || found.length < FOLLOWERS) return;
        after = receivedKey(last);
      }
    },
    /** These reports where they stand in the bureau and are not hidden from the person. */
    among: (ids: readonly string[], { bureau, person }: Person): Promise<Report[]> => by({ _id: { $in: [...ids] }, bureau, recused: { $ne: person } }, FOLLOWERS),

    /** Reports of the same bureau that share institution, name, or place with conduct and half year; the newest of each. */
    async likeTo(report: Report, person: string): Promise<Resembling[]> {
      const rows = await Promise.all(likeIndex(crypto, report).map((key) =>
        reports.find(foundByFilter(key, person)).sort({ receivedKey: -1 }).limit(PER_KEY).select(RESEMBLING).lean<Pick<ReportRow, '_id' | keyof typeof RESEMBLING>[]>()));
      const distinct = new Map(rows.flat().filter(({ _id, bureau }) => _id !== report.id && bureau === report.bureau).map((row) => [row._id, row]));
      return [...distinct.values()].map(({ _id: id, sealedContent, ...open }) => ({ ...open, order: Math.floor(open.order), id, content: contentOf(crypto, { _id: id, sealedContent }) }));
    },

    /** Ids of the bureau's reports about an institution or under exactly this name (without place and form of company). */
    async idsAbout(bureau: string, { institutionId, core }: { institutionId: string | null; core: string }): Promise<string[]> {
      const keys = [...(institutionId === null ? [] : [institutionIndex(bureau, institutionId)]), ...(core === '' ? [] : [nameIndex(crypto, bureau, core)])];
      const rows = await Promise.all(keys.map((foundBy) => reports.find({ foundBy }).select({ _id: 1 }).lean<{ _id: string }[]>()));
      return [...new Set(rows.flat().map(({ _id }) => _id))];
    },
    /** How many of the reports in a scope name one of these institutions. */
    countAbout: ({ bureau, person, isOnlyAssigned }: Scope, institutionIds: readonly string[]): Promise<number> =>
      reports.countDocuments({ foundBy: { $in: institutionIds.map((id) => institutionIndex(bureau, id)) }, recused: { $ne: person }, ...(isOnlyAssigned ? { assigned: person } : {}) }),
    /** Every report of the bureau, oldest first, a page at a time; `after` is the last key seen. */
    async pageOf(bureau: string, after: string): Promise<{ reports: Report[]; next: string | null }> {
      const rows = await reports.find({ bureau, receivedKey: { $gt: after } }).sort({ receivedKey: 1 }).limit(PER_PAGE).lean<ReportRow[]>();
      return { reports: rows.map((row) => reportOf(crypto, row)), next: rows.length === PER_PAGE ? (rows.at(-1)?.receivedKey ?? null) : null };
    },

    /** What was sent to a bureau and waits there, or what it sent on; a page at a time as above. */
    async movedPageOf(bureau: string, way: 'to' | 'by', after: string): Promise<{ reports: Report[]; next: string | null }> {
      const rows = await reports.find({ foundBy: way === 'to' ? sentTo(bureau) : sentBy(bureau), receivedKey: { $gt: after } }).sort({ receivedKey: 1 }).limit(PER_PAGE).lean<ReportRow[]>();
      return { reports: rows.map((row) => reportOf(crypto, row)), next: rows.length === PER_PAGE ? (rows.at(-1)?.receivedKey ?? null) : null };
    },

    /** A part that was split off; once, however often it is asked for. */
    async addPart(part: Report, dueOn: string): Promise<void> {
      const row = rowOf(crypto, withoutInterested(part, await running(part.bureau)), { submission: `part/${part.id}`, dueOn, proof: null });
      const isNew = await reports.insertMany([row]).then(() => true, (error: unknown) => {
        if (isDuplicate(error)) return false;
        throw error;
      });
      if (isNew) await added([row]);
    },
  };
}

const PER_PAGE = 200;

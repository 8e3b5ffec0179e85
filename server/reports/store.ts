import type { Connection } from 'mongoose';
import { isDuplicate } from '../kernel/database/duplicate.ts';
import type { Crypto } from '../kernel/crypto.ts';
import { Conflict, NotFound } from '../kernel/errors.ts';
import { NOTHING_DUE } from './rules/clocks.ts';
import { bureausOf, withoutInterested } from './rules/interests.ts';
import { registerNumber } from './rules/report.ts';
import type { Report } from './rules/report.ts';
import { counting } from './store/counts.ts';
import type { CountedRow } from './store/counts.ts';
import { identities } from './store/identities.ts';
import { declaring } from './store/interests.ts';
import type { Meaning } from './store/interests.ts';
import { COUNTED, NOT_DONE, listing } from './store/lists.ts';
import { orderQueues } from './store/order.ts';
import { countSchema, identitySchema, interestSchema, reportSchema, searchSchema, tagSchema } from './store/schema.ts';
import { searching } from './store/search.ts';
import { tagging } from './store/tags.ts';
import { savedViews } from './store/views.ts';
import { running } from './store/running.ts';
import { tying } from './store/ties.ts';
import { mutableOf, proofOf, reportOf, rowOf } from './store/sealing.ts';
import type { Proof, ReportRow } from './store/sealing.ts';

export type { Proof } from './store/sealing.ts';
export type { InboxFilters, ReportLine } from './store/lists.ts';
/** Nobody's second tap; a program that keeps sending the same gets no longer list. */
const MOST_OTHER_CODES = 20;

export type ReportsStore = ReturnType<typeof reportsStore>;

/** A submission on its way in: everything that depends on the order is made when the order is known. */
export type NewReport = { report: Report; submission: string; dueOn: string; proof: Proof | null };

/** `meaning`: of a declared interest in the directory; without one a name means itself. */
export function reportsStore(connection: Connection, crypto: Pick<Crypto, 'seal' | 'open' | 'lookup'>, meaning: Meaning = async () => ({ ids: [], names: [] })) {
  const reports = connection.model('Report', reportSchema());
  const counts = counting(connection.model('ReportCount', countSchema()));
  const lists = listing(reports, crypto);
  const interests = declaring(connection.model('ReportInterest', interestSchema()), crypto, meaning);

  const take = orderQueues<ReportRow>({
    async last(firstBureau, year) {
      const row = await reports.findOne({ firstBureau, year }).sort({ order: -1 }).select({ order: 1 }).lean<{ order: number }>();
      return Math.floor(row?.order ?? 0);
    },
    insert: async (rows) => void (await reports.insertMany(rows, { ordered: true, lean: true })),
    present: async (rows) => new Set((await reports.find({ _id: { $in: rows.map(({ _id }) => _id) } }).select({ _id: 1 }).lean<{ _id: string }[]>()).map(({ _id }) => _id)),
    isKnown: async ({ submission }) => (await reports.countDocuments({ submission })) > 0,
    isDuplicate,
    added: (_bureau, rows) => counts.add(rows),
  });

  const found = (row: ReportRow | null): Report => {
    if (!row) throw new NotFound('report');
    return reportOf(crypto, row);
  };

  return {
    ...lists,
    ...interests,
    ...tying({ reports, crypto, added: counts.add, running: interests.runningInterests }),
    ...identities(connection.model('Identity', identitySchema()), crypto),
    ...searching(connection.model('ReportSearch', searchSchema()), reports, crypto),
    ...tagging({ reports, tags: connection.model('ReportTag', tagSchema()), crypto }),
    ...savedViews(connection, crypto),
    counts: counts.read,
    clockCounts: counts.clocks,
    ...running(reports),
    async recount(bureau: string): Promise<void> {
      const open = reports.find({ bureau, queue: { $in: [...NOT_DONE] } }).select(COUNTED).lean<CountedRow[]>().cursor();
      const ended = reports.find({ bureau, queue: 'done', dueKey: { $lt: NOTHING_DUE } }).select({ bureau: 1, clocks: 1 }).lean<Pick<CountedRow, 'bureau' | 'clocks'>[]>().cursor();
      await counts.rebuild(bureau, open, ended, await reports.countDocuments({ bureau, queue: 'done' }));
    },

    /**
     * Inserts with the next order of the bureau's year; the insert is the commit. `build` is called again when its number or order was taken.
     * 'known': the same submission with the same content is there already.
     */
    async add(bureau: string, year: number, build: (order: number) => NewReport): Promise<{ report: Report; proof: Proof | null } | 'known'> {
      let last: NewReport | null = null;
      const running = await interests.runningInterests(bureau);
      const outcome = await take(bureau, year, (order) => {
        const made = build(order);
        last = { ...made, report: withoutInterested(made.report, running) };
        return rowOf(crypto, last.report, last);
      });
      return outcome === 'added' && last !== null ? last : 'known';
    },

    /** @throws NotFound */
    find: async (id: string): Promise<Report> => found(await reports.findById(id).lean<ReportRow>()),
    /** For an officer: inside the bureau, and not recused from it. @throws NotFound */
    findFor: async (id: string, { bureau, person, isOnlyAssigned }: { bureau: string; person: string; isOnlyAssigned: boolean }): Promise<Report> =>
      found(await reports.findOne({ _id: id, bureau, recused: { $ne: person }, ...(isOnlyAssigned ? { assigned: person } : {}) }).lean<ReportRow>()),
    /** Only what a code is compared with: unsealing the report would tell by its time that there is such a number. */
    async codesOf(number: string): Promise<{ id: string; bureau: string; codes: string[] } | null> {
      const row = await reports.findOne({ number }).select({ bureau: 1, codeDigest: 1, otherCodes: 1 }).lean<Pick<ReportRow, '_id' | 'bureau' | 'codeDigest' | 'otherCodes'>>();
      return row ? { id: row._id, bureau: row.bureau, codes: [row.codeDigest, ...(row.otherCodes ?? [])] } : null;
    },
    async findBySubmission(submission: string): Promise<Report | null> {
      const row = await reports.findOne({ submission }).lean<ReportRow>();
      return row ? reportOf(crypto, row) : null;
    },
    /** Of these submissions, those that are there, each with its report. */
    async idsBySubmission(submissions: readonly string[]): Promise<Map<string, string>> {
      const rows = await reports.find({ submission: { $in: [...submissions] } }).select({ submission: 1 }).lean<Pick<ReportRow, '_id' | 'submission'>[]>();
      return new Map(rows.map(({ _id, submission }) => [submission, _id]));
    },
    async findByCase(caseId: string): Promise<Report[]> {
      const rows = await reports.find({ caseId }).lean<ReportRow[]>();
      return rows.map((row) => reportOf(crypto, row)).sort((a, b) => registerNumber(a).localeCompare(registerNumber(b)));
    },
    async proof(id: string): Promise<Proof | null> {
      const row = await reports.findById(id).select({ sealedProof: 1 }).lean<Pick<ReportRow, '_id' | 'sealedProof'>>();
      return row ? proofOf(crypto, row) : null;
    },
    /** Which of these files a report refers to. */
    async ownersOf(fileIds: readonly string[]): Promise<{ fileId: string; reportId: string }[]> {
      const rows = await reports.find({ files: { $in: [...fileIds] } }).select({ files: 1 }).lean<Pick<ReportRow, '_id' | 'files'>[]>();
      return rows.flatMap((row) => row.files.filter((fileId) => fileIds.includes(fileId)).map((fileId) => ({ fileId, reportId: row._id })));
    },

    /** Reports that these bureaus received first in a year: orders have no gaps, so the last one is the count. */
    async receivedIn(bureaus: readonly string[], year: number): Promise<number> {
      const last = await Promise.all(bureaus.map((firstBureau) => reports.findOne({ firstBureau, year }).sort({ order: -1 }).select({ order: 1 }).lean<{ order: number }>()));
      return last.reduce((sum, row) => sum + Math.floor(row?.order ?? 0), 0);
    },

    /** State and record in one write. @throws Conflict when the report changed since `before` was read. */
    async save(before: Report, changed: Report, dueOn: string): Promise<Report> {
      // Another bureau or another institution: other people may have an interest.
      const [readers, readersBefore] = [bureausOf(changed), bureausOf(before)];
      const isElsewhere = changed.institutionId !== before.institutionId || readers.some((bureau) => !readersBefore.includes(bureau));
      const after = isElsewhere ? withoutInterested(changed, (await Promise.all(readers.map(interests.runningInterests))).flat()) : changed;
      const change = mutableOf(crypto, after, dueOn);
      const was = await reports
        .findOneAndUpdate({ _id: before.id, version: before.version }, { $set: { ...change, version: before.version + 1 } }, { returnDocument: 'before', projection: { dueOn: 1, queue: 1, flood: 1 } })
        .lean<Pick<ReportRow, 'dueOn' | 'queue' | 'flood'>>();
      if (!was) throw new Conflict('report');
      await counts.move({ ...before, dueOn: was.dueOn, queue: was.queue, flood: was.flood ?? null }, { ...after, dueOn });
      return { ...after, version: before.version + 1 };
    },

    /** Puts one that nobody has touched yet with the others of its kind; false where somebody has. No act, so its version stays. */
    async group(id: string, flood: string): Promise<boolean> {
      const was = await reports
        .findOneAndUpdate({ _id: id, version: 1, queue: 'fresh', assigned: { $size: 0 } }, { $set: { queue: 'flood', flood } }, { returnDocument: 'before', projection: COUNTED })
        .lean<CountedRow>();
      if (was) await counts.move(was, { ...was, queue: 'flood', flood });
      return was !== null;
    },

    /** One more code for a submission that came again: whichever answer its sender sees, that code opens the report. False when another came between or somebody has come in. */
    async addCode({ id, codeVersion, codeDigest: before, otherCodes = [] }: Report, codeDigest: string): Promise<boolean> {
      const change = { codeDigest, otherCodes: [before, ...otherCodes].slice(0, MOST_OTHER_CODES), codeVersion: codeVersion + 1 };
      return (await reports.updateOne({ _id: id, codeVersion, isVisited: false }, { $set: change })).matchedCount === 1;
    },
    /** A new code for a reporter at the counter; those before die at once. False once somebody has come in. */
    async replaceCode(id: string, codeVersion: number, codeDigest: string): Promise<boolean> {
      return (await reports.updateOne({ _id: id, codeVersion, isVisited: false }, { $set: { codeDigest, otherCodes: [], codeVersion: codeVersion + 1 } })).matchedCount === 1;
    },
    /** A new code for a reporter who asked; the one before dies at once. False when another came between. */
    async renewCode(id: string, codeVersion: number, codeDigest: string): Promise<boolean> {
      return (await reports.updateOne({ _id: id, codeVersion }, { $set: { codeDigest, otherCodes: [], codeVersion: codeVersion + 1 } })).matchedCount === 1;
    },
    /** The first visit: the code that was used is the only one from now on. False when a code was added or somebody came in since it was read. */
    async markVisited({ id, codeVersion }: Report, codeDigest: string): Promise<boolean> {
      return (await reports.updateOne({ _id: id, codeVersion, isVisited: false }, { $set: { isVisited: true, codeDigest, otherCodes: [] } })).matchedCount === 1;
    },
  };
}

import { Schema } from 'mongoose';
import type { Connection, QueryFilter } from 'mongoose';
import { isDuplicate } from '../kernel/database/duplicate.ts';
import { Conflict, NotNow } from '../kernel/errors.ts';
import type { Notice, PublicPlace } from './rules/notice.ts';

type Row = Omit<Notice, 'id'> & { _id: string };
/** `codes`: of violations, any of them. `words`: as they stand somewhere in the text. */
export type PublicFilter = { words: string; place: string; kind: string; codes: readonly string[]; cause: string; year: string };
const PAGE = 20;
const FEED = 30;

export function noticeStore(connection: Connection) {
  const notices = connection.model(
    'Notice',
    new Schema<Row>(
      {
        _id: String, bureau: { type: String, required: true }, division: { type: String, required: true }, caseId: { type: String, required: true },
        sourceVersion: String, state: { type: String, required: true }, content: Schema.Types.Mixed, drafter: String, falseHits: [Schema.Types.Mixed],
        privacyChecker: String, legalChecker: String, approver: String, earlyReason: String, firstReleaser: String, secondReleaser: String,
        publishedOn: String, publishedAt: Date, expiresOn: String, withdrawnOn: String, withdrawalReason: String, isDemo: Boolean, events: [Schema.Types.Mixed], version: Number,
      },
      { collection: 'notices', strict: 'throw', versionKey: false, minimize: false },
    )
      .index({ caseId: 1 }, { unique: true, partialFilterExpression: { withdrawnOn: null } })
      .index({ bureau: 1, _id: -1 })
      .index({ state: 1, publishedAt: -1, _id: -1 })
      .index({ state: 1, withdrawnOn: -1 }),
  );
  const noticeOf = ({ _id, ...rest }: Row): Notice => ({ ...rest, id: _id });
  const literal = (words: string): string => words.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const published = (filter: Partial<PublicFilter>): QueryFilter<Row> => ({
    state: 'published',
    ...(filter.place ? { division: filter.place } : {}),
    ...(filter.kind ? { 'content.subjectKind': filter.kind } : {}),
    ...(filter.codes && filter.codes.length > 0 ? { 'content.findings.violationCode': { $in: [...filter.codes] } } : {}),
    ...(filter.cause ? { 'content.cause': filter.cause } : {}),
    ...(filter.words ? { 'content.text': { $regex: literal(filter.words) } } : {}),
    ...(filter.year ? { publishedOn: { $gte: `${filter.year}-01-01`, $lte: `${filter.year}-12-31` } } : {}),
  });
  const rowOf = ({ id, ...rest }: Notice): Row => ({ ...rest, _id: id });

  return {
    /** One notice a case at a time. @throws Conflict when the case already has one that is not withdrawn. */
    async add(notice: Notice): Promise<void> {
      try {
        await notices.insertMany([rowOf(notice)]);
      } catch (error) {
        if (isDuplicate(error)) throw new NotNow('notices.draft');
        throw error;
      }
    },
    /** @throws Conflict when it changed since `version` was read. */
    async save(notice: Notice, version: number): Promise<void> {
      const result = await notices.replaceOne({ _id: notice.id, version }, rowOf({ ...notice, version: version + 1 }));
      if (result.matchedCount === 0) throw new Conflict('notice');
    },
    async find(id: string): Promise<Notice | null> {
      const row = await notices.findById(id).lean<Row>();
      return row ? noticeOf(row) : null;
    },
    async findOfCase(caseId: string): Promise<Notice | null> {
      const row = await notices.findOne({ caseId, withdrawnOn: null }).lean<Row>();
      return row ? noticeOf(row) : null;
    },
    /** Of these cases, those that have a notice which was not withdrawn. */
    async taken(caseIds: readonly string[]): Promise<Set<string>> {
      const rows = await notices.find({ caseId: { $in: [...caseIds] }, withdrawnOn: null }, { caseId: 1 }).lean<Pick<Row, 'caseId'>[]>();
      return new Set(rows.map((row) => row.caseId));
    },
    /** A bureau's own notices in every state, newest first, but for those of these cases. */
    async listOfBureau(bureau: string, hiddenCases: readonly string[], before: string | null): Promise<{ notices: Notice[]; next: string | null }> {
      const rows = await notices.find({ bureau, ...(hiddenCases.length > 0 ? { caseId: { $nin: [...hiddenCases] } } : {}), ...(before ? { _id: { $lt: before } } : {}) }).sort({ _id: -1 }).limit(PAGE + 1).lean<Row[]>();
      return { notices: rows.slice(0, PAGE).map(noticeOf), next: rows.length > PAGE ? (rows[PAGE - 1]?._id ?? null) : null };
    },
    /** Published ones, newest first, a page at a time. */
    async listPublished(filter: Partial<PublicFilter>, before: PublicPlace | null): Promise<{ notices: Notice[]; next: PublicPlace | null }> {
      const older = before ? { publishedAt: { $lte: before.at }, $or: [{ publishedAt: { $lt: before.at } }, { _id: { $lt: before.id } }] } : {};
      const rows = await notices.find({ ...published(filter), ...older }).sort({ publishedAt: -1, _id: -1 }).limit(PAGE + 1).lean<Row[]>();
      const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
      return { notices: rows.slice(0, PAGE).map(noticeOf), next: last?.publishedAt ? { at: last.publishedAt, id: last._id } : null };
    },
    async feed(): Promise<Notice[]> {
      return (await notices.find({ state: 'published' }).sort({ publishedAt: -1, _id: -1 }).limit(FEED).lean<Row[]>()).map(noticeOf);
    },
    async listWithdrawn(): Promise<Notice[]> {
      return (await notices.find({ state: 'withdrawn' }).sort({ withdrawnOn: -1 }).limit(200).lean<Row[]>()).map(noticeOf);
    },
    async countPublished(filter: Partial<PublicFilter> = {}): Promise<number> {
      return notices.countDocuments(published(filter));
    },
  };
}

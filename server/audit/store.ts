import { Schema, Types } from 'mongoose';
import type { Connection } from 'mongoose';
import { randomId } from '../kernel/crypto.ts';
import type { AuditRow } from './rules.ts';

const PAGE = 50;

/** Rows are only ever added. Lists page by key, newest first. */
export function auditStore(connection: Connection) {
  const rows = connection.model(
    'AuditRow',
    new Schema(
      {
        at: { type: Date, required: true },
        actor: { type: String, required: true },
        bureau: { type: String, default: null },
        act: { type: String, required: true },
        subject: { type: Schema.Types.Mixed, default: null },
        outcome: { type: String, required: true },
        detail: { type: Schema.Types.Mixed, default: {} },
      },
      { collection: 'audit', strict: 'throw', versionKey: false, minimize: false },
    )
      .index({ bureau: 1, _id: -1 })
      .index({ actor: 1, _id: -1 })
      .index({ 'subject.id': 1, _id: -1 }),
  );
  return {
    async add(added: readonly Omit<AuditRow, 'id'>[]): Promise<void> {
      // An id tells the second in which it was made; a row of a day alone gets one of that day, and stands at its beginning.
      const idOf = ({ actor, at }: Pick<AuditRow, 'actor' | 'at'>): Types.ObjectId => (actor === 'reporter' ? new Types.ObjectId(`${Math.floor(at.getTime() / 1000).toString(16).padStart(8, '0')}${randomId().slice(0, 16)}`) : new Types.ObjectId());
      await rows.insertMany(added.map((row) => ({ ...row, _id: idOf(row) })));
    },
    /** One page, newest first; `before` is the id of the last row seen. */
    async list(filter: { bureau?: string; actor?: string; subjectId?: string }, before: string | null): Promise<{ rows: AuditRow[]; next: string | null }> {
      const found = await rows
        .find({
          ...(filter.bureau ? { bureau: filter.bureau } : {}),
          ...(filter.actor ? { actor: filter.actor } : {}),
          ...(filter.subjectId ? { 'subject.id': filter.subjectId } : {}),
          ...(before && Types.ObjectId.isValid(before) ? { _id: { $lt: new Types.ObjectId(before) } } : {}),
        })
        .sort({ _id: -1 })
        .limit(PAGE + 1)
        .lean();
      const page = found.slice(0, PAGE).map((row): AuditRow => ({
        id: String(row._id), at: row.at, actor: row.actor, bureau: row.bureau ?? null, act: row.act,
        subject: row.subject ?? null, outcome: row.outcome === 'refused' ? 'refused' : 'done', detail: row.detail ?? {},
      }));
      return { rows: page, next: found.length > PAGE ? (page.at(-1)?.id ?? null) : null };
    },
    /** Of these subjects, those to which it was done. */
    async doneTo(subjectIds: readonly string[], act: string): Promise<Set<string>> {
      const found = await rows.find({ 'subject.id': { $in: [...subjectIds] }, act, outcome: 'done' }).select({ subject: 1 }).lean<{ subject: { id: string } }[]>();
      return new Set(found.map(({ subject }) => subject.id));
    },
    /** How often any of these acts was done to each of these subjects; who had none is left out. */
    async tally(subjectIds: readonly string[], acts: readonly string[]): Promise<Map<string, number>> {
      if (subjectIds.length === 0) return new Map();
      const found = await rows.aggregate<{ _id: string; n: number }>([
        { $match: { 'subject.id': { $in: [...subjectIds] }, act: { $in: [...acts] }, outcome: 'done' } }, { $group: { _id: '$subject.id', n: { $sum: 1 } } },
      ]);
      return new Map(found.map(({ _id, n }) => [_id, n]));
    },
    /** How often it was done, by anybody or by one, with any detail or with this one; attempts that were refused do not count. */
    async count({ subjectId, act, actor, detail = {} }: { subjectId: string; act: string; actor?: string; detail?: Readonly<Record<string, number>> }): Promise<number> {
      return rows.countDocuments({ 'subject.id': subjectId, act, outcome: 'done', ...(actor === undefined ? {} : { actor }), ...Object.fromEntries(Object.entries(detail).map(([name, value]) => [`detail.${name}`, value])) });
    },
  };
}

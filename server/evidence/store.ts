import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Sealed } from '../kernel/crypto.ts';
import { gathered } from '../kernel/database/gather.ts';
import { FILE_KINDS } from './rules/kinds.ts';
import type { Owner, StoredFile } from './rules/files.ts';

/** `position`: its place among the files of its form. */
export type FileRow = StoredFile & { sealedName: Sealed; handleDigest: string | null; position: number };

/** Rows from before files had a place have none. */
type Document = Omit<FileRow, 'id' | 'owner' | 'position'> & { _id: string; ownerKind: string | null; ownerId: string | null; position?: number };

const rowOf = ({ _id, ownerKind, ownerId, position, ...rest }: Document): FileRow => ({
  ...rest, position: position ?? 0, id: _id, owner: ownerKind !== null && ownerId !== null ? { kind: ownerKind, id: ownerId } : null,
});

const documentOf = ({ id, owner, ...rest }: FileRow): Document => ({ _id: id, ...rest, ownerKind: owner?.kind ?? null, ownerId: owner?.id ?? null });

const STAY_MILLISECONDS = 500;

export type EvidenceStore = ReturnType<typeof evidenceStore>;

export function evidenceStore(connection: Connection) {
  const files = connection.model(
    'File',
    new Schema<Document>(
      {
        _id: String, sha256: { type: String, required: true }, size: { type: Number, required: true }, mime: { type: String, required: true },
        kind: { type: String, required: true, enum: FILE_KINDS },
        sealedName: { type: Schema.Types.Mixed, required: true }, ownerKind: { type: String, default: null }, ownerId: { type: String, default: null },
        handleDigest: { type: String, default: null }, receivedOn: { type: String, required: true }, keptUntil: { type: Date, default: null }, position: { type: Number, default: 0 },
      },
      { collection: 'files', strict: 'throw', versionKey: false },
    )
      .index({ handleDigest: 1 })
      .index({ keptUntil: 1 }),
  );

  const insert = gathered<FileRow>(async (rows) => void (await files.insertMany(rows.map(documentOf), { lean: true })));
  const own = gathered<{ ids: readonly string[]; owner: Owner }>(async (all) => void (await files.bulkWrite(all.map(({ ids, owner }) => ({
    updateMany: { filter: { _id: { $in: [...ids] } }, update: { $set: { ownerKind: owner.kind, ownerId: owner.id, handleDigest: null, keptUntil: null } } },
  })))));

  const stay = gathered<string>(async (ids) => void (await files.updateMany({ _id: { $in: ids } }, { $set: { handleDigest: null, keptUntil: null } })), { mostAtOnce: 256, later: { connection, milliseconds: STAY_MILLISECONDS } });

  return {
    async add(rows: readonly FileRow[]): Promise<void> {
      if (rows.length > 0) await insert(rows);
    },
    /** In the order of the ids; ids that are not there are left out. */
    async find(ids: readonly string[]): Promise<FileRow[]> {
      const found = new Map((await files.find({ _id: { $in: ids } }).lean<Document[]>()).map((row) => [row._id, rowOf(row)]));
      return ids.flatMap((id) => found.get(id) ?? []);
    },
    async findHeld(handleDigest: string, now: Date): Promise<FileRow[]> {
      return (await files.find({ handleDigest, keptUntil: { $gt: now } }).lean<Document[]>()).map(rowOf);
    },
    /** Gives held files more time; how many are still there. */
    async prolong(handleDigest: string, now: Date, keptUntil: Date): Promise<number> {
      return (await files.updateMany({ handleDigest, keptUntil: { $gt: now } }, { $set: { keptUntil } })).matchedCount;
    },
    /** Repeating it changes nothing. */
    attach: (ids: readonly string[], owner: Owner): Promise<void> => own([{ ids, owner }]),
    /** For rows that were added with their owner: many of many owners in one write, a moment later. A crash before it leaves them to the sweeper, which asks the owner. */
    stay: (ids: readonly string[]): Promise<void> => stay(ids),
    async findExpired(now: Date, limit: number): Promise<FileRow[]> {
      return (await files.find({ keptUntil: { $lte: now } }).sort({ keptUntil: 1 }).limit(limit).lean<Document[]>()).map(rowOf);
    },
    /** Guarded by the time, so that a file claimed meanwhile stays; whether it was removed. */
    async removeExpired(id: string, now: Date): Promise<boolean> {
      return (await files.deleteOne({ _id: id, keptUntil: { $lte: now } })).deletedCount === 1;
    },
    async removeHeld(id: string, handleDigest: string): Promise<boolean> {
      return (await files.deleteOne({ _id: id, handleDigest })).deletedCount === 1;
    },
    async known(ids: readonly string[]): Promise<Set<string>> {
      return new Set((await files.find({ _id: { $in: ids } }).select({ _id: 1 }).lean<{ _id: string }[]>()).map((row) => row._id));
    },
  };
}

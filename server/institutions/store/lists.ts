// The public lists, as they are sent: made anew by a job when the directory changed, named by what is in them.
import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';

/** `body` is gzip of the JSON; null where the list would be too long to be of use. */
export type ListRow = { _id: string; hash: string; count: number; body: Buffer | null };

export function listsStore(connection: Connection) {
  const lists = connection.model('InstitutionList', new Schema<ListRow>(
    { _id: String, hash: String, count: Number, body: { type: Buffer, default: null } }, { collection: 'institution_lists', strict: 'throw', versionKey: false, minimize: false },
  ));
  return {
    async keepList(division: string, { hash, count, body }: Omit<ListRow, '_id'>): Promise<void> {
      await lists.updateOne({ _id: division }, { $set: { hash, count, body } }, { upsert: true });
    },
    async list(division: string): Promise<{ hash: string; body: Buffer } | null> {
      const row = await lists.findById(division).lean<Omit<ListRow, 'body'> & { body: Buffer | { buffer: Uint8Array } | null }>();
      if (!row || row.body === null) return null;
      return { hash: row.hash, body: Buffer.isBuffer(row.body) ? row.body : Buffer.from(row.body.buffer) };
    },
    /** Division → hash, of those that have anything to suggest. */
    listHashes: async (): Promise<Map<string, string>> =>
      new Map((await lists.find({ _id: { $gt: '' } }, { hash: 1, count: 1 }).lean<Pick<ListRow, '_id' | 'hash' | 'count'>[]>()).filter(({ count, hash }) => count > 0 && hash !== '').map(({ _id, hash }) => [_id, hash])),
  };
}

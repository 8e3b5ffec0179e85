import { Schema, Types } from 'mongoose';
import type { Connection } from 'mongoose';
import { Conflict, NotFound } from '../kernel/errors.ts';
import type { LawEntry } from './rules/entries.ts';

type Row = Omit<LawEntry, 'id'> & { _id: Types.ObjectId };

/** What bureaus entered over the program's data. Rows are added and confirmed, never changed or removed: old values stay. */
export function lawStore(connection: Connection) {
  const entries = connection.model(
    'LawEntry',
    new Schema<Row>(
      {
        jurisdiction: { type: String, required: true }, citation: { type: String, required: true }, content: { type: Schema.Types.Mixed, required: true },
        enteredBy: { type: String, required: true }, enteredAt: { type: Date, required: true },
        confirmedBy: { type: String, default: null }, confirmedAt: { type: Date, default: null },
      },
      { collection: 'lawEntries', strict: 'throw', versionKey: false, minimize: false },
    ).index({ jurisdiction: 1, _id: 1 }),
  );
  const entryOf = ({ _id, ...rest }: Row): LawEntry => ({ ...rest, id: String(_id) });

  return {
    async add(draft: Omit<LawEntry, 'id'>): Promise<LawEntry> {
      const row = { _id: new Types.ObjectId(), ...draft };
      await entries.insertMany([row]);
      return entryOf(row);
    },
    async find(id: string): Promise<LawEntry> {
      const row = Types.ObjectId.isValid(id) ? await entries.findById(id).lean<Row>() : null;
      if (!row) throw new NotFound('law entry');
      return entryOf(row);
    },
    /** Guarded: of two who confirm at once, one loses. */
    async confirm({ id, confirmedBy, confirmedAt }: LawEntry): Promise<void> {
      const result = await entries.updateOne({ _id: new Types.ObjectId(id), confirmedBy: null }, { $set: { confirmedBy, confirmedAt } });
      if (result.matchedCount === 0) throw new Conflict('law entry');
    },
    /** Entries of these places, in the order they were entered. */
    async listFor(jurisdictions: readonly string[]): Promise<LawEntry[]> {
      return (await entries.find({ jurisdiction: { $in: [...jurisdictions] } }).sort({ jurisdiction: 1, _id: 1 }).lean<Row[]>()).map(entryOf);
    },
  };
}

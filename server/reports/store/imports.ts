// What was read from a sheet and is not in the register yet: every line sealed, its reporter under the key of identities. It vanishes by itself when nobody confirms it.
import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Crypto, Sealed } from '../../kernel/crypto.ts';
import { Conflict, NotFound } from '../../kernel/errors.ts';
import type { Hotline } from '../rules/import.ts';

/** checked: waits for somebody to confirm. confirmed: being registered. done: all of it is in the register. */
export const IMPORT_STATES = ['checked', 'confirmed', 'done'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];
export type ImportCounts = { total: number; fresh: number; known: number; wrong: number };
export type HotlineImport = { id: string; bureau: string; by: string; channel: Hotline; on: string; state: ImportState; counts: ImportCounts; added: number; expiresAt: Date | null; version: number };
type Row = Omit<HotlineImport, 'id'> & { _id: string; sealedFindings: Sealed | null };
type LineRow = { _id: string; importId: string; n: number; sealed: Sealed; sealedIdentity: Sealed | null; expiresAt: Date | null };
export type Person = { name: string | null; contact: string | null };

const options = { strict: 'throw', versionKey: false, minimize: false } as const;
const text = { type: String, required: true } as const;
const AT_ONCE = 200;

export type ImportStore = ReturnType<typeof importStore>;

export function importStore(connection: Connection, crypto: Pick<Crypto, 'seal' | 'open'>) {
  const imports = connection.model('HotlineImport', new Schema<Row>(
    {
      _id: String, bureau: text, by: text, channel: text, on: text, state: { ...text, enum: IMPORT_STATES }, counts: { type: Schema.Types.Mixed, required: true }, added: { type: Number, required: true },
      expiresAt: { type: Date, default: null }, version: { type: Number, required: true }, sealedFindings: { type: Schema.Types.Mixed, default: null },
    },
    { ...options, collection: 'report_imports' },
  ).index({ bureau: 1, on: -1, _id: 1 }).index({ expiresAt: 1 }, { expireAfterSeconds: 0 }));
  const lines = connection.model('HotlineImportLine', new Schema<LineRow>(
    { _id: String, importId: text, n: { type: Number, required: true }, sealed: { type: Schema.Types.Mixed, required: true }, sealedIdentity: { type: Schema.Types.Mixed, default: null }, expiresAt: { type: Date, default: null } },
    { ...options, collection: 'report_import_lines' },
  ).index({ importId: 1, n: 1 }).index({ expiresAt: 1 }, { expireAfterSeconds: 0 }));

  const importOf = ({ _id, sealedFindings: _findings, ...rest }: Row): HotlineImport => ({ ...rest, id: _id });

  return {
    /** Lines first: an import that can be seen has all of them. */
    async add<Entry, Findings>(one: HotlineImport, entries: readonly { entry: Entry; person: Person }[], findings: Findings): Promise<void> {
      for (let at = 0; at < entries.length; at += AT_ONCE) {
        await lines.insertMany(entries.slice(at, at + AT_ONCE).map(({ entry, person }, place): LineRow => {
          const id = `${one.id}/${at + place}`;
          const isNamed = person.name !== null || person.contact !== null;
          return { _id: id, importId: one.id, n: at + place, sealed: crypto.seal('content', id, entry), sealedIdentity: isNamed ? crypto.seal('identity', id, person) : null, expiresAt: one.expiresAt };
        }), { ordered: true, lean: true });
      }
      const { id, ...rest } = one;
      await imports.insertMany([{ ...rest, _id: id, sealedFindings: crypto.seal('content', id, findings) }]);
    },
    /** @throws NotFound outside the bureau */
    async find<Findings>(bureau: string | null, id: string): Promise<{ one: HotlineImport; findings: Findings | null }> {
      const row = await imports.findOne({ _id: id, ...(bureau === null ? {} : { bureau }) }).lean<Row>();
      if (!row) throw new NotFound('import');
      return { one: importOf(row), findings: row.sealedFindings ? crypto.open<Findings>('content', id, row.sealedFindings) : null };
    },
    recent: async (bureau: string, most: number): Promise<HotlineImport[]> =>
      (await imports.find({ bureau }, { sealedFindings: 0 }).sort({ on: -1, _id: 1 }).limit(most).lean<Row[]>()).map(importOf),
    /** From now on it is finished whatever happens. @throws Conflict when it was confirmed, dropped or has expired meanwhile */
    async confirm({ id, version }: HotlineImport): Promise<void> {
      // The lines stay first: an import that is confirmed must not lose one to its hour.
      await lines.updateMany({ importId: id }, { $set: { expiresAt: null } });
      const result = await imports.updateOne({ _id: id, version, state: 'checked' }, { $set: { state: 'confirmed', expiresAt: null, version: version + 1 } });
      if (result.matchedCount === 0) throw new Conflict('import');
    },
    /** The next lines from `n` on, opened. */
    async lines<Entry>(id: string, n: number): Promise<{ n: number; entry: Entry; person: Person }[]> {
      const rows = await lines.find({ importId: id, n: { $gte: n } }).sort({ n: 1 }).limit(AT_ONCE).lean<LineRow[]>();
      return rows.map((row) => ({
        n: row.n, entry: crypto.open<Entry>('content', row._id, row.sealed), person: row.sealedIdentity ? crypto.open<Person>('identity', row._id, row.sealedIdentity) : { name: null, contact: null },
      }));
    },
    /** So many lines are in the register: whoever goes on begins there. */
    async advance(id: string, added: number): Promise<void> {
      await imports.updateOne({ _id: id, state: 'confirmed' }, { $set: { added } });
    },
    /** Nothing of it stays but how many there were. */
    async finish(id: string): Promise<void> {
      await imports.updateOne({ _id: id, state: 'confirmed' }, { $set: { state: 'done', sealedFindings: null }, $inc: { version: 1 } });
      await lines.deleteMany({ importId: id });
    },
    /** @throws Conflict once it was confirmed */
    async drop({ id, version }: HotlineImport): Promise<void> {
      const result = await imports.deleteOne({ _id: id, version, state: 'checked' });
      if (result.deletedCount === 0) throw new Conflict('import');
      await lines.deleteMany({ importId: id });
    },
  };
}

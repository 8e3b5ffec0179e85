// Filters under a name: a person's own, no part of any report. An officer may write anything into a name, so it is sealed with the filters.
import type { Collection, Connection } from 'mongoose';
import { randomId } from '../../kernel/crypto.ts';
import type { Crypto } from '../../kernel/crypto.ts';
import { isDuplicate } from '../../kernel/database/duplicate.ts';
import { dropIndex, migrating } from '../../kernel/database/migrate.ts';
import { Conflict } from '../../kernel/errors.ts';
import { savedViewSchema } from './schema.ts';
import type { SavedViewRow } from './schema.ts';

export type SavedView = { id: string; name: string; query: string };
type Content = Pick<SavedView, 'name' | 'query'>;
type FormerRow = { _id: string; person: string } & Content;

const FORMER_INDEX = 'person_1_name_1';

export function savedViews(connection: Connection, crypto: Pick<Crypto, 'seal' | 'open' | 'lookup'>) {
  const fieldsOf = (id: string, person: string, { name, query }: Content): Pick<SavedViewRow, 'nameKey' | 'sealed'> => ({
    nameKey: crypto.lookup('saved view', person, name), sealed: crypto.seal('content', `view/${id}`, { name, query }),
  });

  /** Rows that a former version kept open. Its index goes first: two rows without a name would be the same to it. */
  async function sealFormer(collection: Collection): Promise<void> {
    await dropIndex(collection, FORMER_INDEX);
    for (const row of await collection.find<FormerRow>({ name: { $exists: true } }).toArray()) {
      await collection.updateOne({ person: row.person, name: row.name }, { $set: fieldsOf(row._id, row.person, row), $unset: { name: '', query: '' } });
    }
  }
  const views = connection.model('ReportView', migrating(savedViewSchema(), sealFormer));

  return {
    async savedViews(person: string): Promise<SavedView[]> {
      const rows = await views.find({ person }).limit(50).lean<SavedViewRow[]>();
      return rows.map(({ _id: id, sealed }) => ({ id, ...crypto.open<Content>('content', `view/${id}`, sealed) })).sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
    },
    /** @throws Conflict where the person has one of that name */
    async saveView(person: string, name: string, query: string): Promise<void> {
      const _id = randomId();
      await views.updateOne({ _id }, { $setOnInsert: { person, ...fieldsOf(_id, person, { name, query }) } }, { upsert: true }).catch((error: unknown) => {
        throw isDuplicate(error) ? new Conflict('view') : error;
      });
    },
    dropView: async (person: string, id: string): Promise<boolean> => (await views.deleteOne({ _id: id, person })).deletedCount === 1,
  };
}

// Tags of a bureau: the desk's own, no part of any report.
import type { Model } from 'mongoose';
import { randomId } from '../../kernel/crypto.ts';
import type { Crypto } from '../../kernel/crypto.ts';
import type { Scope } from './lists.ts';
import type { TagRow } from './schema.ts';
import type { ReportRow } from './sealing.ts';

export type Tag = { id: string; name: string; isActive: boolean };

type Parts = { reports: Model<ReportRow>; tags: Model<TagRow>; crypto: Pick<Crypto, 'seal' | 'open'> };

export function tagging({ reports, tags, crypto }: Parts) {
  return {
    /** Of the bureau's list, dropped ones too: reports may still carry them. */
    async tags(bureau: string): Promise<Tag[]> {
      const rows = await tags.find({ bureau }).lean<TagRow[]>();
      return rows.map(({ _id: id, sealed, isActive }) => ({ id, name: crypto.open<string>('content', `tag/${id}`, sealed), isActive })).sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
    },
    async addTag(bureau: string, name: string): Promise<string> {
      const id = randomId();
      await tags.updateOne({ _id: id }, { $setOnInsert: { bureau, sealed: crypto.seal('content', `tag/${id}`, name), isActive: true } }, { upsert: true });
      return id;
    },
    async setTagActive(bureau: string, id: string, isActive: boolean): Promise<boolean> {
      return (await tags.updateOne({ _id: id, bureau }, { $set: { isActive } })).matchedCount === 1;
    },
    async tagsOf(id: string): Promise<string[]> {
      return (await reports.findById(id).select({ tags: 1 }).lean<Pick<ReportRow, 'tags'>>())?.tags ?? [];
    },
    /** On a report that the scope reaches; false for any other. The report itself is not touched: its version stays. */
    async setTag({ bureau, person, isOnlyAssigned }: Scope, id: string, tag: string, isOn: boolean): Promise<boolean> {
      const filter = { _id: id, bureau, recused: { $ne: person }, ...(isOnlyAssigned ? { assigned: person } : {}) };
      return (await reports.updateOne(filter, isOn ? { $addToSet: { tags: tag } } : { $pull: { tags: tag } })).matchedCount === 1;
    },
  };
}

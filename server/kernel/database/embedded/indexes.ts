import type { Catalog, Collection, Index } from './catalog.ts';
import { RANK, rankOf } from './compare.ts';
import { fail } from './errors.ts';
import { cut, encodeValue, inverted, isCut, space } from './keys.ts';
import { indexed } from './paths.ts';
import { pick } from './raw.ts';
import type { Doc } from './raw.ts';
import type { Storage } from './storage.ts';

/** The bytes of a document's `_id`: its key in the collection and the end of its index entries. */
export function documentKey(id: unknown): Buffer {
  const rank = rankOf(id);
  if (id === undefined || rank === RANK.array || rank === RANK.regex) fail(53, "the '_id' value cannot be missing, an array or a regular expression");
  return cut(encodeValue(id));
}

const key = (id: number, ...parts: Buffer[]): Buffer => Buffer.concat([space(id), ...parts]);
export const documentAt = (collection: Collection, docKey: Buffer): Buffer => key(collection.id, docKey);

type Marks = { multi: boolean[]; cut: boolean[] };

/** Every key a document has in an index; `marks` notes columns that met an array or a long value. */
function keysOf(index: Index, doc: Doc, docKey: Buffer, marks?: Marks): Buffer[] {
  if (index.filter && !index.filter.test(doc)) return [];
  let combined: Buffer[][] = [[]];
  let arrays = 0;
  index.columns.forEach((column, i) => {
    const { values, multi } = indexed(doc, column.parts);
    if (multi && ++arrays > 1) fail(171, 'an index cannot hold two arrays of one document');
    const encoded = values.map(value => encodeValue(value));
    if (marks && multi) marks.multi[i] = true;
    if (marks && encoded.some(isCut)) marks.cut[i] = true;
    const column_ = encoded.map(cut).map(one => (column.descending ? inverted(one) : one));
    combined = combined.flatMap(prefix => column_.map(one => [...prefix, one]));
  });
  return combined.map(parts => key(index.id, ...parts, ...(index.unique ? [] : [docKey])));
}

/** Writes documents and their index entries; every unique key is checked before the first put, because a throw undoes nothing. */
export function openWriter(storage: Storage, catalog: Catalog) {
  const text = (buffer: Buffer): string => buffer.toString('latin1');

  function replace(collection: Collection, docKey: Buffer, before: Buffer | undefined, next: Buffer | undefined): void {
    const removed: Buffer[] = [];
    const added: Buffer[] = [];
    const marked: [Index, Marks][] = [];
    for (const index of collection.indexes) {
      const marks: Marks = { multi: [], cut: [] };
      const old = new Map((before ? keysOf(index, pick(before, index.fields), docKey) : []).map(one => [text(one), one]));
      const wanted = new Map((next ? keysOf(index, pick(next, index.fields), docKey, marks) : []).map(one => [text(one), one]));
      for (const [name, entry] of old) if (!wanted.has(name)) removed.push(entry);
      for (const [name, entry] of wanted) {
        if (old.has(name)) continue;
        if (entry.length > 1978) fail(17280, `key too large for index ${index.name}`);
        if (index.unique && storage.get(entry)) fail(11000, `E11000 duplicate key error collection: ${collection.ns} index: ${index.name}`);
        added.push(entry);
      }
      marked.push([index, marks]);
    }
    for (const [index, marks] of marked) mark(collection, index, marks);
    for (const entry of removed) storage.remove(entry);
    for (const entry of added) storage.put(entry, docKey);
    if (next) storage.put(documentAt(collection, docKey), next);
    else storage.remove(documentAt(collection, docKey));
  }

  function mark(collection: Collection, index: Index, marks: Marks): void {
    const changed = index.columns.filter((column, i) => (marks.multi[i] && !column.multi) || (marks.cut[i] && !column.cut));
    if (changed.length === 0) return;
    index.columns.forEach((column, i) => {
      column.multi ||= marks.multi[i] ?? false;
      column.cut ||= marks.cut[i] ?? false;
    });
    catalog.save(collection);
  }

  return {
    insert(collection: Collection, id: unknown, raw: Buffer): void {
      const docKey = documentKey(id);
      if (storage.get(documentAt(collection, docKey))) fail(11000, `E11000 duplicate key error collection: ${collection.ns} index: _id_`);
      if (isCut(encodeValue(id))) mark(collection, collection.primary, { multi: [], cut: [true] });
      replace(collection, docKey, undefined, raw);
    },
    replace,
    /** Fills a new index from the documents that are there; fails before the first put. */
    build(collection: Collection, index: Index, documents: Iterable<{ docKey: Buffer; raw: Buffer }>): void {
      const marks: Marks = { multi: [], cut: [] };
      const entries = new Map<string, [Buffer, Buffer]>();
      for (const { docKey, raw } of documents) {
        for (const entry of new Map(keysOf(index, pick(raw, index.fields), docKey, marks).map(one => [text(one), one])).values()) {
          if (index.unique && entries.has(text(entry))) fail(11000, `E11000 duplicate key error collection: ${collection.ns} index: ${index.name}`);
          entries.set(text(entry), [entry, docKey]);
        }
      }
      for (const [entry, docKey] of entries.values()) storage.put(entry, docKey);
      mark(collection, index, marks);
    },
  };
}
export type Writer = ReturnType<typeof openWriter>;

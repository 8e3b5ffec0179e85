import type { Catalog, Collection, Index } from './catalog.ts';
import { fail } from './errors.ts';
import { after, cut, encodeValue, inverted, isCut, space } from './keys.ts';
import { indexed } from './paths.ts';
import { decodeElements, elements, pick } from './raw.ts';
import type { Doc, Elements } from './raw.ts';
import type { Storage } from './storage.ts';
import { RANK, rankOf } from './values.ts';

/** The bytes of a document's `_id`: its key in the collection and the end of its index entries. */
export function documentKey(id: unknown): Buffer {
  const rank = rankOf(id);
  if (id === undefined || rank === RANK.array || rank === RANK.regex) fail(53, "the '_id' value cannot be missing, an array or a regular expression");
  return cut(encodeValue(id));
}

export const documentAt = (collection: Collection, docKey: Buffer): Buffer => Buffer.concat([space(collection.id), docKey]);

const taken = ({ ns }: Collection, { name }: Index): never => fail(11000, `E11000 duplicate key error collection: ${ns} index: ${name}`);

type Marks = { multi: boolean[]; cut: boolean[] };

/** The keys that are not among the others; most often there is one of each. */
function without(keys: Buffer[], others: Buffer[]): Buffer[] {
  if (keys.length * others.length <= 1) return keys.filter(one => !others[0]?.equals(one));
  const known = new Set(others.map(text));
  return keys.filter(one => !known.has(text(one)));
}

/** Every key a document has in an index, each once; `marks` notes columns that met an array or a long value. */
function keysOf(index: Index, doc: Doc, docKey: Buffer, marks?: Marks): Buffer[] {
  if (index.filter && !index.filter.test(doc)) return [];
  let heads = [[space(index.id)]];
  let arrays = 0;
  let mayRepeat = false;
  index.columns.forEach((column, i) => {
    const { values: found, multi } = indexed(doc, column.parts);
    // Most lists are words, which need no bytes to be told apart.
    const isWords = multi && found.every(value => typeof value === 'string');
    const values = isWords ? [...new Set(found)] : found;
    if (multi && !isWords) mayRepeat = true;
    if (multi && ++arrays > 1) fail(171, 'an index cannot hold two arrays of one document');
    const encoded = values.map(value => encodeValue(value));
    if (marks && multi) marks.multi[i] = true;
    if (marks && encoded.some(isCut)) marks.cut[i] = true;
    const ends = encoded.map(cut).map(one => (column.descending ? inverted(one) : one));
    heads = heads.flatMap(head => ends.map(end => [...head, end]));
  });
  const keys = heads.map(parts => Buffer.concat(index.unique ? parts : [...parts, docKey]));
  return mayRepeat ? [...new Map(keys.map(one => [text(one), one])).values()] : keys;
}

const text = (buffer: Buffer): string => buffer.toString('latin1');
const isSame = (fields: Iterable<string>, was: Elements, is: Elements): boolean => [...fields].every(name => {
  const [one, other] = [was.get(name), is.get(name)];
  return one && other ? one.equals(other) : one === other;
});

/** Writes documents and their index entries; every unique key is checked before the first put, because a throw undoes nothing. */
export function openWriter(storage: Storage, catalog: Catalog) {
  function replace(collection: Collection, docKey: Buffer, before: Buffer | undefined, next: Buffer | undefined): void {
    const removed: Buffer[] = [];
    const added: Buffer[] = [];
    const marked: [Index, Marks][] = [];
    // what all indexes look at is decoded once for all of them
    const keep = (name: string): boolean => collection.indexes.some(({ fields }) => fields.has(name));
    const was = before && elements(before, keep);
    const is = next && elements(next, keep);
    const old = was && decodeElements(was);
    const doc = is && decodeElements(is);
    for (const index of collection.indexes) {
      if (was && is && isSame(index.fields, was, is)) continue;
      const marks: Marks = { multi: [], cut: [] };
      const had = old ? keysOf(index, old, docKey) : [];
      const wanted = doc ? keysOf(index, doc, docKey, marks) : [];
      removed.push(...without(had, wanted));
      for (const entry of without(wanted, had)) {
        if (entry.length > 1978) fail(17280, `key too large for index ${index.name}`);
        if (index.unique && storage.get(entry)) taken(collection, index);
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
    const isNew = index.columns.some((column, i) => (marks.multi[i] && !column.multi) || (marks.cut[i] && !column.cut));
    if (!isNew) return;
    for (const [i, column] of index.columns.entries()) {
      column.multi ||= marks.multi[i] ?? false;
      column.cut ||= marks.cut[i] ?? false;
    }
    catalog.save(collection);
  }

  return {
    insert(collection: Collection, id: unknown, raw: Buffer): void {
      const docKey = documentKey(id);
      if (storage.get(documentAt(collection, docKey))) taken(collection, collection.primary);
      if (isCut(encodeValue(id))) mark(collection, collection.primary, { multi: [], cut: [true] });
      replace(collection, docKey, undefined, raw);
    },
    replace,
    /** Adds an index and fills it from the documents that are there; fails before the first put. */
    build(collection: Collection, index: Index): void {
      const marks: Marks = { multi: [], cut: [] };
      const entries = new Map<string, [Buffer, Buffer]>();
      const head = space(collection.id);
      for (const { key, value } of storage.range(head, after(head))) {
        const docKey = key.subarray(head.length);
        for (const entry of keysOf(index, pick(value, index.fields), docKey, marks)) {
          if (index.unique && entries.has(text(entry))) taken(collection, index);
          entries.set(text(entry), [entry, docKey]);
        }
      }
      for (const [entry, docKey] of entries.values()) storage.put(entry, docKey);
      catalog.addIndex(collection, index);
      mark(collection, index, marks);
    },
  };
}
export type Writer = ReturnType<typeof openWriter>;

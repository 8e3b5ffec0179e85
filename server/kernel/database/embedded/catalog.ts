import { after, space } from './keys.ts';
import { compileFilter } from './match.ts';
import type { Filter } from './match.ts';
import { topLevel } from './paths.ts';
import { decode, encode } from './raw.ts';
import type { Doc } from './raw.ts';
import type { Storage } from './storage.ts';

/** What a column of an index has ever held: once set these stay, so that a plan stays right without looking. */
export type Column = { path: string; parts: string[]; descending: boolean; multi: boolean; cut: boolean };
export type Index = {
  id: number; name: string; columns: Column[]; unique: boolean; filter: Filter | undefined; expireAfterSeconds: number | undefined;
  fields: ReadonlySet<string>;
};
/** The first index is the collection itself: its documents lie under the keys of their `_id`. */
export type Collection = { ns: string; id: number; primary: Index; indexes: Index[] };

/** An index as it is kept on disk; of each column its path, whether it is descending, `multi` and `cut`. */
type Row = { id: number; name: string; key: [string, boolean, boolean, boolean][]; unique: boolean; partial?: Doc | undefined; expireAfterSeconds?: number | undefined };
export type IndexSpec = Omit<Row, 'id'>;

export function indexOf({ id, name, key, unique, partial, expireAfterSeconds: seconds }: Row): Index {
  const filter = partial && compileFilter(partial);
  return {
    id: Number(id), name, unique, filter, expireAfterSeconds: seconds === undefined ? undefined : Number(seconds),
    columns: key.map(([path, descending, multi, cut]) => ({ path, parts: path.split('.'), descending, multi, cut })),
    fields: new Set([...key.map(([path]) => topLevel(path)), ...(filter?.fields ?? [])]),
  };
}

const toRow = ({ id, name, unique, columns, filter, expireAfterSeconds }: Index): Row => ({
  id, name, unique, key: columns.map(({ path, descending, multi, cut }) => [path, descending, multi, cut]), partial: filter?.source, expireAfterSeconds,
});

export const keyPattern = ({ columns }: Index): Doc => Object.fromEntries(columns.map(({ path, descending }) => [path, descending ? -1 : 1]));

const HOME = space(0);
const rowKey = (ns: string): Buffer => Buffer.concat([HOME, Buffer.from(ns)]);

export type Catalog = ReturnType<typeof openCatalog>;

/** Which collections and indexes there are: in memory, and on disk in the same transaction as the change that needs them. */
export function openCatalog(storage: Storage) {
  const collections = new Map<string, Collection>();
  let next = 1;

  function load(): void {
    collections.clear();
    for (const { key, value } of storage.range(HOME, after(HOME))) {
      const row = decode(value);
      const [primary, ...indexes] = (row['indexes'] as Row[]).map(indexOf);
      if (!primary) continue;
      const ns = key.subarray(HOME.length).toString();
      collections.set(ns, { ns, id: primary.id, primary, indexes });
      next = Math.max(next, ...[primary, ...indexes].map(index => index.id + 1));
    }
  }
  load();

  const save = (collection: Collection): void =>
    storage.put(rowKey(collection.ns), encode({ indexes: [collection.primary, ...collection.indexes].map(toRow) }));

  const clear = (id: number): void => {
    for (const { key } of storage.range(space(id), after(space(id)))) storage.remove(key);
  };

  return {
    load,
    save,
    get: (ns: string): Collection | undefined => collections.get(ns),
    inDatabase: (database: string): Collection[] => [...collections.values()].filter(({ ns }) => ns.startsWith(`${database}.`)),
    all: (): Collection[] => [...collections.values()],
    create(ns: string): Collection {
      const primary = indexOf({ id: next++, name: '_id_', key: [['_id', false, false, false]], unique: true });
      const collection = { ns, id: primary.id, primary, indexes: [] };
      collections.set(ns, collection);
      save(collection);
      return collection;
    },
    newIndex: (spec: IndexSpec): Index => indexOf({ id: next++, ...spec }),
    addIndex(collection: Collection, index: Index): void {
      collection.indexes.push(index);
      save(collection);
    },
    dropIndex(collection: Collection, index: Index): void {
      collection.indexes.splice(collection.indexes.indexOf(index), 1);
      clear(index.id);
      save(collection);
    },
    drop(collection: Collection): void {
      for (const index of [collection.primary, ...collection.indexes]) clear(index.id);
      storage.remove(rowKey(collection.ns));
      collections.delete(collection.ns);
    },
  };
}

import { decode, encode } from './raw.ts';
import type { Doc } from './raw.ts';
import { after, space } from './keys.ts';
import { compileFilter } from './match.ts';
import type { Filter } from './match.ts';
import type { Storage } from './storage.ts';

/** What a column of an index has ever held: once set these stay, so that a plan stays right without looking. */
export type Column = { path: string; parts: string[]; descending: boolean; multi: boolean; cut: boolean };
export type Index = {
  id: number; name: string; columns: Column[]; unique: boolean; filter: Filter | undefined; expireAfterSeconds: number | undefined;
  fields: ReadonlySet<string>;
};
/** The first index is the collection itself: its documents lie under the keys of their `_id`. */
export type Collection = { ns: string; id: number; primary: Index; indexes: Index[] };

export type IndexSpec = { name: string; key: [string, boolean][]; unique?: boolean; partial?: Doc; expireAfterSeconds?: number };

type Row = { id: number; name: string; key: [string, boolean, boolean, boolean][]; unique: boolean; partial?: Doc; expireAfterSeconds?: number };

export const makeIndex = (id: number, spec: IndexSpec): Index => {
  const filter = spec.partial && compileFilter(spec.partial);
  return {
    id, name: spec.name, unique: spec.unique ?? false, filter, expireAfterSeconds: spec.expireAfterSeconds,
    columns: spec.key.map(([path, descending]) => ({ path, parts: path.split('.'), descending, multi: false, cut: false })),
    fields: new Set([...spec.key.map(([path]) => path.split('.')[0] ?? path), ...(filter?.fields ?? [])]),
  };
};

const toRow = (index: Index): Row => ({
  id: index.id, name: index.name, unique: index.unique,
  key: index.columns.map(({ path, descending, multi, cut }) => [path, descending, multi, cut]),
  ...(index.filter && { partial: index.filter.source }),
  ...(index.expireAfterSeconds !== undefined && { expireAfterSeconds: index.expireAfterSeconds }),
});

function fromRow(row: Row): Index {
  const index = makeIndex(Number(row.id), {
    name: row.name, key: row.key.map(([path, descending]) => [path, descending]), unique: row.unique, ...(row.partial && { partial: row.partial }),
    ...(row.expireAfterSeconds !== undefined && { expireAfterSeconds: Number(row.expireAfterSeconds) }),
  });
  index.columns.forEach((column, i) => {
    [column.multi, column.cut] = [row.key[i]?.[2] ?? false, row.key[i]?.[3] ?? false];
  });
  return index;
}

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
      const [primary, ...indexes] = (row['indexes'] as Row[]).map(fromRow);
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
      const primary = makeIndex(next++, { name: '_id_', key: [['_id', false]], unique: true });
      const collection = { ns, id: primary.id, primary, indexes: [] };
      collections.set(ns, collection);
      save(collection);
      return collection;
    },
    addIndex(collection: Collection, spec: IndexSpec): Index {
      const index = makeIndex(next++, spec);
      collection.indexes.push(index);
      save(collection);
      return index;
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

// What a collection of an earlier version needs before the indexes of this one are built.
import type { Collection, Schema } from 'mongoose';

type Migration = (collection: Collection) => Promise<void>;

const migrations = new WeakMap<object, Migration>();
const INDEX_NOT_FOUND = 27;

/** Done at each start on a collection that is there already; done before, it must change nothing. */
export function migrating<S extends Schema>(schema: S, migration: Migration): S {
  migrations.set(schema, migration);
  return schema;
}

export const migrationOf = (schema: object): Migration | undefined => migrations.get(schema);

/** Another process that starts at the same time may be faster. */
export async function dropIndex(collection: Collection, name: string): Promise<void> {
  const isThere = (await collection.indexes()).some((index) => index.name === name);
  if (!isThere) return;
  await collection.dropIndex(name).catch((error: unknown) => {
    const isGone = typeof error === 'object' && error !== null && 'code' in error && error.code === INDEX_NOT_FOUND;
    if (!isGone) throw error;
  });
}

import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { systemClock } from '../clock.ts';
import type { Clock } from '../clock.ts';
import { settle } from './gather.ts';
import { migrationOf } from './migrate.ts';
import { writeOnceMore } from './once-more.ts';

/** `uri` reaches the same data from another connection. */
export type Database = { connection: Connection; kind: 'mongodb' | 'embedded'; uri: string; ping(): Promise<void>; close(): Promise<void> };
type Options = { uri?: string | undefined; dataDir: string; clock?: Clock; log?: (message: string, error?: unknown) => void };

// Indexes are built once, by init(), before the server listens. Operators from outside cannot reach a filter: forms parse every input
// to plain values first, and sanitizeFilter would refuse the stores' own $in, $gt and $exists.
mongoose.set({ autoIndex: false, autoCreate: false, strict: 'throw', strictQuery: 'throw' });

/** Connects to the server at `uri`, or starts the embedded store in `dataDir` when there is none. */
export async function connect({ uri, dataDir, clock = systemClock, log = () => undefined }: Options): Promise<Database> {
  if (uri) return database('mongodb', uri);
  const { startEmbeddedStore } = await import('./embedded/start.ts');
  const store = await startEmbeddedStore({ folder: dataDir, now: clock, onError: error => log('the store could not remove what has expired', error) });
  try {
    return await database('embedded', store.uri, () => store.close());
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function database(kind: Database['kind'], uri: string, closeStore: () => Promise<void> = () => Promise.resolve()): Promise<Database> {
  const connection = await mongoose.createConnection(uri, { serverSelectionTimeoutMS: 10_000 }).asPromise();
  if (kind === 'mongodb') writeOnceMore(connection);
  return {
    connection,
    kind,
    uri,
    async ping() {
      await connection.db?.admin().command({ ping: 1 });
    },
    async close() {
      await settle(connection);
      await connection.close();
      await closeStore();
    },
  };
}

/**
 * Builds every registered model's collection and indexes; a server listens only afterwards. All of a collection's in one command, so that
 * a start with nothing to build costs one round trip each. @throws where an index exists with other options.
 */
export async function init(connection: Connection): Promise<void> {
  const there = new Set((await connection.listCollections()).map(({ name }) => name));
  await Promise.all(Object.values(connection.models).map(async (model) => {
    if (there.has(model.collection.collectionName)) await migrationOf(model.schema)?.(model.collection);
    else await model.createCollection();
    const indexes = model.schema.indexes().map(([key, { background: _background, ...options }]) => ({ key, ...options }));
    if (indexes.length > 0) await model.collection.createIndexes(indexes as Parameters<typeof model.collection.createIndexes>[0]);
  }));
}

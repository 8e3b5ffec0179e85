import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import type { mongo } from 'mongoose';
import { startEmbeddedStore } from '../../server/kernel/database/embedded/start.ts';
import type { EmbeddedStore } from '../../server/kernel/database/embedded/start.ts';

export type TestStore = EmbeddedStore & { folder: string; db: mongo.Db; drop(): Promise<void> };

/** An embedded store of its own with a plain driver, for tests that are about the store itself. */
export async function openTestStore(options: { now?: () => Date; folder?: string } = {}): Promise<TestStore> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'mj-store-')));
  const store = await startEmbeddedStore({ folder, ...(options.now && { now: options.now }) });
  const client = new mongoose.mongo.MongoClient(store.uri);
  await client.connect();
  const close = async (): Promise<void> => {
    await client.close();
    await store.close();
  };
  return {
    ...store, folder, db: client.db('store_test'), close,
    async drop() {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Only our own store's plans name what these tests ask for; another server's planner writes, and chooses, as it likes. */
export const isOwnPlanner = process.env['MONGODB_TEST_URI'] === undefined;

/** What a query read: the index by name (undefined: every document) and how much. */
export async function explained(cursor: { explain(verbosity: 'executionStats'): Promise<mongo.Document> }): Promise<{ index: string | undefined; keys: number; documents: number; sorts: boolean }> {
  const { queryPlanner, executionStats }: mongo.Document = await cursor.explain('executionStats');
  const text = JSON.stringify(queryPlanner.winningPlan);
  return {
    index: /"indexName":"([^"]+)"/.exec(text)?.[1], keys: Number(executionStats.totalKeysExamined), documents: Number(executionStats.totalDocsExamined),
    sorts: text.includes('"SORT"'),
  };
}

import { createHash } from 'node:crypto';
import mongoose from 'mongoose';
import type { mongo } from 'mongoose';

export type Copied = { collection: string; here: number; there: number; hashHere: string; hashThere: string; same: boolean };

export class TargetNotEmpty extends Error {}

const BATCH = 500;
/** Every value keeps its type on the way: a Long stays a Long. */
const EXACT = { promoteValues: false, promoteBuffers: false, bsonRegExp: true };

/** How many documents a collection has, and one hash over the bytes of all of them in whatever order they come. */
async function fingerprint(collection: mongo.Collection): Promise<{ count: number; hash: string }> {
  const digests: string[] = [];
  for await (const raw of collection.find({}, { raw: true, batchSize: BATCH })) digests.push(createHash('sha256').update(raw as unknown as Buffer).digest('base64'));
  return { count: digests.length, hash: createHash('sha256').update(digests.sort().join()).digest('hex') };
}

const names = async (db: mongo.Db): Promise<string[]> => (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).filter(name => !name.startsWith('system.')).sort();

async function copyCollection(from: mongo.Collection, to: mongo.Collection): Promise<void> {
  let batch: mongo.Document[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await to.insertMany(batch, { ignoreUndefined: true });
    batch = [];
  };
  for await (const document of from.find({}, { ...EXACT, batchSize: BATCH })) {
    batch.push(document);
    if (batch.length === BATCH) await flush();
  }
  await flush();
}

/** Copies every collection into an empty database, then reads both again and compares counts and hashes. Indexes are built by the server when it starts. */
export async function copyAll(from: mongo.Db, to: mongo.Db): Promise<Copied[]> {
  for (const name of await names(to)) {
    if ((await to.collection(name).findOne({}, { projection: { _id: 1 } })) !== null) throw new TargetNotEmpty(`The collection ${name} of ${to.databaseName} is not empty; name an empty database.`);
  }
  const copied: Copied[] = [];
  for (const name of await names(from)) {
    await copyCollection(from.collection(name), to.collection(name));
    const [here, there] = [await fingerprint(from.collection(name)), await fingerprint(to.collection(name))];
    copied.push({ collection: name, here: here.count, there: there.count, hashHere: here.hash, hashThere: there.hash, same: here.count === there.count && here.hash === there.hash });
  }
  return copied;
}

/** Copies what the embedded store in `dataDir` holds to the server at `uri`. */
export async function copyToMongodb(dataDir: string, uri: string): Promise<Copied[]> {
  const { startEmbeddedStore } = await import('./embedded/start.ts');
  // nothing may expire between the copy and the comparison
  const store = await startEmbeddedStore({ folder: dataDir, sweepEverySeconds: 86_400 });
  const [source, target] = [new mongoose.mongo.MongoClient(store.uri), new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 10_000 })];
  try {
    return await copyAll(source.db(), target.db());
  } finally {
    await Promise.all([source.close(), target.close()]);
    await store.close();
  }
}

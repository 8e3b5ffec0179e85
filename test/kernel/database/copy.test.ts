import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Binary, Decimal128, Double, Long, ObjectId } from 'bson';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { copyAll, copyToMongodb } from '../../../server/kernel/database/copy.ts';
import { startEmbeddedStore } from '../../../server/kernel/database/embedded/start.ts';
import { openTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

describe('copying the embedded store to another database', () => {
  let folder: string;
  let target: TestDatabase;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mj-copy-'));
    const store = await startEmbeddedStore({ folder });
    const client = new mongoose.mongo.MongoClient(store.uri);
    await client.db().collection<{ _id: number }>('many').insertMany(Array.from({ length: 1200 }, (_, i) => ({ _id: i, text: `第 ${i} 条` })));
    await client.db().collection('types').insertMany([
      { _id: new ObjectId('507f1f77bcf86cd799439011'), long: Long.fromString('9007199254740993'), small: Long.fromNumber(5), double: new Double(1), decimal: Decimal128.fromString('1.10') },
      { bytes: new Binary(Buffer.from([255, 0]), 128), at: new Date(-1), none: null, list: [[], { deep: [1] }], empty: {} }]);
    await client.db().createCollection('nothing');
    await client.close();
    await store.close();
    target = await openTestDatabase();
  });
  afterEach(async () => {
    await target.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('ends with the same counts and hashes, once only', async () => {
    const copied = await copyToMongodb(folder, target.uri);
    expect(copied.map(({ collection, here, there, same }) => ({ collection, here, there, same }))).to.deep.equal([
      { collection: 'many', here: 1200, there: 1200, same: true }, { collection: 'nothing', here: 0, there: 0, same: true }, { collection: 'types', here: 2, there: 2, same: true }]);
    expect(copied.map(({ hashHere, hashThere }) => hashHere === hashThere)).to.deep.equal([true, true, true]);
    expect(await copyToMongodb(folder, target.uri).catch((error: unknown) => String(error))).to.match(/is not empty/);
  });

  it('tells one changed document', async () => {
    const db = target.connection.db ?? expect.fail();
    const store = await startEmbeddedStore({ folder });
    const client = new mongoose.mongo.MongoClient(store.uri);
    try {
      const tampering = new Proxy(db, {
        get: (object, name) => (name !== 'collection' ? Reflect.get(object, name) : (collection: string) => {
          const real = object.collection(collection);
          return new Proxy(real, { get: (inner, method) => (method !== 'insertMany' ? Reflect.get(inner, method).bind?.(inner) ?? Reflect.get(inner, method) : async (docs: object[]) => {
            await inner.insertMany(docs.map((doc, i) => (i === 7 ? { ...doc, text: 'changed' } : doc)));
          }) });
        }),
      });
      expect((await copyAll(client.db(), tampering)).filter(({ same }) => !same).map(({ collection }) => collection)).to.deep.equal(['many']);
    } finally {
      await client.close();
      await store.close();
    }
  });

  it('runs from the command line and prints a table', async () => {
    const run = async (env: Record<string, string>): Promise<{ status: unknown; output: string }> => {
      const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/copy-to-mongodb.ts'], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => { output += String(chunk); });
      const [status]: unknown[] = await once(child, 'close');
      return { status, output };
    };
    expect(await run({ DATA_DIR: folder, MONGODB_URI: '' })).to.deep.equal({ status: 1, output: 'MONGODB_URI is not set: the address of the database to copy to\n' });
    const { status, output } = await run({ DATA_DIR: folder, MONGODB_URI: target.uri });
    expect(output).to.match(/^many +1200 +1200 +[0-9a-f]{16} [0-9a-f]{16} {2}same\n/).and.to.match(/3 collections, 3 the same, 0 different\n$/);
    expect(status).to.equal(0);
  });
});

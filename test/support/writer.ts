// A process that writes with sixteen clients at once and prints each id when its write is acknowledged, until it is killed.
import mongoose from 'mongoose';
import { startEmbeddedStore } from '../../server/kernel/database/embedded/start.ts';

const [folder = '', offset = '0'] = process.argv.slice(2);
const store = await startEmbeddedStore({ folder });
const client = await new mongoose.mongo.MongoClient(store.uri).connect();
const written = client.db('store_test').collection<{ _id: number; key: string; list: number[] }>('written');
await written.createIndex({ key: 1 }, { unique: true });
await written.createIndex({ list: 1 });
let next = Number(offset) * 1000;
await Promise.all(Array.from({ length: 16 }, async () => {
  for (;;) {
    const id = next++;
    await written.insertOne({ _id: id, key: `k${id}`, list: [id, id + 1] });
    await written.updateOne({ _id: id }, { $push: { list: -id } });
    process.stdout.write(`${id}\n`);
  }
}));

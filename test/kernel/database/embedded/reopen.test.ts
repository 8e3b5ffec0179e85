import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { mongo } from 'mongoose';
import { openTestStore } from '../../../support/store.ts';
import type { TestStore } from '../../../support/store.ts';

type Row = { _id: number; bytes: string };
const MEBIBYTE = 2 ** 20;

/** MiB of the store's file that count as memory of this process. */
function mapped(): number {
  let isFile = false;
  let kilobytes = 0;
  for (const line of readFileSync('/proc/self/smaps', 'utf8').split('\n')) {
    if (/^[0-9a-f]+-[0-9a-f]+ /.test(line)) isFile = line.endsWith('/data.mdb');
    else if (isFile && line.startsWith('Rss:')) kilobytes += Number(/\d+/.exec(line)?.[0]);
  }
  return kilobytes / 1024;
}

describe('the embedded store under much writing', () => {
  let store: TestStore;
  let rows: mongo.Collection<Row>;
  before(async () => {
    store = await openTestStore();
    rows = store.db.collection('rows');
  });
  after(() => store.drop());

  it('answers readers and cursors while its file is opened anew, and lets go what was mapped of it', async function () {
    this.timeout(60_000);
    const before = process.platform === 'linux' ? mapped() : 0;
    await rows.insertMany(Array.from({ length: 10 }, (_, n) => ({ _id: -n - 1, bytes: '' })));
    const cursor = rows.find({ bytes: '' }).sort({ _id: 1 }).batchSize(2);
    const early = [(await cursor.next())?._id, (await cursor.next())?._id];
    for (let n = 0; n < 60; n += 4) {
      const [, found] = await Promise.all([
        rows.insertMany(Array.from({ length: 4 }, (_, at) => ({ _id: n + at, bytes: String.fromCharCode(97 + (n % 26)).repeat(MEBIBYTE) }))),
        rows.find({ _id: { $gte: n - 4, $lt: n } }).toArray(), rows.countDocuments({ _id: { $lt: 0 } }), rows.updateOne({ _id: -1 }, { $set: { bytes: '' } }),
      ]);
      expect(found.filter(({ _id, bytes }) => _id >= 0 && bytes.length === MEBIBYTE)).to.have.length(n > 0 ? 4 : 0);
    }
    expect([...early, ...(await cursor.toArray()).map(({ _id }) => _id)]).to.deep.equal([-10, -9, -8, -7, -6, -5, -4, -3, -2, -1]);
    expect(await rows.countDocuments({ _id: { $gte: 0 } })).to.equal(60);
    if (process.platform === 'linux') expect(mapped() - before).to.be.below(32);
  });
});

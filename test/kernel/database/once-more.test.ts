import { expect } from 'chai';
import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import { connect, init } from '../../../server/kernel/database/connect.ts';
import { isDuplicate } from '../../../server/kernel/database/duplicate.ts';
import { onceMore } from '../../../server/kernel/database/once-more.ts';
import { openTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

const RACES = 40;
const schema = new Schema({ _id: String, race: String, number: Number, isTaken: Boolean, count: Number }, { versionKey: false });
schema.index({ race: 1, number: 1 }, { unique: true, partialFilterExpression: { isTaken: true } });
const modelOn = (connection: Connection) => connection.model('OnceMoreThing', schema);

const failing = (...errors: unknown[]) => {
  const calls: unknown[][] = [];
  return { calls, write: onceMore(async (...given) => {
    calls.push(given);
    if (errors.length > 0) throw errors.shift();
    return 'written';
  }) };
};
const undone = (counts = {}): Error => Object.assign(new Error('deadlock detected'), { code: 16908292, ...counts });
const duplicate = (): Error => Object.assign(new Error('E11000'), { code: 11000 });
const outcome = async (writing: Promise<unknown>): Promise<unknown> => writing.catch((error: unknown) => (error instanceof Error ? error.message : error));

describe('a write that another one undid', () => {
  it('is made again with the same words, five times at most', async () => {
    const once = failing(undone({ insertedCount: 0 }));
    expect([await once.write({ _id: 'a' }, { ordered: true }), once.calls]).to.deep.equal(['written', [[{ _id: 'a' }, { ordered: true }], [{ _id: 'a' }, { ordered: true }]]]);
    const ever = failing(...Array.from({ length: 9 }, () => undone()));
    expect([await outcome(ever.write()), ever.calls.length]).to.deep.equal(['deadlock detected', 5]);
  });
  it('but not where a part of it is kept, and not for any other error', async () => {
    for (const counts of [{ insertedCount: 1 }, { matchedCount: 2 }, { upsertedCount: 1 }, { deletedCount: 1 }]) {
      const part = failing(undone(counts));
      expect([await outcome(part.write()), part.calls.length]).to.deep.equal(['deadlock detected', 1]);
    }
    const other = failing(new Error('not primary'));
    expect([await outcome(other.write({}, {}, { upsert: true })), other.calls.length]).to.deep.equal(['not primary', 1]);
  });
  it('an upsert that met its own row goes to that row; a second meeting is told, and one of an insert at once', async () => {
    const upsert = failing(duplicate());
    expect([await upsert.write({}, {}, { upsert: true }), upsert.calls.length]).to.deep.equal(['written', 2]);
    const another = failing(duplicate(), duplicate());
    expect([await outcome(another.write({}, {}, { upsert: true })), another.calls.length]).to.deep.equal(['E11000', 2]);
    const insert = failing(duplicate());
    expect([await outcome(insert.write([{ _id: 'a' }])), insert.calls.length]).to.deep.equal(['E11000', 1]);
  });
});

describe('two writers of one unique key', () => {
  let database: TestDatabase;
  let Thing: ReturnType<typeof modelOn>;
  before(async () => {
    database = await openTestDatabase();
    Thing = modelOn(database.connection);
    await init(database.connection);
  });
  after(async () => {
    database.connection.deleteModel('OnceMoreThing');
    await database.drop();
  });

  /** How many were written, and how many were told of the key; anything else is thrown. */
  async function race(write: (writer: 'a' | 'b') => Promise<unknown>): Promise<string> {
    const told = await Promise.allSettled([write('a'), write('b')]);
    const other = told.find((each) => each.status === 'rejected' && !isDuplicate(each.reason));
    if (other?.status === 'rejected') throw other.reason;
    return told.map(({ status }) => status).sort().join();
  }

  it('one is in, the other is told of the key, whatever way they write', async function () {
    this.timeout(120_000); // A server that lets them wait for each other looks after a second each time.
    for (let at = 0; at < RACES; at += 1) {
      expect(await race((writer) => Thing.insertMany([{ _id: `insert ${at} ${writer}`, race: `insert ${at}`, number: 1, isTaken: true }]))).to.equal('fulfilled,rejected');
      await Thing.insertMany(['a', 'b'].map((writer) => ({ _id: `update ${at} ${writer}`, race: `update ${at}`, number: 1, isTaken: false })));
      expect(await race((writer) => Thing.updateOne({ _id: `update ${at} ${writer}` }, { $set: { number: 2, isTaken: true } }))).to.equal('fulfilled,rejected');
    }
    expect(await Thing.countDocuments({ isTaken: true })).to.equal(2 * RACES);
  });
  it('on every connection to a server a write that it undid is made again', async () => {
    const server = await connect({ uri: database.uri, dataDir: '' });
    const driver = Object.getPrototypeOf(server.connection.collection('another')) as { insertMany(...given: unknown[]): Promise<unknown> };
    const { insertMany } = driver;
    const errors = [undone()];
    driver.insertMany = async function (...given) {
      const error = errors.shift();
      if (error) throw error;
      return insertMany.apply(this, given);
    };
    try {
      await modelOn(server.connection).insertMany([{ _id: 'of another connection' }]);
    } finally {
      driver.insertMany = insertMany;
      await server.close();
    }
    expect([await Thing.countDocuments({ _id: 'of another connection' }), errors.length]).to.deep.equal([1, 0]);
  });
  it('two upserts of one row both count in it', async () => {
    for (let at = 0; at < RACES; at += 1) expect(await race(() => Thing.updateOne({ _id: `upsert ${at}` }, { $inc: { count: 1 } }, { upsert: true }))).to.equal('fulfilled,fulfilled');
    expect(await Thing.countDocuments({ count: 2 })).to.equal(RACES);
  });
});

import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import type { mongo } from 'mongoose';
import { explained, openTestStore } from '../../../support/store.ts';
import type { TestStore } from '../../../support/store.ts';

type Row = { _id: number | string; a?: unknown; list?: unknown; n?: unknown; code?: unknown; order?: number; version?: number; by?: number; bureau?: string; status?: string; at?: Date };

const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(() => 'no error', (error: unknown) => (error as { code?: unknown }).code);

describe('the embedded store', () => {
  let store: TestStore;
  let things: mongo.Collection<Row>;
  before(async () => {
    store = await openTestStore();
    things = store.db.collection('things');
  });
  after(() => store.drop());
  beforeEach(() => things.drop().catch(() => undefined));

  it('starts an upsert from an expression only where it is asked for as a value', async () => {
    await things.updateOne({ _id: 1, a: /^x/ }, { $set: { n: 1 } }, { upsert: true });
    await things.updateOne({ _id: 2, a: { $eq: /^x/ } }, { $set: { n: 1 } }, { upsert: true });
    expect(await things.find().sort({ _id: 1 }).toArray()).to.deep.equal([{ _id: 1, n: 1 }, { _id: 2, a: /^x/, n: 1 }]);
  });

  it('refuses what it does not know, with a code', async () => {
    const cases: [mongo.Document, number][] = [
      [{ mapReduce: 'things' }, 59], [{ constructor: 1 }, 59], [{ find: 'things', filter: { a: { $near: 1 } } }, 2], [{ find: 'things', filter: { $where: '1' } }, 2],
      [{ find: 'things', filter: {}, collation: { locale: 'zh' } }, 40415], [{ find: 'things', filter: {}, sort: { a: 'text' } }, 15975],
      [{ aggregate: 'things', pipeline: [{ $out: 'x' }], cursor: {} }, 40324], [{ aggregate: 'things', pipeline: [{ $group: { _id: { $dateTrunc: {} } } }], cursor: {} }, 168],
      [{ find: 'things', filter: {}, projection: { a: 1, b: 0 } }, 31254], [{ find: 'a$b', filter: {} }, 73], [{ getMore: mongoose.mongo.Long.fromNumber(99), collection: 'things' }, 43],
      [{ createIndexes: 'things', indexes: [{ key: { a: 'text' }, name: 'a' }] }, 67], [{ createIndexes: 'things', indexes: [{ key: { a: 1 }, name: 'a', sparse: true }] }, 40415],
      [{ drop: 'missing' }, 26], [{ dropIndexes: 'missing', index: 'x' }, 26], [{ count: 'things' }, 59], [{ explain: { aggregate: 'things', pipeline: [], cursor: {} } }, 59],
      [{ aggregate: 'things', pipeline: [{ $limit: 1 }, { $match: {} }], cursor: {} }, 40324], [{ aggregate: 'things', pipeline: [{ $group: { _id: 1, n: { $avg: '$a' } } }], cursor: {} }, 15952],
      [{ findAndModify: 'things', query: {}, remove: true }, 9],
    ];
    for (const operator of ['$not', '$elemMatch', '$type', '$mod']) cases.push([{ find: 'things', filter: { a: { [operator]: {} } } }, 2]);
    for (const operator of ['$nor', '$expr', '$text']) cases.push([{ find: 'things', filter: { [operator]: [] } }, 2]);
    for (const [command, code] of cases) expect(await codeOf(store.db.command(command)), JSON.stringify(command)).to.equal(code);
    await things.insertOne({ _id: 1, a: 'text', list: 1 });
    const updates: [mongo.Document, number][] = [
      [{ $inc: { a: 1 } }, 14], [{ $inc: { n: 'x' } }, 14], [{ $push: { list: 1 } }, 2], [{ $set: { 'a.b': 1 } }, 28], [{ $set: { b: 1, 'b.c': 2 } }, 40], [{ $bit: { n: 1 } }, 9], [{ $mul: { n: 2 } }, 9], [{ $min: { n: 2 } }, 9], [{ $pop: { n: 1 } }, 9],
      [{ $push: { n: { $each: [1] } } }, 2], [{ $addToSet: { n: { $each: [1] } } }, 2], [{ $pull: { n: { $gt: 1 } } }, 238],
      [{ $set: { _id: 2 } }, 66], [{ $set: { '': 1 } }, 56], [{ $set: { $x: 1 } }, 52],
    ];
    for (const [update, code] of updates) expect(await codeOf(things.updateOne({ _id: 1 }, update as never)), JSON.stringify(update)).to.equal(code);
    expect(await things.findOne({ _id: 1 })).to.deep.equal({ _id: 1, a: 'text', list: 1 });
  });

  it('puts the id first and leaves the other fields as they came', async () => {
    await things.insertMany([{ a: 'first', _id: 7, list: [1, { x: null }], n: 2 }, { a: 'second', n: 3, _id: 8 }, { _id: 9, a: 'third' }]);
    expect((await things.find().sort({ _id: 1 }).toArray()).map(row => JSON.stringify(row))).to.deep.equal([
      '{"_id":7,"a":"first","list":[1,{"x":null}],"n":2}', '{"_id":8,"a":"second","n":3}', '{"_id":9,"a":"third"}',
    ]);
    expect((await things.findOne({ _id: 8 }))?.n).to.equal(3);
  });

  it('lets one of sixteen racers have a unique key, and loses no other', async () => {
    await things.createIndex({ order: 1 }, { unique: true });
    for (let order = 0; order < 20; order++) {
      const results = await Promise.allSettled(Array.from({ length: 16 }, (_, racer) => things.insertOne({ _id: `${order}-${racer}`, order })));
      expect(results.filter(one => one.status === 'fulfilled')).to.have.length(1);
      for (const one of results) if (one.status === 'rejected') expect(one.reason).to.have.property('code', 11000);
    }
    expect(await things.countDocuments()).to.equal(20);
  });

  it('lets one of sixteen guarded updates win', async () => {
    await things.insertOne({ _id: 1, version: 0 });
    const results = await Promise.all(Array.from({ length: 16 }, (_, by) => things.updateOne({ _id: 1, version: 0 }, { $set: { by }, $inc: { version: 1 } })));
    expect(results.reduce((sum, one) => sum + one.modifiedCount, 0)).to.equal(1);
    expect(await things.findOne({})).to.include({ version: 1 });
  });

  it('changes every document of a statement or none', async () => {
    await things.createIndex({ code: 1 }, { unique: true });
    await things.insertMany([{ _id: 1, code: 'a', n: 1 }, { _id: 2, code: 'b', n: 1 }, { _id: 3, code: 'c', n: 'x' }]);
    expect(await codeOf(things.updateMany({}, { $inc: { n: 1 } } as never))).to.equal(14);
    expect(await codeOf(things.updateMany({}, { $set: { code: 'z' } }))).to.equal(11000);
    expect(await things.find().sort({ _id: 1 }).toArray()).to.deep.equal([{ _id: 1, code: 'a', n: 1 }, { _id: 2, code: 'b', n: 1 }, { _id: 3, code: 'c', n: 'x' }]);
    expect(await things.countDocuments({ code: 'a' })).to.equal(1);
  });

  it('keeps a partial index of only what its filter takes', async () => {
    await things.createIndex({ code: 1 }, { unique: true, partialFilterExpression: { code: { $gt: '' } } });
    await things.insertMany([{ code: null }, { code: null }, {}, { code: 'a' }] as never);
    expect(await codeOf(things.insertOne({ _id: 9, code: 'a' }))).to.equal(11000);
    expect((await explained(things.find({ code: 'a' }))).index).to.equal('code_1');
    expect((await explained(things.find({ code: null }))).index).to.equal(undefined);
    expect(await things.find({ code: null }).toArray()).to.have.length(3);
  });

  it('reads only what a page shows, by index, in both directions', async () => {
    await things.createIndex({ bureau: 1, status: 1, at: -1 });
    await things.insertMany(Array.from({ length: 3000 }, (_, i) => ({ _id: i, bureau: `b${i % 3}`, status: ['open', 'done', 'late'][i % 7 % 3], at: new Date(i * 1000) })) as never);
    const open = { bureau: 'b1', status: 'open' };
    const page = things.find(open).sort({ at: -1 }).limit(20);
    expect(await explained(page.clone())).to.deep.equal({ index: 'bureau_1_status_1_at_-1', keys: 20, documents: 20, sorts: false });
    expect(await explained(things.find(open).sort({ at: 1 }).limit(20))).to.deep.equal({ index: 'bureau_1_status_1_at_-1', keys: 20, documents: 20, sorts: false });
    const both = await explained(things.find({ bureau: 'b1', status: { $in: ['open', 'late'] } }).sort({ at: -1 }).limit(20));
    expect(both).to.include({ index: 'bureau_1_status_1_at_-1', sorts: false, documents: 20 });
    const last = (await page.toArray()).at(-1);
    const next = await explained(things.find({ ...open, at: { $lte: last?.['at'] }, $or: [{ at: { $lt: last?.['at'] } }, { at: last?.['at'], _id: { $gt: last?._id } }] } as never).sort({ at: -1, _id: 1 }).limit(20));
    expect(next).to.deep.equal({ index: 'bureau_1_status_1_at_-1', keys: 21, documents: 21, sorts: false });
  });

  it('counts the entries of an index no further than asked', async () => {
    await things.createIndex({ list: 1 });
    await things.insertMany(Array.from({ length: 7 }, (_, at) => ({ _id: at, list: [1, at] })));
    for (const [limit, n] of [[1, 1], [6, 6], [7, 7], [8, 7]] as const) expect(await things.countDocuments({ list: 1 }, { limit }), `${limit}`).to.equal(n);
    expect(await things.countDocuments({ list: 1 }, { skip: 2, limit: 3 })).to.equal(3);
    expect(await things.countDocuments({ list: 1, $or: [{ _id: { $lt: 2 } }, { _id: 6 }] })).to.equal(3);
  });

  it('finds by the elements of an array, each document once, in either order', async () => {
    await things.createIndex({ list: 1 });
    await things.insertMany([{ _id: 1, list: [1, 9, 9] }, { _id: 2, list: [5] }, { _id: 3, list: [] }, { _id: 4 }]);
    const found = async (filter: object, sort: Record<string, 1 | -1> = { _id: 1 }): Promise<unknown[]> => (await things.find(filter).sort(sort).toArray()).map(one => one._id);
    expect(await found({ list: { $gt: 6, $lt: 3 } })).to.deep.equal([1]);
    expect(await found({ list: { $gt: 4, $lt: 6 } })).to.deep.equal([1, 2]);
    expect(await found({ list: { $in: [1, 9] } })).to.deep.equal([1]);
    expect(await found({ list: { $gte: 1 } }, { list: 1, _id: 1 })).to.deep.equal([1, 2]);
    expect(await found({}, { list: -1, _id: 1 })).to.deep.equal([1, 2, 4, 3]);
    expect(await things.countDocuments({ list: { $gte: 1 } })).to.equal(2);
    expect((await explained(things.find({ list: 9 }))).index).to.equal('list_1');
  });

  it('names the collection itself when no index serves', async () => {
    await things.insertMany([{ _id: 1, a: 1 }, { _id: 2, a: 2 }]);
    expect(await explained(things.find({ a: 1 }).sort({ a: 1 }))).to.deep.equal({ index: undefined, keys: 0, documents: 2, sorts: true });
  });

  it('removes what has expired, by the clock it was given', async () => {
    let now = new Date('2026-01-01T00:00:00Z');
    const other = await openTestStore({ now: () => now });
    try {
      const sessions = other.db.collection<{ _id: number; at?: Date; expireAt?: Date | string }>('sessions');
      await sessions.createIndex({ expireAt: 1 }, { expireAfterSeconds: 0 });
      await sessions.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
      await sessions.insertMany([{ _id: 1, expireAt: new Date('2026-01-01T00:00:10Z') }, { _id: 2, at: new Date('2026-01-01T00:00:00Z') }, { _id: 3 }, { _id: 4, expireAt: 'never' }]);
      expect(await other.sweep()).to.equal(0);
      now = new Date('2026-01-01T00:00:10Z');
      expect(await other.sweep()).to.equal(1);
      now = new Date('2026-01-01T00:01:00Z');
      expect(await other.sweep()).to.equal(1);
      expect((await sessions.find().sort({ _id: 1 }).toArray()).map(one => one._id)).to.deep.equal([3, 4]);
    } finally {
      await other.drop();
    }
  });

  it('refuses a second opening of its folder with a sentence that helps', async () => {
    const error: unknown = await openTestStore({ folder: store.folder }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Error).with.property('message').that.matches(/already open in another process.*DATA_DIR.*MONGODB_URI/);
  });

  it('keeps its folder to its user and leaves no socket behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mj-store-'));
    const other = await openTestStore({ folder });
    await other.close();
    expect(await readdir(folder)).to.deep.equal(['records']);
    await (await openTestStore({ folder })).drop();
  });

  it('does not touch what a version with another list of free pages wrote', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mj-store-'));
    await mkdir(join(folder, 'store'));
    const error: unknown = await openTestStore({ folder }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Error).with.property('message').that.matches(/earlier version.*DATA_DIR/);
    expect(await readdir(folder)).to.deep.equal(['store']);
    await rm(folder, { recursive: true });
  });

  it('ends a connection that does not speak the protocol and goes on serving', async () => {
    const { connect } = await import('node:net');
    for (const bytes of [Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.alloc(64, 0xff), Buffer.from([20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xdd, 7, 0, 0, 0, 0, 0, 0]), Buffer.from([16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0])]) {
      const socket = connect(decodeURIComponent(new URL(store.uri).host));
      socket.on('error', () => undefined).end(bytes);
      await once(socket, 'close');
    }
    expect(await store.db.command({ ping: 1 })).to.include({ ok: 1 });
  });

  it('keeps every acknowledged write when the process is killed, and refuses a second process meanwhile', async function () {
    this.timeout(60_000);
    const folder = await mkdtemp(join(tmpdir(), 'mj-kill-'));
    let acknowledged: number[] = [];
    for (const killAfter of [40, 150, 400]) {
      const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/writer.ts', folder, String(acknowledged.length)], { stdio: ['ignore', 'pipe', 'inherit'] });
      let heard = '';
      await new Promise<void>(resolve => child.stdout.on('data', chunk => {
        heard += String(chunk);
        if (heard.split('\n').length > killAfter) resolve();
      }));
      const refused: unknown = await openTestStore({ folder }).catch((reason: unknown) => reason);
      expect(refused).to.be.instanceOf(Error);
      child.kill('SIGKILL');
      await once(child, 'close');
      acknowledged = acknowledged.concat(heard.split('\n').slice(0, -1).map(Number));
    }
    const reopened = await openTestStore({ folder });
    try {
      const written = reopened.db.collection<{ _id: number; key: string; list: number[] }>('written');
      const found = new Set((await written.find().toArray()).map(one => one._id));
      expect(acknowledged.filter(id => !found.has(id))).to.deep.equal([]);
      expect(acknowledged.length).to.be.greaterThan(500);
      for (const id of found) expect(await written.countDocuments({ key: `k${id}` }), `index entry of ${id}`).to.equal(1);
      const all = await explained(written.find({ key: { $gte: '' } }));
      expect(all).to.deep.equal({ index: 'key_1', keys: found.size, documents: found.size, sorts: false });
    } finally {
      await reopened.drop();
    }
  });
});

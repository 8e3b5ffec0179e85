import { expect } from 'chai';
import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import { init } from '../../../server/kernel/database/connect.ts';
import { openTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

const schema = new Schema(
  { bureau: String, year: Number, order: Number, status: String, tags: [String], code: String, expireAt: Date, at: Date, version: Number, notes: [{ text: String, _id: false }] },
  { versionKey: false },
);
schema.index({ bureau: 1, year: 1, order: 1 }, { unique: true });
schema.index({ code: 1 }, { unique: true, partialFilterExpression: { code: { $exists: true } } });
schema.index({ tags: 1 });
schema.index({ expireAt: 1 }, { expireAfterSeconds: 0 });
schema.index({ bureau: 1, at: -1 });

const modelOn = (connection: Connection) => connection.model('ConnectThing', schema);

describe('mongoose on the database', () => {
  let database: TestDatabase;
  let Thing: ReturnType<typeof modelOn>;
  before(async () => {
    database = await openTestDatabase();
    Thing = modelOn(database.connection);
    await init(database.connection);
  });
  after(async () => {
    database.connection.deleteModel('ConnectThing');
    await database.drop();
  });

  it('builds the indexes that the model declares, twice without harm', async () => {
    await init(database.connection);
    const indexes = await Thing.collection.indexes();
    expect(indexes.map(one => one.name).sort()).to.deep.equal(
      ['_id_', 'bureau_1_at_-1', 'bureau_1_year_1_order_1', 'code_1', 'expireAt_1', 'tags_1']);
  });

  it('inserts, finds, updates under a guard and replaces', async () => {
    const made = await Thing.create({ bureau: '440700', year: 2026, order: 1, status: 'received', tags: ['a', 'b'], version: 0, at: new Date(5) });
    expect((await Thing.findOne({ bureau: '440700', tags: 'b' }).lean())?._id.toString()).to.equal(made.id);
    const won = await Thing.updateOne({ _id: made._id, version: 0 }, { $set: { status: 'verifying' }, $inc: { version: 1 }, $push: { notes: { text: '一' } } });
    const lost = await Thing.updateOne({ _id: made._id, version: 0 }, { $set: { status: 'notAccepted' } });
    expect([won.modifiedCount, lost.matchedCount]).to.deep.equal([1, 0]);
    const replaced = await Thing.replaceOne({ _id: made._id, version: 1 }, { bureau: '440700', year: 2026, order: 2, version: 2 });
    expect(replaced.modifiedCount).to.equal(1);
    expect(await Thing.findById(made._id).lean()).to.deep.equal({ _id: made._id, bureau: '440700', year: 2026, order: 2, version: 2, tags: [], notes: [] });
  });

  it('knows a duplicate by its code', async () => {
    await Thing.create({ bureau: '330900', year: 2026, order: 1 });
    const error: unknown = await Thing.create({ bureau: '330900', year: 2026, order: 1 }).catch((e: unknown) => e);
    expect(error).to.have.property('code', 11000);
  });

  it('counts and aggregates', async () => {
    await Thing.insertMany([1, 2, 3].map(order => ({ bureau: '440784', year: 2026, order, status: order < 3 ? 'open' : 'done', tags: ['x', `t${order}`] })));
    expect(await Thing.countDocuments({ bureau: '440784' })).to.equal(3);
    expect(await Thing.countDocuments({ bureau: '440784', tags: 'x' }, { limit: 2 })).to.equal(2);
    const groups: { _id: string; n: number; sum: number }[] = await Thing.aggregate([{ $match: { bureau: '440784' } }, { $group: { _id: '$status', n: { $sum: 1 }, sum: { $sum: '$order' } } }]);
    expect(groups.sort((a, b) => a.n - b.n)).to.deep.equal([{ _id: 'done', n: 1, sum: 3 }, { _id: 'open', n: 2, sum: 3 }]);
    expect((await Thing.aggregate<{ order: number }>([{ $match: { bureau: '440784' } }, { $sort: { order: -1 } }, { $skip: 1 }, { $limit: 1 }])).map(({ order }) => order)).to.deep.equal([2]);
  });

  it('upserts, deletes, and pages by key with more than one batch', async () => {
    await Thing.updateOne({ bureau: '110000', year: 2026, order: 1 }, { $setOnInsert: { status: 'new' }, $set: { version: 1 } }, { upsert: true });
    expect((await Thing.findOne({ bureau: '110000' }).lean())?.status).to.equal('new');
    expect((await Thing.deleteOne({ bureau: '110000' })).deletedCount).to.equal(1);
    await Thing.insertMany(Array.from({ length: 250 }, (_, order) => ({ bureau: '110000', year: 2025, order, at: new Date(order) })));
    const all = await Thing.find({ bureau: '110000' }).sort({ at: -1 }).batchSize(20).lean();
    expect(all.map(one => one.order)).to.deep.equal(Array.from({ length: 250 }, (_, i) => 249 - i));
  });
});

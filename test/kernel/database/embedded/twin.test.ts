import { EJSON } from 'bson';
import { expect } from 'chai';
import fc from 'fast-check';
import type { mongo } from 'mongoose';
import { openTestStore } from '../../../support/store.ts';
import type { TestStore } from '../../../support/store.ts';
import { step } from '../sequences.ts';
import type { Doc, Step } from '../sequences.ts';

const INDEXES = fc.subarray<Doc>([
  { a: 1 }, { a: -1, c: 1 }, { b: 1, a: -1 }, { c: -1 }, { c: 1, b: 1 }, { 'o.x': 1, c: 1 }, { c: 1, a: 1 }, { b: -1 }, { 'o.x': -1 }, { 'a.x': 1 },
], { minLength: 1, maxLength: 3 });
const FILTERED = [{ key: { a: 1, _id: -1 }, name: 'partial', partialFilterExpression: { c: { $gte: 2 } } }, { key: { b: 1 }, name: 'there', partialFilterExpression: { b: { $exists: true } } }];

const show = (value: unknown): string => EJSON.stringify(value, { relaxed: false });

async function ask(db: mongo.Db, collection: string, { command }: Step): Promise<string> {
  const renamed = Object.fromEntries(Object.entries(command).map(([name, value]) => [name, value === 'c' ? collection : value]));
  try {
    const { cursor, ...reply } = await db.command(renamed, { promoteValues: false, bsonRegExp: true });
    return show({ ...reply, batch: cursor?.firstBatch }).replaceAll(/"errmsg":"[^"]*"/g, '');
  } catch (error) {
    return `code ${String((error as { code: unknown }).code)}`;
  }
}

describe('an indexed collection and its twin without indexes', () => {
  let store: TestStore;
  before(async () => {
    store = await openTestStore();
  });
  after(() => store.drop());

  it('answer alike whatever is asked and changed', async function () {
    this.timeout(180_000);
    const { db } = store;
    const sequence = fc.asyncProperty(INDEXES, fc.boolean(), fc.array(step, { minLength: 5, maxLength: 25 }), async (keys, filtered, steps) => {
      for (const name of ['twin', 'plain']) await db.collection(name).drop().catch(() => undefined);
      const indexes = keys.map((key, i) => ({ key, name: `i${i}` }));
      await db.command({ createIndexes: 'twin', indexes: filtered ? [...indexes, ...FILTERED.filter(one => one.name !== 'there' || !keys.some(key => Object.keys(key).join() === 'b'))] : indexes });
      await db.createCollection('plain');
      for (const one of steps) {
        const ours = await ask(db, 'twin', one);
        // two arrays of one document under one index are refused; the twin without indexes would take them
        if (ours.includes('171')) return;
        expect(ours, `${show(one.command)} by ${show(keys)}`).to.equal(await ask(db, 'plain', one));
      }
      // What a change left out of an index is missed by whoever asks through it.
      const held = await db.collection('plain').find({}, { promoteValues: false, bsonRegExp: true }).toArray();
      for (const path of new Set(keys.flatMap(key => Object.keys(key)))) {
        const [first = '', second] = path.split('.');
        const values = held.map(document => (second === undefined ? document[first] : (document[first] as Doc | null | undefined)?.[second]));
        for (const value of new Map(values.filter(one => one !== undefined).map(one => [show(one), one])).values()) {
          const find = { command: { find: 'c', filter: { [path]: { $eq: value } }, sort: { _id: 1 }, projection: { _id: 1 } } };
          expect(await ask(db, 'twin', find), `${show(find)} by ${show(keys)}`).to.equal(await ask(db, 'plain', find));
        }
      }
      const counted = await db.collection('twin').countDocuments({});
      expect(counted).to.equal(await db.collection('plain').countDocuments({}));
    });
    await fc.assert(sequence, { numRuns: Number(process.env.TWIN_RUNS ?? 150) });
  });
});

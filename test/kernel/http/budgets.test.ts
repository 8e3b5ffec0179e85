import { expect } from 'chai';
import { init } from '../../../server/kernel/database/connect.ts';
import { createBudgets } from '../../../server/kernel/http/budgets.ts';
import { testClock } from '../../support/clock.ts';
import { openTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

const TEN = { points: 10, seconds: 600 };
const digest = (name: string, subject: string): string => `d-${name}-${[...subject].reverse().join('')}`;

describe('budgets of a source', () => {
  // Far ahead: a server removes what has expired by the world's clock.
  const clock = testClock('2126-11-10T02:00:00Z');
  let database: TestDatabase;
  before(async () => {
    database = await openTestDatabase({ clock });
    createBudgets({ connection: database.connection, clock, digest });
    await init(database.connection);
  });
  after(() => database.drop());

  const process = () => {
    database.connection.deleteModel('Budget');
    return createBudgets({ connection: database.connection, clock, digest });
  };
  const granted = async (one: ReturnType<typeof process>, name: string, times: number): Promise<number> => {
    const all = [];
    for (let n = 0; n < times; n += 1) all.push(await one.spend(name, 'a', TEN));
    return all.filter(({ isGranted }) => isGranted).length;
  };

  it('grants what the budget holds, each subject and each name apart, and says when to come again', async () => {
    const one = process();
    expect(await granted(one, 'apart', 14)).to.equal(10);
    expect(await one.spend('apart', 'a', TEN)).to.deep.equal({ isGranted: false, wait: 60 });
    expect(await one.spend('apart', 'b', TEN)).to.deep.equal({ isGranted: true, wait: 0 });
    expect(await one.spend('other', 'a', TEN)).to.deep.equal({ isGranted: true, wait: 0 });
    expect(await one.spend('apart', 'a', { points: 0, seconds: 600 })).to.deep.equal({ isGranted: true, wait: 0 });
  });

  it('slides: a flood that goes on leaves room again as soon as the first of it is out', async () => {
    const one = process();
    expect(await granted(one, 'slides', 100)).to.equal(10);
    clock.advance({ minutes: 10 });
    expect(await granted(one, 'slides', 100)).to.equal(0);
    clock.advance({ minutes: 1 });
    expect(await granted(one, 'slides', 100)).to.equal(1);
    clock.advance({ minutes: 4 });
    expect(await granted(one, 'slides', 100)).to.equal(4);
    clock.advance({ minutes: 30 });
    expect(await granted(one, 'slides', 100)).to.equal(10);
  });

  it('knows what another process has granted, and loses none of many that come at once', async () => {
    const one = process();
    const many = await Promise.all(Array.from({ length: 30 }, () => one.spend('shared', 'a', TEN)));
    expect(many.filter(({ isGranted }) => isGranted)).to.have.length(10);
    await one.told();
    expect(await granted(process(), 'shared', 3)).to.equal(0);
  });

  it('takes a large cost whole or not at all', async () => {
    const one = process();
    expect((await one.spend('bytes', 'a', TEN, 8)).isGranted).to.equal(true);
    expect((await one.spend('bytes', 'a', TEN, 3)).isGranted).to.equal(false);
    expect((await one.spend('bytes', 'a', TEN, 2)).isGranted).to.equal(true);
  });

  it('stores no subject, and a time after which the row goes', async () => {
    const one = process();
    await one.spend('private', '203.0.113.7', TEN);
    await one.told();
    const rows = await database.connection.collection<{ _id: string; spent: number; expiresAt: Date }>('budgets').find().toArray();
    const mine = rows.filter(({ _id }) => _id.startsWith('private:'));
    expect(mine).to.have.length(1);
    expect(Object.keys(mine[0] ?? {}).sort()).to.deep.equal(['_id', 'expiresAt', 'spent']);
    expect(mine[0]?._id).to.equal('private:d-private-7.311.0.302:8249920');
    expect(mine[0]?.expiresAt.toISOString()).to.equal('2126-11-10T03:00:00.000Z');
    const indexes = await database.connection.collection('budgets').indexes();
    expect(indexes.some(({ key, expireAfterSeconds }) => 'expiresAt' in key && expireAfterSeconds === 0)).to.equal(true);
  });
});

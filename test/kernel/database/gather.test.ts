import { expect } from 'chai';
import { gathered } from '../../../server/kernel/database/gather.ts';
import { openTestDatabase } from '../../support/database.ts';

describe('gathered writes', () => {
  it('puts what comes during a write into the next one, and tells each caller', async () => {
    const writes: number[][] = [];
    const add = gathered<number>(async (items) => void writes.push(items));
    await Promise.all([add([1]), add([2]), add([3, 4])]);
    expect(writes).to.deep.equal([[1], [2, 3, 4]]);
  });

  it('tells those of one write that it failed, and goes on', async () => {
    const add = gathered<number>((items) => (items.includes(2) ? Promise.reject(new Error('no room')) : Promise.resolve()));
    const ends = await Promise.allSettled([add([1]), add([2]), add([3])]);
    expect(ends.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'rejected']);
    await add([4]);
  });

  it('writes what was put off before its connection closes', async () => {
    const database = await openTestDatabase();
    const { connection } = database;
    const seen: number[] = [];
    const later = gathered<number>(async (items) => {
      await connection.db?.admin().command({ ping: 1 });
      seen.push(...items);
    }, { later: { connection, milliseconds: 3_600_000 } });
    const told = Promise.all([later([1]), later([2])]);
    await database.drop();
    await told;
    expect(seen).to.deep.equal([1, 2]);
  });
});

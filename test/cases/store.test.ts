import { expect } from 'chai';
import { init } from '../../server/kernel/database/connect.ts';
import { casesStore } from '../../server/cases/store.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { aCase } from './builders.ts';

const indexOf = (plan: unknown): string | undefined => /"indexName":"([^"]+)"/.exec(JSON.stringify(plan))?.[1];
const withdrew = (personId: string) => ({ id: 'r1', personId, personName: personId, source: 'self' as const, reason: '亲属', on: '2026-11-10', decision: { isRecused: true, reason: '属实', by: 'head', on: '2026-11-10' } });

describe('cases store', () => {
  let database: TestDatabase;
  let store: ReturnType<typeof casesStore>;
  before(async () => {
    database = await openTestDatabase();
    store = casesStore(database.connection);
    await init(database.connection);
    await store.add(aCase({ id: 'c1', number: '1', recusals: [withdrew('one')] }), null);
    await store.add(aCase({ id: 'c2', number: '2', state: 'closed' }), null);
    await store.add(aCase({ id: 'c3', number: '3', state: 'archived' }), null);
  });
  after(() => database.drop());

  it('knows from which cases a person had to withdraw', async () => {
    expect([await store.recusedFrom('one'), await store.recusedFrom('two')]).to.deep.equal([['c1'], []]);
  });

  it('keeps closed cases among the open ones until they are archived, in a group of their own', async () => {
    const reach = { bureau: '440784', personId: 'two', isOwnOnly: true };
    expect((await store.list(reach, { group: 'open' }, null)).lines.map(({ id }) => id)).to.deep.equal(['c1', 'c2']);
    expect((await store.list(reach, { group: 'closing' }, null)).lines.map(({ id }) => id)).to.deep.equal(['c2']);
    expect(await store.counts(reach, ['closing', 'done'])).to.deep.equal({ closing: 1, done: 1 });
  });

  it('reads every list by an index', async () => {
    const cases = database.connection.collection('cases');
    const asked: [object, object, string][] = [
      [{ recusedIds: 'one' }, {}, 'recusedIds_1'], [{ bureau: '440784', isOpen: true }, { sortKey: 1 }, 'bureau_1_isOpen_1_sortKey_1'], [{ bureau: '440784', group: 'closing' }, { sortKey: 1 }, 'bureau_1_group_1_sortKey_1'],
    ];
    // Over three rows another server's planner may prefer any index; that it reads by one is asked of both.
    const isOurs = process.env['MONGODB_TEST_URI'] === undefined;
    for (const [filter, sort, index] of asked) {
      const found = indexOf(await cases.find(filter).sort(sort as Record<string, 1 | -1>).explain('executionStats'));
      if (isOurs) expect(found, JSON.stringify(filter)).to.equal(index);
      else expect(found, JSON.stringify(filter)).to.be.a('string');
    }
  });
});

import { expect } from 'chai';
import { Conflict, NotFound } from '../../server/kernel/errors.ts';
import { init } from '../../server/kernel/database/connect.ts';
import { parseRuleSet } from '../../server/rewards/forms/rule-set.ts';
import type { RuleEntry } from '../../server/rewards/rules/entry.ts';
import { ruleEntryStore } from '../../server/rewards/store/entries.ts';
import type { RuleEntryStore } from '../../server/rewards/store/entries.ts';
import { testClock } from '../support/clock.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { shipped } from './builders.ts';

const AT = new Date('2026-11-10T02:00:00Z');
const anEntry = (id: string, version: number, change: Partial<RuleEntry> = {}): RuleEntry => ({
  id, version: 1, kind: 'version', state: 'draft', ruleSet: { ...shipped('GS-2019/21'), version }, base: { id: 'GS-2019/21', version: 2 }, place: '620000', bureau: '620000', citation: '依据', scan: null,
  events: [{ at: AT, action: 'enter', by: 'admin', reason: '' }], ...change,
});
const indexOf = (plan: unknown): string | undefined => /"indexName":"([^"]+)"/.exec(JSON.stringify(plan))?.[1];

describe('rule entry store', function () {
  let database: TestDatabase;
  let store: RuleEntryStore;
  before(async () => {
    database = await openTestDatabase({ clock: testClock(AT) });
    store = ruleEntryStore(database.connection, (content) => {
      const parsed = parseRuleSet(content);
      if ('problems' in parsed) throw new Error(parsed.problems[0]?.path);
      return parsed.value;
    });
    await init(database.connection);
  });
  after(() => database.drop());
  const fails = (work: Promise<unknown>): Promise<unknown> => work.then(() => expect.fail('done'), (error: unknown) => error);

  it('gives back what was kept, with the whole rule set', async () => {
    expect(await store.add(anEntry('a', 3))).to.equal('added');
    expect(await store.find('a')).to.deep.equal(JSON.parse(JSON.stringify(anEntry('a', 3)), (key, value: unknown) => (key === 'at' ? AT : value)));
    expect(await fails(store.find('nobody'))).to.be.instanceOf(NotFound);
  });
  it('lets each bureau enter one version at a time', async () => {
    expect(await store.add(anEntry('b', 3))).to.equal('taken');
    expect(await store.add(anEntry('c', 3, { state: 'withdrawn' }))).to.equal('added');
    const before = await store.find('c');
    expect(await fails(store.save(before, { ...before, state: 'draft' }))).to.be.instanceOf(Conflict);
    expect(await store.add(anEntry('d', 3, { bureau: '620100' }))).to.equal('added');
  });
  it('takes a version number once when it comes into force', async () => {
    expect(await store.add(anEntry('e', 5, { state: 'inForce' }))).to.equal('added');
    expect(await store.add(anEntry('f', 5, { bureau: '620200' }))).to.equal('added');
    const before = await store.find('f');
    expect(await fails(store.save(before, { ...before, state: 'inForce' }))).to.be.instanceOf(Conflict);
  });
  it('loses a race', async () => {
    const before = await store.find('a');
    const after = await store.save(before, { ...before, state: 'awaitingApproval', scan: 'f1' });
    expect([after.version, (await store.find('a')).state]).to.deep.equal([2, 'awaitingApproval']);
    expect(await fails(store.save(before, before))).to.be.instanceOf(Conflict);
  });
  it('counts, lists and finds by its files', async () => {
    expect([await store.countWaiting('620000'), await store.countWaiting('330000')]).to.deep.equal([1, 0]);
    expect((await store.inStates(['awaitingApproval', 'draft'])).map(({ id }) => id)).to.deep.equal(['a', 'f', 'd']);
    expect(await store.ofScans(['f1', 'f2'])).to.deep.equal([{ id: 'a', scan: 'f1' }]);
  });
  it('reads all that is in force, however much it is', async () => {
    const ids = Array.from({ length: 450 }, (_, n) => `many${String(n).padStart(3, '0')}`);
    await Promise.all(ids.map((id, n) => store.add(anEntry(id, n + 10, { state: 'inForce', ruleSet: { ...shipped('YZ'), version: n + 10 } }))));
    const found = (await store.inStates(['inForce'])).map(({ id }) => id);
    expect(found.filter((id) => id.startsWith('many'))).to.deep.equal(ids.toReversed());
    expect(found.length).to.equal(451);
  });
  it('reads every list by an index', async () => {
    const asked: [object, object, string][] = [[{ state: 'inForce' }, { sortKey: -1 }, 'state_1_sortKey_-1'], [{ place: '620000', state: 'awaitingApproval' }, {}, 'place_1_state_1'], [{ scan: { $in: ['f1'] } }, {}, 'scan_1']];
    const isOurs = process.env['MONGODB_TEST_URI'] === undefined;
    for (const [filter, sort, index] of asked) {
      const found = indexOf(await database.connection.collection('rewardRules').find(filter).sort(sort as Record<string, 1 | -1>).explain('executionStats'));
      if (isOurs) expect(found, JSON.stringify(filter)).to.equal(index);
      else expect(found).to.be.a('string');
    }
  });
  it('opens a folder of the time before: drafts stay open, and the former index goes', async () => {
    const rows = database.connection.collection('rewardRules');
    const names = async (): Promise<string[]> => (await rows.indexes()).flatMap(({ name }) => name ?? []).filter((name) => name.startsWith('one_')).sort();
    const { _id: _was, isOpen: _new, ...row } = (await rows.findOne({ _id: 'a' as never })) ?? expect.fail();
    for (const [id, state, isLive] of [['old1', 'draft', true], ['old3', 'refused', false]] as const) await rows.insertOne({ ...row, _id: id as never, ruleId: 'AH-AQ', ruleVersion: 7, state, isLive });
    for (const name of await names()) await rows.dropIndex(name);
    await rows.createIndex({ ruleId: 1, ruleVersion: 1 }, { unique: true, partialFilterExpression: { isLive: true }, name: 'one_live_version' });
    for (let start = 0; start < 2; start += 1) {
      await init(database.connection);
      expect(await names()).to.deep.equal(['one_open_entry', 'one_version_in_force']);
      expect(await rows.find({ ruleId: 'AH-AQ' }).project({ isOpen: 1, isLive: 1 }).sort({ _id: 1 }).toArray()).to.deep.equal([{ _id: 'old1', isOpen: true }, { _id: 'old3', isOpen: false }]);
    }
    expect(await store.add(anEntry('new', 7, { ruleSet: { ...shipped('AH-AQ'), version: 7 } }))).to.equal('taken');
    expect(await store.add(anEntry('new', 7, { bureau: '620300', ruleSet: { ...shipped('AH-AQ'), version: 7 } }))).to.equal('added');
  });
  it('never hands over what the schema does not know', async () => {
    await database.connection.collection('rewardRules').updateOne({ ruleId: 'GS-2019/21', bureau: '620100' }, { $set: { content: '{"id":"GS-2019/21"}' } });
    expect(String(await fails(store.find('d')))).to.contain('version');
  });
});

// What is in force: seen by every process, numbered at the approval, and no place waits for another.
import { expect } from 'chai';
import { init } from '../../server/kernel/database/connect.ts';
import { Conflict, Refused } from '../../server/kernel/errors.ts';
import { parseRuleSet } from '../../server/rewards/forms/rule-set.ts';
import type { RuleEntry } from '../../server/rewards/rules/entry.ts';
import type { RuleSet } from '../../server/rewards/rules/rule-set.ts';
import { enteringService } from '../../server/rewards/service/entering.ts';
import { ruleEntryStore } from '../../server/rewards/store/entries.ts';
import type { RuleEntryStore } from '../../server/rewards/store/entries.ts';
import { testClock } from '../support/clock.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { registry, shipped } from './builders.ts';
import { aPerson } from './support.ts';

type Parts = Parameters<typeof enteringService>[0];
const audit = { record: async () => undefined } as unknown as Parts['audit'];
const evidence = { keep: async () => [{ id: 'scan' }], attach: async () => undefined, list: async () => [] } as unknown as Parts['evidence'];

describe('rule sets in force', () => {
  it('another process sees it after some seconds, and asks once for all who wait', async () => {
    const clock = testClock('2026-11-10T02:00:00Z');
    const found: RuleEntry[] = [];
    let asked = 0;
    const waiting: RuleEntry = { id: 'w', version: 1, kind: 'version', state: 'awaitingApproval', ruleSet: { ...shipped('YZ'), version: 2 }, base: { id: 'YZ', version: 1 }, place: '321000', bureau: '321000', citation: '依据', scan: null, events: [] };
    const store = { inStates: () => ((asked += 1), Promise.resolve([...found])), find: async () => waiting, save: async (_before: RuleEntry, after: RuleEntry) => after } as unknown as RuleEntryStore;
    const other = enteringService({ store, audit, clock, evidence, shipped: registry, isDemo: false, hasHead: async () => true });
    const latest = async (): Promise<number | undefined> => (await other.published()).byId.get('YZ')?.at(-1)?.version;
    expect([await latest(), await latest(), asked]).to.deep.equal([1, 1, 1]);
    // What was complete when it was submitted is looked at again when it is approved.
    const why = await other.approve(aPerson('chief', ['head'], '321000'), 'w', 1).then(() => null, (error: unknown) => error);
    expect(why instanceof Refused && why.reason).to.equal('RULE_ENTRY_NOT_READY');
    found.push({ id: 'e', version: 3, kind: 'version', state: 'inForce', ruleSet: { ...shipped('YZ'), version: 2 }, base: null, place: '321000', bureau: '321000', citation: '', scan: null, events: [] });
    expect(await latest()).to.equal(1);
    clock.advance({ minutes: 1 });
    expect([await latest(), asked]).to.deep.equal([2, 3]);
    found.push({ ...(found[0] ?? expect.fail()), id: 'f', ruleSet: { ...shipped('YZ'), version: 3 }, place: '321002' });
    clock.advance({ minutes: 1 });
    expect([await latest(), (await other.heldFor(['321002', '321000'])).map(({ version }) => version), (await other.known({ id: 'YZ', version: 3 }))?.onlyIn]).to.deep.equal([2, [2, 3], '321002']);
  });
});

describe('a county and its province enter the same rule set', function () {
  let database: TestDatabase;
  let store: RuleEntryStore;
  let entering: ReturnType<typeof enteringService>;
  /** Guangdong gets its head in the course of the story. */
  let heads = ['440784', '440700'];
  const [admin, head] = [aPerson('admin', ['administrator']), aPerson('head', ['head'])];
  const [above, headAbove] = [aPerson('above', ['administrator'], '440000'), aPerson('headAbove', ['head'], '440000')];
  before(async () => {
    database = await openTestDatabase({ clock: testClock('2026-11-10T02:00:00Z') });
    store = ruleEntryStore(database.connection, (content) => {
      const parsed = parseRuleSet(content);
      if ('problems' in parsed) throw new Error(parsed.problems[0]?.path);
      return parsed.value;
    });
    await init(database.connection);
    entering = enteringService({ store, audit, clock: testClock('2026-11-10T02:00:00Z'), evidence, shipped: registry, isDemo: false, hasHead: async (code) => heads.includes(code) });
  });
  after(() => database.drop());

  const ofGuangdong = (version: number): RuleSet => ({
    ...shipped('GD-2023'), version, missing: [], confirmation: { text: '演示', by: '440000', on: '2026-11-10', documentNo: '演示', effectiveFrom: '2024-01-01' },
  });
  const enters = (person: typeof admin, version: number): Promise<string> => entering.enter(person, { kind: 'version', ruleSet: ofGuangdong(version), base: { id: 'GD-2023', version: 1 }, citation: '第九条' });
  async function submitted(person: typeof admin, id: string): Promise<number> {
    await entering.addScan(person, id, 1, { kind: 'pdf' } as never);
    return (await entering.submit(person, id, 2)).version;
  }
  const versions = async (bureau: string): Promise<number[]> => (await entering.heldFor(bureau === '440000' ? ['440000'] : ['440000', '440700', bureau])).map(({ version }) => version);

  it('and neither waits for the other; the number is taken at the approval', async () => {
    const county = await enters(admin, 2);
    expect(await enters(admin, 2).then(() => 'entered', (error: unknown) => error instanceof Refused && error.reason)).to.equal('RULE_ENTRY_OPEN');
    heads = ['440784', '440000'];
    const province = await enters(above, 2);
    const [ours, theirs] = [await submitted(admin, county), await submitted(above, province)];
    expect((await entering.find(head, county)).entry.ruleSet.version).to.equal(2);
    expect((await entering.approve(headAbove, province, theirs)).ruleSet.version).to.equal(2);
    const seen = await entering.find(head, county);
    expect([seen.entry.place, seen.entry.ruleSet.version, seen.newer?.version, seen.obstacles]).to.deep.equal(['440784', 3, 2, []]);
    expect((await entering.approve(head, county, ours)).ruleSet.version).to.equal(3);
    expect([await versions('440000'), (await versions('440784')).sort(), await versions('440703')]).to.deep.equal([[2], [2, 3], [2]]);
  });
  it('and each begins its next version with what holds there', async () => {
    const begun = async (person: typeof admin): Promise<number[]> => {
      const { base, version } = await entering.beginning(person, 'GD-2023');
      return [base.version, version];
    };
    expect([await begun(admin), await begun(above), await begun(aPerson('x', ['administrator'], '440703'))]).to.deep.equal([[3, 4], [2, 4], [2, 4]]);
    expect((await entering.list(above)).enterable.find(({ id }) => id === 'GD-2023')?.version).to.equal(2);
  });
  it('and of two approvals in one moment the second looks again', async () => {
    const [one, two] = [await enters(admin, 4), await enters(above, 4)];
    const [ours, theirs] = [await submitted(admin, one), await submitted(above, two)];
    const told = await Promise.allSettled([entering.approve(headAbove, one, ours), entering.approve(headAbove, two, theirs)]);
    const lost = told.flatMap((each) => (each.status === 'rejected' ? [each.reason instanceof Conflict] : []));
    expect(lost.length <= 1 && lost.every(Boolean)).to.equal(true);
    if (told[0]?.status === 'rejected') await entering.approve(headAbove, one, ours);
    if (told[1]?.status === 'rejected') await entering.approve(headAbove, two, theirs);
    expect((await versions('440000')).sort()).to.deep.equal([2, 4, 5]);
  });
});

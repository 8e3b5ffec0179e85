import { expect } from 'chai';
import { Conflict, NotFound } from '../../server/kernel/errors.ts';
import { aCase, aReport, aWorld } from './support.ts';
import type { World } from './support.ts';

const indexOf = (plan: unknown): string | undefined => /"indexName":"([^"]+)"/.exec(JSON.stringify(plan))?.[1];

describe('rewards store', function () {
  let world: World;
  let id: string;
  before(async () => {
    world = await aWorld();
    world.cases.set('case1', aCase());
    world.linked.set('case1', [aReport()]);
    id = await world.notified();
  });
  after(() => world.drop());
  const raw = (name: string) => world.database.connection.collection(name);

  it('gives back what was kept, instants as instants', async () => {
    const matter = await world.store.find(id);
    expect(matter.events[0]?.at).to.be.instanceOf(Date);
    expect(matter.calculation?.at.toISOString()).to.equal('2026-11-10T02:00:00.000Z');
    expect(matter.standing).to.deep.include({ level: 'L1', profile: 'ordinary', evidence: '卷 31 页' });
    await world.store.find('nobody').then(() => expect.fail(), (error: unknown) => expect(error).to.be.instanceOf(NotFound));
  });
  it('keeps evidence, profile and claim sealed', async () => {
    await world.rewards.claim({ report: 'r1', codeVersion: 1 }, { name: '演示本人', idNumber: '110101199003070003', bank: '演示银行', account: '6222020000000000', passphrase: '' });
    const rows = JSON.stringify([await raw('rewards').find({}).toArray(), await raw('rewardclaims').find({}).toArray(), await raw('rewardClaims').find({}).toArray()]);
    expect(rows).to.contain(id);
    for (const secret of ['卷 31 页', '来信第 2 段', '4407-AAAA-AAAA', '演示本人', '6222020000000000', '演示骨科医院']) expect(rows, secret).not.to.contain(secret);
    expect((await world.store.findClaim(id))?.account).to.equal('6222020000000000');
  });
  it('loses a race', async () => {
    const before = await world.store.find(id);
    await world.store.save(before, before);
    await world.store.save(before, before).then(() => expect.fail(), (error: unknown) => expect(error).to.be.instanceOf(Conflict));
  });
  it('holds one living reward a case and part', async () => {
    const matter = await world.store.find(id);
    expect(await world.store.add({ ...matter, id: 'further', reportId: 'r3', part: 2 })).to.equal('added');
    expect(await world.store.add({ ...matter, id: 'other', reportId: 'r2' })).to.equal('taken');
  });
  it('reads every list by an index', async () => {
    const asked: [object, object, string][] = [
      [{ bureau: '440784', group: 'active' }, { sortKey: -1 }, 'bureau_1_group_1_sortKey_-1'],
      [{ bureau: '440784', investigators: 'inv1', group: 'active' }, { sortKey: -1 }, ''],
      [{ reportId: 'r1' }, {}, 'reportId_1'],
      [{ paidYear: 2026 }, {}, 'paidYear_1'],
      [{ bureau: '440784', stage: 'claimed' }, {}, 'bureau_1_stage_1_sortKey_-1'],
      [{ bureau: { $in: ['440784', '440700'] }, stage: 'endorsed' }, { sortKey: -1 }, 'bureau_1_stage_1_sortKey_-1'],
      [{ waitsAt: '440700' }, { sortKey: -1 }, 'waitsAt_1_sortKey_-1'],
      [{ bureau: '440784', sortKey: { $gte: '2026-', $lt: '2027-' } }, { sortKey: 1 }, 'bureau_1_sortKey_1'],
      [{ bureau: '440784', approvedYear: 2026 }, {}, 'bureau_1_approvedYear_1'],
      [{ files: { $in: ['f'] } }, {}, 'files_1'],
    ];
    // Over a single row another server's planner may prefer any index; that it reads by one is asked of both.
    const isOurs = process.env['MONGODB_TEST_URI'] === undefined;
    for (const [filter, sort, index] of asked) {
      const found = indexOf(await raw('rewards').find(filter).sort(sort as Record<string, 1 | -1>).explain('executionStats'));
      if (index === '' || !isOurs) expect(found, JSON.stringify(filter)).to.be.a('string');
      else expect(found, JSON.stringify(filter)).to.equal(index);
    }
  });
  it('still reads the drafts that heads confirmed on a reward', async () => {
    await raw('rewardConfirmations').insertOne({ _id: '440784 GD-2023 1' as never, bureau: '440784', ruleId: 'GD-2023', version: 1, text: '旧的确认', by: 'head', on: '2026-10-01', documentNo: '演示', effectiveFrom: '2023-09-01' });
    expect(await world.store.confirmationsOf(['440700'])).to.have.length(0);
    expect((await world.store.confirmationsOf(['440784', '440700'])).map(({ ruleId, by }) => [ruleId, by])).to.deep.equal([['GD-2023', 'head']]);
  });
});

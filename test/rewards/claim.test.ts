// A claim and its data are one guarded write; what a reporter does is kept by its day.
import { expect } from 'chai';
import { Conflict } from '../../server/kernel/errors.ts';
import { aCase, aReport, aWorld } from './support.ts';
import type { World } from './support.ts';

const SESSION = { report: 'r1', codeVersion: 1 };
const dataOf = (name: string) => ({ name, idNumber: '110101199003070003', bank: '演示银行', account: '6222020000000000' });

describe('the claim of a reward', () => {
  let world: World;
  let id: string;
  beforeEach(async () => {
    world = await aWorld();
    world.cases.set('case1', aCase());
    world.linked.set('case1', [aReport()]);
    id = await world.notified();
  });
  afterEach(async () => {
    expect(world.errors).to.deep.equal([]);
    await world.drop();
  });
  const claim = (name: string): Promise<void> => world.rewards.claim(SESSION, { ...dataOf(name), passphrase: '' });

  it('of two at once one wins, whole', async () => {
    const names = ['第一人', '第二人', '第三人', '第四人'];
    const ends = await Promise.allSettled(names.map(claim));
    const won = names.filter((_, at) => ends[at]?.status === 'fulfilled');
    expect(won).to.have.length(1);
    for (const end of ends) if (end.status === 'rejected') expect(end.reason).to.be.instanceOf(Conflict);
    expect((await world.store.findClaim(id))?.name).to.equal(won[0]);
  });

  it('writes nothing when the guarded save is lost', async () => {
    await claim('本人');
    const stale = { ...(await world.store.find(id)), version: 1 };
    const lost = await world.store.save(stale, stale, dataOf('别人')).then(() => null, (error: unknown) => error);
    expect(lost).to.be.instanceOf(Conflict);
    expect((await world.store.findClaim(id))?.name).to.equal('本人');
  });

  it('is there from the first write on, and moves to its own collection also after a crash in between', async () => {
    const rows = () => world.database.connection.collection<{ _id: string; claim: unknown }>('rewards').findOne({ _id: id });
    const kept = () => world.database.connection.collection('rewardClaims').countDocuments({});
    const before = await world.store.find(id);
    await world.store.save(before, { ...before, pending: [{ key: 'k', what: 'claim', message: '', by: 'reporter', on: '2026-11-10' }] }, dataOf('本人'));
    expect([(await rows())?.claim === null, await kept(), (await world.store.findClaim(id))?.name]).to.deep.equal([false, 0, '本人']);
    await world.jobs.queue('rewards.settle', id);
    await world.jobs.runDue();
    expect([(await rows())?.claim, await kept(), (await world.store.findClaim(id))?.name]).to.deep.equal([null, 1, '本人']);
  });

  it('is on record by its day: neither row nor id nor event tells the minute', async () => {
    world.clock.set('2026-11-10T06:37:21Z');
    await world.rewards.acknowledge(SESSION);
    await claim('本人');
    const rows = await world.database.connection.collection('audit').find({ actor: 'reporter' }).toArray();
    expect(rows.map((row) => row['act'] as string).sort()).to.deep.equal(['rewards.acknowledge', 'rewards.claim']);
    for (const row of rows) expect([(row['at'] as Date).toISOString(), row._id.getTimestamp().toISOString()]).to.deep.equal(['2026-11-09T16:00:00.000Z', '2026-11-09T16:00:00.000Z']);
    expect(await world.database.connection.collection('jobs').countDocuments({ kind: 'rewards.settle' })).to.equal(0);
    const matter = await world.store.find(id);
    expect(matter.events.filter(({ by }) => by === 'reporter').map(({ at }) => at.toISOString())).to.deep.equal(['2026-11-09T16:00:00.000Z', '2026-11-09T16:00:00.000Z']);
    expect(matter.acknowledgedAt?.toISOString()).to.equal('2026-11-09T16:00:00.000Z');
    expect((await world.audit.list({ subjectId: id }, null)).rows.at(-1)?.actor).to.equal('reporter');
  });
});

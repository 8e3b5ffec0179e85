import { expect } from 'chai';
import { init } from '../../server/kernel/database/connect.ts';
import { createJobs } from '../../server/kernel/jobs.ts';
import type { Jobs } from '../../server/kernel/jobs.ts';
import type { Log } from '../../server/kernel/log.ts';
import { testClock } from '../support/clock.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

describe('jobs', () => {
  const clock = testClock('2026-11-10T02:00:00Z');
  let database: TestDatabase;
  let errors: unknown[];
  const aProcess = (): Jobs => {
    if (database.connection.models['Job']) database.connection.deleteModel('Job');
    const log = { error: (error: unknown) => void errors.push(error) } as unknown as Log;
    return createJobs({ connection: database.connection, clock, log });
  };
  beforeEach(async () => {
    errors = [];
    clock.set('2026-11-10T02:00:00Z');
    database = await openTestDatabase({ clock });
    aProcess();
    await init(database.connection);
  });
  afterEach(() => database.drop());

  it('runs what is due, once, with key and payload, and nothing before its time', async () => {
    const jobs = aProcess();
    const ran: unknown[] = [];
    jobs.handle('tell', async (key, payload) => void ran.push([key, payload]));
    await jobs.queue('tell', 'a', { n: 1 });
    await jobs.queue('tell', 'a', { n: 2 });
    await jobs.queue('tell', 'later', {}, new Date('2026-11-10T03:00:00Z'));
    expect(await jobs.runDue()).to.equal(1);
    expect(await jobs.runDue()).to.equal(0);
    clock.advance({ hours: 1 });
    expect(await jobs.runDue()).to.equal(1);
    expect(ran).to.deep.equal([['a', { n: 1 }], ['later', {}]]);
  });
  it('leaves kinds that nobody here handles to others', async () => {
    const jobs = aProcess();
    await jobs.queue('elsewhere', 'a');
    expect(await jobs.runDue()).to.equal(0);
    let ran = 0;
    jobs.handle('elsewhere', async () => void (ran += 1));
    await jobs.runDue();
    expect(ran).to.equal(1);
  });
  it('of two processes one takes a job', async () => {
    const [one, two] = [aProcess(), aProcess()];
    let ran = 0;
    for (const jobs of [one, two]) jobs.handle('once', async () => void (ran += 1));
    for (let n = 0; n < 10; n += 1) await one.queue('once', `k${n}`);
    await Promise.all([one.runDue(), two.runDue()]);
    expect(ran).to.equal(10);
  });
  it('tries again later when the work fails, and says so', async () => {
    const jobs = aProcess();
    let tries = 0;
    jobs.handle('shaky', async () => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
    });
    await jobs.queue('shaky', 'a');
    await jobs.runDue();
    expect(errors.map(String)).to.deep.equal(['Error: not yet']);
    await jobs.runDue();
    expect(tries).to.equal(1);
    clock.advance({ seconds: 31 });
    await jobs.runDue();
    clock.advance({ minutes: 10 });
    await jobs.runDue();
    expect(tries).to.equal(2);
  });
  it('takes over from a process that died with the lease', async () => {
    const [dead, alive] = [aProcess(), aProcess()];
    let release: () => void = () => undefined;
    const hangs = new Promise<void>((resolve) => void (release = resolve));
    const started = new Promise<void>((resolve) => dead.handle('long', () => {
      resolve();
      return hangs;
    }));
    await dead.queue('long', 'a');
    const running = dead.runDue();
    await started;
    let ran = 0;
    alive.handle('long', async () => void (ran += 1));
    await alive.runDue();
    expect(ran, 'while the lease holds').to.equal(0);
    clock.advance({ seconds: 61 });
    await alive.runDue();
    expect(ran, 'after the lease').to.equal(1);
    release();
    await running;
  });
  it('keeps what takes long, as long as it renews its lease, and stops it when it came too late', async () => {
    const [long, other] = [aProcess(), aProcess()];
    const told: string[] = [];
    other.handle('long', async (key) => void told.push(`other ${key}`));
    long.handle('long', async (key, _payload, renew) => {
      for (const seconds of key === 'steady' ? [50, 50, 50] : [50, 70]) {
        clock.advance({ seconds });
        await other.runDue();
        await renew();
        told.push(`${key} ${seconds}`);
      }
    });
    await long.queue('long', 'steady');
    await long.runDue();
    expect(told.splice(0)).to.deep.equal(['steady 50', 'steady 50', 'steady 50']);
    await long.queue('long', 'late');
    await long.runDue();
    expect(told).to.deep.equal(['late 50', 'other late']);
    expect(errors).to.deep.equal([]);
    expect((await long.look('long', 'late'))?.isDone).to.equal(true);
  });
  it('runs again at the time that its handler asks for, and calls that no failure', async () => {
    const jobs = aProcess();
    const ran: string[] = [];
    jobs.handle('mail', async () => {
      ran.push(clock().toISOString());
      return ran.length < 2 ? new Date('2026-11-10T02:10:00Z') : undefined;
    });
    await jobs.queue('mail', 'a');
    for (const minutes of [0, 5, 5, 5]) {
      clock.advance({ minutes });
      await jobs.runDue();
    }
    expect(ran).to.deep.equal(['2026-11-10T02:00:00.000Z', '2026-11-10T02:10:00.000Z']);
    expect([errors, (await jobs.look('mail', 'a'))?.isDone]).to.deep.equal([[], true]);
  });

  it('leaves no row of what is forgotten, also when its handler forgets it', async () => {
    const jobs = aProcess();
    await jobs.queue('intent', 'a');
    await jobs.forget('intent', 'a');
    jobs.handle('intent', (key) => jobs.forget('intent', key));
    await jobs.queue('intent', 'b');
    expect(await jobs.runDue()).to.equal(1);
    expect(await database.connection.collection('jobs').countDocuments({})).to.equal(0);
  });
  it('does not run what was finished by the one who needed it, unless it is queued again', async () => {
    const jobs = aProcess();
    let ran = 0;
    jobs.handle('intent', async () => void (ran += 1));
    await jobs.queue('intent', 'a');
    await jobs.finish('intent', 'a');
    await jobs.runDue();
    expect(ran).to.equal(0);
    await jobs.queue('intent', 'a');
    await jobs.runDue();
    expect(ran).to.equal(1);
  });
  it('stops after the work that is under way', async () => {
    const jobs = aProcess();
    let isDone = false;
    jobs.handle('slow', async () => {
      await new Promise((resolve) => setImmediate(resolve));
      isDone = true;
    });
    await jobs.queue('slow', 'a');
    jobs.start();
    const running = jobs.runDue();
    await jobs.stop();
    expect(isDone).to.equal(true);
    await running;
  });
});

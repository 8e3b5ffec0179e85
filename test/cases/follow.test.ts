// What follows from an act of a case is queued before the act is kept: a crash between the two loses nothing, and an act that was not kept tells nobody.
import { expect } from 'chai';
import type { Case } from '../../server/cases/rules/case.ts';
import { followingActs } from '../../server/cases/service/follow.ts';
import type { CasesParts } from '../../server/cases/service/parts.ts';
import { init } from '../../server/kernel/database/connect.ts';
import { createJobs } from '../../server/kernel/jobs.ts';
import { testClock } from '../support/clock.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

describe('what follows from an act of a case', () => {
  const clock = testClock('2026-11-10T02:00:00Z');
  const log = { info: () => undefined, warn: () => undefined, debug: () => undefined, error: () => undefined } as never;
  const aCase = (acts: readonly string[], kinds: readonly string[] = []): Case =>
    ({ id: 'c1', version: acts.length, events: acts.map((act) => ({ act, at: new Date('2026-11-10T02:00:00Z') })), evidence: kinds.map((kind, at) => ({ kind, obtainedOn: `2026-11-0${9 - at}` })) }) as unknown as Case;
  let database: TestDatabase;
  let jobs: ReturnType<typeof createJobs>;
  let kept: Case;
  let said: string[];
  let isDown = false;
  let following: ReturnType<typeof followingActs>;

  beforeEach(async () => {
    database = await openTestDatabase({ clock });
    jobs = createJobs({ connection: database.connection, clock, log });
    await init(database.connection);
    said = [];
    isDown = false;
    const up = (word: string): Promise<void> => (isDown ? Promise.reject(new Error('power cut')) : Promise.resolve(void said.push(word)));
    following = followingActs({
      clock, jobs, store: { findById: async () => kept } as unknown as CasesParts['store'],
      leads: { tell: (_id, { key, on }) => up(`${key} ${on}`), visited: (_id, on) => up(`visited ${on}`) } as CasesParts['leads'],
    });
    following.onClosed((id) => up(`closed ${id}`));
  });
  afterEach(() => database.drop());

  const later = async (): Promise<void> => {
    clock.advance({ minutes: 2 });
    await jobs.runDue();
  };
  const open = (): Promise<number> => database.connection.collection('jobs').countDocuments({ doneAt: null });

  it('is told at once, and no job stays', async () => {
    kept = aCase(['decide', 'close']);
    const follows = following.of('close', aCase(['decide']), kept);
    await follows?.queue();
    await follows?.run();
    expect([said, await open()]).to.deep.equal([['cases.told.closed 2026-11-10', 'closed c1'], 0]);
  });

  it('is told by the job where the process ended after the act', async () => {
    kept = aCase(['decide']);
    await following.of('decide', aCase([]), kept)?.queue();
    await later();
    expect([said, await open()]).to.deep.equal([['cases.told.decided 2026-11-10'], 0]);
  });

  it('is told by the job where the first try broke off', async () => {
    kept = aCase(['decide']);
    const follows = following.of('decide', aCase([]), kept);
    await follows?.queue();
    isDown = true;
    expect(await follows?.run().then(() => 'done', (error: Error) => error.message)).to.equal('power cut');
    isDown = false;
    await later();
    expect([said, await open()]).to.deep.equal([['cases.told.decided 2026-11-10'], 0]);
  });

  it('does not happen where somebody was faster', async () => {
    kept = aCase(['reopen']);
    await following.of('close', aCase([]), aCase(['close']))?.queue();
    await later();
    expect(said).to.deep.equal([]);
  });

  it('is the first visit, for evidence of the site; other acts mean nothing for others', async () => {
    kept = aCase(['addEvidence'], ['SITE', 'SITE']);
    await following.of('addEvidence', aCase([], ['SITE']), kept)?.run();
    expect(said).to.deep.equal(['visited 2026-11-08']);
    expect([following.of('addEvidence', aCase([]), aCase(['addEvidence'], ['DOC'])), following.of('addFinding', aCase([]), aCase(['addFinding']))]).to.deep.equal([null, null]);
  });
});

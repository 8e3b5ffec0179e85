import { expect } from 'chai';
import { Refused } from '../../server/kernel/errors.ts';
import { gapsOf, waitsForClosing } from '../../server/rewards/rules/readiness.ts';
import { aCase, aReport, aWorld, PEOPLE } from './support.ts';
import type { World } from './support.ts';

describe('a reward of a case that is not closed', () => {
  const { officer1 } = PEOPLE;
  let world: World;
  let id: string;
  beforeEach(async () => {
    world = await aWorld();
    world.cases.set('case1', aCase({ closedOn: null }));
    world.linked.set('case1', [aReport()]);
    id = await world.prepared();
  });
  afterEach(() => world.drop());

  const close = (on: string): void => void world.cases.set('case1', aCase({ closedOn: on }));
  const clocks = async () => (await world.rewards.forOfficer(officer1, id)).clocks.map(({ view }) => [view.code, view.how?.startedOn]);
  const proposing = async (): Promise<string> => world.rewards.propose(officer1, id, await world.versionOf(id)).then(({ state }) => state, (error: unknown) => (error instanceof Refused ? `${error.reason}${error.clause}` : String(error)));

  it('is prepared, but not proposed, and says what it waits for', async () => {
    expect(gapsOf(await world.store.find(id))).to.deep.equal(['CLOSING']);
    expect(await proposing()).to.equal('CASE_NOT_CLOSED');
    expect((await world.store.find(id)).state).to.equal('returned');
    expect((await world.audit.list({ subjectId: id }, null)).rows[0]).to.include({ act: 'rewards.propose', outcome: 'refused' });
    expect(await clocks()).to.deep.equal([]);
  });

  it('hears of the end of the case: the time to propose runs from that day, in the lists too, and once only', async () => {
    close('2026-11-09');
    await world.rewards.caseClosed('case1');
    expect(await clocks()).to.deep.equal([['REWARD_PROPOSE', '2026-11-09']]);
    expect(await world.rewards.clockCounts(['440784'])).to.deep.equal([{ bureau: '440784', matter: 'reward', code: 'REWARD_PROPOSE', due: 'none', n: 1 }]);
    const version = await world.versionOf(id);
    await world.rewards.caseClosed('case1');
    expect(await world.versionOf(id)).to.equal(version);
    expect(await proposing()).to.equal('proposed');
  });

  it('is proposed where the case was closed and nobody said so yet', async () => {
    close('2026-11-09');
    expect(await proposing()).to.equal('proposed');
    expect((await world.store.find(id)).case.closedOn).to.equal('2026-11-09');
  });

  it('does not wait where the rule set counts the proposal from the end of the verification', async () => {
    const matter = await world.store.find(id);
    const { calculation } = matter;
    if (!calculation) throw new Error('nothing calculated');
    const deadlines = (trigger: 'verificationFinished' | 'caseClosed') => ({ ...matter, calculation: { ...calculation, ruleSet: { ...calculation.ruleSet, deadlines: [{ code: 'REWARD_PROPOSE' as const, amount: 5, unit: 'workingDays' as const, trigger, late: null, mark: 'S' as const }] } } });
    expect([waitsForClosing(deadlines('caseClosed')), waitsForClosing(deadlines('verificationFinished'))]).to.deep.equal([true, false]);
  });
});

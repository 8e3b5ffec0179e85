// A sum above the limit of its bureau: up the division tree to the one whose limit suffices, each step with its own approver.
import { expect } from 'chai';
import { Conflict, NotFound, Refused } from '../../server/kernel/errors.ts';
import type { Parameter } from '../../server/law/rules/parameters.ts';
import { approvalOf } from '../../server/rewards/rules/funds.ts';
import { routeOf } from '../../server/rewards/rules/route.ts';
import { aCase, aPerson, aReport, aWorld, PEOPLE } from './support.ts';
import type { World } from './support.ts';

const { officer1, head, reviewer, above } = PEOPLE;
const top = aPerson('top', ['head'], '440000');
const limit = (jurisdiction: string, value: number | null): Parameter =>
  ({ code: 'REWARD_APPROVE_LIMIT', jurisdiction, from: '2026-01-01', to: null, value, unit: value === null ? 'NONE' : 'FEN', dayKind: null, approver: null, mark: 'Q', source: `${jurisdiction} 文件`, status: 'CONFIRMED' });
const thrown = (work: Promise<unknown>): Promise<string> => work.then(() => 'nothing', (error: unknown) =>
  error instanceof Refused ? `${error.reason} ${String(error.detail['bureau'] ?? '')}`.trim() : error instanceof Conflict ? 'Conflict' : error instanceof NotFound ? 'NotFound' : String(error));

describe('the way of a sum up the division tree', () => {
  const route = (fen: number, ...overlay: Parameter[]) => routeOf('440784', ['440700', '440000'].map((bureau) => ({ bureau, approval: approvalOf(bureau, fen, '2026-11-10', overlay) })));
  const by = (fen: number, ...overlay: Parameter[]) => {
    const found = route(fen, ...overlay);
    return found.outcome === 'FOUND' ? found.by.map(({ bureau }) => bureau) : `${found.reason} ${found.bureau}`;
  };
  it('ends at the first limit that reaches it', () => {
    expect(by(500, limit('440700', 500), limit('440000', 900))).to.deep.equal(['440700']);
    expect(by(501, limit('440700', 500), limit('440000', 900))).to.deep.equal(['440700', '440000']);
    expect(by(501, limit('440700', 500), limit('440000', null))).to.deep.equal(['440700', '440000']);
  });
  it('ends nowhere where no limit reaches, or one is not entered on the way', () => {
    expect(by(901, limit('440700', 500), limit('440000', 900))).to.equal('REWARD_LIMIT_NONE 440000');
    expect(by(1, limit('440784', 0))).to.equal('REWARD_LIMIT_UNKNOWN 440700');
    expect(by(501, limit('440700', 500))).to.equal('REWARD_LIMIT_UNKNOWN 440000');
    expect(routeOf('440000', [])).to.deep.equal({ outcome: 'REFUSED', reason: 'REWARD_LIMIT_NONE', bureau: '440000', source: '' });
  });
});

describe('a reward that three levels approve', function () {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
    world.cases.set('case1', aCase());
    world.linked.set('case1', [aReport()]);
  });
  afterEach(async () => {
    expect(world.errors).to.deep.equal([]);
    await world.drop();
  });
  const v = (id: string): Promise<number> => world.versionOf(id);

  it('goes from the county to the prefecture to the province, and each step has its approver', async () => {
    world.overlay.push(limit('440784', 100_000), limit('440700', 200_000), limit('440000', 300_000));
    const id = await world.reviewed();
    const route = (await world.rewards.forOfficer(head, id)).route;
    expect(route?.outcome === 'FOUND' && route.by.map(({ bureau }) => bureau)).to.deep.equal(['440700', '440000']);
    await world.rewards.endorse(head, id, await v(id));
    expect((await world.rewards.waiting(top)).find(({ href }) => href === '/rewards/above')?.count).to.equal(0);
    expect(await thrown(world.rewards.findAbove(top, id))).to.equal('NotFound');
    expect((await world.rewards.findAbove(above, id)).permitted).to.deep.equal(['agreeAbove', 'sendBackAbove']);
    expect(await thrown(world.rewards.approveAbove(above, id, await v(id)))).to.equal('REWARD_ABOVE_LIMIT 440700');
    await world.rewards.agreeAbove(above, id, await v(id));
    expect(await thrown(world.rewards.findAbove(above, id))).to.equal('NotFound');
    const shown = await world.rewards.findAbove(top, id);
    expect([shown.permitted, shown.path.map(({ bureau }) => bureau)]).to.deep.equal([['approveAbove', 'sendBackAbove'], ['440784', '440700']]);
    expect(await thrown(world.rewards.agreeAbove(top, id, await v(id)))).to.equal('Conflict');
    expect((await world.store.find(id)).approvedFen).to.equal(null);
    await world.rewards.approveAbove(top, id, await v(id));
    const matter = await world.store.find(id);
    expect(matter).to.deep.include({ state: 'approved', approvedFen: 300_000, waitsAt: null });
    expect(matter.events.slice(-3).map(({ action, by, facts }) => `${action} ${by} ${facts.bureau ?? ''}`.trim())).to.deep.equal(['endorse head', 'agreeAbove above 440700', 'approveAbove top 440000']);
    expect((await world.audit.list({ subjectId: id }, null)).rows.map(({ act, actor, outcome }) => `${act} ${actor} ${outcome}`)).to.include.members(['rewards.agreeAbove above done', 'rewards.approveAbove above refused', 'rewards.approveAbove top done']);
  });

  it('says at which level a limit is missing, and that none reaches, and the sum stays where it is', async () => {
    world.overlay.push(limit('440784', 100_000));
    const id = await world.reviewed();
    expect(await thrown(world.rewards.endorse(head, id, await v(id)))).to.equal('REWARD_LIMIT_UNKNOWN 440700');
    world.overlay.push(limit('440700', 200_000), limit('440000', 299_999));
    expect(await thrown(world.rewards.endorse(head, id, await v(id)))).to.equal('REWARD_LIMIT_NONE 440000');
    expect((await world.store.find(id)).state).to.equal('reviewed');
    world.overlay.push({ ...limit('440000', 300_000), from: '2026-02-01' });
    await world.rewards.endorse(head, id, await v(id));
    world.overlay.push({ ...limit('440000', 1), from: '2026-03-01' });
    expect(await thrown(world.rewards.agreeAbove(above, id, await v(id)))).to.equal('REWARD_LIMIT_NONE 440000');
    expect((await world.rewards.findAbove(above, id)).permitted).to.deep.equal(['sendBackAbove']);
  });

  it('the province sends it back, and the way begins again at the county', async () => {
    world.overlay.push(limit('440784', 0), limit('440700', 0), limit('440000', null));
    const id = await world.reviewed();
    await world.rewards.endorse(head, id, await v(id));
    await world.rewards.agreeAbove(above, id, await v(id));
    await world.rewards.sendBackAbove(top, id, await v(id), '案值依据不足');
    expect(await world.store.find(id)).to.deep.include({ state: 'returned', waitsAt: null, duties: { proposer: 'officer1' } });
    expect(await world.rewards.listAbove(top)).to.deep.equal([]);
    await world.rewards.propose(officer1, id, await v(id), '已补正');
    await world.rewards.review(reviewer, id, await v(id));
    await world.rewards.endorse(head, id, await v(id));
    expect((await world.rewards.findAbove(above, id)).path).to.have.length(1);
  });
});

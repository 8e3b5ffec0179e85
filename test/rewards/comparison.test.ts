// Who compares the identity of a claimant, by what, and how long it holds.
import { expect } from 'chai';
import { Forbidden, Invalid, Refused } from '../../server/kernel/errors.ts';
import { comparable, comparisonOf } from '../../server/rewards/rules/comparison.ts';
import { compares } from './comparing.ts';
import { aCase, aPerson, aReport, aWorld, PEOPLE } from './support.ts';
import type { World } from './support.ts';

const { officer1, officer2, head } = PEOPLE;
const SESSION = { report: 'r1', codeVersion: 1 };
const CLAIM = { name: '演示本人', idNumber: '110101199003070003', bank: '演示银行', account: '6222020000000000' };
const AGREES = { compared: 'idDocument', result: 'agrees', reason: '' } as const;
const thrown = (work: Promise<unknown>): Promise<string> => work.then(() => 'nothing', (error: unknown) =>
  error instanceof Refused ? error.reason : error instanceof Invalid ? `Invalid ${Object.keys(error.fields).join()}` : error instanceof Forbidden ? 'Forbidden' : String(error));

describe('the identity of a claimant', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
    world.cases.set('case1', aCase());
  });
  afterEach(async () => {
    expect(world.errors).to.deep.equal([]);
    await world.drop();
  });
  async function claimed(identity: 'realName' | 'identifiable'): Promise<string> {
    world.linked.set('case1', [aReport({ identity })]);
    const id = await world.notified();
    await world.rewards.claim(SESSION, { ...CLAIM, passphrase: 'correct horse' });
    return id;
  }
  const v = (id: string): Promise<number> => world.versionOf(id);
  const compare = async (who: typeof officer1, id: string, said: Parameters<World['rewards']['compareIdentity']>[3]): Promise<string> => thrown(world.rewards.compareIdentity(who, id, await v(id), said));

  it('is compared by a reward officer who did not propose, and only after he looked', async () => {
    const id = await claimed('realName');
    for (const who of [officer1, head, aPerson('lawyer', ['legalReviewer'])]) expect(await compare(who, id, AGREES), who.id).to.equal('Forbidden');
    expect(await compare(officer2, id, AGREES)).to.equal('CLAIM_NOT_OPENED');
    expect((await world.audit.list({ subjectId: id }, null)).rows[0]).to.deep.include({ act: 'rewards.compareIdentity', outcome: 'refused', detail: { reason: 'CLAIM_NOT_OPENED' } });
    await world.rewards.openClaim(aPerson('officer3', ['rewardOfficer']), id, 'verify');
    expect(await compare(officer2, id, AGREES)).to.equal('CLAIM_NOT_OPENED');
    await compares(world, officer2, id);
    expect(comparisonOf(await world.store.find(id))).to.deep.equal({ ...AGREES, by: 'officer2', on: '2026-11-10' });
  });
  it('that differs is said with its reason and keeps the money back, until it agrees', async () => {
    const id = await claimed('realName');
    await world.rewards.openClaim(officer2, id, 'verify');
    expect(await compare(officer2, id, { ...AGREES, result: 'differs' })).to.equal('Invalid reason');
    expect(await compare(officer2, id, { ...AGREES, result: 'differs', reason: '姓名不同' })).to.equal('nothing');
    expect(await thrown(world.rewards.pay(officer2, id, await v(id), { on: '2026-11-10', voucher: 'V', amountFen: 300_000 }))).to.equal('IDENTITY_NOT_COMPARED');
    expect(await compare(officer2, id, AGREES)).to.equal('nothing');
    await world.rewards.pay(officer2, id, await v(id), { on: '2026-11-10', voucher: 'V', amountFen: 300_000 });
  });
  it('of a report without a name is compared by the secret that was right, without a sight of it', async () => {
    const id = await claimed('identifiable');
    expect(await compare(officer2, id, { ...AGREES, compared: 'secret' })).to.equal('nothing');
    expect(world.opened).to.deep.equal([]);
    expect(await world.audit.count({ subjectId: id, act: 'rewards.openClaim' })).to.equal(0);
  });
  it('of a report without a name whose secret was not given needs words', async () => {
    world.linked.set('case1', [aReport({ identity: 'identifiable' })]);
    const id = await world.notified();
    await world.rewards.recordClaim(aPerson('officer3', ['rewardOfficer']), id, await v(id), { data: CLAIM, voucher: '来信 1 号' });
    await world.rewards.openClaim(officer2, id, 'verify');
    expect(await compare(officer2, id, { ...AGREES, compared: 'secret' })).to.equal('Invalid compared');
    expect(await compare(officer2, id, AGREES)).to.equal('Invalid reason');
    expect(await compare(officer2, id, { ...AGREES, reason: '说得出查询码' })).to.equal('nothing');
  });
  it('a sight from before the correction is none', async () => {
    const id = await claimed('realName');
    await compares(world, officer2, id);
    const { events, ...rest } = await world.store.find(id);
    world.clock.set('2026-11-10T03:00:00Z');
    await world.store.save({ events, ...rest }, { ...rest, events: [...events, { at: world.clock(), action: 'correctClaim', by: 'officer3', from: 'claimed', to: 'claimed', facts: { today: '2026-11-10' } }] });
    expect(comparisonOf(await world.store.find(id))).to.equal(null);
    expect(await compare(officer2, id, AGREES)).to.equal('CLAIM_NOT_OPENED');
  });
  it('a sight from before the reporter mended his account is none, also on the same day', async () => {
    const id = await claimed('realName');
    await compares(world, officer2, id);
    await world.rewards.pay(officer2, id, await v(id), { on: '2026-11-10', voucher: 'V', amountFen: 300_000 });
    await world.rewards.paymentFailed(officer2, id, await v(id), '账号不符');
    await world.rewards.amendClaim(SESSION, { ...CLAIM, account: '6222020000000001', passphrase: 'correct horse' });
    expect(await compare(officer2, id, AGREES)).to.equal('CLAIM_NOT_OPENED');
    await compares(world, officer2, id);
  });
  it('may be compared by what belongs to the claim', () => {
    expect(comparable({ claim: null })).to.deep.equal([]);
    expect(comparable({ claim: { way: 'agent', passphrase: false } })).to.deep.equal(['powerOfAttorney']);
    expect(comparable({ claim: { way: 'recorded', passphrase: false } })).to.deep.equal(['idDocument']);
    expect(comparable({ claim: { way: 'self', passphrase: true } })).to.deep.equal(['secret', 'idDocument']);
  });
});

// How a reporter is told of his reward: his wish, the contact behind it, and what proves that he received the notice.
import { expect } from 'chai';
import { Conflict, Forbidden, Invalid, NotFound, Refused } from '../../server/kernel/errors.ts';
import { aCase, aReport, aWorld, PEOPLE } from './support.ts';
import type { World } from './support.ts';

const { officer1, officer2, head, elsewhere } = PEOPLE;
const SESSION = { report: 'r1', codeVersion: 1 };
const PHONE = '演示电话 13900000000';
const thrown = (work: Promise<unknown>): Promise<string> => work.then(() => 'nothing', (error: unknown) =>
  error instanceof Refused ? error.reason : error instanceof Invalid ? `Invalid ${Object.keys(error.fields).join()}` : error instanceof Forbidden ? 'Forbidden' : error instanceof Conflict ? 'Conflict' : error instanceof NotFound ? 'NotFound' : String(error));

describe('the notice of a reward', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
    world.cases.set('case1', aCase());
    world.linked.set('case1', [aReport({ identity: 'identifiable' })]);
  });
  afterEach(async () => {
    expect(world.errors).to.deep.equal([]);
    await world.drop();
  });
  const chooses = (way: 'statusPage' | 'telephone' | 'letter', contact = ''): Promise<string> => thrown(world.rewards.chooseNoticeWay(SESSION, { way, contact }));
  const noticeOf = async (id: string) => (await world.rewards.forOfficer(officer1, id)).notice;
  const notified = async (id: string): Promise<void> => void (await world.rewards.notify(officer1, id, await world.versionOf(id)));
  async function served(id: string, way: 'telephone' | 'post', note: string, fileId: string | null): Promise<string> {
    return thrown(world.documents.deliver(officer1, (await noticeOf(id))?.documentId ?? '', { on: '2026-11-10', way, note, fileId }));
  }

  it('goes the way the reporter chose before it; a call or letter needs a contact, which lies sealed', async () => {
    expect(await world.rewards.noticeWay(SESSION)).to.deep.equal({ way: 'statusPage', hasContact: false, isNamed: false, isTold: false });
    expect(await chooses('telephone')).to.equal('Invalid contact');
    expect(await chooses('telephone', PHONE)).to.equal('nothing');
    expect(await chooses('letter')).to.equal('nothing');
    expect(await world.rewards.noticeWay(SESSION)).to.deep.equal({ way: 'letter', hasContact: true, isNamed: false, isTold: false });
    const rows = JSON.stringify(await Promise.all(['rewardWishes', 'rewards', 'audit'].map((name) => world.database.connection.collection(name).find({}).toArray())));
    for (const secret of [PHONE, '13900000000', 'letter', 'telephone']) expect(rows, secret).not.to.contain(secret);
    expect(await chooses('statusPage')).to.equal('nothing');
    expect((await world.rewards.noticeWay(SESSION)).hasContact).to.equal(false);
  });
  it('of a real name goes by what came with the report', async () => {
    world.linked.set('case1', [aReport()]);
    expect(await chooses('telephone')).to.equal('nothing');
    const id = await world.approved();
    expect(await world.rewards.openContact(officer2, id)).to.deep.equal({ way: 'telephone', name: '登记姓名', contact: '13800000000' });
    expect(world.opened).to.deep.equal(['officer2 r1']);
  });
  it('is nothing for who cannot be rewarded, and cannot be chosen any more once it went', async () => {
    world.linked.set('case2', [aReport({ id: 'r2', identity: 'anonymous' })]);
    expect(await thrown(world.rewards.noticeWay({ report: 'r2', codeVersion: 1 }))).to.equal('NotFound');
    await world.notified();
    expect(await chooses('telephone', PHONE)).to.equal('Conflict');
    expect((await world.rewards.noticeWay(SESSION)).isTold).to.equal(true);
  });
  it('shows the wish to the reward officer only, and the contact after a record that the reporter counts', async () => {
    await chooses('telephone', PHONE);
    const early = await world.prepared();
    expect(await noticeOf(early)).to.equal(null);
    expect(await thrown(world.rewards.openContact(officer1, early))).to.equal('Conflict');
    await world.rewards.propose(officer1, early, await world.versionOf(early));
    await world.rewards.review(PEOPLE.reviewer, early, await world.versionOf(early));
    await world.rewards.approve(head, early, await world.versionOf(early), '演示权限规定');
    expect(await noticeOf(early)).to.deep.equal({ wished: 'telephone', deliveries: [], documentId: null, mayOpenContact: true });
    expect((await world.rewards.forOfficer(head, early)).notice).to.equal(null);
    expect([await thrown(world.rewards.openContact(head, early)), await thrown(world.rewards.openContact(elsewhere, early))]).to.deep.equal(['Forbidden', 'NotFound']);
    expect(await world.rewards.openContact(officer1, early)).to.deep.equal({ way: 'telephone', name: null, contact: PHONE });
    expect(await world.audit.count({ subjectId: early, act: 'rewards.openContact' })).to.equal(1);
    expect(await world.audit.count({ subjectId: 'r1', act: 'reports.openIdentity' })).to.equal(1);
    expect(JSON.stringify((await world.audit.list({ subjectId: early }, null)).rows)).not.to.contain('演示电话').and.not.to.contain('13900000');
  });
  it('has no contact to open where he wants his page only', async () => {
    const id = await world.approved();
    expect(await thrown(world.rewards.openContact(officer1, id))).to.equal('NOTICE_ON_PAGE_ONLY');
    await chooses('statusPage');
    expect(await thrown(world.rewards.openContact(officer1, id))).to.equal('NOTICE_ON_PAGE_ONLY');
    expect((await world.audit.list({ subjectId: id }, null)).rows.filter(({ act }) => act === 'rewards.openContact').map(({ outcome, detail }) => [outcome, detail['reason']])).to.deep.equal([['refused', 'NOTICE_ON_PAGE_ONLY'], ['refused', 'NOTICE_ON_PAGE_ONLY']]);
  });
  it('is recorded with way and day; a call proves no receipt, a signed slip does', async () => {
    await chooses('telephone', PHONE);
    const id = await world.approved();
    await notified(id);
    expect((await noticeOf(id))?.deliveries.map(({ on, way, by }) => `${on} ${way} ${by}`)).to.deep.equal(['2026-11-10 statusPage officer1']);
    expect(await served(id, 'telephone', '', null)).to.equal('Invalid note');
    expect(await served(id, 'telephone', '上午 10 时本人接听', 'slip-1')).to.equal('nothing');
    expect(await world.store.find(id)).to.deep.include({ acknowledgedAt: null, claimDueOn: null });
    expect(await served(id, 'post', '', 'slip-2')).to.equal('nothing');
    expect((await world.store.find(id)).acknowledgedAt).to.be.instanceOf(Date);
    const decision = (await world.documents.ofSubject('reward', id)).find(({ kind }) => kind === 'rewardDecision');
    expect(await thrown(world.documents.deliver(officer1, decision?.id ?? '', { on: '2026-11-10', way: 'telephone', note: '本人接听', fileId: null }))).to.equal('Invalid way');
  });
});

// The clocks of a reward from the closed case to the claim, with a limit that the bureau entered where its rule set has none.
import { expect } from 'chai';
import type { Parameter } from '../../server/law/rules/parameters.ts';
import { wordsOf } from '../../server/kernel/i18n.ts';
import { claimDue } from '../../server/rewards/rules/deadlines.ts';
import { rewardPage } from '../../server/rewards/pages/act.ts';
import { clockWords } from '../../server/rewards/pages/words.ts';
import { FX1 } from '../support/calendars.ts';
import { AUTHORITY, aCase, aReport, aWorld, PEOPLE } from './support.ts';
import type { World } from './support.ts';

const entered = (code: string, value: number): Parameter => ({ code, jurisdiction: '440784', from: '2026-01-01', to: null, value, unit: 'WD', dayKind: 'WD', approver: null, mark: 'Q', source: '演示规定', status: 'CONFIRMED' });

describe('clocks of a reward', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
    world.cases.set('case1', aCase());
    world.linked.set('case1', [aReport()]);
  });
  afterEach(() => world.drop());
  const clocks = async (id: string) => (await world.rewards.forOfficer(PEOPLE.officer1, id)).clocks.map(({ view }) => [view.code, view.state, view.due, view.how?.startedOn ?? null, view.how?.stoppedOn ?? null]);
  const shown = async (id: string) => rewardPage(wordsOf('zh-CN'), 'zh-CN', { dossier: await world.rewards.forOfficer(PEOPLE.officer1, id), person: PEOPLE.officer1, names: new Map(), minute: () => '' }).clocks.at(-1);
  const counts = async () => (await world.rewards.clockCounts(['440784'])).map(({ code, due, n }) => [code, due, n]);

  it('propose, approve, notify, acknowledge: each ends its clock and begins the next', async () => {
    const id = await world.prepared();
    expect(await clocks(id)).to.deep.equal([['REWARD_PROPOSE', 'none', null, '2026-11-03', null]]);
    world.clock.set('2026-11-11T02:00:00Z');
    await world.rewards.propose(PEOPLE.officer1, id, await world.versionOf(id));
    expect(await clocks(id)).to.deep.equal([['REWARD_PROPOSE', 'done', null, '2026-11-03', '2026-11-11'], ['REWARD_APPROVE', 'none', null, '2026-11-11', null]]);
    expect(await counts()).to.deep.equal([['REWARD_APPROVE', 'none', 1]]);
    world.clock.set('2026-11-12T02:00:00Z');
    await world.rewards.review(PEOPLE.reviewer, id, await world.versionOf(id));
    await world.rewards.approve(PEOPLE.head, id, await world.versionOf(id), AUTHORITY);
    expect((await clocks(id)).slice(1)).to.deep.equal([['REWARD_APPROVE', 'done', null, '2026-11-11', '2026-11-12'], ['REWARD_NOTICE', 'none', null, '2026-11-12', null]]);
    await world.rewards.notify(PEOPLE.officer1, id, await world.versionOf(id));
    expect((await clocks(id)).slice(2)).to.deep.equal([['REWARD_NOTICE', 'done', null, '2026-11-12', '2026-11-12']]);
    world.clock.set('2026-12-31T02:00:00Z');
    const session = { report: (await world.store.find(id)).reportId, codeVersion: 1 };
    await world.rewards.acknowledge(session);
    // Two months to the corresponding day, 28 February 2027 a Sunday whose year is not published yet.
    const [claim] = (await clocks(id)).slice(3);
    // The draft of the place has no such limit: it is the national layer's.
    expect((await world.rewards.forOfficer(PEOPLE.officer1, id)).clocks.at(-1)?.view.how?.source).to.equal('《违法违规使用医疗保障基金举报奖励办法》（医保办发〔2022〕22号）');
    expect(claim).to.deep.equal(['REWARD_CLAIM', 'ok', '2027-03-01', '2026-12-31', null]);
    // The time to claim is the reporter's: nobody at the bureau is late with it.
    expect(await counts()).to.deep.equal([]);
    await world.rewards.waive(session);
    expect((await clocks(id)).at(-1)?.slice(-1)).to.deep.equal(['2026-12-31']);
  });

  it('stops the clock of the approval when it is sent back, and begins it anew when it is proposed again', async () => {
    world.overlay.push(entered('REWARD_APPROVE', 5));
    const id = await world.prepared();
    world.clock.set('2026-11-11T02:00:00Z');
    await world.rewards.propose(PEOPLE.officer1, id, await world.versionOf(id));
    expect((await clocks(id)).slice(1)).to.deep.equal([['REWARD_APPROVE', 'ok', '2026-11-18', '2026-11-11', null]]);
    world.clock.set('2026-11-16T02:00:00Z');
    await world.rewards.sendBack(PEOPLE.head, id, await world.versionOf(id), '等级的证据不够');
    world.clock.set('2026-11-25T02:00:00Z');
    expect((await clocks(id)).slice(1)).to.deep.equal([['REWARD_APPROVE', 'done', '2026-11-18', '2026-11-11', '2026-11-16']]);
    expect([await counts(), await world.rewards.dueItems(PEOPLE.officer1)]).to.deep.equal([[], []]);
    expect(await shown(id)).to.deep.include({ name: '审批奖励', state: 'pause', text: '已退回，再次提出时重新计算' });
    world.clock.set('2026-11-26T02:00:00Z');
    await world.rewards.propose(PEOPLE.officer1, id, await world.versionOf(id), '补了证据');
    expect((await clocks(id)).slice(1)).to.deep.equal([['REWARD_APPROVE', 'ok', '2026-12-03', '2026-11-26', null]]);
    expect(await counts()).to.deep.equal([['REWARD_APPROVE', '2026-12-03', 1]]);
    world.clock.set('2026-12-01T02:00:00Z');
    await world.rewards.review(PEOPLE.reviewer, id, await world.versionOf(id));
    await world.rewards.approve(PEOPLE.head, id, await world.versionOf(id), AUTHORITY);
    expect((await clocks(id)).slice(1, 2)).to.deep.equal([['REWARD_APPROVE', 'done', '2026-12-03', '2026-11-26', '2026-12-01']]);
  });

  it('ends each clock with what ended it, whatever comes later', async () => {
    const waived = await world.notified();
    world.clock.set('2026-12-31T02:00:00Z');
    await world.rewards.waive({ report: (await world.store.find(waived)).reportId, codeVersion: 1 });
    expect((await clocks(waived)).slice(1, 3).map((clock) => clock.at(-1))).to.deep.equal(['2026-11-10', '2026-11-10']);
  });
  it('leaves none running where the reward turns out not to be due', async () => {
    const id = await world.approved();
    world.clock.set('2026-11-20T02:00:00Z');
    await world.rewards.findNotEligible(PEOPLE.head, id, await world.versionOf(id), { gate: 'EXCL_STAFF', reason: '本局退休人员', evidence: '卷 3 页', source: null });
    expect((await clocks(id)).slice(1).map(([code, state, , , stoppedOn]) => [code, state, stoppedOn])).to.deep.equal([['REWARD_APPROVE', 'done', '2026-11-10'], ['REWARD_NOTICE', 'done', '2026-11-20']]);
    expect(await counts()).to.deep.equal([]);
  });

  it('a limit that the bureau entered counts, also for what runs already; the lists follow when it is counted again', async () => {
    const id = await world.prepared();
    expect(await counts()).to.deep.equal([['REWARD_PROPOSE', 'none', 1]]);
    world.overlay.push(entered('REWARD_PROPOSE', 10));
    expect(await clocks(id)).to.deep.equal([['REWARD_PROPOSE', 'ok', '2026-11-17', '2026-11-03', null]]);
    await world.rewards.recountClocks('440784');
    expect(await counts()).to.deep.equal([['REWARD_PROPOSE', '2026-11-17', 1]]);
    expect((await world.audit.list({ subjectId: id }, null)).rows[0]).to.deep.include({ act: 'rewards.recount', actor: 'system' });
    await world.rewards.recountClocks('440784');
    expect((await world.audit.list({ subjectId: id }, null)).rows.filter(({ act }) => act === 'rewards.recount')).to.have.length(1);
    expect((await world.rewards.dueItems(PEOPLE.officer1)).map(({ id: _id, ...rest }) => rest)).to.deep.equal([{ matter: 'reward', number: '鹤演医保立〔2026〕1 号', code: 'REWARD_PROPOSE', due: '2026-11-17', href: `/rewards/${id}` }]);
    expect([await world.rewards.dueItems(PEOPLE.intake), await world.rewards.dueItems(PEOPLE.elsewhere), await world.rewards.dueItems(PEOPLE.stranger)]).to.deep.equal([[], [], []]);
  });

  it('says of an ended clock whether it was in time', async () => {
    const id = await world.prepared();
    world.overlay.push(entered('REWARD_PROPOSE', 10));
    world.clock.set('2026-11-18T02:00:00Z');
    await world.rewards.propose(PEOPLE.officer1, id, await world.versionOf(id));
    const [first] = (await world.rewards.forOfficer(PEOPLE.officer1, id)).clocks;
    expect(first && clockWords(wordsOf('zh-CN'), first.view)).to.deep.equal({ state: 'done', text: '已完成，超过了期限（2026-11-17）' });
  });
  it('says nothing of lateness where it ended on the last day', async () => {
    const id = await world.prepared();
    world.overlay.push(entered('REWARD_PROPOSE', 10));
    world.clock.set('2026-11-17T02:00:00Z');
    await world.rewards.propose(PEOPLE.officer1, id, await world.versionOf(id));
    const [first] = (await world.rewards.forOfficer(PEOPLE.officer1, id)).clocks;
    expect(first && clockWords(wordsOf('zh-CN'), first.view)).to.deep.equal({ state: 'done', text: '已完成（期限 2026-11-17）' });
  });

  it('no claim is late by a year that is entered in part only', async () => {
    const matter = await world.store.find(await world.notified());
    const [settled, inPart] = [new Set<number>(), new Set([2027])].map((drafts) => ({ ...FX1, years: new Set([2026, 2027]), off: new Set<string>(), on: new Set<string>(), drafts }));
    if (!settled || !inPart) throw new Error('two calendars');
    const dueBy = (today: string): (string | null)[] => [settled, inPart].map((calendar) => claimDue(matter, '2026-11-23', calendar, today));
    expect(dueBy('2027-01-25')).to.deep.equal(['2027-01-25', '2027-01-25']);
    expect(dueBy('2027-02-06')).to.deep.equal(['2027-01-25', '2027-02-06']);
  });
});

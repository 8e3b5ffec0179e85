import { expect } from 'chai';
import { compares } from './comparing.ts';
import { Conflict, Forbidden, Invalid, NotFound, Refused } from '../../server/kernel/errors.ts';
import { AUTHORITY, aCase, aReport, aWorld, GATES, GD_TEXT, PEOPLE } from './support.ts';
import type { World } from './support.ts';

/** The reason of a refusal, or the name of what else was thrown. */
async function thrown(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'nothing';
  } catch (error) {
    if (error instanceof Refused) return error.reason;
    if (error instanceof Invalid) return `Invalid ${Object.keys(error.fields).join()}`;
    return [Conflict, Forbidden, NotFound].find((kind) => error instanceof kind)?.name ?? String(error);
  }
}

describe('rewards service', function () {
  let world: World;
  const { officer1, officer2, reviewer, head, inv1, stranger, intake, elsewhere } = PEOPLE;
  const session = { report: 'r1', codeVersion: 1 };
  const claim = { name: '演示本人', idNumber: '110101199003070003', bank: '演示银行', account: '6222020000000000', passphrase: '' };

  beforeEach(async () => {
    world = await aWorld();
    world.cases.set('case1', aCase());
    world.linked.set('case1', [aReport()]);
  });
  afterEach(() => world.drop());

  it('computes 3,000.00 under GD-2023 once the draft is confirmed, and refuses before', async () => {
    const { rewards, store } = world;
    const id = await rewards.open(officer1, 'case1');
    const opened = await store.find(id);
    expect(opened.choice).to.include({ ruleId: 'GD-2023', version: 1, basis: 'report', date: '2026-03-09', jurisdiction: '440784' });
    expect(opened.calculation?.evaluation.reason).to.equal('DRAFT_UNCONFIRMED');
    expect(await thrown(rewards.propose(officer1, id, 1))).to.equal('DRAFT_UNCONFIRMED');
    expect((await rewards.forOfficer(head, id)).waitsForRule).to.equal(true);
    world.confirmDraft();
    const confirmed = await rewards.chooseRule(officer1, id, 1, { basis: 'report', reason: '' });
    expect([confirmed.choice.version, confirmed.calculation?.ruleSet.confirmation]).to.deep.equal([2, { text: GD_TEXT, by: '440784', on: '2026-11-10', documentNo: GD_TEXT, effectiveFrom: '2023-09-01' }]);
    expect((await rewards.forOfficer(head, id)).waitsForRule).to.equal(false);
    expect(await thrown(rewards.propose(officer1, id, 2))).to.equal('BASE_MISSING');
  });

  it('computes by a draft that a head confirmed on a reward, as it was possible once', async () => {
    await world.database.connection.collection('rewardConfirmations').insertOne({ _id: '440784 GD-2023 1' as never, bureau: '440784', ruleId: 'GD-2023', version: 1, text: '旧的确认', by: 'head', on: '2026-10-01', documentNo: '演示', effectiveFrom: '2023-09-01' });
    const { calculation } = await world.store.find(await world.rewards.open(officer1, 'case1'));
    expect([calculation?.ruleSet.version, calculation?.ruleSet.confirmation?.text, calculation?.evaluation.reason]).to.deep.equal([1, '旧的确认', 'BASE_MISSING']);
  });

  it('refuses where the rule set has no figures, keeps the refusal and what must be entered', async () => {
    const { rewards, cases, linked, store } = world;
    const zhoushan = { ...officer1, bureau: '330900' };
    cases.set('zs', aCase({ id: 'zs', bureau: '330900' }));
    linked.set('zs', [aReport({ id: 'rz', bureau: '330900' })]);
    const id = await rewards.open(zhoushan, 'zs');
    const { version } = await rewards.answerGates(zhoushan, id, 1, GATES.map((gate) => ({ gate, holds: true, evidence: '卷' })));
    await rewards.setLines(zhoushan, id, version, [{ id: 'f1', inReportedMatter: true, reason: '是' }, { id: 'f2', inReportedMatter: true, reason: '是' }]);
    const matter = await store.find(id);
    expect(matter.calculation?.evaluation).to.include({ outcome: 'REFUSED', reason: 'RULE_INCOMPLETE', ruleId: 'ZJ-2023' });
    expect(matter.calculation?.evaluation.missing).to.deep.equal(['effectiveFrom', 'levels', 'formula', 'floors', 'bonuses', 'noLoss']);
    expect(await thrown(rewards.propose(zhoushan, id, matter.version))).to.equal('RULE_INCOMPLETE');
    expect((await store.find(id)).state).to.equal('returned');
  });

  it('goes from proposal to money with different people', async () => {
    const { rewards, store, told, documents } = world;
    const id = await world.prepared();
    const ready = await store.find(id);
    expect(ready.calculation?.evaluation.amountFen).to.equal(300_000);
    expect(ready.standing?.confirmedBy.map(({ by }) => by)).to.deep.equal(['inv1', 'inv2']);
    await rewards.propose(officer1, id, ready.version);
    expect(await thrown(rewards.review(officer1, id, await world.versionOf(id)))).to.equal('Forbidden');
    await rewards.review(reviewer, id, await world.versionOf(id));
    await rewards.approve(head, id, await world.versionOf(id), AUTHORITY);
    expect((await documents.ofSubject('reward', id)).map(({ kind, number }) => [kind, number])).to.deep.equal([['rewardDecision', '鹤演医保奖〔2026〕1 号']]);
    expect(await rewards.forReporter(session)).to.equal(null);
    await rewards.notify(officer1, id, await world.versionOf(id));
    expect(told).to.deep.equal([{ report: 'r1', key: 'rewards.told.notice' }]);
    await rewards.acknowledge(session);
    expect((await store.find(id)).acknowledgedAt?.toISOString()).to.equal('2026-11-09T16:00:00.000Z');
    await rewards.claim(session, claim);
    expect(JSON.stringify(await store.find(id))).not.to.contain('演示本人');
    const version = await world.versionOf(id);
    const payment = { on: '2026-11-10', voucher: 'V-1', amountFen: 300_000 };
    expect(await thrown(rewards.pay(officer1, id, version, payment))).to.equal('Forbidden');
    expect(await thrown(rewards.pay(head, id, version, payment))).to.equal('Forbidden');
    expect(await thrown(rewards.pay(officer2, id, version, payment))).to.equal('IDENTITY_NOT_COMPARED');
    await compares(world, officer2, id);
    const compared = await world.versionOf(id);
    expect(await thrown(rewards.pay(officer2, id, compared, { ...payment, amountFen: 299_999 }))).to.equal('Invalid amount');
    expect(await thrown(rewards.pay(officer2, id, compared, { ...payment, on: '2026-11-11' }))).to.equal('Invalid on');
    await rewards.pay(officer2, id, compared, payment);
    expect(await rewards.figures(2026)).to.deep.equal({ count: 1, sumFen: 300_000 });
    await rewards.paymentFailed(officer2, id, await world.versionOf(id), '账户名不符');
    expect(await rewards.figures(2026)).to.deep.equal({ count: 0, sumFen: 0 });
    await rewards.amendClaim(session, { ...claim, account: '6222020000000001' });
    expect(await thrown(rewards.pay(officer2, id, await world.versionOf(id), { ...payment, voucher: 'V-2' }))).to.equal('IDENTITY_NOT_COMPARED');
    await compares(world, officer2, id);
    await rewards.pay(officer2, id, await world.versionOf(id), { ...payment, voucher: 'V-2' });
    const finished = await rewards.complete(officer2, id, await world.versionOf(id));
    expect(finished.events.map(({ action }) => action)).to.deep.equal(['propose', 'review', 'approve', 'notify', 'acknowledge', 'claim', 'compareIdentity', 'pay', 'paymentFailed', 'amendClaim', 'compareIdentity', 'pay', 'complete']);
    expect(finished.payments.map(({ voucher, failed }) => [voucher, failed?.reason ?? null])).to.deep.equal([['V-1', '账户名不符'], ['V-2', null]]);
    expect(await rewards.recompute(id)).to.deep.equal({ isIdentical: true, amountFen: 300_000 });
  });

  it('never lets the proposer approve', async () => {
    const { rewards } = world;
    const both = { ...officer1, roles: ['rewardOfficer', 'head'] as const };
    const id = await world.prepared();
    await rewards.propose(both, id, await world.versionOf(id));
    await rewards.review(reviewer, id, await world.versionOf(id));
    expect(await thrown(rewards.approve(both, id, await world.versionOf(id), AUTHORITY))).to.equal('Forbidden');
    expect((await world.audit.list({ subjectId: id }, null)).rows[0]).to.include({ act: 'rewards.approve', outcome: 'refused', actor: 'officer1' });
  });

  it('refuses a proposal with an open gate, an open finding, an unconfirmed level', async () => {
    const { rewards, store } = world;
    world.confirmDraft();
    const id = await rewards.open(officer1, 'case1');
    expect(await thrown(rewards.answerGates(officer1, id, 1, [{ gate: 'EXCL_STAFF', holds: true, evidence: ' ' }]))).to.equal('Invalid evidence-EXCL_STAFF');
    expect(await thrown(rewards.setLines(officer1, id, 1, [{ id: 'f1', inReportedMatter: true, reason: '' }]))).to.equal('Invalid reason-f1');
    await rewards.setLines(officer1, id, 1, [{ id: 'f1', inReportedMatter: true, reason: '来信' }]);
    await rewards.confirmStanding(inv1, id, 2, { level: 'L2', profile: 'insider', lossBy: null, evidence: '卷' });
    expect((await store.find(id)).calculation?.evaluation.amountFen).to.equal(240_000);
    expect(await thrown(rewards.propose(officer1, id, 3))).to.equal('REWARD_NOT_READY');
    expect(await thrown(rewards.propose(officer1, id, 2))).to.equal('Conflict');
  });

  it('takes a failed gate to “not eligible”, after which the next reporter is asked about', async () => {
    const { rewards, linked } = world;
    linked.set('case1', [aReport(), aReport({ id: 'r2', number: '4407-BBBB-BBBB', register: '2026-000110', order: 110, receivedAt: '2026-03-20T02:00:00.000Z' })]);
    const id = await world.prepared();
    const { version } = await rewards.answerGates(officer1, id, await world.versionOf(id), [{ gate: 'NOT_ALREADY_KNOWN', holds: false, evidence: '此前已立案' }]);
    await rewards.propose(officer1, id, version);
    await rewards.review(reviewer, id, await world.versionOf(id));
    expect(await thrown(rewards.approve(head, id, await world.versionOf(id), AUTHORITY))).to.equal('NOT_ALREADY_KNOWN');
    expect(await thrown(rewards.open(officer1, 'case1'))).to.equal('REWARD_EXISTS');
    await rewards.findNotEligible(head, id, await world.versionOf(id), { gate: 'NOT_ALREADY_KNOWN', evidence: '卷 2 页', reason: '此前已掌握' });
    expect(await thrown(rewards.open(officer1, 'case1'))).to.equal('REWARD_ASK');
    expect(await thrown(rewards.open(officer1, 'case1', { passedOver: ['r1'], earliest: null, reason: ' ', evidence: '细则' }))).to.equal('Invalid reason');
    const second = await rewards.open(officer1, 'case1', { passedOver: ['r1'], earliest: null, reason: '细则允许顺延', evidence: '细则第九条' });
    expect((await world.store.find(second)).first).to.deep.equal({
      order: [{ number: '4407-BBBB-BBBB', register: '2026-000110', receivedOn: '2026-03-09', receivedAt: '2026-03-20T02:00:00.000Z', salt: 'salt-of-r2' }],
      setAside: [{ number: '4407-AAAA-AAAA', register: '2026-000102', why: 'notEligible' }],
      answers: { passedOver: ['4407-AAAA-AAAA'], earliest: null, reason: '细则允许顺延', evidence: '细则第九条', source: null, relations: [], laterFactsEarnNothing: false, agencyFirst: [] },
      heldBefore: [],
    });
  });

  it('opens one reward for a case and none without established facts or a reporter', async () => {
    const { rewards, cases, linked } = world;
    await rewards.open(officer1, 'case1');
    expect(await thrown(rewards.open(officer1, 'case1'))).to.equal('REWARD_EXISTS');
    cases.set('none', aCase({ id: 'none', decisionKind: 'NOT_ESTABLISHED' }));
    linked.set('none', [aReport({ id: 'r9' })]);
    expect(await thrown(rewards.open(officer1, 'none'))).to.equal('FACTS_NOT_ESTABLISHED');
    cases.set('anon', aCase({ id: 'anon' }));
    linked.set('anon', [aReport({ id: 'r8', identity: 'anonymous' })]);
    expect(await thrown(rewards.open(officer1, 'anon'))).to.equal('REWARD_NO_REPORTER');
    expect(await thrown(rewards.open(intake, 'case1'))).to.equal('Forbidden');
    expect(await thrown(rewards.open(elsewhere, 'case1'))).to.equal('NotFound');
  });

  it('is not there for anybody without a duty in it', async () => {
    const id = await world.prepared();
    for (const person of [stranger, intake, elsewhere]) expect(await thrown(world.rewards.forOfficer(person, id)), person.id).to.equal('NotFound');
    expect((await world.rewards.forOfficer(inv1, id)).mayPrepare).to.deep.equal(['addExhibit', 'answerGates', 'setLines', 'confirmStanding', 'setDiscretion']);
    world.linked.set('case1', [aReport({ content: null })]);
    expect(await thrown(world.rewards.forOfficer(head, id)), 'recused').to.equal('NotFound');
  });

  it('runs the claim time from the acknowledged notice and never lapses unread', async () => {
    const { rewards, clock } = world;
    const id = await world.notified();
    clock.set('2027-06-01T02:00:00Z');
    expect((await rewards.forOfficer(officer1, id)).permitted).not.to.include('lapse');
    expect(await thrown(rewards.lapse(officer1, id, await world.versionOf(id)))).to.equal('Conflict');
    expect((await rewards.forOfficer(head, id)).permitted).to.include('closeUnread');
    clock.set('2026-09-10T02:00:00Z');
    await rewards.acknowledge(session);
    clock.set('2026-09-20T02:00:00Z');
    await rewards.acknowledge(session);
    expect((await rewards.forReporter(session))?.clock).to.include({ due: '2026-11-10', state: 'ok' });
    clock.set('2026-11-10T02:00:00Z');
    expect(await thrown(rewards.lapse(officer1, id, await world.versionOf(id)))).to.equal('CLAIM_WINDOW_OPEN');
    clock.set('2026-11-11T02:00:00Z');
    expect(await thrown(rewards.claim(session, claim))).to.equal('CLAIM_LATE');
    await rewards.lapse(officer1, id, await world.versionOf(id));
    expect((await world.store.find(id)).state).to.equal('lapsed');
  });

  it('asks an identifiable reporter for the passphrase, five times a day', async () => {
    const { rewards, linked, store } = world;
    linked.set('case1', [aReport({ identity: 'identifiable' })]);
    await world.notified();
    for (let tries = 0; tries < 5; tries += 1) expect(await thrown(rewards.claim(session, { ...claim, passphrase: 'wrong' }))).to.equal('Invalid passphrase');
    expect(await thrown(rewards.claim(session, { ...claim, passphrase: 'correct horse' }))).to.equal('PASSPHRASE_LOCKED');
    expect((await store.ofCase('case1'))[0]?.state).to.equal('notified');
    expect(await rewards.forReporter({ report: 'r2', codeVersion: 1 }).catch(() => 'gone')).to.equal('gone');
  });

  it('records every sight of the claim, and only a reward officer has it', async () => {
    const { rewards, audit } = world;
    const id = await world.notified();
    expect(await thrown(rewards.openClaim(officer2, id, 'pay'))).to.equal('Conflict');
    await rewards.claim(session, claim);
    expect(await thrown(rewards.openClaim(head, id, 'pay'))).to.equal('Forbidden');
    expect(await thrown(rewards.openClaim(officer2, id, ''))).to.equal('Invalid reason');
    expect(await thrown(rewards.openClaim(officer2, id, 'pay'))).to.equal('IDENTITY_NOT_COMPARED');
    for (const reason of ['verify', 'pay']) expect(await thrown(rewards.openClaim(officer1, id, reason)), reason).to.equal('Forbidden');
    const { claim: seen, registered } = await rewards.openClaim(officer2, id, 'verify');
    expect(seen).to.deep.equal({ name: '演示本人', idNumber: '110101199003070003', bank: '演示银行', account: '6222020000000000' });
    expect(registered).to.equal('登记姓名');
    expect(world.opened).to.deep.equal(['officer2 r1']);
    const { rows } = await audit.list({ subjectId: id }, null);
    expect(rows.filter(({ act }) => act === 'rewards.openClaim').map(({ actor, outcome, detail }) => [actor, outcome, detail])).to.deep.equal([
      ['officer2', 'done', { reason: 'verify', change: 1 }], ['officer1', 'refused', { reason: 'samePerson' }], ['officer1', 'refused', { reason: 'samePerson' }],
      ['officer2', 'refused', { reason: 'IDENTITY_NOT_COMPARED' }], ['head', 'refused', { reason: 'forbidden' }], ['officer2', 'refused', { reason: 'notNow' }],
    ]);
    expect(JSON.stringify(rows)).not.to.contain('演示本人');
  });

  it('counts the sight of an identifiable claim to the reporter', async () => {
    const { rewards, audit, linked } = world;
    linked.set('case1', [aReport({ identity: 'identifiable' })]);
    const id = await world.notified();
    await rewards.claim(session, { ...claim, passphrase: 'correct horse' });
    await compares(world, officer2, id);
    await rewards.openClaim(officer2, id, 'pay');
    expect(await audit.count({ subjectId: 'r1', act: 'reports.openIdentity' })).to.equal(2);
  });

  it('tells the reporter later when telling fails, once', async () => {
    const { rewards, store, jobs, told, clock, errors } = world;
    const id = await world.approved();
    world.failTelling(true);
    await rewards.notify(officer1, id, await world.versionOf(id));
    expect((await store.find(id)).state).to.equal('notified');
    expect(told).to.deep.equal([]);
    world.failTelling(false);
    clock.advance({ minutes: 2 });
    await jobs.runDue();
    await jobs.runDue();
    expect(told).to.deep.equal([{ report: 'r1', key: 'rewards.told.notice' }]);
    expect((await store.find(id)).pending).to.deep.equal([]);
    expect((await world.documents.ofSubject('reward', id)).map(({ kind }) => kind)).to.have.members(['rewardDecision', 'rewardNotice']);
    expect(errors).to.have.length(1);
  });

  it('changes an approved amount by nothing that is entered later', async () => {
    const { rewards, store } = world;
    const id = await world.approved();
    expect(await thrown(rewards.setLines(officer1, id, await world.versionOf(id), [{ id: 'f2', inReportedMatter: true, reason: '也是' }]))).to.equal('Conflict');
    expect((await store.find(id)).approvedFen).to.equal(300_000);
    expect(await rewards.recompute(id)).to.deep.equal({ isIdentical: true, amountFen: 300_000 });
  });

  it('lists cases that could be rewarded, and rewards by those who may know', async () => {
    const { rewards } = world;
    expect(await rewards.candidates(officer1)).to.deep.equal([{ caseId: 'case1', number: '鹤演医保立〔2026〕1 号', name: '演示骨科医院案' }]);
    expect(await rewards.candidates(head)).to.deep.equal([]);
    const id = await world.notified();
    expect(await rewards.candidates(officer1)).to.deep.equal([]);
    expect((await rewards.list(head, 'active', null)).lines.map((line) => [line.id, line.stage, line.amountFen])).to.deep.equal([[id, 'notified', 300_000]]);
    expect((await rewards.list(inv1, 'active', null)).lines).to.have.length(1);
    expect((await rewards.list(stranger, 'active', null)).lines).to.have.length(0);
    await rewards.waive(session);
    expect((await rewards.list(head, 'closed', null)).lines.map((line) => line.stage)).to.deep.equal(['waived']);
  });
});

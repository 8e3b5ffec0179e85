import { expect } from 'chai';
import { Conflict, Forbidden, Invalid, NotFound, Refused } from '../../server/kernel/errors.ts';
import type { Person } from '../../server/people/rules/person.ts';
import { personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { aRealName, submitted } from './support.ts';

const failure = (work: Promise<unknown>): Promise<unknown> => work.then(() => null, (error: unknown) => error);
const CONDITIONS = ['suspect', 'punishable', 'jurisdiction'];

describe('reports service', () => {
  const { site, staff } = staffed();
  const who = (account: string): Person => personOf(staff, account);
  const auditOf = async (id: string): Promise<string[]> => (await site.services.audit.list({ subjectId: id }, null)).rows.map(({ act, outcome }) => `${act} ${outcome}`).reverse();
  const session = async (sent: { number: string; code: string }) => {
    const entry = await site.services.reports.enter(sent, 'here');
    if (entry.outcome !== 'in') throw new Error(entry.outcome);
    return entry.session;
  };

  it('exists for those who handle it, and for nobody else', async () => {
    const { reports } = site.services;
    const sent = await submitted(site.services);
    for (const account of ['intake', 'head']) expect((await reports.forOfficer(who(account), sent.id)).report.number).to.equal(sent.number);
    for (const account of ['investigator1', 'reviewer', 'reward1', 'publisher1', 'auditor', 'admin', 'head.jm', 'intake.zs']) {
      expect(await failure(reports.forOfficer(who(account), sent.id)), account).to.be.instanceOf(NotFound);
      expect(await reports.mayKnow(who(account), sent.id)).to.equal(false);
    }
    expect(await auditOf(sent.id)).to.deep.equal(['reports.read done', 'reports.read done', ...Array.from({ length: 8 }, () => 'reports.read refused')]);
  });

  it('goes from receipt to a filed case, with its letters and its record', async () => {
    const { reports, documents } = site.services;
    const sent = await submitted(site.services, aRealName);
    const intake = who('intake');
    const accepted = await reports.accept(intake, sent.id, 1);
    const letters = await documents.ofSubject('report', sent.id);
    expect(letters.map(({ kind }) => kind)).to.deep.equal(['registration']);
    expect(letters[0]?.number).to.equal(null);
    const assigned = await reports.assign(intake, sent.id, accepted.version, [who('investigator1').id, who('investigator2').id]);
    expect((await reports.forOfficer(who('investigator1'), sent.id)).permitted).to.include.members(['recordVisit', 'note', 'ask']).and.not.include('file');
    const visited = await reports.recordVisit(who('investigator1'), sent.id, assigned.version, { on: '2026-11-10', text: '查了收费系统' });
    expect(await failure(reports.file(who('head'), sent.id, visited.version, { caseId: 'case-1', on: '2026-11-10', reason: '三项条件具备', conditions: [] }))).to.be.instanceOf(Refused);
    expect(await failure(reports.file(who('intake'), sent.id, visited.version, { caseId: 'case-1', on: '2026-11-10', reason: '三项条件具备', conditions: CONDITIONS }))).to.be.instanceOf(Forbidden);
    const filed = await reports.file(who('head'), sent.id, visited.version, { caseId: 'case-1', on: '2026-11-10', reason: '三项条件具备', conditions: CONDITIONS });
    expect(filed).to.include({ state: 'filed', caseId: 'case-1' });
    expect((await reports.file(who('head'), sent.id, 1, { caseId: 'case-1', on: '2026-11-10', reason: 'x', conditions: [] })).version).to.equal(filed.version);
    expect((await documents.ofSubject('report', sent.id)).map(({ kind }) => kind)).to.deep.equal(['registration', 'filed']);
    expect((await reports.forOfficer(who('head'), sent.id)).report.events.map(({ action, by }) => [action, by])).to.deep.equal([
      ['receive', 'reporter'], ['accept', intake.id], ['assign', intake.id], ['recordVisit', who('investigator1').id], ['file', who('head').id],
    ]);
    const mine = await reports.matter(await session(sent));
    expect(mine.view).to.include({ state: 'filed', visited: true });
    expect(mine.letters.map(({ kind }) => kind)).to.deep.equal(['registration', 'filed']);
    expect(await auditOf(sent.id)).to.include.members(['reports.file refused', 'reports.file done', 'documents.issue done']);
  });

  it('prints a decided letter later when it cannot be printed now', async () => {
    const { reports, documents, jobs, database } = site.services;
    const sent = await submitted(site.services);
    const report = (await reports.forOfficer(who('intake'), sent.id)).report;
    // As a crash between the two writes leaves it: the act saved, its letter open, the job queued.
    await jobs.queue('reports.settle', sent.id);
    const { reportsStore } = await import('../../server/reports/store.ts');
    const store = reportsStore(database.connection.useDb(database.connection.name), site.services.crypto);
    await store.save(report, { ...report, state: 'verifying', pending: [{ key: `report/${sent.id}/1/registration`, kind: 'registration', slots: {}, by: who('intake').id }] }, '2026-12-01');
    expect(await documents.ofSubject('report', sent.id)).to.have.length(0);
    await jobs.runDue();
    await jobs.runDue();
    expect(await documents.ofSubject('report', sent.id)).to.have.length(1);
    expect((await reports.forOfficer(who('intake'), sent.id)).report.pending).to.deep.equal([]);
  });

  it('does not exist any more for who declared an interest', async () => {
    const { reports } = site.services;
    const sent = await submitted(site.services);
    const before = (await reports.inbox(who('intake'), { view: 'fresh', after: null })).counts.fresh;
    await reports.recuse(who('intake'), sent.id, 1, '亲属在该院工作');
    expect(await failure(reports.forOfficer(who('intake'), sent.id))).to.be.instanceOf(NotFound);
    const after = await reports.inbox(who('intake'), { view: 'fresh', after: null });
    expect(after.counts.fresh).to.equal(before - 1);
    expect(after.lines.some(({ id }) => id === sent.id)).to.equal(false);
    expect((await reports.inbox(who('head'), { view: 'fresh', after: null })).lines.some(({ id }) => id === sent.id)).to.equal(true);
  });

  it('lets a lost race be a conflict', async () => {
    const { reports } = site.services;
    const sent = await submitted(site.services);
    await reports.note(who('intake'), sent.id, 1, '先看一看');
    expect(await failure(reports.accept(who('intake'), sent.id, 1))).to.be.instanceOf(Conflict);
  });

  it('opens an identity with a reason, on record, and the reporter sees how often', async () => {
    const { reports } = site.services;
    const sent = await submitted(site.services, aRealName);
    expect(await failure(reports.openIdentity(who('intake'), sent.id, 'notify'))).to.be.instanceOf(Forbidden);
    await reports.notAccept(who('intake'), sent.id, 1, { ground: 'NA_OUT_OF_SCOPE', text: '属于别的部门管' });
    expect(await failure(reports.openIdentity(who('intake'), sent.id, 'curiosity'))).to.be.instanceOf(Invalid);
    expect(await failure(reports.openIdentity(who('intake.zs'), sent.id, 'notify'))).to.be.instanceOf(NotFound);
    expect(await failure(reports.openIdentity(who('reward1'), sent.id, 'notify'))).to.be.instanceOf(Forbidden);
    expect(await reports.openIdentity(who('intake'), sent.id, 'notify')).to.deep.equal({ name: '演示举报人', contact: '000-1234' });
    expect((await reports.matter(await session(sent))).opened).to.equal(1);
    expect((await auditOf(sent.id)).filter((act) => act.startsWith('reports.identityRefused'))).to.have.length(3);
  });

  it('shows a merged report nothing of the other, but its end', async () => {
    const { reports } = site.services;
    const first = await submitted(site.services, { narrative: '第一位举报人写的经过，很具体。' });
    const second = await submitted(site.services, { narrative: '第二位举报人写的另一段经过。' });
    await reports.merge(who('intake'), second.id, 1, { into: first.id, text: '同一件事' });
    const open = await reports.matter(await session(second));
    // The older one is in nobody's hands yet: a word or a letter more would tell of the merge.
    expect(open.view).to.include({ stage: 'received', state: null, doneOn: null });
    expect(open.letters).to.deep.equal([]);
    const seen = JSON.stringify({ ...open.view, clock: open.clock, letters: open.letters, files: open.files });
    expect(seen).to.not.contain(first.number).and.to.not.contain(first.id);
    const third = await submitted(site.services, { narrative: '第三位举报人写的又一段经过。' });
    await reports.merge(who('intake'), third.id, 1, { into: first.id, text: '同一件事' });
    // The older one has the merges on its own record.
    await reports.notAccept(who('intake'), first.id, 3, { ground: 'NA_CLOSED_NO_NEW_CLUES', text: '没有新的线索' });
    for (const each of [second, third]) expect((await reports.matter(await session(each))).view).to.include({ stage: 'done', reason: null });
    expect(await failure(reports.merge(who('intake'), first.id, 4, { into: second.id, text: '' }))).to.be.instanceOf(Conflict);
  });

  it('tells a line once and ends a matter when a later feature says so', async () => {
    const { reports } = site.services;
    const sent = await submitted(site.services);
    for (let n = 0; n < 2; n += 1) await reports.tell(sent.id, { key: 'reports.step.done', args: {}, on: '2026-11-10', isForAll: true, doneOn: '2026-11-10' });
    const { view } = await reports.matter(await session(sent));
    expect(view.told).to.have.length(1);
    expect(view).to.include({ stage: 'done', doneOn: '2026-11-10' });
  });

  it('answers for its files and knows a case by the reports behind it', async () => {
    const { reports } = site.services;
    const linked = await reports.ofCase('case-1', who('reward1'));
    expect(linked.map(({ identity, wantsReward, content }) => [identity, wantsReward, content?.targetName])).to.deep.equal([['realName', true, '演示康复医院']]);
    expect((await reports.ofCase('case-1'))[0]?.content).to.equal(null);
    expect((await reports.ofCase('case-1', who('head.zs')))[0]?.content).to.equal(null);
    expect(await reports.refersTo(['nothing'])).to.deep.equal([]);
    const id = linked[0]?.id ?? '';
    expect(await reports.orderProof(id)).to.have.property('register', linked[0]?.register);
  });

  it('checks a passphrase five times a day', async () => {
    const { reports } = site.services;
    const sent = await submitted(site.services, { identity: 'identifiable', passphrase: '只有我知道的十个字口令' });
    const mine = await session(sent);
    expect(await reports.checkPassphrase(mine, '不是这一个口令而是别的')).to.equal('wrong');
    expect(await reports.checkPassphrase(mine, ' 只有我知道的十个字口令 ')).to.equal('right');
    for (let n = 0; n < 3; n += 1) await reports.checkPassphrase(mine, 'x');
    expect(await reports.checkPassphrase(mine, '只有我知道的十个字口令')).to.equal('locked');
  });

  it('sweeps an identity whose report never came', async () => {
    const { reports, database } = site.services;
    const identities = database.connection.collection<{ _id: string }>('identities');
    const kept = await identities.countDocuments();
    const { reportsStore } = await import('../../server/reports/store.ts');
    await reportsStore(database.connection.useDb(database.connection.name), site.services.crypto).keepIdentity('never-came', { name: 'x', contact: 'y', passphrase: null }, '2026-11-10');
    await reports.tidy('2026-11-10');
    expect(await identities.countDocuments()).to.equal(kept);
  });
});

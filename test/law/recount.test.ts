// A limit that was entered, and a calendar that changed, reach the clocks that run and no others.
import { expect } from 'chai';
import { personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { aRealName, submitted } from '../reports/support.ts';
import { aVerifiedLead } from '../cases/support.ts';

describe('a change of the law', () => {
  const { site, staff } = staffed();
  const who = (account: string) => personOf(staff, account);
  /** Entered by one, confirmed by another, and the jobs that follow. */
  async function inForce(enter: () => Promise<{ id: string }>): Promise<void> {
    await site.services.law.confirm(who('admin.jm'), (await enter()).id);
    site.clock.advance({ seconds: 6 });
    await site.services.jobs.runDue();
  }
  const clockOf = async (id: string, code: string) => (await site.services.reports.forOfficer(who('head'), id)).report.clocks.find((clock) => clock.code === code);
  const recounts = async (id: string) => (await site.services.reports.forOfficer(who('head'), id)).report.events.filter(({ action }) => action === 'recount').map(({ by, detail }) => [by, detail['code'], detail['before'], detail['after']]);

  it('an entered limit gives a running clock its date, with a line in the record; an ended one stays', async () => {
    const { reports, law } = site.services;
    const [open, ended] = [await submitted(site.services, aRealName), await submitted(site.services, aRealName)];
    for (const { id } of [open, ended]) await reports.notAccept(who('intake'), id, 1, { ground: 'NA_OTHER_PROCEDURE', text: '应当通过诉讼解决' });
    const version = (await reports.forOfficer(who('intake'), ended.id)).report.version;
    await reports.recordTold(who('intake'), ended.id, version, { clock: 'TELL_NOT_ACCEPTED', way: 'phone', on: '2026-11-10' });
    expect((await clockOf(open.id, 'TELL_NOT_ACCEPTED'))?.limit).to.equal('notEntered');

    await inForce(() => law.enterParameter(who('admin'), { code: 'TELL_NOT_ACCEPTED', jurisdiction: '440784', value: 7, unit: 'WD', dayKind: 'WD', approver: null, from: '2026-01-01', to: null, citation: '演示规定（演示文号）第五条' }));
    const clock = await clockOf(open.id, 'TELL_NOT_ACCEPTED');
    expect([clock?.amount, clock?.counted?.end, clock?.source, clock?.confirmed]).to.deep.equal([7, '2026-11-19', '演示规定（演示文号）第五条', true]);
    expect(await recounts(open.id)).to.deep.equal([['system', 'TELL_NOT_ACCEPTED', '', '2026-11-19']]);
    expect([(await clockOf(ended.id, 'TELL_NOT_ACCEPTED'))?.limit, await recounts(ended.id)]).to.deep.equal(['notEntered', []]);
    const { rows } = await site.services.audit.list({ subjectId: open.id }, null);
    expect(rows.some(({ act, actor, detail }) => act === 'reports.recount' && actor === 'system' && detail['after'] === '2026-11-19')).to.equal(true);
    // Another bureau's clocks follow another bureau's law.
    expect((await site.services.law.overlay('330900'))).to.deep.equal([]);
  });

  it('a new version of the calendar moves what runs, of reports and cases, once, and the head of the bureau reads why', async () => {
    const { reports, cases, law } = site.services;
    const { id } = await submitted(site.services);
    const done = await submitted(site.services);
    await reports.notAccept(who('intake'), done.id, 1, { ground: 'NA_OTHER_PROCEDURE', text: '应当通过诉讼解决' });
    const lead = await aVerifiedLead({ site, staff, as: () => Promise.reject(new Error('nobody signs in')) });
    const version = (await reports.forOfficer(who('head'), lead)).report.version;
    const caseId = await cases.fileFromReport(who('head'), lead, version, {
      party: { kind: 'INSTITUTION', personKind: 'UNIT', name: '演示康复医院', institutionId: null, creditCode: '', representative: '周某', address: '演示路 2 号', isInsured: false }, violationCode: 'PR-F-03',
      officerIds: ['investigator1', 'investigator2'].map((account) => who(account).id), hasSuspect: true, suspect: '演示康复医院', isPunishable: true, punishable: '虚构服务', isOwnJurisdiction: true, jurisdiction: '机构在本市', reason: '三个条件都满足',
    });
    const endOfDone = (await clockOf(done.id, 'ACCEPT_OR_FILE'))?.stopped;
    expect((await clockOf(id, 'ACCEPT_OR_FILE'))?.counted?.end).to.equal('2026-12-01');
    const decide = async () => (await cases.open(who('head'), caseId)).kase.clocks.find(({ clock }) => clock.code === 'CASE_DECIDE')?.clock.counted;
    expect((await decide())?.end).to.equal('2027-02-08');

    // 2026-11-12 and 13 become holidays, and so does 8 February 2027.
    await inForce(() => law.enterCalendarDays(who('admin'), { jurisdiction: '440784', citation: '演示通知（演示文号）', days: [{ day: 'OFF', date: '2026-11-12' }, { day: 'OFF', date: '2026-11-13' }, { day: 'OFF', date: '2027-02-08' }] }));
    const moved = await clockOf(id, 'ACCEPT_OR_FILE');
    expect([moved?.counted?.end, moved?.counted?.skipped.filter(({ why }) => why === 'holiday').map(({ date }) => date)]).to.deep.equal(['2026-12-03', ['2026-11-12', '2026-11-13']]);
    expect(moved?.counted?.calendarVersion).to.match(/^chinese-days .+ \+ 1 /);
    expect(await recounts(id)).to.deep.equal([['system', 'ACCEPT_OR_FILE', '2026-12-01', '2026-12-03']]);
    expect((await decide())?.end).to.equal('2027-02-09');
    expect((await cases.open(who('head'), caseId)).kase.events.at(-1)).to.deep.include({ act: 'recount', by: 'system' });
    expect((await clockOf(done.id, 'ACCEPT_OR_FILE'))?.stopped).to.deep.equal(endOfDone);

    const version2 = (await reports.forOfficer(who('head'), id)).report.version;
    await site.services.reports.recountClocks('440784');
    expect([(await reports.forOfficer(who('head'), id)).report.version, (await recounts(id)).length]).to.deep.equal([version2, 1]);
    const client = site.client();
    await client.signIn('head', 'correct horse 9 staple');
    expect((await client.get(`/reports/desk/${id}`)).text).to.include('期限重新计算').and.to.include('由 2026-12-01 改为 2026-12-03');
    expect((await client.get(`/cases/${caseId}`)).text).to.include('由 2027-02-08 改为 2027-02-09');
    expect((await reports.inbox(who('head'), { view: 'open', after: null })).lines.find((line) => line.id === id)?.dueOn).to.equal('2026-12-03');
    // On a screen and on paper the version is short enough to be compared; programs read it whole.
    const whole = (await law.calendar('440784')).version;
    const short = /^chinese-days \S+ \+ 1 [0-9a-f]{8}$/.exec(`${whole.slice(0, -24)}${whole.slice(-8)}`)?.[0] ?? 'not so';
    for (const path of [`/reports/desk/${id}`, `/cases/${caseId}`, '/parameters']) {
      const { text } = await client.get(path);
      expect(text, path).to.include(short).and.not.to.include(whole);
      expect(JSON.stringify(await client.getJson(path)), path).to.include(whole);
    }
  });

  it('the result of a matter begins the duty to tell it, to who gave a name', async () => {
    const { reports } = site.services;
    const [named, nameless] = [await submitted(site.services, { ...aRealName, narrative: '我亲眼看见他们把药换成日用品。' }), await submitted(site.services, { narrative: '邻居说那家诊所天天有人领鸡蛋刷卡。' })];
    for (const { id } of [named, nameless]) await reports.tell(id, { key: 'cases.told.decided', args: {}, on: '2026-11-10', isResult: true });
    const version = async (): Promise<number> => (await reports.forOfficer(who('head'), named.id)).report.version;
    const before = await version();
    await reports.tell(named.id, { key: 'cases.told.decided', args: {}, on: '2026-11-10', isResult: true });
    expect([await version(), (await clockOf(named.id, 'TELL_RESULT'))?.limit, await clockOf(nameless.id, 'TELL_RESULT')]).to.deep.equal([before, 'notEntered', undefined]);
  });

  it('another calendar of the program itself counts everything anew at the next start, the same one nothing', async () => {
    const { recounts: service, jobs, law } = site.services;
    await service.started(law.baseVersion);
    await service.started(law.baseVersion);
    expect(await jobs.look('law.recount', 'chinese-days-9.9.9 440784')).to.equal(null);
    await service.started('chinese-days 9.9.9');
    expect((await jobs.look('law.recount', 'chinese-days-9.9.9 440784'))?.isDone).to.equal(false);
    site.clock.advance({ seconds: 6 });
    await jobs.runDue();
    expect((await jobs.look('law.recount', 'chinese-days-9.9.9 440784'))?.isDone).to.equal(true);
  });
});

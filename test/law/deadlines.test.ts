// Clocks up the division tree without content, and the calendar file of an officer.
import { expect } from 'chai';
import { openSite } from '../support/http.ts';
import type { Client, TestSite } from '../support/http.ts';
import { addStaff, PASSWORD, personOf } from '../support/people.ts';
import type { Staff } from '../support/people.ts';
import { runningFilters } from '../../server/reports/store/running.ts';
import { explained, isOwnPlanner } from '../support/store.ts';
import { aRealName, submitted } from '../reports/support.ts';

type Tally = { late: number; soon: number; ok: number; paused: number; none: number };

describe('what is due', () => {
  let site: TestSite;
  let staff: Staff;
  let numbers: string[];
  before(async () => {
    site = await openSite({ at: '2026-11-02T02:00:00Z' });
    staff = await addStaff(site.services);
    const who = (account: string) => personOf(staff, account);
    const { reports } = site.services;
    const version = async (id: string): Promise<number> => (await reports.forOfficer(who('intake'), id)).report.version;
    const told = await submitted(site.services, { ...aRealName, narrative: '独一无二的叙述文字' });
    await reports.notAccept(who('intake'), told.id, await version(told.id), { ground: 'NA_OTHER_PROCEDURE', text: '应当通过诉讼解决' });
    const late = await submitted(site.services);
    const assigned = await submitted(site.services);
    await reports.accept(who('intake'), assigned.id, await version(assigned.id));
    await reports.assign(who('intake'), assigned.id, await version(assigned.id), [who('investigator1').id, who('investigator2').id]);
    await submitted(site.services, { division: '330900' });
    // Fifteen working days later the first three are overdue by a day.
    site.clock.set('2026-11-24T02:00:00Z');
    await submitted(site.services, { division: '440700' });
    numbers = [told.number, late.number, assigned.number];
  });
  after(() => site.close());
  const as = async (account: string): Promise<Client> => {
    const client = site.client();
    await client.signIn(account, PASSWORD);
    return client;
  };

  it('a head with a higher scope sees clocks, states and counts of each bureau below, and nothing else', async () => {
    const head = await as('head.jm');
    const { bureaus, late } = await head.getJson<{ bureaus: (Tally & { code: string; lateBelow: number })[]; late: number }>('/clocks');
    expect(bureaus.map(({ code, late: own, ok, none, lateBelow }) => [code, own, ok, none, lateBelow])).to.deep.equal([['440700', 0, 1, 0, 2], ['440784', 2, 0, 1, 2]]);
    expect(late).to.equal(2);
    expect((await head.get('/desk')).text).to.include('辖区内已超期的期限 2');
    const page = await head.follow(await head.follow(await head.get('/desk'), '辖区内已超期的期限'), '鹤山市演示医疗保障局');
    expect(page.text).to.include('核查并决定是否立案').and.to.include('告知不予受理').and.to.include('只有该单位能看');
    const below = await head.getJson<{ lines: (Tally & { code: string })[]; late: null }>('/clocks/440784');
    expect(below.lines.map(({ code, late: n, none }) => [code, n, none])).to.deep.equal([['ACCEPT_OR_FILE', 2, 0], ['TELL_NOT_ACCEPTED', 0, 1]]);
    expect(below.late).to.equal(null);
    const all = [page.html, JSON.stringify(below), (await head.get('/clocks')).html].join();
    for (const secret of [...numbers, '2026-00000', '演示康复医院', '独一无二', '演示举报人']) expect(all).not.to.include(secret);
    expect((await head.get('/clocks/330900')).status).to.equal(404);
  });

  it('the head of the bureau itself finds what is late by its number; others find no such page', async () => {
    const head = await as('head');
    const { late } = await head.getJson<{ late: { text: string; due: string; href: string }[] }>('/clocks/440784');
    expect(late.map(({ text, due }) => [text, due])).to.deep.equal([['举报 2026-000002：核查并决定是否立案到期', '2026-11-23'], ['举报 2026-000003：核查并决定是否立案到期', '2026-11-23']]);
    expect((await head.get(late[0]?.href ?? '')).status).to.equal(200);
    expect((await (await as('intake')).get('/clocks')).status).to.equal(403);
  });

  it('an act moves the counts, and counting anew finds the same', async () => {
    const head = await as('head');
    const lines = async () => (await head.getJson<{ lines: (Tally & { code: string })[] }>('/clocks/440784')).lines.map(({ code, late, none }) => [code, late, none]);
    const { reports } = site.services;
    const intake = personOf(staff, 'intake');
    const [line] = (await reports.inbox(intake, { view: 'fresh', after: null })).lines;
    await reports.notAccept(intake, line?.id ?? '', line?.version ?? 0, { ground: 'NA_OTHER_PROCEDURE', text: '应当通过诉讼解决' });
    expect(await lines()).to.deep.equal([['ACCEPT_OR_FILE', 1, 0], ['TELL_NOT_ACCEPTED', 0, 1]]);
    const before = await lines();
    await reports.tidy('2026-11-23');
    expect(await lines()).to.deep.equal(before);
  });

  it('every list behind it is read by an index', async function () {
    if (!isOwnPlanner) return this.skip();
    const { connection } = site.services.database;
    const reports = connection.collection('reports');
    const seen = await Promise.all([
      ...runningFilters('440784').map((filter) => explained(reports.find({ ...filter, recused: { $ne: 'p' } }).sort({ dueKey: 1 }).limit(200))),
      explained(reports.find({ ...(runningFilters('440784')[0] ?? {}), assigned: 'p' }).sort({ dueKey: 1 }).limit(200)),
      explained(connection.collection('cases').find({ bureau: { $in: ['440784', '440700'] }, isOpen: true })),
      explained(connection.collection('cases').find({ bureau: '440784', recusedIds: { $ne: 'p' }, isOpen: true }).sort({ sortKey: 1 }).limit(300)),
      explained(connection.collection('rewards').find({ bureau: { $in: ['440784'] }, group: 'active' })),
      explained(connection.collection<{ _id: string }>('report_counts').find({ _id: { $gte: 'clock 4407', $lt: 'clock 4407~' } })),
    ]);
    expect(seen.map(({ index, sorts }) => [index !== undefined, sorts])).to.deep.equal(seen.map(() => [true, false]));
  });

  it('the calendar file holds numbers, kinds and days alone; each officer finds his own', async () => {
    const investigator = await as('investigator1');
    const link = (await investigator.get('/desk')).links.find(({ text }) => text.includes('下载到日历'));
    const file = await investigator.get(link?.href ?? '');
    expect([file.status, file.headers.get('content-type'), file.headers.get('content-disposition')]).to.deep.equal([200, 'text/calendar; charset=utf-8', 'attachment; filename="mingjian.ics"']);
    const { id } = (await site.services.reports.inbox(personOf(staff, 'investigator1'), { view: 'open', after: null })).lines[0] ?? { id: '' };
    // Long lines are folded (RFC 5545, 3.1).
    expect(file.html.replaceAll('\r\n ', '').split('\r\n').filter((line) => /^(UID|DTSTART|SUMMARY|URL)/.test(line))).to.deep.equal([
      `UID:report-${id}-ACCEPT_OR_FILE@127.0.0.1:3000`, 'DTSTART;VALUE=DATE:20261123', 'SUMMARY:举报 2026-000003：核查并决定是否立案到期', `URL;VALUE=URI:http://127.0.0.1:3000/reports/desk/${id}`,
    ]);
    expect((await investigator.get('/desk/calendar.ics', { headers: { 'accept-language': 'en' } })).html).to.include('Report 2026-000003: ');
    for (const secret of [...numbers, '演示康复医院', '独一无二', '叙述']) expect(file.html).not.to.include(secret);
    const { rows } = await site.services.audit.list({}, null);
    expect(rows.filter(({ act }) => act === 'clocks.export').map(({ actor }) => actor)).to.deep.equal([personOf(staff, 'investigator1').id, personOf(staff, 'investigator1').id]);
    expect((await (await as('publisher1')).get('/desk/calendar.ics')).html).to.include('BEGIN:VCALENDAR').and.not.to.include('BEGIN:VEVENT');
    expect((await site.client().get('/desk/calendar.ics', { follow: false })).status).to.equal(303);
  });
});

// Whoever declares an interest in an institution never sees its reports and cases: those that are there, and those that come.
import { expect } from 'chai';
import { concerns } from '../../server/reports/rules/interests.ts';
import { personOf } from '../support/people.ts';
import { addSamples } from '../support/samples.ts';
import { staffed } from '../support/staffed.ts';
import { submitted } from './support.ts';

type Views = { views: { view: string; n: number }[]; rows: { id: string }[] };

describe('declared interests', () => {
  const { site, staff, as } = staffed(['intake', 'investigator1', 'investigator2', 'head', 'head.jm', 'reviewer', 'auditor', 'admin']);
  const id = (account: string): string => personOf(staff, account).id;
  const n = ({ views }: Views, view: string): number => views.find((each) => each.view === view)?.n ?? -1;

  it('means an institution by its id or by a name that is near', () => {
    const interest = { institutionId: 'i1', name: '演示云岭医院', endedOn: null };
    expect(concerns(interest, { institutionId: 'i1', targetName: '' })).to.equal(true);
    expect(concerns(interest, { institutionId: null, targetName: '鹤山市演示云岭医院（东院区）' })).to.equal(true);
    expect(concerns(interest, { institutionId: 'i2', targetName: '演示星桥医院' })).to.equal(false);
    expect(concerns({ ...interest, endedOn: '2026-11-10' }, { institutionId: 'i1', targetName: '演示云岭医院' })).to.equal(false);
    expect(concerns({ ...interest, institutionId: null, name: '' }, { institutionId: null, targetName: '' })).to.equal(false);
  });

  it('hides what is there and what comes, in lists, counts, bulk acts, candidates and papers', async () => {
    const { reports } = site.services;
    const officers = [id('investigator1'), id('investigator2')];
    const old = await submitted(site.services, { targetName: '演示云岭医院' });
    const near = await submitted(site.services, { targetName: '云岭医院东院' });
    const other = await submitted(site.services, { targetName: '演示星桥药房', narrative: '说的是别的一家药房的事。' });
    await reports.accept(personOf(staff, 'intake'), old.id, 1);
    await reports.assign(personOf(staff, 'intake'), old.id, (await reports.forOfficer(personOf(staff, 'head'), old.id)).report.version, officers);
    const [letter] = await site.services.documents.ofSubject('report', old.id);
    const before = await as('intake').getJson<Views>('/inbox');

    const page = await as('intake').get('/interests');
    expect((await as('intake').press(page, '申报', { name: '' })).status).to.equal(422);
    const done = await as('intake').press(page, '申报', { name: '鹤山市演示云岭医院', text: '院长是我的姐夫' });
    expect(done.text).to.include('已申报，有关的举报和案件不再显示').and.to.include('演示甲：鹤山市演示云岭医院').and.to.include('院长是我的姐夫');
    expect((await as('intake').get(`/reports/desk/${old.id}`)).status).to.equal(404);
    await site.services.jobs.runDue();
    site.clock.set('2026-11-10T02:05:00Z');
    await site.services.jobs.runDue();
    const later = await submitted(site.services, { targetName: '演示云岭医院（西院区）' });
    for (const each of [old, near, later]) {
      for (const path of ['', '/ask', '/merge', '/files/x/preview']) expect((await as('intake').get(`/reports/desk/${each.id}${path}`)).status, path).to.equal(404);
    }
    expect((await as('intake').get(`/documents/${letter?.id ?? ''}`)).status).to.equal(404);
    expect((await as('intake').get(`/reports/desk/${other.id}`)).status).to.equal(200);
    const after = await as('intake').getJson<Views>('/inbox');
    const shown = after.rows.map((row) => row.id);
    expect([other, old, near, later].map((each) => shown.includes(each.id))).to.deep.equal([true, false, false, false]);
    for (const view of ['open', 'all']) expect(n(after, view), view).to.equal(n(before, view) - 2);
    expect((await as('intake').getJson<Views>(`/inbox?number=${old.number}`)).rows).to.deep.equal([]);
    const bulk = await reports.assignMany(personOf(staff, 'intake'), [{ id: later.id, version: 1 }], officers);
    expect(bulk).to.deep.equal({ assigned: 0, left: 1 });
    // Neither as a candidate for a merge nor beside another report.
    const same = await submitted(site.services, { targetName: '演示星桥药房', narrative: '说的是别的一家药房的事。' });
    expect((await as('intake').get(`/reports/desk/${same.id}/merge`)).html).to.include('星桥').and.not.to.include('云岭');
    // Everybody else still works on them.
    for (const account of ['head', 'investigator1']) expect((await as(account).get(`/reports/desk/${old.id}`)).status, account).to.equal(200);
    const record = await as('head').get(`/reports/desk/${old.id}`);
    expect(record.text).to.include('因申报利害关系而不再显示').and.not.to.include('姐夫');
  });

  it('is entered by the head for others, ended by the head alone, and known to nobody else', async () => {
    expect((await as('investigator1').get('/interests')).html).not.to.include('姐夫').and.not.to.include('name="person"');
    expect((await as('investigator1').post('/interests', { person: id('intake'), name: '演示某医院' })).status).to.equal(403);
    for (const account of ['auditor', 'admin']) expect((await as(account).get('/interests')).status, account).to.equal(403);
    const target = await submitted(site.services, { targetName: '演示清源透析中心' });
    await site.services.reports.accept(personOf(staff, 'intake'), target.id, 1);
    await site.services.reports.assign(personOf(staff, 'intake'), target.id, 3, [id('investigator1'), id('investigator2')]);
    const entered = await as('head').press(await as('head').get('/interests'), '申报', { person: id('investigator1'), name: '清源透析中心', text: '妻子在那里工作' });
    expect(entered.text).to.include('演示乙：清源透析中心').and.to.include('演示戊 代为申报');
    expect((await as('investigator1').get(`/reports/desk/${target.id}`)).status).to.equal(404);
    expect((await as('investigator1').getJson<Views>('/inbox')).rows.map((row) => row.id)).not.include(target.id);
    expect((await site.services.reports.forOfficer(personOf(staff, 'head'), target.id)).report.assigned).to.deep.equal([id('investigator2')]);
    // A head of another bureau knows nothing of it; nobody ends his own.
    expect((await as('head.jm').get('/interests')).html).not.to.include('清源');
    const [mine] = (await site.services.reports.declared(personOf(staff, 'intake'))).interests;
    expect((await as('intake').post(`/interests/${mine?.id ?? ''}/end`)).status).to.equal(403);
    expect((await as('head.jm').post(`/interests/${mine?.id ?? ''}/end`)).status).to.equal(404);
    expect((await as('head').press(await as('head').get('/interests'), '解除')).text).to.include('已解除').and.to.include('2026-11-10 解除');
    const raw = JSON.stringify(await site.services.database.connection.collection('report_interests').find().toArray());
    for (const secret of ['云岭', '姐夫', '清源']) expect(raw).not.to.contain(secret);
  });

  it('takes the person out of the cases of that institution, and out of those that are opened later', async () => {
    const samples = await addSamples(site, staff);
    const address = samples['/cases/:id'] ?? '';
    expect((await as('investigator2').get(address)).status).to.equal(200);
    await as('investigator2').press(await as('investigator2').get('/interests'), '申报', { name: '演示康复医院', text: '曾在该院任职' });
    expect((await as('investigator2').get(address)).status).to.equal(404);
    expect((await as('investigator2').get('/cases')).html).not.to.include(address);
    expect((await as('head').get(address)).text).to.include('演示丙');
    const sent = await submitted(site.services, { targetName: '演示康复医院' });
    const head = personOf(staff, 'head');
    await site.services.reports.accept(personOf(staff, 'intake'), sent.id, 1);
    const version = async (): Promise<number> => (await site.services.reports.forOfficer(head, sent.id)).report.version;
    const refused = await site.services.reports.assign(personOf(staff, 'intake'), sent.id, await version(), [id('investigator1'), id('investigator2')]).then(() => 'assigned', (error: unknown) => (error instanceof Error && 'reason' in error ? String(error.reason) : 'other'));
    expect(refused).to.equal('G-OFFICERS');
  });

  it('counts nothing of it on the desk, and names nothing of it to an auditor with an interest', async () => {
    const lines = await as('intake').get('/desk');
    expect(lines.html).not.to.include('云岭');
    expect((await as('auditor').get('/audit?bureau=440784')).html).not.to.include('云岭').and.not.to.include('姐夫');
  });
});

// When a reporter sat at his computer: of what he does the database and the record know the day.
import { expect } from 'chai';
import { personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { submitted } from './support.ts';

describe('a letter that a reporter’s act has printed', () => {
  const { site, staff } = staffed();

  it('tells the day, in its row and id, on record and among the jobs', async () => {
    const { reports, documents, audit, database } = site.services;
    const sent = await submitted(site.services);
    await reports.notAccept(personOf(staff, 'intake'), sent.id, 1, { ground: 'NA_CLOSED_NO_NEW_CLUES', text: '八月已经查过' });
    const client = site.client();
    await client.post('/reports/status', { number: sent.number, code: sent.code });
    const before = new Set((await documents.ofSubject('report', sent.id)).map(({ id }) => id));
    site.clock.set('2026-11-11T05:43:21Z');
    await client.post('/reports/status', { number: sent.number, code: sent.code });
    await client.post('/reports/mine/name', { name: '演示后来某', contact: '000-7788', sure: 'yes' });
    const [letter, ...others] = (await documents.ofSubject('report', sent.id)).filter(({ id }) => !before.has(id));
    expect(others).to.deep.equal([]);
    expect([letter?.title, letter?.issuedOn, letter?.issuedAt.toISOString()]).to.deep.equal(['不予受理告知书', '2026-11-11', '2026-11-10T16:00:00.000Z']);
    const [row] = (await audit.list({ subjectId: sent.id }, null)).rows.filter(({ detail }) => detail['document'] === letter?.id);
    expect([row?.act, row?.actor, row?.at.toISOString()]).to.deep.equal(['documents.issue', 'reporter', '2026-11-10T16:00:00.000Z']);
    const rows = await Promise.all((await database.connection.listCollections()).map(async ({ name }) => JSON.stringify(await database.connection.collection(name).find().toArray())));
    expect(rows.join('\n')).to.not.contain('T05:43:21').and.to.not.contain(new Date('2026-11-11T05:43:21Z').getTime().toString(36));
  });

  it('is asked for by a name that tells nothing of when it was printed: two reporters would know that they were handled together', async () => {
    const sent = await submitted(site.services);
    await site.services.reports.accept(personOf(staff, 'intake'), sent.id, 1);
    const [letter] = await site.services.documents.ofSubject('report', sent.id);
    const client = site.client();
    const own = await client.post('/reports/status', { number: sent.number, code: sent.code });
    const [link, ...more] = own.links.filter(({ href }) => href.startsWith('/reports/mine/letters/'));
    expect(more).to.deep.equal([]);
    expect(own.html).not.to.include(letter?.id).and.not.to.include(letter?.issuedAt.getTime().toString(36));
    expect((await client.get(link?.href ?? '')).text).to.include('举报登记通知书').and.to.include(sent.number);
    expect((await client.get(`/reports/mine/letters/${letter?.id ?? ''}`)).status).to.equal(404);
  });
});

import { expect } from 'chai';
import { Conflict, Invalid, NotFound, Refused } from '../../server/kernel/errors.ts';
import type { Issue } from '../../server/documents/service.ts';
import type { Person } from '../../server/people/rules/person.ts';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';
import { aBureau, addStaff, PASSWORD, personOf } from '../support/people.ts';
import type { Staff } from '../support/people.ts';

const QUESTION: Issue = {
  key: 'question/1', kind: 'question', bureau: '440784', subject: { kind: 'report', id: 'r1' }, by: 'somebody', isNumbered: true,
  slots: { reportNumber: '4407-7QKM-4T2X', question: '是哪一天？\n在哪一间病房？' },
};

async function refusalOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(() => null, (error: unknown) => error);
}

describe('documents service', () => {
  let site: TestSite;
  let staff: Staff;
  const who = (account: string): Person => personOf(staff, account);
  before(async () => {
    site = await openSite();
    staff = await addStaff(site.services);
    // The matters of these documents do not exist; whether one may know of them is asked in the tests of their features.
    for (const kind of ['report', 'case', 'reward', 'notice'] as const) site.services.documents.guard(kind, async () => true);
  });
  after(() => site.close());

  it('prints a letter once under its key, with number, date and template version frozen', async () => {
    const { documents } = site.services;
    const first = await documents.issue(QUESTION);
    expect(first.number).to.equal('鹤演医保询〔2026〕1 号');
    expect(await documents.issue({ ...QUESTION, slots: {} })).to.deep.equal(first);
    const letter = await documents.find(who('intake'), first.id);
    expect(letter.title).to.equal('补充情况询问函');
    expect(letter.templateVersion).to.equal(1);
    expect(letter.content.bureau).to.equal('鹤山市演示医疗保障局');
    expect(letter.content.signedOn).to.equal('2026年11月10日');
    expect(letter.content.demo).to.include('演示').and.include('虚构');
    expect(letter.content.lines.slice(0, 4)).to.deep.equal([
      { style: 'to', text: '举报人：' },
      { style: 'body', text: '为了核实您反映的事项（举报编号4407-7QKM-4T2X），请您就下列问题补充说明：' },
      { style: 'body', text: '是哪一天？' },
      { style: 'body', text: '在哪一间病房？' },
    ]);
  });

  it('numbers without gap or double when many are issued at once, per bureau, kind and Beijing year', async () => {
    const { documents } = site.services;
    const issued = await Promise.all(Array.from({ length: 12 }, (_, at) => documents.issue({ ...QUESTION, key: `many/${at}`, bureau: '440700' })));
    expect(issued.map(({ number }) => Number(/〕(\d+) 号/.exec(number ?? '')?.[1])).sort((a, b) => a - b)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const otherKind = await documents.issue({ ...QUESTION, key: 'other', bureau: '440700', kind: 'filed', slots: { reportNumber: 'x', decidedOn: '2026-11-10' } });
    expect(otherKind.number).to.equal('江演医保立告〔2026〕1 号');
    site.clock.set('2026-12-31T16:00:00Z');
    expect((await documents.issue({ ...QUESTION, key: 'new year', bureau: '440700' })).number).to.equal('江演医保询〔2027〕1 号');
    site.clock.set('2026-11-10T02:00:00Z');
  });

  it('gives one document to two that ask with the same key at once', async () => {
    const { documents } = site.services;
    const both = await Promise.all([1, 2, 3].map(() => documents.issue({ ...QUESTION, key: 'same', isNumbered: false })));
    expect(new Set(both.map(({ id }) => id)).size).to.equal(1);
    expect(both[0]?.number).to.equal(null);
  });

  it('refuses while a blank is empty, naming it, and takes no number', async () => {
    const { documents } = site.services;
    const error = await refusalOf(documents.issue({ ...QUESTION, key: 'empty', bureau: '330900', slots: { reportNumber: ' ' } }));
    expect(error).to.be.instanceOf(Refused);
    expect(error).to.deep.include({ reason: 'DOCUMENT_SLOT_MISSING', detail: { document: '补充情况询问函', slots: ['举报编号', '询问的内容'] } });
    expect((await documents.issue({ ...QUESTION, key: 'full', bureau: '330900' })).number).to.equal('舟演医保询〔2026〕1 号');
  });

  it('shows nothing of it outside the bureau, without the role, or to one whom the matter does not know', async () => {
    const { documents } = site.services;
    const report = await documents.issue({ ...QUESTION, key: 'scope' });
    const reward = await documents.issue({ ...QUESTION, key: 'scope reward', subject: { kind: 'reward', id: 'w1' } });
    for (const account of ['intake.zs', 'head.jm', 'auditor', 'admin', 'publisher1']) expect(await refusalOf(documents.find(who(account), report.id)), account).to.be.instanceOf(NotFound);
    for (const account of ['intake', 'investigator1', 'reviewer', 'auditor']) expect(await refusalOf(documents.find(who(account), reward.id)), account).to.be.instanceOf(NotFound);
    expect((await documents.find(who('reward1'), reward.id)).id).to.equal(reward.id);
    documents.guard('case', async (person) => person.account !== 'investigator2');
    const ofCase = await documents.issue({ ...QUESTION, key: 'scope case', subject: { kind: 'case', id: 'c1' } });
    expect((await documents.find(who('investigator1'), ofCase.id)).id).to.equal(ofCase.id);
    expect(await refusalOf(documents.find(who('investigator2'), ofCase.id))).to.be.instanceOf(NotFound);
    const { rows } = await site.services.audit.list({ actor: who('investigator2').id }, null);
    expect(rows[0]).to.deep.include({ act: 'documents.read', outcome: 'refused', subject: { kind: 'case', id: 'c1' } });
  });

  it('records how it was delivered, once, and not before its issue, in the future or over somebody else’s entry', async () => {
    const { documents } = site.services;
    const { id } = await documents.issue({ ...QUESTION, key: 'delivery', subject: { kind: 'report', id: 'r9' } });
    const entry = { on: '2026-11-10', way: 'direct', note: '本人签收', fileId: null } as const;
    expect(await refusalOf(documents.deliver(who('intake'), id, { ...entry, on: '2026-11-09' }))).to.be.instanceOf(Invalid);
    expect(await refusalOf(documents.deliver(who('intake'), id, { ...entry, on: '2026-11-11' }))).to.be.instanceOf(Invalid);
    expect(await refusalOf(documents.deliver(who('intake'), id, { ...entry, way: 'leave', note: '' }))).to.be.instanceOf(Invalid);
    await documents.deliver(who('intake'), id, { ...entry, version: 1 });
    await documents.deliver(who('intake'), id, { ...entry, version: 1 });
    expect(await refusalOf(documents.deliver(who('intake'), id, { ...entry, way: 'post', version: 1 }))).to.be.instanceOf(Conflict);
    const letter = await documents.find(who('intake'), id);
    expect(letter.deliveries).to.deep.equal([{ on: '2026-11-10', way: 'direct', note: '本人签收', confirmation: '', fileId: null, by: who('intake').id }]);
    expect((await documents.ofSubject('report', 'r9')).map(({ servedOn, kind }) => [servedOn, kind])).to.deep.equal([['2026-11-10', 'question']]);
  });

  it('takes electronic service only with a signed confirmation', async () => {
    const { documents } = site.services;
    const { id } = await documents.issue({ ...QUESTION, key: 'electronic' });
    const entry = { on: '2026-11-10', way: 'electronic', note: '', fileId: null } as const;
    expect(await refusalOf(documents.deliver(who('intake'), id, entry))).to.deep.include({ reason: 'ELECTRONIC_SERVICE_UNCONFIRMED' });
    await documents.deliver(who('intake'), id, { ...entry, confirmation: '卷内第 12 页' });
    expect((await documents.find(who('intake'), id)).deliveries).to.have.length(1);
  });

  it('does not serve a decision electronically where the place forbids it, confirmed or not', async () => {
    const { documents, people } = site.services;
    await people.addBureau(null, aBureau('210000', { level: 'province' }));
    const id = await people.addAccount(null, { account: 'head.ln', name: '演示午', bureau: '210000', scope: '210000', roles: ['head'], certificate: null, password: PASSWORD, isDemo: true });
    const head = await people.find(id);
    const slots = Object.fromEntries(['party', 'partyAddress', 'facts', 'evidence', 'defence', 'breached', 'basis', 'decision', 'performance', 'remedies'].map((name) => [name, '演示']));
    const decision = { kind: 'decision', subject: { kind: 'case', id: 'c2' }, slots, by: id, isNumbered: true } as const;
    const there = await documents.issue({ ...decision, key: 'ln', bureau: '210000' });
    const here = await documents.issue({ ...decision, key: 'gd', bureau: '440784' });
    const entry = { on: '2026-11-10', way: 'electronic', note: '', fileId: null, confirmation: '卷内第 3 页' } as const;
    expect(head && (await refusalOf(documents.deliver(head, there.id, entry)))).to.deep.include({ reason: 'ELECTRONIC_SERVICE_NOT_ALLOWED' });
    await documents.deliver(who('head'), here.id, entry);
    expect((await documents.ofSubject('case', 'c2')).map(({ servedOn }) => servedOn)).to.deep.equal([null, '2026-11-10']);
  });

  it('stores no word of it in the clear', async () => {
    const { documents, database } = site.services;
    const { id } = await documents.issue({ ...QUESTION, key: 'sealed', slots: { ...QUESTION.slots, question: '绝密线索' } });
    await documents.deliver(who('intake'), id, { on: '2026-11-10', way: 'direct', note: '邻居代收', fileId: null });
    const rows = JSON.stringify(await database.connection.collection('documents').find({}).toArray());
    expect(rows).to.include(id);
    expect(rows).not.to.include('绝密线索').and.not.to.include('邻居代收');
  });
});

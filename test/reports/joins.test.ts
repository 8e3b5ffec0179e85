// One matter out of several reports and back, over HTTP; and what each reporter still does not learn of the others.
import { expect } from 'chai';
import sharp from 'sharp';
import type { Submission } from '../../server/reports/service.ts';
import type { Answer } from '../support/http.ts';
import { personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { aRealName, aSubmission, submitted } from './support.ts';

type Page = { version: number; acts: { act: string }[]; more: { act: string }[]; register: string; stateText: string; around: { related: { register: string; relation: string }[]; alike: { register: string; because: string; merge: object | null; repeat: object | null }[] } };

describe('reports of one matter', () => {
  const { site, staff, as } = staffed(['intake', 'head', 'investigator1', 'investigator2']);
  const id = (account: string): string => personOf(staff, account).id;
  const open = (account: string, report: string): Promise<Answer> => as(account).get(`/reports/desk/${report}`);
  const page = (account: string, report: string): Promise<Page> => as(account).getJson<Page>(`/reports/desk/${report}`);
  const through = async (account: string, report: string, link: string, button: string, fields: Record<string, string | string[]>): Promise<Answer> =>
    as(account).press(await as(account).follow(await open(account, report), link), button, fields);
  const verify = async (report: string): Promise<void> => {
    await as('intake').press(await open('intake', report), '受理，开始核查');
    await through('intake', report, '分派核查', '分派', { officers: [id('investigator1'), id('investigator2')] });
  };
  const distinct = (n: number): Partial<Submission> => ({ targetName: `演示甲${n}乙${n}诊所`, narrative: `第${n}件：这里写的是完全不同的另一件事情。` });

  it('offers a merge from a candidate in one step, and undoes it without gaining time', async () => {
    const first = await submitted(site.services, { targetName: '演示先到医院' });
    const second = await submitted(site.services, { targetName: '演示先到医院', narrative: '我母亲只去了三次，可是清单上每天都有理疗，五个月都这样。' });
    await verify(first.id);
    const before = await page('intake', second.id);
    expect(before.around.alike[0]).to.deep.include({ register: (await page('intake', first.id)).register });
    expect(before.around.alike[0]?.because).to.match(/^名称相近，时间重叠，行为相同，文字相近 \d+%$/);
    const merged = await as('intake').press(await open('intake', second.id), '并入这一件');
    expect(merged.text).to.include('已并入').and.to.include('本件归入').and.to.include('举报登记通知书').and.not.to.include('可能说的是同一件事');
    // What came to it is on the older one's record, and its officers read it.
    const lead = await open('intake', first.id);
    expect(lead.text).to.include('另一件归入本件').and.to.include('并入本件').and.to.include('有关联的举报');
    expect((await open('investigator1', second.id)).status).to.equal(200);
    await through('intake', first.id, '改派', '分派', { officers: [id('investigator2'), id('investigator1')] });
    // What its reporter adds later is news on the older one.
    await as('intake').post(`/reports/desk/${first.id}/note`, { version: (await page('intake', first.id)).version, text: '看过了' });
    const session = { report: second.id, codeVersion: 1 };
    await site.services.reports.say(session, '我又想起一件事。');
    expect((await as('intake').getJson<{ rows: { id: string; marks: { text: string }[] }[] }>('/inbox?view=all')).rows.find((row) => row.id === first.id)?.marks.map(({ text }) => text)).to.include('有新内容');
    const undone = await through('intake', second.id, '撤销并案', '撤销', { text: '不是同一家医院，并错了' });
    expect(undone.text).to.include('并案已撤销').and.to.include('核查中').and.to.include('剩 15 个工作日');
    expect((await open('intake', first.id)).text).to.include('另一件从本件分出');
    expect((await open('investigator1', second.id)).status).to.equal(404);
    expect((await as('intake').get(`/reports/desk/${second.id}/unmerge`)).status).to.equal(409);
    expect((await site.services.audit.list({ subjectId: second.id }, null)).rows.map(({ act }) => act)).to.include.members(['reports.merge', 'reports.unmerge']);
  });

  it('marks as repeated what a decided one says already, by its register number too', async () => {
    const first = await submitted(site.services, distinct(1));
    await as('intake').press(await as('intake').get(`/reports/desk/${first.id}/notAccept`), '决定不予受理', { ground: 'NA_OUT_OF_SCOPE', text: '不属于医保基金的事。' });
    const again = await submitted(site.services, distinct(1));
    const form = await as('intake').get(`/reports/desk/${again.id}/repeat`);
    expect((await as('intake').press(form, '标记', { text: '' })).status).to.equal(422);
    expect((await as('intake').press(form, '标记', { register: '999999', text: '与更早的一件相同' })).status).to.equal(422);
    const { register } = await page('intake', first.id);
    const marked = await as('intake').press(form, '标记', { register, text: '与更早的一件相同' });
    expect(marked.text).to.include('已标记为重复').and.to.include('重复').and.to.include('本件归入');
    expect((await page('intake', first.id)).around.related.map(({ relation }) => relation)).to.deep.equal(['与本件重复']);
    // A newer one is never what an older one repeats.
    expect((await as('intake').post(`/reports/desk/${first.id}/repeat`, { version: 1, into: again.id, text: '与更早的一件相同' })).status).to.equal(409);
  });

  it('names no report to an officer who may not open it', async () => {
    const first = await submitted(site.services, distinct(4));
    const second = await submitted(site.services, distinct(4));
    await verify(second.id);
    const register = (await page('intake', first.id)).register;
    expect((await page('intake', second.id)).around.alike.map((one) => one.register)).to.deep.equal([register]);
    expect((await page('investigator1', second.id)).around).to.deep.include({ alike: [], related: [] });
    expect((await open('investigator1', first.id)).status).to.equal(404);
  });

  it('names the earlier report where the ground says that it is under investigation, and gives its officers the material', async () => {
    const first = await submitted(site.services, distinct(2));
    await verify(first.id);
    const second = await submitted(site.services, { ...aRealName, ...distinct(3) });
    const form = await as('intake').get(`/reports/desk/${second.id}/notAccept`);
    const without = await as('intake').press(form, '决定不予受理', { ground: 'NA_ALREADY_UNDER_INVESTIGATION', text: '已经在查的同一件事' });
    expect([without.status, without.text.includes('请选正在查的是哪一件')]).to.deep.equal([422, true]);
    const decided = await as('intake').press(form, '决定不予受理', { ground: 'NA_ALREADY_UNDER_INVESTIGATION', text: '已经在查的同一件事', into: first.id });
    expect(decided.text).to.include('已决定不予受理').and.to.include('本件归入');
    expect((await page('intake', first.id)).around.related.map(({ relation }) => relation)).to.deep.equal(['因本件在查而未受理']);
    expect((await open('investigator2', second.id)).text).to.include('第3件');
    const own = await site.client().post('/reports/status', { number: second.number, code: second.code });
    expect(own.html).not.to.include(first.number).and.not.to.include('已经在查');
  });

  it('splits off a part with what the officer chose; the reporter keeps one matter', async () => {
    const intake = site.services.evidence.receive({ originalName: 'a.jpg', position: 0 });
    await intake.write(await sharp({ create: { width: 8, height: 8, channels: 3, background: '#886644' } }).jpeg().toBuffer());
    const outcome = await intake.end();
    if ('refused' in outcome) throw new Error(outcome.refused);
    const sent = await site.services.reports.submit(aSubmission({ ...aRealName, submission: 'to-be-split', targetName: '演示拆分医院', narrative: '医院虚构理疗。隔壁药店串换药品。' }), { received: [outcome.kept], handle: null });
    const reporter = site.client();
    await reporter.post('/reports/status', { number: sent.number, code: sent.code });
    await verify(sent.id);
    const form = await as('intake').get(`/reports/desk/${sent.id}/split`);
    expect((await as('intake').press(form, '拆出一件', { targetName: '', text: '是另外一家' })).status).to.equal(422);
    const file = (await site.services.reports.forOfficer(personOf(staff, 'intake'), sent.id)).report.files[0] ?? '';
    const done = await as('intake').press(form, '拆出一件', { targetName: '演示隔壁药店', targetKind: 'pharmacy', categories: ['swapping'], narrative: '隔壁药店串换药品。', files: [file], text: '说的是两家机构' });
    expect(done.text).to.include('已拆出一件').and.to.include('从本件拆出').and.to.include('演示隔壁药店');
    const link = done.links.find(({ text }) => text.includes('演示隔壁药店'))?.href ?? '';
    const part = await as('intake').getJson<Page & { narrative: string; files: unknown[]; number: string }>(link);
    const whole = await page('intake', sent.id);
    expect(part).to.deep.include({ number: `${sent.number}-2`, register: `${whole.register}-2`, narrative: '隔壁药店串换药品。' });
    expect(part.files).to.have.length(1);
    expect([...part.acts, ...part.more].map(({ act }) => act)).to.include('unsplit').and.not.include('ask').and.not.include('split');
    expect(whole.more.map(({ act }) => act)).to.deep.equal(['offer', 'repeat', 'split']);
    const partId = link.split('/').at(-1) ?? '';
    const inbox = await as('intake').getJson<{ rows: { id: string }[] }>('/inbox?view=verifying');
    expect(inbox.rows.map((row) => row.id)).to.include.members([sent.id, partId]);
    // Order and time are shared, and the next report takes the next order.
    const { report } = await site.services.reports.forOfficer(personOf(staff, 'intake'), partId);
    const after = await site.services.reports.forOfficer(personOf(staff, 'intake'), (await submitted(site.services, distinct(4))).id);
    expect([report.order, report.receivedOn, after.report.order]).to.deep.equal([Number(whole.register.slice(5)), '2026-11-10', Number(whole.register.slice(5)) + 1]);

    const own = async (): Promise<Answer> => reporter.get('/reports/mine');
    expect((await own()).html).not.to.include(`${sent.number}-2`).and.not.to.include('演示隔壁药店');
    expect((await site.client().post('/reports/status', { number: `${sent.number}-2`, code: sent.code })).status).to.equal(422);
    // The whole is not done before both are; each letter is there.
    await through('head', sent.id, '不予立案', '决定不予立案', { reason: 'NF_NO_SUSPECT', text: '没有找到当事人' });
    expect((await own()).text).to.include('正在核查').and.to.include('不予立案告知书').and.not.to.include('没有立案');
    const told = await through('head', partId, '不予立案', '决定不予立案', { reason: 'NF_NO_SUSPECT', text: '没有找到当事人' });
    expect((await own()).text).to.include('没有立案');
    expect((await as('head').press(told, '打开身份')).text).to.include('演示举报人');
    expect((await own()).text).to.include('身份被打开过 1 次');
    expect((await own()).text.match(/不予立案告知书/g)).to.have.length(2);
    const letters = (await own()).links.filter(({ href }) => href.startsWith('/reports/mine/letters/'));
    for (const { href } of letters) expect((await reporter.get(href)).status).to.equal(200);
    expect((await reporter.get(letters.at(-1)?.href ?? '')).text).to.include(sent.number).and.not.include(`${sent.number}-2`);
  });

  it('undoes a split while nothing was done in the part, and not after', async () => {
    const sent = await submitted(site.services, distinct(5));
    const SPLIT = { targetName: '演示另一家', narrative: '只说另一家的事情。', text: '说的是两家机构' };
    const partOf = (done: Answer): string => done.links.find(({ text }) => text.includes('演示另一家'))?.href.split('/').at(-1) ?? '';
    const part = partOf(await through('intake', sent.id, '拆分', '拆出一件', SPLIT));
    const undone = await through('intake', part, '撤销拆分', '撤销', { text: '其实是同一家' });
    expect(undone.text).to.include('拆分已撤销').and.to.include('已并案');
    expect((await as('intake').get(`/reports/desk/${part}/unmerge`)).status).to.equal(409);
    expect((await open('intake', sent.id)).text).to.include('拆出的一件撤销');
    const again = await through('intake', sent.id, '拆分', '拆出一件', SPLIT);
    const second = again.links.filter(({ text }) => text.includes('演示另一家')).map(({ href }) => href.split('/').at(-1) ?? '').find((each) => each !== part) ?? '';
    await as('intake').post(`/reports/desk/${second}/note`, { version: 1, text: '已经看过' });
    expect((await page('intake', second)).acts.map(({ act }) => act)).not.include('unsplit');
    expect((await as('intake').post(`/reports/desk/${second}/unsplit`, { version: 2, text: '其实是同一家' })).status).to.equal(409);
  });

  it('finishes a join and a split that a crash left open', async () => {
    const { reports } = site.services;
    const intake = personOf(staff, 'intake');
    const [one, two] = [await submitted(site.services, distinct(6)), await submitted(site.services, distinct(7))];
    await reports.merge(intake, two.id, 1, { into: one.id, text: '' });
    await reports.split(intake, one.id, 2, { targetName: '演示丙', targetKind: 'pharmacy', categories: [], narrative: '拆出来的部分。', files: [], messages: [], text: '说的是两家机构' });
    const rows = site.services.database.connection.collection<{ _id: string }>('reports');
    const part = (await reports.around(intake, (await reports.forOfficer(intake, one.id)).report)).related.find(({ relation }) => relation === 'part')?.report.id ?? '';
    await rows.deleteOne({ _id: part });
    await site.services.jobs.queue('reports.split', one.id);
    await site.services.jobs.queue('reports.join', two.id);
    await site.services.jobs.runDue();
    expect((await reports.forOfficer(intake, part)).report.number).to.equal(`${one.number}-2`);
    const events = (await reports.forOfficer(intake, one.id)).report.events.map(({ action }) => action);
    expect(events.filter((action) => action === 'joined')).to.have.length(1);
  });
});

import { expect } from 'chai';
import { KINDS } from '../../server/documents/rules/template.ts';
import type { Answer, Client, Upload } from '../support/http.ts';
import { PASSWORD, personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { aRealName, submitted } from './support.ts';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const slip: Upload = { field: 'slip', name: '张三签收的回证.png', type: 'image/png', bytes: PNG };
/** The sheet without what stands around it. */
const sheetOf = (page: Answer): string => /<article class="mj-letter"[\s\S]*?<\/article>/.exec(page.html)?.[0] ?? '';
type Twin = { version: number; letters: { href: string; text: string; stateText: string; deliver: string | null }[]; clocks: { code: string; state: string }[]; log: { text: string }[] };

describe('letters about a report', () => {
  const { site, staff } = staffed();
  let intake: Client;
  let head: Client;
  before(async () => {
    intake = site.client();
    head = site.client();
    await intake.signIn('intake', PASSWORD);
    await head.signIn('head', PASSWORD);
  });
  afterEach(() => site.clock.set('2026-11-10T02:00:00Z'));

  const page = (id: string): Promise<Twin> => intake.getJson<Twin>(`/reports/desk/${id}`);
  const version = async (id: string): Promise<number> => (await page(id)).version;
  const officers = (): string[] => ['investigator1', 'investigator2'].map((account) => personOf(staff, account).id);
  async function act(client: Client, id: string, name: string, fields: Record<string, string | readonly string[]> = {}): Promise<Answer> {
    const answer = await client.post(`/reports/desk/${id}/${name}`, { ...fields, version: await version(id) });
    expect(answer.status, `${name} ${answer.text.slice(0, 300)}`).to.equal(200);
    return answer;
  }
  async function verified(): Promise<string> {
    const { id } = await submitted(site.services, aRealName);
    await act(intake, id, 'accept');
    await act(intake, id, 'assign', { officers: officers() });
    return id;
  }
  const state = async (id: string, code: string): Promise<string | undefined> => (await page(id)).clocks.find((clock) => clock.code === code)?.state;
  const last = async (id: string) => (await page(id)).letters.at(-1) ?? { href: '', text: '', stateText: '', deliver: null };

  it('each act that writes to somebody leaves a sheet that prints alike for ever, in Chinese whoever reads the page', async () => {
    const one = await verified();
    await act(intake, one, 'ask', { text: '请问是哪一个月？', isQuestion: 'yes', answerBy: '2026-11-20' });
    await act(head, one, 'notFile', { reason: 'NF_NO_SUSPECT', text: '没有明确的当事人。' });
    const two = (await submitted(site.services, aRealName)).id;
    await act(intake, two, 'notAccept', { ground: 'NA_OUT_OF_SCOPE', text: '属于服务态度问题。' });
    const three = (await submitted(site.services)).id;
    await act(intake, three, 'transfer', { receiver: '云川市场监督管理部门（虚构）', matter: '反映进货票据与库存不符，请依法处理。', text: '属于市场监管职责。' });
    const letters = (await Promise.all([one, two, three].map(async (id) => (await page(id)).letters))).flat();
    const kinds = await Promise.all(letters.map(async ({ href }) => (await intake.getJson<{ documentKind: string }>(href)).documentKind));
    expect(kinds).to.deep.equal(['registration', 'question', 'notFiled', 'notAccepted', 'transferLetter', 'registration']);
    expect(KINDS).to.include.members([...kinds, 'filed', 'handDownLetter', 'reportBack']);
    const english = site.client();
    await english.signIn('intake', PASSWORD);
    await english.get('/preferences?language=en&back=/desk');
    for (const { href } of letters) {
      const first = await intake.get(href);
      expect(first.text, href).to.match(/模板第 \d 版/);
      // It goes to somebody: on paper there is nothing but the sheet.
      expect(first.html, href).not.to.include('mj-printonly').and.not.to.include('内部资料');
      const sheet = sheetOf(first);
      expect(sheet).to.match(/^<article class="mj-letter" lang="zh-CN">/);
      site.clock.set('2027-03-01T02:00:00Z');
      const client = site.client();
      await client.signIn('intake', PASSWORD);
      expect(sheetOf(await client.get(href))).to.equal(sheet);
      site.clock.set('2026-11-10T02:00:00Z');
      const read = await english.get(href);
      expect(sheetOf(read)).to.equal(sheet);
      expect(read.text).to.include('Back to the matter').and.to.match(/version \d/i);
    }
  });

  it('a recorded delivery stops the duty to tell, with its slip, from the report’s own page', async () => {
    const id = await verified();
    await act(head, id, 'notFile', { reason: 'NF_NO_SUSPECT', text: '没有明确的当事人。' });
    expect(await state(id, 'TELL_FILED')).to.equal('ok');
    expect((await last(id)).stateText).to.equal('还没有送达记录');
    // Nine days later the five working days are over.
    site.clock.set('2026-11-19T02:00:00Z');
    await intake.signIn('intake', PASSWORD);
    expect(await state(id, 'TELL_FILED')).to.equal('late');
    const report = await intake.get(`/reports/desk/${id}`);
    const letter = await intake.get((await last(id)).deliver?.split('#')[0] ?? '');
    expect(report.text).to.include('登记送达');
    const refused = await intake.press(letter, '记下送达', { on: '2026-11-20', way: 'post' }, [slip]);
    expect([refused.status, refused.links.some(({ href }) => href === '#on')]).to.deep.equal([422, true]);
    const wrong = await intake.press(letter, '记下送达', { on: '2026-11-18', way: 'post' }, [{ ...slip, bytes: Buffer.from('#!/bin/sh') }]);
    expect([wrong.status, wrong.links.some(({ href }) => href === '#slip')]).to.deep.equal([422, true]);
    const kept = await intake.press(letter, '记下送达', { on: '2026-11-18', way: 'post', note: '挂号信 XA0001' }, [slip]);
    expect(kept.text).to.include('送达已记下').and.to.include('邮寄送达').and.to.include('挂号信 XA0001').and.to.include('回证的扫描件').and.not.to.include('张三');
    expect(await state(id, 'TELL_FILED')).to.equal('done');
    const after = await page(id);
    expect(after.letters.at(-1)).to.deep.include({ stateText: '2026-11-18 已送达（邮寄送达）', deliver: null });
    expect(after.log[0]?.text).to.equal('演示甲 告知举报人：寄信');
    const back = await intake.follow(kept, '回到这件事');
    expect(back.address).to.equal(`/reports/desk/${id}`);
    const without = await intake.press(kept, '下载原件');
    expect(without.status).to.equal(422);
    const original = await intake.press(kept, '下载原件', { reason: 'caseFile' });
    expect([original.status, original.headers.get('content-disposition')?.startsWith('attachment')]).to.deep.equal([200, true]);
    const { rows } = await site.services.audit.list({ actor: personOf(staff, 'intake').id }, null);
    expect(rows.some(({ act: name, detail }) => name === 'evidence.download' && JSON.stringify(detail).includes('caseFile'))).to.equal(true);
  });

  it('telling by post marks the letter delivered; telling by telephone does not', async () => {
    for (const [way, stateText] of [['post', '2026-11-10 已送达（邮寄送达）'], ['statusPage', '2026-11-10 已送达（查询页面告知）'], ['phone', '还没有送达记录']] as const) {
      const { id } = await submitted(site.services, aRealName);
      await act(intake, id, 'notAccept', { ground: 'NA_OUT_OF_SCOPE', text: '属于服务态度问题。' });
      await act(intake, id, 'recordTold', { clock: 'TELL_NOT_ACCEPTED', way, on: '2026-11-10' });
      expect([(await last(id)).stateText, await state(id, 'TELL_NOT_ACCEPTED')], way).to.deep.equal([stateText, 'done']);
      expect((await page(id)).log.filter(({ text }) => text.includes('告知举报人'))).to.have.length(1);
    }
  });

  it('is done by the job where the process stopped between the two', async () => {
    const id = await verified();
    await act(head, id, 'notFile', { reason: 'NF_NO_SUSPECT', text: '没有明确的当事人。' });
    const letter = (await last(id)).href.split('/').at(-1) ?? '';
    const { services } = site;
    services.documents.follow('report', { coming: (document) => services.jobs.queue('reports.told', document), recorded: async () => undefined });
    await services.documents.deliver(personOf(staff, 'intake'), letter, { on: '2026-11-10', way: 'leave', note: '见证人：演示', fileId: null });
    expect(await state(id, 'TELL_FILED')).to.equal('ok');
    await services.jobs.runDue();
    expect(await state(id, 'TELL_FILED')).to.equal('done');
    expect((await page(id)).log[0]?.text).to.equal('演示甲 告知举报人：留置');
    await services.jobs.runDue();
  });

  it('keeps a slip that a document refers to, and lets the sweeper take one that nothing does', async () => {
    const id = await verified();
    await site.services.evidence.sweep(site.services.documents.refersTo);
    const letter = await intake.get((await last(id)).href);
    await intake.press(letter, '记下送达', { on: '2026-11-10', way: 'direct' }, [slip]);
    const kept = async (): Promise<string> => {
      const coming = site.services.evidence.receive({ originalName: 'x.png', position: 0 });
      await coming.write(PNG);
      const outcome = await coming.end();
      if ('refused' in outcome) throw new Error(outcome.refused);
      return (await site.services.evidence.keep([outcome.kept], { kind: 'document', id: 'nobody' }))[0]?.id ?? '';
    };
    await kept();
    // The process stopped before the slip was attached to its document.
    await site.services.documents.deliver(personOf(staff, 'intake'), (await last(id)).href.split('/').at(-1) ?? '', { on: '2026-11-10', way: 'post', note: '', fileId: await kept() });
    site.clock.set('2026-11-10T05:00:00Z');
    expect(await site.services.evidence.sweep(site.services.documents.refersTo)).to.equal(1);
    await intake.signIn('intake', PASSWORD);
    const sheet = await intake.get((await last(id)).href);
    const downloads = sheet.forms.filter(({ action }) => action.includes('/slips/'));
    expect(downloads).to.have.length(2);
    for (const { action } of downloads) expect((await intake.post(action, { reason: 'verification' })).status).to.equal(200);
    const plan = JSON.stringify(await site.services.database.connection.collection('documents').find({ 'deliveries.fileId': { $in: ['x'] } }).explain('queryPlanner'));
    expect(plan).to.match(/deliveries\.fileId_1|Index Scan/);
  });

  it('tells whom nobody could hand a code where to fetch one', async () => {
    const entered = await intake.press(await intake.get('/reports/desk/new?channel=letter'), '登记', { time: '08:00', identity: 'realName', name: '演示来信人', contact: '000-6666', targetName: '演示药房', narrative: '来信说药房把保健品记成药品。' });
    const id = entered.address.split('/').at(-1) ?? '';
    await act(intake, id, 'accept');
    expect((await intake.get((await last(id)).href)).text).to.include('凭本通知到我局领取');
    const online = await verified();
    expect((await intake.get((await page(online)).letters[0]?.href ?? '')).text).not.to.include('凭本通知到我局领取');
  });
});

import { expect } from 'chai';
import { openSite } from '../support/http.ts';
import type { Answer, Client, Fields, TestSite, Upload } from '../support/http.ts';
import { addStaff, PASSWORD, personOf } from '../support/people.ts';
import type { Staff } from '../support/people.ts';
import { submitted } from './support.ts';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const scan = (name: string): Upload => ({ field: 'files', name, type: 'image/png', bytes: PNG });
const CODE = /[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]/;
const NUMBER = /\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/;
const CONTENT = { targetName: '演示康复医院', narrative: '来电人说，病人没有住院，清单上却天天有床位费。' };
type Twin = {
  clocks: { code: string; startText: string; due: string | null }[]; facts: { label: string; text: string }[]; log: { at: string; text: string }[]; files: { name: string }[]; register: string; reporter: { text: string }[]; version: number;
};

describe('officers enter what did not come through the site', () => {
  let site: TestSite;
  let staff: Staff;
  let intake: Client;
  // 2026-11-10 is a Tuesday; the clock stands at 10:00 in Beijing.
  before(async () => {
    site = await openSite();
    staff = await addStaff(site.services);
    intake = site.client();
    await intake.signIn('intake', PASSWORD);
  });
  after(() => site.close());

  const formOf = async (channel: string): Promise<Answer> => intake.follow(await intake.follow(await intake.get('/desk'), '登记线索'), channel);
  const enter = async (channel: string, fields: Fields, files: readonly Upload[] = []): Promise<Answer> => intake.press(await formOf(channel), '登记', { ...CONTENT, ...fields }, files);
  const twin = (page: Answer): Promise<Twin> => intake.getJson<Twin>(page.address);
  const textOf = (page: Twin, label: string): string => page.facts.find((fact) => fact.label === label)?.text ?? '';
  const errorsOf = (page: Answer): string[] => [...page.html.matchAll(/<li><a href="#([\w-]+)">/g)].map(([, field = '']) => field);
  const raw = async (): Promise<string> => JSON.stringify([await site.services.database.connection.collection('reports').find().toArray(), await site.services.database.connection.collection('identities').find().toArray()]);

  it('a phone call: the printed code is read out, and opens the report', async () => {
    const receipt = await enter('电话', { time: '9:05', identity: 'realName', name: '演示来电人', contact: '000-2222', wantsReward: 'yes' });
    expect(receipt.status).to.equal(201);
    expect(receipt.headers.get('cache-control')).to.equal('no-store');
    expect(receipt.text).to.include('举报登记回执').and.to.include('2026 年 11 月 10 日').and.to.include('鹤山市演示医疗保障局').and.to.include('/reports/status').and.to.include('2026 年 12 月 1 日');
    expect(receipt.text).not.to.include('演示来电人');
    const [code = ''] = CODE.exec(receipt.text) ?? [];
    const [number = ''] = NUMBER.exec(receipt.text) ?? [];
    const caller = site.client();
    const mine = await caller.press(await caller.get('/reports/status'), '查询', { number, code });
    expect(mine.address).to.equal('/reports/mine');
    expect(mine.text).to.include('已收到');
    const page = await intake.follow(receipt, '打开这件线索');
    expect(page.text).to.include('来电人说').and.to.include('电话').and.to.include('单独加密存放').and.not.to.include('000-2222');
    expect((await twin(page)).log.at(-1)?.text).to.equal('演示甲 收到并登记');
    for (const secret of ['演示来电人', '000-2222', '来电人说', '09:05', '01:05', code]) expect(await raw()).not.to.include(secret);
  });

  it('suggests the institutions of the place as the public form does, and keeps the one that was chosen', async () => {
    const { institutions, jobs } = site.services;
    const id = await institutions.add(personOf(staff, 'intake'), {
      kind: 'medicalInstitution', name: '演示建议医院', aliases: [], level: null, ownership: 'public', creditCode: null, insuranceCode: null, division: '440784', status: 'active', contact: '', phone: '', address: '',
    });
    site.clock.advance({ minutes: 2 });
    await jobs.runDue();
    const form = await formOf('电话');
    const [own] = /data-suggest-lists="([^"]*)"/.exec((await site.client().get('/reports/new')).html)?.slice(1) ?? [];
    expect(form.html).to.include(`data-suggest-lists="${own ?? 'no list'}"`).and.to.match(/data-suggest-lists="[^"]*440784\.[0-9a-f]+/).and.to.match(/data-suggest="[^"]+"/);
    const fields = { time: '9:05', identity: 'anonymous', targetName: '演示建议医院', institutionId: id };
    const wrong = await intake.press(form, '登记', { ...CONTENT, ...fields, narrative: '' });
    expect([wrong.status, wrong.html.includes(`name="institutionId" value="${id}"`)]).to.deep.equal([422, true]);
    const receipt = await intake.press(wrong, '登记', { narrative: CONTENT.narrative });
    const page = await intake.follow(receipt, '打开这件线索');
    expect(page.links.map(({ href }) => href)).to.include(`/institutions/${id}`);
    // Another name than the chosen one's stands alone.
    const other = await intake.press(await formOf('电话'), '登记', { ...CONTENT, ...fields, targetName: '演示别家医院' });
    expect((await intake.follow(other, '打开这件线索')).links.map(({ href }) => href)).not.to.include(`/institutions/${id}`);
  });

  it('a letter that is entered late keeps its day: clocks, lists and first-ness go by it', async () => {
    const online = await submitted(site.services, { targetName: '演示晨光医院' });
    const refused = await enter('来信', { receivedOn: '2026-11-04', time: '16:20', identity: 'anonymous' });
    expect([refused.status, errorsOf(refused)]).to.deep.equal([422, ['lateReason']]);
    const page = await intake.press(refused, '登记', { lateReason: '周三下午收件，收发室周二转来' }, [scan('信封.png')]);
    expect([page.status, page.text.includes('已登记')]).to.deep.equal([200, true]);
    const report = await twin(page);
    expect(report.clocks.map(({ code, due }) => [code, due])).to.deep.include.members([['ACCEPT_OR_FILE', '2026-11-25']]);
    expect(textOf(report, '收到')).to.include('2026-11-04').and.to.include('来信');
    expect(report.log.at(-1)?.text).to.include('周三下午收件');
    expect(report.files).to.have.length(1);
    const found = await site.services.reports.forOfficer(personOf(staff, 'intake'), page.address.split('/').at(-1) ?? '');
    expect([found.report.content.receivedAt, found.report.year]).to.deep.equal(['2026-11-04T08:20:00.000Z', 2026]);
    expect(found.report.order).to.equal((await site.services.reports.forOfficer(personOf(staff, 'intake'), online.id)).report.order + 1);
    // The later online one can be merged into the letter, not the other way round.
    const merged = await intake.press(await intake.get(`/reports/desk/${online.id}/merge`), '并入', { into: found.report.id });
    expect(merged.status).to.equal(200);
    const list = await intake.getJson<{ rows: { register: string; receivedOn: string }[] }>('/inbox?view=all');
    expect(list.rows.findIndex(({ receivedOn }) => receivedOn === '2026-11-04')).to.be.greaterThan(list.rows.findIndex(({ register }) => register.endsWith('000002')));
    expect(await raw()).not.to.include('收发室').and.not.to.include('信封');
  });

  it('a fax: with the hour that the machine printed, never in the future', async () => {
    const form = await enter('传真', { time: '10:30', identity: 'identifiable', passphrase: '' });
    expect([form.status, errorsOf(form)]).to.deep.equal([422, ['time', 'passphrase']]);
    expect(form.html).to.include('来电人说');
    const tomorrow = await intake.press(form, '登记', { receivedOn: '2026-11-11', time: '08:00', passphrase: '竹林里的第七块石头' });
    expect(errorsOf(tomorrow)).to.deep.equal(['receivedOn', 'passphrase']);
    const page = await intake.press(tomorrow, '登记', { receivedOn: '2026-11-10', time: '08：00', passphrase: '竹林里的第七块石头上面' });
    expect(page.text).to.include('已登记').and.to.include('传真');
    const id = page.address.split('/').at(-1) ?? '';
    expect(await site.services.reports.checkPassphrase({ report: id, codeVersion: 1 }, '竹林里的第七块石头上面')).to.equal('right');
  });

  it('somebody comes in person: two take it down, the transcript is signed, the receipt is handed over', async () => {
    const form = await enter('当面', { time: '9:30', identity: 'identifiable', officers: [personOf(staff, 'intake').id] });
    expect([form.status, errorsOf(form)]).to.deep.equal([422, ['officers', 'isSigned']]);
    const stranger = await intake.postMultipart('/reports/desk/new', { channel: 'walkIn', receivedOn: '2026-11-10', time: '9:30', identity: 'anonymous', isSigned: 'yes', division: '440784', targetKind: 'pharmacy', ...CONTENT, officers: [personOf(staff, 'intake').id, personOf(staff, 'intake.zs').id] }, []);
    expect(errorsOf(stranger)).to.deep.equal(['officers']);
    const receipt = await intake.press(form, '登记', { officers: [personOf(staff, 'intake').id, personOf(staff, 'investigator1').id], isSigned: 'yes' }, [scan('笔录.png')]);
    expect(receipt.status).to.equal(201);
    expect(receipt.text).to.match(CODE).and.to.match(/\d{4}-\d{4}-\d{4}-\d{4}/).and.to.include('随附材料 1 件');
    // It is the reporter's: no minute at which he stood there, no officer, and nothing internal.
    expect(receipt.html).not.to.include('mj-printonly').and.not.to.include('内部资料').and.not.to.match(/11-10 \d\d:\d\d/);
    const page = await intake.follow(receipt, '打开这件线索');
    expect((await twin(page)).log.at(-1)?.text).to.include('演示甲，演示乙');
  });

  it('a hand-down letter: its own limit goes before the default, and both clocks run', async () => {
    const form = await enter('上级交办', { time: '09:00' });
    expect(errorsOf(form)).to.deep.equal(['department', 'letterNumber', 'letterOn']);
    const page = await intake.press(form, '登记', { department: '江门市演示医疗保障局', letterNumber: '江演医保函〔2026〕9 号', letterOn: '2026年11月6日', limitAmount: '20', limitUnit: 'WD' });
    const report = await twin(page);
    expect(report.clocks.map(({ code, due }) => [code, due])).to.deep.include.members([['ACCEPT_OR_FILE', '2026-12-01'], ['HANDDOWN_FINISH', '2026-12-08']]);
    expect([textOf(report, '来函单位'), textOf(report, '来函'), textOf(report, '函里的期限')]).to.deep.equal(['江门市演示医疗保障局', '江演医保函〔2026〕9 号，2026-11-06', '20 个工作日']);
    const { report: found } = await site.services.reports.forOfficer(personOf(staff, 'intake'), page.address.split('/').at(-1) ?? '');
    expect([found.source, found.identity]).to.deep.equal(['assignment', null]);
    const without = await enter('上级交办', { time: '09:00', department: '江门市演示医疗保障局', letterNumber: '无文号', letterOn: '2026-11-06' });
    // Whether the thirty days of 2018 still hold is not known: without a limit in the letter none is entered.
    expect((await twin(without)).clocks.map(({ code, due }) => [code, due])).to.deep.include.members([['HANDDOWN_FINISH', null]]);
    const late = await enter('上级交办', { time: '09:00', department: '甲', letterNumber: '乙', letterOn: '2026-11-11', limitAmount: '0' });
    expect(errorsOf(late)).to.deep.equal(['letterOn', 'limitAmount']);
  });

  it('a hand-down letter is reported back to whoever wrote it: then its clock has come to its end', async () => {
    const page = await enter('上级交办', { time: '09:00', department: '云川省医疗保障局（虚构）', letterNumber: '云医保函〔2026〕9 号', letterOn: '2026-11-06', limitAmount: '20', limitUnit: 'WD' });
    const head = site.client();
    await head.signIn('head', PASSWORD);
    expect((await head.get(page.address)).links.some(({ text }) => text === '上报办理结果'), 'before anybody has checked it').to.equal(false);
    await intake.press(page, '受理，开始核查');
    const reported = await head.press(await head.follow(await head.get(page.address), '上报办理结果'), '上报', { text: '经核查属实，已责令整改。' });
    expect(reported.text).to.include('结果已上报');
    expect(reported.links.some(({ text }) => text === '上报办理结果')).to.equal(false);
    const { clocks } = await head.getJson<{ clocks: { code: string; text: string }[] }>(page.address);
    expect(clocks.find(({ code }) => code === 'HANDDOWN_FINISH')?.text).to.include('已完成');
    const id = page.address.split('/').at(-1) ?? '';
    const letter = (await site.services.documents.ofSubject('report', id)).find(({ kind }) => kind === 'reportBack');
    const { content } = await site.services.documents.open(letter?.id ?? '');
    expect(content.lines.map(({ text }) => text).join()).to.include('云川省医疗保障局（虚构）：').and.to.include('2026年11月6日').and.to.include('云医保函〔2026〕9 号').and.to.include('核查中');
    expect((await head.post(`/reports/desk/${id}/reportBack`, { version: 9, text: '经核查属实，已责令整改。' })).status).to.equal(409);
  });

  it('a transfer from another department keeps its reporter, and what nobody reported has none', async () => {
    const page = await enter('其他部门移送', { time: '08:10', department: '云川市场监督管理部门（虚构）', letterNumber: '云市监移〔2026〕3 号', identity: 'realName', name: '演示来信人', contact: '000-3333' });
    const { report } = await site.services.reports.forOfficer(personOf(staff, 'intake'), page.address.split('/').at(-1) ?? '');
    expect([report.source, report.channel, report.identity, report.content.origin?.letterNumber]).to.deep.equal(['tipOff', 'transfer', 'realName', '云市监移〔2026〕3 号']);
    const form = await enter('本局自行发现', {});
    expect(errorsOf(form)).to.deep.equal(['source']);
    expect(form.html).not.to.include('name="identity"');
    for (const source of ['data', 'routine', 'randomDraw', 'selfInspection', 'other']) {
      const found = await intake.press(form, '登记', { source, narrative: `筛查发现同一床位同日两人住院，来源 ${source}。` });
      const { report: lead } = await site.services.reports.forOfficer(personOf(staff, 'intake'), found.address.split('/').at(-1) ?? '');
      expect([lead.source, lead.channel, lead.identity]).to.deep.equal([source, 'internal', null]);
      expect(found.text).not.to.include('打印回执');
    }
  });

  it('a hotline order stands in the register once, however its number is written', async () => {
    const early = await enter('12345 热线转来', { time: '08:30', calledAt: '2026-11-10 08:31', foreignNumber: 'gd2026-11xq9 001', identity: 'anonymous' });
    expect(errorsOf(early)).to.deep.equal(['calledAt']);
    const page = await intake.press(early, '登记', { calledAt: '2026/11/9 8:05' });
    const { report: called } = await site.services.reports.forOfficer(personOf(staff, 'intake'), page.address.split('/').at(-1) ?? '');
    expect([called.receivedOn, called.content.receivedAt]).to.deep.equal(['2026-11-10', '2026-11-09T00:05:00.000Z']);
    const report = await twin(page);
    expect(textOf(report, '外部工单号')).to.equal('gd2026-11xq9 001');
    const found = await intake.getJson<{ rows: { register: string }[] }>('/inbox?number=GD2026-11XQ9001');
    expect(found.rows.map(({ register }) => register)).to.deep.equal([report.register.slice(5)]);
    const stranger = site.client();
    await stranger.signIn('intake.zs', PASSWORD);
    expect((await stranger.getJson<{ rows: unknown[] }>('/inbox?number=GD2026-11XQ9001')).rows).to.deep.equal([]);
    const again = await enter('12345 热线转来', { time: '08:30', foreignNumber: 'ＧＤ2026-11XQ9001', identity: 'anonymous', narrative: '换了说法的同一张工单，也不能再登记。' });
    expect([again.status, errorsOf(again), again.text.includes(report.register)]).to.deep.equal([422, ['foreignNumber'], true]);
    const other = await enter('12315 平台转来', { time: '08:30', foreignNumber: 'gd2026-11xq9 001', identity: 'anonymous' });
    expect(other.status).to.equal(200);
    expect(await raw()).not.to.match(/11xq9 ?001/i);
  });

  it('takes a double press once, and the code that is used first stays', async () => {
    const form = await formOf('电话');
    const fields = { ...CONTENT, time: '09:59', identity: 'anonymous' };
    const [one, two] = [await intake.press(form, '登记', fields), await intake.press(form, '登记', fields)];
    expect(NUMBER.exec(one.text)?.[0]).to.equal(NUMBER.exec(two.text)?.[0]);
    const number = NUMBER.exec(two.text)?.[0] ?? '';
    const caller = site.client();
    expect((await caller.post('/reports/status', { number, code: CODE.exec(one.text)?.[0] ?? '' })).address).to.equal('/reports/mine');
    expect((await site.client().post('/reports/status', { number, code: CODE.exec(two.text)?.[0] ?? '' })).status).to.equal(422);
  });

  it('a receipt can be handed over later, until the reporter has come in', async () => {
    const page = await enter('来信', { time: '08:00', identity: 'realName', name: '演示来信人乙', contact: '000-4444', narrative: '信里说药房把保健品记成了药品。' });
    const receipt = await intake.press(page, '打印回执');
    expect(receipt.status).to.equal(201);
    const number = NUMBER.exec(receipt.text)?.[0] ?? '';
    const once = await intake.press(await intake.follow(receipt, '打开这件线索'), '打印回执');
    const caller = site.client();
    expect((await caller.post('/reports/status', { number, code: CODE.exec(receipt.text)?.[0] ?? '' })).status).to.equal(422);
    expect((await caller.post('/reports/status', { number, code: CODE.exec(once.text)?.[0] ?? '' })).address).to.equal('/reports/mine');
    const after = await intake.follow(once, '打开这件线索');
    expect(after.text).to.include('交付了回执和新的查询码').and.not.to.include('打印回执，给出');
    const { version } = await twin(after);
    expect((await intake.post(`${after.address}/handReceipt`, { version }, { follow: false })).status).to.equal(409);
  });

  it('keeps text and files after a mistake, and says which file was not taken', async () => {
    const form = await enter('来信', { time: '', identity: '' }, [scan('信纸.png'), { field: 'files', name: '坏.png', type: 'image/png', bytes: Buffer.from('#!/bin/sh') }]);
    expect([form.status, errorsOf(form)]).to.deep.equal([422, ['time', 'files', 'identity']]);
    expect(form.text).to.include('坏.png').and.to.include('信纸.png');
    const page = await intake.press(form, '登记', { time: '09:00', identity: 'anonymous' });
    expect((await twin(page)).files).to.have.length(1);
  });

  it('says so when the hour of kept files is over, and keeps what was typed', async () => {
    const form = await enter('来信', { time: '' , identity: 'anonymous' }, [scan('信纸.png')]);
    site.clock.set('2026-11-10T03:30:00Z');
    await intake.signIn('intake', PASSWORD);
    const gone = await intake.press(form, '登记', { time: '09:00' });
    expect([gone.status, errorsOf(gone), gone.text.includes('信纸.png')]).to.deep.equal([422, ['files'], true]);
    expect((await intake.press(gone, '登记', {}, [scan('信纸.png')])).text).to.include('已登记');
    site.clock.set('2026-11-10T02:00:00Z');
    await intake.signIn('intake', PASSWORD);
  });

  it('is not there for an officer who has declared an interest in whom it is about, though he wrote it down', async () => {
    await site.services.reports.declare(personOf(staff, 'intake'), { person: '', institutionId: '', name: '演示紫藤医院', text: '亲属在该院工作' });
    const page = await enter('来信', { time: '09:00', identity: 'anonymous', targetName: '演示紫藤医院' });
    expect([page.address, page.text.includes('演示紫藤医院')]).to.deep.equal(['/inbox', false]);
    const receipt = await enter('电话', { time: '09:00', identity: 'anonymous', targetName: '演示紫藤医院' });
    expect([receipt.status, receipt.text.includes('打开这件线索')]).to.deep.equal([201, false]);
  });

  it('is intake’s alone', async () => {
    for (const account of ['investigator1', 'head', 'admin']) {
      const client = site.client();
      await client.signIn(account, PASSWORD);
      expect((await client.get('/reports/desk/new', { follow: false })).status, account).to.equal(403);
      expect((await client.get('/desk')).text).not.to.include('登记线索');
    }
    const head = personOf(staff, 'head');
    const refused = await site.services.reports.enterLead(head, {
      submission: 'x', channel: 'phone', receivedOn: '2026-11-10', time: '09:00', lateReason: '', source: null, department: '', letterNumber: '', letterOn: '', limitAmount: null, limitUnit: 'WD', foreignNumber: '', calledAt: '', officers: [], isSigned: false,
      identity: 'anonymous', name: null, contact: null, passphrase: null, division: '440784', targetKind: 'pharmacy', institutionId: null, categories: [], from: null, to: null, amount: null, relation: 'unsaid', wantsReward: false, ...CONTENT,
    }, { received: [], handle: null }).then(() => 'entered', (error: unknown) => (error instanceof Error ? error.message : ''));
    expect(refused).to.equal('reports.register');
  });

  it('reads in English', async () => {
    const client = site.client();
    await client.signIn('intake', PASSWORD);
    await client.get('/preferences?language=en&back=/desk');
    const form = await client.get('/reports/desk/new?channel=walkIn');
    expect(form.text).to.include('Enter a lead').and.to.include('Two or more');
    const receipt = await client.press(await client.get('/reports/desk/new'), 'Enter', { ...CONTENT, time: '09:00', identity: 'anonymous' });
    expect(receipt.text).to.include('Receipt of a report').and.to.match(CODE);
  });
});

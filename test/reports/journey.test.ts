import { expect } from 'chai';
import { openSite } from '../support/http.ts';
import type { Answer, Client, Upload } from '../support/http.ts';
import { addStaff, personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { aSubmission } from './support.ts';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const photo = (name: string): Upload => ({ field: 'files', name, type: 'image/png', bytes: PNG });
const program = (name: string): Upload => ({ field: 'files', name, type: 'image/png', bytes: Buffer.from('#!/bin/sh\necho') });
const TIP = { targetName: '演示康复医院', division: '440784', narrative: '周末的理疗单都是补的，病人根本没有来。', identity: 'anonymous' };
const codeOn = (page: Answer): string => /mj-code__value"><span>([^<]*)<\/span><span>([^<]*)</.exec(page.html)?.slice(1).join(' ') ?? '';
const numberOn = (page: Answer): string => /\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(page.text)?.[0] ?? '';

describe('a citizen reports and comes back', () => {
  const { site, staff } = staffed();

  async function send(client: Client, fields: Record<string, string> = TIP, files: Upload[] = []): Promise<Answer> {
    return client.press(await client.follow(await client.get('/reports/status'), '我要举报'), '提交举报', fields, files);
  }
  async function enter(client: Client, page: Answer): Promise<Answer> {
    return client.press(page, '继续，查看进展', { saved: 'yes' });
  }

  it('walks from the form to the own page by what the pages show', async () => {
    const client = site.client();
    const received = await send(client, TIP, [photo('清单.png')]);
    expect(received.status).to.equal(201);
    expect(received.headers.get('cache-control')).to.equal('no-store');
    expect(codeOn(received)).to.match(/^[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]$/);
    expect(received.text).to.contain('鹤山市演示医疗保障局').and.to.contain('2026 年 12 月 1 日');
    const unticked = await client.press(received, '继续，查看进展');
    expect(unticked.status).to.equal(422);
    expect(codeOn(unticked)).to.equal(codeOn(received));
    const mine = await enter(client, unticked);
    expect(mine.status).to.equal(200);
    expect(mine.address).to.equal('/reports/mine');
    expect(mine.text).to.contain('已收到').and.to.contain('清单.png').and.to.contain('完全匿名');
    expect((await client.press(mine, '退出查询')).status).to.not.equal(500);
    const again = await client.post('/reports/status', { number: numberOn(received).toLowerCase(), code: ` ${codeOn(received).toLowerCase().replaceAll(' ', '-')}` });
    expect(again.address).to.equal('/reports/mine');
  });

  it('does the same in English', async () => {
    const client = site.client();
    await client.get('/preferences?language=en&back=/reports/new');
    const received = await client.press(await client.get('/reports/new'), 'Send the report', { ...TIP, identity: 'identifiable' });
    expect(received.status).to.equal(201);
    expect(received.text).to.contain('Your access code').and.to.contain('Your reward passphrase').and.to.match(/\d{4}-\d{4}-\d{4}-\d{4}/);
    const mine = await client.press(received, 'Go on', { saved: 'yes' });
    expect(mine.text).to.contain('Received').and.to.contain('No name, with a reward');
  });

  it('keeps text and files after a mistake, says which file was not taken, and takes them with the next post', async () => {
    const client = site.client();
    const form = await client.get('/reports/new');
    const wrong = await client.press(form, '提交举报', { ...TIP, narrative: '假理疗', identity: 'realName', name: '', contact: '' }, [photo('8月清单.png'), program('理疗单.heic.exe')]);
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.contain('至少 10 个字').and.to.contain('没有收“理疗单.heic.exe”').and.to.contain('其余 1 个已经保留').and.to.contain('8月清单.png').and.to.contain('请写姓名');
    const again = wrong.forms.find(({ action }) => action === '/reports');
    expect(again?.fields.find(({ name }) => name === 'narrative')?.value).to.equal('假理疗');
    expect(again?.fields.find(({ name }) => name === 'division')?.value).to.equal('440784');
    const received = await client.press(wrong, '提交举报', { narrative: TIP.narrative, name: '演示某', contact: '000-000' });
    expect(received.status).to.equal(201);
    const mine = await enter(client, received);
    expect(mine.text).to.contain('8月清单.png').and.to.contain('实名').and.to.contain('身份被打开过 0 次');
  });

  it('forgets kept files after an hour, says so by name, keeps the rest, and then takes the report', async () => {
    const client = site.client();
    const wrong = await client.press(await client.get('/reports/new'), '提交举报', { ...TIP, narrative: '短' }, [photo('一小时.png'), photo('也是.png')]);
    site.clock.advance({ minutes: 61 });
    await site.services.evidence.sweep(async () => []);
    const gone = await client.press(wrong, '提交举报', { narrative: TIP.narrative }, [photo('新的.png')]);
    expect(gone.status).to.equal(422);
    expect(gone.text).to.contain('这些文件保留已经超过 60 分钟，系统已经删除，请重新选择：一小时.png、也是.png。').and.to.contain('其余 1 个已经保留').and.to.contain('新的.png');
    expect(gone.forms.find(({ action }) => action === '/reports')?.fields.find(({ name }) => name === 'narrative')?.value).to.equal(TIP.narrative);
    const received = await client.press(gone, '提交举报', {}, [photo('一小时.png')]);
    expect(received.status).to.equal(201);
    expect((await enter(client, received)).text).to.contain('新的.png').and.to.contain('一小时.png').and.not.to.contain('也是.png');
  });

  it('names files that are gone also beside other mistakes, to programs too, and lets none over the limit fall away', async () => {
    const client = site.client();
    const wrong = await client.press(await client.get('/reports/new'), '提交举报', { ...TIP, narrative: '短' }, [photo('旧的.png')]);
    const form = Object.fromEntries((wrong.forms.find(({ action }) => action === '/reports')?.fields ?? []).map(({ name, value }) => [name, value]));
    site.clock.advance({ minutes: 61 });
    const still = await client.press(wrong, '提交举报', { narrative: '还是短' });
    expect(still.text).to.contain('至少 10 个字').and.to.contain('请重新选择：旧的.png');
    const sender = await client.postJson('/reports', { ...TIP, targetKind: 'pharmacy', held: form['held'] ?? '' });
    expect(sender.status).to.equal(422);
    expect(sender.html).to.contain('先前保留的文件已经超过 60 分钟');
    const many = await client.press(await client.get('/reports/new'), '提交举报', { ...TIP, narrative: '短' }, Array.from({ length: 19 }, (_, at) => photo(`第${at}张.png`)));
    const over = await client.press(many, '提交举报', { narrative: TIP.narrative }, [photo('甲.png'), photo('乙.png')]);
    expect(over.status).to.equal(422);
    expect(over.text).to.contain('没有收“乙.png”：最多 20 个文件').and.to.contain('其余 20 个已经保留');
    expect((await client.press(over, '提交举报')).status).to.equal(201);
  });

  it('a message that is refused keeps its new files: a mistake, a hard stop, an hour over', async () => {
    const client = site.client();
    const mine = await enter(client, await send(client));
    const long = await client.press(mine, '发送', { text: '长'.repeat(5001) }, [photo('排班.png')]);
    expect(long.status).to.equal(422);
    expect(long.text).to.contain('排班.png');
    const sent = await client.press(long, '发送', { text: '' }, [photo('值班.png')]);
    expect(sent.text).to.contain('排班.png').and.to.contain('值班.png');

    for (let n = 0; n < 10; n += 1) await client.postMultipart('/reports/mine/messages', { text: '' }, Array.from({ length: n === 9 ? 18 : 20 }, (_, at) => photo(`${n}-${at}.png`)));
    const full = await client.press(await client.get('/reports/mine'), '发送', { text: '再补一张' }, [photo('满了.png')]);
    expect(full.status).to.equal(409);
    expect(full.text).to.contain('文件已经满 200 个').and.to.contain('满了.png').and.to.contain('再补一张');
  });

  it('a message names the files whose hour is over, and keeps the rest', async () => {
    const client = site.client();
    await enter(client, await send(client));
    const again = await client.press(await client.get('/reports/mine'), '发送', { text: '长'.repeat(5001) }, [photo('夜班.png')]);
    site.clock.advance({ minutes: 14 });
    await client.get('/reports/mine');
    for (let n = 0; n < 4; n += 1) {
      site.clock.advance({ minutes: 13 });
      await client.get('/reports/mine');
    }
    const over = await client.press(again, '发送', { text: '补一张' }, [photo('早班.png')]);
    expect(over.status).to.equal(422);
    expect(over.text).to.contain('请重新选择：夜班.png').and.to.contain('早班.png').and.to.contain('补一张');
    const done = await client.press(over, '发送');
    expect(done.text).to.contain('早班.png').and.to.contain('补一张');
  });

  it('answers a double tap with the same number and a new code, until somebody has come in, and then one code is left', async () => {
    const client = site.client();
    const form = await client.get('/reports/new');
    const first = await client.press(form, '提交举报', TIP, [photo('同一张.png')]);
    const second = await client.press(form, '提交举报', TIP, [photo('同一张.png')]);
    expect(numberOn(second)).to.equal(numberOn(first));
    expect(codeOn(second)).to.not.equal(codeOn(first));
    await enter(client, second);
    expect((await site.client().post('/reports/status', { number: numberOn(first), code: codeOn(first) })).status).to.equal(422);
    expect((await client.press(form, '提交举报', TIP, [photo('同一张.png')])).address).to.equal('/reports/status');
    const changed = await client.press(form, '提交举报', { ...TIP, narrative: `${TIP.narrative}还有别的。` });
    expect(changed.status).to.equal(201);
    expect(numberOn(changed)).to.not.equal(numberOn(first));
  });

  for (const which of [0, 1, 2]) {
    it(`answers three posts at once with codes that each open it: page ${which + 1}`, async () => {
      const client = site.client();
      const form = await client.get('/reports/new');
      const pages = await Promise.all([1, 2, 3].map(() => client.press(form, '提交举报', TIP, [photo('同一张.png')])));
      expect(pages.map(({ status }) => status)).to.deep.equal([201, 201, 201]);
      expect([new Set(pages.map(numberOn)).size, new Set(pages.map(codeOn)).size]).to.deep.equal([1, 3]);
      const [shown, ...others] = [...pages.slice(which), ...pages.slice(0, which)];
      if (!shown) throw new Error('no page');
      const mine = await enter(site.client(), shown);
      expect([mine.status, mine.address]).to.deep.equal([200, '/reports/mine']);
      for (const other of others) expect((await site.client().post('/reports/status', { number: numberOn(other), code: codeOn(other) })).status).to.equal(422);
      expect((await enter(site.client(), shown)).address).to.equal('/reports/mine');
    });
  }

  it('shows one passphrase on the pages of two posts at once, and it is the right one', async () => {
    const client = site.client();
    const form = await client.get('/reports/new');
    const pages = await Promise.all([1, 2].map(() => client.press(form, '提交举报', { ...TIP, identity: 'identifiable' })));
    const passphrases = new Set(pages.map(({ text }) => /\d{4}(?:-\d{4}){3}/.exec(text)?.[0] ?? 'none'));
    expect(passphrases.size).to.equal(1);
    const [page] = pages;
    if (!page) throw new Error('no page');
    const entry = await site.services.reports.enter({ number: numberOn(page), code: codeOn(page) }, 'here');
    if (entry.outcome !== 'in') throw new Error('not in');
    expect(await site.services.reports.checkPassphrase(entry.session, [...passphrases].join(' '))).to.equal('right');
  });

  it('comes in while the form is sent once more: the code that came in stays', async () => {
    const { reports } = site.services;
    const form = aSubmission({ submission: 'while-coming-in' });
    const files = { received: [], handle: null };
    const { number, code } = await reports.submit(form, files);
    const [entry, more] = await Promise.all([reports.enter({ number, code }, 'here'), reports.submit(form, files).catch(() => null)]);
    expect(entry.outcome).to.equal('in');
    expect((await reports.enter({ number, code }, 'here')).outcome).to.equal('in');
    if (more) expect((await reports.enter(more, 'here')).outcome).to.equal('wrong');
  });

  it('answers a double tap with kept files so too', async () => {
    const client = site.client();
    const wrong = await client.press(await client.get('/reports/new'), '提交举报', { ...TIP, narrative: '短' }, [photo('留下的.png')]);
    const first = await client.press(wrong, '提交举报', { narrative: TIP.narrative });
    const second = await client.press(wrong, '提交举报', { narrative: TIP.narrative });
    expect(numberOn(second)).to.equal(numberOn(first));
    expect((await enter(client, second)).text).to.contain('留下的.png');
  });

  it('takes JSON and answers JSON, with the same mistakes', async () => {
    const client = site.client();
    const wrong = await client.postJson('/reports', { ...TIP, narrative: '', targetKind: 'pharmacy' });
    expect(wrong.status).to.equal(422);
    expect(wrong.json()).to.have.nested.property('errors.narrative', '请写发生了什么，至少 10 个字');
    const sent = await client.postJson('/reports', { ...TIP, targetKind: 'pharmacy', categories: ['swapping'], amount: 1200.5, identity: 'identifiable', passphrase: '一个够长的口令十个字' });
    expect(sent.status).to.equal(201);
    const { number, code, receipt, passphrase } = sent.json<{ number: string; code: string; receipt: Record<string, unknown>; passphrase: string | null }>();
    expect(passphrase).to.equal(null);
    expect(receipt['number']).to.equal(number);
    expect((await client.postJson('/reports/status', { number, code })).status).to.equal(303);
    expect(await client.getJson('/reports/mine')).to.include({ number, state: 'received' });
  });

  it('takes half a character for an unreadable one', async () => {
    const client = site.client();
    const sent = await client.postJson('/reports', { ...TIP, targetKind: 'pharmacy', narrative: `${TIP.narrative}\ud83d` });
    expect(sent.status).to.equal(201);
    await client.postJson('/reports/status', sent.json());
    expect(await client.getJson('/reports/mine/content')).to.have.nested.property('content.narrative', `${TIP.narrative}\ufffd`);
  });

  it('stops guessing, per number and without telling which numbers exist', async () => {
    const client = site.client();
    const number = numberOn(await send(client));
    const guess = (at: string): Promise<Answer> => client.post('/reports/status', { number: at, code: '0000 0000 0000 0000 0' });
    const real = await guess(number);
    const unknown = await guess('4407-ZZZZ-ZZZZ');
    expect(real.text.replaceAll(number, '')).to.equal(unknown.text.replaceAll('4407-ZZZZ-ZZZZ', ''));
    for (let n = 0; n < 9; n += 1) expect((await guess(number)).text).to.contain('编号和查询码对不上');
    expect((await guess(number)).text).to.contain('试错太多次');
    site.clock.advance({ hours: 2 });
    expect((await guess(number)).text).to.contain('编号和查询码对不上');
    const kept = JSON.stringify(await site.services.database.connection.collection('counters').find().toArray());
    expect(kept).to.not.contain(number).and.to.not.contain('127.0.0.1');
  });

  it('ends the session after a quarter of an hour without use, and slides while it is used', async () => {
    const client = site.client();
    await enter(client, await send(client));
    site.clock.advance({ minutes: 14 });
    expect((await client.get('/reports/mine')).status).to.equal(200);
    site.clock.advance({ minutes: 14 });
    expect((await client.get('/reports/mine')).address).to.equal('/reports/mine');
    site.clock.advance({ minutes: 16 });
    const ended = await client.get('/reports/mine');
    expect(ended.address).to.equal('/reports/status');
    expect(ended.text).to.contain('15 分钟没有操作');
    expect((await site.client().get('/reports/mine', { headers: { accept: 'application/json' } })).status).to.equal(401);
  });

  it('carries messages both ways and never a name', async () => {
    const client = site.client();
    const { reports } = site.services;
    const received = await send(client);
    const mine = await enter(client, received);
    const intake = personOf(staff, 'intake');
    const { lines } = await reports.inbox(intake, { view: 'open', after: null });
    const line = lines.find(({ number }) => number === numberOn(received));
    await reports.ask(intake, line?.id ?? '', line?.version ?? 0, { text: '请问周末的理疗单一般是谁补的？', answerBy: '2026-11-27', isQuestion: true });
    const asked = await client.get('/reports/mine');
    expect(asked.text).to.contain('办案人员问了您一个问题').and.to.contain('理疗单一般是谁补的').and.to.contain('2026 年 11 月 27 日');
    expect(asked.html).to.not.contain('演示甲').and.to.not.contain(intake.id);
    const letter = await client.follow(asked, '补充情况询问函');
    expect(letter.text).to.contain('理疗单一般是谁补的').and.to.contain(numberOn(received)).and.to.not.contain('演示甲');
    const empty = await client.press(mine, '发送', { text: ' ' });
    expect(empty.status).to.equal(422);
    const sent = await client.press(mine, '发送', { text: '一般是护士长。' }, [photo('排班.png')]);
    expect(sent.text).to.contain('一般是护士长。').and.to.contain('附上 1 个文件').and.to.contain('排班.png').and.to.not.contain('办案人员问了您一个问题');
    const seen = await reports.forOfficer(intake, line?.id ?? '');
    expect(seen.report.hasNews).to.equal(true);
    expect(seen.report.messages.map(({ text, at: _at, ...rest }: { text: string; at?: unknown; from: string; by: string | null }) => [rest.from, rest.by, text])).to.deep.equal([
      ['officer', intake.id, '请问周末的理疗单一般是谁补的？'], ['reporter', null, '一般是护士长。'],
    ]);
    expect(seen.report.events.at(-1)).to.include({ action: 'message', at: null, by: 'reporter' });
  });

  it('notes a withdrawal and goes on', async () => {
    const client = site.client();
    const mine = await enter(client, await send(client));
    const page = await client.follow(mine, '撤回举报');
    expect((await client.press(page, '撤回举报')).status).to.equal(422);
    const after = await client.press(page, '撤回举报', { reason: '不想惹事', sure: 'yes' });
    expect(after.text).to.contain('您在 2026 年 11 月 10 日 撤回了举报').and.to.contain('已收到');
    expect(after.links.some(({ href }) => href === '/reports/mine/withdrawal')).to.equal(false);
  });

  it('gives a receipt that the script verifies, with what was written and each file', async () => {
    const { mkdtemp, rm, writeFile } = await import('node:fs/promises');
    const { execFile } = await import('node:child_process');
    const { tmpdir } = await import('node:os');
    const { join } = await import('node:path');
    const folder = await mkdtemp(join(tmpdir(), 'mj-receipt-'));
    after(() => rm(folder, { recursive: true, force: true }));
    const client = site.client();
    const received = await send(client, TIP, [photo('清单.png')]);
    const first = await client.press(received, '下载回执');
    expect(first.headers.get('content-disposition')).to.contain('attachment');
    const mine = await enter(client, received);
    expect((await client.follow(mine, '再次下载回执')).html).to.equal(first.html);
    const content = await client.follow(mine, '下载您写的内容');
    for (const [name, bytes] of [['receipt.json', first.html], ['content.json', content.html], ['keys.json', (await client.get('/receipts/keys')).html], ['清单.png', PNG]] as const) await writeFile(join(folder, name), bytes);
    const run = (...args: string[]): Promise<{ code: number; out: string }> => new Promise((resolve) => {
      execFile(process.execPath, ['--import', 'tsx', 'scripts/verify-receipt.ts', join(folder, 'receipt.json'), '--keys', join(folder, 'keys.json'), ...args], (error, out) => resolve({ code: error ? 1 : 0, out }));
    });
    const good = await run('--content', join(folder, 'content.json'), '--file', join(folder, '清单.png'));
    expect(good.out).to.contain('签名有效').and.to.contain('内容与回执一致').and.to.contain('就是回执的第 1 个文件');
    expect(good.code).to.equal(0);
    expect(first.html).to.not.contain('理疗').and.to.not.contain(codeOn(received));
    await writeFile(join(folder, 'content.json'), content.html.replace('理疗', '体检'));
    expect((await run('--content', join(folder, 'content.json'))).code).to.equal(1);
  });

  it('sends an unclear place to the prefecture of the site, and asks where there is none', async () => {
    const client = site.client();
    expect((await client.postJson('/reports', { ...TIP, targetKind: 'unknown', division: 'unclear' })).json()).to.have.nested.property('errors.division', '请选在哪个区县');
    const ours = await openSite({ env: { SITE_DIVISION: '440784' } });
    try {
      await addStaff(ours.services);
      const form = await ours.client().get('/reports/new');
      expect(form.html).to.not.contain('舟山');
      const sent = await ours.client().postJson('/reports', { ...TIP, targetKind: 'unknown', division: 'unclear' });
      expect(sent.json()).to.include({ bureau: '江门市演示医疗保障局' });
    } finally {
      await ours.close();
    }
  });
});

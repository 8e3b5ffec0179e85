import { expect } from 'chai';
import { createApp } from '../../server/app.ts';
import type { Log } from '../../server/kernel/log.ts';
import { createClient, openSite } from '../support/http.ts';
import type { Answer, TestSite } from '../support/http.ts';
import { listening } from '../support/listening.ts';
import { addStaff } from '../support/people.ts';

const SECRETS = { targetName: '绝密演示医院', narrative: '绝密的经过，谁也不能在记录里看到它。', name: '绝密姓名', contact: '绝密电话000', reason: '绝密的撤回理由', text: '绝密的留言' };

describe('nothing of a reporter is left behind', () => {
  let site: TestSite;
  const lines: string[] = [];
  const addresses: string[] = [];
  let close: () => Promise<void>;
  let origin: string;
  before(async () => {
    site = await openSite();
    await addStaff(site.services);
    // The same application, with a log that is kept and every address written down.
    const write = ((...all: unknown[]) => void lines.push(all.map((one) => (one instanceof Error ? `${one.message} ${one.stack ?? ''} ${JSON.stringify(one)}` : JSON.stringify(one))).join(' '))) as unknown as Log['info'];
    const app = createApp({ ...site.services, log: { info: write, warn: write, debug: write, error: write } });
    ({ origin, close } = await listening((req, res) => {
      addresses.push(`${req.url ?? ''} ${String(req.headers.referer ?? '')}`);
      res.on('finish', () => addresses.push(String(res.getHeader('location') ?? '')));
      app(req, res);
    }));
  });
  after(async () => {
    await close();
    await site.close();
  });

  it('in an address, a log line, a cookie or an open field', async () => {
    const client = createClient(origin);
    const form = await client.get('/reports/new');
    const wrong = await client.press(form, '提交举报', { identity: 'realName', targetName: SECRETS.targetName, narrative: '短', name: SECRETS.name, contact: SECRETS.contact, division: '440784' });
    expect(wrong.status).to.equal(422);
    const received = await client.press(wrong, '提交举报', { narrative: SECRETS.narrative, wantsReward: 'yes' });
    expect(received.status).to.equal(201);
    const code = /mj-code__value"><span>([^<]*)<\/span><span>([^<]*)</.exec(received.html)?.slice(1).join(' ') ?? '';
    const number = /\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(received.text)?.[0] ?? '';
    await client.press(received, '下载回执');
    const mine: Answer = await client.press(received, '继续，查看进展', { saved: 'yes' });
    await client.press(mine, '发送', { text: SECRETS.text }, [{ field: 'files', name: '绝密文件名.png', type: 'image/png', bytes: Buffer.from('#!/bin/sh') }]);
    await client.press(mine, '发送', { text: SECRETS.text });
    await client.press(await client.follow(mine, '撤回举报'), '撤回举报', { reason: SECRETS.reason, sure: 'yes' });
    await client.get('/reports/mine', { headers: { accept: 'application/json' } });
    await client.post('/reports/status', { number, code: '0000' });
    await client.get('/reports/mine/letters/nothing');
    await client.post('/reports', { broken: '%' }, { headers: { 'content-type': 'application/json' } });
    const cookies = JSON.stringify([...client.cookies]);
    const { connection } = site.services.database;
    const stored = JSON.stringify(await Promise.all((await connection.listCollections()).map(({ name }) => connection.collection(name).find().toArray())));
    expect(received.headers.get('referrer-policy')).to.equal('no-referrer');
    expect(addresses.length).to.be.greaterThan(20);
    for (const secret of [...Object.values(SECRETS), '绝密', code, code.replaceAll(' ', '')]) {
      for (const [where, text] of [['address', decodeURIComponent(addresses.join('\n'))], ['log', lines.join('\n')], ['cookie', decodeURIComponent(cookies)], ['database', stored]] as const) {
        expect(text.includes(secret), `${secret} in ${where}`).to.equal(false);
      }
    }
    for (const text of [addresses.join('\n'), lines.join('\n'), cookies]) expect(text).to.not.contain(number);
    // The exact time of receipt and of the reporter's messages is a sealed field; rows about officers may have one.
    const report = JSON.stringify(await connection.collection('reports').find().toArray());
    expect(report).to.contain('2026-11-10').and.to.not.match(/T0\d:\d\d/);
  });

  it('with a cookie that scripts, other sites and other pages do not get', async () => {
    const client = createClient(origin);
    const sent = await client.press(await client.get('/reports/new'), '提交举报', { identity: 'anonymous', targetName: '演示', narrative: SECRETS.narrative, division: '440784' });
    const code = /mj-code__value"><span>([^<]*)<\/span><span>([^<]*)</.exec(sent.html)?.slice(1).join('') ?? '';
    const answer = await client.post('/reports/status', { number: /\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(sent.text)?.[0] ?? '', code }, { follow: false });
    const line = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('mj_reporter=')) ?? '';
    expect(line).to.match(/Max-Age=900/).and.to.match(/Path=\/reports/).and.to.match(/HttpOnly/).and.to.match(/SameSite=Strict/);
  });

  it('in what a merged reporter reads, page or program', async () => {
    const { reports, people } = site.services;
    const client = createClient(origin);
    const tip = { identity: 'anonymous', targetName: '演示', division: '440784', targetKind: 'pharmacy' };
    const first = (await client.postJson('/reports', { ...tip, narrative: '第一位举报人写的经过，很具体。' })).json<{ number: string; code: string }>();
    const second = (await client.postJson('/reports', { ...tip, narrative: '第二位举报人写的另一段经过。' })).json<{ number: string; code: string }>();
    const intake = (await people.colleagues('440784')).find(({ roles }) => roles.includes('intake'));
    if (!intake) throw new Error('nobody takes in');
    const { lines: found } = await reports.inbox(intake, { view: 'fresh', after: null });
    const idOf = (number: string): string => found.find((line) => line.number === number)?.id ?? '';
    await reports.accept(intake, idOf(first.number), 1);
    await reports.merge(intake, idOf(second.number), 1, { into: idOf(first.number), text: '同一件事' });
    await client.post('/reports/status', { number: second.number, code: second.code });
    const page = await client.get('/reports/mine');
    const twin = (await client.get('/reports/mine', { headers: { accept: 'application/json' } })).html;
    for (const text of [page.html, twin]) {
      expect(text).to.not.contain(first.number).and.to.not.contain(idOf(first.number)).and.to.not.contain('merge').and.to.not.contain('并案').and.to.not.contain('第一位');
    }
    expect(page.text).to.contain('办理中');
  });
});

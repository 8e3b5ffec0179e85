// Whoever opens her browser after her: neither a window that comes back nor a list of what was typed before may show what a reporter wrote.
import { expect } from 'chai';
import { staffed } from '../support/staffed.ts';
import { submitted } from './support.ts';

const PAGES = ['/reports/new', '/reports/status', '/reports/mine', '/reports/mine/correction', '/reports/mine/withdrawal', '/reports/mine/name', '/reports/mine/code', '/reports/mine/notice-way', '/reports/mine/reward'];
/** Fields that are typed into; those of the way out hold nothing. */
const typed = /<(?:textarea|input(?![^>]*type="(?:hidden|file|radio|checkbox)"))[^>]*>/g;

describe('what a reporter types', () => {
  const { site } = staffed();

  it('is remembered by no browser, field by field and form by form', async () => {
    const sent = await submitted(site.services, { identity: 'identifiable', passphrase: 'a very long pass phrase', wantsReward: true });
    const client = site.client();
    await client.post('/reports/status', { number: sent.number, code: sent.code });
    for (const path of PAGES) {
      const page = await client.get(path);
      expect([path, page.status, page.address]).to.deep.equal([path, 200, path]);
      for (const [tag] of page.html.matchAll(typed)) expect(tag, path).to.include('autocomplete="off"');
      for (const [tag] of page.html.matchAll(/<form[^>]*method="post"[^>]*>/g)) if (!tag.includes('/reports/exit')) expect(tag, path).to.include('autocomplete="off"');
    }
  });

  it('is not shown to whoever goes back and lets the browser send it once more', async () => {
    const client = site.client();
    const written = { identity: 'realName', targetKind: 'pharmacy', targetName: '演示回退药房连锁总店', division: '440784', narrative: '只有我和药师知道的经过，写得很具体。', name: '演示姓名', contact: '演示电话 000-1234-5678' };
    const form = await client.get('/reports/new');
    const submission = /name="submission" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
    const sent = await client.post('/reports', { ...written, submission });
    expect(sent.status).to.equal(201);
    await client.press(sent, '继续，查看进展', { saved: 'yes' });
    const back = await site.client().post('/reports', { ...written, submission }, { headers: { 'sec-fetch-site': 'same-origin' } });
    expect([back.status, back.address]).to.deep.equal([200, '/reports/status']);
    expect(back.text).to.include('这份举报已经提交过');
    for (const words of [written.narrative, written.targetName, written.name, written.contact]) expect(back.html).to.not.include(words);
    expect((await site.client().postJson('/reports', { ...written, submission })).status).to.equal(409);
  });
});

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
});

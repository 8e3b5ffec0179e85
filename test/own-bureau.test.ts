import { expect } from 'chai';
import { openSite } from './support/http.ts';
import { addStaff } from './support/people.ts';

describe('whose site it is', () => {
  it('a site of one bureau says its name, address and phone, and the new ones when they change', async () => {
    const site = await openSite({ env: { SITE_DIVISION: '440784' } });
    try {
      const client = site.client();
      expect((await client.get('/reports/status')).text).to.not.contain('医疗保障局');
      await addStaff(site.services);
      site.clock.advance({ seconds: 11 });
      const page = await client.get('/reports/new');
      expect(page.text).to.contain('明鉴 鹤山市演示医疗保障局').and.to.contain('演示路 1 号').and.to.contain('举报电话 0000-0000000').and.to.contain('电话 0000-0000000，或者写信');
    } finally {
      await site.close();
    }
  });

  it('a site of several names none, and leaves no empty lines where it would stand', async () => {
    const site = await openSite();
    try {
      await addStaff(site.services);
      const { html, text } = await site.client().get('/reports/status');
      expect(text).to.not.contain('举报电话');
      expect(html).to.not.contain('<p class="mj-strong"></p>');
    } finally {
      await site.close();
    }
  });
});

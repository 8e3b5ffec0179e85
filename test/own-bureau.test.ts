import { expect } from 'chai';
import { wordsOf } from '../server/kernel/i18n.ts';
import { ownBureau } from '../server/own-bureau.ts';
import { contactPage } from '../server/people/pages/contact.ts';
import type { Bureau } from '../server/people/rules/accounts.ts';
import { testClock } from './support/clock.ts';
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

  it('a site of several names none, leaves no empty lines, and leads to where the number of each stands', async () => {
    const site = await openSite();
    try {
      const client = site.client();
      const before = await client.get('/reports/new');
      expect(before.text, 'no bureau, no promise').to.not.contain('打电话').and.to.not.contain('写信').and.to.not.contain('不想在网上说');
      await addStaff(site.services);
      site.clock.advance({ seconds: 11 });
      const { html, text } = await client.get('/reports/status');
      expect(text).to.contain('也可以打电话、写信或当面举报').and.to.not.contain('举报电话');
      expect(html).to.not.contain('<p class="mj-strong"></p>');
      const page = await client.follow(await client.get('/reports/status'), '各局的电话和地址');
      expect(page.text).to.contain('鹤山市演示医疗保障局 0000-0000000').and.to.contain('演示路 1 号');
      expect((await client.get('/reports/new')).text).to.contain('不想在网上说').and.to.contain('各局的电话和地址');
    } finally {
      await site.close();
    }
  });

  const frameOf = async (bureaus: readonly Partial<Bureau>[], division?: string): Promise<unknown> => {
    const all = bureaus.map((each) => ({ code: '440784', name: '演示局', shortName: '', documentWord: '', level: 'county', parent: null, address: '', phone: '', hours: '', isActive: true, isDemo: true, version: 1, ...each }) as const);
    const [first] = all;
    if (!first) throw new Error('no bureau');
    return (await ownBureau({ division, find: () => Promise.resolve(first), list: () => Promise.resolve(all), clock: testClock('2026-11-10T02:00:00Z') })()).contact;
  };
  it('promises only the ways that a bureau entered', async () => {
    const blank = { address: '', phone: '', hours: '' };
    expect(await frameOf([{}, { code: '440783' }])).to.equal(null);
    expect(await frameOf([{ phone: '1' }, { code: '440783', address: '路' }])).to.deep.equal({ sentence: 'common.footer.otherWays', href: '/contact', ...blank });
    expect(await frameOf([{ phone: '1' }, { code: '440783', address: '路', isActive: false }])).to.deep.equal({ sentence: 'common.footer.byPhone', href: '/contact', ...blank });
    expect(await frameOf([{ address: '路', hours: '工作日' }], '440784')).to.deep.equal({ sentence: 'common.footer.byAddress', href: null, address: '路', phone: '', hours: '工作日' });
    expect(await frameOf([{}], '440784')).to.equal(null);
  });
  it('says of each bureau what it has not entered, and names none that does not work', () => {
    const bureau = { shortName: '', documentWord: '', level: 'county', parent: null, isDemo: true, version: 1 } as const;
    const page = contactPage(wordsOf('zh-CN'), [{ ...bureau, code: '440784', name: '甲局', phone: '1', address: '', hours: '', isActive: true }, { ...bureau, code: '440783', name: '乙局', phone: '2', address: '', hours: '', isActive: false }]);
    expect(page.bureaus).to.deep.equal([{ code: '440784', bureau: '甲局', phone: '1', address: '没有登记', hours: '没有登记' }]);
  });
});

import { expect } from 'chai';
import { openSite } from '../../support/http.ts';
import type { TestSite } from '../../support/http.ts';

describe('a page kept for every reader', () => {
  let site: TestSite;
  before(async () => {
    site = await openSite();
  });
  after(() => site.close());

  const home = async (cookie: string, accept = 'text/html'): Promise<string> => (await fetch(`${site.origin}/`, { headers: { accept, cookie, 'accept-language': 'zh-CN' } })).text();

  it('is one for each language and type size, and never another reader’s', async () => {
    const plain = await home('');
    expect(await home('')).to.equal(plain);
    expect(await home('mj_lang=en')).to.contain('lang="en"').and.to.not.equal(plain);
    expect(await home('mj_type=large')).to.contain('class="mj-large"');
    expect(await home('')).to.equal(plain);
  });

  it('does not keep what one reader is told', async () => {
    const told = await home('mj_flash=people.flash.signedOut');
    expect(told).to.contain('您已退出');
    expect(await home('')).to.not.contain('您已退出');
  });

  it('is data for programs', async () => {
    expect(JSON.parse(await home('', 'application/json'))).to.include({ title: '举报医保违法违规' });
  });
});

// The estimator as a citizen uses it: asked, mistyped, answered with its trace, refused; axe without a finding and nothing wider than the window.
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { describeInBrowser, DESK, openPage, overflowing, PHONE, violations } from '../support/browser.ts';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';

describeInBrowser('the estimator', function () {
  this.timeout(120_000);
  let site: TestSite;
  before(async () => void (site = await openSite()));
  after(() => site.close());

  const press = async (page: Page): Promise<void> => {
    await Promise.all([page.waitForNavigation(), page.click('form[action="/rewards/estimate"] button')]);
  };
  const at = async (page: Page, place: string, on: string): Promise<void> => {
    await page.selectOption('#place', place);
    await page.fill('#on', on);
    await press(page);
  };
  const faults = async (page: Page): Promise<string[]> => [...(await violations(page)), ...(await overflowing(page))];

  for (const width of [PHONE.width, DESK.width]) {
    for (const language of ['zh-CN', 'en'] as const) {
      it(`asks, corrects, answers and refuses at ${width} px (${language})`, async () => {
        const { page, close } = await openPage(site.origin, { width, language });
        await page.goto('/rewards/estimate');
        await at(page, '620000', '2022-06-01');
        await page.fill('#loss', '十万');
        await press(page);
        expect(await page.locator('.govuk-error-summary a, .mj-errors a').allTextContents(), 'both mistakes').to.have.length(2);
        expect(await page.inputValue('#loss')).to.equal('十万');
        expect(await faults(page)).to.deep.equal([]);
        await page.fill('#loss', '100,000');
        await page.check('input[name=level][value=class1]');
        await page.check('input[name=profile][value=competitor]');
        await page.fill('#rate', '5.5');
        await page.fill('#sum', '1000');
        await press(page);
        expect(await page.textContent('.mj-result__sum')).to.match(/^6,500\.00/);
        expect(await page.locator('.mj-trace tbody tr').count()).to.equal(8);
        expect(await faults(page)).to.deep.equal([]);
        await at(page, '330900', '2026-03-01');
        expect([await page.locator('.mj-result__sum').count(), await page.locator('.mj-note--bad li').count()]).to.deep.equal([0, 6]);
        expect(await faults(page)).to.deep.equal([]);
        expect(await page.evaluate<number>('Object.keys(localStorage).length + Object.keys(sessionStorage).length')).to.equal(0);
        await close();
      });
    }
  }
  it('leaves the words of a step their room beside a long formula', async () => {
    const { page, close } = await openPage(site.origin, { width: DESK.width, language: 'zh-CN' });
    await page.goto('/rewards/estimate');
    await at(page, '510000', '2026-05-05');
    await page.fill('#loss', '1234567.89');
    await press(page);
    expect(await page.textContent('.mj-result__sum')).to.match(/^17,845\.68/);
    expect(await page.evaluate<number>("Math.min(...[...document.querySelectorAll('.mj-trace tbody td:nth-child(2)')].map((cell) => cell.getBoundingClientRect().width))")).to.be.greaterThan(180);
    expect(await faults(page)).to.deep.equal([]);
    await close();
  });
});

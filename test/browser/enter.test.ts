// An officer takes down a call by keyboard and screen: the form, its mistakes, the receipt with its code, and the same on paper.
import { expect } from 'chai';
import { describeInBrowser, overflowing, violations } from '../support/browser.ts';
import { officer } from '../support/officer.ts';
import { staffed } from '../support/staffed.ts';

describeInBrowser('a call that is taken down', function () {
  this.timeout(60_000);
  const { site } = staffed();

  it('is entered, corrected, and its receipt shown once, at both widths', async () => {
    const { page, follow, close } = await officer(site.origin, 'intake');
    const clean = async (): Promise<void> => {
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        expect([...(await violations(page)), ...(await overflowing(page))]).to.deep.equal([]);
      }
    };
    await follow('登记线索');
    await page.getByRole('button', { name: '登记' }).click();
    await page.getByRole('alert').waitFor();
    await page.waitForLoadState();
    expect(await page.getByRole('alert').getByRole('link').allTextContents()).to.have.length(4);
    await clean();
    await page.getByLabel('收到时刻').fill('9:15');
    await page.getByLabel('被反映的单位或者个人').fill('演示药房');
    await page.getByLabel('反映的经过').fill('来电人说药房用医保卡卖米面粮油，收银员教人怎么刷。');
    await page.getByLabel('不留姓名，但以后能凭口令领奖励').check();
    await page.getByRole('button', { name: '登记' }).click();
    await page.getByRole('heading', { name: '举报登记回执' }).waitFor();
    await page.waitForLoadState();
    const code = await page.locator('.mj-code__value').first().textContent();
    expect(code?.trim()).to.match(/^[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]$/);
    await clean();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('link', { name: '再登记一件' }).isVisible()).to.equal(false);
    expect(await page.getByText(code?.trim() ?? '').isVisible()).to.equal(true);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('link', { name: '打开这件线索' }).click();
    await page.getByRole('heading', { name: '演示药房' }).waitFor();
    await page.waitForLoadState();
    expect(await page.content()).not.to.include(code?.trim());
    await close();
  });
});

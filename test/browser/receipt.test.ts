// Number, code and passphrase as they are copied by hand: as large as in the design, whole inside their frame, on screen and on paper.
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { describeInBrowser, openPage, overflowing } from '../support/browser.ts';
import { officer } from '../support/officer.ts';
import { staffed } from '../support/staffed.ts';

const MEASURE = `(() => {
  const sizes = (selector) => [...document.querySelectorAll(selector)].map((each) => Number.parseFloat(getComputedStyle(each).fontSize).toFixed(1));
  const frames = [...document.querySelectorAll('.mj-code')].map((frame) => frame.getBoundingClientRect());
  const words = [...document.querySelectorAll('.mj-code__value > span')];
  const isInside = (each) => frames.some(({ left, right, top, bottom }) => { const box = each.getBoundingClientRect(); return box.left > left && box.right < right && box.top > top && box.bottom < bottom; });
  const lineHeight = Number.parseFloat(getComputedStyle(document.querySelector('.mj-code__value')).lineHeight) / Number.parseFloat(getComputedStyle(document.querySelector('.mj-code__value')).fontSize);
  return { code: [...new Set(sizes('.mj-code__value'))].join(), number: sizes('.mj-num')[0], outside: words.filter((each) => !isInside(each)).map((each) => each.textContent), lines: lineHeight.toFixed(2) };
})()`;
type Measured = { code: string; number: string; outside: string[]; lines: string };

/** At 390 and 1280 px; then on A4, which is 658 px wide between its margins. */
async function measured(page: Page): Promise<Measured[]> {
  const found: Measured[] = [];
  // its style, too
  await page.waitForLoadState();
  for (const [width, media] of [[390, 'screen'], [1280, 'screen'], [658, 'print']] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ media });
    found.push(await page.evaluate<Measured>(MEASURE));
    expect(await overflowing(page), `${width} ${media}`).to.deep.equal([]);
  }
  await page.emulateMedia({ media: 'screen' });
  return found;
}
const DESIGN: Measured[] = [
  { code: '28.0', number: '17.0', outside: [], lines: '1.45' },
  { code: '36.0', number: '17.0', outside: [], lines: '1.45' },
  { code: '25.7', number: '15.6', outside: [], lines: '1.45' },
];

describeInBrowser('number and code', function () {
  this.timeout(60_000);
  const { site } = staffed();

  it('are as large as in the design on the page of the reporter', async () => {
    const { page, close } = await openPage(site.origin);
    await page.goto('/reports/new');
    await page.fill('[name=targetName]', '演示康复医院');
    await page.fill('[name=narrative]', '我母亲只去了三次，清单上每天都有理疗。');
    await page.selectOption('[name=division]', '440784');
    await page.locator('[name=categories]').first().check();
    await page.getByRole('button', { name: '提交举报' }).click();
    await page.getByRole('heading', { name: '您的领奖口令' }).waitFor();
    expect(await page.locator('.mj-code__words').textContent()).to.match(/^\d{4}-\d{4}-\d{4}-\d{4}$/);
    expect(await measured(page)).to.deep.equal(DESIGN);
    await page.evaluate('document.documentElement.classList.add("mj-large")');
    await page.setViewportSize({ width: 390, height: 900 });
    expect([(await page.evaluate<Measured>(MEASURE)).outside, await overflowing(page)]).to.deep.equal([[], []]);
    await close();
  });

  it('are as large on the receipt that is handed over', async () => {
    const { page, close } = await officer(site.origin, 'intake');
    await page.goto('/reports/desk/new');
    await page.getByLabel('收到时刻').fill('9:15');
    await page.getByLabel('被反映的单位或者个人').fill('演示药房');
    await page.getByLabel('反映的经过').fill('来电人说药房用医保卡卖米面粮油，收银员教人怎么刷。');
    await page.getByLabel('不留姓名，但以后能凭口令领奖励').check();
    await page.getByRole('button', { name: '登记' }).click();
    await page.getByRole('heading', { name: '举报登记回执' }).waitFor();
    expect(await measured(page)).to.deep.equal(DESIGN);
    await close();
  });
});

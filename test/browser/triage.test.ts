// Three reports are triaged by the keyboard alone: no mouse, no address typed after the sign-in.
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { submitted } from '../reports/support.ts';
import { describeInBrowser, openPage, violations } from '../support/browser.ts';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';
import { addStaff, PASSWORD, personOf } from '../support/people.ts';
import type { Staff } from '../support/people.ts';

const TARGETS = ['演示键盘一医院', '演示键盘二药房', '演示键盘三诊所'];

describeInBrowser('triage without a mouse', function () {
  this.timeout(120_000);
  let site: TestSite;
  let staff: Staff;
  let page: Page;
  let close: () => Promise<void>;
  const ids: string[] = [];
  before(async () => {
    site = await openSite();
    staff = await addStaff(site.services);
    for (const targetName of TARGETS) ids.push((await submitted(site.services, { targetName, narrative: `关于${targetName}的一件事，各不相同。` })).id);
    await site.services.reports.addTag(personOf(staff, 'intake'), '重点');
    await site.services.reports.indexDue();
    ({ page, close } = await openPage(site.origin));
    await page.goto('/sign-in');
    await page.getByLabel('账号').fill('intake');
    await page.getByLabel('密码').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/desk');
  });
  after(async () => {
    await close();
    await site.close();
  });

  /** What has the focus, by its words. */
  const focused = (): Promise<string> => page.evaluate<string>('(document.activeElement?.getAttribute("aria-label") || document.activeElement?.innerText || document.activeElement?.id || "").trim()');
  let presses = 0;
  /** Tab until that has the focus; few steps, else the order is no order. */
  async function tabTo(words: string, most: number): Promise<void> {
    for (let n = 1; n <= most; n += 1) {
      await page.keyboard.press('Tab');
      presses += 1;
      if ((await focused()).includes(words)) return;
    }
    throw new Error(`${words} is not among the next ${most} steps; last: ${await focused()}`);
  }
  async function enter(): Promise<void> {
    presses += 1;
    const loaded = page.waitForEvent('load').catch(() => null);
    await page.keyboard.press('Enter');
    await loaded;
  }
  const inPage = async (): Promise<void> => { presses += 1; await page.keyboard.press('Enter'); };
  const state = async (at: number): Promise<string> => (await site.services.reports.forOfficer(personOf(staff, 'head'), ids[at] ?? '')).report.state;

  it('skip links lead to the list, and each step shows where one stands', async () => {
    await tabTo('跳到正文', 1);
    await tabTo('收件箱', 8);
    await enter();
    await page.waitForURL('**/inbox');
    await tabTo('跳到正文', 1);
    await inPage();
    await tabTo('跳到列表', 3);
    const outline = await page.evaluate<string>('getComputedStyle(document.activeElement).boxShadow + getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).backgroundColor');
    expect(outline).not.to.equal('nonenonergba(0, 0, 0, 0)');
    await inPage();
    // The first stop in the list is the first row's box, the second the report itself.
    await tabTo('选择', 1);
    await tabTo(TARGETS[0] ?? '', 1);
    await enter();
    expect(await page.textContent('h1')).to.include(TARGETS[0]);
  });

  it('accepts the first: the focus stands on what was done, and the next report is a few steps away', async () => {
    await tabTo('跳到正文', 1);
    await inPage();
    await tabTo('现在可以做什么', 4);
    await inPage();
    await tabTo('受理', 2);
    await enter();
    expect(await focused()).to.include('已受理');
    expect(await state(0)).to.equal('verifying');
    await tabTo(`下一件：${TARGETS[1] ?? ''}`, 2);
    await enter();
    expect(await page.textContent('h1')).to.include(TARGETS[1]);
  });

  it('does not accept the second: mistakes take the focus and lead to their fields', async () => {
    await tabTo('跳到正文', 1);
    await inPage();
    await tabTo('现在可以做什么', 4);
    await inPage();
    await tabTo('不予受理', 12);
    await enter();
    await tabTo('跳到正文', 1);
    await inPage();
    await tabTo('决定不予受理', 8);
    await enter();
    expect(await focused()).to.include('请');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('[name=ground]:focus').waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    for (let n = 0; n < 4 && (await page.evaluate<string>('document.activeElement?.id ?? ""')) !== 'text'; n += 1) await page.keyboard.press('Tab');
    await page.keyboard.insertText('不属于医保基金事项。');
    await tabTo('决定不予受理', 4);
    await enter();
    expect(await focused()).to.include('已决定不予受理');
    expect(await state(1)).to.equal('notAccepted');
  });

  it('writes a note on the third and tags it from the list', async () => {
    await tabTo(`下一件：${TARGETS[2] ?? ''}`, 2);
    await enter();
    await tabTo('跳到正文', 1);
    await inPage();
    await tabTo('现在可以做什么', 4);
    await inPage();
    await tabTo('受理', 2);
    await enter();
    expect(await state(2)).to.equal('verifying');
    expect(presses).to.be.lessThan(110);
    await tabTo('收件箱', 1);
    await enter();
    await page.waitForURL('**/inbox');
    await tabTo('跳到正文', 1);
    await inPage();
    await tabTo('跳到列表', 3);
    await inPage();
    await tabTo('选择', 1);
    await page.keyboard.press('Space');
    for (let n = 0; n < 14 && (await page.evaluate<string>('document.activeElement?.id ?? ""')) !== 'tags'; n += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await tabTo('加标签', 1);
    await enter();
    expect(await focused()).to.include('标签已改');
    expect((await page.textContent('table')) ?? '').to.include('重点');
  });

  it('each page leads to what the keys do, which names the links as they are', async () => {
    await page.goto('/inbox');
    const ways = await page.locator('.govuk-skip-link, .mj-jump a').allTextContents();
    await page.getByRole('link', { name: '只用键盘怎样办' }).click();
    await page.waitForLoadState();
    const told = await page.locator('dt').allTextContents();
    expect(told).to.include.members(ways);
    expect(told).to.include.members(['Tab', 'Shift + Tab', 'Enter', '现在可以做什么']);
    expect(await violations(page)).to.deep.equal([]);
  });

  it('inbox, search, tags and the page of many have no barrier axe knows', async () => {
    for (const path of ['/inbox', '/inbox?view=verifying', '/inbox/search', '/inbox/tags']) {
      await page.goto(path);
      expect(await violations(page), path).to.deep.equal([]);
    }
    await page.goto('/inbox/search');
    await page.getByRole('searchbox').fill('各不相同');
    await page.keyboard.press('Enter');
    await page.locator('mark').first().waitFor();
    await page.waitForLoadState();
    expect(await page.locator('mark').count()).to.equal(3);
    expect(page.url()).to.match(/\/inbox\/search$/);
    expect(await violations(page)).to.deep.equal([]);
  });
});

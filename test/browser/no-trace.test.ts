// What a person sees who shares the device: the way out, drafts, paper.
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { describeInBrowser, openPage } from '../support/browser.ts';
import { staffed } from '../support/staffed.ts';
import { submitted } from '../reports/support.ts';

const WEATHER = 'https://www.weather.com.cn/';
const stored = (page: Page): Promise<string[]> => page.evaluate<string[]>('Object.entries(sessionStorage).concat(Object.entries(localStorage)).map(([key, value]) => key + " " + value)');

/** A page that goes while it is asked answers with an error of the browser's driver. */
const unlessReplaced = (error: unknown): void => {
  if (!/context was destroyed|navigat/i.test(String(error))) throw error;
};

describeInBrowser('leaving no trace', function () {
  const { site } = staffed();

  for (const [way, leave] of [
    ['the link', (page: Page) => page.locator('[data-exit]').click()],
    ['Esc pressed twice', async (page: Page) => { await page.keyboard.press('Escape'); await page.keyboard.press('Escape'); }],
  ] as const) {
    it(`${way} puts a weather page in place of this one, and back does not lead here again`, async () => {
      const { page, close } = await openPage(site.origin);
      await page.goto('/');
      await page.goto('/reports/new');
      await page.locator('#narrative').fill('不想让人看到的话');
      await leave(page);
      await page.waitForURL(WEATHER);
      // Once in each document: the replaced page may still be handing over when the new address shows.
      const back = `location.href === '${WEATHER}' && (window.isLeft ??= setTimeout(() => history.back(), 0))`;
      while (new URL(page.url()).origin !== site.origin) await page.evaluate(back).catch(unlessReplaced);
      await page.waitForURL((address) => address.origin === site.origin);
      expect(new URL(page.url()).pathname).to.equal('/');
      await close();
    });
  }

  it('leaving ends the session: the browser’s history does not lead into the report', async () => {
    const { number, code } = await submitted(site.services);
    const { page, close } = await openPage(site.origin);
    await page.goto('/reports/status');
    await page.locator('#number').fill(number);
    await page.locator('#code').fill(code);
    await page.locator('main button[type=submit]').first().click();
    await page.waitForURL('**/reports/mine');
    await page.locator('[data-exit]').click();
    await page.waitForURL(WEATHER);
    const isIn = async (): Promise<boolean> => (await page.context().cookies(`${site.origin}/reports`)).some(({ name }) => name === 'mj_reporter');
    for (let tries = 0; tries < 500 && (await isIn()); tries += 1) await page.evaluate('new Promise((done) => setTimeout(done, 10))');
    await page.goto('/reports/mine');
    expect(new URL(page.url()).pathname).to.equal('/reports/status');
    await close();
  });

  it('takes the other tabs of the site along', async () => {
    const { page, context, close } = await openPage(site.origin);
    const other = await context.newPage();
    await Promise.all([page.goto('/reports/status'), other.goto('/reports/new')]);
    await page.locator('[data-exit]').click();
    await Promise.all([page.waitForURL(WEATHER), other.waitForURL(WEATHER)]);
    await close();
  });

  it('without script the link still leads away, ends the session, and no referrer goes along', async () => {
    const { number, code } = await submitted(site.services);
    const { page, close } = await openPage(site.origin, { hasScript: false });
    await page.goto('/reports/status');
    await page.locator('#number').fill(number);
    await page.locator('#code').fill(code);
    await page.locator('main button[type=submit]').first().click();
    await page.waitForURL('**/reports/mine');
    const request = page.waitForRequest(WEATHER);
    await page.locator('[data-exit]').click();
    expect((await request).headers()['referer']).to.equal(undefined);
    await page.goto('/reports/mine');
    expect(new URL(page.url()).pathname).to.equal('/reports/status');
    await close();
  });

  it('every page of a reporter has the way out', async () => {
    const { page, close } = await openPage(site.origin);
    for (const address of ['/reports/new', '/reports/status']) {
      await page.goto(address);
      expect(await page.locator('[data-exit]').isVisible(), address).to.equal(true);
    }
    await close();
  });

  it('keeps no draft by itself, and one only while the reader wants it', async () => {
    const { page, close } = await openPage(site.origin);
    await page.goto('/reports/new');
    await page.locator('#narrative').fill('没有勾选，什么都不留');
    expect(await stored(page)).to.deep.equal([]);
    await page.reload();
    expect(await page.locator('#narrative').inputValue()).to.equal('');

    await page.locator('[data-draft-keep]').check();
    await page.locator('#narrative').fill('写到一半');
    await page.locator('#identity').check();
    await page.locator('#passphrase').fill('不该留下的口令');
    await page.reload();
    expect(await page.locator('#narrative').inputValue()).to.equal('写到一半');
    await page.locator('[data-draft-keep]').uncheck();
    expect(await stored(page)).to.deep.equal([]);
    await page.reload();
    expect(await page.locator('#narrative').inputValue()).to.equal('');
    await close();
  });

  it('wipes the draft by the way out, by "wipe everything" and once the report is in', async () => {
    const write = async (page: Page): Promise<void> => {
      await page.goto('/reports/new');
      await page.locator('[data-draft-keep]').check();
      await page.locator('#narrative').fill('周末的理疗单都是补的，病人没有来。');
      expect(await stored(page)).to.have.length(1);
    };
    const { page, close } = await openPage(site.origin);
    await write(page);
    await page.locator('[data-wipe]').click();
    expect(await page.locator('#narrative').inputValue()).to.equal('');
    expect(await stored(page)).to.deep.equal([]);

    await write(page);
    await page.locator('[data-exit]').click();
    await page.waitForURL(WEATHER);
    await page.goto('/reports/new');
    expect(await stored(page)).to.deep.equal([]);

    await write(page);
    await page.locator('#targetName').fill('演示康复医院');
    await page.locator('#division').selectOption('440784');
    await page.locator('#identity-2').check();
    await page.getByRole('button', { name: '提交举报' }).click();
    await page.locator('.mj-code__value').waitFor();
    await page.waitForLoadState();
    expect(await stored(page)).to.deep.equal([]);
    await close();
  });

  it('nothing is asked of another host, and no page can be framed', async () => {
    const { page, close } = await openPage(site.origin);
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(new URL(request.url()).origin));
    for (const address of ['/', '/reports/new', '/reports/status', '/notices', '/sign-in']) {
      const answer = await page.goto(address);
      expect(answer?.headers()['content-security-policy'], address).to.contain("frame-ancestors 'none'").and.to.not.contain('unsafe');
    }
    expect([...new Set(asked)]).to.deep.equal([site.origin]);
    await close();
  });

  it('on paper stand neither menus nor buttons nor the way out', async () => {
    const { page, close } = await openPage(site.origin);
    for (const address of ['/', '/reports/new', '/notices']) {
      await page.goto(address);
      await page.emulateMedia({ media: 'print' });
      for (const selector of ['.mj-nav', '.mj-tools', '[data-exit]', '.govuk-skip-link']) {
        for (const each of await page.locator(selector).all()) expect(await each.isVisible(), `${selector} on ${address}`).to.equal(false);
      }
      expect(await page.locator('h1').isVisible()).to.equal(true);
      await page.emulateMedia({ media: 'screen' });
    }
    await close();
  });
});

// What a phone on a slow line does with large files: nothing travels in vain, and a form that was stopped on its way can be sent again.
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { PHONE, describeInBrowser, openPage } from '../support/browser.ts';
import { staffed } from '../support/staffed.ts';
import { submitted } from '../reports/support.ts';

describeInBrowser('files on a slow line', function () {
  this.timeout(60_000);
  const { site } = staffed();

  const chosen = (page: Page): Promise<string[]> => page.evaluate<string[]>('[...document.querySelector("#files").files].map(({ name }) => name)');
  /** Files made in the page itself: so large a one is not sent through the wire of the test. */
  const choose = (page: Page, files: Record<string, number>): Promise<void> => page.evaluate(`(() => {
    const all = new DataTransfer();
    for (const [name, megabytes] of ${JSON.stringify(Object.entries(files))}) all.items.add(new File([new Uint8Array(megabytes * 1024 * 1024)], name));
    const input = document.querySelector('#files');
    input.files = all.files;
    input.dispatchEvent(new Event('change'));
  })()`);

  const press = (page: Page): Promise<void> => page.evaluate('document.querySelector(".mj-submit button").click()');
  async function send(page: Page): Promise<void> {
    const leaving = page.waitForRequest('**/reports');
    await press(page);
    await leaving;
  }

  it('puts back at once what is too large, says so, and leaves the rest chosen', async () => {
    const { page, close } = await openPage(site.origin, { width: PHONE.width });
    await page.goto('/reports/new');
    await choose(page, { '录像.mp4': 101, '清单.pdf': 1 });
    expect(await chosen(page)).to.deep.equal(['清单.pdf']);
    expect(await page.getByRole('alert').textContent()).to.equal('没有选上“录像.mp4”：101 MB，超过 100 MB。可以拆成几个文件，或发缩小后的版本。');
    await choose(page, { '录像.mp4': 100 });
    expect(await chosen(page)).to.deep.equal(['录像.mp4']);
    expect(await page.getByRole('alert').textContent()).to.equal('');
    await close();
  });

  async function entered(page: Page): Promise<void> {
    const { number, code } = await submitted(site.services);
    await page.goto('/reports/status');
    await page.locator('#number').fill(number);
    await page.locator('#code').fill(code);
    await page.locator('main button[type=submit]').first().click();
    await page.waitForURL('**/reports/mine');
  }

  /** While a page is on its way nobody but itself can look into it: it tells each pair of what it shows and says, and a second is over at once. */
  const TELLING = `
    const every = window.setInterval;
    window.setInterval = (ask) => every(ask, 30);
    new MutationObserver(() => {
      const pair = ['p[aria-hidden]', 'p[role=status].govuk-visually-hidden'].map((each) => document.querySelector('form[enctype] ' + each)?.textContent);
      if (pair[0]) fetch('/told', { method: 'POST', body: JSON.stringify(pair) }).catch(() => undefined);
    }).observe(document, { subtree: true, childList: true });`;

  for (const [place, address, target, button] of [
    ['the form', '/reports/new', '**/reports', '.mj-submit button'],
    ['the reporter’s page', '/reports/mine', '**/reports/mine/messages', 'form[enctype] button[data-once]'],
  ] as const) {
    it(`says on ${place} how much of a film has arrived, aloud at each quarter only`, async () => {
      const { page, context, close } = await openPage(site.origin, { width: PHONE.width });
      await page.addInitScript(TELLING);
      const asked: string[] = [];
      const told: string[] = [];
      // The next answer waits until the one before it was shown; the first comes before anything has arrived.
      await context.route('**/reports/sending', async (route) => {
        asked.push(new URLSearchParams(route.request().postData() ?? '').get('sending') ?? '');
        await route.fulfill({ json: { percent: asked.length === 1 ? null : ([7, 26, 48, 51][told.length] ?? 100) } });
      });
      await context.route('**/told', async (route) => {
        const pair = (JSON.parse(route.request().postData() ?? '[]') as string[]).join(' / ');
        if (!told.includes(pair)) told.push(pair);
        await route.fulfill({ json: {} });
      });
      await context.route(target, () => undefined);
      await (address === '/reports/mine' ? entered(page) : page.goto(address));
      await choose(page, { '录像.mp4': 1 });
      await page.locator('form[enctype] p[role=status].govuk-visually-hidden').waitFor({ state: 'attached' });
      const leaving = page.waitForRequest(target);
      const isTold = page.waitForResponse((answer) => answer.url().endsWith('/told') && (answer.request().postData() ?? '').includes('100%'));
      await page.evaluate(`document.querySelector(${JSON.stringify(button)}).click()`);
      const sent = (await leaving).postDataBuffer()?.toString('latin1') ?? '';
      await isTold;
      expect(told).to.deep.equal(['已送出 7% / ', '已送出 26% / 已送出 25%', '已送出 48% / 已送出 25%', '已送出 51% / 已送出 50%', '已送出 100% / 已送出 100%']);
      expect([new Set(asked).size, /^[0-9a-f]{32}$/.test(asked[0] ?? '')]).to.deep.equal([1, true]);
      expect(sent.indexOf(asked[0] ?? 'none'), 'the key goes before the files').to.be.within(0, 400);
      await close();
    });
  }

  it('can be pressed again after the browser was told to stop, with all that was typed and chosen', async () => {
    const { page, context, close } = await openPage(site.origin, { width: PHONE.width });
    let sent = 0;
    await context.route('**/reports', () => void (sent += 1));
    await page.goto('/reports/new');
    await page.locator('#narrative').fill('每天都收吸氧费');
    await choose(page, { '录像.mp4': 1 });
    const button = page.locator('.mj-submit button').first();
    await send(page);
    const wire = await context.newCDPSession(page);
    await wire.send('Page.stopLoading');
    await button.filter({ hasText: '提交举报' }).waitFor();
    expect([await chosen(page), await page.inputValue('#narrative'), sent]).to.deep.equal([['录像.mp4'], '每天都收吸氧费', 1]);
    await send(page);
    await wire.send('Page.stopLoading');
    await button.filter({ hasText: '提交举报' }).waitFor();
    expect([sent, await button.getAttribute('aria-disabled')]).to.deep.equal([2, null]);
    await close();
  });

  it('asks whoever presses again later, where the browser does not say that it stopped', async () => {
    const { page, context, close } = await openPage(site.origin, { width: PHONE.width });
    await page.addInitScript('Object.defineProperty(window, "navigation", { value: undefined })');
    let sent = 0;
    await context.route('**/reports', () => void (sent += 1));
    await page.goto('/reports/new');
    const asked: string[] = [];
    page.on('dialog', (dialog) => { asked.push(dialog.message()); void dialog.accept(); });
    const wire = await context.newCDPSession(page);
    await send(page);
    await wire.send('Page.stopLoading');
    await press(page);
    expect([sent, asked.length]).to.deep.equal([1, 0]);
    await page.evaluate('document.querySelector("form.mj-form").dataset.isSent = String(Date.now() - 6000)');
    await send(page);
    await wire.send('Page.stopLoading');
    expect(sent).to.equal(2);
    expect(asked).to.deep.equal(['还在提交。确实中断了，就按“确定”再交一次；没有中断，请按“取消”再等一等。']);
    await close();
  });
});

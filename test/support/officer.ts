// An officer at a desk: signs in, goes along links, fills in what a form asks for and presses its button, as one does with a mouse.
import type { Locator, Page } from 'playwright-core';
import { openPage } from './browser.ts';
import type { Fields, Upload } from './http.ts';
import { PASSWORD } from './people.ts';

const listed = (value: Fields[string]): string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);

async function fill(form: Locator, fields: Fields, files: readonly Upload[]): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    const named = form.locator(`[name="${name}"]`);
    const kind = await named.first().evaluate<string, HTMLElementLike>((each) => (each.tagName === 'INPUT' ? each.type : each.tagName.toLowerCase()));
    if (kind === 'select') await named.selectOption(listed(value));
    else if (kind === 'radio' || kind === 'checkbox') for (const one of listed(value)) await form.locator(`[name="${name}"][value="${one}"]`).check();
    else await named.fill(String(value));
  }
  for (const { field, name, type, bytes } of files) await form.locator(`[name="${field}"]`).setInputFiles({ name, mimeType: type, buffer: Buffer.from(bytes) });
}
type HTMLElementLike = { tagName: string; type: string };

export type Officer = Awaited<ReturnType<typeof officer>>;

export async function officer(origin: string, account: string) {
  const { page, close } = await openPage(origin);
  await page.goto('/');
  await page.getByRole('link', { name: '工作人员登录' }).click();
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL('**/desk');

  const button = (words: string): Locator => page.getByRole('button', { name: words });
  const follow = async (words: string): Promise<void> => page.getByRole('link', { name: words }).first().click();

  return {
    page, close, follow,
    /** From the desk along these links. */
    async goes(...ways: string[]): Promise<void> {
      await page.goto('/desk');
      for (const words of ways) await follow(words);
    },
    /** Presses the button of the page, or of the form that a link of that name leads to. @throws with the page's words when it is not done. */
    async does(words: string, fields: Fields = {}, files: readonly Upload[] = []): Promise<void> {
      // A click ends when the next page begins: what is not waited for may not be there yet.
      await page.waitForLoadState();
      if ((await button(words).count()) === 0) await follow(words);
      await button(words).first().waitFor();
      await fill(page.locator('form', { has: button(words) }).first(), fields, files);
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await button(words).first().click();
      const response = await answered;
      await page.waitForLoadState();
      if (response.status() !== 303) throw new Error(`${words}: ${response.status()} ${(await text(page)).slice(0, 800)}`);
    },
    text: () => text(page),
  };
}

async function text(page: Page): Promise<string> {
  await page.waitForLoadState();
  return ((await page.locator('main').textContent()) ?? '').replace(/\s+/g, ' ');
}

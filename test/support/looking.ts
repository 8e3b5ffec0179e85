// Looks at pages as their readers do, one browser context a reader: axe at desk and phone width and in large type, and nothing that sticks out.
import type { BrowserContext, Page } from 'playwright-core';
import { DESK, PHONE, openPage, overflowing, violations } from './browser.ts';

type Cookies = ReadonlyMap<string, string>;

/** What is wrong with the page as it stands, one line each. */
export async function faultsOn(page: Page): Promise<string[]> {
  const found: string[] = [];
  const note = (where: string, lines: readonly string[]): void => void found.push(...lines.map((line) => `${where}: ${line}`));
  await page.setViewportSize(DESK);
  note('1280', [...(await violations(page)), ...(await overflowing(page))]);
  await page.setViewportSize(PHONE);
  note('390', [...(await violations(page)), ...(await overflowing(page))]);
  await page.evaluate('document.documentElement.classList.add("mj-large")');
  note('390 in large type', [...(await violations(page, ['color-contrast', 'target-size'])), ...(await overflowing(page))]);
  return found;
}

export function looker(origin: string) {
  const readers = new Map<string, { context: BrowserContext; page: Page; errors: Error[] }>();
  const seen = new Set<string>();
  const faults: string[] = [];

  async function pageOf(reader: string, cookies: Cookies): Promise<Page> {
    const known = readers.get(reader) ?? (await openPage(origin));
    readers.set(reader, known);
    await known.context.addCookies([...cookies].map(([name, value]) => ({ name, value: decodeURIComponent(value), url: origin })));
    return known.page;
  }

  return {
    /** Declared paths that were looked at. */
    seen,
    /** What was wrong, one line each. */
    faults,
    async look(reader: string, cookies: Cookies, path: string, address: string, expected = 200): Promise<void> {
      seen.add(path);
      const page = await pageOf(reader, cookies);
      const note = (lines: readonly string[]): void => void faults.push(...lines.map((line) => `${address} (${path}) as ${reader}, ${line}`));
      await page.setViewportSize(DESK);
      const answer = await page.goto(address);
      if (answer?.status() !== expected || new URL(page.url()).pathname !== address.split('?')[0]) return note([`asked: ${answer?.status() ?? 0} ${page.url()}`]);
      note(await faultsOn(page));
    },
    async close(): Promise<void> {
      for (const { context, errors } of readers.values()) {
        await context.close();
        faults.push(...errors.map((error) => error.message));
      }
    },
  };
}

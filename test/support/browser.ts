// A real Chromium for the tests: one for each suite, started when first needed; each test has a context of its own.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

// The shell first: it draws no window, and takes a third less of the processor.
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
// A redirect passes by what `openPage` catches: no name but this machine's own is looked up.
const FLAGS = ['--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
export const PHONE = { width: 390, height: 844 } as const;
export const DESK = { width: 1280, height: 900 } as const;

function findChromium(): string | null {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  const places = CHROMIUM_PATH ? [CHROMIUM_PATH] : PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return places.find((place) => existsSync(place)) ?? null;
}

const executablePath = findChromium();
let browser: Promise<Browser> | null = null;
async function closeBrowser(): Promise<void> {
  const open = browser;
  browser = null;
  await (await open)?.close();
}

/** A suite that needs a browser: pending with its reason where there is none, failing in CI. */
export function describeInBrowser(title: string, body: (this: Mocha.Suite) => void): void {
  if (executablePath) {
    return void describe(`${title}, in Chromium`, function () {
      // A browser on a busy machine: what fails once in CI is looked at once more, and a real fault fails twice. On one's own machine nothing is forgiven.
      if (process.env['CI'] === 'true') this.retries(1);
      body.call(this);
      after(closeBrowser);
    });
  }
  const reason = 'no Chromium found: install one or name it in CHROMIUM_PATH';
  if (process.env.CI !== 'true') return void describe.skip(`${title} (${reason})`, body);
  describe(title, () => it('runs in a real browser', () => { throw new Error(reason); }));
}

export type Reading = { width?: number; hasScript?: boolean; language?: 'zh-CN' | 'en'; cookies?: Record<string, string> };

/** `cookies` are set before the first page. Errors of the page's own script are thrown by `close`. */
export async function openPage(origin: string, { width = DESK.width, hasScript = true, language = 'zh-CN', cookies = {} }: Reading = {}) {
  browser ??= chromium.launch({ ...(executablePath ? { executablePath } : {}), args: FLAGS });
  const context = await (await browser).newContext({
    baseURL: origin, locale: language, javaScriptEnabled: hasScript, viewport: width <= PHONE.width ? { ...PHONE, width } : { ...DESK, width }, hasTouch: width <= PHONE.width,
  });
  context.setDefaultTimeout(20_000);
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: origin })));
  // Nothing outside this machine is ever asked for.
  await context.route((url) => url.origin !== origin, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>elsewhere</title>' }));
  const page = await context.newPage();
  const errors: Error[] = [];
  page.on('pageerror', (error) => void errors.push(error));
  return { context, page, errors, async close() {
    await context.close();
    if (errors[0]) throw errors[0];
  } };
}

type Violation = { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] };

/** axe's findings by all its rules or by these, one line each; empty means none. */
export async function violations(page: Page, rules: readonly string[] = []): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source);
  const options = { resultTypes: ['violations'], ...(rules.length > 0 ? { runOnly: rules } : {}) };
  const found = await page.evaluate<Violation[]>(`axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`);
  return found.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary ?? ''}`.replace(/\s+/g, ' ')));
}

/** The same page as a reader without script gets it, in a context where axe can run: the script of the site is left out. */
export async function asWithoutScript(context: BrowserContext, address: string, html: string): Promise<Page> {
  const page = await context.newPage();
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
  await page.route(/\/assets\/.*\.js$/, (route) => route.abort());
  await page.goto(address);
  return page;
}

/** What sticks out to the right of the window, by its selector; empty means nothing does. */
export const overflowing = (page: Page): Promise<string[]> => page.evaluate<string[]>(`(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().right > width + 0.5);
  return wide.slice(0, 5).map((each) => each.tagName.toLowerCase() + '.' + each.className + ' ' + Math.round(each.getBoundingClientRect().right) + ' > ' + width);
})()`);

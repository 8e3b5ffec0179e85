// How a page leaves: HTML in its frame, or the page object itself as JSON. One place, so both always say the same.
import type { Request, Response } from 'express';
import type { FieldErrors } from '../errors.ts';
import { translate } from '../i18n.ts';
import type { MessageKey } from '../i18n.ts';
import { beijingMinute } from '../clock.ts';
import type { Clock } from '../clock.ts';
import type { Frame, View } from '../views.ts';
import { setFlash, takeFlash } from './flash.ts';
import { isFromProgram } from './request.ts';

export type Site = {
  name: string;
  isDemo: boolean;
  assets: Record<string, string>;
  clock: Clock;
  contact?: Frame['contact'];
  /** How far the story of a trial is, while it is being loaded. */
  loading?: () => Frame['loading'];
  publicMenu: { key: MessageKey; href: string }[];
  /** What the dark bar offers this person. */
  deskMenu: (person: NonNullable<Request['person']>) => { key: MessageKey; href: string }[];
};

declare module 'express-serve-static-core' {
  interface Application { site: Site }
}

type Options = { status?: number; errors?: FieldErrors };

/** 200 with the page. With `errors` 422: the same page and what was typed; a program gets the same field errors as a problem document. */
export function sendPage<Page extends { title: string }>(req: Request, res: Response, view: View<Page>, page: Page, options: Options = {}): void {
  const status = options.status ?? (options.errors ? 422 : 200);
  res.status(status);
  if (isFromProgram(req)) {
    if (options.errors) return sendProblem(req, res, { status, title: translate(req.language, 'problems.invalid.title'), errors: wordErrors(req, options.errors) });
    res.json({ ...(req.app.site.isDemo ? { demo: translate(req.language, 'common.demo.banner') } : {}), ...page });
    return;
  }
  res.type('html').send(view.render(page, frame(req, res, view, page)));
}

type Kept = { html: string; until: number };
const keptPages = new WeakMap<object, Map<string, Kept>>();
/** Addresses with invented queries must not fill the memory. */
const MOST_KEPT = 64;

/**
 * A page that is the same for every reader without a session, kept for some seconds as it was printed. Programs, signed-in people and
 * whoever is told something get it made anew.
 */
export async function sendShared<Page extends { title: string }>(req: Request, res: Response, view: View<Page>, seconds: number, make: () => Promise<Page>): Promise<void> {
  if (req.person || isFromProgram(req) || req.cookieJar['mj_flash'] !== undefined) return sendPage(req, res, view, await make());
  const { site } = req.app;
  const kept = keptPages.get(site) ?? new Map<string, Kept>();
  keptPages.set(site, kept);
  const key = [view.template, req.language, req.isLarge, req.originalUrl, JSON.stringify(site.loading?.() ?? null)].join(' ');
  const now = site.clock().getTime();
  const known = kept.get(key);
  if (known && known.until > now) return void res.type('html').send(known.html);
  const page = await make();
  const html = view.render(page, frame(req, res, view, page));
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, { html, until: now + seconds * 1000 });
  res.type('html').send(html);
}

export function seeOther(req: Request, res: Response, address: string, flash?: MessageKey): void {
  if (flash) setFlash(req, res, flash);
  res.redirect(303, address);
}

export type Problem = { status: number; title: string; detail?: string; errors?: Record<string, string>; [extension: string]: unknown };

export function sendProblem(req: Request, res: Response, problem: Problem): void {
  const { status, title, ...rest } = problem;
  res.status(status).type('application/problem+json').send(JSON.stringify({ type: 'about:blank', title, status, ...rest, requestId: req.id }));
}

export const wordErrors = (req: Request, errors: FieldErrors): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).map(([field, error]) => [field, translate(req.language, error.key, error.args)]));

/** With mistakes it says how many. */
function tabTitle<Page extends { title: string }>(req: Request, view: View<Page>, page: Page): string {
  const title = view.tab === null ? page.title : translate(req.language, view.tab);
  const n = 'errors' in page && Array.isArray(page.errors) ? page.errors.length : 0;
  return n > 0 ? translate(req.language, 'common.error.title', { n, title }) : title;
}

function frame<Page extends { title: string }>(req: Request, res: Response, view: View<Page>, page: Page): Frame {
  const { site } = req.app;
  const person = req.person;
  const menu = view.layout === 'public' || !person ? site.publicMenu : site.deskMenu(person);
  const flash = takeFlash(req, res);
  return {
    language: req.language,
    large: req.isLarge,
    path: req.method === 'GET' ? encodeURIComponent(req.originalUrl) : '',
    title: tabTitle(req, view, page),
    isDemo: site.isDemo,
    loading: site.loading?.() ?? null,
    siteName: person && view.layout !== 'public' ? person.bureauName : site.name,
    contact: site.contact ?? null,
    nav: view.nav,
    hasExit: view.hasExit,
    menu: menu.map((entry) => ({ ...entry, isCurrent: entry.href === view.nav })),
    person: person ? { name: person.name, role: translate(req.language, `people.role.${person.roles[0] ?? 'intake'}`), bureau: person.bureauName } : null,
    printedOn: beijingMinute(site.clock()),
    flash: flash ? { key: flash, args: {} } : null,
    assets: site.assets,
  };
}

// What every request carries before any feature sees it: an id, the reader's language and type size.
import { randomUUID } from 'node:crypto';
import { parseCookie } from 'cookie';
import type { NextFunction, Request, Response } from 'express';
import { chooseLanguage } from '../i18n.ts';
import type { Language } from '../i18n.ts';
import { isSecure } from './secure.ts';

declare module 'express-serve-static-core' {
  interface Request {
    id: string;
    cookieJar: Record<string, string | undefined>;
    language: Language;
    isLarge: boolean;
  }
}

export function readRequest(req: Request, res: Response, next: NextFunction): void {
  req.id = randomUUID().replace('-', '').slice(0, 12);
  res.setHeader('X-Request-Id', req.id);
  req.cookieJar = parseCookie(req.headers.cookie ?? '');
  req.language = chooseLanguage(req.cookieJar['mj_lang'], req.acceptsLanguages());
  req.isLarge = req.cookieJar['mj_type'] === 'large';
  next();
}

/** A path of this site and nothing else; anything that could lead away becomes '/'. */
export function localPath(path: unknown): string {
  return typeof path === 'string' && /^\/(?![/\\])[\w\-./?=&%]*$/.test(path) ? path : '/';
}

/** What tries are counted by: an address, or of the long ones the network that one household or one hospital gets, since it can take any address in it. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const [first, last] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')));
  const groups = tail === undefined ? (first ?? []) : [...(first ?? []), ...Array<string>(Math.max(0, 8 - (first?.length ?? 0) - (last?.length ?? 0))).fill('0'), ...(last ?? [])];
  return `${groups.slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/** The reader's choices, kept in cookies. The links work without script, so they are GETs; they change nothing stored. */
export function preferences(req: Request, res: Response): void {
  const { language, type, back } = req.query;
  const keep = { httpOnly: true, sameSite: 'lax', path: '/', maxAge: 365 * 86_400_000, secure: isSecure(req) } as const;
  if (language === 'en' || language === 'zh-CN') res.cookie('mj_lang', language, keep);
  if (type === 'large' || type === 'normal') res.cookie('mj_type', type, keep);
  res.redirect(303, localPath(back));
}

/** For JSON bodies: half a character, which they alone can carry, has no bytes that could be signed. It reads as an unreadable one, as it would from a form. */
export const wellFormed = (_name: string, value: unknown): unknown => (typeof value === 'string' ? value.replace(/\p{Cs}/gu, '\ufffd') : value);

/** Who reads JSON; also who sends it and does not say what he reads. */
export const isFromProgram = (req: Request): boolean => req.accepts(['html', 'json']) === 'json' || (req.is('json') === 'json' && !/html/i.test(req.headers.accept ?? ''));

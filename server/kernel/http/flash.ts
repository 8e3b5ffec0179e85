// One line that the next page says, as a message key: a cookie that lives until it is read. It carries no data of anybody.
import type { Request, Response } from 'express';
import { isMessageKey } from '../i18n.ts';
import type { MessageKey } from '../i18n.ts';
import { isSecure } from './secure.ts';

export function setFlash(req: Request, res: Response, key: MessageKey): void {
  res.cookie('mj_flash', key, { httpOnly: true, sameSite: 'strict', path: '/', secure: isSecure(req), maxAge: 60_000 });
}

export function takeFlash(req: Request, res: Response): MessageKey | null {
  const key = req.cookieJar['mj_flash'];
  if (key === undefined) return null;
  res.clearCookie('mj_flash', { path: '/' });
  return isMessageKey(key) ? key : null;
}

// The officer's session: a token in an HttpOnly, SameSite=Strict cookie that slides while it is used.
import type { NextFunction, Request, Response } from 'express';
import { isSecure } from '../kernel/http/secure.ts';
import type { Person } from './rules/person.ts';
import type { PeopleService } from './service.ts';

declare module 'express-serve-static-core' {
  interface Request { person: Person | null }
}

const COOKIE = 'mj_officer';
export const SESSION_SECONDS = 30 * 60;

const options = (req: Request) => ({ httpOnly: true, sameSite: 'strict', path: '/', secure: isSecure(req), maxAge: SESSION_SECONDS * 1000 }) as const;

export const readSession = (people: PeopleService) => async (req: Request, res: Response, next: NextFunction): Promise<void> => {
  req.person = null;
  const token = req.cookieJar[COOKIE];
  if (token) {
    const session = await people.resume(token);
    req.person = session?.person ?? null;
    if (session?.renewed) startSession(req, res, session.renewed);
    if (!session) endSession(res);
  }
  next();
};

export function startSession(req: Request, res: Response, token: string): void {
  res.cookie(COOKIE, token, options(req));
}

export function endSession(res: Response): void {
  res.clearCookie(COOKIE, { path: '/' });
}

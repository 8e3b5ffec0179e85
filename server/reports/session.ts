// The reporter's session: a sealed cookie that only pages under /reports get, gone after a quarter of an hour without use. No row anywhere.
import type { Request, Response } from 'express';
import { REPORTER_SESSION_SECONDS } from './service.ts';
import type { ReporterSession, ReportsService } from './service.ts';

const COOKIE = 'mj_reporter';

type Sessions = Pick<ReportsService, 'sealSession' | 'openSession'>;

export function startReporterSession(req: Request, res: Response, reports: Sessions, session: ReporterSession): void {
  res.cookie(COOKIE, reports.sealSession(session), { httpOnly: true, sameSite: 'strict', path: '/reports', secure: req.secure, maxAge: REPORTER_SESSION_SECONDS * 1000 });
}

export function endReporterSession(res: Response): void {
  res.clearCookie(COOKIE, { path: '/reports' });
}

/** The session, renewed; null where there is none, for pages that do not need one. */
export function reporterSession(req: Request, res: Response, reports: Sessions): ReporterSession | null {
  const text = req.cookieJar[COOKIE];
  const session = text ? reports.openSession(text) : null;
  if (session) startReporterSession(req, res, reports, session);
  return session;
}

// The reporter's session: a sealed cookie that only pages under /reports get, gone after a quarter of an hour without use. No row anywhere.
// Beside it his place at the door, which others' wrong codes cannot take: gone after an hour, and with everything else when he leaves.
import type { Request, Response } from 'express';
import { isSecure } from '../kernel/http/secure.ts';
import { PLACE_SECONDS, REPORTER_SESSION_SECONDS } from './service.ts';
import type { ReporterSession, ReportsService } from './service.ts';

const COOKIE = 'mj_reporter';
const PLACE = 'mj_place';

type Sessions = Pick<ReportsService, 'sealSession' | 'openSession' | 'sealPlace'>;
const kept = (req: Request, seconds: number) => ({ httpOnly: true, sameSite: 'strict', path: '/reports', secure: isSecure(req), maxAge: seconds * 1000 }) as const;

export function startReporterSession(req: Request, res: Response, reports: Sessions, session: ReporterSession): void {
  res.cookie(COOKIE, reports.sealSession(session), kept(req, REPORTER_SESSION_SECONDS));
  const place = reports.sealPlace(session);
  if (place !== null) res.cookie(PLACE, place, kept(req, PLACE_SECONDS));
}

export function endReporterSession(res: Response): void {
  res.clearCookie(COOKIE, { path: '/reports' });
}

export const placeOf = (req: Request): string | null => req.cookieJar[PLACE] ?? null;

/** Whoever leaves, leaves nothing of it on the device. */
export function leaveReporterSession(res: Response): void {
  endReporterSession(res);
  res.clearCookie(PLACE, { path: '/reports' });
}

/** The session, renewed; null where there is none, for pages that do not need one. */
export function reporterSession(req: Request, res: Response, reports: Sessions): ReporterSession | null {
  const text = req.cookieJar[COOKIE];
  const session = text ? reports.openSession(text) : null;
  if (session) startReporterSession(req, res, reports, session);
  return session;
}

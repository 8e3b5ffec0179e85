import type { Request, RequestHandler, Response } from 'express';
import { isFromProgram } from '../../kernel/http/request.ts';
import { sendProblem } from '../../kernel/http/respond.ts';
import { isSecure } from '../../kernel/http/secure.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import type { Coming } from '../rules/door.ts';
import { TICKET_SECONDS } from '../service/door.ts';
import type { Knock, ReportsDoor } from '../service/door.ts';

const COOKIE = 'mj_wait';
/** `mostBytes`: how long one request can be. */
export type Door = { door: ReportsDoor; source: (req: Request) => string; mostBytes: number };
const knocks = new WeakMap<Request, Knock>();

/** Asked before the body is read: what is refused here never reaches the disk. */
export const knockAt = ({ door, source, mostBytes }: Door, coming: Coming): RequestHandler => async (req, res, next) => {
  const length = req.headers['content-length'];
  // Browsers say how long a form is; what does not say it may be as long as a form can be.
  const knock = await door.knock(coming, source(req), length === undefined ? mostBytes : Number(length), req.cookieJar[COOKIE] ?? null);
  knocks.set(req, knock);
  if (knock.ticket !== null) res.cookie(COOKIE, knock.ticket, { httpOnly: true, sameSite: 'strict', path: '/reports', secure: isSecure(req), maxAge: TICKET_SECONDS * 1000 });
  else if (req.cookieJar[COOKIE] !== undefined) res.clearCookie(COOKIE, { path: '/reports' });
  next();
};

/** For the upload middleware: why no file of this request is kept, or null. */
export const refusesFiles = (req: Request): string | null => (knocks.get(req)?.mayLeaveFiles === false ? 'evidence.refused.busy' : null);

/** Seconds to wait, or null where the door is open. */
export function waitOf(req: Request, res: Response): number | null {
  const knock = knocks.get(req);
  if (!knock || knock.isOpen) return null;
  res.setHeader('Retry-After', String(knock.wait));
  return knock.wait;
}

/** For programs; readers get their page back with all that they typed. */
export function sendWait(req: Request, res: Response, seconds: number): boolean {
  if (!isFromProgram(req)) return false;
  const t = wordsOf(req.language);
  sendProblem(req, res, { status: 429, title: t('problems.tooMany.title'), detail: t('reporter.wait', { n: seconds }), retryAfter: seconds });
  return true;
}

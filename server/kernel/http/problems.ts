// The one table that turns what went wrong into an answer. HTML for readers, RFC 9457 problem documents for programs.
import { MulterError } from 'multer';
import type { NextFunction, Request, Response } from 'express';
import { Conflict, Forbidden, Gone, Invalid, NotFound, NotNow, Refused, SamePerson } from '../errors.ts';
import { isMessageKey, translate } from '../i18n.ts';
import type { MessageKey, Words } from '../i18n.ts';
import type { Log } from '../log.ts';
import { view } from '../views.ts';
import { pageAbove } from './above.ts';
import { raceOf } from './raced.ts';
import { sendPage, sendProblem, wordErrors } from './respond.ts';
import { isFromProgram } from './request.ts';
import type { Route } from './routes.ts';
import { chosenNames, namedTexts, typedSentences } from './typed.ts';
import type { NamedText } from './typed.ts';

type Answer = { status: number; kind: 'invalid' | 'notFound' | 'gone' | 'forbidden' | 'samePerson' | 'conflict' | 'notNow' | 'refused' | 'malformed' | 'tooLarge' | 'tooMany' | 'unexpected'; level: 'none' | 'info' | 'warn' | 'error' };

const ANSWERS = new Map<unknown, Answer>([
  [Invalid, { status: 422, kind: 'invalid', level: 'none' }],
  [NotFound, { status: 404, kind: 'notFound', level: 'info' }],
  [Gone, { status: 410, kind: 'gone', level: 'none' }],
  [Forbidden, { status: 403, kind: 'forbidden', level: 'warn' }],
  [SamePerson, { status: 403, kind: 'samePerson', level: 'info' }],
  [Conflict, { status: 409, kind: 'conflict', level: 'info' }],
  [NotNow, { status: 409, kind: 'notNow', level: 'info' }],
  [Refused, { status: 409, kind: 'refused', level: 'info' }],
  [MulterError, { status: 422, kind: 'malformed', level: 'info' }],
]);
const BY_STATUS: Record<number, Answer> = {
  400: { status: 400, kind: 'malformed', level: 'info' },
  404: { status: 404, kind: 'notFound', level: 'info' },
  413: { status: 413, kind: 'tooLarge', level: 'info' },
  415: { status: 400, kind: 'malformed', level: 'info' },
  422: { status: 422, kind: 'malformed', level: 'info' },
  429: { status: 429, kind: 'tooMany', level: 'info' },
};
const UNEXPECTED: Answer = { status: 500, kind: 'unexpected', level: 'error' };

function answerTo(error: unknown): Answer {
  if (!(error instanceof Error)) return UNEXPECTED;
  const known = ANSWERS.get(error.constructor);
  if (known) return known;
  if (error instanceof URIError) return BY_STATUS[400] ?? UNEXPECTED;
  const status = 'status' in error && typeof error.status === 'number' ? error.status : 500;
  return BY_STATUS[status] ?? UNEXPECTED;
}

/** What a lost race is told with; empty for everything else. */
type Meanwhile = { isLatest: boolean; changes: { at: string; text: string }[]; record: string | null; fields: NamedText[] };
export type ProblemPage = { title: string; status: number; kind: string; explanation: string; reason: string | null; clause: string | null; errors: string[]; tombstone: [string, string][]; typed: string[]; meanwhile: Meanwhile; requestId: string; home: string; back: string | null };
const problemView = view<ProblemPage>('problems/show', { layout: 'public' });
const deskProblemView = view<ProblemPage>('problems/desk', { layout: 'desk' });

/** A pattern of words for a refusal: its own if the catalogue has one, else the general one. */
const refusalKey = (reason: string): MessageKey => {
  const own = `problems.refused.${reason}`;
  return isMessageKey(own) ? own : 'problems.refused.explanation';
};

function explain(error: unknown, kind: Answer['kind'], t: Words): string {
  if (error instanceof Refused) {
    const args = Object.fromEntries(Object.entries(error.detail).map(([name, value]) => [name, Array.isArray(value) ? value.join('、') : value]));
    return t(refusalKey(error.reason), { ...args, reason: error.reason });
  }
  if (error instanceof NotNow && error.stage !== null && isMessageKey(error.stage)) return t('problems.notNow.stage', { stage: t(error.stage) });
  if (error instanceof SamePerson && error.why === 'self') return t('problems.samePerson.self');
  return t(`problems.${kind}.explanation`);
}

/** Who was faster, and all that was typed: under its names where the form knows them, else whatever is worth keeping. */
function told(req: Request, kind: Answer['kind'], t: Words): Pick<ProblemPage, 'typed' | 'meanwhile'> {
  const race = kind === 'conflict' ? raceOf(req) : null;
  const fields = namedTexts(req, race?.fields ?? []);
  const names = kind === 'conflict' ? chosenNames(req) : [];
  const files = names.length > 0 ? [{ name: 'files', label: t('problems.race.files'), text: names.join(t('evidence.held.and')) }] : [];
  return {
    typed: fields.length > 0 ? [] : typedSentences(req),
    meanwhile: { isLatest: race?.who.length === 0, changes: race?.changes ?? [], record: race && race.changes.length > 0 ? race.record : null, fields: [...fields, ...files] },
  };
}

const whoWasFaster = (req: Request, t: Words): string | null => {
  const who = raceOf(req)?.who ?? [];
  return who.length > 0 ? t('problems.race.who', { who: who.join(t('evidence.held.and')) }) : null;
};

/** What a program reads besides the words. */
const facts = (error: unknown): Record<string, unknown> => ({
  ...(error instanceof Refused ? { reason: error.reason, clause: error.clause, missing: error.detail } : {}),
  ...(error instanceof NotNow ? { reason: 'NOT_NOW', stage: error.stage?.split('.').at(-1) ?? null } : {}),
  ...(error instanceof SamePerson ? { reason: 'SAME_PERSON' } : {}),
  ...(error instanceof Gone ? { tombstone: error.tombstone } : {}),
});

/** Addresses of the public under /reports. Of these no line is kept but of our own faults: its neighbours in the log would tell the minute in which somebody was there. */
const ofReporters = (path: string): boolean => /^\/reports(?:\/(?!(?:desk|incoming|outgoing)\b)|$)/.test(path);

/** `routes`: of the whole application, for the way back from a stop. */
export const problems = (log: Log, routes: readonly Route[] = []) => (error: unknown, req: Request, res: Response, next: NextFunction): void => {
  const answer = answerTo(error);
  const where = { requestId: req.id, route: req.baseUrl + (req.route ? String(req.route.path) : ''), method: req.method };
  if (answer.level === 'error') log.error(Object.assign(error instanceof Error ? error : new Error(`thrown: ${typeof error}`), where));
  if ((answer.level === 'warn' || answer.level === 'info') && !ofReporters(req.path)) log[answer.level]('problem', { ...where, status: answer.status, reason: error instanceof Refused ? error.reason : answer.kind });
  if (res.headersSent) return next(error);
  res.setHeader('Cache-Control', 'no-store');
  const t: Words = (key, args = {}) => translate(req.language, key, args);
  const title = t(`problems.${answer.kind}.title`);
  const explanation = explain(error, answer.kind, t);
  const errors = error instanceof Invalid ? wordErrors(req, error.fields) : {};
  if (isFromProgram(req)) {
    return sendProblem(req, res, { status: answer.status, title, detail: explanation, ...facts(error), ...(error instanceof Invalid ? { errors } : {}) });
  }
  const page: ProblemPage = {
    title, status: answer.status, kind: answer.kind, explanation: (answer.kind === 'conflict' ? whoWasFaster(req, t) : null) ?? explanation, requestId: req.id, errors: Object.values(errors),
    reason: error instanceof Refused ? error.reason : null, clause: error instanceof Refused ? error.clause : null,
    tombstone: error instanceof Gone ? Object.entries(error.tombstone).map(([name, value]) => [name, String(value)]) : [],
    ...told(req, answer.kind, t), home: req.person ? '/desk' : '/', back: answer.status === 409 ? pageAbove(req, routes) : null,
  };
  sendPage(req, res, req.person ? deskProblemView : problemView, page, { status: answer.status });
};

export function nothingHere(_req: Request, _res: Response, next: NextFunction): void {
  next(new NotFound('no such address'));
}

import type { Request, RequestHandler, Response } from 'express';
import { Invalid, NotFound, Refused } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { heldOf } from '../../kernel/http/held.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import type { Feature } from '../../kernel/http/routes.ts';
import { isMessageKey, wordsOf } from '../../kernel/i18n.ts';
import { parseMessage, parseWithdrawal } from '../forms.ts';
import { letterPage, letterView, minePage, mineView, withdrawalPage, withdrawalView } from '../pages/mine.ts';
import type { ReporterSession } from '../service.ts';
import { reporterSession } from '../session.ts';
import { sendJsonFile } from './files.ts';
import { choiceRoutes } from './choices.ts';
import { ownRoutes } from './own.ts';
import { sendWait, waitOf } from './door.ts';
import { askForCode, holdFiles, refusedText } from './parts.ts';
import type { Held, PublicParts } from './parts.ts';

/** A refusal beside the field instead of on a page of its own, so that nothing typed is lost. */
function refusalOf({ reason, detail }: Refused): FieldErrors[string] {
  const key = `problems.refused.${reason}`;
  const args = Object.fromEntries(Object.entries(detail).flatMap(([name, value]) => (Array.isArray(value) ? [] : [[name, value]])));
  return isMessageKey(key) ? { key, args } : { key: 'problems.refused.explanation', args: { reason } };
}

export function mineRoutes(declared: Feature, parts: PublicParts): void {
  const { get, post } = declared;
  const { reports, uploads, hasClaim, knock } = parts;
  /** With the session, or to the page that asks for number and code; a session whose code was replaced has ended too. */
  const mine = <Path extends Record<string, string>>(handler: (req: Request<Path>, res: Response, session: ReporterSession) => Promise<void>): RequestHandler<Path> => async (req, res) => {
    const session = reporterSession(req as unknown as Request, res, reports);
    if (!session) return askForCode(req as unknown as Request, res);
    try {
      await handler(req, res, session);
    } catch (error) {
      if (error instanceof NotFound && error.message === 'report') return askForCode(req as unknown as Request, res);
      throw error;
    }
  };

  type Again = { status?: number; typed?: string; errors?: FieldErrors; held?: Held | null; fileError?: string | null };
  async function show(req: Request, res: Response, session: ReporterSession, again: Again = {}): Promise<void> {
    const matter = await reports.matter(session);
    const page = minePage(wordsOf(req.language), req.language, { ...matter, hasClaim: await hasClaim(matter.report.id), ...again });
    sendPage(req, res, mineView, page, { ...(again.errors ? { errors: again.errors } : {}), ...(again.status ? { status: again.status } : {}) });
  }

  get('/reports/mine', 'reporter', mine((req, res, session) => show(req, res, session)));

  async function said(req: Request, res: Response, session: ReporterSession): Promise<void> {
    const { kept, refused } = uploads.take(req);
    const wait = waitOf(req, res);
    if (wait !== null && sendWait(req, res, wait)) return reports.uploads.discard(kept);
    const body = (req.body ?? {}) as Record<string, unknown>;
    const typed = typeof body['text'] === 'string' ? body['text'] : '';
    // Held before anything is asked: whatever is refused below, no file has to be chosen again.
    const { held, over, gone } = await holdFiles(reports, kept, heldOf(body));
    const missing = [...refused, ...over.map((originalName) => ({ originalName, refused: 'evidence.refused.count' }))];
    const fileError = refusedText(req, missing, held?.files.length ?? 0, gone);
    const again = (errors: FieldErrors, status: number | null = null): Promise<void> =>
      show(req, res, session, { typed, errors: fileError ? { ...errors, files: { key: 'reports.error.files' } } : errors, held, fileError, ...(status === null ? {} : { status }) });
    if (wait !== null) return again({ text: { key: 'reporter.wait', args: { n: wait } } }, 429);
    const parsed = parseMessage(body);
    if ('errors' in parsed) return again(parsed.errors);
    if (fileError) return again({});
    if (typed.trim() === '' && held === null) return again({ text: { key: 'reports.error.message' } });
    try {
      await reports.say(session, parsed.value.text, held?.handle ?? null);
    } catch (error) {
      if (error instanceof Invalid) return again(error.fields);
      if (error instanceof Refused) return again({ text: refusalOf(error) }, 409);
      throw error;
    }
    seeOther(req, res, '/reports/mine#msg', 'reports.flash.sent');
  }
  post('/reports/mine/messages', 'reporter', knock('message'), uploads.middleware, mine((req, res, session) => said(req, res, session)));
  post('/reports/mine/evidence', 'reporter', knock('message'), uploads.middleware, mine((req, res, session) => said(req, res, session)));

  get('/reports/mine/withdrawal', 'reporter', mine(async (req, res, session) => {
    const { report } = await reports.matter(session);
    sendPage(req, res, withdrawalView, withdrawalPage(wordsOf(req.language), { number: report.number, reason: '' }));
  }));
  post('/reports/mine/withdrawal', 'reporter', mine(async (req, res, session) => {
    const parsed = parseWithdrawal(req.body);
    if ('errors' in parsed) {
      const { report } = await reports.matter(session);
      const reason = typeof parsed.typed['reason'] === 'string' ? parsed.typed['reason'] : '';
      return sendPage(req, res, withdrawalView, withdrawalPage(wordsOf(req.language), { number: report.number, reason, errors: parsed.errors }), { errors: parsed.errors });
    }
    await reports.withdraw(session, parsed.value.reason);
    seeOther(req, res, '/reports/mine', 'reports.flash.withdrawn');
  }));

  ownRoutes(declared, parts, mine);
  choiceRoutes(declared, parts, mine);

  get('/reports/mine/receipt', 'reporter', mine(async (_req, res, session) => sendJsonFile(res, 'receipt.json', (await reports.proof(session)).receipt)));
  get('/reports/mine/content', 'reporter', mine(async (_req, res, session) => sendJsonFile(res, 'content.json', (await reports.proof(session)).content)));
  get('/reports/mine/letters/:id', 'reporter', mine<{ id: string }>(async (req, res, session) => {
    sendPage(req as unknown as Request, res, letterView, letterPage(await reports.letter(session, req.params.id)));
  }));
}

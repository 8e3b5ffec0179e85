import type { Request, RequestHandler, Response } from 'express';
import { Invalid, NotFound } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import type { Feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import type { Received } from '../../evidence/rules/files.ts';
import { parseMessage, parseWithdrawal } from '../forms.ts';
import { letterPage, letterView, minePage, mineView, withdrawalPage, withdrawalView } from '../pages/mine.ts';
import type { ReporterSession } from '../service.ts';
import { reporterSession } from '../session.ts';
import { sendJsonFile } from './files.ts';
import { ownRoutes } from './own.ts';
import { sendWait, waitOf } from './door.ts';
import { askForCode, holdFiles, refusedText } from './parts.ts';
import type { Held, PublicParts } from './parts.ts';

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
    const handle = typeof body['held'] === 'string' && body['held'] !== '' ? body['held'].slice(0, 200) : null;
    const parsed = parseMessage(body);
    const isEmpty = typed.trim() === '' && kept.length === 0 && handle === null;
    const errors: FieldErrors = wait !== null ? { text: { key: 'reporter.wait', args: { n: wait } } } : 'errors' in parsed ? parsed.errors : isEmpty && refused.length === 0 ? { text: { key: 'reports.error.message' } } : {};
    if ('value' in parsed && Object.keys(errors).length === 0 && refused.length === 0) {
      const problem = await reports.say(session, parsed.value.text, kept, handle).then(() => null, (error: unknown) => {
        if (error instanceof Invalid) return error.fields;
        throw error;
      });
      return problem ? back(req, res, session, { typed, errors: problem, kept: [], handle, refused }) : seeOther(req, res, '/reports/mine#msg', 'reports.flash.sent');
    }
    await back(req, res, session, { typed, errors, kept, handle, refused, ...(wait === null ? {} : { status: 429 }) });
  }
  type Mistakes = { typed: string; errors: FieldErrors; kept: readonly Received[]; handle: string | null; refused: { originalName: string; refused: string }[]; status?: number };
  async function back(req: Request, res: Response, session: ReporterSession, { typed, errors, kept, handle, refused, ...rest }: Mistakes): Promise<void> {
    const { held } = await holdFiles(reports, kept, handle);
    const fileError = refusedText(req, refused, held?.files.length ?? 0);
    await show(req, res, session, { typed, errors: fileError ? { ...errors, files: { key: 'reports.error.files' } } : errors, held, fileError, ...rest });
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

  get('/reports/mine/receipt', 'reporter', mine(async (_req, res, session) => sendJsonFile(res, 'receipt.json', (await reports.proof(session)).receipt)));
  get('/reports/mine/content', 'reporter', mine(async (_req, res, session) => sendJsonFile(res, 'content.json', (await reports.proof(session)).content)));
  get('/reports/mine/letters/:id', 'reporter', mine<{ id: string }>(async (req, res, session) => {
    sendPage(req as unknown as Request, res, letterView, letterPage(await reports.letter(session, req.params.id)));
  }));
}

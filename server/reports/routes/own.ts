// Below the reporter's own page: correcting, a new code, everything as one download.
import type { Request, RequestHandler, Response } from 'express';
import { Invalid } from '../../kernel/errors.ts';
import { sendStream } from '../../kernel/http/downloads.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import type { Feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { zipOf } from '../../kernel/http/zip.ts';
import { parseCorrection, parseNewCode } from '../forms/own.ts';
import { correctionPage, correctionView, newCodePage, newCodeView, renewedPage, renewedView } from '../pages/own.ts';
import type { ReporterSession } from '../service.ts';
import { sendWait, waitOf } from './door.ts';
import type { PublicParts } from './parts.ts';

type Mine = <Path extends Record<string, string>>(handler: (req: Request<Path>, res: Response, session: ReporterSession) => Promise<void>) => RequestHandler<Path>;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export function ownRoutes({ get, post }: Feature, { reports, clock, knock }: PublicParts, mine: Mine): void {
  get('/reports/mine/correction', 'reporter', mine(async (req, res, session) => {
    const { report } = await reports.matter(session);
    sendPage(req, res, correctionView, correctionPage(wordsOf(req.language), report));
  }));
  post('/reports/mine/correction', 'reporter', knock('message'), mine(async (req, res, session) => {
    const wait = waitOf(req, res);
    if (wait !== null && sendWait(req, res, wait)) return;
    const parsed = parseCorrection(req.body);
    if (wait === null && 'value' in parsed) {
      await reports.correct(session, parsed.value.text);
      return seeOther(req, res, '/reports/mine#msg', 'reporter.correction.flash');
    }
    const errors = wait !== null ? { text: { key: 'reporter.wait', args: { n: wait } } } : 'errors' in parsed ? parsed.errors : {};
    const { report } = await reports.matter(session);
    const page = correctionPage(wordsOf(req.language), report, { text: textOf((req.body as Record<string, unknown> | undefined)?.['text']), errors });
    sendPage(req, res, correctionView, page, { errors, ...(wait === null ? {} : { status: 429 }) });
  }));

  get('/reports/mine/code', 'reporter', mine(async (req, res, session) => {
    await reports.matter(session);
    sendPage(req, res, newCodeView, newCodePage(wordsOf(req.language), { request: reports.newSubmission() }));
  }));
  /** Answers with the page itself, as a tip-off does: the code exists nowhere else. The session dies with the old code; the gate opens a new one. */
  post('/reports/mine/code', 'reporter', mine(async (req, res, session) => {
    const t = wordsOf(req.language);
    const parsed = parseNewCode(req.body);
    const outcome = 'errors' in parsed ? new Invalid(parsed.errors) : await reports.renewCode(session, parsed.value).catch((error: unknown) => {
      if (error instanceof Invalid) return error;
      throw error;
    });
    if (!(outcome instanceof Invalid)) return sendPage(req, res, renewedView, renewedPage(t, outcome), { status: 201 });
    const body = (req.body ?? {}) as Record<string, unknown>;
    const page = newCodePage(t, { request: textOf(body['request']) || reports.newSubmission(), number: textOf(body['number']).slice(0, 60), errors: outcome.fields });
    sendPage(req, res, newCodeView, page, { errors: outcome.fields });
  }));

  get('/reports/mine/download', 'reporter', mine(async (_req, res, session) => {
    const pieces = await reports.everything(session);
    await sendStream(res, { name: 'files.zip', mime: 'application/zip', size: null, stream: await zipOf(pieces, clock()) });
  }));
}

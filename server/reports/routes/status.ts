import type { Request, Response } from 'express';
import { beijingDate } from '../../kernel/clock.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { isFromProgram } from '../../kernel/http/request.ts';
import { seeOther, sendPage, sendProblem } from '../../kernel/http/respond.ts';
import type { Feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { parseEntry, parseGate } from '../forms.ts';
import { examplePage, exampleView } from '../pages/example.ts';
import { statusPage, statusView } from '../pages/mine.ts';
import { renewedPage, renewedView } from '../pages/own.ts';
import { receivedPage, receivedView } from '../pages/received.ts';
import { leaveReporterSession, placeOf, startReporterSession } from '../session.ts';
import type { Entry } from '../service/reporter.ts';
import type { PublicParts } from './parts.ts';
import { sendJsonFile } from './files.ts';

const WRONG: FieldErrors = { code: { key: 'reports.error.wrongCode' } };
const ELSEWHERE = 'https://www.weather.com.cn/';
/** Waiting ticket, language and type size. */
const KEPT_COOKIES = [['mj_wait', '/reports'], ['mj_lang', '/'], ['mj_type', '/']] as const;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export function statusRoutes({ get, post }: Feature, { reports, source, clock }: PublicParts): void {
  /** What was typed stays, the code too: seventeen symbols with one slip are not typed again for nothing. */
  const again = (req: Request, res: Response, errors: FieldErrors): void => {
    const body = (req.body ?? {}) as Record<string, unknown>;
    sendPage(req, res, statusView, statusPage(wordsOf(req.language), { number: textOf(body['number']).slice(0, 60), code: textOf(body['code']).slice(0, 60), errors }), { errors });
  };

  /** A wrong code is shown again; past the limit the number alone, since somebody may stand at the screen for an hour. */
  const refuse = (req: Request, res: Response, entry: Exclude<Entry, { outcome: 'in' }>): void => {
    if (entry.outcome === 'wrong') return again(req, res, WRONG);
    const t = wordsOf(req.language);
    const args = { n: Math.ceil(entry.wait / 60) };
    res.setHeader('Retry-After', String(entry.wait));
    if (isFromProgram(req)) return sendProblem(req, res, { status: 429, title: t('problems.tooMany.title'), detail: t('reports.error.locked', args), retryAfter: entry.wait });
    const body = (req.body ?? {}) as Record<string, unknown>;
    sendPage(req, res, statusView, statusPage(t, { number: textOf(body['number']).slice(0, 60), code: '', waitText: t('reports.status.wait', args) }), { status: 429 });
  };

  get('/reports/status', 'public', (req, res) => {
    sendPage(req, res, statusView, statusPage(wordsOf(req.language), { number: '', code: '' }));
  });

  get('/reports/example', 'public', (req, res) => {
    sendPage(req, res, exampleView, examplePage(wordsOf(req.language), req.language, beijingDate(clock())));
  });

  post('/reports/status', 'public', async (req, res) => {
    const parsed = parseEntry(req.body);
    if ('errors' in parsed) return again(req, res, parsed.errors);
    const entry = await reports.enter(parsed.value, source(req), placeOf(req));
    if (entry.outcome !== 'in') return refuse(req, res, entry);
    startReporterSession(req, res, reports, entry.session);
    seeOther(req, res, '/reports/mine');
  });

  /** The gate behind the code: number and code come again, and the tick that they were written down is asked for here too. */
  post('/reports/saved', 'public', async (req, res) => {
    const body = (req.body ?? {}) as Record<string, unknown>;
    const entered = parseEntry(body);
    if ('errors' in entered) return again(req, res, entered.errors);
    const entry = await reports.enter(entered.value, source(req), placeOf(req));
    if (entry.outcome !== 'in') return refuse(req, res, entry);
    const passphrase = textOf(body['passphrase']).slice(0, 200) || null;
    const gate = parseGate(body, passphrase !== null);
    if ('value' in gate) {
      startReporterSession(req, res, reports, entry.session);
      return seeOther(req, res, '/reports/mine');
    }
    if (body['renewed'] === 'yes') {
      const page = renewedPage(wordsOf(req.language), { ...reports.written(entered.value.number, entered.value.code), errors: gate.errors });
      return sendPage(req, res, renewedView, page, { errors: gate.errors });
    }
    const [{ report, bureau, clock }, proof] = await Promise.all([reports.matter(entry.session), reports.proof(entry.session)]);
    const page = receivedPage(wordsOf(req.language), req.language, {
      ...reports.written(entered.value.number, entered.value.code), passphrase, receipt: proof.receipt, receivedOn: report.receivedOn,
      bureau, clock, wantsReward: report.wantsReward, errors: gate.errors,
    });
    sendPage(req, res, receivedView, page, { errors: gate.errors });
  });

  /** The receipt from the page that shows the code, where there is no session yet. */
  post('/reports/receipt', 'public', async (req, res) => {
    const parsed = parseEntry(req.body);
    if ('errors' in parsed) return again(req, res, parsed.errors);
    const entry = await reports.enter(parsed.value, source(req), placeOf(req));
    if (entry.outcome !== 'in') return refuse(req, res, entry);
    sendJsonFile(res, 'receipt.json', (await reports.proof(entry.session)).receipt);
  });

  /** The way out where there is no script: a link, since whoever leaves has no time. Nothing that is stored changes. */
  get('/reports/leave', 'public', (_req, res) => {
    leaveReporterSession(res);
    res.redirect(303, ELSEWHERE);
  });

  post('/reports/exit', 'public', (req, res) => {
    leaveReporterSession(res);
    if ((req.body as Record<string, unknown> | undefined)?.['wipe'] !== 'yes') return seeOther(req, res, '/');
    // All that this site keeps on the device; browsers that know the header empty their cache of it too.
    for (const [name, path] of KEPT_COOKIES) res.clearCookie(name, { path });
    res.setHeader('Clear-Site-Data', '"cache", "storage"');
    seeOther(req, res, '/', 'reporter.wiped');
  });
}

import type { Request, Response } from 'express';
import { beijingDate } from '../../kernel/clock.ts';
import { Invalid, Refused } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import { percentHere } from '../../kernel/http/coming.ts';
import { heldOf } from '../../kernel/http/held.ts';
import { isFromProgram } from '../../kernel/http/request.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import type { Feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import type { Received } from '../../evidence/rules/files.ts';
import { inFormOrder, parseSubmission } from '../forms.ts';
import { reportFormPage, reportFormView } from '../pages/form.ts';
import type { FormInput } from '../pages/form.ts';
import { receivedPage, receivedView } from '../pages/received.ts';
import { sendWait, waitOf } from './door.ts';
import { holdFiles, refusedText } from './parts.ts';
import type { PublicParts } from './parts.ts';

export function submitRoutes({ get, post }: Feature, { reports, clock, uploads, knock }: PublicParts): void {
  const formInput = async (req: Request): Promise<Pick<FormInput, 'lists' | 'places' | 'site' | 'today' | 'reach'>> => ({
    lists: await reports.lists(), places: await reports.places(), site: reports.site, today: beijingDate(clock()), reach: req.app.site.contact ?? null,
  });

  get('/reports/new', 'public', async (req, res) => {
    sendPage(req, res, reportFormView, reportFormPage(wordsOf(req.language), { ...(await formInput(req)), submission: reports.newSubmission() }));
  });

  type Mistakes = { typed: Typed; errors: FieldErrors; kept: readonly Received[]; refused: { originalName: string; refused: string }[]; wait?: number | null };

  /** The same page with all that was typed; accepted files stay for an hour under a handle that only this page knows. */
  async function again(req: Request, res: Response, { typed, errors, kept, refused, wait = null }: Mistakes): Promise<void> {
    const { held, over, gone } = await holdFiles(reports, kept, heldOf(typed));
    const all = [...refused, ...over.map((originalName) => ({ originalName, refused: 'evidence.refused.count' }))];
    const fileError = refusedText(req, all, held?.files.length ?? 0, gone);
    const shown = inFormOrder(fileError ? { ...errors, files: { key: 'reports.error.files' } } : errors);
    const submission = typeof typed['submission'] === 'string' && typed['submission'] !== '' ? typed['submission'] : reports.newSubmission();
    const page = reportFormPage(wordsOf(req.language), { ...(await formInput(req)), submission, typed, ...(Object.keys(shown).length > 0 ? { errors: shown } : {}), held, fileError, wait });
    sendPage(req, res, reportFormView, page, wait === null ? { errors: shown } : { status: 429 });
  }

  /** For the script of a page whose form is on its way: by POST, so that the key stands in no address. */
  post('/reports/sending', 'public', (req, res) => {
    const body: unknown = req.body;
    res.json({ percent: percentHere(typeof body === 'object' && body !== null && 'sending' in body ? body.sending : null) });
  });

  post('/reports', 'public', knock('tipOff'), uploads.middleware, async (req, res) => {
    const { kept, refused } = uploads.take(req);
    const wait = waitOf(req, res);
    if (wait !== null && sendWait(req, res, wait)) return reports.uploads.discard(kept);
    const parsed = parseSubmission(req.body);
    if ('errors' in parsed) return again(req, res, { typed: parsed.typed, errors: parsed.errors, kept, refused, wait });
    const { held, ...form } = parsed.value;
    const typed = Object.fromEntries(Object.entries(req.body as Record<string, unknown>).flatMap(([name, value]) => (typeof value === 'string' || Array.isArray(value) ? [[name, value as string | string[]]] : [])));
    if (refused.length > 0 || wait !== null) return again(req, res, { typed, errors: {}, kept, refused, wait });
    const submission = form.submission === '' ? reports.newSubmission() : form.submission;
    const sent = await reports.submit({ ...form, submission }, { received: kept, handle: held, shown: heldOf(req.body).names }).catch((error: unknown) => {
      if (error instanceof Invalid) return error;
      // Sent again by a browser that went back, perhaps under other hands: nothing is lost, so nothing that was written is shown.
      if (error instanceof Refused && error.reason === 'REPORT_ALREADY_SUBMITTED' && !isFromProgram(req)) return null;
      throw error;
    });
    if (sent === null) return seeOther(req, res, '/reports/status', 'problems.refused.REPORT_ALREADY_SUBMITTED');
    if (sent instanceof Invalid) return again(req, res, { typed, errors: sent.fields, kept, refused });
    const page = receivedPage(wordsOf(req.language), req.language, { ...sent, wantsReward: form.wantsReward });
    sendPage(req, res, receivedView, page, { status: 201 });
  });
}

// Officers enter what did not come through the site. These addresses stand before /reports/desk/:id.
import type { Request, Response } from 'express';
import { beijingDate } from '../../kernel/clock.ts';
import type { Clock } from '../../kernel/clock.ts';
import { Invalid } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { typedOf } from '../../kernel/forms.ts';
import type { Typed } from '../../kernel/forms.ts';
import { heldOf } from '../../kernel/http/held.ts';
import { personOf } from '../../kernel/http/person.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import { feature } from '../../kernel/http/routes.ts';
import { createUploads } from '../../kernel/http/uploads.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import type { Received } from '../../evidence/rules/files.ts';
import { entryChannel, inEntryOrder, parseArrival, parseEntered } from '../forms/enter.ts';
import { enterPage, enterView } from '../pages/desk/enter.ts';
import { enteredPage, enteredView } from '../pages/desk/entered.ts';
import type { EntryChannel } from '../rules/enter.ts';
import type { Entered, ReportsService } from '../service.ts';
import { holdFiles, refusedText } from './parts.ts';

const MEGABYTE = 1024 * 1024;
type Outside = { reports: ReportsService; clock: Clock; url: string };
type Mistakes = { typed: Typed; errors: FieldErrors; kept: readonly Received[]; refused: { originalName: string; refused: string }[] };

export function reportsEnterRoutes({ reports, clock, url }: Outside) {
  const { get, post, router, routes } = feature();
  const { receive, discard, limits } = reports.uploads;
  const bytes = limits.files * limits.bytesPerFile + 50 * MEGABYTE;
  const uploads = createUploads({ fields: ['files'], receive, discard, backstop: { files: limits.files * 3, bytesPerFile: bytes, bytes } });
  async function show(req: Request, res: Response, channel: EntryChannel, mistakes: Mistakes | null): Promise<void> {
    const person = personOf(req);
    const { typed = {}, errors = {}, kept = [], refused = [] } = mistakes ?? {};
    const { held, over, gone } = await holdFiles(reports, kept, heldOf(typed));
    const fileError = refusedText(req, [...refused, ...over.map((originalName) => ({ originalName, refused: 'evidence.refused.count' }))], held?.files.length ?? 0, gone);
    const shown = mistakes ? inEntryOrder(fileError ? { ...errors, files: { key: 'reports.error.files' } } : errors) : null;
    const submission = typeof typed['submission'] === 'string' && typed['submission'] !== '' ? typed['submission'] : reports.newSubmission();
    const page = enterPage(wordsOf(req.language), {
      channel, submission, lists: await reports.lists(), places: await reports.places(), division: person.bureau, colleagues: await reports.colleagues(person), today: beijingDate(clock()), typed, held, fileError, ...(shown ? { errors: shown } : {}),
    });
    sendPage(req, res, enterView, page, shown ? { errors: shown } : {});
  }

  /** 201 with the page itself: the code exists nowhere else. */
  const hand = (req: Request, res: Response, entered: Entered): void =>
    sendPage(req, res, enteredView, enteredPage(wordsOf(req.language), req.language, { ...entered, url }), { status: 201 });

  get('/reports/desk/new', ['intake'], (req, res) => show(req, res, entryChannel(req.query['channel']), null));

  post('/reports/desk/new', ['intake'], uploads.middleware, async (req, res) => {
    const { kept, refused } = uploads.take(req);
    const typed = typedOf(req.body);
    const channel = entryChannel(typed['channel']);
    const again = (errors: FieldErrors): Promise<void> => show(req, res, channel, { typed, errors, kept, refused });
    const parsed = parseEntered(req.body);
    if ('errors' in parsed || refused.length > 0) {
      const arrival = parseArrival(req.body);
      return again({ ...(arrival ? await reports.mistakesInEntry(personOf(req), arrival) : {}), ...('errors' in parsed ? parsed.errors : {}) });
    }
    const { held, ...entry } = parsed.value;
    const entered = await reports.enterLead(personOf(req), { ...entry, submission: entry.submission === '' ? reports.newSubmission() : entry.submission }, { received: kept, handle: held, shown: heldOf(req.body).names }).catch((error: unknown) => {
      if (error instanceof Invalid) return error;
      throw error;
    });
    if (entered instanceof Invalid) return again(entered.fields);
    if (entered.code === null) return seeOther(req, res, entered.isHidden ? '/inbox' : `/reports/desk/${entered.id}`, 'entering.flash.entered');
    hand(req, res, entered);
  });

  /** A POST that answers the page: a receipt with a new code for a reporter who has come. */
  post('/reports/desk/:id/handReceipt', ['intake'], async (req, res) => {
    const version = Number(typedOf(req.body)['version']);
    hand(req, res, await reports.handReceipt(personOf(req), req.params.id, version));
  });

  return { router, routes };
}

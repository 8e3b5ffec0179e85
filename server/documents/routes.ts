import type { Request, Response } from 'express';
import { Forbidden, Invalid } from '../kernel/errors.ts';
import { beijingDate } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import type { FieldErrors } from '../kernel/errors.ts';
import { typedOf } from '../kernel/forms.ts';
import type { Typed } from '../kernel/forms.ts';
import { sendDownload } from '../kernel/http/downloads.ts';
import { seeOther, sendPage } from '../kernel/http/respond.ts';
import { feature } from '../kernel/http/routes.ts';
import { createUploads } from '../kernel/http/uploads.ts';
import { isMessageKey, wordsOf } from '../kernel/i18n.ts';
import { parseDelivery } from './forms.ts';
import { documentPage, documentView } from './pages.ts';
import type { DocumentsService } from './service.ts';
import type { Proofs } from './service/proofs.ts';

const READERS = ['intake', 'investigator', 'legalReviewer', 'head', 'rewardOfficer', 'publisher'] as const;

/** `names`: names of officers by id, for the record of deliveries. */
export function documentsRoutes({ documents, slips, names, clock }: { documents: DocumentsService; slips: Proofs; names: (ids: readonly string[]) => Promise<Map<string, string>>; clock: Clock }) {
  const { get, post, router, routes } = feature();
  const { receive, discard, limits } = slips;
  const most = limits.bytesPerFile + 5 * 1024 * 1024;
  const uploads = createUploads({ fields: ['slip'], receive, discard, backstop: { files: 3, bytesPerFile: most, bytes: 2 * most } });

  async function show(req: Request, res: Response, id: string, again: { typed?: Typed; errors?: FieldErrors; slipError?: string | null } = {}): Promise<void> {
    const { person } = req;
    if (!person) throw new Forbidden('documents.find');
    const document = await documents.find(person, id);
    const page = documentPage(wordsOf(req.language), {
      document, names: await names(document.deliveries.map(({ by }) => by)), slips: await slips.of(document), reasons: slips.reasons, mayDeliver: documents.mayDeliver(person, document), today: beijingDate(clock()), ...again,
    });
    sendPage(req, res, documentView, page, again.errors ? { errors: again.errors } : {});
  }

  get('/documents/:id', READERS, async (req, res) => show(req, res, req.params.id));

  post('/documents/:id/deliveries', READERS, uploads.middleware, async (req, res) => {
    const { person } = req;
    if (!person) throw new Forbidden('documents.deliver');
    const { kept, refused } = uploads.take(req as unknown as Request);
    const { id } = req.params;
    const again = async (mistakes: { typed: Typed; errors: FieldErrors }): Promise<void> => {
      await discard(kept);
      const key = refused[0]?.refused ?? '';
      const slipError = refused.length === 0 ? null : isMessageKey(key) ? wordsOf(req.language)(key) : key;
      await show(req, res, id, { typed: mistakes.typed, errors: { ...mistakes.errors, ...(slipError ? { slip: { key } } : {}) }, slipError });
    };
    const parsed = parseDelivery(req.body);
    if ('errors' in parsed) return again(parsed);
    if (refused.length > 0) return again({ typed: typedOf(req.body), errors: {} });
    try {
      await slips.deliver(person, id, parsed.value, kept[0] ?? null);
    } catch (error) {
      if (error instanceof Invalid) return show(req, res, id, { typed: typedOf(req.body), errors: error.fields });
      throw error;
    }
    seeOther(req, res, `/documents/${id}`, 'documents.flash.delivered');
  });

  post('/documents/:id/slips/:fileId', READERS, async (req, res) => {
    const { person } = req;
    if (!person) throw new Forbidden('documents.slip');
    const { reason } = typedOf(req.body);
    try {
      await sendDownload(res, await slips.download(person, req.params.id, req.params.fileId, typeof reason === 'string' ? reason : ''));
    } catch (error) {
      if (error instanceof Invalid) return show(req as unknown as Request, res, req.params.id, { errors: error.fields });
      throw error;
    }
  });

  return { router, routes };
}

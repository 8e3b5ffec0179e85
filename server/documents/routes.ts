import type { Request, Response } from 'express';
import { beijingDate } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { Forbidden, Invalid } from '../kernel/errors.ts';
import type { FieldErrors } from '../kernel/errors.ts';
import type { Typed } from '../kernel/forms.ts';
import { seeOther, sendPage } from '../kernel/http/respond.ts';
import { feature } from '../kernel/http/routes.ts';
import { wordsOf } from '../kernel/i18n.ts';
import { parseDelivery } from './forms.ts';
import { documentPage, documentView } from './pages.ts';
import type { DocumentsService } from './service.ts';

const READERS = ['intake', 'investigator', 'legalReviewer', 'head', 'rewardOfficer', 'publisher'] as const;

/** `names`: names of officers by id, for the record of deliveries. */
export function documentsRoutes({ documents, names, clock }: { documents: DocumentsService; names: (ids: readonly string[]) => Promise<Map<string, string>>; clock: Clock }) {
  const { get, post, router, routes } = feature();

  async function show(req: Request, res: Response, id: string, again: { typed?: Typed; errors?: FieldErrors } = {}): Promise<void> {
    const { person } = req;
    if (!person) throw new Forbidden('documents.find');
    const document = await documents.find(person, id);
    const page = documentPage(wordsOf(req.language), {
      document, names: await names(document.deliveries.map(({ by }) => by)), mayDeliver: documents.mayDeliver(person, document), today: beijingDate(clock()), ...again,
    });
    sendPage(req, res, documentView, page, again.errors ? { errors: again.errors } : {});
  }

  get('/documents/:id', READERS, async (req, res) => show(req, res, req.params.id));

  post('/documents/:id/deliveries', READERS, async (req, res) => {
    const { person } = req;
    if (!person) throw new Forbidden('documents.deliver');
    const parsed = parseDelivery(req.body);
    if ('errors' in parsed) return show(req, res, req.params.id, parsed);
    const delivery = parsed.value;
    try {
      // A body can name no file: none of the page's own is taken here yet, and any other would pass for the signed confirmation.
      await documents.deliver(person, req.params.id, { ...delivery, fileId: null });
    } catch (error) {
      if (error instanceof Invalid) return show(req, res, req.params.id, { typed: { ...delivery, version: String(delivery.version) }, errors: error.fields });
      throw error;
    }
    seeOther(req, res, `/documents/${req.params.id}`, 'documents.flash.delivered');
  });

  return { router, routes };
}

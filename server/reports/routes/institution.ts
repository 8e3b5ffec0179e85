import type { Request, Response } from 'express';
import { Invalid } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { typedOf } from '../../kernel/forms.ts';
import type { Typed } from '../../kernel/forms.ts';
import { personOf } from '../../kernel/http/person.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import { feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { parseLink } from '../forms/institution.ts';
import { linkPage, linkView } from '../pages/desk/institution.ts';
import type { ReportsService } from '../service.ts';

const LINKERS = ['intake', 'investigator'] as const;

/** Linking the free name of a report to the directory, or to another institution of it. */
export function reportsInstitutionRoutes({ reports }: { reports: ReportsService }) {
  const { get, post, router, routes } = feature();
  async function show(req: Request, res: Response, id: string, mistakes?: { errors: FieldErrors; typed: Typed }): Promise<void> {
    const { report, permitted } = await reports.forOfficer(personOf(req), id);
    if (!permitted.includes('linkInstitution')) return reports.notOffered(personOf(req), id, 'linkInstitution');
    const similar = await reports.similarInstitutions(personOf(req), report.content.targetName);
    sendPage(req, res, linkView, linkPage(wordsOf(req.language), { report, similar, ...(mistakes ?? {}) }), mistakes ? { errors: mistakes.errors } : {});
  }

  get('/reports/desk/:id/institution', LINKERS, (req, res) => show(req, res, req.params.id));
  post('/reports/desk/:id/institution', LINKERS, async (req, res) => {
    const { id } = req.params;
    const parsed = parseLink(req.body);
    if ('errors' in parsed) return show(req, res, id, parsed);
    try {
      const { version, institution, other } = parsed.value;
      await reports.linkInstitution(personOf(req), id, version, { institution, other });
    } catch (error) {
      if (error instanceof Invalid) return show(req, res, id, { errors: error.fields, typed: typedOf(req.body) });
      throw error;
    }
    seeOther(req, res, `/reports/desk/${id}`, 'institutions.link.done');
  });
  return { router, routes };
}

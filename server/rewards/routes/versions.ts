// The choice of a version on the desk: shown with all that was looked at, made by a reward officer, on record.
import type { Request, Response } from 'express';
import { Invalid } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { typedOf } from '../../kernel/forms.ts';
import type { Typed } from '../../kernel/forms.ts';
import { personOf } from '../../kernel/http/person.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import type { Feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { parsePick } from '../forms/choosing.ts';
import { versionsPage, versionsView } from '../pages/versions.ts';
import type { RewardsService } from '../service.ts';

export function versionRoutes({ get, post }: Feature, { rewards }: { rewards: RewardsService }): void {
  async function show(req: Request, res: Response, id: string, again: { typed?: Typed; errors?: FieldErrors } = {}): Promise<void> {
    const page = versionsPage(wordsOf(req.language), { ...(await rewards.versions(personOf(req), id)), ...again });
    sendPage(req, res, versionsView, page, again.errors ? { errors: again.errors } : {});
  }
  get('/rewards/:id/versions', ['rewardOfficer', 'head', 'legalReviewer', 'investigator'], (req, res) => show(req as unknown as Request, res, req.params.id));
  post('/rewards/:id/versions', ['rewardOfficer'], async (request, res) => {
    const req = request as unknown as Request;
    const { id } = request.params;
    const parsed = parsePick(req.body);
    if ('errors' in parsed) return show(req, res, id, parsed);
    const { version, ...pick } = parsed.value;
    try {
      await rewards.pickRule(personOf(req), id, version, pick);
    } catch (error) {
      if (error instanceof Invalid) return show(req, res, id, { typed: typedOf(req.body), errors: error.fields });
      throw error;
    }
    seeOther(req, res, `/rewards/${id}`, 'rewards.flash.saved');
  });
}

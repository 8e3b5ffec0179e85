// Where an officer declares an interest, or his head does for him.
import type { Request, Response } from 'express';
import { Invalid } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { typedOf } from '../../kernel/forms.ts';
import type { Typed } from '../../kernel/forms.ts';
import { personOf } from '../../kernel/http/person.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import { feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { parseInterest } from '../forms/moves.ts';
import { interestsPage, interestsView } from '../pages/desk/interests.ts';
import type { ReportsService } from '../service.ts';

const DECLARE = ['intake', 'investigator', 'head', 'legalReviewer', 'rewardOfficer', 'publisher'] as const;
/** An institution of the registry as it was typed: its name or code. Null where there is none of that name in the person's reach. */
export type FindInstitution = (person: NonNullable<Request['person']>, typed: string) => Promise<{ id: string; name: string } | null>;

export function interestRoutes({ reports, institution }: { reports: ReportsService; institution: FindInstitution }) {
  const { get, post, router, routes } = feature();

  async function show(req: Request, res: Response, again: { errors?: FieldErrors; typed?: Typed } = {}): Promise<void> {
    const person = personOf(req);
    const page = interestsPage(wordsOf(req.language), { ...(await reports.declared(person)), self: person.id, ...again });
    sendPage(req, res, interestsView, page, again.errors ? { errors: again.errors } : {});
  }

  get('/interests', DECLARE, (req, res) => show(req, res));
  post('/interests', DECLARE, async (req, res) => {
    const person = personOf(req);
    const parsed = parseInterest(req.body);
    if ('errors' in parsed) return show(req, res, parsed);
    const { name, institutionId, ...rest } = parsed.value;
    try {
      const found = institutionId === '' ? await institution(person, name) : { id: institutionId, name };
      await reports.declare(person, { ...rest, name: found?.name ?? name, institutionId: found?.id ?? '' });
    } catch (error) {
      if (error instanceof Invalid) return show(req, res, { errors: error.fields, typed: typedOf(req.body) });
      throw error;
    }
    seeOther(req, res, '/interests', 'interests.flash.added');
  });
  post('/interests/:id/end', ['head'], async (req, res) => {
    await reports.endInterest(personOf(req), req.params.id);
    seeOther(req, res, '/interests', 'interests.flash.ended');
  });
  return { router, routes };
}

import type { Request, Response } from 'express';
import { Forbidden, Invalid, NotFound } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import { typedOf } from '../../kernel/forms.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import { feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { parseBureauChange, parseNewBureau } from '../forms/accounts.ts';
import { bureauPage, bureausPage, bureausView, bureauView } from '../pages/bureaus.ts';
import type { Bureau } from '../rules/accounts.ts';
import type { Person } from '../rules/person.ts';
import type { PeopleService } from '../service.ts';

export function bureausRoutes({ people }: { people: PeopleService }) {
  const { get, post, router, routes } = feature();
  const administrator = (req: Request): Person => {
    if (!req.person) throw new Forbidden('people.manage');
    return req.person;
  };
  async function mine(req: Request, code: string): Promise<Bureau> {
    const bureau = (await people.manageBureaus(administrator(req))).find((one) => one.code === code);
    if (!bureau) throw new NotFound('bureau');
    return bureau;
  }
  function show(req: Request, res: Response, bureau: Bureau | null, again: { typed?: Typed; errors?: FieldErrors } = {}): void {
    sendPage(req, res, bureauView, bureauPage(wordsOf(req.language), { bureau, ...again }), again.errors ? { errors: again.errors } : {});
  }

  get('/bureaus', ['administrator'], async (req, res) => {
    sendPage(req, res, bureausView, bureausPage(wordsOf(req.language), await people.manageBureaus(administrator(req))));
  });
  get('/bureaus/new', ['administrator'], (req, res) => show(req, res, null));
  post('/bureaus', ['administrator'], async (req, res) => {
    const parsed = parseNewBureau(req.body);
    if ('errors' in parsed) return show(req, res, null, parsed);
    try {
      await people.addBureau(administrator(req), { ...parsed.value, isActive: true, isDemo: false, version: 1 });
    } catch (error) {
      if (error instanceof Invalid) return show(req, res, null, { typed: typedOf(req.body), errors: error.fields });
      throw error;
    }
    seeOther(req, res, `/bureaus/${parsed.value.code}`, 'people.flash.bureauAdded');
  });

  get('/bureaus/:code', ['administrator'], async (req, res) => show(req, res, await mine(req, req.params.code)));
  post('/bureaus/:code', ['administrator'], async (req, res) => {
    const bureau = await mine(req, req.params.code);
    const parsed = parseBureauChange(req.body);
    if ('errors' in parsed) return show(req, res, bureau, parsed);
    try {
      await people.changeBureau(administrator(req), { ...bureau, ...parsed.value });
    } catch (error) {
      if (error instanceof Invalid) return show(req, res, bureau, { typed: typedOf(req.body), errors: error.fields });
      throw error;
    }
    seeOther(req, res, `/bureaus/${bureau.code}`, 'common.saved');
  });

  return { router, routes };
}

import type { Request, Response } from 'express';
import { beijingDate } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { Forbidden, Invalid } from '../kernel/errors.ts';
import type { FieldErrors } from '../kernel/errors.ts';
import { typedOf } from '../kernel/forms.ts';
import type { Parsed, Typed } from '../kernel/forms.ts';
import { seeOther, sendPage } from '../kernel/http/respond.ts';
import { feature } from '../kernel/http/routes.ts';
import { wordsOf } from '../kernel/i18n.ts';
import type { Person } from '../people/rules/person.ts';
import { parseCalendar, parseParameter } from './forms.ts';
import { parametersPage, parametersView } from './pages.ts';
import type { LawService } from './service.ts';

const KEEPERS = ['administrator', 'head'] as const;

/** The administrator enters with a citation, the head confirms; either may do either, never both for one entry. */
export function lawRoutes({ law, names, clock }: { law: LawService; names: (ids: readonly string[]) => Promise<Map<string, string>>; clock: Clock }) {
  const { get, post, router, routes } = feature();
  const keeper = (req: Request): Person => {
    if (!req.person) throw new Forbidden('law.list');
    return req.person;
  };

  async function show(req: Request, res: Response, again: { typed?: Typed; errors?: FieldErrors } = {}): Promise<void> {
    const person = keeper(req);
    const entries = await law.list(person, person.bureau);
    const page = parametersPage(wordsOf(req.language), {
      bureau: { code: person.bureau, name: person.bureauName }, law: await law.of(person.bureau), entries,
      names: await names(entries.flatMap(({ enteredBy, confirmedBy }) => [enteredBy, confirmedBy ?? enteredBy])), me: person.id, today: beijingDate(clock()), ...again,
    });
    sendPage(req, res, parametersView, page, again.errors ? { errors: again.errors } : {});
  }
  async function enter<T>(req: Request, res: Response, parsed: Parsed<T>, save: (value: T) => Promise<unknown>): Promise<void> {
    if ('errors' in parsed) return show(req, res, parsed);
    try {
      await save(parsed.value);
    } catch (error) {
      if (error instanceof Invalid) return show(req, res, { typed: typedOf(req.body), errors: error.fields });
      throw error;
    }
    seeOther(req, res, '/parameters', 'law.flash.entered');
  }

  get('/parameters', KEEPERS, async (req, res) => show(req, res));
  post('/parameters', KEEPERS, async (req, res) => enter(req, res, parseParameter(req.body), (command) => law.enterParameter(keeper(req), command)));
  post('/parameters/calendar', KEEPERS, async (req, res) => enter(req, res, parseCalendar(req.body), (command) => law.enterCalendarDays(keeper(req), command)));
  post('/parameters/:id/confirmation', KEEPERS, async (req, res) => {
    await law.confirm(keeper(req), req.params.id);
    seeOther(req, res, '/parameters', 'law.flash.confirmed');
  });

  return { router, routes };
}

import { sendPage } from '../../kernel/http/respond.ts';
import { feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { contactPage, contactView } from '../pages/contact.ts';
import type { PeopleService } from '../service.ts';

/** Where the numbers of the bureaus stand. `site`: the division of a site of one bureau. */
export function contactRoutes({ people, site }: { people: PeopleService; site: string | undefined }) {
  const { get, router, routes } = feature();
  get('/contact', 'public', async (req, res) => {
    const bureaus = await people.listBureaus();
    sendPage(req, res, contactView, contactPage(wordsOf(req.language), bureaus.filter(({ code }) => site === undefined || code === site)));
  });
  return { router, routes };
}

import { personOf } from '../../kernel/http/person.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import { feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { parseEmail } from '../forms/mail.ts';
import { mailPage, mailView } from '../pages/mail.ts';
import type { PeopleService } from '../service.ts';

/** Where an officer says whether the morning mail comes, and where to. */
export function mailRoutes({ people, isConfigured }: { people: PeopleService; isConfigured: boolean }) {
  const { get, post, router, routes } = feature();
  get('/account/mail', 'officer', async (req, res) => {
    const email = (await people.emailOf(personOf(req).id)) ?? '';
    sendPage(req, res, mailView, mailPage(wordsOf(req.language), { isConfigured, email }));
  });
  post('/account/mail', 'officer', async (req, res) => {
    const parsed = parseEmail(req.body);
    if ('errors' in parsed) {
      const { email } = parsed.typed;
      return sendPage(req, res, mailView, mailPage(wordsOf(req.language), { isConfigured, email: typeof email === 'string' ? email : '', errors: parsed.errors }), { errors: parsed.errors });
    }
    await people.setEmail(personOf(req), parsed.value.email);
    seeOther(req, res, '/account/mail', parsed.value.email === null ? 'mail.flash.off' : 'mail.flash.on');
  });
  return { router, routes };
}

import type { Request } from 'express';
import { setFlash } from '../kernel/http/flash.ts';
import { localPath } from '../kernel/http/request.ts';
import { seeOther, sendPage } from '../kernel/http/respond.ts';
import { feature } from '../kernel/http/routes.ts';
import { wordsOf } from '../kernel/i18n.ts';
import { Invalid } from '../kernel/errors.ts';
import type { FieldErrors } from '../kernel/errors.ts';
import { parsePasswordChange, parseSignIn } from './forms.ts';
import { passwordPage, passwordView, signInPage, signInView } from './pages.ts';
import type { DemoAccount } from './pages.ts';
import type { PeopleService } from './service.ts';
import { endSession, startSession } from './session.ts';

/** `source` turns a request into what tries are counted by; it is hashed before it is stored and vanishes with its window. */
export function peopleRoutes({ people, demoAccounts, source }: { people: PeopleService; demoAccounts: () => Promise<DemoAccount[]>; source: (req: Request) => string }) {
  const { get, post, router, routes } = feature();

  get('/sign-in', 'public', async (req, res) => {
    if (req.person) return seeOther(req, res, '/desk');
    sendPage(req, res, signInView, signInPage(wordsOf(req.language), { account: '', back: localPath(req.query['back']), demoAccounts: await demoAccounts() }));
  });

  post('/sign-in', 'public', async (req, res) => {
    const parsed = parseSignIn(req.body);
    const again = async (account: string, back: string, errors: FieldErrors) =>
      sendPage(req, res, signInView, signInPage(wordsOf(req.language), { account, back, demoAccounts: await demoAccounts(), errors }), { errors });
    if ('errors' in parsed) return again(String(parsed.typed['account'] ?? ''), localPath(parsed.typed['back']), parsed.errors);
    const { account, password, back } = parsed.value;
    const session = await people.signIn(account, password, source(req));
    if (!session) return again(account, localPath(back), { account: { key: 'people.error.signIn' } });
    startSession(req, res, session.token);
    const wanted = localPath(back);
    seeOther(req, res, session.person.mustChangePassword ? '/account/password' : wanted === '/' ? '/desk' : wanted);
  });

  post('/sign-out', 'officer', async (req, res) => {
    if (req.person) await people.signOut(req.person);
    endSession(res);
    seeOther(req, res, '/sign-in', 'people.flash.signedOut');
  });

  get('/account/password', 'officer', (req, res) => {
    sendPage(req, res, passwordView, passwordPage(wordsOf(req.language), { isForced: req.person?.mustChangePassword ?? false }));
  });

  post('/account/password', 'officer', async (req, res) => {
    const { person } = req;
    if (!person) return seeOther(req, res, '/sign-in');
    const again = (errors: FieldErrors) => sendPage(req, res, passwordView, passwordPage(wordsOf(req.language), { isForced: person.mustChangePassword, errors }), { errors });
    const parsed = parsePasswordChange(req.body);
    if ('errors' in parsed) return again(parsed.errors);
    try {
      startSession(req, res, await people.changePassword(person, parsed.value.current, parsed.value.next));
    } catch (error) {
      if (error instanceof Invalid) return again(error.fields);
      throw error;
    }
    setFlash(req, res, 'people.flash.passwordChanged');
    seeOther(req, res, '/desk');
  });

  return { router, routes };
}

import type { Request, Response } from 'express';
import { beijingDate } from '../../kernel/clock.ts';
import type { Clock } from '../../kernel/clock.ts';
import { Forbidden, Invalid } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import { feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { parseAccountChange, parseAfter, parseNewAccount, parseReset, parseState } from '../forms/accounts.ts';
import { accountPage, accountsPage, accountsView, accountView, newAccountPage, newAccountView } from '../pages/accounts.ts';
import type { Person } from '../rules/person.ts';
import type { PeopleService } from '../service.ts';

type Again = { typed?: Typed; errors?: FieldErrors };

export function accountsRoutes({ people, clock }: { people: PeopleService; clock: Clock }) {
  const { get, post, router, routes } = feature();
  const administrator = (req: Request): Person => {
    if (!req.person) throw new Forbidden('people.manage');
    return req.person;
  };
  /** The same page again with the mistakes, whether the form or the service found them. */
  async function answering(act: () => Promise<void>, again: (errors: FieldErrors) => Promise<void>, done: () => void): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (error instanceof Invalid) return again(error.fields);
      throw error;
    }
    done();
  }

  async function showNew(req: Request, res: Response, { typed, errors }: Again = {}): Promise<void> {
    const manager = administrator(req);
    const page = newAccountPage(wordsOf(req.language), { bureaus: await people.manageBureaus(manager), home: manager.bureau, typed, errors });
    sendPage(req, res, newAccountView, page, errors ? { errors } : {});
  }
  async function showOne(req: Request, res: Response, id: string, { typed, errors }: Again = {}): Promise<void> {
    const manager = administrator(req);
    const account = await people.findAccount(manager, id);
    const { name } = await people.findBureau(account.bureau);
    sendPage(req, res, accountView, accountPage(wordsOf(req.language), { account, bureau: name, isMyself: id === manager.id, today: beijingDate(clock()), typed, errors }), errors ? { errors } : {});
  }

  get('/accounts', ['administrator'], async (req, res) => {
    const manager = administrator(req);
    const { accounts, hasMore } = await people.listAccounts(manager, parseAfter(req.query['after']));
    const bureaus = new Map((await people.manageBureaus(manager)).map(({ code, name }) => [code, name]));
    sendPage(req, res, accountsView, accountsPage(wordsOf(req.language), { accounts, bureaus, hasMore, today: beijingDate(clock()) }));
  });
  get('/accounts/new', ['administrator'], async (req, res) => showNew(req, res));
  post('/accounts', ['administrator'], async (req, res) => {
    const parsed = parseNewAccount(req.body);
    if ('errors' in parsed) return showNew(req, res, parsed);
    const { password: _password, certificate, ...typed } = parsed.value;
    const kept = { ...typed, certificateNumber: certificate?.number ?? '', certificateValidTo: certificate?.validTo ?? '' };
    await answering(
      async () => void (await people.addAccount(administrator(req), parsed.value)),
      (errors) => showNew(req, res, { typed: kept, errors }),
      () => seeOther(req, res, '/accounts', 'people.flash.accountAdded'),
    );
  });

  get('/accounts/:id', ['administrator'], async (req, res) => showOne(req, res, req.params.id));
  post('/accounts/:id', ['administrator'], async (req, res) => {
    const parsed = parseAccountChange(req.body);
    if ('errors' in parsed) return showOne(req, res, req.params.id, parsed);
    const { version, change } = parsed.value;
    const { certificate, ...typed } = change;
    await answering(
      () => people.changeAccount(administrator(req), req.params.id, version, change),
      (errors) => showOne(req, res, req.params.id, { typed: { ...typed, certificateNumber: certificate?.number ?? '', certificateValidTo: certificate?.validTo ?? '' }, errors }),
      () => seeOther(req, res, `/accounts/${req.params.id}`, 'common.saved'),
    );
  });
  post('/accounts/:id/password', ['administrator'], async (req, res) => {
    const parsed = parseReset(req.body);
    if ('errors' in parsed) return showOne(req, res, req.params.id, parsed);
    await answering(
      () => people.resetPassword(administrator(req), req.params.id, parsed.value.version, parsed.value.password),
      (errors) => showOne(req, res, req.params.id, { errors }),
      () => seeOther(req, res, `/accounts/${req.params.id}`, 'people.flash.passwordReset'),
    );
  });
  post('/accounts/:id/state', ['administrator'], async (req, res) => {
    const parsed = parseState(req.body);
    if ('errors' in parsed) return showOne(req, res, req.params.id, parsed);
    const { version, isDisabled } = parsed.value;
    await answering(
      () => people.changeAccount(administrator(req), req.params.id, version, { isDisabled }),
      (errors) => showOne(req, res, req.params.id, { errors }),
      () => seeOther(req, res, `/accounts/${req.params.id}`, isDisabled ? 'people.flash.disabled' : 'people.flash.enabled'),
    );
  });

  return { router, routes };
}

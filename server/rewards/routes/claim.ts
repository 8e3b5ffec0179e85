// The reward on the reporter's own page. The session is that of his report; without it, to the page that asks for number and code.
import type { Request, RequestHandler, Response } from 'express';
import { Invalid, NotFound } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { typedOf } from '../../kernel/forms.ts';
import type { Typed } from '../../kernel/forms.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import type { Feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { parseClaim } from '../forms/claim.ts';
import { claimPage, claimView, letterPage, letterView } from '../pages/claim.ts';
import type { RewardsService, Session } from '../service.ts';

export type ReporterDoor = {
  /** The session of the report, renewed; null where there is none. */
  sessionOf: (req: Request, res: Response) => Session | null;
  askForCode: (req: Request, res: Response) => void;
};

export type Mine = (handler: (req: Request, res: Response, session: Session) => Promise<void>) => RequestHandler<Record<never, string>>;

/** With the session of the report, or to the page that asks for number and code. */
export const behind = (door: ReporterDoor): Mine => (handler) => async (request, res) => {
  const req = request as unknown as Request;
  const session = door.sessionOf(req, res);
  if (!session) return door.askForCode(req, res);
  try {
    await handler(req, res, session);
  } catch (error) {
    if (error instanceof NotFound && error.message === 'report') return door.askForCode(req, res);
    throw error;
  }
};

export function claimRoutes({ get, post }: Feature, { rewards, mine }: { rewards: RewardsService; mine: Mine }): void {
  async function show(req: Request, res: Response, session: Session, again: { typed?: Typed; errors?: FieldErrors } = {}): Promise<void> {
    const reward = await rewards.forReporter(session);
    const page = claimPage(wordsOf(req.language), req.language, reward, reward?.matter.report.number ?? '', again);
    sendPage(req, res, claimView, page, again.errors ? { errors: again.errors } : {});
  }

  get('/reports/mine/claim', 'reporter', mine((req, res, session) => show(req, res, session)));
  get('/reports/mine/claim/notice', 'reporter', mine(async (req, res, session) => {
    sendPage(req, res, letterView, letterPage(await rewards.notice(session)));
  }));

  post('/reports/mine/claim/seen', 'reporter', mine(async (req, res, session) => {
    await rewards.acknowledge(session);
    seeOther(req, res, '/reports/mine/claim', 'rewards.flash.seen');
  }));

  const claimed = (what: 'claim' | 'amendClaim') => mine(async (req, res, session) => {
    const parsed = parseClaim(req.body);
    if ('errors' in parsed) return show(req, res, session, parsed);
    try {
      await rewards[what](session, parsed.value);
    } catch (error) {
      if (error instanceof Invalid) return show(req, res, session, { typed: { bank: parsed.value.bank }, errors: error.fields });
      throw error;
    }
    seeOther(req, res, '/reports/mine/claim', 'rewards.flash.claimed');
  });
  post('/reports/mine/claim', 'reporter', claimed('claim'));
  post('/reports/mine/claim/account', 'reporter', claimed('amendClaim'));

  post('/reports/mine/claim/waiver', 'reporter', mine(async (req, res, session) => {
    if (typedOf(req.body)['sure'] !== 'yes') return show(req, res, session, { errors: { sure: { key: 'rewards.error.sure' } } });
    await rewards.waive(session);
    seeOther(req, res, '/reports/mine/claim', 'rewards.flash.waived');
  }));
}

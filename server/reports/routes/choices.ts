// Below the reporter's own page: giving a name after all, going without the reward. Each asks for a tick before it is done.
import type { Request, RequestHandler, Response } from 'express';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import type { Feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { parseGivenName, parseWaiver } from '../forms/choices.ts';
import { giveNamePage, giveNameView, waiverPage, waiverView } from '../pages/choices.ts';
import type { ReporterMatter, ReporterSession } from '../service.ts';
import type { PublicParts } from './parts.ts';

type Mine = <Path extends Record<string, string>>(handler: (req: Request<Path>, res: Response, session: ReporterSession) => Promise<void>) => RequestHandler<Path>;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export function choiceRoutes({ get, post }: Feature, { reports, hasClaim }: PublicParts, mine: Mine): void {
  /** The report while the choice is still open; null, and the way back, where it is made already. */
  async function open(req: Request, res: Response, session: ReporterSession, act: 'giveName' | 'waiveReward'): Promise<ReporterMatter['report'] | null> {
    const { report, permitted } = await reports.matter(session);
    const isClaimed = act === 'waiveReward' && (await hasClaim(report.id));
    if (permitted.includes(act) && !isClaimed) return report;
    // Once a reward waits to be claimed, it is waived where it is claimed.
    seeOther(req, res, isClaimed ? '/reports/mine/claim' : '/reports/mine');
    return null;
  }

  get('/reports/mine/name', 'reporter', mine(async (req, res, session) => {
    const report = await open(req, res, session, 'giveName');
    if (report) sendPage(req, res, giveNameView, giveNamePage(wordsOf(req.language), report));
  }));
  post('/reports/mine/name', 'reporter', mine(async (req, res, session) => {
    const report = await open(req, res, session, 'giveName');
    if (!report) return;
    const parsed = parseGivenName(req.body);
    if ('errors' in parsed) {
      const { name, contact, wantsReward } = parsed.typed;
      const again = { name: textOf(name), contact: textOf(contact), wantsReward: wantsReward === 'yes', errors: parsed.errors };
      return sendPage(req, res, giveNameView, giveNamePage(wordsOf(req.language), report, again), { errors: parsed.errors });
    }
    await reports.giveName(session, parsed.value);
    seeOther(req, res, '/reports/mine', 'choices.name.flash');
  }));

  get('/reports/mine/reward', 'reporter', mine(async (req, res, session) => {
    const report = await open(req, res, session, 'waiveReward');
    if (report) sendPage(req, res, waiverView, waiverPage(wordsOf(req.language), report));
  }));
  post('/reports/mine/reward', 'reporter', mine(async (req, res, session) => {
    const report = await open(req, res, session, 'waiveReward');
    if (!report) return;
    const parsed = parseWaiver(req.body);
    if ('errors' in parsed) return sendPage(req, res, waiverView, waiverPage(wordsOf(req.language), report, parsed.errors), { errors: parsed.errors });
    await reports.waiveReward(session);
    seeOther(req, res, '/reports/mine', 'choices.reward.flash');
  }));
}

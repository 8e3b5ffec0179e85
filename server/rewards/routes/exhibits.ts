// Opening a reward with the evidence of what is said about the reporters, and the files that its answers rest on.
import type { Request, Response } from 'express';
import { beijingMinute } from '../../kernel/clock.ts';
import { Invalid, Refused } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { typedOf } from '../../kernel/forms.ts';
import { sendDownload } from '../../kernel/http/downloads.ts';
import { personOf } from '../../kernel/http/person.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import type { Feature } from '../../kernel/http/routes.ts';
import { createUploads } from '../../kernel/http/uploads.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { parseExhibits, parseOpen } from '../forms/desk.ts';
import type { Again } from '../pages/act.ts';
import { newRewardPage, newRewardView } from '../pages/new.ts';
import type { FirstAnswers, PaperTray, RewardsService } from '../service.ts';

const PREPARERS = ['rewardOfficer', 'investigator'] as const;
const READERS = ['rewardOfficer', 'head', 'legalReviewer', 'investigator'] as const;
const MOST_AT_ONCE = 10;

export type ShowReward = (req: Request, res: Response, id: string, again?: Again) => Promise<void>;

/** Each file of the page asks for its own reason. */
export const ofFile = (errors: FieldErrors, fileId: string): FieldErrors => Object.fromEntries(Object.entries(errors).map(([name, error]) => [`${name}-${fileId}`, error]));

/** Nothing said: the order of receipt stands as it is proposed. */
function saidOf({ laterFacts, ...said }: Omit<FirstAnswers, 'laterFactsEarnNothing'> & { laterFacts: string }): FirstAnswers | null {
  const { passedOver, earliest, relations = {}, representative = null, agencyFirst = [] } = said;
  const isSaid = passedOver.length > 0 || earliest !== null || representative !== null || laterFacts === 'yes' || agencyFirst.length > 0 || Object.keys(relations).length > 0;
  return isSaid ? { ...said, laterFactsEarnNothing: laterFacts === 'yes' } : null;
}

export function exhibitRoutes({ get, post }: Feature, { rewards, tray, show }: { rewards: RewardsService; tray: PaperTray; show: ShowReward }): void {
  const most = tray.limits.bytesPerFile;
  const uploads = createUploads({ fields: ['exhibits'], receive: tray.receive, discard: tray.discard, backstop: { files: MOST_AT_ONCE * 2, bytesPerFile: most * 2, bytes: MOST_AT_ONCE * most } });
  const faults = ({ kept, refused }: ReturnType<typeof uploads.take>): FieldErrors => ({
    ...(kept.length > MOST_AT_ONCE ? { exhibits: { key: 'awards.error.papers', args: { most: MOST_AT_ONCE } } } : {}), ...(refused.length > 0 ? { exhibits: { key: refused[0]?.refused ?? '' } } : {}),
  });

  get('/rewards/new', PREPARERS, async (req, res) => {
    const caseId = typeof req.query['case'] === 'string' ? req.query['case'] : '';
    sendPage(req, res, newRewardView, newRewardPage(wordsOf(req.language), await rewards.firstInLine(personOf(req), caseId, null), beijingMinute));
  });
  post('/rewards', PREPARERS, uploads.middleware, async (req, res) => {
    const person = personOf(req);
    const taken = uploads.take(req);
    const parsed = parseOpen(req.body);
    if ('errors' in parsed) {
      await tray.discard(taken.kept);
      throw new Invalid(parsed.errors);
    }
    const { caseId, ...said } = parsed.value;
    const answers = saidOf(said);
    const again = async (errors: FieldErrors): Promise<void> => {
      await tray.discard(taken.kept);
      const page = newRewardPage(wordsOf(req.language), await rewards.firstInLine(person, caseId, answers), beijingMinute, { typed: typedOf(req.body), errors });
      sendPage(req, res, newRewardView, page, { errors });
    };
    const wrong = faults(taken);
    if (Object.keys(wrong).length > 0) return again(wrong);
    try {
      seeOther(req, res, `/rewards/${await rewards.open(person, caseId, answers, taken.kept)}`, 'rewards.flash.opened');
    } catch (error) {
      // What the answers leave open is asked on the same page, with what was answered.
      if (error instanceof Refused && error.reason === 'REWARD_ASK' && answers) return again({ reason: { key: 'awards.error.ask' } });
      if (error instanceof Invalid) return again(error.fields);
      await tray.discard(taken.kept);
      throw error;
    }
  });

  post('/rewards/:id/exhibits', PREPARERS, uploads.middleware, async (request, res) => {
    const req = request as unknown as Request;
    const { id } = request.params;
    const taken = uploads.take(req);
    const again = async (errors: FieldErrors): Promise<void> => {
      await tray.discard(taken.kept);
      return show(req, res, id, { form: 'exhibits', typed: typedOf(req.body), errors });
    };
    const parsed = parseExhibits(req.body);
    const wrong = { ...('errors' in parsed ? parsed.errors : {}), ...faults(taken) };
    if ('errors' in parsed || Object.keys(wrong).length > 0) return again(wrong);
    try {
      await rewards.addExhibits(personOf(req), id, parsed.value.version, { label: parsed.value.label, received: taken.kept });
    } catch (error) {
      if (error instanceof Invalid) return again(error.fields);
      throw error;
    }
    seeOther(req, res, `/rewards/${id}`, 'rewards.flash.saved');
  });

  post('/rewards/:id/exhibits/:fileId', READERS, async (request, res) => {
    const req = request as unknown as Request;
    const { id, fileId } = request.params;
    const { reason } = typedOf(req.body);
    try {
      await sendDownload(res, await rewards.openExhibit(personOf(req), id, fileId, typeof reason === 'string' ? reason : ''));
    } catch (error) {
      if (error instanceof Invalid) return show(req, res, id, { form: 'exhibit-open', typed: {}, errors: ofFile(error.fields, fileId) });
      throw error;
    }
  });
}

import type { Request, Response } from 'express';
import { beijingDate } from '../../kernel/clock.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { typedOf } from '../../kernel/forms.ts';
import { sendPage, sendProblem, wordErrors } from '../../kernel/http/respond.ts';
import type { Feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { plainYuan } from '../../kernel/money.ts';
import { parseVector } from '../forms.ts';
import { parseAnswers, parsePlace } from '../forms/estimate.ts';
import { estimatePage, estimateView } from '../pages/estimate.ts';
import type { RewardsService } from '../service.ts';

export type Place = { code: string; name: { zh: string; en: string } };

export function publicRoutes({ get, post }: Feature, { rewards, clock, places, defaultPlace }: { rewards: RewardsService; clock: Clock; places: () => Promise<Place[]>; defaultPlace: string }): void {
  /** The twin: one vector in, one outcome out. Nothing of it is kept. */
  async function answerVector(req: Request, res: Response): Promise<void> {
    const parsed = parseVector(req.body, await rewards.published());
    if ('errors' in parsed) return sendProblem(req, res, { status: 422, title: wordsOf(req.language)('problems.invalid.title'), errors: wordErrors(req, parsed.errors) });
    const { outcome, amountFen, reason, trace } = await rewards.evaluate(parsed.value.rule, parsed.value.input, parsed.value.confirmed);
    res.json({ outcome, ...(amountFen === undefined ? {} : { amount: plainYuan(amountFen) }), ...(reason === undefined ? {} : { reason }), trace });
  }

  async function answerPerson(req: Request, res: Response, body: unknown, isAsked: boolean): Promise<void> {
    const t = wordsOf(req.language);
    const typed = typedOf(body);
    const today = beijingDate(clock());
    const all = await places();
    const where = parsePlace(isAsked ? body : { place: defaultPlace, on: today });
    const show = async (place: string, on: string, answer: { errors?: FieldErrors; isNewPlace?: boolean; estimate?: Awaited<ReturnType<RewardsService['estimate']>> } = {}): Promise<void> => {
      const { selection, uncertain } = await rewards.ruleToTry(place, on);
      const page = estimatePage(t, req.language, { place, places: all, today, selection, uncertain, estimate: answer.estimate ?? null, typed, isNewPlace: answer.isNewPlace ?? false, errors: answer.errors });
      sendPage(req, res, estimateView, page, answer.errors ? { errors: answer.errors } : {});
    };
    if ('errors' in where) return show(defaultPlace, today, { errors: where.errors });
    const { place, on, shown } = where.value;
    const { selection } = await rewards.ruleToTry(place, on);
    if (!isAsked || selection.outcome === 'REFUSED') return show(place, on);
    const { ruleSet } = selection;
    // Another place may have another rule set, and that asks other questions.
    if (shown !== `${place} ${ruleSet.id}`) return show(place, on, { isNewPlace: true });
    const answers = parseAnswers(body, ruleSet);
    if ('errors' in answers) return show(place, on, { errors: answers.errors });
    const estimate = await rewards.estimate(place, ruleSet, { ...answers.value.input, versionDate: on }, answers.value.confirmed);
    await show(place, on, { estimate });
  }

  get('/rewards/estimate', 'public', (req, res) => answerPerson(req, res, {}, false));
  post('/rewards/estimate', 'public', async (req, res) => (req.is('json') ? answerVector(req, res) : answerPerson(req, res, req.body, true)));
}

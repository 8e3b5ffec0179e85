// The estimator as a person fills it in: a place and a day choose the rule set, and the rule set chooses the questions.
import { z } from 'zod';
import { isDivisionCode } from '../../kernel/divisions.ts';
import { parseForm, typedOf } from '../../kernel/forms.ts';
import { parseYuan } from '../../kernel/money.ts';
import type { RewardInput } from '../rules/calculation.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { usesOf } from '../rules/scope.ts';
import { LEVEL_CODES, PARTIES, PROFILES } from '../rules/vocabulary.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { day } from '../forms.ts';

const empty = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const yuan = z.string('rewards.error.yuan').transform((value, context) => parseYuan(value) ?? (context.addIssue({ code: 'custom', message: 'rewards.error.yuan' }), z.NEVER));
const percent = z.string('rewards.error.percent').regex(/^\d{1,3}(\.\d{1,2})?$/, 'rewards.error.percent').transform((value) => Math.round(Number(value) * 100));

const place = z.object({ place: z.string('rewards.error.choice').refine(isDivisionCode, 'rewards.error.choice'), on: day, shown: z.string().max(60).optional().default('') });
const answers = z.object({
  loss: yuan, level: empty(z.enum(LEVEL_CODES, 'rewards.error.choice')), profile: empty(z.enum(PROFILES, 'rewards.error.choice')), lossBy: empty(z.enum(PARTIES, 'rewards.error.choice')),
  rate: empty(percent), points: empty(percent), sum: empty(yuan), confirmed: z.literal('yes').optional(),
});

export const parsePlace = (input: unknown) => parseForm(place, input);

export type EstimateAnswers = { input: RewardInput; confirmed: boolean };

/** The answers as the engine takes them; what the rule set asks and was left open is named. */
export function parseAnswers(body: unknown, rule: RuleSet): { value: EstimateAnswers } | { errors: FieldErrors } {
  const uses = usesOf(rule);
  const parsed = parseForm(answers, body);
  // What was left open is told together with what was mistyped.
  const { level: said, lossBy: by } = typedOf(body);
  const errors: FieldErrors = {
    ...('errors' in parsed ? parsed.errors : {}),
    ...(uses.needsLevel && !(rule.levels ?? []).some(({ code }) => code === said) ? { level: { key: 'rewards.error.choice' } } : {}),
    ...(uses.needsParty && !PARTIES.some((party) => party === by) ? { lossBy: { key: 'rewards.error.choice' } } : {}),
  };
  if ('errors' in parsed || Object.keys(errors).length > 0) return { errors };
  const { loss, level, profile, lossBy, rate, points, sum, confirmed } = parsed.value;
  const input: RewardInput = {
    lines: [{ id: 'loss', inReportedMatter: true, kind: 'loss', amountFen: loss }],
    ...(uses.needsLevel && level !== undefined ? { level } : {}),
    ...(profile === undefined ? {} : { profile }),
    ...(uses.needsParty && lossBy !== undefined ? { lossBy } : {}),
    ...(uses.officerRate && rate !== undefined ? { officerRateBp: rate } : {}),
    ...(uses.officerPoints && points !== undefined ? { officerPointsBp: points } : {}),
    ...(uses.officerAmount && sum !== undefined ? { officerAmountFen: sum } : {}),
  };
  return { value: { input, confirmed: confirmed === 'yes' } };
}

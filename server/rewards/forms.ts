// The estimator's input: strict, in the vocabulary of the rules. What a rule set has no use for is a mistake, never ignored.
import { z } from 'zod';
import type { FieldErrors } from '../kernel/errors.ts';
import { typedOf, type Parsed } from '../kernel/forms.ts';
import type { RewardInput } from './rules/calculation.ts';
import { versionOn, type Registry } from './rules/registry.ts';
import type { RuleSet } from './rules/rule-set.ts';
import { usesOf } from './rules/scope.ts';
import { BASE_KINDS, GATES, LAYERS, LEVEL_CODES, PARTIES, PROFILES } from './rules/vocabulary.ts';

const DECIMAL = /^(0|[1-9][0-9]{0,11})\.[0-9]{2}$/;

/** Yuan to fen, percent to basis points: the two digits after the point become whole numbers. */
const hundredths = z
  .string({ error: 'rewards.error.decimal' })
  .regex(DECIMAL, 'rewards.error.decimal')
  .transform((text) => Number(text.replace('.', '')));

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values, { error: 'rewards.error.choice' });

/** A day that exists: the month has it. */
export const day = z.string({ error: 'rewards.error.date' }).refine(isDay, 'rewards.error.date');

function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return date >= 1 && date <= days;
}

const line = z.strictObject(
  {
    id: z.string({ error: 'rewards.error.text' }).min(1, 'rewards.error.text').max(100, 'rewards.error.text'),
    inReportedMatter: z.boolean({ error: 'rewards.error.boolean' }),
    kind: oneOf(['loss', 'fine']),
    amount: hundredths,
  },
  { error: 'rewards.error.unknownField' },
);

const inputSchema = z.strictObject(
  {
    base: hundredths.exactOptional(),
    lines: z.array(line, { error: 'rewards.error.list' }).exactOptional(),
    baseKind: oneOf(BASE_KINDS).exactOptional(),
    level: oneOf(LEVEL_CODES).exactOptional(),
    profile: oneOf(PROFILES).exactOptional(),
    lossBy: oneOf(PARTIES).exactOptional(),
    officerRatePercent: hundredths.exactOptional(),
    officerPoints: hundredths.exactOptional(),
    officerAmount: hundredths.exactOptional(),
    officerReason: z.string({ error: 'rewards.error.text' }).max(2000, 'rewards.error.text').exactOptional(),
    nationalLayer: oneOf(['none', ...LAYERS]).exactOptional(),
    versionDate: day.exactOptional(),
    failedGates: z.array(oneOf(GATES), { error: 'rewards.error.list' }).exactOptional(),
  },
  { error: 'rewards.error.object' },
);

const bodySchema = z.strictObject(
  {
    rule: z.string({ error: 'rewards.error.text' }).min(1, 'rewards.error.text').max(100, 'rewards.error.text'),
    input: inputSchema,
    confirmed: z.boolean({ error: 'rewards.error.boolean' }).exactOptional(),
  },
  { error: 'rewards.error.object' },
);

export type Vector = { rule: string; input: RewardInput; confirmed: boolean };

/** `{ rule, input, confirmed? }` of the public twin; each mistake stands under the name of its field (`base`, `lines.0.amount`, `rule`). */
export function parseVector(body: unknown, registry: Registry): Parsed<Vector> {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return { errors: errorsOf(parsed.error), typed: typedInput(body) };
  const { rule, input, confirmed = false } = parsed.data;
  const versions = registry.byId.get(rule) ?? [];
  const ruleSet = versionOn(versions, input.versionDate) ?? versions.at(-1);
  const errors = { ...(input.base !== undefined && input.lines !== undefined ? { lines: { key: 'rewards.error.baseTwice' } } : {}), ...repeated(input.lines ?? []), ...(ruleSet ? uselessFields(input, ruleSet) : {}) };
  if (Object.keys(errors).length > 0) return { errors, typed: typedInput(body) };
  return { value: { rule, confirmed, input: commandOf(input) } };
}

type Typed = z.infer<typeof inputSchema>;

function commandOf(typed: Typed): RewardInput {
  const { base, lines, officerRatePercent, officerPoints, officerAmount, ...same } = typed;
  const one = base === undefined ? undefined : [{ id: 'base', inReportedMatter: true, kind: 'loss' as const, amountFen: base }];
  const several = lines?.map(({ id, inReportedMatter, kind, amount }) => ({ id, inReportedMatter, kind, amountFen: amount }));
  const all = one ?? several;
  return {
    ...same,
    ...(all === undefined ? {} : { lines: all }),
    ...(officerRatePercent === undefined ? {} : { officerRateBp: officerRatePercent }),
    ...(officerPoints === undefined ? {} : { officerPointsBp: officerPoints }),
    ...(officerAmount === undefined ? {} : { officerAmountFen: officerAmount }),
  };
}

/** A finding counts once: the second line of an id is named. */
const repeated = (lines: readonly { id: string }[]): FieldErrors =>
  Object.fromEntries(lines.flatMap(({ id }, at) => (lines.findIndex((each) => each.id === id) < at ? [[`lines.${at}.id`, { key: 'rewards.error.lineTwice' }] as const] : [])));

/** Fields that this rule set has no use for, levels it does not list, layers it does not take. */
function uselessFields(input: Typed, rule: RuleSet): FieldErrors {
  const uses = usesOf(rule);
  const useless = { key: 'rewards.error.noUse', args: { rule: rule.id } };
  const checks: [keyof Typed, boolean][] = [
    ['level', uses.levels === null || (input.level !== undefined && uses.levels.includes(input.level))],
    ['lossBy', uses.needsParty],
    ['officerRatePercent', uses.officerRate],
    ['officerPoints', uses.officerPoints],
    ['officerAmount', uses.officerAmount],
    ['officerReason', uses.officerRate || uses.officerPoints || uses.officerAmount],
    ['nationalLayer', takesLayer(input, rule)],
  ];
  return Object.fromEntries(checks.filter(([field, useful]) => input[field] !== undefined && !useful).map(([field]) => [field, useless]));
}

function takesLayer({ nationalLayer, versionDate = '' }: Typed, { wrapping }: RuleSet): boolean {
  if (wrapping.kind === 'noneUntil' && versionDate >= wrapping.month) return true;
  return (nationalLayer === 'none') === (wrapping.kind !== 'national');
}

/** The path without `input`; an unknown field is named itself. */
function errorsOf(error: z.ZodError): FieldErrors {
  // Not a plain object: a posted name may be one that every object has.
  const errors = new Map<string, FieldErrors[string]>();
  const add = (path: readonly string[], key: string): void => {
    const field = path.join('.') || 'form';
    if (!errors.has(field)) errors.set(field, { key });
  };
  for (const issue of error.issues) {
    const path = issue.path.map(String);
    const inside = path[0] === 'input' ? path.slice(1) : path;
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) add([...inside, key], 'rewards.error.unknownField');
    else add(inside.length > 0 ? inside : path, issue.message);
  }
  return Object.fromEntries(errors);
}

const typedInput = (body: unknown) => typedOf(typeof body === 'object' && body !== null && 'input' in body ? body.input : body);

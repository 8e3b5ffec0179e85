import { z } from 'zod';
import { isDivisionCode } from '../kernel/divisions.ts';
import { typedOf, type Parsed } from '../kernel/forms.ts';
import { parseYuan } from '../kernel/money.ts';
import { findViolation } from '../law/rules/violations.ts';
import { findGround, isLegalDate, NOTICE_GROUNDS, ruleCodeOf, SUBJECTS, TIERS, type PenaltyCase } from './rules.ts';

// One reader for programs (nested JSON) and for the page (flat names such as findings.0.loss); both use the names of enforcement 4.1.

const LIMIT = 200;
const orNull = (value: unknown): unknown => (value === '' || value === undefined ? null : value);
const YES: readonly unknown[] = [true, 'true', 'on', '1', 'yes'];
const NO: readonly unknown[] = [false, 'false', '0', 'no', '', null, undefined];

const money = z.preprocess(orNull, z.string('common.error.money').nullable()).transform((typed, context) => {
  const fen = typed === null ? null : parseYuan(typed);
  if (typed !== null && fen === null) context.addIssue('common.error.money');
  return fen;
});
const date = z.preprocess(orNull, z.string('common.error.date').refine(isLegalDate, 'common.error.date').nullable());
const decimal = (key: string) =>
  z.preprocess((value) => (typeof value === 'number' ? String(value) : orNull(value)), z.string(key).trim().regex(/^\d{1,3}(\.\d{1,2})?$/, key).nullable());
const flag = z.preprocess((value) => (YES.includes(value) ? true : NO.includes(value) ? false : value), z.boolean('common.error.choose'));
const text = (most: number) => z.preprocess((value) => value ?? '', z.string('penalties.error.text').trim().max(most, 'penalties.error.text'));
const word = z.preprocess(orNull, z.string('penalties.error.text').trim().max(100, 'penalties.error.text').nullable());
const id = z.string('penalties.error.id').trim().min(1, 'penalties.error.id').max(64, 'penalties.error.id');
/** A list, or words separated by spaces or commas. */
const words = z.preprocess((value) => (typeof value === 'string' ? value.split(/[\s,，]+/).filter(Boolean) : (value ?? [])), z.array(z.string('penalties.error.text').max(64)).max(LIMIT));
const listOf = <T extends z.ZodType>(item: T) => z.preprocess((value) => value ?? [], z.array(item, 'penalties.error.list').max(LIMIT, 'penalties.error.list'));

const facts = z.object({ firstOffence: flag, corrected: flag, refunded: flag, cooperative: flag }, 'common.error.choose');
const unsplit = z.object({ reason: text(2000), reviewerId: text(64) }, 'penalties.error.unsplit').nullish()
  .refine((value) => !value || (value.reason === '') === (value.reviewerId === ''), 'penalties.error.unsplit')
  .transform((value) => (value && value.reason !== '' ? value : null));

const finding = z
  .object({
    id, subjectKind: z.enum(SUBJECTS, 'common.error.choose'), lawCode: z.string('penalties.error.article').trim().max(20, 'penalties.error.article'), article: text(20), item: word,
    conductFrom: date, conductTo: date, discoveredOn: date, gross: money, loss: money, defrauded: money, contributionsDue: money, illegalGain: money,
    violationCode: word, personKind: z.preprocess(orNull, z.enum(['UNIT', 'SOLE', 'PERSON'], 'common.error.choose').nullable()),
    multiple: decimal('penalties.error.multiple'), fine: money, intent: flag, refusedToCorrect: flag, correctionOrderId: word, deadlinePassed: flag,
    terminateAgreement: flag, seriousConsequence: flag, limitationFiveYears: flag, unsplit, benchmarkFacts: facts.nullish().transform((value) => value ?? null),
    insuredPerson: flag, tier: z.preprocess((value) => (value === '' ? undefined : value), z.enum(TIERS, 'common.error.choose').default('NORMAL')), grounds: words,
    benchmarkId: word, suspensionMonths: decimal('penalties.error.months'), reason: text(5000), baseSource: word, approvedBy: word,
  })
  .superRefine((entered, context) => {
    const wrong = (field: string, message: string): void => context.addIssue({ code: 'custom', path: [field], message });
    if (!ruleCodeOf(entered)) wrong('article', 'penalties.error.article');
    if (entered.conductFrom !== null && entered.conductTo !== null && entered.conductFrom > entered.conductTo) wrong('conductTo', 'common.error.order');
    if (entered.violationCode !== null && !findViolation(entered.violationCode)) wrong('violationCode', 'penalties.error.violation');
    if (entered.grounds.some((code) => !findGround(code))) wrong('grounds', 'penalties.error.ground');
  })
  .transform(({ gross, loss, defrauded, contributionsDue, illegalGain, fine, ...rest }) => ({
    ...rest, grossAmountFen: gross, lossFen: loss, defraudedFen: defrauded, contributionsDueFen: contributionsDue, illegalGainFen: illegalGain, fineFen: fine,
  }));

const notice = z
  .object({
    issuedOn: z.string('common.error.date').refine(isLegalDate, 'common.error.date'),
    fineTotal: money.refine((fen) => fen !== null, 'common.error.money').transform((fen) => fen ?? 0),
    findings: listOf(z.object({ id, fine: money, suspensionMonths: decimal('penalties.error.months') }).transform(({ fine, ...rest }) => ({ ...rest, fineFen: fine ?? 0 }))),
    newBecauseOf: z.enum(NOTICE_GROUNDS, 'common.error.choose').default('FIRST'),
  })
  .transform(({ fineTotal, ...rest }) => ({ ...rest, fineTotalFen: fineTotal }));

const penaltyCase = z
  .object({
    jurisdiction: z.string('penalties.error.jurisdiction').refine(isDivisionCode, 'penalties.error.jurisdiction'),
    decisionDate: z.string('common.error.date').refine(isLegalDate, 'common.error.date'),
    notices: listOf(notice),
    findings: listOf(finding).refine((list) => list.length > 0, 'penalties.error.findings'),
    sameActGroups: listOf(words),
  })
  .superRefine(({ findings, sameActGroups }, context) => {
    const ids = findings.map((each) => each.id);
    if (new Set(ids).size !== ids.length) context.addIssue({ code: 'custom', path: ['findings'], message: 'penalties.error.id' });
    if (sameActGroups.flat().some((each) => !ids.includes(each))) context.addIssue({ code: 'custom', path: ['sameActGroups'], message: 'penalties.error.id' });
  });

const SEGMENT = /^(?:[a-z][A-Za-z]{0,40}|\d{1,3})$/;

/** { 'findings.0.loss': '1' } → { findings: [{ loss: '1' }] }; nested input stays as it is. */
function nested(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !Object.keys(input).some((key) => key.includes('.'))) return input;
  const root: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(input)) {
    const path = key.split('.');
    if (path.length > 5 || path.some((segment) => !SEGMENT.test(segment))) continue;
    put(root, path, value);
  }
  return listed(root);
}

function put(target: Record<string, unknown>, [head = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    target[head] = value;
    return;
  }
  const below = Object.hasOwn(target, head) ? target[head] : undefined;
  const next: Record<string, unknown> = typeof below === 'object' && below !== null && !Array.isArray(below) ? { ...below } : {};
  put(next, rest, value);
  target[head] = next;
}

/** Objects whose keys are all numbers become lists, in the order of the numbers. */
function listed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, each]): [string, unknown] => [key, listed(each)]);
  if (entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key))) return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, each]) => each);
  return Object.fromEntries(entries);
}

/** The case to calculate, or the first mistake of each field under its dotted name. */
export function parseCalculation(input: unknown): Parsed<PenaltyCase> {
  const result = penaltyCase.safeParse(nested(input));
  if (result.success) return { value: result.data };
  const errors: Record<string, { key: string }> = {};
  for (const { path, message } of result.error.issues) errors[path.join('.') || 'form'] ??= { key: /^(penalties|common)\.error\./.test(message) ? message : 'common.error.invalid' };
  return { errors, typed: typedOf(input) };
}

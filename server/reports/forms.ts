import { z } from 'zod';
import { isDivisionCode } from '../kernel/divisions.ts';
import type { FieldErrors } from '../kernel/errors.ts';
import { parseForm, typedOf } from '../kernel/forms.ts';
import type { Parsed, Typed } from '../kernel/forms.ts';
import { parseYuan } from '../kernel/money.ts';
import { UNCLEAR } from './rules/bureau.ts';
import { CATEGORY_NAMES } from './rules/categories.ts';
import { CAPS, IDENTITIES, RELATIONS, TARGET_KINDS } from './rules/report.ts';
import type { Identity, Relation, TargetKind } from './rules/report.ts';

export const NARRATIVE = { least: 10, most: 5000 } as const;
export const PASSPHRASE = { least: 10, most: 200 } as const;

/** One line that a person typed: no controls, inner breaks as spaces. */
export const line = (most: number) => z.preprocess((value) => (value === undefined || value === null ? '' : value), z.string('common.error.invalid').transform((text) => text.replace(/[\p{Cc}\s]+/gu, ' ').trim())
  .pipe(z.string().max(most, 'reports.error.tooLong')));
export const paragraph = z.preprocess((value) => value ?? '', z.string('common.error.invalid').transform((text) => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '').trim()));
/** Code points: a pair of surrogates is one. */
export const characters = (text: string): number => text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
export const listOf = (value: unknown): unknown => (value === undefined || value === null || value === '' ? [] : Array.isArray(value) ? value : [value]);
const nullable = (text: string): string | null => (text === '' ? null : text);
/** A month as people write it: 2026-3, 2026.03, 2026/03, 2026年3月, full width. */
const month = z.preprocess((value) => value ?? '', z.string('common.error.month').transform((text, context) => {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return null;
  const match = /^(\d{4})(?:[-./年\s]+(\d{1,2})|(\d{2}))月?$/.exec(plain);
  const number = Number(match?.[2] ?? match?.[3]);
  if (match && Number(match[1]) >= 1990 && Number(match[1]) <= 2100 && number >= 1 && number <= 12) return `${match[1]}-${String(number).padStart(2, '0')}`;
  context.addIssue({ code: 'custom', message: 'common.error.month' });
  return z.NEVER;
}));
const yuan = z.preprocess((value) => (typeof value === 'number' ? String(value) : (value ?? '')), z.string('common.error.money').transform((text, context) => {
  if (text.trim() === '') return null;
  const fen = parseYuan(text.replace(/元$/, ''));
  if (fen !== null) return fen;
  context.addIssue({ code: 'custom', message: 'common.error.money' });
  return z.NEVER;
}));
/** A ticked box or a program's true; left out means `otherwise`. */
export const ticked = (value: unknown, otherwise: boolean): boolean => {
  if (value === undefined || value === null || value === '') return otherwise;
  return value === true || value === 'yes' || value === 'true' || value === 'on' || value === '1';
};

/** The fields of the form; what officers enter and import is read by the same ones. */
export const tipOff = z.object({
  submission: z.preprocess((value) => value ?? '', z.string('common.error.invalid').max(100, 'common.error.invalid')),
  held: z.preprocess((value) => value ?? '', z.string('common.error.invalid').max(200, 'common.error.invalid').transform(nullable)),
  division: z.string('reports.error.division').refine((code) => code === UNCLEAR || isDivisionCode(code), 'reports.error.division'),
  targetKind: z.enum(TARGET_KINDS, 'common.error.choose'),
  targetName: line(200).pipe(z.string().min(1, 'reports.error.targetName')),
  // It is kept open at rest, so it holds a code and no words.
  institutionId: line(100).transform((text) => (/^[\w-]{1,40}$/.test(text) ? text : null)),
  categories: z.preprocess(listOf, z.array(z.enum(CATEGORY_NAMES, 'common.error.choose'), 'common.error.choose').max(20, 'common.error.choose')).transform((names) => CATEGORY_NAMES.filter((name) => names.includes(name))),
  narrative: paragraph.pipe(z.string().refine((text) => characters(text) >= NARRATIVE.least, 'reports.error.narrative').refine((text) => characters(text) <= NARRATIVE.most, 'reports.error.narrativeLong')),
  from: month,
  to: month,
  amount: yuan,
  relation: z.preprocess((value) => (value === undefined || value === '' ? 'unsaid' : value), z.enum(RELATIONS, 'common.error.choose')),
  identity: z.enum(IDENTITIES, 'reports.error.identity'),
  passphrase: z.preprocess((value) => value ?? '', z.string('common.error.invalid').max(PASSPHRASE.most, 'reports.error.passphraseLong').transform((text) => nullable(text.trim()))),
  name: line(60).transform(nullable),
  contact: line(200).transform(nullable),
  wantsReward: z.unknown().optional(),
});

export type SubmissionForm = {
  submission: string; held: string | null; division: string; targetKind: TargetKind; targetName: string; institutionId: string | null; categories: string[]; narrative: string;
  from: string | null; to: string | null; amount: number | null; relation: Relation; identity: Identity; passphrase: string | null; name: string | null; contact: string | null; wantsReward: boolean;
};

const FIELD_ORDER = ['targetKind', 'targetName', 'division', 'categories', 'narrative', 'from', 'to', 'amount', 'relation', 'files', 'identity', 'passphrase', 'name', 'contact'];

/** Mistakes that show only between fields; asked of every post, so that nobody is asked twice. */
function betweenFields(typed: Typed): FieldErrors {
  const word = (name: string): string => (typeof typed[name] === 'string' ? typed[name].trim() : '');
  const isTooShort = word('identity') === 'identifiable' && word('passphrase') !== '' && characters(word('passphrase')) < PASSPHRASE.least;
  const isRealName = word('identity') === 'realName';
  return {
    ...(isTooShort ? { passphrase: { key: 'reports.error.passphrase' } } : {}),
    ...(isRealName && word('name') === '' ? { name: { key: 'reports.error.name' } } : {}),
    ...(isRealName && word('contact') === '' ? { contact: { key: 'reports.error.contact' } } : {}),
  };
}

/** In the order of the form, so that the first link leads to the first mistake. */
export const inFormOrder = (errors: FieldErrors): FieldErrors =>
  Object.fromEntries(Object.entries(errors).sort(([a], [b]) => FIELD_ORDER.indexOf(a) - FIELD_ORDER.indexOf(b)));

export function parseSubmission(input: unknown): Parsed<SubmissionForm> {
  const typed = typedOf(input);
  const parsed = parseForm(tipOff, input);
  const form = 'value' in parsed ? parsed.value : null;
  const order: FieldErrors = form && form.from !== null && form.to !== null && form.to < form.from ? { to: { key: 'common.error.order' } } : {};
  const errors = { ...betweenFields(typed), ...order, ...('errors' in parsed ? parsed.errors : {}) };
  if (form === null || Object.keys(errors).length > 0) return { errors: inFormOrder(errors), typed };
  // What another choice of name left in its fields is not kept.
  const isRealName = form.identity === 'realName';
  return {
    value: {
      ...form, name: isRealName ? form.name : null, contact: isRealName ? form.contact : null, passphrase: form.identity === 'identifiable' ? form.passphrase : null,
      wantsReward: form.identity !== 'anonymous' && ticked(form.wantsReward, form.identity === 'identifiable'),
    },
  };
}

const entry = z.object({
  number: line(60).pipe(z.string().min(1, 'reports.error.number')),
  code: line(100).pipe(z.string().min(1, 'reports.error.code')),
});
export type EntryForm = z.infer<typeof entry>;
/** Number and code as typed; the code never comes back to the page. */
export const parseEntry = (input: unknown): Parsed<EntryForm> => {
  const parsed = parseForm(entry, input);
  if ('value' in parsed) return parsed;
  const { code: _code, ...typed } = parsed.typed;
  return { errors: parsed.errors, typed };
};

const gate = (isBoth: boolean) => z.object({ ...entry.shape, saved: z.literal('yes', isBoth ? 'reports.error.savedBoth' : 'reports.error.saved') });
/** `isBoth`: a passphrase was made and goes with the page as well. */
export const parseGate = (input: unknown, isBoth = false): Parsed<z.infer<ReturnType<typeof gate>>> => parseForm(gate(isBoth), input);

const message = z.object({
  text: paragraph.pipe(z.string().refine((text) => characters(text) <= CAPS.messageCharacters, 'reports.error.messageLong')),
});
export const parseMessage = (input: unknown): Parsed<z.infer<typeof message>> => parseForm(message, input);

const withdrawal = z.object({ reason: paragraph.pipe(z.string().refine((text) => characters(text) <= 1000, 'reports.error.messageLong')), sure: z.literal('yes', 'reports.error.sure') });
export const parseWithdrawal = (input: unknown): Parsed<z.infer<typeof withdrawal>> => parseForm(withdrawal, input);

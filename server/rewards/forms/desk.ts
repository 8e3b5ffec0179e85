// What officers post about a reward. Gates and findings come as one pair of fields each: `gate-CODE`, `evidence-CODE` and `source-CODE`, `line-ID` and `reason-ID`.
import { z } from 'zod';
import type { FieldErrors } from '../../kernel/errors.ts';
import { parseForm, typedOf } from '../../kernel/forms.ts';
import type { Parsed } from '../../kernel/forms.ts';
import { parseYuan } from '../../kernel/money.ts';
import { VERSION_DATES } from '../rules/matter.ts';
import { RELATIONS, type Relation } from '../rules/reporters.ts';
import { CLAWBACK_GROUNDS } from '../rules/states.ts';
import { GATES, LEVEL_CODES, PARTIES, PROFILES } from '../rules/vocabulary.ts';
import type { Gate } from '../rules/vocabulary.ts';
import { day } from '../forms.ts';

const version = z.coerce.number('common.error.invalid').int('common.error.invalid');
const text = (most = 500) => z.string('rewards.error.required').trim().min(1, 'rewards.error.required').max(most, 'rewards.error.long');
const optionalText = (most = 500) => z.string('rewards.error.text').trim().max(most, 'rewards.error.long').optional().default('');
const yuan = z.string('rewards.error.yuan').transform((value, context) => parseYuan(value) ?? (context.addIssue({ code: 'custom', message: 'rewards.error.yuan' }), z.NEVER));
/** An empty box is no answer. */
const orNull = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' || value === undefined ? null : value), schema.nullable());
/** '5.5' percent → 550 basis points. */
const percent = z.string('rewards.error.percent').trim().regex(/^\d{1,3}(\.\d{1,2})?$/, 'rewards.error.percent').transform((value) => {
  const [whole = '0', part = ''] = value.split('.');
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
});
/** An empty text names nobody. */
const ids = z.preprocess((value) => [value ?? []].flat().filter((id: unknown) => id !== ''), z.array(z.string().max(64), 'rewards.error.list'));

/** What was chosen of what the case or the reward has. */
const source = orNull(z.string('rewards.error.choice').max(80, 'rewards.error.choice'));

const open = z.object({
  caseId: text(64), passedOver: ids, agencyFirst: ids, source, earliest: orNull(z.string().max(64)), reason: optionalText(), evidence: optionalText(), laterFacts: optionalText(10),
  representative: orNull(z.string().max(64)), members: orNull(z.coerce.number('awards.error.members').int('awards.error.members').min(2, 'awards.error.members').max(999, 'awards.error.members')),
  division: optionalText(2000), authority: optionalText(),
});
const rule = z.object({ version, basis: z.enum(VERSION_DATES, 'rewards.error.choice'), reason: optionalText() });
const standing = z.object({
  version, level: orNull(z.enum(LEVEL_CODES, 'rewards.error.choice')), profile: z.enum(PROFILES, 'rewards.error.choice').optional().default('ordinary'), lossBy: orNull(z.enum(PARTIES, 'rewards.error.choice')), evidence: optionalText(), source,
  jointProfiles: z.preprocess((value) => [value ?? []].flat(), z.array(z.enum(PROFILES, 'rewards.error.choice'), 'rewards.error.list')),
});
const exhibits = z.object({ version, label: text(100) });
const discretion = z.object({ version, rate: orNull(percent), points: orNull(percent), amount: orNull(yuan), discretionReason: text(2000), discretionEvidence: optionalText(), discretionSource: source });
const plain = z.object({ version, reason: optionalText(2000) });
const notEligible = z.object({ version, gate: z.enum(GATES, 'rewards.error.choice'), reason: text(2000), evidence: optionalText(), source });
const approval = z.object({ version, authority: optionalText(300) });
const payment = z.object({ version, on: day, voucher: text(100), amount: yuan, tax: optionalText(200) });
const clawback = z.object({ version, ground: z.enum(CLAWBACK_GROUNDS, 'rewards.error.choice'), reason: text(2000), amount: yuan });
const recovery = z.object({ version, on: day, voucher: text(100), amount: yuan });
const chosen = z.object({ ids });
const voucher = z.object({ version, voucher: text(100) });

/** How each report stands to the matter comes as one field each: `relation-ID`; 'same' says nothing. */
export function parseOpen(input: unknown) {
  const parsed = parseForm(open, input);
  if ('errors' in parsed) return parsed;
  const relations = Object.fromEntries(
    Object.entries(typedOf(input)).flatMap(([name, value]): [string, Relation][] => {
      const id = /^relation-(\w{1,64})$/.exec(name)?.[1];
      const relation = RELATIONS.find((each) => each === value);
      return id !== undefined && relation !== undefined && relation !== 'same' ? [[id, relation]] : [];
    }),
  );
  return { value: { ...parsed.value, relations } };
}
export const parseApproval = (input: unknown) => parseForm(approval, input);
export const parseClawback = (input: unknown) => parseForm(clawback, input);
export const parseRecovery = (input: unknown) => parseForm(recovery, input);
export const parseChosen = (input: unknown) => parseForm(chosen, input);
/** A Beijing year in the query; the given one where it is none. */
export const parseYear = (query: Record<string, unknown>, otherwise: number): number => (typeof query['year'] === 'string' && /^20\d{2}$/.test(query['year']) ? Number(query['year']) : otherwise);
export const parseRule = (input: unknown) => parseForm(rule, input);
export const parseStanding = (input: unknown) => parseForm(standing, input);
export const parseExhibits = (input: unknown) => parseForm(exhibits, input);
export const parseDiscretion = (input: unknown) => parseForm(discretion, input);
export const parsePlain = (input: unknown) => parseForm(plain, input);
export const parseNotEligible = (input: unknown) => parseForm(notEligible, input);
export const parsePayment = (input: unknown) => parseForm(payment, input);
export const parseVoucher = (input: unknown) => parseForm(voucher, input);

type Answers<T> = Parsed<{ version: number; answers: T[] }>;

/** What was answered yes or no; a pair that was left alone is no answer. */
function pairs<T>(input: unknown, field: RegExp, other: string, make: (id: string, isYes: boolean, words: string, chosen: string | null) => T | null): Answers<T> {
  const typed = typedOf(input);
  const read = parseForm(z.object({ version }), input);
  if ('errors' in read) return read;
  const errors: FieldErrors = {};
  const answers = Object.entries(typed).flatMap(([name, value]) => {
    const id = field.exec(name)?.[1];
    if (id === undefined || value === '') return [];
    const words = typed[`${other}-${id}`];
    const chosen = typed[`source-${id}`];
    const made = value === 'yes' || value === 'no' ? make(id, value === 'yes', typeof words === 'string' ? words.slice(0, 500) : '', typeof chosen === 'string' && chosen !== '' ? chosen.slice(0, 80) : null) : null;
    if (made === null) errors[name] = { key: 'rewards.error.choice' };
    return made === null ? [] : [made];
  });
  return Object.keys(errors).length > 0 ? { errors, typed } : { value: { version: read.value.version, answers } };
}

export const parseGates = (input: unknown): Answers<{ gate: Gate; holds: boolean; evidence: string; source: string | null }> =>
  pairs(input, /^gate-(\w+)$/, 'evidence', (id, holds, evidence, chosen) => {
    const gate = GATES.find((each) => each === id);
    return gate ? { gate, holds, evidence, source: chosen } : null;
  });

export const parseLines = (input: unknown): Answers<{ id: string; inReportedMatter: boolean; reason: string }> =>
  pairs(input, /^line-([\w-]+)$/, 'reason', (id, inReportedMatter, reason) => ({ id, inReportedMatter, reason }));

/** Where the next page of the list begins, and which part of it is asked for. */
export function parseListQuery(query: Record<string, unknown>): { group: 'active' | 'closed'; after: string | null } {
  const { after } = query;
  return { group: query['group'] === 'closed' ? 'closed' : 'active', after: typeof after === 'string' && after.length < 80 ? after : null };
}

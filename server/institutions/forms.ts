import { z } from 'zod';
import { isDivisionCode } from '../kernel/divisions.ts';
import { parseForm, typedOf } from '../kernel/forms.ts';
import type { Parsed } from '../kernel/forms.ts';
import { isCreditCode, isInsuranceCode, writtenCode } from './rules/codes.ts';
import { CAPS, KINDS, LEVELS, OWNERSHIPS, STATUSES } from './rules/institution.ts';
import type { Draft, Kind, Status } from './rules/institution.ts';

const line = (most: number) => z.preprocess((value) => value ?? '', z.string('common.error.invalid').transform((text) => text.replace(/[\p{Cc}\s]+/gu, ' ').trim())
  .pipe(z.string().max(most, 'institutions.fault.textLong')));
const paragraph = (most: number) => z.preprocess((value) => value ?? '', z.string('common.error.invalid').transform((text) => text.replace(/[^\P{Cc}\n]/gu, '').trim()).pipe(z.string().max(most, 'institutions.fault.textLong')));
const code = (isRight: (text: string) => boolean, mistake: string) =>
  z.preprocess((value) => value ?? '', z.string('common.error.invalid').transform(writtenCode).refine((text) => text === '' || isRight(text), mistake)).transform((text) => (text === '' ? null : text));
const optionalChoice = <const T extends readonly string[]>(values: T) => z.preprocess((value) => (value === '' || value === undefined ? null : value), z.enum(values, 'common.error.choose').nullable());
const version = z.coerce.number('common.error.invalid').int('common.error.invalid').min(1, 'common.error.invalid');
const id = z.string('common.error.invalid').regex(/^[\w-]{1,64}$/, 'common.error.invalid');

const draft = z.object({
  name: line(CAPS.name).pipe(z.string().min(1, 'institutions.fault.name')),
  kind: z.enum(KINDS, 'common.error.choose'),
  aliases: z.preprocess((value) => value ?? '', z.string('common.error.invalid').transform((text) => [...new Set(text.split(/[\n、;；]/).map((alias) => alias.replace(/[\p{Cc}\s]+/gu, ' ').trim()).filter((alias) => alias !== ''))])
    .pipe(z.array(z.string().max(CAPS.name, 'institutions.fault.nameLong')).max(CAPS.aliases, 'institutions.error.aliases'))),
  level: optionalChoice(LEVELS), ownership: optionalChoice(OWNERSHIPS),
  creditCode: code(isCreditCode, 'institutions.fault.creditCode'), insuranceCode: code(isInsuranceCode, 'institutions.fault.insuranceCode'),
  division: z.string('institutions.fault.division').refine(isDivisionCode, 'institutions.fault.division'),
  status: z.enum(STATUSES, 'common.error.choose'),
  contact: line(CAPS.text), phone: line(CAPS.text), address: line(CAPS.text),
}).transform((fields): Draft => ({ ...fields, level: fields.kind === 'medicalInstitution' ? fields.level : null }));

export const parseDraft = (input: unknown): Parsed<Draft> => parseForm(draft, input);

const change = z.object({ version, text: paragraph(1000) });
export const parseVersion = (input: unknown): Parsed<z.infer<typeof change>> => parseForm(change, input);
const merge = z.object({ version, into: z.union([z.literal(''), id], 'common.error.invalid').optional().default(''), other: line(CAPS.name), text: paragraph(1000).pipe(z.string().min(2, 'institutions.error.reason')) });
export const parseMerge = (input: unknown): Parsed<z.infer<typeof merge>> => parseForm(merge, input);
const unmerge = z.object({ version, text: paragraph(1000).pipe(z.string().min(2, 'institutions.error.reason')) });
export const parseUnmerge = (input: unknown): Parsed<z.infer<typeof unmerge>> => parseForm(unmerge, input);

/** What the list was asked for, '' where nothing; anything that is no filter is ignored. */
export type ListAsk = { q: string; kind: Kind | ''; status: Status | ''; place: string; doubtful: '' | 'yes'; after: string };
export function parseList(query: unknown): ListAsk {
  const typed = typedOf(query);
  const text = (name: string): string => (typeof typed[name] === 'string' ? typed[name].trim() : '');
  const one = <T extends string>(known: readonly T[], value: string): T | '' => known.find((each) => each === value) ?? '';
  return {
    q: text('q').slice(0, 60), kind: one(KINDS, text('kind')), status: one(STATUSES, text('status')), place: isDivisionCode(text('place')) ? text('place') : '',
    doubtful: text('doubtful') === 'yes' ? 'yes' : '', after: /^(?:\d{6} .{0,200}|[0-9a-z]{18})$/u.test(text('after')) ? text('after') : '',
  };
}

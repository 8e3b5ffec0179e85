// What the forms of acts between bureaus and between reports send; what an act needs of it, its rule says.
import { z } from 'zod';
import { parseForm } from '../../kernel/forms.ts';
import type { Parsed } from '../../kernel/forms.ts';
import { TARGET_KINDS } from '../rules/report.ts';

const version = z.coerce.number('common.error.invalid').int('common.error.invalid').min(1, 'common.error.invalid');
const text = z.preprocess((value) => value ?? '', z.string('common.error.invalid').transform((typed) => typed.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '').trim()));
const listOf = (value: unknown): unknown => (value === undefined || value === null || value === '' ? [] : Array.isArray(value) ? value.filter((one) => one !== '') : [value]);
const ids = z.preprocess(listOf, z.array(z.string('common.error.invalid').regex(/^[\w-]{1,64}$/, 'common.error.invalid'), 'common.error.invalid').max(500, 'common.error.invalid'));

const move = z.object({
  version, text, to: text, matter: text, limit: text, unit: text, on: text, into: text, register: text, targetName: text.pipe(z.string().max(200, 'common.error.invalid')),
  targetKind: z.preprocess((value) => (TARGET_KINDS.some((kind) => kind === value) ? value : 'unknown'), z.enum(TARGET_KINDS)), categories: ids, narrative: text, files: ids, messages: ids,
});
export type MoveForm = z.infer<typeof move>;
export const parseMove = (input: unknown): Parsed<MoveForm> => parseForm(move, input);

const interest = z.object({
  person: z.preprocess((value) => (typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? value : ''), z.string()), institutionId: z.preprocess((value) => (typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? value : ''), z.string()),
  name: text.pipe(z.string().max(200, 'common.error.invalid')), text,
});
export type InterestForm = z.infer<typeof interest>;
export const parseInterest = (input: unknown): Parsed<InterestForm> => parseForm(interest, input);

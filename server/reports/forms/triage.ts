// What is done from the list: to what was picked, or to a whole group.
import { z } from 'zod';
import { parseForm, typedOf } from '../../kernel/forms.ts';
import type { Parsed } from '../../kernel/forms.ts';

export const BULK_ACTS = ['assign', 'accept', 'notAccept', 'tag', 'untag'] as const;

const listOf = (value: unknown): unknown => (value === undefined || value === null || value === '' ? [] : Array.isArray(value) ? value.filter((one) => one !== '') : [value]);
const pick = z.string('common.error.invalid').regex(/^[\w-]{1,64}:\d{1,9}$/, 'common.error.invalid').transform((value) => {
  const [id = '', read = ''] = value.split(':');
  return { id, version: Number(read) };
});
const ids = z.preprocess(listOf, z.array(z.string('common.error.invalid').regex(/^[\w-]{1,64}$/, 'common.error.invalid'), 'common.error.invalid').max(100, 'common.error.invalid'));
const text = z.preprocess((value) => value ?? '', z.string('common.error.invalid').transform((typed) => typed.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '').trim()));
const isTicked = z.preprocess((value) => value === true || value === 'yes' || value === 'true', z.boolean());
/** An id, or nothing. */
const named = z.preprocess((value) => (typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? value : ''), z.string());

const bulk = z.object({
  pick: z.preprocess(listOf, z.array(pick, 'reports.desk.error.pick').max(100, 'common.error.invalid')),
  act: z.preprocess((value) => value ?? 'assign', z.enum(BULK_ACTS, 'common.error.invalid')),
  officers: ids, tag: named, group: named, isWhole: isTicked, isSure: isTicked, ground: text, text, register: text, back: text,
});
export type BulkInput = z.infer<typeof bulk>;
export const parseBulk = (input: unknown): Parsed<BulkInput> => parseForm(bulk, input);

/** The key of the page that follows, or null. */
export function parseSearchKey(query: unknown): string | null {
  const { after } = typedOf(query);
  return typeof after === 'string' && /^[\d-]{10,15} [\w-]{1,64}$/.test(after) ? after : null;
}

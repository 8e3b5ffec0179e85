import { z } from 'zod';
import { parseForm, typedOf } from '../kernel/forms.ts';
import type { Parsed } from '../kernel/forms.ts';
import { CATEGORY_NAMES } from '../reports/rules/categories.ts';
import { NOTICE_ACTIONS, WITHDRAWAL_REASONS } from './rules/notice.ts';
import type { NoticeAction, PublicPlace, ResolvedHit, WithdrawalReason } from './rules/notice.ts';

const version = z.coerce.number('common.error.invalid').int('common.error.invalid').min(1, 'common.error.invalid');
const words = (most: number) => z.string('notices.error.wordsMissing').trim().min(1, 'notices.error.wordsMissing').max(most, 'notices.error.tooLong');
const listed = z.union([z.array(z.string().trim().max(500, 'notices.error.tooLong')), z.string().trim().max(500, 'notices.error.tooLong').transform((one) => [one])]);
const lines = (text: string): string[] => text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');

const edit = z.object({
  version,
  title: words(120),
  intro: words(2000),
  handling: words(2000).transform(lines),
  execution: z.string().trim().max(500, 'notices.error.tooLong').optional().default(''),
  law: z.string().trim().max(2000, 'notices.error.tooLong').optional().default('').transform(lines),
  what: listed.optional().default([]),
  hitCheck: listed.optional().default([]),
  hitField: listed.optional().default([]),
  hitFragment: listed.optional().default([]),
  hitReason: listed.optional().default([]),
});
export type Edit = z.infer<typeof edit>;
export const parseEdit = (input: unknown): Parsed<Edit> => parseForm(edit, input);

/** The hits that the editor calls false, each with its reason; a hit without a reason stays open. */
export const falseHitsOf = (value: Edit): ResolvedHit[] =>
  value.hitCheck.map((check, index) => ({
    check, field: value.hitField[index] ?? '', fragment: value.hitFragment[index] ?? '', falseHitReason: value.hitReason[index] ?? '',
  })).filter((hit) => hit.falseHitReason.trim() !== '');

/** Acts that need nothing but a version and perhaps a reason. */
export const isSimpleAction = (name: string): name is Exclude<NoticeAction, 'edit' | 'withdraw'> =>
  name !== 'edit' && name !== 'withdraw' && NOTICE_ACTIONS.some((action) => action === name);

const act = z.object({ version, reason: z.string().trim().max(1000, 'notices.error.tooLong').optional().default('') });
export const parseAct = (input: unknown): Parsed<z.infer<typeof act>> => parseForm(act, input);

const withdraw = z.object({
  version,
  code: z.enum(WITHDRAWAL_REASONS, 'notices.error.withdrawalCode'),
  reason: z.string('notices.error.reason').trim().min(1, 'notices.error.reason').max(1000, 'notices.error.tooLong'),
});
export const parseWithdraw = (input: unknown): Parsed<{ version: number; code: WithdrawalReason; reason: string }> => parseForm(withdraw, input);

export type ListFilter = { q: string; place: string; kind: string; conduct: string; cause: string; year: string };
const MOST_WORDS = 40;

/** The filters of the public list; anything that is not one is ignored. */
export function filterOf(query: unknown): ListFilter & { before: PublicPlace | null } {
  const typed = typedOf(query);
  const text = (name: string, shape: RegExp): string => {
    const value = typed[name];
    return typeof value === 'string' && shape.test(value) ? value : '';
  };
  const before = /^(\d{1,15})-([0-9a-z]{1,40})$/.exec(text('before', /^\S+$/));
  const q = typed['q'];
  return {
    q: typeof q === 'string' ? [...q.normalize('NFKC').trim()].slice(0, MOST_WORDS).join('') : '', conduct: CATEGORY_NAMES.find((name) => name === typed['conduct']) ?? '',
    place: text('place', /^\d{6}$/), kind: text('kind', /^[A-Z]{2,12}$/), cause: text('cause', /^[\p{L}\p{N}（）、，]{1,60}$/u), year: text('year', /^20\d{2}$/), before: before ? { at: new Date(Number(before[1])), id: before[2] ?? '' } : null,
  };
}

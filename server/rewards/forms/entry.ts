// What an administrator posts when he enters a rule set other than question by question: the confirmation of a draft, the whole text of a version.
import { z } from 'zod';
import { parseForm, typedOf } from '../../kernel/forms.ts';
import type { Parsed } from '../../kernel/forms.ts';
import { isDivisionCode } from '../../kernel/divisions.ts';
import { isLegalDate } from '../../kernel/workdays.ts';

const version = z.coerce.number('common.error.invalid').int('common.error.invalid');
export type EntryHead = { version: number; rule: string; citation: string };
export const head = z.object({ version: version.optional().default(0), rule: z.string('rewards.error.required').max(60), citation: z.string().trim().max(500, 'rewards.error.long').optional().default('') });

const confirmation = head.extend({
  text: z.string('rewards.error.required').trim().min(1, 'rewards.error.required').max(500, 'rewards.error.long'), documentNo: z.string('rewards.error.required').trim().min(1, 'rewards.error.required').max(200, 'rewards.error.long'),
  effectiveFrom: z.string('rewardRules.error.day').trim().refine(isLegalDate, 'rewardRules.error.day'),
});
export const parseConfirmedDraft = (input: unknown) => parseForm(confirmation, input);

const whole = head.extend({ rule: z.string().max(60).optional().default(''), content: z.string('rewards.error.required').trim().min(1, 'rewards.error.required').max(200_000, 'rewards.error.long') });
/** The text as JSON; what it says is checked by the schema of rule sets. */
export function parseWhole(input: unknown): Parsed<EntryHead & { content: unknown }> {
  const parsed = parseForm(whole, input);
  if ('errors' in parsed) return parsed;
  try {
    const content: unknown = JSON.parse(parsed.value.content);
    return { value: { ...parsed.value, content } };
  } catch {
    return { errors: { content: { key: 'rewardRules.error.json' } }, typed: typedOf(input) };
  }
}

const plain = z.object({ version, reason: z.string().trim().max(2000, 'rewards.error.long').optional().default('') });
export const parseEntryAct = (input: unknown) => parseForm(plain, input);

const reference = /^(.{1,40}?)(?:@([1-9][0-9]{0,5}))?$/;
export type RuleReference = { id: string; version: number | null };
/** `BJ-2023` or `BJ-2023@2`; null for anything else. */
export function parseReference(value: unknown): RuleReference | null {
  const found = typeof value === 'string' ? reference.exec(value) : null;
  return found?.[1] ? { id: found[1], version: found[2] === undefined ? null : Number(found[2]) } : null;
}

/** Place and day that the rule browser is asked for; what is not well formed is not asked. */
export function parseWhere(query: Record<string, unknown>, today: string): { place: string | null; on: string; onError: boolean } {
  const { place, on } = query;
  const isDay = typeof on === 'string' && isLegalDate(on);
  return { place: typeof place === 'string' && isDivisionCode(place) ? place : null, on: isDay ? on : today, onError: typeof on === 'string' && on !== '' && !isDay };
}

// What an administrator posts when he enters a rule set: the guided form, the confirmation of a draft, the whole text of a version.
import { z } from 'zod';
import type { FieldErrors } from '../../kernel/errors.ts';
import { parseForm, typedOf } from '../../kernel/forms.ts';
import type { Parsed, Typed } from '../../kernel/forms.ts';
import { isDivisionCode } from '../../kernel/divisions.ts';
import { isLegalDate } from '../../kernel/workdays.ts';
import type { FigureAnswers, LevelAnswer, RateAnswer } from '../rules/entering.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { LEVEL_CODES, PROFILES } from '../rules/vocabulary.ts';

/** Rows of the guided table; a rule with classes of another kind is written as text. */
export const GUIDED_LEVELS = ['L1', 'L2', 'L3'] as const;
export const CLAUSE_FIELDS = ['formula', 'floors', 'caps', 'bonuses', 'noLoss'] as const;

const version = z.coerce.number('common.error.invalid').int('common.error.invalid');
const PERCENT = /^(0|[1-9][0-9]?|100)(\.[0-9]{1,2})?$/;
const YUAN = /^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$/;

/** Reads one field after the other and gathers the mistakes. */
function reading(typed: Typed) {
  const errors: FieldErrors = {};
  const wrong = (name: string, key: string): void => void (errors[name] ??= { key });
  const text = (name: string): string => {
    const value = typed[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const fitting = (name: string, fits: (value: string) => boolean, key: string, most = 500): string | null => {
    const value = text(name);
    if (value === '') return null;
    if (value.length > most) wrong(name, 'rewards.error.long');
    else if (!fits(value)) wrong(name, key);
    return value;
  };
  // 100,000 is how people write it; what is kept has no separators.
  const plain = (name: string): void => void (typeof typed[name] === 'string' && (typed[name] = typed[name].replace(/,/g, '')));
  return {
    errors, wrong, text,
    words: (name: string, most?: number) => fitting(name, () => true, '', most),
    day: (name: string) => fitting(name, isLegalDate, 'rewardRules.error.day'),
    yuan: (name: string) => (plain(name), fitting(name, (value) => YUAN.test(value), 'rewardRules.error.yuan')),
    percent: (name: string) => fitting(name, (value) => PERCENT.test(value), 'rewardRules.error.percent'),
    division: (name: string) => fitting(name, isDivisionCode, 'rewardRules.error.division'),
    lines: (name: string) => text(name).split(/\r?\n|、/).map((line) => line.trim()).filter((line) => line !== ''),
    list: (name: string) => [typed[name] ?? []].flat(),
  };
}
type Reading = ReturnType<typeof reading>;

function rateAnswer(read: Reading, of: string): RateAnswer | null {
  const [from, to, floor] = [read.percent(`rate-${of}`), read.percent(`rateTo-${of}`), read.yuan(`floor-${of}`)];
  if (from === null && (to !== null || floor !== null)) read.wrong(`rate-${of}`, 'rewardRules.error.percent');
  if (from !== null && to !== null && Number(to) < Number(from)) read.wrong(`rateTo-${of}`, 'rewardRules.error.backwards');
  return from === null ? null : { from, to, floor };
}

function awardAnswer(read: Reading): FigureAnswers['award'] {
  const shape = read.text('shape');
  if (shape === 'flat') {
    const rate = rateAnswer(read, 'flat');
    if (!rate) read.wrong('rate-flat', 'rewardRules.error.percent');
    return rate && { kind: 'flat', rate };
  }
  if (shape !== 'levels') return null;
  const levels = GUIDED_LEVELS.flatMap((code): LevelAnswer[] => {
    const condition = read.words(`condition-${code}`, 1000) ?? '';
    const rate = rateAnswer(read, code);
    if (!rate && condition !== '') read.wrong(`rate-${code}`, 'rewardRules.error.percent');
    return rate ? [{ ...rate, code, condition }] : [];
  });
  if (levels.length === 0) read.wrong('rate-L1', 'rewardRules.error.oneLevel');
  return { kind: 'levels', levels };
}

function bonusAnswer(read: Reading): FigureAnswers['bonus'] {
  const kind = read.text('bonusKind');
  if (kind === 'none') return { kind };
  if (kind !== 'amount' && kind !== 'points') return null;
  const figure = read.percent('bonus');
  const profiles = PROFILES.filter((profile) => profile !== 'ordinary' && read.list('bonusFor').includes(profile));
  if (figure === null) read.wrong('bonus', 'rewardRules.error.percent');
  if (profiles.length === 0) read.wrong('bonusFor', 'rewards.error.choice');
  return { kind, figure: figure ?? '', profiles };
}

function noLossAnswer(read: Reading): FigureAnswers['noLoss'] {
  const kind = read.text('noLossKind');
  if (kind === 'none' || kind === 'officerSum') return { kind };
  if (kind !== 'fixed' && kind !== 'range') return null;
  const [from, to] = [read.yuan('noLossSum'), read.yuan('noLossTo')];
  if (from === null) read.wrong('noLossSum', 'rewardRules.error.yuan');
  if (kind === 'fixed') return { kind, yuan: from ?? '' };
  if (to === null || (from !== null && Number(to) < Number(from))) read.wrong('noLossTo', to === null ? 'rewardRules.error.yuan' : 'rewardRules.error.backwards');
  return { kind, from: from ?? '', to: to ?? '' };
}

/** "The text states none" is an answer; an untouched question is not. */
function sumAnswer(read: Reading, kindField: string, field: string): { award: string | null } | null {
  const kind = read.text(kindField);
  if (kind === 'none') return { award: null };
  if (kind !== 'sum') return null;
  const award = read.yuan(field);
  if (award === null) read.wrong(field, 'rewardRules.error.yuan');
  return { award };
}

export type EntryHead = { version: number; rule: string; citation: string };
const head = z.object({ version: version.optional().default(0), rule: z.string('rewards.error.required').max(60), citation: z.string().trim().max(500, 'rewards.error.long').optional().default('') });

export function parseFigures(input: unknown, base: RuleSet): Parsed<EntryHead & { answers: FigureAnswers }> {
  const typed = typedOf(input);
  const top = parseForm(head, input);
  if ('errors' in top) return top;
  const read = reading(typed);
  const codes = LEVEL_CODES.filter((code) => base.levels?.some((level) => level.code === code));
  const isOpenEnded = read.text('isOpenEnded') === 'yes';
  const effectiveTo = read.day('effectiveTo');
  if (isOpenEnded && effectiveTo !== null) read.wrong('effectiveTo', 'rewardRules.error.openOrEnd');
  const answers: FigureAnswers = {
    title: read.words('title', 300) ?? '', documentNo: read.words('documentNo', 200), issuers: read.lines('issuers'), issuedOn: read.day('issuedOn'), effectiveFrom: read.day('effectiveFrom'), effectiveTo, isOpenEnded,
    jurisdictionCode: read.division('jurisdictionCode'),
    award: awardAnswer(read),
    conditions: Object.fromEntries(codes.flatMap((code) => {
      const words = read.words(`condition-${code}`, 1000);
      return words === null ? [] : [[code, words] as const];
    })),
    floor: sumAnswer(read, 'floorKind', 'floor'), cap: sumAnswer(read, 'capKind', 'cap'), bonus: bonusAnswer(read), noLoss: noLossAnswer(read),
    clauses: Object.fromEntries(CLAUSE_FIELDS.flatMap((field) => {
      const words = read.words(`clause-${field}`, 100);
      return words === null ? [] : [[field, words] as const];
    })),
  };
  return Object.keys(read.errors).length > 0 ? { errors: read.errors, typed } : { value: { ...top.value, answers } };
}

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

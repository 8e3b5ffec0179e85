import { z } from 'zod';
import { isDivisionCode } from '../kernel/divisions.ts';
import { parseForm } from '../kernel/forms.ts';
import type { Parsed } from '../kernel/forms.ts';
import { parseYuan } from '../kernel/money.ts';
import type { CalendarEntry } from '../kernel/workdays.ts';
import { areCalendarDays } from './rules/entries.ts';
import type { CalendarCommand, ParameterCommand } from './rules/entries.ts';
import { PARAMETER_CODES } from './rules/parameters.ts';

export const UNITS = ['WD', 'D', 'MONTH', 'YEAR', 'HOUR', 'FEN', 'RATIO', 'COUNT', 'FLAG', 'CODE', 'LIST', 'NONE'] as const;
export const DAY_KINDS = ['WD', 'CD', 'UNSTATED'] as const;
export const APPROVERS = ['head', 'principal', 'collective'] as const;
export const CALENDAR_DAYS = ['OFF', 'WORK', 'DRAFT', 'YEAR'] as const;

const jurisdiction = z.string('law.error.jurisdiction').trim().refine(isDivisionCode, 'law.error.jurisdiction');
const citation = z.string('law.error.citation').trim().min(1, 'law.error.citation').max(300, 'law.error.long');
const orNone = <T extends readonly [string, ...string[]]>(values: T) => z.union([z.literal(''), z.enum(values)], 'common.error.choose').optional().default('');

/** What was written in the field, in the unit that was chosen; undefined where it does not fit. */
function valueOf(unit: (typeof UNITS)[number], text: string): ParameterCommand['value'] | undefined {
  if (unit === 'NONE') return text === '' ? null : undefined;
  if (unit === 'FEN') return parseYuan(text) ?? undefined;
  if (unit === 'RATIO' || unit === 'CODE') return text === '' ? undefined : text;
  if (unit === 'FLAG') return { yes: true, no: false }[text.toLowerCase()];
  if (unit === 'LIST') return text === '' ? undefined : text.split(/[\s,，、;；]+/).filter((item) => item !== '');
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

const parameter = z.object({
  code: z.string('law.error.code').refine((code) => PARAMETER_CODES.includes(code), 'law.error.code'), jurisdiction, citation,
  unit: z.enum(UNITS, 'common.error.choose'), value: z.string('law.error.value').trim().max(200, 'law.error.long').optional().default(''),
  dayKind: orNone(DAY_KINDS), approver: orNone(APPROVERS),
  from: z.iso.date('common.error.date'), to: z.union([z.literal(''), z.iso.date('common.error.date')], 'common.error.date').optional().default(''),
});
/** Looked at beside the rest: a check of two fields would wait until every other field is right, and a second round would name what the first one hid. */
const parameterFits = z
  .object({ unit: z.enum(UNITS).nullable().catch(null), value: z.string().trim().catch(''), from: z.iso.date().catch(''), to: z.iso.date().catch('') })
  .superRefine(({ unit, value, from, to }, context) => {
    if (unit !== null && valueOf(unit, value) === undefined) context.addIssue({ code: 'custom', path: ['value'], message: 'law.error.value' });
    if (from !== '' && to !== '' && to < from) context.addIssue({ code: 'custom', path: ['to'], message: 'common.error.order' });
  });

const calendar = z.object({ jurisdiction, citation, day: z.enum(CALENDAR_DAYS, 'common.error.choose'), dates: z.string('law.error.dates').trim().max(2_000, 'law.error.long') });
type CalendarDay = (typeof CALENDAR_DAYS)[number];
const isYear = (day: CalendarDay): day is 'YEAR' | 'DRAFT' => day === 'YEAR' || day === 'DRAFT';
const daysOf = (day: CalendarDay, text: string): CalendarEntry[] =>
  text.split(/[\s,，、;；]+/).filter((date) => date !== '').map((date): CalendarEntry => (isYear(day) ? { day, year: Number(date) } : { day, date }));
const calendarDays = z.object({ day: z.enum(CALENDAR_DAYS).catch('OFF'), dates: z.string().max(2_000).catch('') }).superRefine(({ day, dates }, context) => {
  if (!areCalendarDays(daysOf(day, dates))) context.addIssue({ code: 'custom', path: ['dates'], message: isYear(day) ? 'law.error.years' : 'law.error.dates' });
});

/** The mistakes of both, those of the fields themselves first. */
function parseBoth<T>(schema: z.ZodType<T>, fits: z.ZodType, input: unknown): Parsed<T> {
  const [parsed, fitting] = [parseForm(schema, input), parseForm(fits, input)];
  if ('value' in parsed) return 'errors' in fitting ? fitting : parsed;
  return 'errors' in fitting ? { ...parsed, errors: { ...fitting.errors, ...parsed.errors } } : parsed;
}

export function parseParameter(input: unknown): Parsed<ParameterCommand> {
  const parsed = parseBoth(parameter, parameterFits, input);
  if ('errors' in parsed) return parsed;
  const { unit, value, dayKind, approver, to, ...rest } = parsed.value;
  return {
    value: { ...rest, unit, value: valueOf(unit, value) ?? null, dayKind: dayKind === '' ? null : dayKind, approver: approver === '' ? null : approver, to: to === '' ? null : to },
  };
}

/** Dates, or years that are declared complete or laid down for the time being, one a line. */
export function parseCalendar(input: unknown): Parsed<CalendarCommand> {
  const parsed = parseBoth(calendar, calendarDays, input);
  if ('errors' in parsed) return parsed;
  const { day, dates, ...rest } = parsed.value;
  return { value: { ...rest, days: daysOf(day, dates) } };
}

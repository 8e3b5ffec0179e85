import { z } from 'zod';
import { isDivisionCode } from '../kernel/divisions.ts';
import { parseForm } from '../kernel/forms.ts';
import type { Parsed } from '../kernel/forms.ts';
import { parseYuan } from '../kernel/money.ts';
import type { CalendarEntry } from '../kernel/workdays.ts';
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

const parameter = z
  .object({
    code: z.string('law.error.code').refine((code) => PARAMETER_CODES.includes(code), 'law.error.code'), jurisdiction, citation,
    unit: z.enum(UNITS, 'common.error.choose'), value: z.string('law.error.value').trim().max(200, 'law.error.long').optional().default(''),
    dayKind: orNone(DAY_KINDS), approver: orNone(APPROVERS),
    from: z.iso.date('common.error.date'), to: z.union([z.literal(''), z.iso.date('common.error.date')], 'common.error.date').optional().default(''),
  })
  .superRefine(({ unit, value, from, to }, context) => {
    if (valueOf(unit, value) === undefined) context.addIssue({ code: 'custom', path: ['value'], message: 'law.error.value' });
    if (to !== '' && to < from) context.addIssue({ code: 'custom', path: ['to'], message: 'common.error.order' });
  });

const calendar = z.object({
  jurisdiction, citation, day: z.enum(CALENDAR_DAYS, 'common.error.choose'),
  dates: z.string('common.error.date').trim().min(1, 'common.error.date').max(2_000, 'law.error.long')
    .transform((text) => text.split(/[\s,，、;；]+/).filter((date) => date !== '')),
});

export function parseParameter(input: unknown): Parsed<ParameterCommand> {
  const parsed = parseForm(parameter, input);
  if ('errors' in parsed) return parsed;
  const { unit, value, dayKind, approver, to, ...rest } = parsed.value;
  return {
    value: { ...rest, unit, value: valueOf(unit, value) ?? null, dayKind: dayKind === '' ? null : dayKind, approver: approver === '' ? null : approver, to: to === '' ? null : to },
  };
}

/** Dates, or years that are declared complete or laid down for the time being, one a line. */
export function parseCalendar(input: unknown): Parsed<CalendarCommand> {
  const parsed = parseForm(calendar, input);
  if ('errors' in parsed) return parsed;
  const { day, dates, ...rest } = parsed.value;
  const days = dates.map((date): CalendarEntry => (day === 'YEAR' || day === 'DRAFT' ? { day, year: Number(date) } : { day, date }));
  return { value: { ...rest, days } };
}

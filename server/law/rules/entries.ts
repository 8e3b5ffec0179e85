import { chain, isDivisionCode } from '../../kernel/divisions.ts';
import { Forbidden, Invalid, NotFound, NotNow, Refused } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { isLegalDate, withEntries, type Calendar, type CalendarEntry } from '../../kernel/workdays.ts';
import { hasRole, isInScope, type Person } from '../../people/rules/person.ts';
import { HANDLING_SETTINGS, SETTING_CODES } from './clocks/regime.ts';
import { PARAMETER_CODES, PARAMETERS, type Parameter, type ParameterUnit } from './parameters.ts';

export type { Calendar };

/** What a bureau entered over the program's data. It counts only once a second person has confirmed it. */
export type LawEntry = {
  id: string;
  jurisdiction: string;
  /** Name, number and article of the official text. */
  citation: string;
  content: { kind: 'parameter'; parameter: Parameter } | { kind: 'calendar'; days: readonly CalendarEntry[] };
  enteredBy: string;
  enteredAt: Date;
  confirmedBy: string | null;
  confirmedAt: Date | null;
};

/** What an officer types for a parameter; money in fen, ratios as decimal strings. `from` is the day it begins to apply. */
export type ParameterCommand = Pick<Parameter, 'code' | 'jurisdiction' | 'value' | 'unit' | 'dayKind' | 'approver'> & { from: string; to: string | null; citation: string };
export type CalendarCommand = { jurisdiction: string; days: readonly CalendarEntry[]; citation: string };

/** Administrators keep the parameters; a head may too. */
export const mayEnterLaw = (person: Person, jurisdiction: string): boolean => hasRole(person, 'administrator', 'head') && isInScope(person, jurisdiction);

const TIMES: readonly ParameterUnit[] = ['WD', 'D', 'MONTH', 'YEAR', 'HOUR'];
const family = (unit: ParameterUnit): string => (TIMES.includes(unit) ? 'TIME' : unit);

/** A code keeps its kind of value: a limit stays a time, a threshold money. */
function fitsCode(code: string, unit: ParameterUnit): boolean {
  const known = PARAMETERS.filter((each) => each.code === code && each.unit !== 'NONE').map((each) => family(each.unit));
  return unit === 'NONE' || known.length === 0 || known.includes(family(unit));
}

/** A setting takes one of its words and no other: a word that nothing reads would look entered and change nothing. */
function isOffered(code: string, value: Parameter['value']): boolean {
  const setting = SETTING_CODES.find((each) => each === code);
  return setting === undefined || HANDLING_SETTINGS[setting].some((word) => word === value);
}

const VALUES: Record<string, (value: Parameter['value']) => boolean> = {
  TIME: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value > 0,
  FEN: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
  COUNT: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
  RATIO: (value) => typeof value === 'string' && /^\d{1,4}(\.\d{1,6})?$/.test(value),
  FLAG: (value) => typeof value === 'boolean',
  CODE: (value) => typeof value === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(value),
  LIST: (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
  NONE: (value) => value === null,
};

/** Everything that is wrong at once. @throws Forbidden outside the person's scope, Invalid */
function demand(person: Person, { jurisdiction, citation }: { jurisdiction: string; citation: string }, faults: FieldErrors): void {
  const isPlace = isDivisionCode(jurisdiction);
  if (isPlace && !mayEnterLaw(person, jurisdiction)) throw new Forbidden('law.enter');
  const all: FieldErrors = { ...(isPlace ? {} : { jurisdiction: { key: 'law.error.jurisdiction' } }), ...(citation.trim() === '' ? { citation: { key: 'law.error.citation' } } : {}), ...faults };
  if (Object.keys(all).length > 0) throw new Invalid(all);
}

type Draft = Omit<LawEntry, 'id'>;

/** A parameter waiting for its second person; refuses one without citation or outside the person's scope. */
export function parameterEntry(person: Person, command: ParameterCommand, at: Date): Draft {
  const { citation, from, to, code, jurisdiction, value, unit, dayKind, approver } = command;
  demand(person, command, {
    ...(PARAMETER_CODES.includes(code) ? {} : { code: { key: 'law.error.code' } }),
    ...(isLegalDate(from) ? {} : { from: { key: 'common.error.date' } }),
    ...(to === null || (isLegalDate(to) && to >= from) ? {} : { to: { key: 'common.error.date' } }),
    ...(isOffered(code, value) && fitsCode(code, unit) && (VALUES[family(unit)]?.(value) ?? false) ? {} : { value: { key: 'law.error.value' } }),
  });
  const parameter: Parameter = { code, jurisdiction, from, to, value, unit, dayKind, approver, mark: 'Q', source: citation.trim(), status: 'CONFIRMED' };
  return { jurisdiction, citation: citation.trim(), content: { kind: 'parameter', parameter }, enteredBy: person.id, enteredAt: at, confirmedBy: null, confirmedAt: null };
}

const MOST_DAYS = 100;
/** Dates that are in the calendar, or years of this age; not none and not too many. */
export const areCalendarDays = (days: readonly CalendarEntry[]): boolean =>
  days.length > 0 && days.length <= MOST_DAYS && days.every((each) => ('year' in each ? Number.isInteger(each.year) && each.year > 1999 && each.year < 2200 : isLegalDate(each.date)));

/** Holidays, make-up days or a whole year, declared complete or for the time being, waiting for the second person. */
export function calendarEntry(person: Person, { jurisdiction, days, citation }: CalendarCommand, at: Date): Draft {
  demand(person, { jurisdiction, citation }, areCalendarDays(days) ? {} : { dates: { key: days.some((each) => 'year' in each) ? 'law.error.years' : 'law.error.dates' } });
  return { jurisdiction, citation: citation.trim(), content: { kind: 'calendar', days }, enteredBy: person.id, enteredAt: at, confirmedBy: null, confirmedAt: null };
}

/** The entry in force: only by a second person who may enter it too (enforcement 14). */
export function confirmed(entry: LawEntry, person: Person, at: Date): LawEntry {
  if (!isInScope(person, entry.jurisdiction)) throw new NotFound('law entry');
  if (!mayEnterLaw(person, entry.jurisdiction)) throw new Forbidden('law.confirm');
  if (entry.confirmedBy !== null) throw new NotNow('law.confirm');
  if (entry.enteredBy === person.id) throw new Refused('SECOND_PERSON', '参数变更须两人', { entry: entry.id });
  return { ...entry, confirmedBy: person.id, confirmedAt: at };
}

/** The law as one bureau works with it. */
export type LocalLaw = { calendar: Calendar; overlay: readonly Parameter[] };

/** The bureau and every place above it, whose entries reach it. */
export const placesOf = (bureau: string): string[] => chain(bureau);

/** Confirmed entries over the program's data; of calendar days the nearest bureau's goes last and so wins. */
export function lawOf(base: Calendar, bureau: string, entries: readonly LawEntry[]): LocalLaw {
  const places = chain(bureau);
  const valid = entries.filter(({ confirmedBy, jurisdiction }) => confirmedBy !== null && places.includes(jurisdiction));
  const overlay = valid.flatMap(({ content }) => (content.kind === 'parameter' ? [content.parameter] : []));
  const calendars = valid.filter(({ content }) => content.kind === 'calendar').sort((a, b) => places.indexOf(b.jurisdiction) - places.indexOf(a.jurisdiction));
  const days = calendars.flatMap(({ content }) => (content.kind === 'calendar' ? content.days : []));
  if (days.length === 0) return { overlay, calendar: base };
  const last = calendars.reduce((latest, { id }) => (id > latest ? id : latest), '');
  return { overlay, calendar: withEntries(base, days, `${base.version} + ${calendars.length} ${last}`) };
}

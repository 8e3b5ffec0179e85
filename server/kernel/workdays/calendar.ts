import { Refused } from '../errors.ts';
import { dayNumber, weekday, yearOf } from './dates.ts';

/** Holidays and make-up days of the years that are really known. `version` names the data, for the record of each deadline. */
export interface Calendar {
  readonly version: string;
  readonly years: ReadonlySet<number>;
  /** Public holidays, weekends among them or not. */
  readonly off: ReadonlySet<string>;
  /** Make-up working days (调休补班日). */
  readonly on: ReadonlySet<string>;
  /** Which holiday the day is off, or worked, for: a key of the catalogue ('NationalDay'), where the data says it. */
  readonly names?: ReadonlyMap<string, string>;
  /** Years entered before their holidays were published: counted by, and every date counted through them is 暂计. */
  readonly drafts?: ReadonlySet<number>;
}

/** One day that a bureau entered over the base data, or a whole year declared complete (YEAR) or laid down for the time being (DRAFT). */
export type CalendarEntry = { day: 'OFF' | 'WORK'; date: string } | { day: 'YEAR' | 'DRAFT'; year: number };

/** The base data with a bureau's own entries over it; a later entry wins. */
export function withEntries(base: Calendar, entries: readonly CalendarEntry[], version: string): Calendar {
  const years = new Set(base.years);
  const off = new Set(base.off);
  const on = new Set(base.on);
  const drafts = new Set(base.drafts);
  for (const entry of entries) {
    if ('year' in entry) {
      // Neither the published year nor a complete one becomes a draft again.
      if (entry.day === 'YEAR') drafts.delete(entry.year);
      else if (!years.has(entry.year)) drafts.add(entry.year);
      years.add(entry.year);
    } else {
      (entry.day === 'OFF' ? off : on).add(entry.date);
      (entry.day === 'OFF' ? on : off).delete(entry.date);
    }
  }
  return { ...base, version, years, off, on, drafts };
}

export type DayKind = 'work' | 'makeUp' | 'weekend' | 'holiday';

const isWeekend = (date: string): boolean => weekday(date) === 0 || weekday(date) === 6;

/** Whether this calendar can speak about the day at all. */
export const covers = (calendar: Calendar, date: string): boolean => calendar.years.has(yearOf(date));

/** Whether what it says of the day will stand: not where the year is missing or a draft. */
export const isSettled = (calendar: Calendar, date: string): boolean => covers(calendar, date) && calendar.drafts?.has(yearOf(date)) !== true;

/** What kind of day it is; refuses a year without data (report-handling 12.2). */
export function dayKind(calendar: Calendar, date: string): DayKind {
  dayNumber(date);
  if (!covers(calendar, date)) {
    throw new Refused('CALENDAR_YEAR_MISSING', '国务院办公厅关于部分节假日安排的通知', { year: yearOf(date) });
  }
  return guessedKind(calendar, date);
}

/** As dayKind, by weekends alone where the year is missing: only for what is shown as 暂计. */
export function guessedKind(calendar: Calendar, date: string): DayKind {
  const weekend = isWeekend(date);
  if (calendar.on.has(date)) return weekend ? 'makeUp' : 'work';
  if (calendar.off.has(date)) return 'holiday';
  return weekend ? 'weekend' : 'work';
}

export const isWorkday = (calendar: Calendar, date: string): boolean => {
  const kind = dayKind(calendar, date);
  return kind === 'work' || kind === 'makeUp';
};

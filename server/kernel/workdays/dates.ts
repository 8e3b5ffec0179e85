import { Invalid } from '../errors.ts';

// Legal dates are strings 'YYYY-MM-DD' of Beijing. Arithmetic is on day numbers, so that no time zone can enter.

// The same few hundred days are asked for again and again. Emptied when full, so that invented dates cannot fill the memory.
const MOST_KNOWN = 4096;
const numbers = new Map<string, number>();
const dates = new Map<number, string>();
function known<Key, Value>(kept: Map<Key, Value>, key: Key, value: Value): Value {
  if (kept.size >= MOST_KNOWN) kept.clear();
  kept.set(key, value);
  return value;
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export const monthLength = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0);

/** True only for a day that exists: not for 2023-02-30. */
export function isLegalDate(text: string): boolean {
  const match = DATE.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1900 && day >= 1 && day <= monthLength(year, month);
}

export const yearOf = (date: string): number => Number(date.slice(0, 4));

/** Day number of 1 January. */
const newYear = (year: number): number => {
  const before = year - 1;
  return before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 719_162;
};

/** Days of the year before the month. */
function daysBefore(year: number, month: number): number {
  let days = 0;
  for (let each = 1; each < month; each += 1) days += monthLength(year, each);
  return days;
}

/** Days since 1970-01-01 (proleptic Gregorian); refuses a date that does not exist. */
export function dayNumber(date: string): number {
  const found = numbers.get(date);
  if (found !== undefined) return found;
  if (!isLegalDate(date)) throw new Invalid({ date: { key: 'common.error.date' } });
  const year = yearOf(date);
  return known(numbers, date, newYear(year) + daysBefore(year, Number(date.slice(5, 7))) + Number(date.slice(8, 10)) - 1);
}

/** The date of a day number. */
export function dateOf(days: number): string {
  const found = dates.get(days);
  if (found !== undefined) return found;
  let year = 1970 + Math.floor(days / 365.2425);
  if (newYear(year + 1) <= days) year += 1;
  if (newYear(year) > days) year -= 1;
  let rest = days - newYear(year);
  let month = 1;
  while (rest >= monthLength(year, month)) {
    rest -= monthLength(year, month);
    month += 1;
  }
  return known(dates, days, `${year}-${String(month).padStart(2, '0')}-${String(rest + 1).padStart(2, '0')}`);
}

export const addDays = (date: string, days: number): string => dateOf(dayNumber(date) + days);

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

/** The corresponding day of the later month, else its last day. */
export function addMonths(date: string, months: number): string {
  dayNumber(date);
  const index = yearOf(date) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  const day = Math.min(Number(date.slice(8, 10)), monthLength(year, month));
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** 0 Sunday … 6 Saturday. */
export const weekday = (date: string): number => (((dayNumber(date) + 4) % 7) + 7) % 7;

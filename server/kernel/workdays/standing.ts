import { dayKind, guessedKind, isWorkday, type Calendar } from './calendar.ts';
import { addDays, dateOf, dayNumber, daysBetween } from './dates.ts';

export type ClockState = 'ok' | 'soon' | 'late' | 'paused' | 'done' | 'none';

/** How a clock stands today. `workdays` and `days` are what is left, or what is over when late. */
export interface Standing {
  readonly state: ClockState;
  readonly workdays: number;
  readonly days: number;
}

/** Working days after `from` up to and including `to`; zero when `to` is not later. Refuses a year without calendar. */
export function workdaysBetween(calendar: Calendar, from: string, to: string): number {
  let count = 0;
  for (let day = dayNumber(from) + 1; day <= dayNumber(to); day += 1) if (isWorkday(calendar, dateOf(day))) count += 1;
  return count;
}

/** As workdaysBetween, by weekends where a year is missing: for display only. */
function shownWorkdays(calendar: Calendar, from: string, to: string): number {
  let count = 0;
  for (let day = dayNumber(from) + 1; day <= dayNumber(to); day += 1) {
    const kind = guessedKind(calendar, dateOf(day));
    if (kind === 'work' || kind === 'makeUp') count += 1;
  }
  return count;
}

/** ok, soon (within `warnAt` working days, today among them) or late (from the day after the due date). */
export function standing(calendar: Calendar, due: string, today: string, warnAt: number): Standing {
  const days = daysBetween(today, due.slice(0, 10));
  if (days < 0) return { state: 'late', workdays: shownWorkdays(calendar, due.slice(0, 10), today), days: -days };
  const workdays = shownWorkdays(calendar, today, due.slice(0, 10));
  return { state: workdays <= warnAt ? 'soon' : 'ok', workdays, days };
}

/** The first working day after the day: when a hearing may be held once the full days before it have passed. */
export function nextWorkday(calendar: Calendar, date: string, kindOf = dayKind): string {
  let next = addDays(date, 1);
  while (kindOf(calendar, next) !== 'work' && kindOf(calendar, next) !== 'makeUp') next = addDays(next, 1);
  return next;
}

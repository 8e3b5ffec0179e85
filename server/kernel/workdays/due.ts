import { guessedKind, dayKind, isSettled, type Calendar, type DayKind } from './calendar.ts';
import { addMonths, dateOf, dayNumber, daysBetween } from './dates.ts';

export type TermUnit = 'WD' | 'D' | 'MONTH' | 'YEAR' | 'HOUR';

export interface Term {
  readonly amount: number;
  readonly unit: TermUnit;
}

/** `added` runs on from the earlier end; `total` replaces what was before and counts from the start. */
export interface Extension extends Term {
  readonly mode: 'added' | 'total';
}

/** Time that does not count: from the first day up to, not including, the second. */
export interface Exclusion {
  readonly from: string;
  readonly to: string;
}

export interface DeadlineSpec extends Term {
  /** Day of the event, which is not counted; for HOUR 'YYYY-MM-DD HH:mm'. */
  readonly start: string;
  readonly extensions?: readonly Extension[];
  readonly exclusions?: readonly Exclusion[];
  /** Whether a last day that is no working day moves on; true unless said otherwise. */
  readonly rolls?: boolean;
}

export interface SkippedDay {
  readonly date: string;
  readonly why: 'weekend' | 'holiday' | 'excluded';
}

/** A due date with how it was counted. */
export interface Due {
  readonly end: string;
  readonly rawEnd: string;
  readonly firstCounted: string | null;
  readonly skipped: readonly SkippedDay[];
  readonly madeUp: readonly string[];
  /** Days stepped over when the last day was no working day. */
  readonly rolledOver: readonly SkippedDay[];
  readonly calendarVersion: string;
  readonly provisional: boolean;
}

/** More days than any deadline has: a walk that passes it has no end. */
const HORIZON = 40_000;

interface Walk {
  kindOf: (date: string) => DayKind;
  isExcluded: (day: number) => boolean;
  firstCounted: string | null;
  skipped: SkippedDay[];
  madeUp: string[];
}

const isWork = (kind: DayKind): kind is 'work' | 'makeUp' => kind === 'work' || kind === 'makeUp';

function walkDays(walk: Walk, from: string, amount: number, unit: 'WD' | 'D'): string {
  let day = dayNumber(from);
  let left = amount;
  for (let steps = 0; left > 0; steps += 1) {
    if (steps > HORIZON) throw new RangeError('a deadline without end');
    day += 1;
    const date = dateOf(day);
    if (walk.isExcluded(day)) {
      walk.skipped.push({ date, why: 'excluded' });
      continue;
    }
    const kind = unit === 'WD' ? walk.kindOf(date) : 'work';
    if (!isWork(kind)) {
      walk.skipped.push({ date, why: kind });
      continue;
    }
    if (kind === 'makeUp') walk.madeUp.push(date);
    walk.firstCounted ??= date;
    left -= 1;
  }
  return dateOf(day);
}

/** The corresponding date plus every excluded day inside the period, also inside what the exclusions added. */
function walkMonths(walk: Walk, from: string, months: number): string {
  return walkDays(walk, from, daysBetween(from, addMonths(from, months)), 'D');
}

/** Base and extensions as steps from the start; equal units run through as one. */
function steps(spec: DeadlineSpec): Term[] {
  const list: Term[] = [{ amount: spec.amount, unit: spec.unit }];
  for (const { amount, unit, mode } of spec.extensions ?? []) {
    const last = list.at(-1);
    if (mode === 'total') list.splice(0, list.length, { amount, unit });
    else if (last?.unit === unit) list.splice(-1, 1, { amount: last.amount + amount, unit });
    else list.push({ amount, unit });
  }
  return list;
}

function addHours(start: string, hours: number): string {
  const minutes = Number(start.slice(11, 13)) * 60 + Number(start.slice(14, 16)) + hours * 60;
  const inDay = ((minutes % 1440) + 1440) % 1440;
  const clock = [Math.floor(inDay / 60), inDay % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return `${dateOf(dayNumber(start.slice(0, 10)) + Math.floor(minutes / 1440))} ${clock}`;
}

function compute(spec: DeadlineSpec, calendar: Calendar, strict: boolean): Due {
  const list = steps(spec);
  if (spec.unit === 'HOUR') {
    const end = addHours(spec.start, list.reduce((sum, step) => sum + step.amount, 0));
    return { end, rawEnd: end, firstCounted: null, skipped: [], madeUp: [], rolledOver: [], calendarVersion: calendar.version, provisional: false };
  }
  let provisional = false;
  const excluded = (spec.exclusions ?? []).map(({ from, to }) => ({ from: dayNumber(from), to: dayNumber(to) }));
  const walk: Walk = {
    kindOf: (date) => {
      provisional ||= !isSettled(calendar, date);
      return strict ? dayKind(calendar, date) : guessedKind(calendar, date);
    },
    isExcluded: (day) => excluded.some(({ from, to }) => day >= from && day < to),
    firstCounted: null,
    skipped: [],
    madeUp: [],
  };
  let rawEnd = spec.start;
  dayNumber(rawEnd);
  for (const { amount, unit } of list) {
    rawEnd = unit === 'WD' || unit === 'D' ? walkDays(walk, rawEnd, amount, unit) : walkMonths(walk, rawEnd, unit === 'YEAR' ? amount * 12 : amount);
  }
  const rolledOver: SkippedDay[] = [];
  let end = rawEnd;
  // A count in working days already ends on one.
  if ((spec.rolls ?? true) && list.at(-1)?.unit !== 'WD') {
    for (let kind = walk.kindOf(end); !isWork(kind); kind = walk.kindOf(end)) {
      rolledOver.push({ date: end, why: kind });
      end = dateOf(dayNumber(end) + 1);
    }
  }
  const { firstCounted, skipped, madeUp } = walk;
  return { end, rawEnd, firstCounted, skipped, madeUp, rolledOver, calendarVersion: calendar.version, provisional };
}

/** The statutory due date; refuses (`CALENDAR_YEAR_MISSING`) where the calendar ends. */
export const due = (spec: DeadlineSpec, calendar: Calendar): Due => compute(spec, calendar, true);

/** The same by weekends where a year is missing: 暂计, never for a document. */
export const estimate = (spec: DeadlineSpec, calendar: Calendar): Due => compute(spec, calendar, false);

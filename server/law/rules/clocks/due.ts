import {
  dayKind, due, estimate, guessedKind, nextWorkday, standing, type Calendar, type ClockState, type DeadlineSpec, type Due,
} from '../../../kernel/workdays.ts';
import { unknownParameter } from '../parameters.ts';
import { explained, type Explanation } from './explain.ts';
import type { Clock, ClockLimit } from './record.ts';

/** What a page shows of a clock. Counts are working days and calendar days left, or over when late. */
export interface ClockView {
  readonly code: string;
  readonly state: ClockState;
  readonly limit: ClockLimit;
  readonly due: string | null;
  /** 暂计: a year of the calendar is missing. Never printed in a document. */
  readonly provisional: boolean;
  readonly workdays: number;
  readonly days: number;
  /** While paused: the due date if it resumed today. */
  readonly projected: string | null;
  readonly pausedFor: string | null;
  readonly explanation: Due | null;
  /** The same with its events, grants and sources; null where only a date is known and no clock. */
  readonly how: Explanation | null;
}

/** The clock as the counting rules take it; an open pause reaches up to `today`. */
function specOf(clock: Clock, today: string): DeadlineSpec | null {
  if (clock.amount === null || clock.unit === null) return null;
  const { startedOn: start, amount, unit, rolls, extensions, pauses } = clock;
  return { start, amount, unit, rolls, extensions, exclusions: pauses.map(({ from, to }) => ({ from, to: to ?? (today < from ? from : today) })) };
}

const reached = (clock: Clock, answer: Due, calendar: Calendar, kindOf: typeof dayKind): Due =>
  clock.reach === 'last' ? answer : { ...answer, end: nextWorkday(calendar, answer.rawEnd, kindOf) };

/** The due date for a document or a guard: refuses a limit that is not entered, and a year without calendar. */
export function statutoryDue(clock: Clock, calendar: Calendar, today = clock.startedOn.slice(0, 10)): Due {
  const spec = specOf(clock, today);
  if (!spec) throw unknownParameter(clock.code, clock.jurisdiction, clock.startedOn.slice(0, 10));
  return reached(clock, due(spec, calendar), calendar, dayKind);
}

/** As statutoryDue, by weekends where the calendar ends; null where no limit is entered. */
export function shownDue(clock: Clock, calendar: Calendar, today: string): Due | null {
  const spec = specOf(clock, today);
  return spec && reached(clock, estimate(spec, calendar), calendar, guessedKind);
}

/** The clock with its count as the calendar has it now; one that has ended keeps its own. */
export const counted = (clock: Clock, calendar: Calendar, today: string): Clock => (clock.stoppedOn === null ? { ...clock, counted: shownDue(clock, calendar, today) } : clock);

/** How the clock stands today. `today` is a legal date. */
export function clockDue(clock: Clock, calendar: Calendar, today: string): ClockView {
  const { code, limit } = clock;
  // What ended before counts were kept has none.
  const answer = clock.stoppedOn === null ? shownDue(clock, calendar, today) : (clock.counted ?? null);
  const blank = { code, limit, due: null, provisional: false, workdays: 0, days: 0, projected: null, pausedFor: null, explanation: null, how: explained(clock, answer, calendar) };
  if (clock.stopped) return { ...blank, state: 'done', due: clock.stopped.due, provisional: clock.stopped.provisional };
  if (!answer) return { ...blank, state: 'none' };
  const { end, rawEnd, provisional } = answer;
  const open = clock.pauses.find((pause) => pause.to === null);
  if (open) return { ...blank, state: 'paused', provisional, projected: end, pausedFor: open.reason, explanation: answer };
  const now = standing(calendar, end, today, clock.warnAt);
  const warned = now.state === 'ok' && clock.alertOn === 'rawEnd' && standing(calendar, rawEnd, today, clock.warnAt).state !== 'ok';
  return { ...blank, ...now, state: warned ? 'soon' : now.state, due: end, provisional, explanation: answer };
}

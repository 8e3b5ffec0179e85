// The clocks of a case: started with the parameters of their first day and kept until they end (enforcement 1.3, 5.2).
import { clockDue, counted, startClock, statutoryDue, stopClock } from '../../law/rules/clocks.ts';
import type { Clock, ClockView } from '../../law/rules/clocks.ts';
import { recounted } from '../../law/rules/clocks/recount.ts';
import type { ClockChange, Law } from '../../law/rules/clocks/recount.ts';
import type { Calendar } from '../../kernel/workdays.ts';
import { clockOf } from './case.ts';
import type { Case, CaseClock } from './case.ts';
import type { Situation } from './situation.ts';

export const started = (kase: Pick<Case, 'bureau'>, situation: Pick<Situation, 'overlay'>, code: string, on: string, subject = ''): CaseClock => ({
  subject, clock: startClock(code, kase.bureau, on, situation.overlay),
});

/** The clocks with this one ended; ended and unknown ones stay as they are. */
export const stopped = (clocks: readonly CaseClock[], calendar: Calendar, code: string, on: string, subject = ''): CaseClock[] =>
  clocks.map((each) => (each.clock.code === code && each.subject === subject && each.clock.stoppedOn === null ? { ...each, clock: stopClock(each.clock, on, calendar) } : each));

export const changed = (clocks: readonly CaseClock[], code: string, change: (clock: Clock) => Clock): CaseClock[] =>
  clocks.map((each) => (each.clock.code === code && each.clock.stoppedOn === null ? { ...each, clock: change(each.clock) } : each));

/** Each clock with its count, as it is stored. */
export const withCounts = (kase: Case, { calendar, today }: Pick<Situation, 'calendar' | 'today'>): Case => ({
  ...kase, clocks: kase.clocks.map((each) => ({ ...each, clock: counted(each.clock, calendar, today) })),
});

/** The running ones under the law of their day as it is entered now, and what moved by that. */
export function recountedClocks(clocks: readonly CaseClock[], law: Law): { clocks: CaseClock[]; changes: ClockChange[] } {
  const again = clocks.map((each) => ({ each, ...recounted(each.clock, law) }));
  return { clocks: again.map(({ each, clock }) => ({ ...each, clock })), changes: again.flatMap(({ change }) => change ?? []) };
}

/** How the clock stands, or null where the case has none. */
export function viewOf(kase: Case, situation: Pick<Situation, 'calendar' | 'today'>, code: string, subject = ''): ClockView | null {
  const clock = clockOf(kase, code, subject);
  return clock && clockDue(clock, situation.calendar, situation.today);
}

/** The legal last day, for a guard: refuses a limit that is not entered and a year without a calendar. Null: no clock was started. */
export function lastDay(kase: Case, situation: Pick<Situation, 'calendar' | 'today'>, code: string, subject = ''): string | null {
  const clock = clockOf(kase, code, subject);
  if (!clock || clock.limit === 'none') return null;
  if (clock.stopped) return clock.stopped.due;
  const shown = clockDue(clock, situation.calendar, situation.today);
  const end = shown.due ?? shown.projected;
  // A year whose holidays are not published yet lies wholly ahead: today is before it, however its days will fall.
  if (shown.provisional && end !== null && situation.today.slice(0, 4) < end.slice(0, 4)) return end;
  return statutoryDue(clock, situation.calendar, situation.today).end.slice(0, 10);
}

/** Whether the period has run out: the day after its last day. */
export function isOver(kase: Case, situation: Pick<Situation, 'calendar' | 'today'>, code: string, subject = ''): boolean {
  const last = lastDay(kase, situation, code, subject);
  return last !== null && situation.today > last;
}

/** The date by which the case is listed: the nearest due date of a running clock that binds the bureau; null when none runs. */
export function nextDue(kase: Case, situation: Pick<Situation, 'calendar' | 'today'>): string | null {
  const own = new Set(['CASE_DECIDE', 'PRESERVE_DECIDE', 'LEGAL_REVIEW', 'DELIVER_DECISION', 'PAY']);
  const dates = kase.clocks.filter(({ clock }) => own.has(clock.code)).flatMap(({ clock }) => {
    const shown = clockDue(clock, situation.calendar, situation.today);
    return shown.state === 'ok' || shown.state === 'soon' || shown.state === 'late' ? (shown.due ?? []) : [];
  });
  return dates.sort()[0] ?? null;
}

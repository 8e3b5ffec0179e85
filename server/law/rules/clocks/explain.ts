// How a due date came about, day by day, as data: pages put it into words, programs read it as it is.
import type { Calendar, Due, TermUnit } from '../../../kernel/workdays.ts';
import type { Mark } from '../parameters/record.ts';
import { CLOCKS, type Trigger } from './definitions.ts';
import type { Clock, ClockLimit, ClockPause, ExtensionGrant } from './record.ts';
import { regimeOf, type Regime } from './regime.ts';

/** `name`: the holiday for which the day is off or worked, where the calendar says it. */
export interface NamedDay {
  readonly date: string;
  readonly name: string | null;
}

export interface Explanation {
  readonly code: string;
  /** The event from whose day it is counted. */
  readonly countsFrom: Trigger;
  readonly startedOn: string;
  readonly limit: ClockLimit;
  readonly amount: number | null;
  readonly unit: TermUnit | null;
  readonly firstCounted: string | null;
  /** Days that were stepped over, by their kind; make-up working days that were counted. */
  readonly weekends: readonly string[];
  readonly holidays: readonly NamedDay[];
  readonly excluded: readonly string[];
  readonly madeUp: readonly NamedDay[];
  readonly rawEnd: string | null;
  readonly rolledOver: readonly { readonly date: string; readonly why: string }[];
  readonly end: string | null;
  readonly isRolled: boolean;
  readonly calendarVersion: string | null;
  readonly provisional: boolean;
  readonly extensions: readonly Omit<ExtensionGrant, 'by' | 'mode'>[];
  readonly pauses: readonly Pick<ClockPause, 'reason' | 'from' | 'to'>[];
  readonly stoppedOn: string | null;
  /** Null where the regimes of report handling do not matter. */
  readonly regime: Regime | null;
  readonly lawOn: string;
  readonly source: string;
  readonly mark: Mark | null;
  readonly confirmed: boolean;
}

const countsFrom = new Map(CLOCKS.map((rule) => [rule.code, rule.countsFrom]));

/** `due`: the count to explain, null where no limit is entered. */
export function explained(clock: Clock, due: Due | null, calendar: Calendar): Explanation {
  const skipped = (why: string): string[] => (due?.skipped ?? []).filter((day) => day.why === why).map(({ date }) => date);
  const named = (dates: readonly string[]): NamedDay[] => dates.map((date) => ({ date, name: calendar.names?.get(date) ?? null }));
  return {
    code: clock.code, countsFrom: countsFrom.get(clock.code) ?? 'receipt', startedOn: clock.startedOn, limit: clock.limit, amount: clock.amount, unit: clock.unit,
    firstCounted: due?.firstCounted ?? null, weekends: skipped('weekend'), holidays: named(skipped('holiday')), excluded: skipped('excluded'), madeUp: named(due?.madeUp ?? []),
    rawEnd: due?.rawEnd ?? null, rolledOver: due?.rolledOver ?? [], end: due?.end ?? null, isRolled: due !== null && due.end !== due.rawEnd,
    calendarVersion: due?.calendarVersion ?? null, provisional: due?.provisional ?? false,
    // Names of officers stay with the matter's own record.
    extensions: clock.extensions.map(({ code, amount, unit, on, approver, reason, source }) => ({ code, amount, unit, on, approver, reason, source })),
    pauses: clock.pauses.map(({ reason, from, to }) => ({ reason, from, to })), stoppedOn: clock.stoppedOn,
    regime: regimeOf(clock.code, clock.lawOn), lawOn: clock.lawOn, source: clock.source, mark: clock.mark, confirmed: clock.confirmed,
  };
}

// Which statutory clocks a report starts and stops. The limits are parameters of law; one that is not entered still runs, as 未录入期限.
import type { Calendar, Term } from '../../kernel/workdays.ts';
import { clockDue, extendClock, startClock, stopClock } from '../../law/rules/clocks.ts';
import type { Clock, ClockView } from '../../law/rules/clocks.ts';
import type { Parameter } from '../../law/rules/parameters.ts';
import type { Report } from './report.ts';

/** What counting needs: the Beijing date, the calendar and the bureau's own parameter entries. */
export type Setting = { at: Date; today: string; calendar: Calendar; overlay: readonly Parameter[] };

/** Sorts behind every date: nothing of this report is due. */
export const NOTHING_DUE = '9999-12-31';

/**
 * At receipt: the decision on filing begins to run; registering is done today and stays on record. What came on paper counts from the day on
 * which it came. A hand-down runs beside it, by the limit of its letter (`handDown`; null: the default of the law).
 */
export function clocksAtReceipt(bureau: string, setting: Setting, receivedOn: string = setting.today, handDown?: Term | null): Clock[] {
  const { today, calendar, overlay } = setting;
  return [
    startClock('ACCEPT_OR_FILE', bureau, receivedOn, overlay), stopClock(startClock('REGISTER', bureau, receivedOn, overlay), today, calendar),
    ...(handDown === undefined ? [] : [startClock('HANDDOWN_FINISH', bureau, receivedOn, overlay, handDown)]),
  ];
}

export const started = (clocks: readonly Clock[], code: string, bureau: string, on: string, setting: Setting): Clock[] => [
  ...clocks, startClock(code, bureau, on, setting.overlay),
];

export const stopped = (clocks: readonly Clock[], code: string, on: string, setting: Setting): Clock[] =>
  clocks.map((clock) => (clock.code === code && clock.stoppedOn === null ? stopClock(clock, on, setting.calendar) : clock));

export const running = (clocks: readonly Clock[], code: string): Clock | null => clocks.find((clock) => clock.code === code && clock.stoppedOn === null) ?? null;

/** The last one that was stopped runs on as if it had not been: what came back did not gain time. */
export function resumed(clocks: readonly Clock[], code: string): Clock[] {
  const last = clocks.findLastIndex((clock) => clock.code === code);
  return clocks.map((clock, at) => (at === last ? { ...clock, stoppedOn: null, stopped: null } : clock));
}

/** The extension of the decision on filing: once, before it is due, by the principal head (Order 4 art. 14). */
export const extended = (clocks: readonly Clock[], by: string, reason: string, setting: Setting): Clock[] =>
  clocks.map((clock) => (clock.code === 'ACCEPT_OR_FILE' && clock.stoppedOn === null
    ? extendClock(clock, { code: 'ACCEPT_OR_FILE_EXT', on: setting.today, approver: 'principal', by, reason }, setting.calendar)
    : clock));

export const clockViews = (report: Pick<Report, 'clocks'>, calendar: Calendar, today: string): ClockView[] => report.clocks.map((clock) => clockDue(clock, calendar, today));

/** The earliest due date of what still runs. */
export function dueOn(clocks: readonly Clock[], setting: Pick<Setting, 'calendar' | 'today'>): string {
  const dates = clocks.flatMap((clock) => (clock.stoppedOn === null ? (clockDue(clock, setting.calendar, setting.today).due ?? []) : []));
  return dates.sort()[0] ?? NOTHING_DUE;
}

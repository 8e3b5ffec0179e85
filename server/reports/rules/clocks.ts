// Which statutory clocks a report starts and stops. The limits are parameters of law; one that is not entered still runs, as 未录入期限.
import type { Calendar, Term } from '../../kernel/workdays.ts';
import { Invalid } from '../../kernel/errors.ts';
import { clockDue, counted, extendClock, startClock, stopClock } from '../../law/rules/clocks.ts';
import type { AllowedExtension, Clock } from '../../law/rules/clocks.ts';
import { recounted } from '../../law/rules/clocks/recount.ts';
import type { ClockChange } from '../../law/rules/clocks/recount.ts';
import { handlingSettings, lawDay, mayExtendInOverlap } from '../../law/rules/clocks/regime.ts';
import type { Parameter } from '../../law/rules/parameters.ts';
import { isHandedOn, ON_PAPER, ORDER_CLOCK } from './orders.ts';
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
  const { today, calendar } = setting;
  const begun = (code: string, letter: Term | null = null): Clock => step(code, bureau, { receivedOn, startedOn: receivedOn, begunOn: receivedOn }, setting, letter);
  const clocks = [begun('ACCEPT_OR_FILE'), stopClock(begun('REGISTER'), today, calendar), ...(handDown === undefined ? [] : [{ ...begun(ORDER_CLOCK, handDown), orderedBy: ON_PAPER }])];
  return clocks.map((clock) => counted(clock, calendar, today));
}

/** One step under the law that settings H1 to H4 give it. */
function step(code: string, bureau: string, days: { receivedOn: string; startedOn: string; begunOn: string }, { today, overlay }: Setting, letter: Term | null = null): Clock {
  const settings = handlingSettings(bureau, today, overlay);
  const lawOn = lawDay(settings, days);
  const clock = startClock(code, bureau, days.startedOn, overlay, letter, lawOn);
  return code === 'ACCEPT_OR_FILE' && !mayExtendInOverlap(settings, lawOn) ? { ...clock, allowed: [] } : clock;
}

/** Every report was registered: from then on its receipt stands among its clocks. */
const receiptOf = (clocks: readonly Clock[], otherwise: string): string => clocks.find(({ code }) => code === 'REGISTER')?.startedOn ?? otherwise;

/** `on`: from when it is counted. The duty to tell of non-acceptance is counted from receipt but begins with the decision. */
export const started = (clocks: readonly Clock[], code: string, bureau: string, on: string, setting: Setting): Clock[] => [
  ...clocks, step(code, bureau, { receivedOn: receiptOf(clocks, on), startedOn: on, begunOn: code === 'TELL_NOT_ACCEPTED' ? setting.today : on }, setting),
];

export const stopped = (clocks: readonly Clock[], code: string, on: string, setting: Setting): Clock[] =>
  clocks.map((clock) => (clock.code === code && clock.stoppedOn === null ? stopClock(clock, on, setting.calendar) : clock));

export const running = (clocks: readonly Clock[], code: string): Clock | null => clocks.find((clock) => clock.code === code && clock.stoppedOn === null) ?? null;

/** The last one that was stopped runs on as if it had not been: what came back did not gain time. */
export function resumed(clocks: readonly Clock[], code: string): Clock[] {
  const last = clocks.findLastIndex((clock) => clock.code === code);
  return clocks.map((clock, at) => (at === last ? { ...clock, stoppedOn: null, stopped: null } : clock));
}

/** States in which nothing of the report is left to be finished here. */
const OVER: readonly Report['state'][] = ['notFiled', 'notAccepted', 'referredContract', 'transferredOut', 'merged'];

/**
 * The clocks as an act leaves them. Acceptance begins the time to finish (regime A; the later rules have none); the end of the matter ends it,
 * and what comes back runs on. Each is stored with its count.
 */
export function clocksAfter(action: string, report: Pick<Report, 'clocks' | 'state' | 'doneOn' | 'bureau'>, setting: Setting): Clock[] {
  const { today, calendar } = setting;
  const finish = step('FINISH', report.bureau, { receivedOn: receiptOf(report.clocks, today), startedOn: today, begunOn: today }, setting);
  const begun = action === 'accept' && finish.limit !== 'none' ? [...report.clocks, finish] : report.clocks;
  const isOver = report.doneOn !== null || OVER.includes(report.state);
  const clocks = isOver ? stopped(begun, 'FINISH', today, setting) : resumed(begun, 'FINISH');
  return clocks.map((clock) => counted(clock, calendar, today));
}

/** An extension that could be granted now. */
export type Grantable = { clock: string; extension: AllowedExtension };
const EXTENDED: readonly string[] = ['ACCEPT_OR_FILE', 'FINISH', ORDER_CLOCK];
export type NotGrantable = 'NO_CLOCK' | 'EXTENDED_ALREADY' | 'OVERDUE';

/** What may be extended now, in the order of the law, or why nothing may: once each, before it is due. */
export function grantable(clocks: readonly Clock[], { calendar, today }: Pick<Setting, 'calendar' | 'today'>): Grantable[] | NotGrantable {
  const all = clocks.filter((clock) => EXTENDED.includes(clock.code) && clock.stoppedOn === null && clock.limit === 'known' && clock.allowed.length > 0 && !isHandedOn(clock, clocks));
  if (all.length === 0) return 'NO_CLOCK';
  const isGranted = (clock: Clock, code: string): boolean => clock.extensions.some((grant) => grant.code === code);
  // A total that lies before one already granted would take time away.
  const left = all.map((clock) => ({ clock, open: clock.allowed.filter(({ code, after }, at) => !clock.allowed.slice(at).some((each) => isGranted(clock, each.code)) && (after === null || isGranted(clock, after)) && !isGranted(clock, code)) }))
    .filter(({ open }) => open.length > 0);
  if (left.length === 0) return 'EXTENDED_ALREADY';
  const inTime = left.filter(({ clock }) => clockDue(clock, calendar, today).state !== 'late');
  return inTime.length === 0 ? 'OVERDUE' : inTime.flatMap(({ clock, open }) => open.map((extension) => ({ clock: clock.code, extension })));
}

/** The name of an extension in a form: which clock, which grant. */
export const grantName = ({ clock, extension }: Grantable): string => `${clock}.${extension.code}`;

/**
 * The extension that was chosen, else the first there is. Order 4 art. 14 wants the principal head; in regime A the head gives a complex matter three months,
 * and only a discussion of the heads, with its minutes, gives an especially major one six. @throws Invalid, Refused
 */
export function extended(clocks: readonly Clock[], { by, reason, chosen = '', minutes = '' }: { by: string; reason: string; chosen?: string; minutes?: string }, setting: Setting): Clock[] {
  const open = grantable(clocks, setting);
  const picked = typeof open === 'string' ? undefined : chosen === '' ? open[0] : open.find((each) => grantName(each) === chosen);
  if (!picked) throw new Invalid({ extension: { key: 'common.error.choose' } });
  const { code, approver } = picked.extension;
  if (approver === 'collective' && minutes.trim() === '') throw new Invalid({ minutes: { key: 'clocks.error.minutes' } });
  const request = { code, on: setting.today, approver, by, reason: [reason, minutes.trim()].filter((part) => part !== '').join(' ') };
  return clocks.map((clock) => (clock.code === picked.clock && clock.stoppedOn === null && !isHandedOn(clock, clocks) ? extendClock(clock, request, setting.calendar) : clock));
}

/** Every running clock as the law of its day is entered now, and what moved by that. */
export function recountedClocks({ clocks, bureau }: Pick<Report, 'clocks' | 'bureau'>, { calendar, overlay, today }: Setting): { clocks: Clock[]; changes: ClockChange[] } {
  const settings = handlingSettings(bureau, today, overlay);
  const again = clocks.map((clock) => recounted(clock, { calendar, overlay, today }));
  return {
    clocks: again.map(({ clock }) => (clock.code === 'ACCEPT_OR_FILE' && !mayExtendInOverlap(settings, clock.lawOn) ? { ...clock, allowed: [] } : clock)),
    changes: again.flatMap(({ change }) => change ?? []),
  };
}

/** The earliest due date of what still runs. */
export function dueOn(clocks: readonly Clock[], setting: Pick<Setting, 'calendar' | 'today'>): string {
  const dates = clocks.flatMap((clock) => (clock.stoppedOn === null ? (clockDue(clock, setting.calendar, setting.today).due ?? []) : []));
  return dates.sort()[0] ?? NOTHING_DUE;
}

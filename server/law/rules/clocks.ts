import { NotNow, Refused } from '../../kernel/errors.ts';
import { CLOCKS, type ClockRule } from './clocks/definitions.ts';
import { shownDue, statutoryDue } from './clocks/due.ts';
import type { Clock, ExtensionGrant } from './clocks/record.ts';
import { findParameter, listOf, termOf, unknownParameter, type Approver, type Found, type Parameter } from './parameters.ts';
import type { Calendar, Term } from '../../kernel/workdays.ts';

export { CLOCKS, PAUSES, type ClockRule, type ExtensionRule, type Pause, type Trigger } from './clocks/definitions.ts';
export { clockDue, counted, statutoryDue, type ClockView } from './clocks/due.ts';
export type { Explanation } from './clocks/explain.ts';
export type { AllowedExtension, Clock, ClockLimit, ClockPause, ExtensionGrant } from './clocks/record.ts';

/** The source of a limit that a hand-down letter sets. */
export const LETTER = '交办函';

const rules = new Map(CLOCKS.map((rule) => [rule.code, rule]));

/** The definition of a clock; refuses a code that does not exist. */
export function clockRule(code: string): ClockRule {
  const rule = rules.get(code);
  if (!rule) throw new Refused('CLOCK_UNKNOWN', '', { code });
  return rule;
}

const limitOf = (found: Found | null): Clock['limit'] => {
  if (!found || found.status === 'UNKNOWN') return 'notEntered';
  return termOf(found) ? 'known' : 'none';
};

/**
 * A clock with the parameters in force on the day it starts, for the place that handles the matter; it keeps them until it ends (enforcement 1.3).
 * `letter` is the limit given in a hand-down letter, which goes before the default. Hour clocks start with 'YYYY-MM-DD HH:mm'.
 * `lawOn`: the day whose law applies, where that is not the day of the start (clocks/regime.ts).
 */
export function startClock(code: string, jurisdiction: string, startedOn: string, overlay: readonly Parameter[] = [], letter: Term | null = null, lawOn = startedOn.slice(0, 10)): Clock {
  const rule = clockRule(code);
  const find = (name: string): Found | null => findParameter(name, jurisdiction, lawOn, overlay);
  const found = find(code);
  const term = letter ?? (found ? termOf(found) : null);
  return {
    code,
    jurisdiction,
    startedOn,
    lawOn,
    limit: letter ? 'known' : limitOf(found),
    amount: term?.amount ?? null,
    unit: term?.unit ?? null,
    rolls: rule.rolls,
    reach: rule.reach,
    alertOn: rule.alertOn,
    warnAt: Number(find('CLOCK_WARN')?.value ?? 3),
    allowed: rule.extensions.flatMap(({ code: name, mode, approver, after }) => {
      const extension = find(name);
      if (!extension || extension.status === 'UNKNOWN' || extension.value === null) return [];
      const length = termOf(extension);
      return [{ code: name, mode, approver: extension.approver ?? approver, after: after ?? null, amount: length?.amount ?? null, unit: length?.unit ?? term?.unit ?? 'D', source: extension.source }];
    }),
    pausable: pausable(rule, find),
    extensions: [],
    pauses: [],
    stoppedOn: null,
    stopped: null,
    counted: null,
    source: letter ? LETTER : (found?.source ?? rule.source),
    mark: letter ? 'Q' : (found?.mark ?? null),
    confirmed: letter !== null || (found?.status === 'CONFIRMED' && !found.needsConfirmation),
  };
}

function pausable(rule: ClockRule, find: (name: string) => Found | null): string[] {
  if (!rule.pausedBy) return [];
  const listed = listOf(find(rule.pausedBy));
  // While a case is with the police its decision clock stands still, by a parameter of its own.
  return rule.code === 'CASE_DECIDE' && find('POLICE_STOPS_CLOCK')?.value === true ? [...listed, 'police'] : [...listed];
}

function running(clock: Clock): void {
  if (clock.stoppedOn !== null) throw new NotNow('clock stopped');
}

/** What an officer enters to extend a clock; `amount` only where the law leaves the length open, or for less than it allows. */
export interface ExtensionRequest {
  code: string;
  on: string;
  approver: Approver;
  by: string;
  reason: string;
  amount?: number;
}

/** The clock with one more extension: allowed once, by the right authority, decided before the current due date (enforcement 5.3). */
export function extendClock(clock: Clock, request: ExtensionRequest, calendar: Calendar): Clock {
  running(clock);
  const { code } = clock;
  const rule = clock.allowed.find((each) => each.code === request.code);
  if (!rule) throw unknownParameter(request.code, clock.jurisdiction, clock.startedOn);
  const refuse = (reason: string): Refused => new Refused(reason, clock.source, { clock: code, extension: request.code });
  if (clock.extensions.some((each) => each.code === request.code)) throw refuse('CLOCK_EXTENDED_ALREADY');
  if (rule.after && !clock.extensions.some((each) => each.code === rule.after)) throw refuse('CLOCK_EXTENSION_ORDER');
  if (request.approver !== rule.approver) throw refuse('CLOCK_EXTENSION_AUTHORITY');
  if (request.reason.trim() === '') throw refuse('CLOCK_EXTENSION_REASON');
  const amount = request.amount ?? rule.amount;
  if (amount === null || amount <= 0 || (rule.amount !== null && amount > rule.amount)) throw refuse('CLOCK_EXTENSION_LENGTH');
  const before = statutoryDue(clock, calendar, request.on).end;
  if (request.on > before.slice(0, 10)) throw refuse('CLOCK_EXTENSION_LATE');
  const grant: ExtensionGrant = { code: rule.code, mode: rule.mode, amount, unit: rule.unit, on: request.on, by: request.by, approver: rule.approver, reason: request.reason, source: rule.source };
  const extended = { ...clock, extensions: [...clock.extensions, grant] };
  // A total counts from the start: three months after six would take time away.
  if (statutoryDue(extended, calendar, request.on).end < before) throw refuse('CLOCK_EXTENSION_LENGTH');
  return extended;
}

/** Time that does not count from this day on; the law must list the ground, and a document must prove it. */
export function pauseClock(clock: Clock, pause: { reason: string; from: string; document: string; by: string }): Clock {
  running(clock);
  if (!clock.pausable.includes(pause.reason)) throw new Refused('CLOCK_PAUSE_GROUND', clock.source, { clock: clock.code, ground: pause.reason });
  if (clock.pauses.some((each) => each.reason === pause.reason && each.to === null)) throw new NotNow('already paused');
  return { ...clock, pauses: [...clock.pauses, { ...pause, to: null }] };
}

/** The day the result arrives counts again. */
export function resumeClock(clock: Clock, reason: string, on: string): Clock {
  running(clock);
  const open = clock.pauses.find((each) => each.reason === reason && each.to === null);
  if (!open || on < open.from) throw new NotNow('not paused');
  return { ...clock, pauses: clock.pauses.map((each) => (each === open ? { ...each, to: on } : each)) };
}

/** Ends the clock; its due date and calendar version are kept, a later calendar no longer touches it. Open pauses end with it. */
export function stopClock(clock: Clock, on: string, calendar: Calendar): Clock {
  if (clock.stoppedOn !== null) return clock;
  const day = on.slice(0, 10);
  const ended = { ...clock, pauses: clock.pauses.map((each) => (each.to === null ? { ...each, to: day < each.from ? each.from : day } : each)) };
  const due = shownDue(ended, calendar, day);
  return { ...ended, stoppedOn: on, counted: due, stopped: { due: due?.end ?? null, calendarVersion: calendar.version, provisional: due?.provisional ?? false } };
}

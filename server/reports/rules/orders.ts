// Who ordered a report to be handled, and who still owes him the answer: down a chain every order keeps its own clock (report-handling 11).
import { stopClock } from '../../law/rules/clocks.ts';
import type { Clock } from '../../law/rules/clocks.ts';
import type { Setting } from './clocks.ts';
import type { Report } from './report.ts';
import { tiesOf } from './ties.ts';

/** Names a superior outside this system; who he is stands with his letter, sealed. */
export const ON_PAPER = 'paper';
export const ORDER_CLOCK = 'HANDDOWN_FINISH';

type Ordered = Pick<Report, 'channel' | 'clocks' | 'ties'>;

/** Whose order whoever handles the report answers: a bureau's code, ON_PAPER, or null. */
export function lastOrder(report: Pick<Report, 'channel' | 'ties'>): string | null {
  const { handDown } = tiesOf(report);
  if (handDown !== null && handDown.receivedOn !== null) return handDown.by;
  return report.channel === 'handDown' ? ON_PAPER : null;
}

/** Clocks of before they had a name belong to the last order. */
const isOf = (report: Ordered, { code, orderedBy }: Clock, by: string | null): boolean => code === ORDER_CLOCK && (orderedBy ?? lastOrder(report)) === by;

/** What still runs for the order of this superior. */
export const orderClock = (report: Ordered, by: string | null): Clock | null => report.clocks.find((clock) => clock.stoppedOn === null && isOf(report, clock, by)) ?? null;

/** This order was answered; those above it run on. */
export const answered = (report: Ordered, by: string | null, { today, calendar }: Pick<Setting, 'today' | 'calendar'>): Clock[] =>
  report.clocks.map((clock) => (isOf(report, clock, by) ? stopClock(clock, today, calendar) : clock));

/** Before another order comes, each clock gets the name of its own. */
export function named(report: Ordered): Clock[] {
  const by = lastOrder(report);
  return report.clocks.map((clock) => (clock.code === ORDER_CLOCK && clock.orderedBy === undefined && by !== null ? { ...clock, orderedBy: by } : clock));
}

/** The order of a letter that was handed on: the bureau that did so answers it, no longer the one that handles the report. */
export const isHandedOn = (clock: Clock, clocks: readonly Clock[]): boolean =>
  clock.orderedBy === ON_PAPER && clocks.some(({ code, orderedBy }) => code === ORDER_CLOCK && orderedBy !== ON_PAPER);

/** The bureau that handed the order of a letter down, taken over there or not yet, and has not answered it. */
export const owedBy = (report: Ordered): string | null => (orderClock(report, ON_PAPER) === null ? null : (tiesOf(report).handDown?.by ?? null));

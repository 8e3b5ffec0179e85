// A limit was entered, or the calendar changed: clocks that run are counted again, and what moved is told; those that have ended stay (report-handling 12.2).
import type { Calendar } from '../../../kernel/workdays.ts';
import { LETTER, startClock } from '../clocks.ts';
import type { Parameter } from '../parameters.ts';
import { counted } from './due.ts';
import type { Clock } from './record.ts';

/** `before`, `after`: due dates, '' where none could be counted. */
export type ClockChange = { code: string; before: string; after: string; calendar: string };
export type Law = { calendar: Calendar; overlay: readonly Parameter[]; today: string };

/** The clock under the law of its day as it is entered now. What a letter ordered, and what was granted, stays. */
function underLaw(clock: Clock, overlay: readonly Parameter[]): Clock {
  if (clock.source === LETTER) return clock;
  const { limit, amount, unit, allowed, pausable, warnAt, source, mark, confirmed } = startClock(clock.code, clock.jurisdiction, clock.startedOn, overlay, null, clock.lawOn);
  return { ...clock, limit, amount, unit, allowed, pausable, warnAt, source, mark, confirmed };
}

const lengthOf = ({ amount, unit }: Clock): string => `${amount ?? ''} ${unit ?? ''}`;

export function recounted(clock: Clock, { calendar, overlay, today }: Law): { clock: Clock; change: ClockChange | null } {
  if (clock.stoppedOn !== null) return { clock, change: null };
  const again = counted(underLaw(clock, overlay), calendar, today);
  const before = clock.counted?.end ?? '';
  const after = again.counted?.end ?? '';
  // While a clock stands still its end moves on by itself with every day.
  const isPaused = clock.pauses.some((pause) => pause.to === null);
  const isMoved = lengthOf(clock) !== lengthOf(again) || (!isPaused && before !== after);
  return { clock: again, change: isMoved ? { code: clock.code, before, after, calendar: calendar.version } : null };
}

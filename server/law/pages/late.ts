import type { Words } from '../../kernel/i18n.ts';
import type { ClockView } from '../rules/clocks.ts';

/** How far over a time limit is; on the weekend after its last day in days, since no working day has passed. One that was counted without the calendar of its year may still move: nobody is late for certain. */
export function lateText(t: Words, { provisional, workdays, days }: Pick<ClockView, 'provisional' | 'workdays' | 'days'>, isWorkdays: boolean): string {
  if (isWorkdays && workdays > 0) return t(provisional ? 'common.clock.lateProvisional' : 'common.clock.late', { n: workdays });
  return t(provisional ? 'common.clock.lateDaysProvisional' : 'common.clock.lateDays', { n: days });
}

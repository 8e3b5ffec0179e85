import { compareRatio, decimal, multiplyRatio, ratio, timesHalfUp, type Ratio } from '../../kernel/money.ts';
import { daysBetween } from '../../kernel/workdays.ts';

/** Days in a row that do not count: under review or litigation, or covered by a deferral; half-open. */
export interface NotCounted {
  readonly from: string;
  readonly to: string;
}

/** Calendar days after the due date up to payment, without those that do not count; overlaps once. */
export function daysLate(due: string, paidOn: string, notCounted: readonly NotCounted[] = []): number {
  const late = daysBetween(due, paidOn);
  let days = 0;
  for (let after = 1; after <= late; after += 1) {
    const isFree = notCounted.some(({ from, to }) => daysBetween(from, due) + after >= 0 && daysBetween(due, to) > after);
    if (!isFree) days += 1;
  }
  return days;
}

/**
 * 加处罚款 in fen (enforcement section 11): base × rate × days, rounded once, never more than `cap` of the fine.
 * `base` is the unpaid part; rate and cap are the parameters SURCHARGE_RATE and SURCHARGE_CAP.
 */
export function surcharge(fine: number, base: number, days: number, { rate, cap }: { rate: Ratio; cap: Ratio }): number {
  return Math.min(timesHalfUp(base, multiplyRatio(rate, ratio(days))), timesHalfUp(fine, cap));
}

/** Equal parts in fen, the remainder fen on the first ones. */
export function instalments(fine: number, parts: number): number[] {
  const each = Math.floor(fine / parts);
  const rest = fine - each * parts;
  return Array.from({ length: parts }, (_, at) => each + (at < rest ? 1 : 0));
}

/** Whether a published fine agrees with its printed base: 0.01, plus multiple × half a unit where the base is printed in coarser units (4.5). */
export function agreesWithPrinted(base: number, multiple: string, fine: number, printedUnit = 0): boolean {
  const times = decimal(multiple);
  const off = Math.abs(timesHalfUp(base, times) - fine);
  const tolerance = multiplyRatio(times, ratio(printedUnit, 2));
  return compareRatio(ratio(off), ratio(tolerance.n + tolerance.d, tolerance.d)) <= 0;
}

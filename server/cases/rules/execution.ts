// Sums of a decision and what has come in (enforcement 11). Refund → fund fiscal account; fine and surcharge → treasury (条例第四十五条).
import { decimal } from '../../kernel/money.ts';
import { addDays, addMonths, daysBetween } from '../../kernel/workdays.ts';
import { surcharge } from '../../penalties/rules/execution.ts';
import type { AccountKind, Case, Payment, PaymentKind } from './case.ts';
import { clockOf } from './case.ts';
import { lastDay, viewOf } from './clocks.ts';
import type { Situation } from './situation.ts';
import { needed } from './situation.ts';

export const ACCOUNT_OF: Record<PaymentKind, AccountKind> = { REFUND: 'FUND_FISCAL_ACCOUNT', FINE: 'TREASURY', SURCHARGE: 'TREASURY' };

export type Sum = { dueFen: number; paidFen: number; leftFen: number };
const sum = (dueFen: number, paidFen: number): Sum => ({ dueFen, paidFen, leftFen: Math.max(0, dueFen - paidFen) });
const paid = (payments: readonly Payment[], kind: PaymentKind): number => payments.filter((each) => each.kind === kind).reduce((total, each) => total + each.amountFen, 0);

/**
 * 加处罚款 in fen up to `today`: the rate a day on the part of the fine that is unpaid that day (SURCHARGE_BASE = UNPAID_PART), at most the cap's share of the fine.
 * Rounded once. @throws Refused PARAMETER_UNKNOWN for an unknown rate or cap.
 */
export function surchargeFen(input: { fineFen: number; dueOn: string; today: string; rate: string; cap: string; payments: readonly { on: string; amountFen: number }[] }): number {
  const payments = [...input.payments].sort((a, b) => a.on.localeCompare(b.on));
  let left = input.fineFen;
  let from = input.dueOn;
  let fenDays = 0;
  for (const payment of [...payments, { on: input.today, amountFen: 0 }]) {
    // A payment on the day itself still owes that day: the days after the due date up to payment.
    const days = payment.on > from ? daysBetween(from, payment.on) : 0;
    fenDays += left * days;
    left = Math.max(0, left - payment.amountFen);
    if (payment.on > from) from = payment.on;
  }
  return surcharge(input.fineFen, fenDays, 1, { rate: decimal(input.rate), cap: decimal(input.cap) });
}

function surchargeDue(kase: Case, situation: Situation): number {
  const fineFen = kase.decision?.fineFen ?? 0;
  if (fineFen === 0 || clockOf(kase, 'PAY') === null) return 0;
  const dueOn = lastDay(kase, situation, 'PAY');
  const payments = kase.payments.filter((each) => each.kind === 'FINE');
  const isPaid = paid(kase.payments, 'FINE') >= fineFen;
  if (dueOn === null || (isPaid && payments.every((each) => each.on <= dueOn)) || (!isPaid && situation.today <= dueOn)) return 0;
  const rate = String(needed(situation, 'SURCHARGE_RATE').value);
  const cap = String(needed(situation, 'SURCHARGE_CAP').value);
  return surchargeFen({ fineFen, dueOn, today: isPaid ? dueOn : situation.today, rate, cap, payments });
}

export function sumsOf(kase: Case, situation: Situation): { refund: Sum; fine: Sum; surcharge: Sum } {
  const { refundFen = 0, fineFen = 0 } = kase.decision ?? {};
  return {
    refund: sum(refundFen, paid(kase.payments, 'REFUND')), fine: sum(fineFen, paid(kase.payments, 'FINE')), surcharge: sum(surchargeDue(kase, situation), paid(kase.payments, 'SURCHARGE')),
  };
}

export function hasSumsLeft(kase: Case, situation: Situation): boolean {
  const { refund, fine, surcharge } = sumsOf(kase, situation);
  return refund.leftFen + fine.leftFen + surcharge.leftFen > 0;
}

/** Decided suspensions (months) whose period nobody has noted yet. */
export const unnotedSuspensions = (kase: Case): string[] =>
  kase.decision?.kind !== 'PENALTY' ? [] :
    kase.decision.findings.filter((finding) => finding.suspensionMonths !== null && !kase.suspensionNotes.some((note) => note.findingId === finding.id)).map((finding) => finding.id);

/** Shortest and longest month, in days: a part of a month is no fewer and no more than its share of these. */
const MONTH_DAYS = [28n, 31n] as const;

/**
 * The first and the last day on which a suspension of `months` (a decimal) that begins on `from` may end:
 * the day of the beginning is counted in or, as enforcement 5.1 counts, left out.
 */
export function suspensionEnds(from: string, months: string): { first: string; last: string } {
  const { n, d } = decimal(months);
  const reached = addMonths(from, Number(n / d));
  const [part, [least, most]] = [n % d, MONTH_DAYS];
  return { first: addDays(reached, Number((part * least) / d) - 1), last: addDays(reached, Number((part * most + d - 1n) / d)) };
}

/** The day on which reconsideration and suit are both over: the later one, provisional where a calendar is missing; null before service. */
export function remedyEnd(kase: Case, situation: Pick<Situation, 'calendar' | 'today'>): string | null {
  const ends = ['RECONSIDER', 'SUE'].flatMap((code) => viewOf(kase, situation, code)?.due ?? []);
  return ends.sort().at(-1) ?? null;
}


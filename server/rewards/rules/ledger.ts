// The account of all rewards: every sum stands in exactly one place, and what went in equals what came out.
import { isBeingPrepared } from './matter.ts';
import type { Clawback, Payment, StoredCalculation } from './matter.ts';
import type { RewardState } from './states.ts';

/** All in fen. */
export type Sums = {
  proposed: number; refused: number; pending: number;
  approved: number; paid: number; waived: number; lapsed: number; open: number; clawedBack: number; withdrawn: number;
  /** Of what was clawed back. */
  recovered: number; toRecover: number;
};
export type Accounted = {
  state: RewardState; approvedFen: number | null; payments: readonly Pick<Payment, 'amountFen' | 'failed'>[];
  calculation: { evaluation: Pick<StoredCalculation['evaluation'], 'amountFen'> } | null; clawback: Pick<Clawback, 'amountFen' | 'recovered'> | null;
};

export const NOTHING: Sums = { proposed: 0, refused: 0, pending: 0, approved: 0, paid: 0, waived: 0, lapsed: 0, open: 0, clawedBack: 0, withdrawn: 0, recovered: 0, toRecover: 0 };
const FIELDS = ['proposed', 'refused', 'pending', 'approved', 'paid', 'waived', 'lapsed', 'open', 'clawedBack', 'withdrawn', 'recovered', 'toRecover'] as const satisfies readonly (keyof Sums)[];

/**
 * One reward. What is being prepared was not proposed yet. `paid` is what the reporter keeps; `withdrawn` was approved and afterwards found not
 * eligible. Sums come from what was frozen and what was paid, not from the state alone: so that the check below can fail.
 */
export function sumsOf({ state, approvedFen, payments, calculation, clawback }: Accounted): Sums {
  if (isBeingPrepared({ state })) return NOTHING;
  const proposed = calculation?.evaluation.amountFen ?? 0;
  const approved = approvedFen ?? 0;
  const outFen = payments.reduce((sum, { amountFen, failed }) => (failed === null ? sum + amountFen : sum), 0);
  const clawedBack = clawback?.amountFen ?? 0;
  const recovered = (clawback?.recovered ?? []).reduce((sum, { amountFen }) => sum + amountFen, 0);
  const isIn = (...states: RewardState[]): boolean => states.includes(state);
  const isApproved = approvedFen !== null;
  return {
    proposed,
    refused: !isApproved && isIn('refused', 'notEligible') ? proposed : 0,
    pending: isIn('proposed', 'reviewed', 'endorsed') ? proposed : 0,
    approved,
    paid: outFen - clawedBack,
    waived: isIn('waived') ? approved : 0,
    lapsed: isIn('lapsed') ? approved : 0,
    open: isIn('approved', 'notified', 'claimed') ? approved - outFen : 0,
    clawedBack,
    withdrawn: isApproved && isIn('notEligible') ? approved : 0,
    recovered, toRecover: clawedBack - recovered,
  };
}

export function added(one: Sums, other: Sums): Sums {
  const sums = { ...one };
  for (const field of FIELDS) sums[field] += other[field];
  return sums;
}

export type Check = { name: 'proposed' | 'approved' | 'clawedBack'; left: number; right: number; isEqual: boolean };
/** proposed = approved + refused + pending; approved = paid + waived + lapsed + open + clawed back + withdrawn; clawed back = recovered + to be recovered. */
export function checksOf(sums: Sums): Check[] {
  const check = (name: Check['name'], left: number, ...parts: number[]): Check => {
    const right = parts.reduce((sum, part) => sum + part, 0);
    return { name, left, right, isEqual: left === right };
  };
  return [
    check('proposed', sums.proposed, sums.approved, sums.refused, sums.pending),
    check('approved', sums.approved, sums.paid, sums.waived, sums.lapsed, sums.open, sums.clawedBack, sums.withdrawn),
    check('clawedBack', sums.clawedBack, sums.recovered, sums.toRecover),
  ];
}

/** Every check, and that no place holds less than nothing. */
export const isReconciled = (sums: Sums): boolean => checksOf(sums).every(({ isEqual }) => isEqual) && FIELDS.every((field) => sums[field] >= 0);

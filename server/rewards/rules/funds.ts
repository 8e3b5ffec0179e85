// How much the own head may approve, and what the year's budget leaves. Both are parameters with their day and source; nothing is built in.
import { Refused } from '../../kernel/errors.ts';
import { formatYuan } from '../../kernel/money.ts';
import { fenOf, findParameter, type Parameter } from '../../law/rules/parameters.ts';
import type { Matter } from './matter.ts';

/** Entered by a bureau or a bureau above it: up to this sum the own head approves alone. */
export const LIMIT = 'REWARD_APPROVE_LIMIT';
/** Of one bureau and year; a budget of the bureau above is not its own. */
export const BUDGET = 'REWARD_BUDGET';
/** From which share of the budget on a warning is shown. */
export const WARN = 'REWARD_BUDGET_WARN';

/** ask: no limit is entered, so the head names the provision under which he approves alone. */
export type Approval = { way: 'alone' | 'above' | 'ask'; limitFen: number | null; source: string };

export function approvalOf(bureau: string, amountFen: number, date: string, overlay: readonly Parameter[]): Approval {
  const found = findParameter(LIMIT, bureau, date, overlay);
  if (!found || found.status === 'UNKNOWN') return { way: 'ask', limitFen: null, source: found?.source ?? '' };
  // Entered as "no such rule": the own head decides every sum.
  if (found.unit === 'NONE') return { way: 'alone', limitFen: null, source: found.source };
  const limitFen = fenOf(found);
  if (limitFen === null) return { way: 'ask', limitFen: null, source: found.source };
  return { way: amountFen > limitFen ? 'above' : 'alone', limitFen, source: found.source };
}

export type Budget = { year: number; budgetFen: number | null; boundFen: number; leftFen: number | null; isTight: boolean; isOver: boolean; source: string };

/** `boundFen`: what was approved in the year and is not waived, lapsed or withdrawn. The warning looks at the share in whole millionths. */
export function budgetOf(bureau: string, date: string, boundFen: number, overlay: readonly Parameter[]): Budget {
  const year = Number(date.slice(0, 4));
  const found = findParameter(BUDGET, bureau, date, overlay);
  const own = found?.jurisdiction === bureau && isOfYear(found, year) ? found : null;
  const budgetFen = fenOf(own);
  if (own === null || budgetFen === null) return { year, budgetFen: null, boundFen, leftFen: null, isTight: false, isOver: false, source: '' };
  const share = findParameter(WARN, bureau, date, overlay);
  const millionths = share?.unit === 'RATIO' && typeof share.value === 'string' ? toMillionths(share.value) : null;
  const isTight = millionths !== null && BigInt(boundFen) * 1_000_000n >= BigInt(budgetFen) * BigInt(millionths);
  return { year, budgetFen, boundFen, leftFen: budgetFen - boundFen, isTight, isOver: boundFen > budgetFen, source: own.source };
}

/** A budget is of one year: an entry that reaches beyond it would carry last year's money on. */
const isOfYear = ({ from }: Parameter, year: number): boolean => from?.startsWith(`${year}-`) === true;

/** '0.8' → 800000. */
function toMillionths(text: string): number {
  const [whole = '0', part = ''] = text.split('.');
  return Number(whole) * 1_000_000 + Number(part.padEnd(6, '0').slice(0, 6));
}

/** @throws Refused REWARD_OVER_BUDGET with the entry's source where the year's money does not reach */
export function withinBudget(budget: Budget, addedFen: number): void {
  const { budgetFen, boundFen, year, source } = budget;
  if (budgetFen === null || addedFen === 0 || boundFen + addedFen <= budgetFen) return;
  throw new Refused('REWARD_OVER_BUDGET', source, { year, budget: formatYuan(budgetFen), bound: formatYuan(boundFen), added: formatYuan(addedFen) });
}

/** In which year the money is bound, and how much of it still is. */
export function boundOf({ state, approvedFen, events }: Pick<Matter, 'state' | 'approvedFen' | 'events'>): { year: number | null; fen: number } {
  const on = events.findLast(({ action }) => action === 'approve' || action === 'approveAbove')?.facts.today;
  if (approvedFen === null || on === undefined) return { year: null, fen: 0 };
  const isFree = state === 'waived' || state === 'lapsed' || state === 'notEligible';
  return { year: Number(on.slice(0, 4)), fen: isFree ? 0 : approvedFen };
}

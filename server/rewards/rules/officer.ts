// Step 6: the values an officer chooses. Only the range is checked: no value is proposed, and one outside is refused, never clipped.
import type { Base } from './base.ts';
import type { Branch } from './branch.ts';
import type { Evaluation } from './calculation.ts';
import { compare, decimal, digits, ofBasisPoints, ofFen, percent, percentage, type Exact } from './exact.ts';
import { leafOf } from './formula.ts';
import type { Settings } from './rule-set.ts';
import { note, stop, type Run } from './trace.ts';

type Need = {
  field: 'officerRatePercent' | 'officerPoints' | 'officerAmount';
  article: string;
  value: Exact | null;
  from: Exact;
  /** Null: no upper end is known. */
  to: Exact | null;
  bounds: Settings['rangeBounds'];
};

export const officerRateOf = ({ input }: Pick<Run, 'input'>): Exact | null => (input.officerRateBp === undefined ? null : ofBasisPoints(input.officerRateBp));
export const officerPointsOf = ({ input }: Pick<Run, 'input'>): Exact | null => (input.officerPointsBp === undefined ? null : ofBasisPoints(input.officerPointsBp));
export const officerAmountOf = ({ input }: Pick<Run, 'input'>): Exact | null => (input.officerAmountFen === undefined ? null : ofFen(BigInt(input.officerAmountFen)));

/** Undefined when every needed value is there, in its range and with its reason. */
export function takeOfficerValues(run: Run, base: Base, branch: Branch): Evaluation | undefined {
  const needs = needsOf(run, base, branch);
  const [first] = needs;
  if (!first) {
    note(run, 'officer', { article: 'formula', notes: unused(run, needs) ? ['officerValueUnused'] : [] });
    return undefined;
  }
  const noted = {
    article: first.article,
    inputs: Object.fromEntries(needs.map((need) => [need.field, need.value === null ? '' : shown(need, need.value)])),
    formula: needs.map((need) => `${shown(need, need.from)} … ${need.to === null ? '' : shown(need, need.to)}`).join('; '),
  };
  const missing = needs.filter((need) => need.value === null);
  if (missing.length > 0) return stop(run, 'REFUSED', 'OFFICER_VALUE_MISSING', 'officer', noted, missing.map((need) => need.field));
  const outside = needs.filter((need) => !isInRange(need));
  if (outside.length > 0) return stop(run, 'REFUSED', 'OFFICER_VALUE_OUT_OF_RANGE', 'officer', noted, outside.map((need) => need.field));
  if (run.input.officerReason?.trim() === '') return stop(run, 'REFUSED', 'REASON_MISSING', 'officer', noted, ['officerReason']);
  note(run, 'officer', { ...noted, notes: unused(run, needs) ? ['officerValueUnused'] : [] });
  return undefined;
}

function needsOf(run: Run, base: Base, { choice, bonuses }: Branch): Need[] {
  const { rule } = run;
  const bounds = rule.settings.rangeBounds;
  const cap = capOf(run);
  if (base.loss === null) {
    const amount = { field: 'officerAmount', article: 'noLoss', value: officerAmountOf(run) } as const;
    if (rule.noLoss?.kind === 'range') return [{ ...amount, from: decimal(rule.noLoss.from), to: decimal(rule.noLoss.to), bounds }];
    return rule.noLoss?.kind === 'officerSum' ? [{ ...amount, from: decimal('0'), to: cap, bounds: 'both' }] : [];
  }
  const needs: Need[] = [];
  const leaf = rule.formula ? leafOf(rule.formula, choice, base.loss) : undefined;
  if (leaf?.node.kind === 'rateRange') {
    needs.push({ field: 'officerRatePercent', article: leaf.path, value: officerRateOf(run), from: percentage(leaf.node.from), to: percentage(leaf.node.to), bounds });
  }
  if (leaf?.node.kind === 'sumRange') {
    needs.push({ field: 'officerAmount', article: leaf.path, value: officerAmountOf(run), from: decimal(leaf.node.from), to: decimal(leaf.node.to), bounds });
  }
  for (const bonus of bonuses) {
    if (bonus.kind === 'officerPoints') needs.push({ field: 'officerPoints', article: 'bonuses', value: officerPointsOf(run), from: decimal('0'), to: percentage(bonus.upTo), bounds: 'both' });
    if (bonus.kind === 'raise') needs.push({ field: 'officerAmount', article: 'bonuses', value: officerAmountOf(run), from: decimal('0'), to: cap, bounds: 'both' });
  }
  return needs;
}

/** The local cap, or where the rule states none that of its national layer. */
function capOf({ rule, frame }: Run): Exact | null {
  const cap = rule.caps.award ?? frame?.caps.award ?? null;
  return cap === null ? null : decimal(cap);
}

function isInRange({ value, from, to, bounds }: Need): boolean {
  if (value === null) return false;
  const low = compare(value, from);
  const high = to === null ? -1 : compare(value, to);
  return (low > 0 || (low === 0 && (bounds === 'both' || bounds === 'lower'))) && (high < 0 || (high === 0 && (bounds === 'both' || bounds === 'upper')));
}

const shown = (need: Need, value: Exact): string =>
  need.field === 'officerAmount' ? digits(value) : percent(value, 2);

function unused({ input }: Run, needs: readonly Need[]): boolean {
  const fields = new Set(needs.map((need) => need.field));
  return (
    (input.officerRateBp !== undefined && !fields.has('officerRatePercent')) ||
    (input.officerPointsBp !== undefined && !fields.has('officerPoints')) ||
    (input.officerAmountFen !== undefined && !fields.has('officerAmount'))
  );
}

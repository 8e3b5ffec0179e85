// Steps 7 to 12: raw award, floor, bonus, caps, national layer, rounding.
import type { Base } from './base.ts';
import { takeBranch, type Branch } from './branch.ts';
import type { Evaluation } from './calculation.ts';
import { compare, decimal, digits, fenOf, larger, ONE, percent, percentage, plus, roundTo, smaller, times, ZERO, type Exact } from './exact.ts';
import { leafOf, rawOf } from './formula.ts';
import { officerAmountOf, officerPointsOf, officerRateOf, takeOfficerValues } from './officer.ts';
import type { Bonus } from './rule-set.ts';
import { layerOf, note, stop, type Run } from './trace.ts';

export function computeAward(run: Run, base: Base): Evaluation {
  const branch = takeBranch(run, base);
  if ('outcome' in branch) return branch;
  const refused = takeOfficerValues(run, base, branch);
  if (refused) return refused;
  const raw = base.loss === null ? noLossAward(run) : rawAward(run, base, base.loss, branch);
  if ('outcome' in raw) return raw;
  if ('honour' in raw) return honourOnly(run);

  const { floorBonusOrder, capLast, roundAt, rounding } = run.rule.settings;
  const inner = floorBonusOrder === 'floorThenBonus' ? [floorStep, bonusStep] : [bonusStep, floorStep];
  for (const step of capLast ? [...inner, capStep, nationalStep] : [capStep, ...inner, nationalStep]) {
    const { name, article, amount, formula } = step(run, run.amount ?? ZERO, branch, base.loss === null);
    note(run, name, { article, formula, notes: article === 'none' ? ['none'] : [], of: name === 'national' ? run.frame : null }, roundAt === 'eachStep' ? roundTo(rounding, amount) : amount);
  }
  const amount = roundTo(rounding, run.amount ?? ZERO);
  note(run, 'rounding', { article: 'settings.rounding', inputs: rounding, formula: `→ ${digits(amount)}` }, amount);
  return { outcome: 'AMOUNT', amountFen: fenOf(amount), ...ending(run) };
}

type Stepped = { name: 'floor' | 'bonus' | 'localCap' | 'national'; article: string; amount: Exact; formula: string };

const ending = ({ rule, frame, trace }: Run) => ({ ruleId: rule.id, version: rule.version, layer: layerOf(frame), trace });

/** Rate points raise the rate itself and so come before every floor. */
function pointsOf(run: Run, bonuses: readonly Bonus[]): Exact {
  let points = ZERO;
  for (const bonus of bonuses) {
    if (bonus.kind === 'points') points = plus(points, percentage(bonus.points));
    if (bonus.kind === 'officerPoints') points = plus(points, officerPointsOf(run) ?? ZERO);
  }
  return points;
}

function rawAward(run: Run, base: Base, loss: Exact, branch: Branch): Evaluation | { honour: true } | { amount: Exact } {
  const { rule } = run;
  const points = pointsOf(run, branch.bonuses);
  const leaf = rule.formula ? leafOf(rule.formula, branch.choice, loss) : undefined;
  const inputs = { base: digits(loss), points: percent(points, 2) };
  if (!leaf) return stop(run, 'REFUSED', 'BRANCH_UNKNOWN', 'raw', { article: 'formula', inputs }, ['formula']);
  const raw = rawOf(leaf, { base: loss, fines: base.fines, points, officerRate: officerRateOf(run), officerAmount: officerAmountOf(run) }, branch.choice);
  if ('unknown' in raw) return stop(run, 'REFUSED', 'BRANCH_UNKNOWN', 'raw', { article: raw.unknown, inputs }, [raw.unknown]);
  const bracket = leaf.because === undefined ? {} : { bracket: leaf.because };
  return begin(run, { article: leaf.path, inputs: { ...inputs, ...bracket }, formula: raw.formula }, raw.value, leaf.node.kind === 'honour');
}

function noLossAward(run: Run): { amount: Exact } | { honour: true } {
  const { noLoss } = run.rule;
  const value = noLoss?.kind === 'fixed' ? decimal(noLoss.yuan) : (officerAmountOf(run) ?? ZERO);
  return begin(run, { article: 'noLoss', inputs: {}, formula: digits(value) }, value, false);
}

function begin(run: Run, noted: { article: string; inputs: Record<string, string>; formula: string }, value: Exact, honour: boolean): { amount: Exact } | { honour: true } {
  const { roundAt, rounding } = run.rule.settings;
  const amount = roundAt === 'eachStep' ? roundTo(rounding, value) : value;
  note(run, 'raw', { ...noted, notes: honour ? ['honourOnly'] : [] }, amount);
  return honour ? { honour } : { amount };
}

/** Honour only: no floor, bonus or cap; whether the national floor lifts the 0 is setting S7. */
function honourOnly(run: Run): Evaluation {
  const floor = run.frame?.floors.award ?? null;
  const { wrapHonourOnly } = run.rule.settings;
  const noted = { article: 'settings.wrapHonourOnly', inputs: { wrapHonourOnly, nationalFloor: floor ?? '' } };
  if (floor !== null && wrapHonourOnly === 'refuse') return stop(run, 'REFUSED', 'SETTING_REQUIRED', 'national', noted, ['settings.wrapHonourOnly']);
  if (floor === null || wrapHonourOnly === 'no') {
    note(run, 'national', noted);
    return { outcome: 'HONOUR_ONLY', amountFen: 0, ...ending(run) };
  }
  const lifted = decimal(floor);
  note(run, 'national', { ...noted, formula: `max(${digits(lifted)}, 0)` }, lifted);
  return { outcome: 'AMOUNT', amountFen: fenOf(lifted), ...ending(run) };
}

/** A no-loss award replaces the computed one: neither level floor nor rule floor is asked of it. */
function floorStep({ rule }: Run, amount: Exact, { choice }: Branch, isNoLoss: boolean): Stepped {
  const level = choice.level && rule.floors.levels[choice.level];
  const floor = level ?? rule.floors.award;
  if (isNoLoss || floor === null) return { name: 'floor', article: 'none', amount, formula: '' };
  const article = level === undefined ? 'floors.award' : `floors.levels.${choice.level ?? ''}`;
  return { name: 'floor', article, amount: larger(amount, decimal(floor)), formula: `max(${digits(amount)}, ${digits(decimal(floor))})` };
}

function bonusStep(run: Run, amount: Exact, { bonuses }: Branch): Stepped {
  let share = ZERO;
  let atLeast = ZERO;
  let added = ZERO;
  for (const bonus of bonuses) {
    if (bonus.kind === 'amount') {
      share = plus(share, percentage(bonus.percent));
      atLeast = larger(atLeast, decimal(bonus.atLeast ?? '0'));
    }
    if (bonus.kind === 'raise') added = plus(added, officerAmountOf(run) ?? ZERO);
  }
  if (!bonuses.some((bonus) => bonus.kind === 'amount' || bonus.kind === 'raise')) return { name: 'bonus', article: 'none', amount, formula: '' };
  const raised = larger(plus(times(amount, plus(ONE, share)), added), atLeast);
  const symbols = `${digits(amount)} × (1 + ${percent(share)}) + ${digits(added)}`;
  return { name: 'bonus', article: 'bonuses', amount: raised, formula: atLeast === ZERO ? symbols : `max(${symbols}, ${digits(atLeast)})` };
}

function capStep({ rule }: Run, amount: Exact, { choice }: Branch, isNoLoss: boolean): Stepped {
  const { award } = rule.caps;
  const level = isNoLoss || choice.level === undefined ? undefined : rule.caps.levels?.[choice.level];
  const isOfLevel = level !== undefined && (award === null || compare(decimal(level), decimal(award)) < 0);
  const cap = isOfLevel ? level : award;
  if (cap === null) return { name: 'localCap', article: 'none', amount, formula: '' };
  return { name: 'localCap', article: isOfLevel ? `caps.levels.${choice.level ?? ''}` : 'caps.award', amount: smaller(amount, decimal(cap)), formula: `min(${digits(amount)}, ${digits(decimal(cap))})` };
}

/** max(national floor, min(local result, national cap)): never raises a lower local cap, never lowers a higher local floor. */
function nationalStep({ frame }: Run, amount: Exact): Stepped {
  if (frame === null) return { name: 'national', article: 'none', amount, formula: '' };
  const cap = frame.caps.award;
  const floor = decimal(frame.floors.award ?? '0');
  const wrapped = larger(floor, cap === null ? amount : smaller(amount, decimal(cap)));
  return { name: 'national', article: 'caps.award', amount: wrapped, formula: `max(${digits(floor)}, min(${digits(amount)}, ${cap === null ? '∞' : digits(decimal(cap))}))` };
}

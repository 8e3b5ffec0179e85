// The record of an evaluation while it runs: each step with its source, and the amount so far.
import type { Evaluation, Reason, RewardInput, Source, StepName, TraceStep } from './calculation.ts';
import { compare, digits, ratio, type Exact } from './exact.ts';
import { markOf, type RuleSet } from './rule-set.ts';
import type { Layer } from './vocabulary.ts';

export type Run = {
  rule: RuleSet;
  frame: RuleSet | null;
  input: RewardInput;
  trace: TraceStep[];
  amount: Exact | null;
};

const NUMBERS: Record<StepName, number> = {
  version: 1, status: 2, gates: 3, base: 4, branch: 5, officer: 6, raw: 7, floor: 8, bonus: 9, localCap: 10, national: 11, rounding: 12,
};

export type Noted = {
  /** Path in the rule set; the step's clause or table row. */
  article: string;
  of?: RuleSet | null;
  inputs?: Record<string, string>;
  formula?: string;
  notes?: readonly string[];
};

const sources = new WeakMap<RuleSet, Map<string, Source>>();

/** Where a step stands, read once for each field of a rule set. */
function sourceOf(rule: RuleSet, article: string): Source {
  const known = sources.get(rule) ?? new Map<string, Source>();
  const before = known.get(article);
  if (before) return before;
  const source = { rule: rule.id, version: rule.version, article, mark: markOf(rule, article) };
  sources.set(rule, known.set(article, source));
  return source;
}

/** Adds a step; `amount` is what the award comes to after it, absent where the step does not touch it. */
export function note(run: Run, name: StepName, noted: Noted, amount: Exact | null = run.amount): void {
  const before = run.amount;
  const last = run.trace.at(-1);
  const same = amount !== null && before !== null && (amount === before || compare(amount, before) === 0);
  run.trace.push({
    number: NUMBERS[name],
    name,
    source: sourceOf(noted.of ?? run.rule, noted.article),
    inputs: noted.inputs ?? {},
    formula: noted.formula ?? '',
    exact: amount === null ? null : same && last ? last.exact : ratio(amount),
    yuan: amount === null ? null : same && last ? last.yuan : digits(amount),
    changed: amount !== null && !same,
    notes: noted.notes ?? [],
  });
  run.amount = amount;
}

export const layerOf = (frame: RuleSet | null): Layer | null => (frame?.id === 'NAT-2018' || frame?.id === 'NAT-2022' ? frame.id : null);

/** Ends the evaluation without an amount; the failing step stands last in the trace and tells the reason. */
export function stop(run: Run, outcome: 'REFUSED' | 'NOT_ELIGIBLE', reason: Reason, name: StepName, noted: Noted, missing: readonly string[] = []): Evaluation {
  run.amount = null;
  note(run, name, { ...noted, notes: [...(noted.notes ?? []), reason] });
  const { rule, frame, trace } = run;
  return { outcome, reason, missing, ruleId: rule.id, version: rule.version, layer: layerOf(frame), trace };
}

// The engine: what a report is worth under one rule set, in the fixed order of steps. The first failing step gives the reason.
import { computeAward } from './award.ts';
import { takeBase } from './base.ts';
import type { Calculation, Evaluation, RewardInput } from './calculation.ts';
import { effectiveFromOf, frameOf, isInForce, layerOn, registryOf, versionOn, type Registry } from './registry.ts';
import type { RuleSet } from './rule-set.ts';
import { layerOf, note, stop, type Run } from './trace.ts';
import { GATES } from './vocabulary.ts';

export type Context = { registry: Registry; confirmed?: boolean };

/**
 * The reward for a report under a rule set (or the id of one: of its versions the one in force on `versionDate`, else the latest).
 * Never throws for what the law leaves open: that is an outcome with its reason.
 */
export function evaluate(rule: RuleSet | string, input: RewardInput, context: Context): Evaluation {
  const versions = typeof rule === 'string' ? (context.registry.byId.get(rule) ?? []) : [rule];
  const found = versionOn(versions, input.versionDate) ?? versions.at(-1);
  if (!found) return unknownRule(String(rule));
  const run: Run = { rule: found, frame: frameFor(found, input, context.registry), input, trace: [], amount: null };
  return refusedVersion(run) ?? refusedStatus(run, context.confirmed === true) ?? failedGate(run) ?? awarded(run);
}

function awarded(run: Run): Evaluation {
  const base = takeBase(run);
  return 'outcome' in base ? base : computeAward(run, base);
}

const unknownRule = (ruleId: string): Evaluation => ({
  outcome: 'REFUSED',
  reason: 'NO_RULE',
  missing: ['rule'],
  ruleId,
  version: null,
  layer: null,
  trace: [{ number: 1, name: 'version', source: { rule: ruleId, version: 0, article: 'id', mark: '-' }, inputs: {}, formula: '', exact: null, yuan: null, changed: false, notes: ['NO_RULE'] }],
});

/** The national layer of a rule set: given directly, else of the date, else the one it was made under. */
export function frameFor(rule: RuleSet, input: RewardInput, registry: Registry): RuleSet | null {
  if (input.nationalLayer !== undefined) return input.nationalLayer === 'none' ? null : frameOf(registry, input.nationalLayer);
  if (rule.wrapping.kind === 'none') return null;
  const date = input.versionDate;
  if (rule.wrapping.kind === 'noneUntil' && (date === undefined || date < rule.wrapping.month)) return null;
  const layer = date === undefined ? rule.parentId : layerOn(registry, date);
  return layer === null ? null : frameOf(registry, layer);
}

function refusedVersion(run: Run): Evaluation | undefined {
  const { rule, frame, input } = run;
  const noted = {
    article: 'effectiveFrom',
    inputs: {
      versionDate: input.versionDate ?? '',
      effectiveFrom: effectiveFromOf(rule) ?? '',
      effectiveTo: rule.effectiveTo ?? '',
      nationalLayer: layerOf(frame) ?? 'none',
    },
    formula: `${rule.id} / ${layerOf(frame) ?? '–'}`,
  };
  if (input.versionDate !== undefined && !isInForce(rule, input.versionDate)) return stop(run, 'REFUSED', 'NO_RULE', 'version', noted, ['rule']);
  note(run, 'version', noted);
  return undefined;
}

function refusedStatus(run: Run, confirmed: boolean): Evaluation | undefined {
  const { rule, input } = run;
  const noted = { article: 'status', inputs: { status: rule.status, confirmation: rule.confirmation?.text ?? '' } };
  if (rule.kind === 'frame' || (rule.status === 'incomplete' && !rule.partlyComputable)) return stop(run, 'REFUSED', 'RULE_INCOMPLETE', 'status', noted, rule.missing);
  if (rule.status === 'draft' && !confirmed && rule.confirmation === null) return stop(run, 'REFUSED', 'DRAFT_UNCONFIRMED', 'status', noted, ['confirmation', ...rule.missing]);
  // Named directly and without a date, a historical rule set computes an old case again.
  if (rule.status === 'historical' && input.versionDate !== undefined) return stop(run, 'REFUSED', 'RULE_HISTORICAL', 'status', noted, ['rule']);
  note(run, 'status', noted);
  return undefined;
}

function failedGate(run: Run): Evaluation | undefined {
  const { rule, frame, input } = run;
  const failed = GATES.find((gate) => input.failedGates?.includes(gate));
  const noted = { article: 'conditions', of: frame, inputs: { failedGates: (input.failedGates ?? []).join(' ') } };
  if (failed) return stop(run, 'NOT_ELIGIBLE', failed, 'gates', [...rule.conditions, ...rule.exclusions].includes(failed) ? { ...noted, of: rule } : noted);
  if (rule.realNameOnly && input.realName === false) return stop(run, 'NOT_ELIGIBLE', 'REAL_NAME_REQUIRED', 'gates', { article: 'realNameOnly', inputs: { realName: 'false' } });
  note(run, 'gates', noted);
  return undefined;
}

/** A calculation with full copies of the rule set and national layer it used. Undefined for a rule that does not exist. */
export function calculate(ruleId: string, input: RewardInput, context: Context): Calculation | undefined {
  const evaluation = evaluate(ruleId, input, context);
  const ruleSet = context.registry.byId.get(ruleId)?.find((one) => one.version === evaluation.version);
  if (!ruleSet) return undefined;
  const frame = frameFor(ruleSet, input, context.registry);
  return { ruleSet, frame, input, confirmed: context.confirmed === true, evaluation };
}

/** The stored calculation done again from its own copies: the same fen for ever. */
export function recompute({ ruleSet, frame, input, confirmed }: Calculation): Evaluation {
  return evaluate(ruleSet, input, { registry: registryOf(frame ? [frame, ruleSet] : [ruleSet]), confirmed });
}


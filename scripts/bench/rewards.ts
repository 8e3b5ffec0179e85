// The reward engine: 100,000 calculations over all rule sets, each done again from its stored copy, and how many a second of processor time with their trace.
import { RULE_SETS } from '../../server/rewards/data/all.ts';
import type { BaseLine, Calculation, RewardInput } from '../../server/rewards/rules/calculation.ts';
import { calculate, evaluate, recompute } from '../../server/rewards/rules/evaluate.ts';
import { nodesOf, thresholdsOf } from '../../server/rewards/rules/formula.ts';
import { registryOf } from '../../server/rewards/rules/registry.ts';
import type { RuleSet } from '../../server/rewards/rules/rule-set.ts';
import { usesOf } from '../../server/rewards/rules/scope.ts';
import { BASE_KINDS, GATES, LAYERS, LEVEL_CODES, OUTCOMES, PARTIES, PROFILES } from '../../server/rewards/rules/vocabulary.ts';
import { option, report } from './support.ts';

const COUNT = option('count', 100_000);
const SEED = option('seed', 20_260_101);
const PER_SECOND = 50_000;

/** Mulberry32: the same numbers of a seed on every machine, so that a calculation that failed can be found again. */
function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
const below = random(SEED);
const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;
/** One in `n`. */
const rarely = (n: number): boolean => below(n) === 0;

const MOST_FEN = 99_999_999_999_999;
const DATES = ['2010-01-01', '2013-06-01', '2018-10-31', '2018-11-01', '2019-12-31', '2021-12-01', '2022-12-31', '2023-01-01', '2024-02-29', '2025-08-08', '2026-11-22', '9999-12-31'];

/** Small, large and right at the ends of the rule set's own brackets. */
function amount(rule: RuleSet): number {
  const ends = rule.formula ? thresholdsOf(rule.formula) : [];
  if (ends.length > 0 && rarely(3)) return Number(pick(ends)) * 100 + pick([-1, 0, 1]);
  return pick([0, 1, MOST_FEN, below(100_000), below(100_000_000), below(100_000_000), below(3_000_000_000), below(2 ** 48)]);
}

function lines(rule: RuleSet): { lines?: BaseLine[] } {
  if (rarely(12)) return {};
  return { lines: Array.from({ length: rarely(4) ? below(6) : 1 }, (_, at) => ({ id: String(at), inReportedMatter: !rarely(8), kind: rarely(8) ? 'fine' : 'loss', amountFen: amount(rule) })) };
}

/** A value of a range that the rule set knows, mostly; else any. */
function officer(rule: RuleSet): Pick<RewardInput, 'officerRateBp' | 'officerPointsBp' | 'officerAmountFen' | 'officerReason'> {
  const ranges = rule.formula ? nodesOf(rule.formula).filter((node) => node.kind === 'rateRange' || node.kind === 'sumRange') : [];
  const range = ranges.length > 0 ? pick(ranges) : null;
  const within = (from: string, to: string): number => Math.round(Number(from) * 100) + below(Math.round((Number(to) - Number(from)) * 100) + 1);
  return {
    ...(rarely(6) ? {} : { officerRateBp: range?.kind === 'rateRange' ? within(range.from, range.to) : below(1000) }),
    ...(rarely(6) ? {} : { officerPointsBp: below(520) }),
    ...(rarely(6) ? {} : { officerAmountFen: range?.kind === 'sumRange' ? within(range.from, range.to) : below(rarely(3) ? 20_000_000 : 100_000) }),
    ...(rarely(20) ? { officerReason: pick(['', ' ', '情节一般']) } : {}),
  };
}

/** Mostly what the rule set asks; now and then what it has no use for, or nothing. */
function input(rule: RuleSet): RewardInput {
  const levels = rarely(15) ? LEVEL_CODES : (usesOf(rule).levels ?? LEVEL_CODES);
  return {
    ...lines(rule), ...officer(rule),
    ...(levels.length === 0 || rarely(15) ? {} : { level: pick(levels) }),
    ...(rarely(3) ? {} : { profile: pick(PROFILES) }),
    ...(rarely(30) ? { jointProfiles: [pick(PROFILES), pick(PROFILES)] } : {}),
    ...(rarely(15) ? {} : { lossBy: pick(PARTIES) }),
    ...(rarely(5) ? { nationalLayer: pick([...LAYERS, 'none'] as const) } : {}),
    ...(rarely(4) ? { versionDate: pick(DATES) } : {}),
    ...(rarely(10) ? { baseKind: pick(BASE_KINDS) } : {}),
    ...(rarely(20) ? { failedGates: [pick(GATES)] } : {}),
    ...(rarely(20) ? { realName: rarely(2) } : {}),
  };
}

type Asked = { rule: RuleSet; input: RewardInput; confirmed: boolean };
const registry = registryOf(RULE_SETS);
// Each rule set in turn, then one that can compute: most of the register refuses at its second step.
const computable = RULE_SETS.filter(({ formula, status, partlyComputable }) => formula !== null && (status !== 'incomplete' || partlyComputable));
const asked: Asked[] = Array.from({ length: COUNT }, (_, at) => {
  const rule = at % 3 === 0 ? (RULE_SETS[(at / 3) % RULE_SETS.length] as RuleSet) : pick(computable);
  return { rule, input: input(rule), confirmed: !rarely(6) };
});

const outcomes = new Map<string, number>();
const reasons = new Set<string>();
const failures: string[] = [];
let identical = 0;
const paid: Asked[] = [];
for (const one of asked) {
  try {
    const calculation = calculate(one.rule.id, one.input, { registry, confirmed: one.confirmed });
    if (!calculation) throw new Error('no such rule set');
    const { evaluation } = calculation;
    outcomes.set(evaluation.outcome, (outcomes.get(evaluation.outcome) ?? 0) + 1);
    if (evaluation.reason) reasons.add(evaluation.reason);
    if (evaluation.outcome === 'AMOUNT') paid.push(one);
    // As it lies in the database: nothing of this process is left in it.
    const stored = JSON.stringify(calculation);
    if (JSON.stringify(recompute(JSON.parse(stored) as Calculation)) === JSON.stringify(evaluation)) identical += 1;
    else failures.push(`differs: ${stored}`);
  } catch (error) {
    failures.push(`${String(error)}: ${one.rule.id} ${JSON.stringify(one.input)}`);
  }
}
for (const failure of failures.slice(0, 5)) process.stdout.write(`${failure.slice(0, 2000)}\n`);

/** Calculations a second of processor time, the best of many runs of 10,000: other people's work on the machine only ever takes away. */
function perSecond(what: readonly Asked[], runs = 40): number {
  let best = 0;
  for (let run = 0; run < runs; run += 1) {
    const from = (run * 997) % Math.max(1, what.length - 10_000);
    const some = what.slice(from, from + 10_000);
    const before = process.cpuUsage();
    let steps = 0;
    for (const { rule, input: given, confirmed } of some) steps += evaluate(rule.id, given, { registry, confirmed }).trace.length;
    const { user, system } = process.cpuUsage(before);
    if (steps > 0) best = Math.max(best, (some.length * 1_000_000) / (user + system));
  }
  return best;
}
const all = perSecond(asked);
const withAmount = perSecond(paid);

report('Rewards', [
  { what: 'calculations over all rule sets', figures: { calculations: COUNT, 'rule sets': RULE_SETS.length, seed: SEED, ...Object.fromEntries(OUTCOMES.map((outcome) => [outcome, outcomes.get(outcome) ?? 0])), reasons: reasons.size }, reach: '0 exceptions', isReached: failures.every((failure) => failure.startsWith('differs')) },
  { what: 'done again from the stored copy', figures: { identical, different: COUNT - identical }, reach: 'every one identical', isReached: identical === COUNT },
  { what: 'a second of one processor, with trace', figures: { 'all rule sets': Math.round(all), 'those that end in an amount': Math.round(withAmount) }, reach: `≥ ${PER_SECOND}`, isReached: all >= PER_SECOND && withAmount >= PER_SECOND },
]);

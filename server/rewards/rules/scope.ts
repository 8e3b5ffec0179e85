// What of an input a rule set has use for: levels, parties, profiles, officer's values, gates.
import { nodesOf } from './formula.ts';
import type { Bonus, Deadline, RuleSet } from './rule-set.ts';
import { GATES, LEVEL_CODES, type Gate, type LevelCode, type Profile } from './vocabulary.ts';

export type Uses = {
  /** Levels that may be stated; null where the rule set does not know its levels, so that any may. */
  levels: readonly LevelCode[] | null;
  needsLevel: boolean;
  needsParty: boolean;
  officerRate: boolean;
  officerPoints: boolean;
  officerAmount: boolean;
};

const known = new WeakMap<RuleSet, Uses>();

/** Of a rule set without a known formula any officer's value may turn out to be of use. */
export function usesOf(rule: RuleSet): Uses {
  const before = known.get(rule);
  if (before) return before;
  const kinds = new Set((rule.formula ? nodesOf(rule.formula) : []).map((node) => node.kind));
  const bonuses = new Set(rule.bonuses.map((bonus) => bonus.kind));
  const open = rule.formula === null;
  const uses: Uses = {
    levels: rule.levels === null ? null : rule.refusesStatedLevel ? LEVEL_CODES : rule.levels.map((level) => level.code),
    needsLevel: kinds.has('byLevel'),
    needsParty: kinds.has('byParty'),
    officerRate: open || kinds.has('rateRange'),
    officerPoints: open || bonuses.has('officerPoints'),
    officerAmount: open || kinds.has('sumRange') || bonuses.has('raise') || (rule.noLoss !== null && rule.noLoss.kind !== 'fixed'),
  };
  known.set(rule, uses);
  return uses;
}

/** What a stated profile counts for under this rule set: a profile it does not name is an ordinary reporter, a detailed insider at least an insider. */
export function effectiveProfile(rule: RuleSet, profile: Profile = 'ordinary'): Profile {
  if (rule.profiles.includes(profile)) return profile;
  return profile === 'insiderDetailed' && rule.profiles.includes('insider') ? 'insider' : 'ordinary';
}

/** The bonuses that a profile brings; a bonus for real-name reports needs the name. */
export const bonusesOf = (rule: RuleSet, profile: Profile, realName: boolean): readonly Bonus[] =>
  rule.bonuses.filter((bonus) => bonus.profiles.includes(profile) && (realName || bonus.kind !== 'amount' || !bonus.realNameOnly));

/** Every gate an officer has to answer: those of the national layer and those the local rule adds, in the order in which they decide. */
export function gatesOf(rule: RuleSet, frame: RuleSet | null): Gate[] {
  const all = new Set([...rule.conditions, ...rule.exclusions, ...(frame?.conditions ?? []), ...(frame?.exclusions ?? [])]);
  return GATES.filter((gate) => all.has(gate));
}

/** No gate has a default answer: the gates that are still open. True = the condition holds, or the exclusion does not apply. */
export const openGates = (rule: RuleSet, frame: RuleSet | null, answers: Partial<Record<Gate, boolean>>): Gate[] =>
  gatesOf(rule, frame).filter((gate) => answers[gate] === undefined);

/** The deadlines of a reward: a local one stands before that of its national layer. The caller counts the days. */
export function deadlinesOf(rule: RuleSet, frame: RuleSet | null): Deadline[] {
  const national = (frame?.deadlines ?? []).filter((deadline) => rule.deadlines.every((own) => own.code !== deadline.code));
  return [...rule.deadlines, ...national];
}

// Step 5: level, then profile, then the party that caused the loss; a branch that is not known refuses here unless it hangs on the base.
import type { Base } from './base.ts';
import type { Evaluation } from './calculation.ts';
import { chosenBranch, type Choice } from './formula.ts';
import type { Bonus, RuleSet } from './rule-set.ts';
import { bonusesOf, effectiveProfile, usesOf } from './scope.ts';
import { note, stop, type Run } from './trace.ts';
import type { Profile } from './vocabulary.ts';

export type Branch = { choice: Choice; bonuses: readonly Bonus[] };

export function takeBranch(run: Run, base: Base): Branch | Evaluation {
  const { rule, input } = run;
  const isNoLoss = base.loss === null;
  const uses = usesOf(rule);
  const inputs = { level: input.level ?? '', profile: input.profile ?? 'ordinary', lossBy: input.lossBy ?? '' };
  const noted = { article: 'formula', inputs };

  if (!isNoLoss && rule.refusesStatedLevel && input.level !== undefined) return stop(run, 'REFUSED', 'BRANCH_UNKNOWN', 'branch', { ...noted, article: 'levels' }, ['levels']);
  if (!isNoLoss && uses.needsLevel && input.level === undefined) return stop(run, 'REFUSED', 'LEVEL_MISSING', 'branch', { ...noted, article: 'levels' }, ['level']);
  const choice: Choice = { level: input.level, profile: 'ordinary', party: undefined };
  if (!isNoLoss && isUnknown(rule, choice)) return stop(run, 'REFUSED', 'BRANCH_UNKNOWN', 'branch', noted, [`formula.byLevel.${input.level ?? ''}`]);

  const profile = profileOf(run);
  if (profile === undefined) return stop(run, 'REFUSED', 'SETTING_REQUIRED', 'branch', { ...noted, article: 'settings.jointProfile' }, ['settings.jointProfile']);
  choice.profile = profile;
  if (!isNoLoss && isUnknown(rule, choice)) return stop(run, 'REFUSED', 'BRANCH_UNKNOWN', 'branch', noted, [`formula.byProfile.${profile}`]);
  const bonuses = bonusesOf(rule, profile, input.realName !== false).filter((bonus) => !isNoLoss || (bonus.kind === 'amount' && bonus.inNoLoss));
  if (bonuses.length > 1 && rule.settings.bonusStacking === 'refuse') {
    return stop(run, 'REFUSED', 'SETTING_REQUIRED', 'branch', { ...noted, article: 'settings.bonusStacking' }, ['settings.bonusStacking']);
  }

  if (!isNoLoss && uses.needsParty && input.lossBy === undefined) return stop(run, 'REFUSED', 'PARTY_MISSING', 'branch', noted, ['lossBy']);
  choice.party = input.lossBy;
  if (!isNoLoss && isUnknown(rule, choice)) return stop(run, 'REFUSED', 'BRANCH_UNKNOWN', 'branch', noted, [`formula.byParty.${input.lossBy ?? ''}`]);

  const path = isNoLoss || rule.formula === null ? 'noLoss' : (chosenBranch(rule.formula, choice)?.path ?? 'formula');
  note(run, 'branch', { article: path, inputs, formula: path, notes: profile === (input.profile ?? 'ordinary') ? [] : ['profileWithoutEffect'] });
  return { choice, bonuses };
}

const isUnknown = ({ formula }: RuleSet, choice: Choice): boolean => formula !== null && chosenBranch(formula, choice)?.node.kind === 'refused';

/** The profile that counts; undefined where joint reporters differ and the setting says refuse. */
function profileOf({ rule, input }: Run): Profile | undefined {
  const profiles = new Set((input.jointProfiles ?? [input.profile]).map((profile) => effectiveProfile(rule, profile)));
  if (profiles.size <= 1) return [...profiles][0] ?? 'ordinary';
  return rule.settings.jointProfile === 'refuse' ? undefined : 'ordinary';
}

// Where the dates leave more than one version open, an officer picks; where they do not, nobody does.
import type { Matter } from './matter.ts';
import type { RuleSet } from './rule-set.ts';
import type { Considered } from './select.ts';

/** Several in force at once, or one of another time whose application the law leaves to an officer. */
export const pickable = ({ verdict }: Pick<Considered, 'verdict'>): boolean => verdict === 'severalInForce' || verdict === 'officerDecides';

/** Another version than the one in use; what an officer picked himself stays his. */
export function mayRepick({ choice }: Pick<Matter, 'choice'>, now: Pick<RuleSet, 'id' | 'version'>): boolean {
  const isPicked = choice.considered.some((line) => line.ruleId === choice.ruleId && line.version === choice.version && pickable(line));
  return !isPicked && (choice.ruleId !== now.id || choice.version !== now.version);
}

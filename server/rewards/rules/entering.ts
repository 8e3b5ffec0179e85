// From what is known of a rule set to its next version: what is missing and of which kind, and what an entry makes of it.
import type { Confirmation, RuleSet } from './rule-set.ts';
import type { Registry } from './registry.ts';
import { selectRuleSet } from './select.ts';

/** What kind of answer a missing item takes; `text` items cannot be guided and are written in the whole text of the version. */
export type MissingKind = 'words' | 'date' | 'division' | 'levels' | 'award' | 'yuan' | 'bonuses' | 'noLoss' | 'conditions' | 'whole';
const KINDS: Readonly<Record<string, MissingKind>> = {
  title: 'words', documentNo: 'words', effectiveFrom: 'date', effectiveTo: 'date', jurisdictionCode: 'division', levels: 'levels', formula: 'award', floors: 'yuan', caps: 'yuan', bonuses: 'bonuses', noLoss: 'noLoss',
  'levels.condition': 'conditions',
};
export type MissingItem = { code: string; kind: MissingKind };
/** Of what an item is, by its path in the record. */
export const missingItems = (missing: readonly string[]): MissingItem[] => missing.map((code) => ({ code, kind: KINDS[code] ?? 'whole' }));

/** A draft that a bureau takes as it is, with the citation and start that it lacked. */
export const withConfirmation = (base: RuleSet, version: number, confirmation: Confirmation): RuleSet => ({
  ...base, version, confirmation,
  // The statement of the officers gives them; what stands in the source stays as it is.
  missing: base.missing.filter((code) => !((code === 'documentNo' && confirmation.documentNo !== null) || (code === 'effectiveFrom' && confirmation.effectiveFrom !== null))),
});

/** The number of the next version; 1 for a rule set that is not there yet. */
export const nextVersion = (registry: Registry, id: string): number => Math.max(0, ...(registry.byId.get(id) ?? []).map(({ version }) => version)) + 1;

/** Whoever enters for one place does not replace the rule set of another, or a national layer, under its id. */
export const isOfOther = ({ byId }: Registry, { id, kind, jurisdictionCode }: RuleSet): boolean =>
  (byId.get(id) ?? []).some((known) => known.kind !== kind || (known.jurisdictionCode !== null && known.jurisdictionCode !== jurisdictionCode));

export type Obstacle = 'scan' | 'citation' | 'documentNo' | 'effectiveFrom' | 'stillIncomplete' | 'alsoInForce' | 'jurisdictionCode' | 'unconfirmed';

/** What stands between an entry and its approval, in the order in which it is mended. */
export function obstaclesOf({ ruleSet, citation, scan }: { ruleSet: RuleSet; citation: string; scan: string | null }, registry: Registry): { code: Obstacle; args: Record<string, string> }[] {
  const from = ruleSet.confirmation?.effectiveFrom ?? ruleSet.effectiveFrom;
  const documentNo = ruleSet.confirmation?.documentNo ?? ruleSet.documentNo;
  const found: { code: Obstacle; args: Record<string, string> }[] = [];
  const add = (code: Obstacle, isThere: boolean, args: Record<string, string> = {}): void => void (isThere && found.push({ code, args }));
  add('citation', citation.trim() === '');
  add('scan', scan === null);
  add('jurisdictionCode', ruleSet.jurisdictionCode === null);
  add('documentNo', documentNo === null);
  add('effectiveFrom', from === null || from.length < 10);
  add('stillIncomplete', ruleSet.status === 'incomplete' && !ruleSet.partlyComputable && ruleSet.ownRule === 'known');
  add('unconfirmed', ruleSet.status === 'draft' && ruleSet.confirmation === null);
  const others = found.length === 0 && from !== null ? alsoInForce(ruleSet, from, registry) : [];
  add('alsoInForce', others.length > 0, { others: others.join('、'), date: from ?? '' });
  return found;
}

/** Other rule sets of the same division in force on the day on which this one begins: nobody could tell which applies. */
function alsoInForce(ruleSet: RuleSet, date: string, { ruleSets, byId }: Registry): string[] {
  if (ruleSet.jurisdictionCode === null || ruleSet.ownRule !== 'known') return [];
  const { considered } = selectRuleSet(ruleSet.jurisdictionCode, date, { ruleSets: [...ruleSets, ruleSet], byId });
  return considered.filter(({ verdict, ruleId }) => verdict === 'severalInForce' && ruleId !== ruleSet.id).map(({ ruleId }) => ruleId);
}

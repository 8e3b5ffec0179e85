// What anybody may ask: which rule set applies where, and what a report could be worth. Nothing of it is kept.
import type { Evaluation, RewardInput } from '../rules/calculation.ts';
import { evaluate, frameFor } from '../rules/evaluate.ts';
import { frameOf, layerOn, type Registry } from '../rules/registry.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { selectRuleSet, type Selection } from '../rules/select.ts';
import type { Estimate } from '../rules/shown.ts';
import type { Acting, RewardsParts } from './parts.ts';

export function estimating({ registry, entering }: RewardsParts, { registryFor }: Acting) {
  /** What applies to all of its own division; without an entry the shipped rule sets themselves. */
  const published = async (): Promise<Registry> => (await entering?.published()) ?? registry;
  return {
    published,
    /** The shipped rule sets, without what any bureau entered. */
    ruleSets: (): Registry => registry,
    /** Places with a rule set of their own, and those of the bureaus; by code. */
    async places(bureaus: readonly { code: string; shortName: string }[]): Promise<{ code: string; name: { zh: string; en: string } }[]> {
      const named = new Map<string, { zh: string; en: string }>();
      for (const { code, shortName } of bureaus) named.set(code, { zh: shortName, en: shortName });
      for (const { kind, jurisdictionCode, jurisdiction } of (await published()).ruleSets) if (kind === 'local' && jurisdictionCode !== null) named.set(jurisdictionCode, jurisdiction);
      return [...named].map(([code, name]) => ({ code, name })).sort((a, b) => a.code.localeCompare(b.code));
    },
    /** For the rule browser: what applies at a place on a date, from what, and the national layer of that date. */
    async rulesAt(place: string, date: string): Promise<{ selection: Selection; registry: Registry; layer: RuleSet | null }> {
      const own = await registryFor(place);
      const layer = layerOn(own, date);
      return { selection: selectRuleSet(place, date, own), registry: own, layer: layer === null ? null : frameOf(own, layer) };
    },
    /**
     * Of a place on a date, with the confirmations that hold there. A rule set that only lacks its citation cannot be chosen for a reward,
     * but may be tried: `uncertain` names what was not entered.
     */
    async ruleToTry(place: string, date: string): Promise<{ selection: Selection; uncertain: readonly string[] }> {
      const own = await registryFor(place);
      const selection = selectRuleSet(place, date, own);
      const unsure = selection.considered.filter(({ verdict }) => verdict === 'startOrCitationNotKnown');
      const [only] = unsure;
      const ruleSet = only && own.byId.get(only.ruleId)?.find((rule) => rule.version === only.version);
      // Where the start itself is not known nobody can say that it applies on the day: no sum is told.
      if (selection.outcome === 'SELECTED' || !ruleSet || selection.missing.includes('effectiveFrom')) return { selection, uncertain: [] };
      return { selection: { outcome: 'SELECTED', ruleSet, considered: selection.considered }, uncertain: selection.missing };
    },
    /** A rule set by its id, as the public twin names it. */
    evaluate: async (rule: string, input: RewardInput, confirmed: boolean): Promise<Evaluation> => evaluate(rule, input, { registry: await published(), confirmed }),
    /** Under the rule set of a place and date. */
    async estimate(place: string, ruleSet: RuleSet, input: RewardInput, confirmed: boolean): Promise<Estimate> {
      const own = await registryFor(place);
      const evaluation = evaluate(ruleSet, input, { registry: own, confirmed });
      return { evaluation, ruleSet, frame: frameFor(ruleSet, input, own) };
    },
  };
}

// All rule sets at hand, and which of their versions was in force on a day.
import type { Confirmation, RuleSet } from './rule-set.ts';
import type { Layer } from './vocabulary.ts';

export type Registry = { ruleSets: readonly RuleSet[]; byId: ReadonlyMap<string, readonly RuleSet[]> };

/** What officers entered over the shipped data: confirmations by rule id and version, and further versions. */
export type Overlay = {
  confirmations: readonly (Confirmation & { ruleId: string; version: number })[];
  ruleSets: readonly RuleSet[];
};

const NO_OVERLAY: Overlay = { confirmations: [], ruleSets: [] };

/** The registry with the overlay laid over it. The records themselves are never changed. */
export function registryOf(ruleSets: readonly RuleSet[], overlay: Overlay = NO_OVERLAY): Registry {
  const all = [...ruleSets, ...overlay.ruleSets].map((rule) => confirmedBy(rule, overlay));
  const byId = new Map<string, RuleSet[]>();
  for (const rule of all) byId.set(rule.id, [...(byId.get(rule.id) ?? []), rule].sort((a, b) => a.version - b.version));
  return { ruleSets: all, byId };
}

/** A registry that is made when it is first read. */
export function whenRead(make: () => Registry): Registry {
  let made: Registry | null = null;
  const registry = (): Registry => (made ??= make());
  return {
    get ruleSets() {
      return registry().ruleSets;
    },
    get byId() {
      return registry().byId;
    },
  };
}

function confirmedBy(rule: RuleSet, overlay: Overlay): RuleSet {
  const found = overlay.confirmations.find((one) => one.ruleId === rule.id && one.version === rule.version);
  if (!found) return rule;
  const { text, by, on, documentNo, effectiveFrom } = found;
  return { ...rule, confirmation: { text, by, on, documentNo, effectiveFrom } };
}

/** A confirmation may supply the citation and the date that the source lacked. */
export const documentNoOf = (rule: RuleSet): string | null => rule.confirmation?.documentNo ?? rule.documentNo;
export const effectiveFromOf = (rule: RuleSet): string | null => rule.confirmation?.effectiveFrom ?? rule.effectiveFrom;

/** A month or year bound includes the whole month or year; an unknown bound does not exclude. */
export function isInForce(rule: RuleSet, date: string): boolean {
  const from = effectiveFromOf(rule);
  if (from !== null && date.slice(0, from.length) < from) return false;
  if (rule.notBefore !== null && date < rule.notBefore) return false;
  return rule.effectiveTo === null || date.slice(0, rule.effectiveTo.length) <= rule.effectiveTo;
}

/** Of several versions the latest in force on the date; without a date the latest. */
export const versionOn = (versions: readonly RuleSet[], date: string | undefined): RuleSet | undefined =>
  versions.findLast((rule) => date === undefined || isInForce(rule, date));

/** The record of a national layer; throws when the data lack it, which the schema forbids. */
export function frameOf(registry: Registry, layer: Layer): RuleSet {
  const frame = registry.byId.get(layer)?.at(-1);
  if (!frame) throw new Error(`no national layer ${layer}`);
  return frame;
}

/** The national layer of a day; none before the first. */
export const layerOn = (registry: Registry, date: string): Layer | null => {
  const frame = registry.ruleSets.findLast((rule) => rule.kind === 'frame' && isInForce(rule, date));
  return frame?.id === 'NAT-2022' || frame?.id === 'NAT-2018' ? frame.id : null;
};

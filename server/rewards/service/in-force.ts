// The rule sets that are in force, shipped and entered. What is approved is seen by every process after some seconds.
import type { Clock } from '../../kernel/clock.ts';
import { within } from '../../kernel/divisions.ts';
import type { RuleEntry } from '../rules/entry.ts';
import { registryOf } from '../rules/registry.ts';
import type { Registry } from '../rules/registry.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { KnownRule } from '../rules/shown-entries.ts';
import type { RuleEntryStore } from '../store/entries.ts';
import { ruleFile } from './rule-files.ts';

export type Reference = { id: string; version: number | null };
export type InForceParts = {
  store: RuleEntryStore; clock: Clock; isDemo: boolean;
  /** The shipped rule sets, checked at start. */
  shipped: Registry;
};

const CACHE_MILLISECONDS = 3_000;

export const versionOf = (registry: Registry, { id, version }: Reference): RuleSet | null => {
  const versions = registry.byId.get(id) ?? [];
  return (version === null ? versions.at(-1) : versions.find((rule) => rule.version === version)) ?? null;
};

export function rulesInForce({ store, clock, shipped, isDemo }: InForceParts) {
  let kept: { entries: Promise<RuleEntry[]>; until: number } | null = null;

  /** Everything in force; the same answer for whoever asks within some seconds. */
  function inForce(): Promise<RuleEntry[]> {
    const now = clock().getTime();
    if (kept && kept.until > now) return kept.entries;
    const entries = store.inStates(['inForce']);
    kept = { entries, until: now + CACHE_MILLISECONDS };
    entries.catch(() => (kept = null));
    return entries;
  }
  const withEntries = (entries: readonly RuleEntry[]): Registry => (entries.length === 0 ? shipped : registryOf(shipped.ruleSets, { confirmations: [], ruleSets: entries.map(({ ruleSet }) => ruleSet) }));
  const isWhole = ({ place, ruleSet }: RuleEntry): boolean => place === ruleSet.jurisdictionCode;
  /** What applies to all of a rule set's own division: the shipped versions and those that its own head approved. */
  const published = async (): Promise<Registry> => withEntries((await inForce()).filter(isWhole));
  /** Every version that is in force anywhere. */
  const everywhere = async (): Promise<Registry> => withEntries(await inForce());

  return {
    forget: (): void => void (kept = null),
    published, everywhere,
    at: async (place: string): Promise<Registry> => withEntries((await inForce()).filter((entry) => within(entry.place, place))),
    /** What applies in its whole division, and what holds at this bureau: from that its people begin the next version. */
    seenFrom: async (bureau: string): Promise<Registry> => withEntries((await inForce()).filter((entry) => isWhole(entry) || within(entry.place, bureau))),
    /** Versions in force for these divisions, over the shipped ones. */
    heldFor: async (places: readonly string[]): Promise<RuleSet[]> => (await inForce()).filter(({ place }) => places.includes(place)).map(({ ruleSet }) => ruleSet),
    /** A version with the division in which it holds, where that is only a part; null for one that does not exist. */
    async known(reference: Reference): Promise<KnownRule | null> {
      const ruleSet = versionOf(await (reference.version === null ? published() : everywhere()), reference);
      const partial = (await inForce()).find((entry) => entry.ruleSet.id === ruleSet?.id && entry.ruleSet.version === ruleSet.version && !isWhole(entry));
      return ruleSet && { ruleSet, onlyIn: partial?.place ?? null };
    },
    /** One version, or all that are published, as a file; null for one that does not exist. */
    async file(reference: Reference | null): Promise<Buffer | null> {
      if (reference === null) return ruleFile((await published()).ruleSets, isDemo);
      const found = versionOf(await everywhere(), reference);
      return found && ruleFile([found], isDemo);
    },
  };
}

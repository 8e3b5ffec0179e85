// Rule sets from a file of another site: what differs here becomes one draft each; all of it or nothing.
import { Invalid, Refused } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { stable } from '../rules/differences.ts';
import { isOfOther, nextVersion } from '../rules/entering.ts';
import { mayEnterFor } from '../rules/entry.ts';
import type { RuleEntry } from '../rules/entry.ts';
import type { Registry } from '../rules/registry.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { readRuleFile } from './rule-files.ts';

export type Entered = Pick<RuleEntry, 'kind' | 'ruleSet' | 'base' | 'citation'>;
type ImportParts = { isDemo: boolean; everywhere: () => Promise<Registry>; placed: (person: Person, ruleSet: RuleSet) => Promise<string>; openIn: (bureau: string) => Promise<string[]>; enter: (person: Person, entered: Entered) => Promise<string> };

export function importing({ isDemo, everywhere, placed, openIn, enter }: ImportParts) {
  return {
    /** What a file holds, not yet checked by the schema. @throws Invalid */
    readFile: (bytes: Buffer): unknown[] => readRuleFile(bytes, isDemo),

    /** The ids of the drafts. @throws Invalid with the ids that are not this person's to enter, Refused before the first is entered where nobody could approve one, or one is being entered already */
    async importAll(person: Person, ruleSets: readonly RuleSet[], citation: string): Promise<string[]> {
      const registry = await everywhere();
      const changed = ruleSets.filter((rule) => !(registry.byId.get(rule.id) ?? []).some((known) => stable({ ...known, version: 0 }) === stable({ ...rule, version: 0 })));
      if (changed.length === 0) throw new Invalid({ file: { key: 'rewardRules.error.nothingNew' } });
      const others = changed.filter((rule) => rule.kind === 'frame' || rule.jurisdictionCode === null || !mayEnterFor(rule.jurisdictionCode, person) || isOfOther(registry, rule));
      if (others.length > 0) throw new Invalid({ file: { key: 'rewardRules.error.notYours', args: { ids: others.map(({ id }) => id).join('、') } } });
      const ids = new Set(changed.map(({ id }) => id));
      if (ids.size < changed.length) throw new Invalid({ file: { key: 'rewardRules.error.oneEach' } });
      for (const rule of changed) await placed(person, rule);
      const beingEntered = await openIn(person.bureau);
      const taken = changed.find(({ id }) => beingEntered.includes(id));
      if (taken) throw new Refused('RULE_ENTRY_OPEN', taken.title);
      const made: string[] = [];
      for (const rule of changed) {
        const last = registry.byId.get(rule.id)?.at(-1);
        made.push(await enter(person, { kind: 'import', ruleSet: { ...rule, version: nextVersion(registry, rule.id) }, base: last ? { id: last.id, version: last.version } : null, citation }));
      }
      return made;
    },
  };
}

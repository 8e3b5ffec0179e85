// Rule sets that officers enter: load, authorise, check the state, act, record. What is in force is seen by every process after some seconds.
import { done, refused } from '../../audit/rules.ts';
import type { Audit } from '../../audit/service.ts';
import { beijingDate } from '../../kernel/clock.ts';
import type { Clock } from '../../kernel/clock.ts';
import { randomId } from '../../kernel/crypto.ts';
import { within } from '../../kernel/divisions.ts';
import { Conflict, Forbidden, Invalid, NotFound, Refused } from '../../kernel/errors.ts';
import type { DeskLine } from '../../people/rules/desk.ts';
import type { Person } from '../../people/rules/person.ts';
import { stable } from '../rules/differences.ts';
import { nextVersion, obstaclesOf } from '../rules/entering.ts';
import { mayEnterFor, maySeeEntry, performEntry, permittedEntry, placeFor } from '../rules/entry.ts';
import type { EntryAction, EntryKind, RuleEntry } from '../rules/entry.ts';
import { registryOf } from '../rules/registry.ts';
import type { Registry } from '../rules/registry.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { EntryDossier, KnownRule } from '../rules/shown-entries.ts';
import type { RuleEntryStore } from '../store/entries.ts';
import { readRuleFile, ruleFile } from './rule-files.ts';
import { scans } from './scans.ts';
import type { ScanParts } from './scans.ts';

export type EnteringService = ReturnType<typeof enteringService>;
export type EnteringParts = {
  store: RuleEntryStore; audit: Audit; clock: Clock; evidence: ScanParts['evidence'];
  /** The shipped rule sets, checked at start. */
  shipped: Registry;
  isDemo: boolean;
  /** Whether a head works at the bureau of this division. */
  hasHead: (division: string) => Promise<boolean>;
};

const CACHE_MILLISECONDS = 3_000;
const CLAUSE = '奖励规则须由录入人以外的负责人批准';
const within500 = (citation: string): string => citation.trim().slice(0, 500);

export function enteringService({ store, audit, clock, evidence, shipped, isDemo, hasHead }: EnteringParts) {
  let kept: { entries: Promise<RuleEntry[]>; until: number } | null = null;
  const subjectOf = (id: string) => ({ kind: 'ruleEntry', id });
  const today = (): string => beijingDate(clock());

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
  /** Every version that is in force anywhere. */
  const everywhere = async (): Promise<Registry> => withEntries(await inForce());
  const isWhole = ({ place, ruleSet }: RuleEntry): boolean => place === ruleSet.jurisdictionCode;

  async function load(person: Person, id: string): Promise<RuleEntry> {
    const entry = await store.find(id);
    if (!maySeeEntry(entry, person)) throw new NotFound('rule entry');
    return entry;
  }
  const versionOf = (registry: Registry, { id, version }: { id: string; version: number | null }): RuleSet | null => {
    const versions = registry.byId.get(id) ?? [];
    return (version === null ? versions.at(-1) : versions.find((rule) => rule.version === version)) ?? null;
  };

  async function recorded<T>(act: string, person: Person, id: string, work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      await audit.record(done(`rewardRules.${act}`, person.id, person.bureau, subjectOf(id)));
      return result;
    } catch (error) {
      const reason = error instanceof Refused ? error.reason : error instanceof Forbidden ? 'forbidden' : error instanceof Conflict ? 'conflict' : null;
      if (reason) await audit.record(refused(`rewardRules.${act}`, person.id, person.bureau, subjectOf(id), { reason }));
      throw error;
    }
  }

  /** Where it will hold, and that this person may enter it. @throws Forbidden, Invalid, Refused where nobody could approve it */
  async function placed(person: Person, ruleSet: RuleSet): Promise<string> {
    if (ruleSet.kind === 'frame') throw new Forbidden('rule entry: a national layer');
    if (ruleSet.jurisdictionCode === null) throw new Invalid({ jurisdictionCode: { key: 'rewardRules.error.division' } });
    if (!mayEnterFor(ruleSet.jurisdictionCode, person)) throw new Forbidden('rule entry: another place');
    const place = placeFor(ruleSet.jurisdictionCode, person.bureau, await hasHead(ruleSet.jurisdictionCode));
    if (place === null) throw new Refused('RULE_NO_APPROVER', CLAUSE);
    return place;
  }

  /** Whoever enters for one place does not replace the rule set of another, or a national layer, under its id. */
  const isOfOther = (registry: Registry, { id, kind, jurisdictionCode }: RuleSet): boolean =>
    (registry.byId.get(id) ?? []).some((known) => known.kind !== kind || (known.jurisdictionCode !== null && known.jurisdictionCode !== jurisdictionCode));

  /** What an entry may say, whichever way it came. */
  async function checked(ruleSet: RuleSet, base: RuleEntry['base']): Promise<void> {
    const registry = await everywhere();
    if (base && base.id !== ruleSet.id) throw new Invalid({ content: { key: 'rewardRules.error.sameId' } });
    if (isOfOther(registry, ruleSet)) throw new Invalid({ content: { key: 'rewardRules.error.otherPlace' } });
    if (ruleSet.version !== nextVersion(registry, ruleSet.id)) throw new Invalid({ content: { key: 'rewardRules.error.nextVersion', args: { version: nextVersion(registry, ruleSet.id) } } });
    if (ruleSet.parentId !== null && registry.byId.get(ruleSet.parentId)?.at(-1)?.kind !== 'frame') throw new Invalid({ content: { key: 'rewardRules.error.parent' } });
  }

  async function registryAt(place: string): Promise<Registry> {
    return withEntries((await inForce()).filter((entry) => within(entry.place, place)));
  }

  async function enter(person: Person, { kind, ruleSet, base, citation }: Pick<RuleEntry, 'kind' | 'ruleSet' | 'base' | 'citation'>): Promise<string> {
    const place = await placed(person, ruleSet);
    await checked(ruleSet, base);
    const id = randomId();
    return recorded('enter', person, id, async () => {
      const entry: RuleEntry = { id, version: 1, kind, state: 'draft', ruleSet, base, place, bureau: person.bureau, citation: within500(citation), scan: null, events: [{ at: clock(), action: 'enter', by: person.id, reason: '' }] };
      if ((await store.add(entry)) === 'taken') throw new Refused('RULE_ENTRY_OPEN', ruleSet.title);
      return id;
    });
  }

  /** One act of the table. `change` says what else it writes. @throws NotFound, Conflict, Forbidden, Refused, Invalid */
  const act = async (person: Person, id: string, name: EntryAction, version: number, reason: string, change: (entry: RuleEntry) => RuleEntry | Promise<RuleEntry> = (entry) => entry): Promise<RuleEntry> => {
    const entry = await load(person, id);
    return recorded(name, person, id, async () => {
      if (entry.version !== version) throw new Conflict('rule entry');
      const saved = await store.save(entry, await change(performEntry(name, entry, person, clock(), reason)));
      kept = null;
      return saved;
    });
  };
  async function ready(entry: RuleEntry): Promise<RuleEntry> {
    await checked(entry.ruleSet, entry.base);
    const obstacles = obstaclesOf(entry, await registryAt(entry.place));
    if (obstacles.length > 0) throw new Refused('RULE_ENTRY_NOT_READY', CLAUSE, { missing: obstacles.map(({ code }) => code) });
    return entry;
  }

  return {
    today,
    /** What applies to all of a rule set's own division: the shipped versions and those that its own head approved. */
    published: async (): Promise<Registry> => withEntries((await inForce()).filter(isWhole)),
    everywhere,
    /** Versions in force for these divisions, over the shipped ones. */
    heldFor: async (places: readonly string[]): Promise<RuleSet[]> => (await inForce()).filter(({ place }) => places.includes(place)).map(({ ruleSet }) => ruleSet),
    /** A version with the division in which it holds, where that is only a part; null for one that does not exist. */
    async known(reference: { id: string; version: number | null }): Promise<KnownRule | null> {
      const entries = await inForce();
      const ruleSet = versionOf(withEntries(reference.version === null ? entries.filter(isWhole) : entries), reference);
      const partial = entries.find((entry) => entry.ruleSet.id === ruleSet?.id && entry.ruleSet.version === ruleSet.version && !isWhole(entry));
      return ruleSet && { ruleSet, onlyIn: partial?.place ?? null };
    },

    /** What waits, what is being entered and what was, as far as this person has to do with it; and what may be entered. */
    async list(person: Person): Promise<{ entries: RuleEntry[]; enterable: RuleSet[] }> {
      const entries = (await store.inStates(['awaitingApproval', 'draft', 'refused', 'inForce', 'withdrawn'])).filter((entry) => maySeeEntry(entry, person));
      const latest = [...(await everywhere()).byId.values()].flatMap((versions) => versions.at(-1) ?? []);
      return { entries, enterable: latest.filter((rule) => rule.kind === 'local' && rule.jurisdictionCode !== null && mayEnterFor(rule.jurisdictionCode, person)) };
    },
    async find(person: Person, id: string): Promise<EntryDossier> {
      const entry = await load(person, id);
      const base = entry.base ? versionOf(await everywhere(), entry.base) : null;
      const isOpen = entry.state === 'draft' || entry.state === 'awaitingApproval';
      return { entry, base, permitted: permittedEntry(entry, person), obstacles: isOpen ? obstaclesOf(entry, await registryAt(entry.place)) : [], scan: entry.scan === null ? null : ((await evidence.list([entry.scan]))[0] ?? null) };
    },
    /** The version that an entry begins with, and the number that the next one takes. @throws NotFound, Forbidden */
    async beginning(person: Person, id: string): Promise<{ base: RuleSet; version: number }> {
      const registry = await everywhere();
      const base = versionOf(registry, { id, version: null });
      if (!base || base.kind === 'frame') throw new NotFound('rule set');
      if (base.jurisdictionCode !== null && !mayEnterFor(base.jurisdictionCode, person)) throw new Forbidden('rule entry: another place');
      return { base, version: nextVersion(registry, id) };
    },

    enter,
    amend: (person: Person, id: string, version: number, { ruleSet, citation }: { ruleSet: RuleSet; citation: string }) =>
      act(person, id, 'amend', version, '', async (entry) => {
        const place = await placed(person, ruleSet);
        if (ruleSet.id !== entry.ruleSet.id) throw new Invalid({ content: { key: 'rewardRules.error.sameId' } });
        await checked(ruleSet, entry.base);
        return { ...entry, ruleSet, place, citation: within500(citation) };
      }),
    submit: (person: Person, id: string, version: number) => act(person, id, 'submit', version, '', ready),
    withdraw: (person: Person, id: string, version: number, reason: string) => act(person, id, 'withdraw', version, reason),
    refuse: (person: Person, id: string, version: number, reason: string) => act(person, id, 'refuse', version, reason),
    /** In force from now on for matters of its dates. Amounts already approved keep their own copy. */
    approve: (person: Person, id: string, version: number) =>
      act(person, id, 'approve', version, '', async (entry) => {
        await ready(entry);
        const { confirmation } = entry.ruleSet;
        return confirmation ? { ...entry, ruleSet: { ...entry.ruleSet, confirmation: { ...confirmation, by: entry.place, on: today() } } } : entry;
      }),
    ...scans({ evidence, audit, load, act }),

    /** One version, or all that are published, as a file; null for one that does not exist. */
    async file(reference: { id: string; version: number | null } | null): Promise<Buffer | null> {
      const registry = withEntries((await inForce()).filter((entry) => reference !== null || isWhole(entry)));
      if (reference === null) return ruleFile(registry.ruleSets, isDemo);
      const found = versionOf(registry, reference);
      return found && ruleFile([found], isDemo);
    },
    /** What a file holds, not yet checked by the schema. @throws Invalid */
    readFile: (bytes: Buffer): unknown[] => readRuleFile(bytes, isDemo),

    /** From a file of another site: what differs here becomes one draft each; all of it or nothing. @throws Invalid with the ids that are not this person's to enter */
    async importAll(person: Person, ruleSets: readonly RuleSet[], citation: string): Promise<string[]> {
      const registry = await everywhere();
      const changed = ruleSets.filter((rule) => !(registry.byId.get(rule.id) ?? []).some((known) => stable({ ...known, version: 0 }) === stable({ ...rule, version: 0 })));
      if (changed.length === 0) throw new Invalid({ file: { key: 'rewardRules.error.nothingNew' } });
      const others = changed.filter((rule) => rule.kind === 'frame' || rule.jurisdictionCode === null || !mayEnterFor(rule.jurisdictionCode, person) || isOfOther(registry, rule));
      if (others.length > 0) throw new Invalid({ file: { key: 'rewardRules.error.notYours', args: { ids: others.map(({ id }) => id).join('、') } } });
      const ids = new Set(changed.map(({ id }) => id));
      if (ids.size < changed.length) throw new Invalid({ file: { key: 'rewardRules.error.oneEach' } });
      const made: string[] = [];
      for (const rule of changed) {
        const last = registry.byId.get(rule.id)?.at(-1);
        const kind: EntryKind = 'import';
        made.push(await enter(person, { kind, ruleSet: { ...rule, version: (last?.version ?? 0) + 1 }, base: last ? { id: last.id, version: last.version } : null, citation }));
      }
      return made;
    },

    /** For heads: how many versions wait for them. */
    async deskLines(person: Person): Promise<DeskLine[]> {
      if (!person.roles.includes('head')) return [];
      return [{ key: 'rewardRules.desk.toApprove', args: {}, count: await store.countWaiting(person.bureau), href: '/reward-rules' }];
    },
    /** Of these files, those that an entry refers to: the sweeper of evidence asks. */
    refersTo: async (fileIds: string[]): Promise<{ fileId: string; owner: { kind: string; id: string } }[]> => (await store.ofScans(fileIds)).map(({ id, scan }) => ({ fileId: scan, owner: subjectOf(id) })),
  };
}

// Rule sets that officers enter: load, authorise, check the state, act, record.
import { done, refusalReason, refused } from '../../audit/rules.ts';
import type { Audit } from '../../audit/service.ts';
import { beijingDate } from '../../kernel/clock.ts';
import { randomId } from '../../kernel/crypto.ts';
import { Conflict, Forbidden, Invalid, NotFound, Refused } from '../../kernel/errors.ts';
import type { DeskLine } from '../../people/rules/desk.ts';
import type { Person } from '../../people/rules/person.ts';
import { isOfOther, nextVersion, obstaclesOf } from '../rules/entering.ts';
import { ENTRY_STATES, mayEnterFor, maySeeEntry, OPEN_ENTRY_STATES, performEntry, permittedEntry, placeFor } from '../rules/entry.ts';
import type { EntryAction, RuleEntry } from '../rules/entry.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { EntryDossier } from '../rules/shown-entries.ts';
import { rulesInForce, versionOf } from './in-force.ts';
import type { InForceParts } from './in-force.ts';
import { importing } from './rule-import.ts';
import type { Entered } from './rule-import.ts';
import { scans } from './scans.ts';
import type { ScanParts } from './scans.ts';

export type EnteringService = ReturnType<typeof enteringService>;
export type EnteringParts = InForceParts & {
  audit: Audit; evidence: ScanParts['evidence'];
  /** Whether a head works at the bureau of this division. */
  hasHead: (division: string) => Promise<boolean>;
};

const CLAUSE = '奖励规则须由录入人以外的负责人批准';
const within500 = (citation: string): string => citation.trim().slice(0, 500);

export function enteringService(parts: EnteringParts) {
  const { store, audit, clock, evidence, hasHead } = parts;
  const rules = rulesInForce(parts);
  const { published, everywhere, heldFor, known, file } = rules;
  const subjectOf = (id: string) => ({ kind: 'ruleEntry', id });
  const today = (): string => beijingDate(clock());

  async function load(person: Person, id: string): Promise<RuleEntry> {
    const entry = await store.find(id);
    if (!maySeeEntry(entry, person)) throw new NotFound('rule entry');
    return entry;
  }

  async function recorded<T>(act: string, person: Person, id: string, work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      await audit.record(done(`rewardRules.${act}`, person.id, person.bureau, subjectOf(id)));
      return result;
    } catch (error) {
      const reason = refusalReason(error);
      if (reason) await audit.record(refused(`rewardRules.${act}`, person.id, person.bureau, subjectOf(id), { reason }));
      throw error;
    }
  }

  /** Where an entry of this division will hold; null where nobody could approve it. */
  const approvable = async (code: string, { bureau }: Person): Promise<string | null> => placeFor(code, bureau, await hasHead(code));
  /** @throws Forbidden, Refused where nobody could approve it */
  async function holding(person: Person, code: string): Promise<string> {
    if (!mayEnterFor(code, person)) throw new Forbidden('rule entry: another place');
    const place = await approvable(code, person);
    if (place === null) throw new Refused('RULE_NO_APPROVER', CLAUSE);
    return place;
  }
  /** Where it will hold, and that this person may enter it. @throws Forbidden, Invalid, Refused where nobody could approve it */
  async function placed(person: Person, ruleSet: RuleSet): Promise<string> {
    if (ruleSet.kind === 'frame') throw new Forbidden('rule entry: a national layer');
    if (ruleSet.jurisdictionCode === null) throw new Invalid({ jurisdictionCode: { key: 'rewardRules.error.division' } });
    return holding(person, ruleSet.jurisdictionCode);
  }

  /** What an entry may say, whichever way it came. */
  async function checked(ruleSet: RuleSet, base: RuleEntry['base']): Promise<void> {
    const registry = await everywhere();
    if (base && base.id !== ruleSet.id) throw new Invalid({ content: { key: 'rewardRules.error.sameId' } });
    if (isOfOther(registry, ruleSet)) throw new Invalid({ content: { key: 'rewardRules.error.otherPlace' } });
    if (ruleSet.parentId !== null && registry.byId.get(ruleSet.parentId)?.at(-1)?.kind !== 'frame') throw new Invalid({ content: { key: 'rewardRules.error.parent' } });
  }
  async function typedNumber({ id, version }: RuleSet): Promise<void> {
    const next = nextVersion(await everywhere(), id);
    if (version !== next) throw new Invalid({ content: { key: 'rewardRules.error.nextVersion', args: { version: next } } });
  }
  /** The number is taken at the approval: until then it moves on when another place was faster. */
  const numbered = async (entry: RuleEntry): Promise<RuleEntry> => ({ ...entry, ruleSet: { ...entry.ruleSet, version: nextVersion(await everywhere(), entry.ruleSet.id) } });

  async function enter(person: Person, { kind, ruleSet, base, citation }: Entered): Promise<string> {
    const id = randomId();
    return recorded('enter', person, id, async () => {
      const place = await placed(person, ruleSet);
      await checked(ruleSet, base);
      await typedNumber(ruleSet);
      const entry: RuleEntry = { id, version: 1, kind, state: 'draft', ruleSet, base, place, bureau: person.bureau, citation: within500(citation), scan: null, events: [{ at: clock(), action: 'enter', by: person.id, reason: '' }] };
      if ((await store.add(entry)) === 'taken') throw new Refused('RULE_ENTRY_OPEN', ruleSet.title);
      return id;
    });
  }

  /** Ids of the rule sets that this bureau is entering. */
  const openIn = async (bureau: string): Promise<string[]> => (await store.inStates(OPEN_ENTRY_STATES)).filter((entry) => entry.bureau === bureau).map(({ ruleSet }) => ruleSet.id);

  /** One act of the table. `change` says what else it writes. @throws NotFound, Conflict, Forbidden, Refused, Invalid */
  const act = async (person: Person, id: string, name: EntryAction, version: number, reason: string, change: (entry: RuleEntry) => RuleEntry | Promise<RuleEntry> = (entry) => entry): Promise<RuleEntry> => {
    const entry = await load(person, id);
    return recorded(name, person, id, async () => {
      if (entry.version !== version) throw new Conflict('rule entry');
      const saved = await store.save(entry, await change(performEntry(name, entry, person, clock(), reason)));
      rules.forget();
      return saved;
    });
  };
  async function ready(entry: RuleEntry): Promise<RuleEntry> {
    await checked(entry.ruleSet, entry.base);
    const obstacles = obstaclesOf(entry, await rules.at(entry.place));
    if (obstacles.length > 0) throw new Refused('RULE_ENTRY_NOT_READY', CLAUSE, { missing: obstacles.map(({ code }) => code) });
    return numbered(entry);
  }

  return {
    today, published, everywhere, heldFor, known, file,

    /** What waits, what is being entered and what was, as far as this person has to do with it; and what may be entered. */
    async list(person: Person): Promise<{ entries: RuleEntry[]; enterable: RuleSet[] }> {
      const entries = (await store.inStates(ENTRY_STATES.toSorted((a, b) => Number(b === 'awaitingApproval') - Number(a === 'awaitingApproval')))).filter((entry) => maySeeEntry(entry, person));
      const latest = [...(await rules.seenFrom(person.bureau)).byId.values()].flatMap((versions) => versions.at(-1) ?? []);
      const mine = latest.filter(({ kind, jurisdictionCode }) => kind === 'local' && jurisdictionCode !== null && mayEnterFor(jurisdictionCode, person));
      // Nobody fills in what nobody could approve.
      const codes = [...new Set(mine.flatMap(({ jurisdictionCode }) => jurisdictionCode ?? []))];
      const places = new Map(await Promise.all(codes.map(async (code) => [code, await approvable(code, person)] as const)));
      return { entries, enterable: mine.filter(({ jurisdictionCode }) => (places.get(jurisdictionCode ?? '') ?? null) !== null) };
    },
    async find(person: Person, id: string): Promise<EntryDossier> {
      const stored = await load(person, id);
      const isOpen = OPEN_ENTRY_STATES.includes(stored.state);
      const entry = isOpen ? await numbered(stored) : stored;
      const here = await rules.at(entry.place);
      const latest = here.byId.get(entry.ruleSet.id)?.at(-1);
      return {
        entry, base: entry.base ? versionOf(await everywhere(), entry.base) : null, permitted: permittedEntry(entry, person), obstacles: isOpen ? obstaclesOf(entry, here) : [],
        newer: isOpen && latest && latest.version > (entry.base?.version ?? 0) ? latest : null, scan: entry.scan === null ? null : ((await evidence.list([entry.scan]))[0] ?? null),
      };
    },
    /** The version that an entry begins with, and the number that the next one takes. @throws NotFound, Forbidden, Refused where nobody could approve it */
    async beginning(person: Person, id: string): Promise<{ base: RuleSet; version: number }> {
      const base = versionOf(await rules.seenFrom(person.bureau), { id, version: null });
      if (!base || base.kind === 'frame') throw new NotFound('rule set');
      if (base.jurisdictionCode !== null) await holding(person, base.jurisdictionCode);
      return { base, version: nextVersion(await everywhere(), id) };
    },

    enter,
    amend: (person: Person, id: string, version: number, { ruleSet, citation }: { ruleSet: RuleSet; citation: string }) =>
      act(person, id, 'amend', version, '', async (entry) => {
        const place = await placed(person, ruleSet);
        if (ruleSet.id !== entry.ruleSet.id) throw new Invalid({ content: { key: 'rewardRules.error.sameId' } });
        await checked(ruleSet, entry.base);
        await typedNumber(ruleSet);
        return { ...entry, ruleSet, place, citation: within500(citation) };
      }),
    submit: (person: Person, id: string, version: number) => act(person, id, 'submit', version, '', ready),
    withdraw: (person: Person, id: string, version: number, reason: string) => act(person, id, 'withdraw', version, reason),
    refuse: (person: Person, id: string, version: number, reason: string) => act(person, id, 'refuse', version, reason),
    /** In force from now on for matters of its dates. Amounts already approved keep their own copy. */
    approve: (person: Person, id: string, version: number) =>
      act(person, id, 'approve', version, '', async (entry) => {
        rules.forget();
        const { ruleSet, ...rest } = await ready(entry);
        const { confirmation } = ruleSet;
        return { ...rest, ruleSet: confirmation ? { ...ruleSet, confirmation: { ...confirmation, by: entry.place, on: today() } } : ruleSet };
      }),
    ...scans({ evidence, audit, load, act }),
    ...importing({ isDemo: parts.isDemo, everywhere, placed, openIn, enter }),

    /** For heads: how many versions wait for them. */
    async deskLines(person: Person): Promise<DeskLine[]> {
      if (!person.roles.includes('head')) return [];
      return [{ key: 'rewardRules.desk.toApprove', args: {}, count: await store.countWaiting(person.bureau), href: '/reward-rules' }];
    },
    /** Of these files, those that an entry refers to: the sweeper of evidence asks. */
    refersTo: async (fileIds: string[]): Promise<{ fileId: string; owner: { kind: string; id: string } }[]> => (await store.ofScans(fileIds)).map(({ id, scan }) => ({ fileId: scan, owner: subjectOf(id) })),
  };
}

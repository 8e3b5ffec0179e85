// A version of a rule set that officers enter from the official text: one enters it with its citation and a scan, the head of the place approves it.
import { within } from '../../kernel/divisions.ts';
import { Invalid, NotNow } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { forbidden } from './actions.ts';
import type { RuleSet } from './rule-set.ts';

export const ENTRY_STATES = ['draft', 'awaitingApproval', 'inForce', 'refused', 'withdrawn'] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

/** What was done: missing figures, a confirmed draft, a whole version as text, a file from elsewhere. */
export const ENTRY_KINDS = ['figures', 'confirmation', 'version', 'import'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

type Rule = {
  from: readonly EntryState[];
  to: EntryState;
  /** Administrators of the bureau that enters; the head of the place where it is to hold. */
  by: 'administrator' | 'head';
  needs: 'reason' | null;
};

export const ENTRY_ACTIONS = {
  amend: { from: ['draft', 'refused'], to: 'draft', by: 'administrator', needs: null },
  addScan: { from: ['draft'], to: 'draft', by: 'administrator', needs: null },
  submit: { from: ['draft'], to: 'awaitingApproval', by: 'administrator', needs: null },
  withdraw: { from: ['draft', 'awaitingApproval', 'refused'], to: 'withdrawn', by: 'administrator', needs: 'reason' },
  approve: { from: ['awaitingApproval'], to: 'inForce', by: 'head', needs: null },
  refuse: { from: ['awaitingApproval'], to: 'refused', by: 'head', needs: 'reason' },
} as const satisfies Record<string, Rule>;
export type EntryAction = keyof typeof ENTRY_ACTIONS;
export const ENTRY_ACTION_NAMES = Object.keys(ENTRY_ACTIONS).filter((name): name is EntryAction => Object.hasOwn(ENTRY_ACTIONS, name));

export type EntryEvent = { at: Date; action: 'enter' | EntryAction; by: string; reason: string };

export type RuleEntry = {
  id: string;
  /** Of the record: guards each write. The version of the rule set stands in it. */
  version: number;
  kind: EntryKind;
  state: EntryState;
  /** In full: what is approved is what was seen. */
  ruleSet: RuleSet;
  /** The version that it was made from; null for a rule set that was not there. */
  base: { id: string; version: number } | null;
  /** The division in which it holds once approved, with all below it. */
  place: string;
  /** Of whoever enters it. */
  bureau: string;
  /** Name, number and article of the official text. */
  citation: string;
  scan: string | null;
  events: readonly EntryEvent[];
};

type Actor = Pick<Person, 'id' | 'bureau' | 'roles'>;

/** Everybody who had a hand in the content. */
const AUTHORING: readonly EntryEvent['action'][] = ['enter', 'amend', 'addScan', 'submit'];
export const authorsOf = ({ events }: Pick<RuleEntry, 'events'>): string[] => [...new Set(events.filter(({ action }) => AUTHORING.includes(action)).map(({ by }) => by))];

export type EntryBlock = 'role' | 'bureau' | 'separation' | 'state';

/** Why this person may not do it; undefined when he may. */
export function blockedEntry(name: EntryAction, entry: RuleEntry, person: Actor): EntryBlock | undefined {
  const action: Rule = ENTRY_ACTIONS[name];
  if (!person.roles.includes(action.by)) return 'role';
  if (person.bureau !== (action.by === 'head' ? entry.place : entry.bureau)) return 'bureau';
  if (action.by === 'head' && authorsOf(entry).includes(person.id)) return 'separation';
  return action.from.includes(entry.state) ? undefined : 'state';
}

/** What this person may do to this entry now. The page shows exactly these. */
export const permittedEntry = (entry: RuleEntry, person: Actor): EntryAction[] => ENTRY_ACTION_NAMES.filter((name) => blockedEntry(name, entry, person) === undefined);

/** The entry after the act, with the event that tells it. @throws Forbidden, NotNow, Invalid without the reason that it needs */
export function performEntry(name: EntryAction, entry: RuleEntry, person: Actor, at: Date, reason = ''): RuleEntry {
  const action: Rule = ENTRY_ACTIONS[name];
  const why = blockedEntry(name, entry, person);
  if (why === 'state') throw new NotNow(`rule entry: ${name}`, `rewardRules.state.${entry.state}`);
  if (why) throw forbidden(`rule entry: ${name}`, why);
  if (action.needs === 'reason' && reason.trim() === '') throw new Invalid({ reason: { key: 'rewards.error.required' } });
  return { ...entry, state: action.to, events: [...entry.events, { at, action: name, by: person.id, reason: reason.trim() }] };
}

/** Those who enter and approve: of the place, of the bureaus below that enter for it, and of those above that answer for it. */
export const maySeeEntry = (entry: Pick<RuleEntry, 'place' | 'bureau'>, person: Pick<Person, 'bureau' | 'roles' | 'scope'>): boolean =>
  (person.roles.includes('administrator') || person.roles.includes('head')) && (person.bureau === entry.bureau || within(entry.place, person.bureau) || within(person.scope, entry.place));

/** Bureaus in the division of the rule set enter it; a bureau above it too. */
export const mayEnterFor = (jurisdictionCode: string, person: Pick<Person, 'bureau' | 'roles'>): boolean =>
  person.roles.includes('administrator') && (within(jurisdictionCode, person.bureau) || within(person.bureau, jurisdictionCode));

/**
 * Where it will hold: the whole division of the rule set when a head there can approve it, else the bureau that enters it and those below.
 * Null where nobody could approve it.
 */
export function placeFor(jurisdictionCode: string, bureau: string, hasHead: boolean): string | null {
  if (hasHead) return jurisdictionCode;
  return within(jurisdictionCode, bureau) ? bureau : null;
}

/** Being entered or waiting: a bureau has one such entry of a rule set. */
export const OPEN_ENTRY_STATES: readonly EntryState[] = ['draft', 'awaitingApproval'];

// What an inspected body is: the record of the directory 检查对象名录库, and what may be done to it.
import { within } from '../../kernel/divisions.ts';
import { Forbidden, Invalid, NotNow } from '../../kernel/errors.ts';
import { hasRole } from '../../people/rules/person.ts';
import type { Person, Role } from '../../people/rules/person.ts';
import { plain } from './search.ts';

export const KINDS = ['medicalInstitution', 'pharmacy', 'agency'] as const;
export type Kind = (typeof KINDS)[number];
/** 一级 / 二级 / 三级 / 未定级. Only a medical institution has one. */
export const LEVELS = ['third', 'second', 'first', 'ungraded'] as const;
export type Level = (typeof LEVELS)[number];
export const OWNERSHIPS = ['public', 'nonPublic'] as const;
export type Ownership = (typeof OWNERSHIPS)[number];
/** 正常 / 中止 / 终止 of the agreement. */
export const STATUSES = ['active', 'suspended', 'ended'] as const;
export type Status = (typeof STATUSES)[number];

/** What an officer or a file says of one. Contact, phone and address are business data, and still nobody's but the bureau's. */
export type Draft = {
  kind: Kind; name: string; aliases: string[]; level: Level | null; ownership: Ownership | null; creditCode: string | null; insuranceCode: string | null;
  division: string; status: Status; contact: string; phone: string; address: string;
};
export const DRAFT_FIELDS = ['kind', 'name', 'aliases', 'level', 'ownership', 'creditCode', 'insuranceCode', 'division', 'status', 'contact', 'phone', 'address'] as const satisfies readonly (keyof Draft)[];

export type InstitutionEvent = { action: ActionName | 'import' | 'absorb' | 'release'; at: Date; by: string; text: string; detail: Record<string, string | string[]> };
export type Institution = Draft & { id: string; mergedInto: string | null; events: InstitutionEvent[]; version: number };

export const CAPS = { name: 100, aliases: 20, text: 200, events: 2000 } as const;

export const READERS = ['intake', 'administrator', 'investigator', 'legalReviewer', 'head'] as const satisfies readonly Role[];
export const KEEPERS = ['intake', 'administrator'] as const satisfies readonly Role[];

export type Action = { by: readonly Role[]; isMerged: boolean };
export const ACTIONS = {
  change: { by: KEEPERS, isMerged: false },
  merge: { by: KEEPERS, isMerged: false },
  unmerge: { by: KEEPERS, isMerged: true },
} as const satisfies Record<string, Action>;
export type ActionName = keyof typeof ACTIONS | 'add';
export type StandingAction = keyof typeof ACTIONS;

/** A bureau sees its own division and what lies under it. */
export const isVisible = (person: Pick<Person, 'bureau'>, division: string): boolean => within(person.bureau, division);
export const mayAdd = (person: Person): boolean => hasRole(person, ...KEEPERS);

/** What this person may do to this one now. The page shows exactly these. */
export const permitted = (institution: Institution, person: Person): StandingAction[] =>
  (['change', 'merge', 'unmerge'] as const).filter((name) => hasRole(person, ...ACTIONS[name].by) && ACTIONS[name].isMerged === (institution.mergedInto !== null) && isVisible(person, institution.division));

/** @throws Forbidden (not theirs), NotNow (merged away meanwhile, or not merged). */
export function require(name: StandingAction, institution: Institution, person: Person): void {
  if (!hasRole(person, ...ACTIONS[name].by)) throw new Forbidden(`institutions.${name}`);
  if (!permitted(institution, person).includes(name)) throw new NotNow(`institutions.${name}`);
}

/** What two records of the same body have alike besides a code. */
export const nameKey = ({ division, name }: Pick<Draft, 'division' | 'name'>): string => `${division} ${plain(name)}`;

const sameValue = (a: Draft[keyof Draft], b: Draft[keyof Draft]): boolean => JSON.stringify(a) === JSON.stringify(b);
/** The fields in which they differ. */
export const differences = (before: Draft, after: Draft): (keyof Draft)[] => DRAFT_FIELDS.filter((field) => !sameValue(before[field], after[field]));

type Act = { at: Date; by: string; text: string };
const withEvent = (institution: Institution, action: InstitutionEvent['action'], { at, by, text }: Act, detail: InstitutionEvent['detail'] = {}): Institution => ({
  ...institution, events: [...institution.events, { action, at, by, text, detail }],
});

export const added = (draft: Draft, id: string, action: 'add' | 'import', act: Act, detail: InstitutionEvent['detail'] = {}): Institution =>
  withEvent({ ...draft, id, mergedInto: null, events: [], version: 1 }, action, act, detail);

/** The record with what a person or a file changed in it; the event keeps what stood there before. */
export function changed(before: Institution, draft: Draft, action: 'change' | 'import', act: Act, detail: InstitutionEvent['detail'] = {}): Institution {
  const fields = differences(before, draft);
  // A former name is still how people know the place.
  const aliases = before.name === draft.name || draft.aliases.includes(before.name) ? draft.aliases : [...draft.aliases, before.name].slice(-CAPS.aliases);
  const was = Object.fromEntries(fields.map((field): [string, string | string[]] => {
    const value = before[field];
    return [`was.${field}`, Array.isArray(value) ? value : (value ?? '')];
  }));
  return withEvent({ ...before, ...draft, aliases }, action, act, { ...detail, fields, ...was });
}

/** The double points at the one that stays; that alone decides. */
export function mergedAway(double: Institution, survivor: Institution, act: Act): Institution {
  if (survivor.id === double.id || survivor.mergedInto !== null) throw new Invalid({ into: { key: 'institutions.error.into' } });
  return withEvent({ ...double, mergedInto: survivor.id }, 'merge', act, { into: survivor.id });
}
/** What the one that stays takes over: names by which people still look for it, and codes it lacked. Done again it changes nothing. */
export function absorbed(survivor: Institution, double: Institution, act: Act): Institution {
  if (lastAbout(survivor, double.id)?.action === 'absorb') return survivor;
  const known = new Set([survivor.name, ...survivor.aliases].map(plain));
  const names = [double.name, ...double.aliases].filter((name) => !known.has(plain(name)));
  const creditCode = survivor.creditCode ?? double.creditCode;
  const insuranceCode = survivor.insuranceCode ?? double.insuranceCode;
  const taken = [...(survivor.creditCode === creditCode ? [] : ['creditCode']), ...(survivor.insuranceCode === insuranceCode ? [] : ['insuranceCode'])];
  return withEvent({ ...survivor, aliases: [...survivor.aliases, ...names].slice(0, CAPS.aliases), creditCode, insuranceCode }, 'absorb', act, { double: double.id, names, taken });
}

export const separated = (double: Institution, act: Act): Institution => withEvent({ ...double, mergedInto: null }, 'unmerge', act, { from: double.mergedInto ?? '' });
/** Gives back exactly what was taken over, where nobody has changed it since. */
export function released(survivor: Institution, double: Institution, act: Act): Institution {
  const last = lastAbout(survivor, double.id);
  if (last?.action !== 'absorb') return survivor;
  const names = [last.detail['names'] ?? []].flat();
  const taken = [last.detail['taken'] ?? []].flat();
  const back = (field: 'creditCode' | 'insuranceCode'): string | null => (taken.includes(field) && survivor[field] === double[field] ? null : survivor[field]);
  return withEvent({
    ...survivor, aliases: survivor.aliases.filter((name) => !names.includes(name)), creditCode: back('creditCode'), insuranceCode: back('insuranceCode'),
  }, 'release', act, { double: double.id });
}

const lastAbout = (survivor: Institution, doubleId: string): InstitutionEvent | undefined => survivor.events.findLast((event) => event.detail['double'] === doubleId);

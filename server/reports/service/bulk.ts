// The same act for many reports: each is an act of its own, with its own record and letter.
import { done } from '../../audit/rules.ts';
import { randomId } from '../../kernel/crypto.ts';
import type { Sealed } from '../../kernel/crypto.ts';
import { Conflict, Forbidden, Invalid, NotFound, NotNow, Refused, orNull } from '../../kernel/errors.ts';
import { hasRole } from '../../people/rules/person.ts';
import type { Person } from '../../people/rules/person.ts';
import { UNDER_INVESTIGATION, nonAcceptanceGrounds } from '../rules/grounds.ts';
import type { Ground } from '../rules/grounds.ts';
import { registerNumber } from '../rules/report.ts';
import type { Report } from '../rules/report.ts';
import type { ReportLine } from '../store.ts';
import type { Tag } from '../store/tags.ts';
import type { Acting, ReportsParts } from './parts.ts';
import { mayBulk, scopeOf } from './tags.ts';

/** What can be done to many at once. `into`: the earlier report, for the ground that it is under investigation. */
export type BulkAct = { act: 'accept' } | { act: 'notAccept'; ground: string; text: string; into?: string } | { act: 'tag'; tag: string } | { act: 'untag'; tag: string };
export type Picked = { id: string; version: number };
/** `left`: changed meanwhile, touched by somebody or past the act. `later`: of a whole group, what a job goes on with. */
export type BulkDone = { done: number; left: number; later: number; refused: RefusedOne[] };
/** A group as it stood when the act on it was asked for: who joined after the last key is not meant. */
type Whole = { group: string; upTo: string | null };
/** One that the person may know of and that was not done: why, as a key of the catalogue. */
export type RefusedOne = Picked & { register: string; why: string };

export const BULK = 'reports.bulk';
const AT_ONCE = 40;
const isSealed = (value: unknown): value is Sealed => typeof value === 'object' && value !== null && 'wrapped' in value && 'data' in value;
/** The act where an earlier report is named, and what follows for that one. */
type Joined = {
  notAcceptOneOfMany: (person: Person, id: string, version: number, input: { ground: string; text: string; into: string }) => Promise<Report>;
  settleMany: (into: string, ids: readonly string[]) => Promise<void>;
};
const reasonOf = (error: unknown): string => {
  if (error instanceof Refused) return `reports.desk.block.${error.reason}`;
  if (error instanceof Invalid) return Object.values(error.fields)[0]?.key ?? 'common.error.invalid';
  return error instanceof NotNow ? 'desk.notAccept.stage' : 'desk.notAccept.changed';
};

export function bulk({ store, people, audit, crypto, jobs }: ReportsParts, { act, load, settingOf }: Acting, { notAcceptOneOfMany, settleMany }: Joined) {
  async function tagOf(bureau: string, id: string): Promise<Tag> {
    const tag = (await store.tags(bureau)).find((each) => each.id === id && each.isActive);
    if (!tag) throw new Invalid({ tag: { key: 'common.error.choose' } });
    return tag;
  }

  async function tagOne(person: Person, id: string, tag: string, isOn: boolean): Promise<boolean> {
    const isSet = await store.setTag(scopeOf(person), id, tag, isOn);
    if (isSet) await audit.record(done(isOn ? 'reports.tag' : 'reports.untag', person.id, person.bureau, { kind: 'report', id }, { tag }));
    return isSet;
  }

  async function acted(person: Person, { id, version }: Picked, what: Exclude<BulkAct, { tag: string }>): Promise<unknown> {
    if (what.act === 'accept') return act('accept', person, id, version, () => ({ text: '' }));
    const { into } = what;
    return into ? notAcceptOneOfMany(person, id, version, { ...what, into }) : act('notAccept', person, id, version, () => ({ ground: what.ground, text: what.text }));
  }

  /** True, or why not; null where the person may not even know of it. */
  async function one(person: Person, pick: Picked, what: BulkAct): Promise<true | RefusedOne | null> {
    if (what.act === 'tag' || what.act === 'untag') return (await tagOne(person, pick.id, what.tag, what.act === 'tag')) || null;
    try {
      await acted(person, pick, what);
      return true;
    } catch (error) {
      const isExpected = error instanceof Conflict || error instanceof NotFound || error instanceof Refused || error instanceof Forbidden || error instanceof Invalid;
      if (!isExpected) throw error;
      const report = error instanceof NotFound ? null : await orNull(load(person, pick.id));
      return report && { ...pick, register: registerNumber(report), why: reasonOf(error) };
    }
  }

  async function each(person: Person, picks: readonly Picked[], what: BulkAct): Promise<BulkDone> {
    let n = 0;
    const refused: RefusedOne[] = [];
    for (const pick of picks) {
      const outcome = await one(person, pick, what);
      if (outcome === true) n += 1;
      else if (outcome !== null) refused.push(outcome);
    }
    if (what.act === 'notAccept' && what.into) await settleMany(what.into, picks.map(({ id }) => id));
    return { done: n, left: picks.length - n, later: 0, refused };
  }

  /** Of a group from a place in its order on; tags do not take a report out of it, so the order leads through. */
  const groupPage = (person: Person, { group, upTo }: Whole, after: string | null): Promise<{ lines: ReportLine[]; next: string | null }> => store.inbox({ scope: scopeOf(person), view: 'flood', after, upTo, group });

  async function through(person: Person, whole: Whole, what: BulkAct, most: number, from: string | null): Promise<BulkDone & { next: string | null }> {
    const total: BulkDone = { done: 0, left: 0, later: 0, refused: [] };
    let after = from;
    do {
      const { lines, next } = await groupPage(person, whole, after);
      // News of the reporter takes a report out of its group by itself; what is here was said once and never touched.
      const some = await each(person, lines, what);
      total.done += some.done;
      total.left += some.left;
      total.refused.push(...some.refused);
      after = next;
    } while (after !== null && total.done + total.left < most);
    return { ...total, next: after };
  }

  type Kept = Whole & { person: string; what: BulkAct; after: string | null };
  /** The explanation of a ground is content: the job's row holds it sealed. */
  const later = (key: string, kept: Kept): Promise<void> => jobs.queue(BULK, key, { sealed: crypto.seal('content', `bulk/${key}`, kept) });
  /** Each slice is a job of its own, so that other work of the process has its turn between them; the same one when it is repeated. */
  const keyAfter = (key: string, [first = '', n = '0'] = key.split('/')): string => `${first}/${Number(n) + 1}`;
  jobs.handle(BULK, async (key, payload) => {
    const { sealed } = payload;
    if (!isSealed(sealed)) return;
    const kept = crypto.open<Kept>('content', `bulk/${key}`, sealed);
    const person = await people.find(kept.person);
    if (!person || !mayBulk(person)) return;
    const { next } = await through(person, kept, kept.what, AT_ONCE, kept.after);
    if (next !== null) await later(keyAfter(key), { ...kept, after: next });
  });

  async function checked(person: Person, what: BulkAct): Promise<BulkAct> {
    if (!mayBulk(person) || (what.act !== 'tag' && what.act !== 'untag' && !hasRole(person, 'intake'))) throw new Forbidden('reports.bulk');
    if (what.act === 'tag' || what.act === 'untag') await tagOf(person.bureau, what.tag);
    if (what.act !== 'notAccept') return what;
    const { today } = await settingOf(person.bureau);
    const isKnown = nonAcceptanceGrounds(today).some(({ code }) => code === what.ground);
    if (!isKnown) throw new Invalid({ ground: { key: 'common.error.choose' } });
    if (what.text.trim() === '') throw new Invalid({ text: { key: 'common.error.required' } });
    if (what.ground !== UNDER_INVESTIGATION) return { act: what.act, ground: what.ground, text: what.text };
    // One that nobody can read, or none: asked before the first is done.
    if (!what.into || (await orNull(load(person, what.into))) === null) throw new Invalid({ into: { key: 'moves.error.earlierNeeded' } });
    return what;
  }

  return {
    /** @throws Forbidden, Invalid (pick, ground, text, tag) */
    async actOnMany(person: Person, picks: readonly Picked[], what: BulkAct): Promise<BulkDone> {
      if (picks.length === 0) throw new Invalid({ pick: { key: 'reports.desk.error.pick' } });
      return each(person, picks, await checked(person, what));
    },
    /** A whole group of much the same reports: the first at once, the rest by a job that also survives a restart. @throws Forbidden, Invalid */
    async actOnGroup(person: Person, group: string, what: BulkAct): Promise<BulkDone> {
      const sure = await checked(person, what);
      const whole = { group, upTo: await store.lastOfGroup(scopeOf(person), group) };
      if (sure.act === 'accept' || sure.act === 'notAccept') await store.closeFlood(person.bureau, group);
      const { next, ...first } = await through(person, whole, sure, AT_ONCE, null);
      if (next === null) return first;
      await later(randomId(), { ...whole, person: person.id, what, after: next });
      return { ...first, later: (await store.counts(person.bureau)).get(person.bureau)?.floods.get(group) ?? 0 };
    },
    grounds: async (person: Person): Promise<Ground[]> => nonAcceptanceGrounds((await settingOf(person.bureau)).today),

    /** What to read after this one: the next in the order of due dates that waits for the person; null where nothing does. */
    async nextAfter(person: Person, id: string): Promise<{ id: string; targetName: string } | null> {
      const scope = scopeOf(person);
      return store.nextTo(scope, hasRole(person, 'intake') ? ['fresh'] : ['fresh', 'verifying'], id);
    },
  };
}

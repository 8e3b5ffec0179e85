// Writing the directory by hand: add, change, merge a double, take the merge back.
import { done } from '../../audit/rules.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { absorbed, added, changed, isVisible, mayAdd, mergedAway, nameKey, released, require, separated } from '../rules/institution.ts';
import type { Draft, Institution, StandingAction } from '../rules/institution.ts';
import { institutionId } from './parts.ts';
import type { InstitutionsParts, Shared } from './parts.ts';

const MERGE_JOB = 'institutions.merge';

export function keeping({ store, audit, clock, jobs }: InstitutionsParts, { load, soundsOf, twinsOf, attempt }: Shared, publish: (divisions: readonly string[]) => Promise<void>) {
  const inPlace = (person: Person, division: string): void => {
    if (!isVisible(person, division)) throw new Invalid({ division: { key: 'institutions.fault.outside' } });
  };
  const written = async (person: Person, act: string, institution: Institution): Promise<void> => {
    await audit.record(done(`institutions.${act}`, person.id, person.bureau, { kind: 'institution', id: institution.id }));
    await publish([institution.division]);
  };
  /** Whether a record and the others like it should be looked at as doubles. */
  async function remark(institution: Institution): Promise<void> {
    const twins = await twinsOf(institution, nameKey(institution));
    await store.markDoubtful([institution.id, ...twins.map(({ id }) => id)], twins.length > 0);
  }
  const save = async (institution: Institution): Promise<void> => store.save(institution, await soundsOf(institution), await store.isDoubtful(institution.id));

  async function fresh(person: Person, id: string, version: number, act: StandingAction): Promise<Institution> {
    const institution = await load(person, id);
    require(act, institution, person);
    if (institution.version !== version) throw new Conflict('institution');
    return institution;
  }

  /** The second half of a merge or of its undoing, on the record that stays. Done again it changes nothing. */
  async function settle(doubleId: string): Promise<void> {
    const double = await store.find(doubleId);
    const last = double.events.findLast(({ action }) => action === 'merge' || action === 'unmerge');
    const survivorId = double.mergedInto ?? [last?.detail['from'] ?? []].flat()[0];
    if (!last || survivorId === undefined) return;
    const survivor = await store.find(survivorId);
    const act = { at: last.at, by: last.by, text: last.text };
    const after = double.mergedInto === null ? released(survivor, double, act) : absorbed(survivor, double, act);
    if (after !== survivor) await save(after);
    await remark(await store.find(survivorId));
    if (double.mergedInto === null) await remark(double);
  }
  jobs.handle(MERGE_JOB, (_key, payload) => settle(String(payload['double'])));

  /** The intent is queued first: whatever breaks between the two writes, the job finds what the first one decided. */
  async function inTwo(double: Institution, first: () => Promise<void>): Promise<void> {
    const key = `${double.id}/${double.version}`;
    await jobs.queue(MERGE_JOB, key, { double: double.id });
    await first();
    await settle(double.id);
    await jobs.finish(MERGE_JOB, key);
  }

  return {
    add: (person: Person, draft: Draft): Promise<string> => attempt(person, 'add', null, async () => {
      if (!mayAdd(person)) throw new Forbidden('institutions.add');
      inPlace(person, draft.division);
      const institution = added(draft, institutionId(clock()), 'add', { at: clock(), by: person.id, text: '' });
      await store.addMany([{ institution, sounds: await soundsOf(institution), isDoubtful: false }]);
      await remark(institution);
      await written(person, 'add', institution);
      return institution.id;
    }),
    change: (person: Person, id: string, version: number, draft: Draft, text: string): Promise<void> => attempt(person, 'change', id, async () => {
      const before = await fresh(person, id, version, 'change');
      inPlace(person, draft.division);
      const after = changed(before, draft, 'change', { at: clock(), by: person.id, text });
      const former = await twinsOf(before, nameKey(before));
      await save(after);
      for (const each of [after, ...former]) await remark(each);
      await written(person, 'change', after);
      if (before.division !== after.division) await publish([before.division]);
    }),
    /** `into` stays. @throws Invalid (into), Conflict, Forbidden */
    merge: (person: Person, id: string, version: number, { into, text }: { into: string; text: string }): Promise<string> => attempt(person, 'merge', id, async () => {
      const double = await fresh(person, id, version, 'merge');
      const survivor = await load(person, into).catch((error: unknown) => {
        if (error instanceof NotFound) throw new Invalid({ into: { key: 'institutions.error.into' } });
        throw error;
      });
      const after = mergedAway(double, survivor, { at: clock(), by: person.id, text });
      await inTwo(double, () => save(after));
      await written(person, 'merge', after);
      return survivor.id;
    }),
    /** Takes a merge back: the record stands for itself again, and what the other took over from it goes back. */
    unmerge: (person: Person, id: string, version: number, text: string): Promise<void> => attempt(person, 'unmerge', id, async () => {
      const double = await fresh(person, id, version, 'unmerge');
      const after = separated(double, { at: clock(), by: person.id, text });
      await inTwo(double, () => save(after));
      await written(person, 'unmerge', after);
    }),
  };
}

// Cases as others see them: lists, the desk, and facts for later features.
import { beijingDate } from '../../kernel/clock.ts';
import { NotFound, orNull } from '../../kernel/errors.ts';
import type { Calendar } from '../../kernel/workdays.ts';
import { knownParameter } from '../../law/rules/parameters.ts';
import type { DueItem } from '../../law/rules/clocks/board.ts';
import type { DeskLine } from '../../people/rules/desk.ts';
import { isInScope } from '../../people/rules/person.ts';
import type { Person } from '../../people/rules/person.ts';
import { isRecused } from '../rules/case.ts';
import { factsOf } from '../rules/facts.ts';
import type { CaseFacts } from '../rules/facts.ts';
import { GROUPS, reachOf } from '../rules/listing.ts';
import type { CaseClockLine, CaseFilter, CaseLine } from '../store.ts';
import type { CasesParts, Loading } from './parts.ts';

export function looking({ store, clock, people, law, documents }: CasesParts, { situationOf }: Loading) {
  documents.guard('case', async (person, id) => {
    const reach = reachOf(person);
    const kase = await orNull(reach ? store.find(id, reach) : store.findById(id));
    if (reach) return kase !== null;
    return kase !== null && !isRecused(kase, person.id);
  });

  return {
    /** One page by due date, for those who handle, review or decide cases; everybody else finds none. */
    async list(person: Person, filter: CaseFilter, after: string | null): Promise<{ lines: CaseLine[]; next: string | null; counts: Record<string, number> }> {
      const reach = reachOf(person);
      if (!reach) return { lines: [], next: null, counts: {} };
      const [page, counts] = await Promise.all([store.list(reach, filter, after), store.counts(reach, GROUPS)]);
      return { ...page, counts };
    },

    /** What waits for this person on his desk: cases of the groups in which his role has the next word. Counts only. */
    async deskLines(person: Person): Promise<DeskLine[]> {
      const reach = reachOf(person);
      if (!reach) return [];
      const counts = await store.counts(reach, GROUPS);
      const groups = GROUPS.filter((group) => group !== 'done' && (counts[group] ?? 0) > 0);
      return groups.map((group) => ({ key: `cases.desk.${group}`, args: {}, count: counts[group] ?? 0, href: `/cases?group=${group}` }));
    },

    /** Clocks and states, never content, of the bureaus below the person's scope. */
    async clocksBelow(person: Person): Promise<CaseClockLine[]> {
      if (!person.roles.includes('head')) return [];
      const below = (await people.listBureaus()).filter((bureau) => bureau.code !== person.bureau && isInScope(person, bureau.code));
      return below.length === 0 ? [] : store.clocksOf(below.map((bureau) => bureau.code));
    },

    /** Running clocks of these bureaus, counted. */
    clockCounts: store.clockCounts,
    /** How many cases within reach are against one of these institutions; null for who handles none. */
    async countAbout(person: Person, institutionIds: readonly string[]): Promise<number | null> {
      const reach = reachOf(person);
      return reach ? store.countAbout(reach, institutionIds) : null;
    },
    /** What is due for this person; case numbers and codes, no content. */
    async dueItems(person: Person): Promise<DueItem[]> {
      const reach = reachOf(person);
      return reach ? store.dueItems(reach) : [];
    },

    /** Decided cases of a bureau whose facts were established: what may become a typical case. */
    established: store.established,
    /** Of a Beijing year and all bureaus, for the public figures. */
    figures: store.figuresOf,

    /** The cases from which the person had to withdraw, for the filter of a later feature's lists. */
    recusedFrom: store.recusedFrom,
    /** Whether the person had to withdraw from the case: what later features make of it does not exist for him either. */
    isRecused: async (caseId: string, personId: string): Promise<boolean> => isRecused(await store.findById(caseId), personId),

    /** Facts of a decided case for rewards and notices, which authorise themselves. @throws NotFound before a decision. */
    async decided(caseId: string): Promise<CaseFacts> {
      const kase = await store.findById(caseId);
      const [actor] = await people.colleagues(kase.bureau);
      if (!actor) throw new NotFound('bureau');
      const facts = factsOf(kase, await situationOf(actor, kase));
      if (!facts) throw new NotFound('decision');
      return facts;
    },

    /** The evidence list of a case, for a reward, which authorises itself. @throws NotFound */
    evidenceOf: async (caseId: string): Promise<{ id: string; no: number; name: string; obtainedOn: string; fileIds: string[] }[]> =>
      (await store.findById(caseId)).evidence.map(({ id, no, name, obtainedOn, fileIds }) => ({ id, no, name, obtainedOn, fileIds })),

    /** What a list needs to say how near a due date is. */
    async standing(person: Person): Promise<{ today: string; calendar: Calendar; warnAt: number }> {
      const today = beijingDate(clock());
      const warn = knownParameter('CLOCK_WARN', person.bureau, today, await law.overlay(person.bureau));
      return { today, calendar: await law.calendar(person.bureau), warnAt: Number(warn?.value ?? 0) };
    },
    /** Of these files, those that a case refers to: the sweeper of evidence asks. */
    refersTo: async (fileIds: string[]): Promise<{ fileId: string; owner: { kind: string; id: string } }[]> =>
      (await store.ownersOf(fileIds)).map(({ fileId, caseId }) => ({ fileId, owner: { kind: 'case', id: caseId } })),
  };
}

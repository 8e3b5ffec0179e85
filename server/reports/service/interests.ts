// Declared interests: whoever has one in an institution never sees its reports, those that are there and those that come.
import { done, refused } from '../../audit/rules.ts';
import { randomId } from '../../kernel/crypto.ts';
import { within } from '../../kernel/divisions.ts';
import { Forbidden, Invalid, NotFound, SamePerson } from '../../kernel/errors.ts';
import { hasRole } from '../../people/rules/person.ts';
import type { Person } from '../../people/rules/person.ts';
import { coreName, nameKeys } from '../rules/duplicates.ts';
import { bureausOf, concerns, concernedBy, withoutInterested } from '../rules/interests.ts';
import type { Concern, Interest } from '../rules/interests.ts';
import type { Report } from '../rules/report.ts';
import type { Acting, ReportsParts } from './parts.ts';

export type Declaration = { person: string; institutionId: string; name: string; text: string };
export type DeclaredInterests = { interests: Interest[]; people: { id: string; name: string }[]; names: Map<string, string>; isHead: boolean };
/** A later feature hides its own matters too. */
export type InterestHandler = (interest: Interest) => Promise<void>;

export const INTEREST = 'reports.interest';
/** What interests mean changed with the directory. */
export const MEANING = 'reports.interests';
const LATER = 60_000;
/** Handles matters, so an interest of his matters. */
const HANDLES = ['intake', 'investigator', 'head', 'legalReviewer', 'rewardOfficer', 'publisher'] as const;

export function interestsSide({ store, people, institutions, audit, jobs, clock }: ReportsParts, { change, settingOf }: Acting) {
  const handlers: InterestHandler[] = [];

  async function hide(id: string, interest: Interest): Promise<void> {
    await change(id, (report, { today }) => {
      if (!bureausOf(report).includes(interest.bureau) || !concerns(interest, { institutionId: report.institutionId, targetName: report.content.targetName })) return null;
      const hidden: Report = withoutInterested(report, [interest]);
      if (hidden === report) return null;
      // The record is read in the bureau that has it; who is close to whom elsewhere is nobody's business there.
      return report.bureau === interest.bureau ? { ...hidden, events: [...report.events, { action: 'exclude', on: today, at: null, by: interest.person, text: null, detail: {} }] } : hidden;
    });
  }

  async function hideAmong(interest: Interest, pageOf: (after: string) => Promise<{ reports: Report[]; next: string | null }>): Promise<void> {
    for (let after: string | null = ''; after !== null; ) {
      const { reports, next }: { reports: Report[]; next: string | null } = await pageOf(after);
      for (const { id } of reports.filter(({ content, institutionId }) => concerns(interest, { institutionId, targetName: content.targetName }))) await hide(id, interest);
      after = next;
    }
  }

  /** First what is found by its key, so that it is gone when the page answers; then everything, for names that are only near. May be repeated. */
  async function apply(interest: Interest, isWhole: boolean): Promise<void> {
    const { ids: records, names } = interest.meant ?? { ids: [], names: [] };
    const cores = new Set([interest.name, ...names].flatMap((name) => nameKeys(coreName(name))));
    const institutionIds = new Set([...(interest.institutionId === null ? [] : [interest.institutionId]), ...records]);
    const asked = [...[...cores].map((core) => ({ institutionId: null, core })), ...[...institutionIds].map((institutionId) => ({ institutionId, core: '' }))];
    const ids = (await Promise.all(asked.map((about) => store.idsAbout(interest.bureau, about)))).flat();
    for (const id of new Set(ids)) await hide(id, interest);
    await hideAmong(interest, (after) => store.movedPageOf(interest.bureau, 'to', after));
    if (isWhole) for (const pageOf of [store.pageOf, (bureau: string, after: string) => store.movedPageOf(bureau, 'by', after)]) await hideAmong(interest, (after) => pageOf(interest.bureau, after));
    for (const handler of handlers) await handler(interest);
    await store.noteMeaning(interest);
  }

  /** Interests that mean more than before: at once what is found by its key, the rest by the job of each. */
  async function applyChanged(isAsked: (bureau: string) => boolean): Promise<void> {
    for (const interest of await store.changedInterests(isAsked)) {
      await later(interest.id);
      await apply(interest, false);
    }
  }
  // A merge of doubles, another name: waiting for it is only who works in the place itself.
  institutions.onChange(async (divisions) => {
    store.forgetMeanings();
    await jobs.queue(MEANING, String(minute()), {}, new Date(clock().getTime() + LATER));
    await applyChanged((bureau) => divisions.some((division) => within(bureau, division) || within(division, bureau)));
  });
  jobs.handle(MEANING, () => applyChanged(() => true));

  /** A job a minute at most for each: what was done once is not done again under the same key. */
  const minute = (): number => Math.floor(clock().getTime() / LATER);
  const later = (interest: string): Promise<void> => jobs.queue(INTEREST, `${interest}/${minute()}`, { interest }, new Date(clock().getTime() + LATER));
  jobs.handle(INTEREST, async (key, payload) => {
    const interest = await store.findInterest(String(payload['interest'] ?? key));
    if (interest && interest.endedOn === null) await apply(await store.inFull(interest), true);
  });

  return {
    onInterest(handler: InterestHandler): void {
      handlers.push(handler);
    },
    /** Who of a bureau may not know of a matter about this institution or name. */
    concerned: async (bureau: string, concern: Concern): Promise<string[]> => concernedBy(await store.runningInterests(bureau), concern),

    /** One's own; a head sees and enters those of the bureau. */
    async declared(person: Person): Promise<DeclaredInterests> {
      const isHead = hasRole(person, 'head');
      const all = await store.interestsOf(person.bureau);
      const interests = all.filter((each) => isHead || each.person === person.id);
      const colleagues = isHead ? (await people.colleagues(person.bureau)).filter((each) => hasRole(each, ...HANDLES)) : [];
      return { interests, isHead, people: colleagues.map(({ id, name }) => ({ id, name })), names: await people.names(interests.flatMap(({ person: whose, by }) => [whose, by])) };
    },

    /** @throws Invalid without a name or for somebody who is not of the bureau, Forbidden for another person without being the head */
    async declare(person: Person, { person: whose, institutionId, name, text }: Declaration): Promise<void> {
      const target = whose === '' ? person.id : whose;
      if (target !== person.id && !hasRole(person, 'head')) {
        await audit.record(refused('reports.declareInterest', person.id, person.bureau, { kind: 'account', id: target }));
        throw new Forbidden('reports.declareInterest');
      }
      if (target !== person.id && !(await people.colleagues(person.bureau)).some(({ id }) => id === target)) throw new Invalid({ person: { key: 'moves.error.person' } });
      if (coreName(name).length < 2 && institutionId === '') throw new Invalid({ name: { key: 'moves.error.interest' } });
      const { today } = await settingOf(person.bureau);
      const interest: Interest = { id: randomId(), person: target, bureau: person.bureau, institutionId: institutionId === '' ? null : institutionId, name, reason: text, on: today, by: person.id, endedOn: null };
      // What comes in while this is being written is met once more a little later.
      await later(interest.id);
      await store.addInterest(interest);
      await apply(await store.inFull(interest), false);
      await audit.record(done('reports.declareInterest', person.id, person.bureau, { kind: 'account', id: target }));
    },

    /** For what comes later; what is hidden stays hidden. @throws NotFound outside the bureau, Forbidden: nobody ends his own */
    async endInterest(person: Person, id: string): Promise<void> {
      const interest = await store.findInterest(id);
      if (!interest || interest.bureau !== person.bureau || (interest.person !== person.id && !hasRole(person, 'head'))) throw new NotFound('interest');
      if (!hasRole(person, 'head')) throw new Forbidden('reports.endInterest');
      if (interest.person === person.id) {
        await audit.record(refused('reports.endInterest', person.id, person.bureau, { kind: 'account', id: person.id }, { reason: 'samePerson' }));
        throw new SamePerson('reports.endInterest', 'self');
      }
      const { today } = await settingOf(person.bureau);
      await store.endInterest(interest, today);
      await audit.record(done('reports.endInterest', person.id, person.bureau, { kind: 'account', id: interest.person }));
    },
  };
}

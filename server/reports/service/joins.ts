// Several reports, one matter, and back. The act itself is one write; what it means for the other report follows right after it, and by job until it is done.
import { randomId } from '../../kernel/crypto.ts';
import { Conflict, Invalid } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { readingScope } from '../rules/access.ts';
import type { ActionName } from '../rules/actions.ts';
import { isAlive, isOlder, reportOfPart } from '../rules/acts/joins.ts';
import type { JoinInputs } from '../rules/acts/joins.ts';
import { likenessTo } from '../rules/duplicates.ts';
import type { Likeness, Likened } from '../rules/duplicates.ts';
import { dueOfReport } from '../rules/perform.ts';
import type { Inputs } from '../rules/perform.ts';
import type { Report, ReportEvent } from '../rules/report.ts';
import { leadIdOf, tiesOf } from '../rules/ties.ts';
import type { Resembling } from '../store/ties.ts';
import type { Acting, ReportsParts } from './parts.ts';

export type Candidate = { report: Resembling; likeness: Likeness; mayMerge: boolean; mayRepeat: boolean };
export type Relation = 'merged' | 'repeated' | 'rejoined' | 'earlier' | 'lead' | 'part' | 'whole';
/** What a report page shows around it: other reports of the matter, and what seems to be one. */
export type Around = { related: { report: Report; relation: Relation }[]; alike: Candidate[]; bureaus: Map<string, string>; group: string | null };

export const JOIN = 'reports.join';
export const SPLIT = 'reports.split';
const MOST_ALIKE = 5;
/** The job waits so long, so that the act itself comes first. */
const AFTER = 30_000;

const likened = ({ content: { targetName, narrative }, division, institutionId, targetKind, categories, from, to, receivedOn }: Resembling): Likened =>
  ({ division, institutionId, targetKind, categories, from, to, receivedOn, targetName, narrative });

export function joining({ store, people, jobs, clock, log }: ReportsParts, { load, act, change, followThese, settingOf }: Acting) {
  const soon = (): Date => new Date(clock().getTime() + AFTER);

  /** The other report's own record: what came to it or left it, in one line for all of them. Once, however often it is said. */
  async function note(otherId: string, action: 'joined' | 'parted' | 'rejoined', numbers: readonly string[]): Promise<void> {
    await change(otherId, (other, { today }) => {
      const isNew = (number: string): boolean => {
        const last = other.events.findLast((event) => ['joined', 'parted', 'rejoined'].includes(event.action) && [event.detail['from'] ?? []].flat().includes(number));
        return last?.action !== action && !(last === undefined && action === 'parted');
      };
      const [first, ...rest] = numbers.filter(isNew);
      if (first === undefined) return null;
      const event: ReportEvent = { action, on: today, at: null, by: 'system', text: null, detail: { from: rest.length === 0 ? first : [first, ...rest] } };
      return { ...other, hasNews: action === 'joined' ? true : other.hasNews, events: [...other.events, event] };
    });
  }

  async function settleJoin(id: string): Promise<void> {
    const report = await store.find(id);
    const lead = leadIdOf(report);
    const left = report.events.findLast(({ action }) => action === 'unmerge')?.detail['lead'];
    if (lead === null) {
      if (typeof left === 'string') await note(left, 'parted', [report.number]);
      return;
    }
    await note(lead, tiesOf(report).mergedAs === 'rejoined' ? 'rejoined' : 'joined', [report.number]);
    await followThese(lead, [report]);
  }

  async function settleParts(id: string): Promise<void> {
    const parent = await store.find(id);
    const setting = await settingOf(parent.bureau);
    for (const part of tiesOf(parent).parts) {
      const report = reportOfPart(parent, part);
      await store.addPart(report, dueOfReport(report, setting));
    }
  }

  jobs.handle(JOIN, settleJoin);
  jobs.handle(SPLIT, settleParts);

  async function joinAct<Name extends ActionName>(name: Name, person: Person, id: string, version: number, input: (report: Report) => Inputs[Name] | Promise<Inputs[Name]>, then = JOIN): Promise<Report> {
    await jobs.queue(then, id, {}, soon());
    const saved = await act(name, person, id, version, input);
    try {
      await (then === JOIN ? settleJoin : settleParts)(id);
      await jobs.finish(then, id);
    } catch (error) {
      if (!(error instanceof Conflict)) log.error(error instanceof Error ? error : new Error('reports.join'));
    }
    return saved;
  }

  /** Of many that name one earlier report: its record grows by one line and not by one for each. */
  async function settleMany(into: string, ids: readonly string[]): Promise<void> {
    try {
      const joined = (await Promise.all(ids.map((id) => store.find(id)))).filter((report) => leadIdOf(report) === into);
      await note(into, 'joined', joined.map(({ number }) => number));
      await followThese(into, joined);
      for (const { id } of joined) await jobs.finish(JOIN, id);
    } catch (error) {
      if (!(error instanceof Conflict)) log.error(error instanceof Error ? error : new Error('reports.join'));
    }
  }

  async function chosen(person: Person, into: string): Promise<Report> {
    if (into === '') throw new Invalid({ into: { key: 'common.error.choose' } });
    return load(person, into);
  }

  return {
    /** `into` is the id of an older report of the same bureau. */
    merge: (person: Person, id: string, version: number, input: { into: string; text: string }) =>
      joinAct('merge', person, id, version, async () => ({ into: await chosen(person, input.into), text: input.text })),
    repeat: (person: Person, id: string, version: number, input: { into: string; text: string }) =>
      joinAct('repeat', person, id, version, async () => ({ into: await chosen(person, input.into), text: input.text })),
    unmerge: (person: Person, id: string, version: number, text: string) => joinAct('unmerge', person, id, version, () => ({ text })),
    /** `into`: the earlier report, which the ground of an investigation that runs already names; '' otherwise. */
    notAccept: (person: Person, id: string, version: number, input: { ground: string; text: string; into?: string }) =>
      joinAct('notAccept', person, id, version, async () => ({ ground: input.ground, text: input.text, earlier: input.into ? await load(person, input.into) : null })),
    /** The same for one of many: what it means for the earlier one follows with `settleMany`, or by the job. */
    async notAcceptOneOfMany(person: Person, id: string, version: number, input: { ground: string; text: string; into: string }): Promise<Report> {
      await jobs.queue(JOIN, id, {}, soon());
      return act('notAccept', person, id, version, async () => ({ ground: input.ground, text: input.text, earlier: await load(person, input.into) }));
    },
    settleMany,
    split: (person: Person, id: string, version: number, input: Omit<JoinInputs['split'], 'id'>) => joinAct('split', person, id, version, () => ({ ...input, id: randomId() }), SPLIT),
    unsplit: (person: Person, id: string, version: number, text: string) => joinAct('unsplit', person, id, version, () => ({ text })),

    /** Other reports of the matter, and candidates for it; nothing that is hidden from the person. The caller has loaded the report. */
    async around(person: Person, report: Report): Promise<Around> {
      const { splitFrom, parts } = tiesOf(report);
      const who = { bureau: person.bureau, person: person.id };
      const lead = leadIdOf(report);
      const ids = [...(lead === null ? [] : [lead]), ...(splitFrom ? [splitFrom.id] : []), ...parts.map(({ id }) => id)];
      const scope = readingScope(person);
      const [linked, followers, alike, bureaus, group] = await Promise.all([
        store.among(ids, who), store.followers(report.id), store.likeTo(report, person.id), people.listBureaus(), scope && store.groupOf(scope, report.id),
      ]);
      // What the link would answer with 404 is not named here either.
      const mayRead = ({ bureau, recused, assigned }: Resembling): boolean =>
        scope !== null && bureau === scope.bureau && !recused.includes(person.id) && (!scope.isOnlyAssigned || assigned.includes(person.id));
      const shown = followers.filter(mayRead);
      const relationOf = (other: Report): Relation => {
        if (parts.some(({ id }) => id === other.id)) return 'part';
        return other.id === splitFrom?.id ? 'whole' : 'lead';
      };
      const related = [
        ...linked.filter(mayRead).map((other) => ({ report: other, relation: relationOf(other) })),
        ...shown.filter(({ id }) => !parts.some((part) => part.id === id)).map((other) => ({ report: other, relation: tiesOf(other).mergedAs ?? ('earlier' as const) })),
      ];
      const known = new Set(related.map(({ report: { id } }) => id));
      const likenessOf = likenessTo(likened(report));
      const found = alike.filter(mayRead).filter(({ id, mergedInto, number }) => !known.has(id) && mergedInto === null && number !== report.number)
        .map((other): Candidate => ({ report: other, likeness: likenessOf(likened(other)), mayMerge: isOlder(other, report) && isAlive(other), mayRepeat: isOlder(other, report) }))
        .filter(({ likeness: { isLike } }) => isLike)
        .sort((a, b) => b.likeness.score - a.likeness.score);
      return { related, alike: found.slice(0, MOST_ALIKE), bureaus: new Map(bureaus.map(({ code, shortName }) => [code, shortName])), group };
    },
  };
}

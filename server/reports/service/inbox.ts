// What waits on a desk: the inbox of a bureau or a person, its counts and workload, and counts alone for a head above.
import { Conflict, Invalid, NotFound, Refused } from '../../kernel/errors.ts';
import { within } from '../../kernel/divisions.ts';
import { clockDue } from '../../law/rules/clocks.ts';
import type { ClockView } from '../../law/rules/clocks.ts';
import { hasRole, hasValidCertificate } from '../../people/rules/person.ts';
import type { DeskLine } from '../../people/rules/desk.ts';
import type { Person } from '../../people/rules/person.ts';
import { readingScope } from '../rules/access.ts';
import type { InboxView } from '../rules/queue.ts';
import { addTo, countedAs, emptyTally, spanOf, standingOf } from '../rules/tally.ts';
import type { Span, Tally } from '../rules/tally.ts';
import type { InboxFilters, ReportLine } from '../store.ts';
import type { Tag } from '../store/tags.ts';
import type { SavedView } from '../store/views.ts';
import { foreignDigests } from './foreign.ts';
import type { Acting, ReportsParts } from './parts.ts';

export type InboxLine = ReportLine & { clock: ClockView | null };
/** Many much the same reports as one line: what the first of them is about, and how many are left. */
export type InboxGroup = { id: string; n: number; first: InboxLine };
export type Workload = { id: string; name: string; open: number; late: number };
export type Inbox = {
  lines: InboxLine[]; groups: InboxGroup[]; groupSize: number; next: string | null; counts: Record<InboxView, number>; names: Map<string, string>; isOnlyAssigned: boolean;
  /** Who handles what is open, the busiest first; empty for those who see their own alone. */
  workload: Workload[];
  /** Who may be given work, by name; empty for those who may not give it. */
  investigators: { id: string; name: string }[];
  tags: Tag[]; savedViews: SavedView[]; today: string;
};
export type Overview = { bureau: string; name: string; open: number; late: number; soon: number; fresh: number; verifying: number; tell: number; done: number };
type Asked = { view: InboxView; after: string | null; filters?: InboxFilters; group?: string | null; number?: { number: string } | { year: number; order: number } | null };
const GROUPED: readonly InboxView[] = ['open', 'fresh', 'unassigned', 'late', 'soon'];
const MOST_GROUPS = 10;
type Scope = NonNullable<ReturnType<typeof readingScope>>;

export function inboxes({ store, people, crypto }: ReportsParts, { settingOf, act, officers }: Acting) {
  const tallyOf = async (bureau: string): Promise<Tally> => (await store.counts(bureau)).get(bureau) ?? emptyTally();

  /** What this person's chips count; what does not exist for him is not counted. */
  async function countsFor(scope: Scope, tally: Tally, span: Span): Promise<Record<InboxView, number>> {
    const own = standingOf(tally.people.get(scope.person) ?? new Map<string, number>(), span);
    if (scope.isOnlyAssigned) return { open: own.open, late: own.late, soon: own.soon, unassigned: 0, asked: 0, fresh: 0, verifying: 0, tell: 0, mine: own.open, flood: 0, done: 0, all: 0 };
    const [hidden, hiddenDone] = await Promise.all([store.recusedFrom(scope.bureau, scope.person), store.countRecusedDone(scope.bureau, scope.person)]);
    for (const row of hidden) for (const name of countedAs(row, row.dueOn)) addTo(tally, name, -1);
    const { queues, unassigned, asked } = tally;
    const done = Math.max(0, queues.done - hiddenDone);
    const open = queues.fresh + queues.verifying + queues.tell + queues.flood;
    const { late, soon } = standingOf(tally.due, span);
    return { open, late, soon, unassigned, asked, fresh: queues.fresh + queues.flood, verifying: queues.verifying, tell: queues.tell, mine: own.open, flood: queues.flood, done, all: open + done };
  }

  async function workloadOf(tally: Tally, span: Span, investigators: readonly { id: string }[]): Promise<Workload[]> {
    const ids = [...new Set([...tally.people.keys(), ...investigators.map(({ id }) => id)])];
    const names = await people.names(ids);
    const loads = ids.map((id) => ({ id, name: names.get(id) ?? id, ...standingOf(tally.people.get(id) ?? new Map<string, number>(), span) }));
    const isInvestigator = (id: string): boolean => investigators.some((each) => each.id === id);
    return loads.filter(({ id, open }) => open > 0 || isInvestigator(id)).map(({ id, name, open, late }) => ({ id, name, open, late })).sort((a, b) => b.open - a.open || a.name.localeCompare(b.name, 'zh-CN'));
  }

  /** The biggest first; of a view by due date those whose first is due so. */
  async function groupsOf(scope: Scope, view: InboxView, tally: Tally, span: Span, timed: (line: ReportLine) => InboxLine): Promise<InboxGroup[]> {
    const biggest = [...tally.floods].filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1]).slice(0, MOST_GROUPS);
    const found = await Promise.all(biggest.map(async ([id, n]) => ({ id, n, lines: (await store.inbox({ scope, view: 'flood', after: null, group: id })).lines })));
    return found.flatMap(({ id, n, lines: [first] }): InboxGroup[] => {
      const isShown = first && (view === 'late' ? first.dueOn < span.today : view === 'soon' ? first.dueOn >= span.today && first.dueOn < span.notSoonFrom : true);
      return isShown ? [{ id, n, first: timed(first) }] : [];
    });
  }

  /** The scope of a person who handles reports. @throws NotFound for any other. */
  function scopeOf(person: Person): Scope {
    const scope = readingScope(person);
    if (!scope) throw new NotFound('inbox');
    return scope;
  }

  async function spanFor(bureau: string): Promise<{ span: Span; setting: Awaited<ReturnType<typeof settingOf>> }> {
    const setting = await settingOf(bureau);
    return { setting, span: spanOf(setting.today, bureau, setting.calendar, setting.overlay) };
  }

  /** By a number of ours; else by that of a hotline. */
  async function numbered(scope: Scope, number: NonNullable<Asked['number']>): Promise<ReportLine[]> {
    const own = await store.byNumber(scope, number);
    return own.length > 0 || !('number' in number) ? own : store.bySubmissions(scope, foreignDigests(crypto, scope.bureau, number.number));
  }

  return {
    /** One page of a view, by due date. @throws NotFound for a role that handles no reports. */
    async inbox(person: Person, { view, after, filters, group = null, number = null }: Asked): Promise<Inbox> {
      const scope = scopeOf(person);
      const [{ span, setting }, tally, colleagues] = await Promise.all([spanFor(person.bureau), tallyOf(person.bureau), scope.isOnlyAssigned ? [] : people.colleagues(person.bureau)]);
      const investigators = colleagues.filter((each) => hasRole(each, 'investigator') && hasValidCertificate(each, setting.today)).map(({ id, name }) => ({ id, name }));
      const found = number ? { lines: await numbered(scope, number), next: null } : await store.inbox({ scope, view, after, span, group, ...(filters ? { filters } : {}) });
      const [counts, names, tags, savedViews] = await Promise.all([
        countsFor(scope, tally, span), people.names(found.lines.flatMap((line) => line.assigned)), store.tags(person.bureau), store.savedViews(person.id),
      ]);
      const timed = (line: ReportLine): InboxLine => {
        const views = line.clocks.filter((each) => each.stoppedOn === null).map((each) => clockDue(each, setting.calendar, setting.today));
        const first = views.filter(({ due }) => due !== null).sort((a, b) => ((a.due ?? '') < (b.due ?? '') ? -1 : 1))[0];
        return { ...line, clock: first ?? views[0] ?? null };
      };
      // A group is told once, where what waits is read from its beginning; filters look at single reports.
      const hasGroups = GROUPED.includes(view) && after === null && !number && !scope.isOnlyAssigned && !Object.values(filters ?? {}).some((value) => value !== null && value !== undefined);
      return {
        lines: found.lines.map(timed), groups: hasGroups ? await groupsOf(scope, view, tally, span, timed) : [],
        groupSize: group === null ? 0 : (tally.floods.get(group) ?? 0), tags, savedViews, next: found.next, counts, names, isOnlyAssigned: scope.isOnlyAssigned, investigators, today: setting.today,
        workload: scope.isOnlyAssigned ? [] : await workloadOf(tally, span, investigators),
      };
    },

    /** Which names a group of much the same reports tells of, the most frequent first: one text may have been sent about several. */
    async groupTargets(person: Person, group: string): Promise<{ name: string; n: number }[]> {
      const scope = scopeOf(person);
      const counted = new Map<string, number>();
      let after: string | null = null;
      do {
        const { lines, next }: { lines: ReportLine[]; next: string | null } = await store.inbox({ scope, view: 'flood', after, group });
        for (const { targetName } of lines) counted.set(targetName, (counted.get(targetName) ?? 0) + 1);
        after = next;
      } while (after !== null);
      return [...counted].map(([name, n]) => ({ name, n })).sort((a, b) => b.n - a.n);
    },

    /** Lines for GET /desk: what of the inbox waits for this person. */
    async deskLines(person: Person): Promise<DeskLine[]> {
      const scope = readingScope(person);
      if (!scope) return [];
      const [{ span }, tally] = await Promise.all([spanFor(person.bureau), tallyOf(person.bureau)]);
      const counts = await countsFor(scope, tally, span);
      const line = (key: string, view: InboxView): DeskLine => ({ key, args: {}, count: counts[view], href: view === 'open' ? '/inbox' : `/inbox?view=${view}` });
      const urgent = [line('reports.desk.line.late', 'late'), line('reports.desk.line.soon', 'soon')];
      if (scope.isOnlyAssigned) return [...urgent, line('reports.desk.line.mine', 'open')];
      return [...urgent, line('reports.desk.line.fresh', 'fresh'), line('reports.desk.line.file', 'verifying'), line('reports.desk.line.tell', 'tell')];
    },

    /** Counts of every bureau inside a head's scope; no content. @throws NotFound */
    async overview(person: Person): Promise<Overview[]> {
      if (!hasRole(person, 'head')) throw new NotFound('overview');
      const [tallies, bureaus] = await Promise.all([store.counts(person.scope), people.listBureaus()]);
      return Promise.all(bureaus.filter(({ code, isActive }) => isActive && within(person.scope, code)).map(async ({ code, name }) => {
        const { queues, due } = tallies.get(code) ?? emptyTally();
        const { span } = await spanFor(code);
        return { bureau: code, name, ...standingOf(due, span), fresh: queues.fresh + queues.flood, verifying: queues.verifying, tell: queues.tell, done: queues.done };
      }));
    },

    /**
     * The same investigators for several reports, each an act of its own with its own record. Those that changed meanwhile or are past
     * assigning stay as they are and are counted. @throws Invalid without a choice, or with fewer than two who hold a valid certificate.
     */
    async assignMany(person: Person, picks: readonly { id: string; version: number }[], ids: readonly string[]): Promise<{ assigned: number; left: number }> {
      if (picks.length === 0) throw new Invalid({ pick: { key: 'reports.desk.error.pick' } });
      const { today } = await settingOf(person.bureau);
      const chosen = (await officers(ids)).filter((each) => each.bureau === person.bureau && hasRole(each, 'investigator') && hasValidCertificate(each, today));
      if (chosen.length < 2) throw new Invalid({ officers: { key: 'reports.desk.error.twoOfficers' } });
      let assigned = 0;
      for (const { id, version } of picks) {
        const isDone = await act('assign', person, id, version, () => ({ officers: chosen })).then(() => true, (error: unknown) => {
          if (error instanceof Conflict || error instanceof NotFound || error instanceof Refused) return false;
          throw error;
        });
        if (isDone) assigned += 1;
      }
      return { assigned, left: picks.length - assigned };
    },
  };
}

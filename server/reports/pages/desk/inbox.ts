import type { DivisionTable } from '../../../kernel/divisions.ts';
import { children, level } from '../../../kernel/divisions.ts';
import type { FieldErrors } from '../../../kernel/errors.ts';
import type { Words } from '../../../kernel/i18n.ts';
import { view } from '../../../kernel/views.ts';
import type { ClockView } from '../../../law/rules/clocks.ts';
import { errorLinks, errorText } from '../../../people/pages.ts';
import type { ErrorLink } from '../../../people/pages.ts';
import type { InboxAsk } from '../../forms/desk.ts';
import type { InboxView } from '../../rules/queue.ts';
import { IDENTITIES, STATES, TARGET_KINDS, isOpen, registerNumber } from '../../rules/report.ts';
import type { Report } from '../../rules/report.ts';
import { clockWords } from '../words.ts';
import { categoryWord, identityWord, placeWord, weekday } from './words.ts';

type Option = { value: string; text: string };
type GroupRow = { id: string; href: string; text: string; mark: string; clock: { state: string; text: string } | null; due: string | null; conduct: string; stateText: string; receivedOn: string };
export type Row = {
  id: string; href: string; pick: string | null; register: string; clock: { state: string; text: string } | null; due: string | null; target: string; conduct: string;
  marks: { kind: string; text: string }[]; state: string; stateText: string; officers: string[]; files: number; receivedOn: string; identity: string; identityText: string;
  /** Groups whose first is due before this one. */
  groupsBefore: GroupRow[];
};
export type InboxPage = {
  title: string; today: string; weekday: string; hasOverview: boolean; views: { view: InboxView; text: string; n: number; href: string; isCurrent: boolean }[];
  view: InboxView; viewText: string; number: string; state: string; place: string; kind: string; identity: string; officer: string; month: string;
  states: Option[]; places: Option[]; kinds: Option[]; identities: Option[]; officers: Option[]; months: Option[]; isFiltered: boolean; all: string;
  workload: { name: string; open: number; late: number; width: number; lateWidth: number }[];
  /** `groups`: those that are due after the last row. */
  groups: GroupRow[]; rows: Row[]; hasLines: boolean; first: string | null; older: string | null; summary: string;
  tag: string; tags: Option[];
  /** The person's own views, and the form that keeps what is shown now; null where it is what everybody sees first. */
  saved: { id: string; name: string; href: string; drop: string }[]; saving: { error: string | null } | null; back: string;
  /** One group of much the same reports; null elsewhere. */
  group: { id: string; n: number; title: string } | null;
  /** Null where this person gives nobody work. */
  bulk: { officers: Option[]; tags: Option[]; mayAccept: boolean; error: string | null; tagError: string | null } | null;
  errors: ErrorLink[];
};
export const inboxView = view<InboxPage>('reports/desk/inbox', { layout: 'desk', nav: '/inbox' });

type Line = Pick<Report, 'id' | 'year' | 'order' | 'receivedOn' | 'categories' | 'identity' | 'state' | 'assigned' | 'clocks' | 'withdrawnOn' | 'isAsked' | 'hasNews' | 'version'> & {
  targetName: string; files: number; clock: ClockView | null; tags: readonly string[]; dueOn: string;
};
export type RowInput = { names: ReadonlyMap<string, string>; tags: readonly { id: string; name: string }[]; mayPick: boolean };
type Input = {
  ask: InboxAsk; lines: readonly Line[]; next: string | null; counts: Record<InboxView, number>; names: ReadonlyMap<string, string>; isOnlyAssigned: boolean; today: string;
  workload: readonly { id: string; name: string; open: number; late: number }[]; investigators: readonly { id: string; name: string }[]; mayAssign: boolean; isHead: boolean;
  bureau: string; divisions: DivisionTable; errors?: FieldErrors; mayAccept: boolean;
  groups: readonly { id: string; n: number; first: Line }[]; groupSize: number; tags: readonly { id: string; name: string; isActive: boolean }[];
  savedViews: readonly { id: string; name: string; query: string }[];
};

const CHIPS: readonly InboxView[] = ['open', 'late', 'soon', 'unassigned', 'asked', 'tell', 'mine', 'all'];
const OWN_CHIPS: readonly InboxView[] = ['open', 'late', 'soon'];

/** What was asked for, as the query of an address; '' for what everybody sees first. */
export function inboxQuery(ask: InboxAsk): string {
  const wanted = Object.entries(ask).filter(([name, value]) => value !== '' && !(name === 'view' && value === 'open'));
  // A plus would not come back through a form as an address of this site.
  return new URLSearchParams(Object.fromEntries(wanted)).toString().replaceAll('+', '%20');
}
const at = (query: string): string => (query === '' ? '/inbox' : `/inbox?${query}`);
const address = (ask: InboxAsk, change: Partial<InboxAsk>): string => at(inboxQuery({ ...ask, ...change }));
const BLANK = { after: '', number: '', state: '', place: '', kind: '', identity: '', officer: '', month: '', tag: '', group: '' } as const;

/** The last twelve months, newest first. */
function months(today: string): Option[] {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return Array.from({ length: 12 }, (_, back) => {
    const at = year * 12 + month - 1 - back;
    const value = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
    return { value, text: value };
  });
}

export function inboxRow(t: Words, line: Line, { names, tags, mayPick }: RowInput): Row {
  const isExtended = line.clocks.some(({ code, extensions }) => code === 'ACCEPT_OR_FILE' && extensions.length > 0);
  const marks = [
    ...(line.hasNews ? [{ kind: 'on', text: t('reports.desk.mark.news') }] : []), ...(line.withdrawnOn ? [{ kind: 'warn', text: t('reports.desk.mark.withdrawn') }] : []),
    ...(line.isAsked ? [{ kind: '', text: t('reports.desk.mark.asked') }] : []), ...(isExtended ? [{ kind: '', text: t('reports.desk.mark.extended') }] : []),
    ...tags.filter(({ id }) => line.tags.includes(id)).map(({ name }) => ({ kind: '', text: name })),
  ];
  return {
    id: line.id, href: `/reports/desk/${line.id}`, pick: mayPick && isOpen(line.state) ? `${line.id}:${line.version}` : null, register: registerNumber(line).slice(5),
    clock: line.clock ? clockWords(t, line.clock) : null, due: line.clock?.due ?? null, target: line.targetName, conduct: line.categories.map((name) => categoryWord(t, name)).join(t('reports.desk.semicolon')),
    marks, state: line.state, stateText: t(`reports.state.${line.state}`), officers: line.assigned.map((id) => names.get(id) ?? t('common.unknown')), files: line.files,
    receivedOn: line.receivedOn, identity: line.identity ?? 'none', identityText: identityWord(t, line.identity), groupsBefore: [],
  };
}

const dueOrder = (line: Line): string => `${line.dueOn} ${registerNumber(line)}`;

const groupRow = (t: Words, { id, n, first }: { id: string; n: number; first: Line }): GroupRow => ({
  id, href: `/inbox?view=flood&group=${id}`, text: first.targetName, mark: t('desk.group.mark', { n }), clock: first.clock ? clockWords(t, first.clock) : null, due: first.clock?.due ?? null,
  conduct: first.categories.map((name) => categoryWord(t, name)).join(t('reports.desk.semicolon')), stateText: t(`reports.state.${first.state}`), receivedOn: first.receivedOn,
});

export function inboxPage(t: Words, input: Input): InboxPage {
  const { ask, counts, names, today, workload, investigators, divisions, bureau } = input;
  const usual = input.isOnlyAssigned ? OWN_CHIPS : CHIPS.filter((name) => name !== 'mine' || counts.mine > 0);
  const withFlood = counts.flood > 0 ? [...usual.slice(0, -1), 'flood' as const, ...usual.slice(-1)] : usual;
  const chips = withFlood.includes(ask.view) ? withFlood : [...withFlood, ask.view];
  const most = Math.max(1, ...workload.map(({ open }) => open));
  const places = level(bureau) === 'county' ? [] : [...children(divisions, bureau).map(({ code, name }) => ({ value: code, text: name })), { value: 'unclear', text: placeWord(t, divisions, 'unclear') }];
  const isFiltered = [ask.number, ask.state, ask.place, ask.kind, ask.identity, ask.officer, ask.month, ask.tag].some((value) => value !== '');
  const people = [...new Map([...investigators, ...workload].map(({ id, name }) => [id, name]))].map(([value, text]) => ({ value, text }));
  const tags = input.tags.filter(({ isActive }) => isActive).map(({ id, name }) => ({ value: id, text: name }));
  /** Each group stands where its first would stand. */
  const groupsIn = (line: Line | null, previous: Line | undefined): GroupRow[] => input.groups
    .filter(({ first }) => (line === null || dueOrder(first) < dueOrder(line)) && (previous === undefined || dueOrder(first) >= dueOrder(previous))).map((group) => groupRow(t, group));
  return {
    title: t('reports.desk.inbox'), today, weekday: weekday(t, today), hasOverview: input.isHead,
    views: chips.map((name) => ({ view: name, text: t(`reports.desk.view.${name}`), n: counts[name], href: address(ask, { ...BLANK, view: name }), isCurrent: ask.view === name })),
    view: ask.view, viewText: t(`reports.desk.view.${ask.view}`), number: ask.number, state: ask.state, place: ask.place, kind: ask.kind, identity: ask.identity, officer: ask.officer, month: ask.month,
    states: STATES.map((value) => ({ value, text: t(`reports.state.${value}`) })), places, kinds: TARGET_KINDS.map((value) => ({ value, text: t(`reports.targetKind.${value}`) })),
    identities: IDENTITIES.map((value) => ({ value, text: identityWord(t, value) })), officers: input.isOnlyAssigned ? [] : [{ value: 'nobody', text: t('common.desk.nobody') }, ...people],
    months: months(today), isFiltered, all: address(ask, BLANK),
    workload: workload.map(({ name, open, late }) => ({ name, open, late, width: Math.round((open / most) * 100), lateWidth: Math.round((late / most) * 100) })),
    groups: groupsIn(null, input.lines.at(-1)), hasLines: input.lines.length + input.groups.length > 0,
    rows: input.lines.map((line, at) => ({ ...inboxRow(t, line, { names, tags: input.tags, mayPick: input.mayAssign }), groupsBefore: groupsIn(line, input.lines[at - 1]) })), first: ask.after === '' ? null : address(ask, { after: '' }), older: input.next === null ? null : address(ask, { after: input.next }),
    summary: isFiltered ? t('reports.desk.shown', { n: input.lines.length }) : t('reports.desk.total', { n: ask.view === 'flood' && ask.group !== '' ? input.groupSize : counts[ask.view] }),
    tag: ask.tag, tags, saved: input.savedViews.map(({ id, name, query }) => ({ id, name, href: at(query), drop: `/inbox/views/${id}/drop` })),
    saving: inboxQuery({ ...ask, after: '', number: '', group: '' }) === '' ? null : { error: errorText(t, input.errors, 'viewName') }, back: address(ask, {}),
    group: ask.view === 'flood' && ask.group !== '' && input.lines[0] ? { id: ask.group, n: input.groupSize, title: t('desk.group.title', { n: input.groupSize, target: input.lines[0].targetName }) } : null,
    bulk: input.mayAssign ? {
      officers: investigators.length >= 2 ? investigators.map(({ id, name }) => ({ value: id, text: name })) : [], tags, mayAccept: input.mayAccept,
      error: errorText(t, input.errors, 'pick') ?? errorText(t, input.errors, 'officers'), tagError: errorText(t, input.errors, 'tag'),
    } : null,
    errors: errorLinks(t, input.errors),
  };
}

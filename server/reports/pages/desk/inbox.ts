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
type Row = {
  id: string; href: string; pick: string | null; register: string; clock: { state: string; text: string } | null; due: string | null; target: string; conduct: string;
  marks: { kind: string; text: string }[]; state: string; stateText: string; officers: string[]; files: number; receivedOn: string; identity: string; identityText: string;
};
export type InboxPage = {
  title: string; today: string; weekday: string; hasOverview: boolean; views: { view: InboxView; text: string; n: number; href: string; isCurrent: boolean }[];
  view: InboxView; viewText: string; number: string; state: string; place: string; kind: string; identity: string; officer: string; month: string;
  states: Option[]; places: Option[]; kinds: Option[]; identities: Option[]; officers: Option[]; months: Option[]; isFiltered: boolean; all: string;
  workload: { name: string; open: number; late: number; width: number; lateWidth: number }[];
  rows: Row[]; first: string | null; older: string | null; summary: string;
  /** Null where this person gives nobody work. */
  bulk: { officers: Option[]; back: string; error: string | null } | null;
  errors: ErrorLink[];
};
export const inboxView = view<InboxPage>('reports/desk/inbox', { layout: 'desk', nav: '/inbox' });

type Line = Pick<Report, 'id' | 'year' | 'order' | 'receivedOn' | 'categories' | 'identity' | 'state' | 'assigned' | 'clocks' | 'withdrawnOn' | 'isAsked' | 'hasNews' | 'version'> & {
  targetName: string; files: number; clock: ClockView | null;
};
type Input = {
  ask: InboxAsk; lines: readonly Line[]; next: string | null; counts: Record<InboxView, number>; names: ReadonlyMap<string, string>; isOnlyAssigned: boolean; today: string;
  workload: readonly { id: string; name: string; open: number; late: number }[]; investigators: readonly { id: string; name: string }[]; mayAssign: boolean; isHead: boolean;
  bureau: string; divisions: DivisionTable; errors?: FieldErrors;
};

const CHIPS: readonly InboxView[] = ['open', 'late', 'soon', 'unassigned', 'asked', 'tell', 'mine', 'all'];
const OWN_CHIPS: readonly InboxView[] = ['open', 'late', 'soon'];

function address(ask: InboxAsk, change: Partial<InboxAsk>): string {
  const wanted = Object.entries({ ...ask, ...change }).filter(([name, value]) => value !== '' && !(name === 'view' && value === 'open'));
  return wanted.length === 0 ? '/inbox' : `/inbox?${new URLSearchParams(Object.fromEntries(wanted)).toString()}`;
}
const BLANK = { after: '', number: '', state: '', place: '', kind: '', identity: '', officer: '', month: '' } as const;

/** The last twelve months, newest first. */
function months(today: string): Option[] {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return Array.from({ length: 12 }, (_, back) => {
    const at = year * 12 + month - 1 - back;
    const value = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
    return { value, text: value };
  });
}

function row(t: Words, line: Line, names: ReadonlyMap<string, string>, mayAssign: boolean): Row {
  const isExtended = line.clocks.some(({ code, extensions }) => code === 'ACCEPT_OR_FILE' && extensions.length > 0);
  const marks = [
    ...(line.hasNews ? [{ kind: 'on', text: t('reports.desk.mark.news') }] : []), ...(line.withdrawnOn ? [{ kind: 'warn', text: t('reports.desk.mark.withdrawn') }] : []),
    ...(line.isAsked ? [{ kind: '', text: t('reports.desk.mark.asked') }] : []), ...(isExtended ? [{ kind: '', text: t('reports.desk.mark.extended') }] : []),
  ];
  return {
    id: line.id, href: `/reports/desk/${line.id}`, pick: mayAssign && isOpen(line.state) ? `${line.id}:${line.version}` : null, register: registerNumber(line).slice(5),
    clock: line.clock ? clockWords(t, line.clock) : null, due: line.clock?.due ?? null, target: line.targetName, conduct: line.categories.map((name) => categoryWord(t, name)).join(t('reports.desk.semicolon')),
    marks, state: line.state, stateText: t(`reports.state.${line.state}`), officers: line.assigned.map((id) => names.get(id) ?? t('common.unknown')), files: line.files,
    receivedOn: line.receivedOn, identity: line.identity ?? 'none', identityText: identityWord(t, line.identity),
  };
}

export function inboxPage(t: Words, input: Input): InboxPage {
  const { ask, counts, names, today, workload, investigators, divisions, bureau } = input;
  const usual = input.isOnlyAssigned ? OWN_CHIPS : CHIPS.filter((name) => name !== 'mine' || counts.mine > 0);
  const chips = usual.includes(ask.view) ? usual : [...usual, ask.view];
  const most = Math.max(1, ...workload.map(({ open }) => open));
  const places = level(bureau) === 'county' ? [] : [...children(divisions, bureau).map(({ code, name }) => ({ value: code, text: name })), { value: 'unclear', text: placeWord(t, divisions, 'unclear') }];
  const isFiltered = [ask.number, ask.state, ask.place, ask.kind, ask.identity, ask.officer, ask.month].some((value) => value !== '');
  const people = [...new Map([...investigators, ...workload].map(({ id, name }) => [id, name]))].map(([value, text]) => ({ value, text }));
  return {
    title: t('reports.desk.inbox'), today, weekday: weekday(t, today), hasOverview: input.isHead,
    views: chips.map((name) => ({ view: name, text: t(`reports.desk.view.${name}`), n: counts[name], href: address(ask, { ...BLANK, view: name }), isCurrent: ask.view === name })),
    view: ask.view, viewText: t(`reports.desk.view.${ask.view}`), number: ask.number, state: ask.state, place: ask.place, kind: ask.kind, identity: ask.identity, officer: ask.officer, month: ask.month,
    states: STATES.map((value) => ({ value, text: t(`reports.state.${value}`) })), places, kinds: TARGET_KINDS.map((value) => ({ value, text: t(`reports.targetKind.${value}`) })),
    identities: IDENTITIES.map((value) => ({ value, text: identityWord(t, value) })), officers: input.isOnlyAssigned ? [] : [{ value: 'nobody', text: t('common.desk.nobody') }, ...people],
    months: months(today), isFiltered, all: address(ask, BLANK),
    workload: workload.map(({ name, open, late }) => ({ name, open, late, width: Math.round((open / most) * 100), lateWidth: Math.round((late / most) * 100) })),
    rows: input.lines.map((line) => row(t, line, names, input.mayAssign)), first: ask.after === '' ? null : address(ask, { after: '' }), older: input.next === null ? null : address(ask, { after: input.next }),
    summary: isFiltered ? t('reports.desk.shown', { n: input.lines.length }) : t('reports.desk.total', { n: counts[ask.view] }),
    bulk: input.mayAssign && investigators.length >= 2 ? { officers: investigators.map(({ id, name }) => ({ value: id, text: name })), back: address(ask, {}), error: errorText(t, input.errors, 'pick') ?? errorText(t, input.errors, 'officers') } : null,
    errors: errorLinks(t, input.errors),
  };
}

import type { Words } from '../../../kernel/i18n.ts';
import type { Clock, ClockRule, ClockView } from '../../../law/rules/clocks.ts';
import type { Report } from '../../rules/report.ts';
import { isOpen } from '../../rules/report.ts';
import { clockWords } from '../words.ts';
import { clockName, termWord, triggerWord, weekday } from './words.ts';

export type ShownClock = { clock: Clock; rule: ClockRule; view: ClockView };
export type ClockRow = {
  code: string; name: string; startedOn: string | null; startText: string; due: string | null; dueText: string; state: string; text: string; source: string; limit: string | null;
  isConfirmed: boolean; why: string[];
};

const list = (t: Words, dates: readonly string[]): string => dates.map((date) => date.slice(5)).join(t('reports.desk.comma'));

/** How a due date was counted, day by day: first day, what was left out, what was worked, where it ended. */
function counting(t: Words, { clock, view }: ShownClock): string[] {
  const due = view.explanation;
  if (!due?.firstCounted || clock.amount === null || clock.unit === null) return [];
  const holidays = due.skipped.filter(({ why }) => why === 'holiday').map(({ date }) => date);
  const weekends = due.skipped.filter(({ why }) => why === 'weekend').map(({ date }) => date);
  const excluded = due.skipped.filter(({ why }) => why === 'excluded').map(({ date }) => date);
  return [
    t('reports.desk.why.first', { start: clock.startedOn, first: due.firstCounted }),
    t('reports.desk.why.term', { term: termWord(t, clock.amount, clock.unit) }),
    ...clock.extensions.map((grant) => t('reports.desk.why.extension', { term: termWord(t, grant.amount, grant.unit), on: grant.on })),
    ...(weekends.length > 0 ? [t('reports.desk.why.weekends', { n: weekends.length, dates: list(t, weekends) })] : []),
    ...(holidays.length > 0 ? [t('reports.desk.why.holidays', { n: holidays.length, dates: list(t, holidays) })] : []),
    ...(excluded.length > 0 ? [t('reports.desk.why.excluded', { n: excluded.length, dates: list(t, excluded) })] : []),
    ...(due.madeUp.length > 0 ? [t('reports.desk.why.madeUp', { n: due.madeUp.length, dates: list(t, due.madeUp) })] : []),
    ...(due.rolledOver.length > 0 ? [t('reports.desk.why.rolled', { from: due.rawEnd, to: due.end })] : []),
    t('reports.desk.why.end', { end: due.end, calendar: due.calendarVersion }),
    ...(due.provisional ? [t('reports.desk.why.provisional')] : []),
    ...(clock.confirmed ? [] : [t('reports.desk.why.unconfirmed')]),
  ];
}

function rowOf(t: Words, shown: ShownClock): ClockRow {
  const { clock, rule, view } = shown;
  const isDone = view.state === 'done';
  const words = isDone ? { state: 'done', text: t('common.clock.done', { date: (clock.stoppedOn ?? '').slice(5) }) } : clockWords(t, view);
  return {
    code: clock.code, name: clockName(t, clock.code, rule.nameZh), startedOn: clock.startedOn, startText: `${clock.startedOn.slice(5)} ${triggerWord(t, rule.trigger)}`.trim(), due: view.due,
    dueText: view.due ? `${view.due.slice(5)} ${weekday(t, view.due)}` : t('common.clock.none'), ...words, source: clock.source,
    limit: clock.amount !== null && clock.unit !== null ? termWord(t, clock.amount, clock.unit) : null, isConfirmed: clock.confirmed || clock.limit !== 'known', why: counting(t, shown),
  };
}

/** What runs first, then what is done, and the duty to tell that begins with the decision. */
export function clockRows(t: Words, report: Pick<Report, 'state' | 'identity' | 'clocks'>, clocks: readonly ShownClock[]): ClockRow[] {
  const rank = ({ view }: ShownClock): number => (view.state === 'done' ? 1 : 0);
  const rows = [...clocks].sort((a, b) => rank(a) - rank(b)).map((shown) => rowOf(t, shown));
  const isToCome = report.identity === 'realName' && isOpen(report.state) && !report.clocks.some(({ code }) => code === 'TELL_FILED');
  if (!isToCome) return rows;
  const ahead: ClockRow = {
    code: 'TELL_FILED', name: clockName(t, 'TELL_FILED', 'TELL_FILED'), startedOn: null, startText: t('reports.desk.clock.fromDecision'), due: null, dueText: t('common.clock.notStarted'),
    state: 'none', text: t('common.clock.notStarted'), source: t('reports.desk.clock.tellSource'), limit: null, isConfirmed: true, why: [],
  };
  return [...rows.slice(0, 1), ahead, ...rows.slice(1)];
}

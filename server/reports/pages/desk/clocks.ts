import type { Words } from '../../../kernel/i18n.ts';
import { countedFor } from '../../../law/pages/counted.ts';
import type { Counted } from '../../../law/pages/counted.ts';
import type { HandlingSettings } from '../../../law/rules/clocks/regime.ts';
import type { Clock, ClockRule, ClockView } from '../../../law/rules/clocks.ts';
import type { Report } from '../../rules/report.ts';
import { isHandedOn, ON_PAPER } from '../../rules/orders.ts';
import { isOpen } from '../../rules/report.ts';
import { clockWords } from '../words.ts';
import { clockName, termWord, triggerWord, weekday } from './words.ts';

export type ShownClock = { clock: Clock; rule: ClockRule; view: ClockView; settings?: HandlingSettings | null };
export type ClockRow = {
  code: string; name: string; startedOn: string | null; startText: string; due: string | null; dueText: string; state: string; text: string; source: string; limit: string | null;
  isConfirmed: boolean; counted: Counted | null;
  /** Who ordered it, and who answers him where that is another bureau than the one that handles the report. */
  orderedBy: string | null;
};

type Ordered = Pick<Report, 'content' | 'clocks' | 'ties'>;
type Bureaus = ReadonlyMap<string, string>;

function ordererOf(t: Words, { content, clocks, ties }: Ordered, clock: Clock, bureaus: Bureaus): string | null {
  if (clock.orderedBy === undefined) return null;
  const nameOf = (code: string): string => bureaus.get(code) ?? code;
  const by = clock.orderedBy === ON_PAPER ? (content.origin?.department ?? '') : nameOf(clock.orderedBy);
  return isHandedOn(clock, clocks) ? t('moves.orderedAnswered', { by, bureau: nameOf(ties?.handDown?.by ?? '') }) : t('moves.ordered', { by });
}

function rowOf(t: Words, report: Ordered, shown: ShownClock, bureaus: Bureaus): ClockRow {
  const { clock, rule, view } = shown;
  const isDone = view.state === 'done';
  const words = isDone ? { state: 'done', text: t('common.clock.done', { date: (clock.stoppedOn ?? '').slice(5) }) } : clockWords(t, view);
  return {
    orderedBy: ordererOf(t, report, clock, bureaus), code: clock.code, name: clockName(t, clock.code, rule.nameZh), startedOn: clock.startedOn, startText: `${clock.startedOn.slice(5)} ${triggerWord(t, rule.trigger)}`.trim(), due: view.due,
    dueText: view.due ? `${view.due.slice(5)} ${weekday(t, view.due)}` : t('common.clock.none'), ...words, source: clock.source,
    limit: clock.amount !== null && clock.unit !== null ? termWord(t, clock.amount, clock.unit) : null, isConfirmed: clock.confirmed || clock.limit !== 'known', counted: view.how && countedFor(t, view.how, shown.settings ?? null),
  };
}

/** What runs first, then what is done, and the duty to tell that begins with the decision. */
export function clockRows(t: Words, report: Pick<Report, 'state' | 'identity'> & Ordered, clocks: readonly ShownClock[], bureaus: Bureaus = new Map()): ClockRow[] {
  const rank = ({ view }: ShownClock): number => (view.state === 'done' ? 1 : 0);
  const rows = [...clocks].sort((a, b) => rank(a) - rank(b)).map((shown) => rowOf(t, report, shown, bureaus));
  const isToCome = report.identity === 'realName' && isOpen(report.state) && !report.clocks.some(({ code }) => code === 'TELL_FILED');
  if (!isToCome) return rows;
  const ahead: ClockRow = {
    code: 'TELL_FILED', name: clockName(t, 'TELL_FILED', 'TELL_FILED'), startedOn: null, startText: t('reports.desk.clock.fromDecision'), due: null, dueText: t('common.clock.notStarted'),
    state: 'none', text: t('common.clock.notStarted'), source: t('reports.desk.clock.tellSource'), limit: null, isConfirmed: true, counted: null, orderedBy: null,
  };
  return [...rows.slice(0, 1), ahead, ...rows.slice(1)];
}

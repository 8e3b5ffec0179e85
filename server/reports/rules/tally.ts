// What the inbox counts: one number a queue, a due date, a person. Kept by the writes, so that a chip costs the same at ten and at a hundred thousand.
import { estimate } from '../../kernel/workdays.ts';
import type { Calendar } from '../../kernel/workdays.ts';
import { findParameter } from '../../law/rules/parameters.ts';
import type { Parameter } from '../../law/rules/parameters.ts';
import { QUEUES, queueOf } from './queue.ts';
import type { Queue } from './queue.ts';
import { isOpen } from './report.ts';
import type { Report } from './report.ts';

/** Due date → how many. */
export type ByDate = Map<string, number>;
/** `floods`: what is left of each group of much the same reports, by the group's id. */
export type Tally = { queues: Record<Queue, number>; due: ByDate; unassigned: number; asked: number; people: Map<string, ByDate>; floods: Map<string, number> };
export type Counted = Pick<Report, 'state' | 'clocks' | 'assigned' | 'isAsked'> & { queue?: Queue; flood?: string | null };

export const emptyTally = (): Tally => ({ queues: { fresh: 0, verifying: 0, tell: 0, done: 0, flood: 0 }, due: new Map(), unassigned: 0, asked: 0, people: new Map(), floods: new Map() });

/** The names of the counters in which a report stands. */
export function countedAs(report: Counted, dueOn: string): string[] {
  if (report.queue === 'flood') return ['flood', `due ${dueOn}`, `like ${report.flood ?? ''}`];
  const queue = queueOf(report);
  if (queue === 'done') return [queue];
  return [
    queue, `due ${dueOn}`, ...(isOpen(report.state) && report.assigned.length === 0 ? ['unassigned'] : []), ...(report.isAsked ? ['asked'] : []),
    ...report.assigned.map((id) => `of ${id} ${dueOn}`),
  ];
}

/** One counter into the tally; a name that is none of ours is left out. */
export function addTo(tally: Tally, name: string, n: number): void {
  const [kind = '', first = '', second = ''] = name.split(' ');
  const queue = QUEUES.find((each) => each === kind);
  if (queue) tally.queues[queue] += n;
  if (kind === 'due') tally.due.set(first, (tally.due.get(first) ?? 0) + n);
  if (kind === 'unassigned' || kind === 'asked') tally[kind] += n;
  if (kind === 'like') tally.floods.set(first, (tally.floods.get(first) ?? 0) + n);
  if (kind !== 'of') return;
  const own = tally.people.get(first) ?? new Map<string, number>();
  tally.people.set(first, own.set(second, (own.get(second) ?? 0) + n));
}

/** `today` and the first day that is not yet soon, as legal dates. */
export type Span = { today: string; notSoonFrom: string };

/** Soon: due within CLOCK_WARN working days, today among them. Counted by weekends where the calendar ends. */
export function spanOf(today: string, place: string, calendar: Calendar, overlay: readonly Parameter[]): Span {
  const warn = Number(findParameter('CLOCK_WARN', place, today, overlay)?.value ?? 3);
  return { today, notSoonFrom: estimate({ start: today, amount: warn + 1, unit: 'WD' }, calendar).end };
}

const sum = (dates: ByDate, isIn: (date: string) => boolean): number => [...dates].reduce((total, [date, n]) => (isIn(date) ? total + n : total), 0);

/** Late from the day after the due date. */
export const standingOf = (dates: ByDate, { today, notSoonFrom }: Span): { open: number; late: number; soon: number } => ({
  open: sum(dates, () => true), late: sum(dates, (date) => date < today), soon: sum(dates, (date) => date >= today && date < notSoonFrom),
});


// Time that does not count (程序规定第四十五条): from the day on which something was sent out to the day its result arrived, each with its document.
// A hearing and a suspension stop the clock by their own acts. The review is extended here too, by the head (程序规定第四十条).
import { Invalid, Refused } from '../../../kernel/errors.ts';
import { extendClock, pauseClock, resumeClock } from '../../../law/rules/clocks.ts';
import type { Clock } from '../../../law/rules/clocks.ts';
import type { Case } from '../case.ts';
import { changed } from '../clocks.ts';
import { after } from '../situation.ts';
import type { Situation } from '../situation.ts';

/** Grounds that are recorded as such, where the law of the case lists them. */
const RECORDED: readonly string[] = ['testing', 'inspection', 'appraisal', 'publicNotice', 'expertReview', 'supplement'];
const REVIEW = 'LEGAL_REVIEW';
const REVIEW_EXTENSION = 'LEGAL_REVIEW_EXT';

const running = (kase: Case): Clock[] => kase.clocks.flatMap(({ clock }) => (clock.stoppedOn === null ? [clock] : []));
const isOpen = (clock: Clock, ground: string): boolean => clock.pauses.some(({ reason, to }) => reason === ground && to === null);
/** Grounds on which a clock of the case could be stopped, and those on which one stands still. */
export const groundsToStop = (kase: Case): string[] => [...new Set(running(kase).flatMap((clock) => clock.pausable.filter((ground) => RECORDED.includes(ground) && !isOpen(clock, ground))))];
export const groundsToEnd = (kase: Case): string[] => RECORDED.filter((ground) => running(kase).some((clock) => isOpen(clock, ground)));
/** The review whose time may still be extended, or null. */
export const extendableReview = (kase: Case): Clock | null =>
  running(kase).find(({ code, allowed, extensions }) => code === REVIEW && allowed.some((each) => each.code === REVIEW_EXTENSION) && extensions.length === 0) ?? null;

export type PauseInput = { ground: string; on: string; document: string };

export function stopClocks(kase: Case, { ground, on, document }: PauseInput, situation: Situation): Case {
  if (!groundsToStop(kase).includes(ground)) throw new Invalid({ ground: { key: 'common.error.choose' } });
  const stopping = running(kase).filter((clock) => clock.pausable.includes(ground) && !isOpen(clock, ground));
  if (on > situation.today || stopping.some(({ startedOn }) => on < startedOn)) throw new Invalid({ on: { key: 'cases.error.future' } });
  const clocks = stopping.reduce((all, { code }) => changed(all, code, (clock) => pauseClock(clock, { reason: ground, from: on, document, by: situation.person.id })), kase.clocks);
  return after(kase, situation, { act: 'stopClocks', note: document, args: { ground, on } }, { clocks });
}

export function runClocks(kase: Case, { ground, on }: Omit<PauseInput, 'document'>, situation: Situation): Case {
  if (!groundsToEnd(kase).includes(ground)) throw new Invalid({ ground: { key: 'common.error.choose' } });
  const standing = running(kase).filter((clock) => isOpen(clock, ground));
  const since = standing.flatMap(({ pauses }) => pauses.filter(({ reason, to }) => reason === ground && to === null).map(({ from }) => from));
  if (on > situation.today || since.some((from) => on < from)) throw new Invalid({ on: { key: 'cases.error.future' } });
  const clocks = standing.reduce((all, { code }) => changed(all, code, (clock) => resumeClock(clock, ground, on)), kase.clocks);
  return after(kase, situation, { act: 'runClocks', args: { ground, on } }, { clocks });
}

/** Once, before it is due, by the head. */
export function extendReview(kase: Case, { reason }: { reason: string }, situation: Situation): Case {
  if (!extendableReview(kase)) throw new Refused('CLOCK_EXTENDED_ALREADY', '医疗保障行政处罚程序暂行规定第四十条', { clock: REVIEW });
  const clocks = changed(kase.clocks, REVIEW, (clock) => extendClock(clock, { code: REVIEW_EXTENSION, on: situation.today, approver: 'head', by: situation.person.id, reason }, situation.calendar));
  return after(kase, situation, { act: 'extendReview', note: reason }, { clocks });
}

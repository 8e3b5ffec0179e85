// 中止, 恢复, 终止, 延长 (程序规定第四十二、四十五、四十七条). The wording of the statutory situations is typed from the official text: the program does not know it.
import { Invalid, Refused } from '../../../kernel/errors.ts';
import type { Calendar } from '../../../kernel/workdays.ts';
import { extendClock, pauseClock, resumeClock } from '../../../law/rules/clocks.ts';
import type { Case } from '../case.ts';
import { clockOf } from '../case.ts';
import { changed, stopped } from '../clocks.ts';
import { after } from '../situation.ts';
import type { Situation } from '../situation.ts';

export const SUSPENSION_SITUATIONS = ['1', '2', '3', '4', '5'] as const;
export const TERMINATION_SITUATIONS = ['1', '2', '3'] as const;

export function suspend(kase: Case, input: { situation: string; text: string; reason: string }, situation: Situation): Case {
  const clocks = changed(kase.clocks, 'CASE_DECIDE', (clock) =>
    clock.pausable.includes('suspension') ? pauseClock(clock, { reason: 'suspension', from: situation.today, document: input.situation, by: situation.person.id }) : clock);
  return after(kase, situation, { act: 'suspend', state: 'suspended', note: input.reason, args: { situation: input.situation } }, { suspension: { on: situation.today, situation: input.situation, text: input.text }, clocks });
}

export function resume(kase: Case, { reason }: { reason: string }, situation: Situation): Case {
  const clocks = changed(kase.clocks, 'CASE_DECIDE', (clock) => (clock.pauses.some((pause) => pause.reason === 'suspension' && pause.to === null) ? resumeClock(clock, 'suspension', situation.today) : clock));
  return after(kase, situation, { act: 'resume', state: 'investigating', note: reason }, { suspension: null, clocks });
}

export const terminate = (kase: Case, input: { situation: string; text: string; reason: string }, situation: Situation): Case =>
  after(kase, situation, { act: 'terminate', state: 'terminated', note: input.reason, args: { situation: input.situation } }, {
    termination: { on: situation.today, situation: input.situation, text: input.text }, clocks: stopped(kase.clocks, situation.calendar, 'CASE_DECIDE', situation.today),
  });

/** Only for asking whether today is in time: next year's holidays may not be published yet, but today lies before all of next year. */
const withNextYear = (calendar: Calendar, today: string): Calendar => ({ ...calendar, years: new Set([...calendar.years, Number(today.slice(0, 4)) + 1]) });

/** First by the head, then once more by collective discussion with its minutes; always before the current due date. */
export function extend(kase: Case, { reason, days, minutes }: { reason: string; days: number | null; minutes: string }, situation: Situation): Case {
  const clock = clockOf(kase, 'CASE_DECIDE');
  if (!clock) throw new Refused('CLOCK_UNKNOWN', '', { code: 'CASE_DECIDE' });
  const code = clock.extensions.some((each) => each.code === 'CASE_EXT_1') ? 'CASE_EXT_2' : 'CASE_EXT_1';
  if (code === 'CASE_EXT_2' && minutes.trim() === '') throw new Invalid({ minutes: { key: 'cases.error.minutes' } });
  const approver = code === 'CASE_EXT_1' ? 'head' : 'collective';
  const request = { code, on: situation.today, approver, by: situation.person.id, reason, ...(days === null ? {} : { amount: days }) } as const;
  const clocks = changed(kase.clocks, 'CASE_DECIDE', (each) => extendClock(each, request, withNextYear(situation.calendar, situation.today)));
  return after(kase, situation, { act: 'extend', note: `${reason}${minutes === '' ? '' : ` ${minutes}`}`, args: { code } }, { clocks });
}

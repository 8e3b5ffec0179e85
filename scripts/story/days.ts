// The days of the story, counted back from the day on which it is first loaded.
import { beijingDate } from '../../server/kernel/clock.ts';
import { addDays, guessedKind } from '../../server/kernel/workdays.ts';
import type { Calendar } from '../../server/kernel/workdays.ts';

const MINUTE = 60_000;

export type Days = {
  today: string;
  /** The legal date of the n-th working day before today; 0 is today, working day or not. */
  day: (workdaysAgo: number) => string;
  /** A minute of that day in Beijing, never later than the present. */
  at: (workdaysAgo: number, minuteOfDay: number) => Date;
  /** The n-th working day after today. */
  ahead: (workdays: number) => string;
};

export function storyDays(now: Date, calendar: Calendar): Days {
  const today = beijingDate(now);
  const back = [today];
  const forth = [today];
  const isWork = (date: string): boolean => ['work', 'makeUp'].includes(guessedKind(calendar, date));
  function reach(list: string[], n: number, step: 1 | -1): string {
    for (let date = list.at(-1) ?? today; list.length <= n;) {
      date = addDays(date, step);
      if (isWork(date)) list.push(date);
    }
    return list[n] ?? today;
  }
  const day = (workdaysAgo: number): string => reach(back, workdaysAgo, -1);
  return {
    today, day,
    at(workdaysAgo, minuteOfDay) {
      const wanted = Date.parse(`${day(workdaysAgo)}T00:00:00+08:00`) + minuteOfDay * MINUTE;
      // What happens today has happened before now, in the order of its minutes.
      const latest = now.getTime() - (1440 - minuteOfDay) * 1000;
      return new Date(Math.min(wanted, latest));
    },
    ahead: (workdays) => reach(forth, workdays, 1),
  };
}

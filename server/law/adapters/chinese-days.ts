import { createRequire } from 'node:module';
import { yearOf, type Calendar } from '../../kernel/workdays.ts';

// Only the data of the package is used: its functions count wrongly when the process runs west of UTC.
const require = createRequire(import.meta.url);

interface HolidayFile {
  holidays: Record<string, string>;
  workdays: Record<string, string>;
}

/** The national calendar as the package has it. A year counts as covered only when both its ends are there. */
export function nationalCalendar(): Calendar {
  const file: HolidayFile = require('chinese-days/dist/chinese-days.json');
  const { version }: { version: string } = require('chinese-days/package.json');
  const off = new Set(Object.keys(file.holidays));
  const on = new Set(Object.keys(file.workdays));
  const years = new Set<number>();
  for (const date of off) {
    const year = yearOf(date);
    // A new year's first days may stand in the notice of the year before.
    if (off.has(`${year}-01-01`) && off.has(`${year}-10-01`)) years.add(year);
  }
  // 'National Day,国庆节,3' → NationalDay
  const names = new Map(Object.entries({ ...file.workdays, ...file.holidays }).map(([date, text]) => [date, (text.split(',')[0] ?? '').replace(/[^A-Za-z0-9]/g, '')]));
  return { version: `chinese-days ${version}`, years, off, on, names };
}

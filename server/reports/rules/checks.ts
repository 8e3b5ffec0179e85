import { Invalid, Refused } from '../../kernel/errors.ts';
import { isLegalDate } from '../../kernel/workdays.ts';
import { activeOfficers } from './actions.ts';
import type { Officer } from './actions.ts';
import type { Ground } from './grounds.ts';
import { CAPS } from './report.ts';
import type { Report } from './report.ts';

/** @throws Invalid when the text is shorter than `least` characters or longer than a message may be. */
export function requireText(field: string, text: string, least: number): void {
  const length = [...text.trim()].length;
  if (length === 0) throw new Invalid({ [field]: { key: 'common.error.required' } });
  if (length < least) throw new Invalid({ [field]: { key: 'common.error.tooShort', args: { min: least } } });
  if (length > CAPS.messageCharacters) throw new Invalid({ [field]: { key: 'common.error.tooLong', args: { max: CAPS.messageCharacters } } });
}

/** @throws Invalid unless it is a day that exists, inside the bounds. */
export function requireDate(field: string, date: string, { from, to }: { from?: string; to?: string }): void {
  const isInside = isLegalDate(date) && (from === undefined || from <= date) && (to === undefined || date <= to);
  if (!isInside) throw new Invalid({ [field]: { key: 'reports.error.dateRange', args: { from: from ?? '', to: to ?? '' } } });
}

export function requireGround(field: string, code: string, known: readonly Ground[]): Ground {
  const found = known.find((ground) => ground.code === code);
  if (!found) throw new Invalid({ [field]: { key: 'common.error.choose' } });
  return found;
}

/** G-OFFICERS: the ids of at least two who may act; with `day` their certificates must be valid then. */
export function requireDistinctOfficers(report: Report, officers: readonly Officer[], day: string | null): string[] {
  const active = activeOfficers(report, officers, day);
  if (active.length < 2) throw new Refused('G-OFFICERS', '行政处罚法第四十二条', { active: active.length });
  return active.map(({ id }) => id);
}

// Words that the officers' pages about reports share.
import { fullName } from '../../../kernel/divisions.ts';
import type { DivisionTable } from '../../../kernel/divisions.ts';
import { isMessageKey, wordFor } from '../../../kernel/i18n.ts';
import type { Words } from '../../../kernel/i18n.ts';
import type { TermUnit } from '../../../kernel/workdays.ts';
import { UNCLEAR } from '../../rules/bureau.ts';
import type { Identity } from '../../rules/report.ts';

export const categoryWord = (t: Words, name: string): string => wordFor(t, `reports.category.${name}`);
export const identityWord = (t: Words, identity: Identity | null): string => t(`reports.desk.identity.${identity ?? 'none'}`);
export const placeWord = (t: Words, table: DivisionTable, code: string): string => (code === UNCLEAR ? t('common.unknown') : fullName(table, code) || code);

/** The week day of a legal date. */
export function weekday(t: Words, date: string): string {
  const day = new Date(`${date.slice(0, 10)}T00:00:00Z`).getUTCDay();
  return wordFor(t, `reports.desk.weekday.${day}`);
}

export const termWord = (t: Words, amount: number, unit: TermUnit): string => t(`reports.desk.unit.${unit}`, { n: amount });
export function clockName(t: Words, code: string, otherwise: string): string {
  const key: string = `reports.desk.clock.${code}`;
  return isMessageKey(key) ? t(key) : otherwise;
}
export const groundWord = (t: Words, code: string): string => wordFor(t, code.startsWith('NA_') ? `reports.ground.${code}` : `reports.reason.${code}`);

/** What started a clock, in a word; '' where the name of the clock says it. */
export function triggerWord(t: Words, trigger: string): string {
  const key: string = `reports.desk.trigger.${trigger}`;
  return isMessageKey(key) ? t(key) : '';
}

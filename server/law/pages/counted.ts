// How a due date was counted, in words: exactly for officers, plainly for a reporter.
import { isMessageKey, wordFor } from '../../kernel/i18n.ts';
import type { Language, Words } from '../../kernel/i18n.ts';
import { longDate } from '../../kernel/views.ts';
import type { TermUnit } from '../../kernel/workdays.ts';
import { weekday } from '../../kernel/workdays.ts';
import { SETTING_CODES } from '../rules/clocks/regime.ts';
import type { HandlingSettings } from '../rules/clocks/regime.ts';
import type { Explanation, NamedDay } from '../rules/clocks/explain.ts';

/** What the partial shared/counted prints; `days` is the same as data. */
export type Counted = { lines: { label: string; text: string }[]; days: Explanation };
/** What the partial shared/counted-plain prints. */
export type CountedPlain = { lines: string[] };

const LIST = 'clocks.list';
const joined = (t: Words, parts: readonly string[]): string => parts.join(t(LIST));
const onDay = (t: Words, date: string): string => t('clocks.day', { date, weekday: wordFor(t, `clocks.weekday.${weekday(date.slice(0, 10))}`) });
function named(t: Words, days: readonly NamedDay[], shown = (date: string): string => date): string {
  return joined(t, days.map(({ date, name }) => {
    const key = `clocks.holiday.${name ?? ''}`;
    return isMessageKey(key) ? t('clocks.namedDay', { date: shown(date), name: t(key) }) : shown(date);
  }));
}
/** '15 个工作日'. */
export const termText = (t: Words, amount: number, unit: TermUnit): string => t(`law.unit.${unit}`, { n: amount });
/** A calendar's version as people compare it: of the last entry's id the end, since entries of one day begin alike. Data keep it whole. */
export const calendarName = (version: string): string => version.replace(/[0-9a-f]{9,}/g, (id) => id.slice(-8));
export const clockTitle = (t: Words, code: string): string => wordFor(t, `law.code.${code}`);

/** `settings`: the answers to what no text settles, where they chose the rules. */
export function countedFor(t: Words, days: Explanation, settings: HandlingSettings | null = null): Counted {
  const { amount, unit, firstCounted, weekends, holidays, excluded, madeUp, rawEnd, rolledOver, end, isRolled } = days;
  const line = (key: 'start' | 'first' | 'term' | 'weekends' | 'holidays' | 'madeUp' | 'excluded' | 'extension' | 'pause' | 'raw' | 'rolled' | 'end' | 'stopped' | 'calendar' | 'regime' | 'settings' | 'source', text: string | null) =>
    (text === null || text === '' ? [] : [{ label: t(`clocks.how.${key}`), text }]);
  const count = (dates: readonly unknown[], text: string): string | null => (dates.length === 0 ? null : t('clocks.count', { n: dates.length, dates: text }));
  return {
    lines: [
      ...line('start', t('clocks.startText', { event: wordFor(t, `clocks.trigger.${days.countsFrom}`), date: onDay(t, days.startedOn) })),
      ...line('term', amount === null || unit === null ? t(days.limit === 'none' ? 'clocks.noLimit' : 'common.clock.none') : t('clocks.termText', { term: termText(t, amount, unit), kind: t(`clocks.kind.${unit}`) })),
      ...line('first', firstCounted === null ? null : onDay(t, firstCounted)),
      ...line('weekends', count(weekends, joined(t, weekends.map((date) => date.slice(5))))),
      ...line('holidays', count(holidays, named(t, holidays))),
      ...line('madeUp', count(madeUp, named(t, madeUp))),
      ...line('excluded', count(excluded, joined(t, excluded))),
      ...days.pauses.flatMap(({ reason, from, to }) => line('pause', t(to === null ? 'clocks.pauseOpen' : 'clocks.pauseText', { reason: wordFor(t, `clocks.pause.${reason}`), from, to: to ?? '' }))),
      ...days.extensions.flatMap((grant) => line('extension', t('clocks.extensionText', { on: grant.on, approver: t(`law.approver.${grant.approver}`), term: termText(t, grant.amount, grant.unit), reason: grant.reason, source: grant.source }))),
      ...line('raw', rawEnd === null || !isRolled ? null : onDay(t, rawEnd)),
      ...line('rolled', !isRolled || end === null ? null : t('clocks.rolledText', { days: joined(t, rolledOver.map(({ date, why }) => t('clocks.namedDay', { date, name: wordFor(t, `clocks.why.${why}`) }))), end })),
      ...line('end', end === null ? null : t(days.provisional ? 'clocks.endProvisional' : 'clocks.endText', { end: onDay(t, end) })),
      ...line('stopped', days.stoppedOn),
      ...line('calendar', days.calendarVersion === null ? null : calendarName(days.calendarVersion)),
      ...line('regime', days.regime === null ? null : t(`clocks.regime.${days.regime}`, { on: days.lawOn })),
      ...line('settings', settings === null ? null : SETTING_CODES.map((code) => t('clocks.setting', { name: t(`law.code.${code}`), choice: t(`law.word.${settings[code]}`) })).join(t('clocks.between'))),
      ...line('source', days.confirmed || days.limit !== 'known' ? days.source : t('clocks.unconfirmed', { source: days.source })),
    ],
    days,
  };
}

function plainEvent(t: Words, event: string): string {
  const key = `clocks.plain.event.${event}`;
  return isMessageKey(key) ? t(key) : wordFor(t, `clocks.trigger.${event}`);
}

/** Short sentences; nothing of why or by whom a period was extended. */
export function countedPlainly(t: Words, language: Language, days: Explanation): CountedPlain {
  const { amount, unit, firstCounted, weekends, holidays, excluded, madeUp, end, isRolled, rawEnd } = days;
  const day = (date: string): string => longDate(date, language);
  if (amount === null || unit === null || end === null) return { lines: [t('clocks.plain.none')] };
  return {
    lines: [
      t('clocks.plain.start', { event: plainEvent(t, days.countsFrom), date: day(days.startedOn) }),
      ...(firstCounted === null ? [] : [t(`clocks.plain.first.${unit}`, { date: day(firstCounted), n: amount })]),
      ...days.extensions.map((grant) => t('clocks.plain.extended', { on: day(grant.on), term: termText(t, grant.amount, grant.unit) })),
      ...(weekends.length > 0 ? [t('clocks.plain.weekends', { n: weekends.length })] : []),
      ...(holidays.length > 0 ? [t('clocks.plain.holidays', { days: named(t, holidays, day) })] : []),
      ...(madeUp.length > 0 ? [t('clocks.plain.madeUp', { days: named(t, madeUp, day) })] : []),
      ...(excluded.length > 0 ? [t('clocks.plain.excluded', { n: excluded.length })] : []),
      ...(isRolled && rawEnd !== null ? [t('clocks.plain.rolled', { from: day(rawEnd), to: day(end) })] : []),
      t(days.provisional ? 'clocks.plain.endProvisional' : 'clocks.plain.end', { date: day(end) }),
      t('clocks.plain.source', { source: days.source, version: (days.calendarVersion ?? '').split(' + ')[0] ?? '' }),
    ],
  };
}

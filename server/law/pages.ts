import type { FieldErrors } from '../kernel/errors.ts';
import type { Typed } from '../kernel/forms.ts';
import { isMessageKey } from '../kernel/i18n.ts';
import type { Words } from '../kernel/i18n.ts';
import { formatYuan } from '../kernel/money.ts';
import { view } from '../kernel/views.ts';
import { errorLinks, errorText } from '../people/pages.ts';
import type { ErrorLink } from '../people/pages.ts';
import { calendarName } from './pages/counted.ts';
import { APPROVERS, CALENDAR_DAYS, DAY_KINDS, UNITS } from './forms.ts';
import type { LawEntry, LocalLaw } from './rules/entries.ts';
import { HANDLING_SETTINGS, SETTING_CODES } from './rules/clocks/regime.ts';
import { findParameter, PARAMETER_CODES } from './rules/parameters.ts';
import type { Parameter } from './rules/parameters.ts';

type Choice = { value: string; text: string };
type Field = { text: string; error: string | null };
type ParameterRow = { code: string; meaning: string; figure: string; place: string; since: string; mark: string; status: 'CONFIRMED' | 'UNCONFIRMED' | 'UNKNOWN'; statusText: string; origin: string };
type EntryRow = { id: string; what: string; place: string; citation: string; enteredBy: string; confirmedBy: string | null; mayConfirm: boolean };
type FieldName = 'code' | 'jurisdiction' | 'value' | 'unit' | 'dayKind' | 'approver' | 'from' | 'to' | 'citation' | 'day' | 'dates' | 'calendarCitation';

export type ParametersPage = {
  title: string; bureau: string; on: string; rows: ParameterRow[]; unknown: number; unconfirmed: number;
  settings: { code: string; label: string; text: string; codes: string }[];
  waiting: EntryRow[]; confirmed: EntryRow[]; calendarVersion: string; calendarText: string; years: string;
  form: Record<FieldName, Field>; codes: Choice[]; units: Choice[]; dayKinds: Choice[]; approvers: Choice[]; days: Choice[]; errors: ErrorLink[];
};
export const parametersView = view<ParametersPage>('law/parameters', { layout: 'desk', nav: '/parameters' });

const word = (t: Words, key: string, otherwise: string): string => (isMessageKey(key) ? t(key) : otherwise);
const meaningOf = (t: Words, code: string): string => word(t, `law.code.${code}`, code);

/** What a code says; one that two parameters use in two senses has a word for each. A bureau's own code stays as it was entered. */
const valueWord = (t: Words, code: string, value: string): string => word(t, `law.word.${code}.${value}`, word(t, `law.word.${value}`, value));

/** A value in words: 15 个工作日, 5,000.00 元, 有, 没有规定. */
export function figureOf(t: Words, { code, value, unit }: Pick<Parameter, 'code' | 'value' | 'unit'>): string {
  if (value === null) return t('law.none');
  if (unit === 'FEN' && typeof value === 'number') return t('law.unit.FEN', { n: formatYuan(value) });
  if (typeof value === 'boolean') return value ? t('common.yes') : t('common.no');
  if (Array.isArray(value)) return value.length === 0 ? t('common.none') : value.map((each) => valueWord(t, code, each)).join(t('people.list.and'));
  return unit === 'CODE' ? valueWord(t, code, String(value)) : t(`law.unit.${unit}`, { n: String(value) });
}

function contentOf(t: Words, { content }: LawEntry): string {
  if (content.kind === 'calendar') return content.days.map((day) => t(`law.day.${day.day}`, { date: 'year' in day ? day.year : day.date })).join(t('people.list.and'));
  const { code, from, to } = content.parameter;
  return t('law.entry', { code: meaningOf(t, code), figure: figureOf(t, content.parameter), from: from ?? '', to: to ?? t('law.openEnd') });
}

type Input = {
  bureau: { code: string; name: string }; law: LocalLaw; entries: readonly LawEntry[]; names: ReadonlyMap<string, string>; me: string; today: string;
  typed?: Typed | undefined; errors?: FieldErrors | undefined;
};

/** Every legal number as this bureau works with it today, what waits for a second person, and where to enter more. */
export function parametersPage(t: Words, { bureau, law, entries, names, me, today, typed, errors }: Input): ParametersPage {
  const rows = PARAMETER_CODES.map((code): ParameterRow => {
    const found = findParameter(code, bureau.code, today, law.overlay);
    const status = found?.status ?? 'UNKNOWN';
    return {
      code, meaning: meaningOf(t, code), figure: found && status !== 'UNKNOWN' ? figureOf(t, found) : t('law.mustBeEntered'), place: found?.jurisdiction ?? '',
      since: found?.from ?? '', mark: found?.mark ?? '', status, statusText: t(`law.status.${status}`), origin: found?.source ?? '',
    };
  });
  const entryRow = (entry: LawEntry): EntryRow => ({
    id: entry.id, what: contentOf(t, entry), place: entry.jurisdiction, citation: entry.citation, enteredBy: names.get(entry.enteredBy) ?? entry.enteredBy,
    confirmedBy: entry.confirmedBy === null ? null : (names.get(entry.confirmedBy) ?? entry.confirmedBy), mayConfirm: entry.confirmedBy === null && entry.enteredBy !== me,
  });
  const field = (name: FieldName, otherwise = ''): Field => {
    const value = typed?.[name];
    return { text: typeof value === 'string' ? value : otherwise, error: errorText(t, errors, name) };
  };
  const isCalendar = typed !== undefined && 'dates' in typed;
  const empty: Field = { text: '', error: null };
  return {
    title: t('law.title'), bureau: bureau.name, on: today, rows,
    unknown: rows.filter(({ status }) => status === 'UNKNOWN').length, unconfirmed: rows.filter(({ status }) => status === 'UNCONFIRMED').length,
    settings: SETTING_CODES.map((code) => ({
      code, label: meaningOf(t, code), text: rows.find((row) => row.code === code)?.figure ?? '', codes: t('law.settings.options', { codes: HANDLING_SETTINGS[code].join(' / ') }),
    })),
    waiting: entries.filter(({ confirmedBy }) => confirmedBy === null).map(entryRow), confirmed: entries.filter(({ confirmedBy }) => confirmedBy !== null).reverse().map(entryRow),
    calendarVersion: law.calendar.version, calendarText: calendarName(law.calendar.version), years: [...law.calendar.years].sort().map((year) => (law.calendar.drafts?.has(year) ? t('law.year.draft', { year }) : String(year))).join(t('people.list.and')),
    form: {
      code: field('code'), jurisdiction: field('jurisdiction', bureau.code), value: field('value'), unit: field('unit'), dayKind: field('dayKind'), approver: field('approver'),
      from: field('from', today), to: field('to'), citation: isCalendar ? empty : field('citation'), calendarCitation: isCalendar ? field('citation') : empty, day: field('day', 'OFF'), dates: field('dates'),
    },
    codes: PARAMETER_CODES.map((code) => ({ value: code, text: `${meaningOf(t, code)} ${code}` })),
    units: UNITS.map((value) => ({ value, text: t(`law.unitName.${value}`) })),
    dayKinds: DAY_KINDS.map((value) => ({ value, text: t(`law.dayKind.${value}`) })),
    approvers: APPROVERS.map((value) => ({ value, text: t(`law.approver.${value}`) })),
    days: CALENDAR_DAYS.map((value) => ({ value, text: t(`law.dayName.${value}`) })),
    errors: errorLinks(t, errors).map((link) => (isCalendar && link.href === '#citation' ? { ...link, href: '#calendar-citation' } : link)),
  };
}

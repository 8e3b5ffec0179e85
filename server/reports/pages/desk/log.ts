// The exact record in words, newest first.
import { wordFor } from '../../../kernel/i18n.ts';
import type { Words } from '../../../kernel/i18n.ts';
import { calendarName } from '../../../law/pages/counted.ts';
import type { Report, ReportEvent } from '../../rules/report.ts';
import { clockName, groundWord } from './words.ts';

type Line = { at: string; text: string };
type Minute = (at: Date) => string;

/** '11-20 09:15'; of what a reporter did the day alone is known. */
const when = ({ at, on }: ReportEvent, minute: Minute): string => (at === null ? on.slice(5) : minute(at).slice(5));

function actorOf(t: Words, by: string, names: ReadonlyMap<string, string>): string {
  if (by === 'reporter') return t('reports.desk.reporter.title');
  return names.get(by) ?? (by === 'system' ? t('reports.desk.system') : t('common.unknown'));
}

/** Which limit moved from which day to which, and by which calendar. */
const recountLine = (t: Words, { code, before, after, calendar }: ReportEvent['detail']): string =>
  t('clocks.recounted', { name: clockName(t, String(code), String(code)), before: before === '' ? t('common.clock.none') : String(before), after: after === '' ? t('common.clock.none') : String(after), calendar: calendarName(String(calendar)) });

function more(t: Words, { action, detail, text }: ReportEvent, names: ReadonlyMap<string, string>): string[] {
  const { officers, ground, reason, on, way } = detail;
  return [
    ...(Array.isArray(officers) ? [officers.map((id) => names.get(id) ?? t('common.unknown')).join(t('reports.desk.comma'))] : []),
    ...(typeof ground === 'string' ? [groundWord(t, ground)] : []), ...(typeof reason === 'string' ? [groundWord(t, reason)] : []),
    ...(action === 'recordVisit' && typeof on === 'string' ? [on] : []), ...(typeof way === 'string' ? [wordFor(t, `reports.desk.way.${way}`)] : []),
    ...(action === 'recount' ? [recountLine(t, detail)] : []), ...(action === 'decidedWith' ? [wordFor(t, `reports.state.${String(detail['as'])}`)] : []),
    ...['receiver', 'into', 'part', ...(action === 'takeOver' ? [] : ['from'])].flatMap((name) => (typeof detail[name] === 'string' ? [detail[name]] : [])),
    ...(Array.isArray(detail['from']) ? [t('moves.joinedMany', { n: detail['from'].length, numbers: detail['from'].join(t('reports.desk.comma')) })] : []),
    ...(text === null || action === 'note' ? [] : [text]),
  ];
}

export const logOf = (t: Words, report: Report, names: ReadonlyMap<string, string>, minute: Minute): Line[] =>
  [...report.events].reverse().map((event) => {
    const act = wordFor(t, `reports.desk.event.${event.action}`);
    const rest = more(t, event, names);
    return { at: when(event, minute), text: `${actorOf(t, event.by, names)} ${act}${rest.length > 0 ? `${t('reports.desk.colon')}${rest.join(t('reports.desk.semicolon'))}` : ''}` };
  });

/** Notes between officers, newest first; the reporter never sees them. */
export const notesOf = (report: Report, names: ReadonlyMap<string, string>, minute: Minute): Line[] =>
  report.events.filter(({ action, text }) => action === 'note' && text !== null).reverse().map((event) => ({ at: `${when(event, minute)} ${names.get(event.by) ?? ''}`.trim(), text: event.text ?? '' }));

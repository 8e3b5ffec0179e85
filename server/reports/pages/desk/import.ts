import type { FieldErrors } from '../../../kernel/errors.ts';
import { isMessageKey } from '../../../kernel/i18n.ts';
import type { Words } from '../../../kernel/i18n.ts';
import { view } from '../../../kernel/views.ts';
import { errorLinks, errorText } from '../../../people/pages.ts';
import type { ErrorLink } from '../../../people/pages.ts';
import { HOTLINES } from '../../rules/enter.ts';
import { COLUMNS, HEADINGS, IMPORT_CATEGORIES, KIND_WORDS, NEEDED } from '../../rules/import.ts';
import type { CellMistake, Hotline } from '../../rules/import.ts';
import { identityWord } from './words.ts';

/** So many lines are in a preview at most. */
const MOST_SHOWN = 20;

type Counts = { total: number; fresh: number; known: number; wrong: number };
type Known = { id: string; channel: Hotline; on: string; state: 'checked' | 'confirmed' | 'done'; counts: Counts; added: number; version: number; by: string };

export type ImportsPage = {
  title: string; errors: ErrorLink[]; channel: string; channels: { value: string; text: string }[]; channelError: string | null; fileError: string | null;
  columns: { name: string; also: string; isNeeded: boolean; what: string }[]; recent: { href: string; text: string; on: string; stateText: string; total: number; who: string }[];
};
export const importsView = view<ImportsPage>('reports/desk/imports', { layout: 'desk', nav: '/reports/desk/new' });

export function importsPage(t: Words, { recent, names, channel = '', errors }: { recent: readonly Known[]; names: ReadonlyMap<string, string>; channel?: string; errors?: FieldErrors }): ImportsPage {
  return {
    title: t('entering.import.title'), errors: errorLinks(t, errors), channel, channelError: errorText(t, errors, 'channel'), fileError: errorText(t, errors, 'file'),
    channels: HOTLINES.map((value) => ({ value, text: t(`reports.desk.channel.${value}`) })),
    columns: COLUMNS.map((column) => ({
      name: HEADINGS[column][0] ?? column, also: HEADINGS[column].slice(1).join(t('reports.desk.comma')), isNeeded: NEEDED.includes(column),
      what: t(`entering.import.column.${column}`, { words: (column === 'targetKind' ? KIND_WORDS : IMPORT_CATEGORIES).join(t('reports.desk.comma')) }),
    })),
    recent: recent.map(({ id, channel: way, on, state, counts, by }) => ({
      href: `/reports/desk/import/${id}`, text: t(`reports.desk.channel.${way}`), on, stateText: t(`entering.import.state.${state === 'checked' && counts.wrong > 0 ? 'wrong' : state}`), total: counts.total, who: names.get(by) ?? t('common.unknown'),
    })),
  };
}

export type ImportPage = {
  title: string; id: string; version: number; state: string; lede: string; sums: { label: string; value: number; unit: null }[]; mistakes: { line: number; column: string; text: string }[]; more: string | null; download: string | null;
  preview: { line: number; foreignNumber: string; receivedOn: string; targetName: string; identityText: string }[]; previewNote: string | null; mayConfirm: boolean; mayDrop: boolean; isWaiting: boolean; confirmText: string;
};
export const importView = view<ImportPage>('reports/desk/import', { layout: 'desk', nav: '/reports/desk/new' });

type Findings = { mistakes: readonly CellMistake[]; more: number; preview: readonly { line: number; foreignNumber: string; receivedOn: string; targetName: string; identity: string }[] };

/** What to do about it, in the reader's language; the heading of the file that says it for every line. */
export const mistakeText = (t: Words, { key, args }: CellMistake): string => (isMessageKey(key) ? t(key, args) : key);
export const faultsHeading = (t: Words): string[] => [t('entering.import.line'), HEADINGS.foreignNumber[0] ?? '', t('entering.import.heading'), t('entering.import.mend')];

export function importPage(t: Words, { one, findings }: { one: Known; findings: Findings | null }): ImportPage {
  const { total, fresh, known, wrong } = one.counts;
  const isChecked = one.state === 'checked';
  const outcome = one.state === 'checked' ? (wrong > 0 ? 'wrong' : fresh === 0 ? 'nothing' : 'ready') : one.state;
  const { mistakes = [], more = 0, preview = [] } = findings ?? {};
  return {
    title: t('entering.import.one', { channel: t(`reports.desk.channel.${one.channel}`), date: one.on }), id: one.id, version: one.version, state: one.state,
    lede: t(`entering.import.lede.${outcome}`, { n: one.state === 'done' ? one.added : outcome === 'wrong' ? wrong : fresh }),
    sums: (['total', 'fresh', 'known', 'wrong'] as const).map((name) => ({ label: t(`entering.import.count.${name}`), value: { total, fresh, known, wrong }[name], unit: null })),
    mistakes: mistakes.map((mistake) => ({ line: mistake.line, column: HEADINGS[mistake.column][0] ?? mistake.column, text: mistakeText(t, mistake) })), more: more === 0 ? null : t('entering.import.more', { n: more }),
    download: mistakes.length === 0 ? null : `/reports/desk/import/${one.id}/faults`,
    preview: preview.map(({ line, foreignNumber, receivedOn, targetName, identity }) => ({ line, foreignNumber, receivedOn, targetName, identityText: identityWord(t, identity === 'realName' ? 'realName' : 'anonymous') })),
    previewNote: preview.length >= MOST_SHOWN && total > preview.length ? t('entering.import.first', { n: preview.length }) : null,
    mayConfirm: outcome === 'ready', mayDrop: isChecked, isWaiting: one.state === 'confirmed', confirmText: t('entering.import.confirm', { n: fresh }),
  };
}

import type { FieldErrors } from '../../kernel/errors.ts';
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { errorLinks, errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import { COLUMNS, COLUMN_NAMES, DECISIONS } from '../rules/lines.ts';
import type { Column } from '../rules/lines.ts';
import type { FaultyLine, Import } from '../rules/imports.ts';

const WHAT_KIND: Record<(typeof DECISIONS)[number], string> = { new: 'on', changed: 'warn', same: '', wrong: 'bad' };
const STATE_KIND: Record<Import['state'], string> = { reading: '', staged: 'on', applying: 'warn', done: 'ok', discarded: '' };
type Line = { href: string; at: string; who: string; state: string; stateKind: string; lines: number; counts: string };
type Names = ReadonlyMap<string, string>;

export type ImportsPage = { title: string; imports: Line[]; columns: { heading: string; also: string; note: string }[]; fileError: string | null; errors: ErrorLink[] };
export const importsView = view<ImportsPage>('institutions/imports', { layout: 'desk', nav: '/institutions' });

const countsText = (t: Words, { counts }: Import): string => DECISIONS.map((what) => t('institutions.import.countLine', { what: t(`institutions.import.what.${what}`), n: counts[what] })).join(t('institutions.comma'));

export function importsPage(t: Words, { imports, names, minute, errors }: { imports: readonly Import[]; names: Names; minute: (at: Date) => string; errors?: FieldErrors }): ImportsPage {
  return {
    title: t('institutions.imports.title'),
    imports: imports.map((one) => ({
      href: `/institutions/imports/${one.id}`, at: minute(one.at), who: names.get(one.by) ?? t('common.unknown'), state: t(`institutions.import.state.${one.state}`), stateKind: STATE_KIND[one.state],
      lines: one.lines, counts: countsText(t, one),
    })),
    columns: COLUMN_NAMES.map((column) => {
      const [heading, ...also] = COLUMNS[column];
      return { heading, also: also.join(t('institutions.comma')), note: t(`institutions.column.${column}`) };
    }),
    fileError: errorText(t, errors, 'file'), errors: errorLinks(t, errors),
  };
}

export type ImportPage = {
  title: string; id: string; state: string; stateText: string; stateKind: string; lede: string; counts: { what: string; text: string; n: number; kind: string }[]; headings: string[];
  preview: { line: number; what: string; kind: string; was: string | null; cells: { label: string; text: string }[] }[]; faults: { line: number; name: string; text: string }[]; moreFaults: string | null; renamed: string | null; isStaged: boolean; hasFaults: boolean; mayConfirm: boolean; applied: string | null;
};
export const importView = view<ImportPage>('institutions/import', { layout: 'desk', nav: '/institutions' });

export function importPage(t: Words, one: Import, faults: readonly FaultyLine[], mayKeep: boolean): ImportPage {
  const isColumn = (name: string): name is Column => COLUMN_NAMES.some((column) => column === name);
  const headings = one.columns.filter(isColumn).map((column) => COLUMNS[column][0]);
  const toApply = one.counts.new + one.counts.changed;
  return {
    title: t('institutions.import.title'), id: one.id, state: one.state, stateText: t(`institutions.import.state.${one.state}`), stateKind: STATE_KIND[one.state], lede: t(`institutions.import.lede.${one.state}`, { n: one.lines }),
    counts: DECISIONS.map((what) => ({ what, text: t(`institutions.import.what.${what}`), n: one.counts[what], kind: WHAT_KIND[what] })), headings,
    preview: one.preview.map((line) => ({ line: line.line, what: t(`institutions.import.what.${line.what}`), kind: WHAT_KIND[line.what], was: line.was ? t('institutions.import.was', { name: line.was }) : null, cells: line.cells.map((text, at) => ({ label: headings[at] ?? '', text })) })),
    faults: faults.map((faulty) => ({ line: faulty.line, name: faulty.name, text: faultText(t, faulty) })), moreFaults: one.counts.wrong > faults.length && faults.length > 0 ? t('institutions.import.moreFaults', { n: one.counts.wrong - faults.length }) : null,
    renamed: one.state === 'staged' && one.renamed ? t('institutions.import.renamed', { n: one.renamed }) : null,
    isStaged: one.state === 'staged', hasFaults: one.counts.wrong > 0 && one.state !== 'discarded', mayConfirm: one.state === 'staged' && mayKeep && toApply > 0,
    applied: one.state === 'applying' || one.state === 'done' ? t('institutions.import.applied', { n: one.applied, of: toApply, missed: one.missed }) : null,
  };
}

/** Every fault of a line in words, with the column where it has one. */
export const faultText = (t: Words, { faults }: FaultyLine): string =>
  faults.map(({ column, fault }) => (column === null ? t(`institutions.fault.${fault}`) : t('institutions.faultLine', { column: COLUMNS[column][0], fault: t(`institutions.fault.${fault}`) }))).join(t('institutions.semicolon'));
export const faultHeading = (t: Words): string[] => [t('institutions.import.line'), COLUMNS.name[0], t('institutions.import.faults')];

import type { DivisionTable } from '../../kernel/divisions.ts';
import { fullName, level, within } from '../../kernel/divisions.ts';
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import type { ListAsk } from '../forms.ts';
import { KINDS, STATUSES } from '../rules/institution.ts';
import type { Institution, Status } from '../rules/institution.ts';

type Option = { value: string; text: string };
type Row = { href: string; name: string; aliases: string; kind: string; level: string; codes: string; place: string; status: string; statusKind: string; isDoubtful: boolean };
export type InstitutionsPage = {
  title: string; mayKeep: boolean; views: { text: string; href: string; isCurrent: boolean }[]; q: string; kind: string; status: string; place: string; doubtful: string;
  kinds: Option[]; statuses: Option[]; places: Option[]; isFiltered: boolean; all: string; note: string | null; rows: Row[]; first: string | null; older: string | null; summary: string;
};
export const institutionsView = view<InstitutionsPage>('institutions/list', { layout: 'desk', nav: '/institutions' });

export const statusKind = (status: Status): string => ({ active: 'ok', suspended: 'warn', ended: 'bad' })[status];
/** Below its own division a place needs no longer name. */
export const placeName = (divisions: DivisionTable, code: string): string => divisions.get(code) ?? code;
/** What a bureau may write: its own division and those under it, with the name of the one above where it covers several. */
export const placesUnder = (divisions: DivisionTable, bureau: string): Option[] =>
  [...divisions.keys()].filter((code) => within(bureau, code)).map((code) => ({ value: code, text: level(bureau) === 'province' ? fullName(divisions, code) : placeName(divisions, code) }));
export const levelText = (t: Words, { level: grade, ownership }: Pick<Institution, 'level' | 'ownership'>): string =>
  [grade === null ? '' : t(`institutions.level.${grade}`), ownership === null ? '' : t(`institutions.ownership.${ownership}`)].filter((part) => part !== '').join(' · ');

const address = (ask: ListAsk, change: Partial<ListAsk>): string => {
  const wanted = Object.entries({ ...ask, ...change }).filter(([, value]) => value !== '');
  return wanted.length === 0 ? '/institutions' : `/institutions?${new URLSearchParams(Object.fromEntries(wanted)).toString()}`;
};
const BLANK: ListAsk = { q: '', kind: '', status: '', place: '', doubtful: '', after: '' };

type Entry = Pick<Institution, 'id' | 'name' | 'aliases' | 'kind' | 'level' | 'ownership' | 'creditCode' | 'insuranceCode' | 'division' | 'status'> & { isDoubtful: boolean };
type Input = { ask: ListAsk; entries: readonly Entry[]; next: string | null; isTooShort: boolean; mayKeep: boolean; bureau: string; divisions: DivisionTable };

export function institutionsPage(t: Words, { ask, entries, next, isTooShort, mayKeep, bureau, divisions }: Input): InstitutionsPage {
  return {
    title: t('institutions.title'), mayKeep,
    views: [
      { text: t('institutions.view.all'), href: address(BLANK, {}), isCurrent: ask.doubtful === '' },
      { text: t('institutions.view.doubtful'), href: address(BLANK, { doubtful: 'yes' }), isCurrent: ask.doubtful === 'yes' },
    ],
    q: ask.q, kind: ask.kind, status: ask.status, place: ask.place, doubtful: ask.doubtful,
    kinds: KINDS.map((value) => ({ value, text: t(`institutions.kind.${value}`) })), statuses: STATUSES.map((value) => ({ value, text: t(`institutions.status.${value}`) })),
    places: level(bureau) === 'county' ? [] : placesUnder(divisions, bureau),
    isFiltered: [ask.q, ask.kind, ask.status, ask.place].some((value) => value !== ''), all: address(BLANK, { doubtful: ask.doubtful }), note: isTooShort ? t('institutions.tooShort') : null,
    rows: entries.map((entry) => ({
      href: `/institutions/${entry.id}`, name: entry.name, aliases: entry.aliases.join(t('institutions.comma')), kind: t(`institutions.kind.${entry.kind}`), level: levelText(t, entry),
      codes: [entry.insuranceCode, entry.creditCode].filter((code) => code !== null).join(' '), place: placeName(divisions, entry.division),
      status: t(`institutions.status.${entry.status}`), statusKind: statusKind(entry.status), isDoubtful: entry.isDoubtful,
    })),
    first: ask.after === '' ? null : address(ask, { after: '' }), older: next === null ? null : address(ask, { after: next }), summary: t('institutions.shown', { n: entries.length }),
  };
}

import type { DivisionTable } from '../../kernel/divisions.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { errorLinks, errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import { DRAFT_FIELDS, KINDS, LEVELS, OWNERSHIPS, STATUSES } from '../rules/institution.ts';
import type { Draft, Institution } from '../rules/institution.ts';
import { placesUnder } from './list.ts';

type Option = { value: string; text: string };
type Field = keyof Draft;
export type EditPage = {
  title: string; action: string; back: string; version: number | null; button: string; value: Record<Field, string>; errorOf: Record<Field, string | null>;
  kinds: Option[]; levels: Option[]; ownerships: Option[]; statuses: Option[]; places: Option[]; text: string; errors: ErrorLink[];
};
export const editView = view<EditPage>('institutions/edit', { layout: 'desk', nav: '/institutions' });

const EMPTY: Draft = { kind: 'medicalInstitution', name: '', aliases: [], level: null, ownership: null, creditCode: null, insuranceCode: null, division: '', status: 'active', contact: '', phone: '', address: '' };
const byField = <T>(make: (field: Field) => T): Record<Field, T> => ({
  kind: make('kind'), name: make('name'), aliases: make('aliases'), level: make('level'), ownership: make('ownership'), creditCode: make('creditCode'), insuranceCode: make('insuranceCode'),
  division: make('division'), status: make('status'), contact: make('contact'), phone: make('phone'), address: make('address'),
});

export function editPage(t: Words, input: { institution: Institution | null; bureau: string; divisions: DivisionTable; typed?: Typed; errors?: FieldErrors }): EditPage {
  const { institution, bureau, divisions, typed, errors } = input;
  const known: Draft = institution ?? { ...EMPTY, division: bureau };
  const valueOf = (field: Field): string => {
    const was = typed?.[field];
    if (typeof was === 'string') return was;
    const value = known[field];
    return Array.isArray(value) ? value.join(t('institutions.comma')) : (value ?? '');
  };
  const order = (field: string): number => DRAFT_FIELDS.findIndex((each) => each === field);
  const sorted = errors && Object.fromEntries(Object.entries(errors).sort(([a], [b]) => order(a) - order(b)));
  const read = Number(typed?.['version']);
  return {
    title: institution === null ? t('institutions.new.title') : t('institutions.change.title', { name: institution.name }),
    action: institution === null ? '/institutions' : `/institutions/${institution.id}`, back: institution === null ? '/institutions' : `/institutions/${institution.id}`,
    version: institution === null ? null : Number.isInteger(read) && read > 0 ? read : institution.version, button: t(institution === null ? 'institutions.new.do' : 'institutions.change.do'),
    value: byField(valueOf), errorOf: byField((field) => errorText(t, errors, field)),
    kinds: KINDS.map((value) => ({ value, text: t(`institutions.kind.${value}`) })), levels: LEVELS.map((value) => ({ value, text: t(`institutions.level.${value}`) })),
    ownerships: OWNERSHIPS.map((value) => ({ value, text: t(`institutions.ownership.${value}`) })), statuses: STATUSES.map((value) => ({ value, text: t(`institutions.status.${value}`) })),
    places: placesUnder(divisions, bureau), text: typeof typed?.['text'] === 'string' ? typed['text'] : '', errors: errorLinks(t, sorted),
  };
}

export type MergePage = { title: string; id: string; version: number; name: string; twins: Option[]; into: string; intoError: string | null; other: string; otherError: string | null; text: string; textError: string | null; errors: ErrorLink[] };
export const mergeView = view<MergePage>('institutions/merge', { layout: 'desk', nav: '/institutions' });

export function mergePage(t: Words, { institution, twins, typed = {}, errors }: { institution: Institution; twins: readonly Institution[]; typed?: Typed; errors?: FieldErrors }): MergePage {
  const was = (name: string, otherwise = ''): string => (typeof typed[name] === 'string' ? typed[name] : otherwise);
  return {
    title: t('institutions.merge.title'), id: institution.id, version: institution.version, name: institution.name,
    twins: twins.map((twin) => ({ value: twin.id, text: [twin.name, twin.insuranceCode, twin.creditCode].filter((part) => part !== null).join(' · ') })),
    into: was('into', twins.length === 1 ? (twins[0]?.id ?? '') : ''), intoError: twins.length > 0 ? errorText(t, errors, 'into') : null,
    other: was('other'), otherError: errorText(t, errors, 'other') ?? (twins.length === 0 ? errorText(t, errors, 'into') : null), text: was('text'), textError: errorText(t, errors, 'text'),
    errors: errorLinks(t, errors).map((link) => (link.href === '#into' && twins.length === 0 ? { ...link, href: '#other' } : link)),
  };
}

import type { DivisionTable } from '../../kernel/divisions.ts';
import { fullName } from '../../kernel/divisions.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import { wordFor } from '../../kernel/i18n.ts';
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { errorLinks, errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import type { Institution, InstitutionEvent, StandingAction } from '../rules/institution.ts';
import { levelText, statusKind } from './list.ts';

type Fact = { label: string; text: string };
type Other = { href: string; name: string; detail: string };
export type InstitutionPage = {
  title: string; id: string; version: number; name: string; kind: string; marks: { kind: string; text: string }[]; facts: Fact[]; counts: Fact[];
  into: Other | null; absorbed: Other[]; twins: Other[]; log: { at: string; text: string }[];
  mayChange: boolean; mayMerge: boolean; mayUnmerge: boolean; reason: string; reasonError: string | null; errors: ErrorLink[];
};
export const institutionView = view<InstitutionPage>('institutions/show', { layout: 'desk', nav: '/institutions' });

type Input = {
  institution: Institution; into: Institution | null; absorbed: readonly Institution[]; twins: readonly Institution[]; permitted: readonly StandingAction[];
  counts: { reports: number | null; cases: number | null }; names: ReadonlyMap<string, string>; divisions: DivisionTable; minute: (at: Date) => string; typed?: Typed; errors?: FieldErrors;
};

type Recorded = Pick<Institution, 'kind' | 'level' | 'ownership' | 'creditCode' | 'insuranceCode' | 'status'>;
function institutionFacts(t: Words, institution: Recorded, place: string): Fact[] {
  const grade = levelText(t, institution);
  return [
    { label: t('institutions.field.kind'), text: t(`institutions.kind.${institution.kind}`) },
    ...(grade === '' ? [] : [{ label: t('institutions.field.level'), text: grade }]),
    { label: t('institutions.field.insuranceCode'), text: institution.insuranceCode ?? t('institutions.none') },
    { label: t('institutions.field.creditCode'), text: institution.creditCode ?? t('institutions.none') },
    { label: t('institutions.field.division'), text: place },
    { label: t('institutions.field.status'), text: t(`institutions.status.${institution.status}`) },
  ];
}

/** What the page of a matter shows of the institution that it names; for `institutions/_panel`. */
export type LinkedInstitution = { href: string; name: string; facts: Fact[] };
export type LinkedRecord = Recorded & Pick<Institution, 'id' | 'name'> & { place: string };
export const linkedInstitution = (t: Words, record: LinkedRecord | null): LinkedInstitution | null =>
  (record === null ? null : { href: `/institutions/${record.id}`, name: record.name, facts: institutionFacts(t, record, record.place) });

function eventText(t: Words, { action, by, text, detail }: InstitutionEvent, names: ReadonlyMap<string, string>): string {
  const fields = [detail['fields'] ?? []].flat().map((field) => wordFor(t, `institutions.field.${field}`)).join(t('institutions.comma'));
  const act = t(`institutions.event.${action}`, { name: names.get(by) ?? t('common.unknown') });
  const what = fields === '' ? act : t('institutions.log.fields', { act, fields });
  return text === '' ? what : t('institutions.log.because', { what, reason: text });
}

export function institutionPage(t: Words, { institution, into, absorbed, twins, permitted, counts, names, divisions, minute, typed, errors }: Input): InstitutionPage {
  const other = (one: Institution): Other => ({ href: `/institutions/${one.id}`, name: one.name, detail: [one.insuranceCode, one.creditCode].filter((code) => code !== null).join(' ') });
  const { reports, cases } = counts;
  return {
    title: institution.name, id: institution.id, version: institution.version, name: institution.name, kind: t(`institutions.kind.${institution.kind}`),
    marks: [
      { kind: statusKind(institution.status), text: t(`institutions.status.${institution.status}`) },
      ...(institution.mergedInto === null ? [] : [{ kind: 'bad', text: t('institutions.mark.merged') }]), ...(twins.length > 0 ? [{ kind: 'warn', text: t('institutions.mark.doubtful') }] : []),
    ],
    facts: [
      ...institutionFacts(t, institution, fullName(divisions, institution.division)),
      ...(institution.aliases.length > 0 ? [{ label: t('institutions.field.aliases'), text: institution.aliases.join(t('institutions.comma')) }] : []),
      ...(['address', 'contact', 'phone'] as const).filter((field) => institution[field] !== '').map((field) => ({ label: t(`institutions.field.${field}`), text: institution[field] })),
    ],
    counts: [...(reports === null ? [] : [{ label: t('institutions.count.reports'), text: String(reports) }]), ...(cases === null ? [] : [{ label: t('institutions.count.cases'), text: String(cases) }])],
    into: into === null ? null : other(into), absorbed: absorbed.map(other), twins: twins.map(other),
    log: [...institution.events].reverse().map((event) => ({ at: minute(event.at), text: eventText(t, event, names) })),
    mayChange: permitted.includes('change'), mayMerge: permitted.includes('merge'), mayUnmerge: permitted.includes('unmerge'),
    reason: typeof typed?.['text'] === 'string' ? typed['text'] : '', reasonError: errorText(t, errors, 'text'), errors: errorLinks(t, errors),
  };
}

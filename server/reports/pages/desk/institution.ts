// The page on which a report's free name is linked to an institution of the directory.
import type { FieldErrors } from '../../../kernel/errors.ts';
import type { Typed } from '../../../kernel/forms.ts';
import type { Words } from '../../../kernel/i18n.ts';
import { view } from '../../../kernel/views.ts';
import { errorLinks, errorText } from '../../../people/pages.ts';
import type { ErrorLink } from '../../../people/pages.ts';
import { registerNumber } from '../../rules/report.ts';
import type { Report } from '../../rules/report.ts';

type Option = { value: string; text: string };
export type LinkPage = { title: string; id: string; version: number; register: string; target: string; back: string; options: Option[]; institution: string; institutionError: string | null; other: string; otherError: string | null; errors: ErrorLink[] };
export const linkView = view<LinkPage>('reports/desk/institution', { layout: 'desk', nav: '/inbox' });

type Similar = { id: string; name: string; insuranceCode: string | null; creditCode: string | null };
export function linkPage(t: Words, { report, similar, typed = {}, errors }: { report: Report; similar: readonly Similar[]; typed?: Typed; errors?: FieldErrors }): LinkPage {
  const was = (name: string, otherwise: string): string => (typeof typed[name] === 'string' ? typed[name] : otherwise);
  const isListed = similar.length > 0;
  const links = errorLinks(t, errors);
  return {
    title: t('institutions.link.page'), id: report.id, version: report.version, register: registerNumber(report), target: report.content.targetName, back: `/reports/desk/${report.id}`,
    options: similar.map(({ id, name, insuranceCode, creditCode }) => ({ value: id, text: [name, insuranceCode, creditCode].filter((part) => part !== null).join(' · ') })),
    institution: was('institution', report.institutionId ?? ''), institutionError: isListed ? errorText(t, errors, 'institution') : null,
    other: was('other', ''), otherError: errorText(t, errors, 'other') ?? (isListed ? null : errorText(t, errors, 'institution')),
    errors: isListed ? links : links.map((link) => ({ ...link, href: '#other' })),
  };
}

// Pages below the reporter's own: a correction, a new code.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { errorLinks, errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import type { Report } from '../rules/report.ts';
import { codeHalves } from './received.ts';

const TAB = 'reporter.tab.mine';

export type CorrectionPage = { title: string; errors: ErrorLink[]; number: string; receivedOn: string; targetName: string; narrative: string; text: string; textError: string | null };
export const correctionView = view<CorrectionPage>('reports/correction', { layout: 'public', nav: '/reports/status', hasExit: true, tab: TAB });
export const correctionPage = (t: Words, { number, receivedOn, content }: Pick<Report, 'number' | 'receivedOn' | 'content'>, { text = '', errors }: { text?: string; errors?: FieldErrors } = {}): CorrectionPage => ({
  title: t('reporter.correction.title'), errors: errorLinks(t, errors), number, receivedOn, targetName: content.targetName, narrative: content.narrative, text, textError: errorText(t, errors, 'text'),
});

export type NewCodePage = { title: string; errors: ErrorLink[]; request: string; number: string; numberError: string | null };
export const newCodeView = view<NewCodePage>('reports/new-code', { layout: 'public', nav: '/reports/status', hasExit: true, tab: TAB });
export const newCodePage = (t: Words, { request, number = '', errors }: { request: string; number?: string; errors?: FieldErrors }): NewCodePage => ({
  title: t('reporter.code.title'), errors: errorLinks(t, errors), request, number, numberError: errorText(t, errors, 'number'),
});

export type RenewedPage = { title: string; errors: ErrorLink[]; savedError: string | null; number: string; code: string; codeHalves: string[] };
export const renewedView = view<RenewedPage>('reports/renewed', { layout: 'public', nav: '/reports/status', hasExit: true, tab: TAB });
/** The one page that shows the new code. */
export const renewedPage = (t: Words, { number, code, codeGroups, errors }: { number: string; code: string; codeGroups: readonly string[]; errors?: FieldErrors }): RenewedPage => ({
  title: t('reporter.code.done'), errors: errorLinks(t, errors), savedError: errorText(t, errors, 'saved'), number, code, codeHalves: codeHalves(codeGroups),
});

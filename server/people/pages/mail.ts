import type { FieldErrors } from '../../kernel/errors.ts';
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { errorLinks, errorText } from '../pages.ts';
import type { ErrorLink } from '../pages.ts';

export type MailPage = { title: string; isConfigured: boolean; email: string; emailError: string | null; errors: ErrorLink[] };
export const mailView = view<MailPage>('people/mail', { layout: 'desk', nav: '/desk' });

export const mailPage = (t: Words, { isConfigured, email, errors }: { isConfigured: boolean; email: string; errors?: FieldErrors }): MailPage => ({
  title: t('mail.title'), isConfigured, email, emailError: errorText(t, errors, 'email'), errors: errorLinks(t, errors),
});

import type { FieldErrors } from '../kernel/errors.ts';
import { isMessageKey } from '../kernel/i18n.ts';
import type { Words } from '../kernel/i18n.ts';
import { view } from '../kernel/views.ts';
import type { Role } from './rules/person.ts';

/** One line of an error summary. */
export type ErrorLink = { href: string; text: string };
export const errorText = (t: Words, errors: FieldErrors | undefined, field: string): string | null => {
  const error = errors?.[field];
  return error && isMessageKey(error.key) ? t(error.key, error.args) : null;
};
/** `fields`: those whose mistakes do not say by themselves what they are about. */
export const errorLinks = (t: Words, errors: FieldErrors | undefined, fields: readonly { id: string; label: string }[] = []): ErrorLink[] =>
  Object.keys(errors ?? {}).map((field) => {
    const text = errorText(t, errors, field) ?? t('common.error.invalid');
    const label = fields.find(({ id }) => id === field)?.label;
    return { href: `#${field}`, text: label === undefined ? text : t('common.error.of', { field: label, text }) };
  });

export type DemoAccount = { account: string; password: string; roles: readonly Role[]; name: string; bureau: string };
type DemoLine = { account: string; roles: string; name: string; bureau: string };

export type SignInPage = {
  title: string; account: string; back: string; errors: ErrorLink[]; accountError: string | null; passwordError: string | null; demoAccounts: DemoLine[]; demoPassword: string | null;
};
export const signInView = view<SignInPage>('people/sign-in', { layout: 'desk' });

export const signInPage = (t: Words, input: { account: string; back: string; demoAccounts: DemoAccount[]; errors?: FieldErrors }): SignInPage => ({
  title: t('people.signIn.title'),
  account: input.account,
  back: input.back,
  demoAccounts: input.demoAccounts.map(({ account, roles, name, bureau }) => ({ account, name, bureau, roles: roles.map((role) => t(`people.role.${role}`)).join(t('people.list.and')) })),
  // All demo accounts share one.
  demoPassword: input.demoAccounts[0]?.password ?? null,
  errors: errorLinks(t, input.errors),
  accountError: errorText(t, input.errors, 'account'),
  passwordError: errorText(t, input.errors, 'password'),
});

export type PasswordPage = { title: string; isForced: boolean; errors: ErrorLink[]; currentError: string | null; nextError: string | null };
export const passwordView = view<PasswordPage>('people/password', { layout: 'desk' });

export const passwordPage = (t: Words, input: { isForced: boolean; errors?: FieldErrors }): PasswordPage => ({
  title: t('people.password.title'),
  isForced: input.isForced,
  errors: errorLinks(t, input.errors),
  currentError: errorText(t, input.errors, 'current'),
  nextError: errorText(t, input.errors, 'next'),
});

import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { errorLinks, errorText } from '../pages.ts';
import type { ErrorLink } from '../pages.ts';
import type { Account, Bureau } from '../rules/accounts.ts';
import { ROLES } from '../rules/person.ts';
import type { Role } from '../rules/person.ts';

type Choice = { value: string; text: string };
type Mark = { kind: '' | 'ok' | 'warn' | 'bad'; text: string };
type AccountRow = { href: string; account: string; person: string; bureau: string; roles: string; certificate: string; marks: Mark[] };
export type AccountsPage = { title: string; accounts: AccountRow[]; older: string | null };
export const accountsView = view<AccountsPage>('people/accounts', { layout: 'desk', nav: '/accounts' });

/** Nearly out: time enough to renew a certificate. */
const SOON_DAYS = 30;
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** `today` is the Beijing date. */
export function certificateMark(t: Words, certificate: Account['certificate'], today: string): Mark | null {
  if (certificate === null) return null;
  const left = daysBetween(today, certificate.validTo);
  if (left < 0) return { kind: 'bad', text: t('people.certificate.expired') };
  return left <= SOON_DAYS ? { kind: 'warn', text: t('people.certificate.soon', { n: left }) } : null;
}

export function accountsPage(t: Words, input: { accounts: readonly Account[]; bureaus: ReadonlyMap<string, string>; hasMore: boolean; today: string }): AccountsPage {
  const last = input.accounts.at(-1);
  return {
    title: t('people.accounts.title'),
    accounts: input.accounts.map((account) => ({
      href: `/accounts/${account.id}`, account: account.account, person: account.name, bureau: input.bureaus.get(account.bureau) ?? account.bureau,
      roles: account.roles.map((role) => t(`people.role.${role}`)).join(t('people.list.and')),
      certificate: account.certificate ? t('people.certificate.line', { number: account.certificate.number, date: account.certificate.validTo }) : '',
      marks: [
        ...(account.isDisabled ? [{ kind: 'bad' as const, text: t('people.state.disabled') }] : []),
        ...(account.isDemo ? [{ kind: '' as const, text: t('people.state.demo') }] : []),
        ...(account.mustChangePassword ? [{ kind: '' as const, text: t('people.state.mustChange') }] : []),
        ...[certificateMark(t, account.certificate, input.today)].flatMap((mark) => mark ?? []),
      ],
    })),
    older: input.hasMore && last ? `/accounts?after=${last.bureau}~${last.account}` : null,
  };
}

type RightsFields = {
  person: string; personError: string | null; roles: { value: Role; text: string; isChecked: boolean }[]; rolesError: string | null; scope: string; scopeError: string | null;
  certificateNumber: string; certificateNumberError: string | null; certificateValidTo: string; certificateValidToError: string | null;
};
const typedText = (typed: Typed | undefined, name: string, otherwise: string): string => (typeof typed?.[name] === 'string' ? typed[name] : otherwise);

function rightsFields(t: Words, known: Pick<Account, 'name' | 'roles' | 'scope' | 'certificate'>, typed: Typed | undefined, errors: FieldErrors | undefined): RightsFields {
  const chosen: readonly string[] = typed ? [typed['roles'] ?? []].flat() : known.roles;
  return {
    person: typedText(typed, 'name', known.name), personError: errorText(t, errors, 'name'),
    roles: ROLES.map((value) => ({ value, text: t(`people.role.${value}`), isChecked: chosen.includes(value) })), rolesError: errorText(t, errors, 'roles'),
    scope: typedText(typed, 'scope', known.scope), scopeError: errorText(t, errors, 'scope'),
    certificateNumber: typedText(typed, 'certificateNumber', known.certificate?.number ?? ''), certificateNumberError: errorText(t, errors, 'certificateNumber'),
    certificateValidTo: typedText(typed, 'certificateValidTo', known.certificate?.validTo ?? ''), certificateValidToError: errorText(t, errors, 'certificateValidTo'),
  };
}

export type NewAccountPage = RightsFields & {
  title: string; errors: ErrorLink[]; account: string; accountError: string | null; bureau: string; bureauError: string | null; bureaus: Choice[]; passwordError: string | null;
};
export const newAccountView = view<NewAccountPage>('people/new-account', { layout: 'desk', nav: '/accounts' });

export const newAccountPage = (t: Words, input: { bureaus: readonly Bureau[]; home: string; typed?: Typed | undefined; errors?: FieldErrors | undefined }): NewAccountPage => ({
  ...rightsFields(t, { name: '', roles: [], scope: input.home, certificate: null }, input.typed, input.errors),
  title: t('people.newAccount.title'),
  errors: errorLinks(t, input.errors),
  account: typedText(input.typed, 'account', ''), accountError: errorText(t, input.errors, 'account'),
  bureau: typedText(input.typed, 'bureau', input.home), bureauError: errorText(t, input.errors, 'bureau'),
  bureaus: input.bureaus.map(({ code, name }) => ({ value: code, text: `${name} ${code}` })),
  passwordError: errorText(t, input.errors, 'password'),
});

export type AccountPage = RightsFields & {
  title: string; id: string; version: number; account: string; bureau: string; isDisabled: boolean; isMyself: boolean; marks: Mark[]; errors: ErrorLink[]; passwordError: string | null;
};
export const accountView = view<AccountPage>('people/account', { layout: 'desk', nav: '/accounts' });

export const accountPage = (t: Words, input: { account: Account; bureau: string; isMyself: boolean; today: string; typed?: Typed | undefined; errors?: FieldErrors | undefined }): AccountPage => ({
  ...rightsFields(t, input.account, input.typed && 'scope' in input.typed ? input.typed : undefined, input.errors),
  title: t('people.account.title', { name: input.account.name }),
  id: input.account.id, version: input.account.version, account: input.account.account, bureau: input.bureau,
  isDisabled: input.account.isDisabled, isMyself: input.isMyself,
  marks: [
    ...(input.account.isDisabled ? [{ kind: 'bad' as const, text: t('people.state.disabled') }] : []),
    ...[certificateMark(t, input.account.certificate, input.today)].flatMap((mark) => mark ?? []),
  ],
  errors: errorLinks(t, input.errors), passwordError: errorText(t, input.errors, 'password'),
});

import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import type { Bureau } from '../rules/accounts.ts';

export type ContactPage = { title: string; bureaus: { code: string; bureau: string; phone: string; address: string; hours: string }[] };
export const contactView = view<ContactPage>('people/contact', { layout: 'public', nav: '/contact', hasExit: true });

/** Every bureau that works here; what it did not enter is said to be missing. */
export function contactPage(t: Words, bureaus: readonly Bureau[]): ContactPage {
  const orMissing = (text: string): string => (text === '' ? t('people.contact.missing') : text);
  return {
    title: t('people.contact.title'),
    bureaus: bureaus.filter(({ isActive }) => isActive).map(({ code, name, phone, address, hours }) => ({ code, bureau: name, phone: orMissing(phone), address: orMissing(address), hours: orMissing(hours) })),
  };
}

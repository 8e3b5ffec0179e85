import { isMessageKey } from '../../kernel/i18n.ts';
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import type { DeskLine } from '../rules/desk.ts';
import type { Person } from '../rules/person.ts';
import { certificateMark } from './accounts.ts';

export type DeskPage = {
  title: string; person: string; facts: { label: string; text: string }[]; warning: string | null;
  waiting: { href: string; text: string; count: number | null }[]; places: { href: string; text: string }[];
};
export const deskView = view<DeskPage>('people/desk', { layout: 'desk', nav: '/desk' });

/** `places`: where this person's menu leads; `today` is the Beijing date. */
export function deskPage(t: Words, input: { person: Person; lines: readonly DeskLine[]; places: readonly { key: string; href: string }[]; today: string }): DeskPage {
  const { person, lines, places, today } = input;
  const words = (key: string, args: DeskLine['args'] = {}): string => (isMessageKey(key) ? t(key, args) : key);
  return {
    title: t('people.desk.title'),
    person: person.name,
    facts: [
      { label: t('people.field.bureau'), text: person.bureauName },
      { label: t('people.field.roles'), text: person.roles.map((role) => t(`people.role.${role}`)).join(t('people.list.and')) },
      ...(person.certificate ? [{ label: t('people.certificate.label'), text: t('people.certificate.line', { number: person.certificate.number, date: person.certificate.validTo }) }] : []),
    ],
    warning: certificateMark(t, person.certificate, today)?.text ?? null,
    waiting: lines.filter(({ count }) => count !== 0).map(({ key, args, count, href }) => ({ href, text: words(key, args), count })),
    places: places.filter(({ href }) => href !== '/desk').map(({ key, href }) => ({ href, text: words(key) })),
  };
}

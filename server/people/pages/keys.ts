// How a desk is worked without a mouse. There are no keys of our own: what the browser knows, and where the pages lead.
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';

export type KeysPage = { title: string; groups: { title: string; facts: { label: string; text: string }[] }[] };
export const keysView = view<KeysPage>('people/keys', { layout: 'desk', nav: '/desk' });

export const keysPage = (t: Words): KeysPage => ({
  title: t('people.keys.title'),
  groups: [
    {
      title: t('people.keys.everywhere'),
      facts: [
        { label: 'Tab', text: t('people.keys.tab') }, { label: 'Shift + Tab', text: t('people.keys.back') }, { label: 'Enter', text: t('people.keys.enter') },
        { label: t('people.keys.space'), text: t('people.keys.spaceText') }, { label: '↑ ↓', text: t('people.keys.arrows') },
      ],
    },
    {
      title: t('people.keys.shortcuts'),
      facts: [
        { label: t('common.skip'), text: t('people.keys.skipText') }, { label: t('desk.jumpList'), text: t('people.keys.listText') }, { label: t('common.desk.jump'), text: t('people.keys.actsText') },
        { label: t('people.keys.next'), text: t('people.keys.nextText') }, { label: t('people.keys.mistakes'), text: t('people.keys.mistakesText') },
      ],
    },
  ],
});

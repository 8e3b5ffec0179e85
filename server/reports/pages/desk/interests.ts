import type { FieldErrors } from '../../../kernel/errors.ts';
import type { Typed } from '../../../kernel/forms.ts';
import type { Words } from '../../../kernel/i18n.ts';
import { view } from '../../../kernel/views.ts';
import { errorLinks, errorText } from '../../../people/pages.ts';
import type { ErrorLink } from '../../../people/pages.ts';
import type { Interest } from '../../rules/interests.ts';

type Option = { value: string; text: string };
export type InterestsPage = {
  title: string; errors: ErrorLink[]; isHead: boolean; people: Option[]; person: string; personError: string | null; name: string; nameError: string | null; reason: string;
  rows: { text: string; reason: string; when: string; end: string | null }[];
};
export const interestsView = view<InterestsPage>('reports/desk/interests', { layout: 'desk', nav: '/interests' });

export function interestsPage(t: Words, input: {
  interests: readonly Interest[]; people: readonly { id: string; name: string }[]; names: ReadonlyMap<string, string>; isHead: boolean; self: string; typed?: Typed; errors?: FieldErrors;
}): InterestsPage {
  const { interests, people, names, isHead, self, typed = {}, errors } = input;
  const was = (id: string): string => (typeof typed[id] === 'string' ? typed[id] : '');
  const nameOf = (id: string): string => names.get(id) ?? t('common.unknown');
  return {
    title: t('interests.title'), errors: errorLinks(t, errors), isHead, people: [{ value: '', text: t('moves.mine') }, ...people.filter(({ id }) => id !== self).map(({ id, name }) => ({ value: id, text: name }))],
    person: was('person'), personError: errorText(t, errors, 'person'), name: was('name'), nameError: errorText(t, errors, 'name'), reason: was('text'),
    rows: interests.map(({ id, person, name, reason, on, by, endedOn }) => ({
      text: t('interests.line', { name: nameOf(person), institution: name }), reason,
      when: [t('interests.on', { on }), ...(by === person ? [] : [t('interests.by', { by: nameOf(by) })]), ...(endedOn ? [t('interests.ended', { on: endedOn })] : [])].join(' · '),
      end: isHead && person !== self && endedOn === null ? `/interests/${id}/end` : null,
    })),
  };
}

import type { FieldErrors } from '../../../kernel/errors.ts';
import type { Words } from '../../../kernel/i18n.ts';
import { view } from '../../../kernel/views.ts';
import { errorLinks, errorText } from '../../../people/pages.ts';
import type { ErrorLink } from '../../../people/pages.ts';

export type TagsPage = { title: string; tags: { id: string; name: string; drop: string; href: string }[]; name: string; error: string | null; errors: ErrorLink[] };
export const tagsView = view<TagsPage>('reports/desk/tags', { layout: 'desk', nav: '/inbox' });

export const tagsPage = (t: Words, { tags, name, errors }: { tags: readonly { id: string; name: string; isActive: boolean }[]; name: string; errors?: FieldErrors }): TagsPage => ({
  title: t('desk.tags.title'), name, error: errorText(t, errors, 'name'), errors: errorLinks(t, errors),
  tags: tags.filter(({ isActive }) => isActive).map(({ id, name: text }) => ({ id, name: text, drop: `/inbox/tags/${id}/drop`, href: `/inbox?tag=${id}` })),
});

import type { FieldErrors } from '../../../kernel/errors.ts';
import type { Words } from '../../../kernel/i18n.ts';
import { view } from '../../../kernel/views.ts';
import { errorLinks, errorText } from '../../../people/pages.ts';
import type { ErrorLink } from '../../../people/pages.ts';
import { registerNumber } from '../../rules/report.ts';
import type { Report } from '../../rules/report.ts';
import type { Found } from '../../rules/search.ts';
import { categoryWord, identityWord } from './words.ts';

type Line = Pick<Report, 'id' | 'year' | 'order' | 'number' | 'receivedOn' | 'categories' | 'identity' | 'state'> & { targetName: string; found: Found };
type Hit = {
  id: string; href: string; register: string; target: string; conduct: string; state: string; stateText: string; receivedOn: string; identityText: string;
  place: string; excerpt: Found['parts'];
};
export type SearchPage = { title: string; q: string; error: string | null; hits: Hit[]; isDone: boolean; summary: string;
  /** Counts further than a page does by itself. */
  far: string | null; first: string | null; older: string | null; errors: ErrorLink[] };
export const searchView = view<SearchPage>('reports/desk/search', { layout: 'desk', nav: '/inbox' });

type Result = { lines: readonly Line[]; next: string | null; count: { n: number; isMore: boolean } | null };
type Input = { query: string; after: string | null; result: Result | null; errors?: FieldErrors };

export function searchPage(t: Words, { query, after, result, errors }: Input): SearchPage {
  const count = result?.count;
  const many = (n: number): string => n.toLocaleString('en-US');
  return {
    title: t('search.title'), q: query.trim(), error: errorText(t, errors, 'q'), isDone: result !== null, errors: errorLinks(t, errors),
    hits: (result?.lines ?? []).map((line) => ({
      id: line.id, href: `/reports/desk/${line.id}`, register: registerNumber(line), target: line.targetName, conduct: line.categories.map((name) => categoryWord(t, name)).join(t('reports.desk.semicolon')),
      state: line.state, stateText: t(`reports.state.${line.state}`), receivedOn: line.receivedOn, identityText: identityWord(t, line.identity),
      place: t(`search.in.${line.found.in}`), excerpt: line.found.parts,
    })),
    summary: count ? t(count.isMore ? 'search.countMore' : 'search.count', { n: many(count.n) }) : t('search.page', { n: result?.lines.length ?? 0 }),
    far: count?.isMore && count.n < 1000 ? '/inbox/search?count=far' : null, first: after === null ? null : '/inbox/search', older: result?.next ? `/inbox/search?${new URLSearchParams({ after: result.next }).toString()}` : null,
  };
}

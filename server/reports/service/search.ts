// Full-text search over what a person may read. Tokens find candidates; the words of each are read before it is shown.
import { done } from '../../audit/rules.ts';
import { Invalid, NotFound } from '../../kernel/errors.ts';
import { piecesOf, termsOf } from '../../kernel/pieces.ts';
import type { Person } from '../../people/rules/person.ts';
import { readingScope } from '../rules/access.ts';
import type { Report } from '../rules/report.ts';
import { SEARCH, assignedPiece, foundIn } from '../rules/search.ts';
import type { Found } from '../rules/search.ts';
import { PAGE } from '../store/lists.ts';
import type { Scope } from '../store/lists.ts';
import type { Hit, SearchQuery } from '../store/search.ts';
import type { indexing } from './indexing.ts';
import type { ReportsParts } from './parts.ts';

export type SearchLine = Pick<Report, 'id' | 'year' | 'order' | 'number' | 'receivedOn' | 'categories' | 'identity' | 'state'> & { targetName: string; found: Found };
export type SearchResult = {
  lines: SearchLine[]; next: string | null;
  /** How many there are; `isMore`: at least so many. Null on later pages. */
  count: { n: number; isMore: boolean } | null;
};
/** In the reader's browser, sealed: the words stand in no address and no log. */
type Kept = { person: string; query: string };
export const SEARCH_SECONDS = 15 * 60;
const PURPOSE = 'search';

const lineOf = ({ id, year, order, number, receivedOn, categories, identity, state, content }: Report, found: Found): SearchLine => ({
  id, year, order, number, receivedOn, categories, identity, state, targetName: content.targetName, found,
});

export function searches({ store, audit, crypto, clock }: ReportsParts, { tokensOf }: ReturnType<typeof indexing>) {
  /** Reads candidates until a page is full; `rest` is where to go on, null at the end. */
  async function read(scope: Scope, query: SearchQuery, terms: readonly string[]): Promise<{ found: SearchLine[]; rest: string | null }> {
    const found: SearchLine[] = [];
    let after = query.after;
    for (let opened = 0; opened < SEARCH.opened; ) {
      const most = PAGE + 5;
      const hits: Hit[] = await store.hits({ ...query, after }, most);
      const reports = new Map((await store.openAll(scope, hits.map(({ id }) => id))).map((report) => [report.id, report]));
      for (const hit of hits) {
        const report = reports.get(hit.id);
        const place = report ? foundIn(report, terms) : null;
        if (place && found.length === PAGE) return { found, rest: after };
        if (report && place) found.push(lineOf(report, place));
        after = hit.receivedKey;
      }
      opened += hits.length;
      if (hits.length < most) return { found, rest: null };
    }
    return { found, rest: after };
  }

  async function counted(query: SearchQuery, isFar: boolean): Promise<{ n: number; isMore: boolean }> {
    const most = isFar ? SEARCH.countedFar : SEARCH.counted;
    const n = await store.countHits({ ...query, after: null }, most + 1);
    return { n: Math.min(n, most), isMore: n > most };
  }

  function asking(person: Person, query: string): { scope: Scope; terms: string[]; pieces: string[] } {
    const scope = readingScope(person);
    if (!scope) throw new NotFound('search');
    const terms = termsOf(query.slice(0, SEARCH.characters));
    const pieces = terms.flatMap((term) => [...piecesOf(term)]);
    if (pieces.length === 0) throw new Invalid({ q: { key: 'search.error.short' } });
    return { scope, terms, pieces };
  }

  return {
    /** @throws as search, without searching */
    checkSearch: (person: Person, query: string): void => void asking(person, query),
    /**
     * Newest first; `after` is the `next` of the page before; `isFar` counts to a thousand. On record without the words.
     * @throws NotFound for a role that handles no reports, Invalid (q) where nothing can be searched by
     */
    async search(person: Person, query: string, after: string | null, isFar = false): Promise<SearchResult> {
      const { scope, terms, pieces } = asking(person, query);
      await audit.record(done('reports.search', person.id, person.bureau, { kind: 'inbox', id: person.bureau }));

      const tokens = tokensOf(scope.bureau, [...pieces, ...(scope.isOnlyAssigned ? [assignedPiece(scope.person)] : [])]);
      const [rarest, hidden] = await Promise.all([store.rarestFirst(scope.bureau, tokens, SEARCH.countedFar + 1), store.recusedIds(scope.bureau, scope.person)]);
      const [first] = rarest;
      if (!first || first.n === 0) return { lines: [], next: null, count: { n: 0, isMore: false } };
      const asked: SearchQuery = { bureau: scope.bureau, tokens: rarest.map(({ token }) => token), after, hidden };
      const { found, rest } = await read(scope, asked, terms);
      const isAll = after === null && rest === null;
      return { lines: found, next: rest, count: isAll ? { n: found.length, isMore: false } : after === null ? await counted(asked, isFar) : null };
    },
    sealSearch: (person: Person, query: string): string => crypto.sealToken(PURPOSE, { person: person.id, query } satisfies Kept, new Date(clock().getTime() + SEARCH_SECONDS * 1000)),
    /** What this person searched for last, within a quarter of an hour. */
    openSearch(person: Person, text: string): string | null {
      const kept = crypto.openToken<Kept>(PURPOSE, text, clock());
      return kept?.person === person.id ? kept.query : null;
    },
  };
}

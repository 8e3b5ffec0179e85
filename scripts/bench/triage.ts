// What an intake officer has open all day, with 100, 10,000 and 100,000 reports in the bureau: the inbox, a report, a search by number and by words.
import { WORDS } from './filled.ts';
import { sideBySide } from './side-by-side.ts';
import { build, report } from './support.ts';
import type { Sending } from './support.ts';

/** What is searched for travels in a sealed cookie. */
const wanting = (query: string): Sending => ({ method: 'POST', path: '/inbox/search', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: Buffer.from(new URLSearchParams({ q: query }).toString()) });

build();
const { rows } = await sideBySide({
  isFindable: true, last: async () => null,
  pages: [
    { name: 'inbox', ask: () => ({ path: '/inbox' }) },
    { name: 'all, by date', ask: () => ({ path: '/inbox?view=all' }) },
    { name: 'report', ask: (id) => ({ path: `/reports/desk/${id}` }) },
    { name: 'search, in all', ask: () => ({ path: '/inbox/search' }), first: wanting(WORDS.all) },
    { name: 'search, in few', ask: () => ({ path: '/inbox/search' }), first: wanting(WORDS.few) },
  ],
});
report('Triage', rows);

// Making reports findable, after the answer: what is written to a report is the intent, this does it and may do it again.
import { searchTokens } from '../../kernel/search.ts';
import { floodOf } from '../rules/flood.ts';
import { piecesOfMatter, piecesOfReport } from '../rules/search.ts';
import type { SearchRow } from '../store/schema.ts';
import type { Unindexed } from '../store/search.ts';
import type { ReportsParts } from './parts.ts';

const AT_ONCE = 50;
type Way = { atOnce: number; isGrouping: boolean };

export function indexing({ store, crypto }: Pick<ReportsParts, 'store' | 'crypto'>) {
  const { tokensOf, bandsOf } = searchTokens(crypto.derivedKey('lookup', 'search'));

  function rowOf({ report, flood, receivedKey }: Unindexed): SearchRow {
    const { id, bureau, receivedOn } = report;
    return { _id: id, bureau, receivedKey, tokens: tokensOf(bureau, piecesOfReport(report)), bands: bandsOf(bureau, receivedOn, tokensOf(bureau, piecesOfMatter(report))), flood };
  }

  /** Once, when it is new and nobody has touched it: what an officer took out of a group stays out. */
  async function groupAlike(row: SearchRow): Promise<void> {
    const group = floodOf({ id: row._id, tokens: row.tokens, flood: null, receivedKey: row.receivedKey }, await store.sharingBands(row.bands, 60));
    if (!group) return;
    await store.noteFlood(group.members, group.flood);
    for (const id of group.members) await store.group(id, group.flood);
  }

  async function some({ atOnce, isGrouping }: Way): Promise<number> {
    const waiting = await store.unindexed(atOnce);
    const rows = waiting.map(rowOf);
    await store.putIndex(rows);
    for (const [at, { report, queue, flood }] of waiting.entries()) {
      const row = rows[at];
      if (isGrouping && row && queue === 'fresh' && flood === null && report.version === 1) await groupAlike(row);
    }
    await store.markIndexed(waiting.map(({ report: { id, version } }) => ({ id, version })));
    return waiting.length;
  }

  let running: Promise<number> = Promise.resolve(0);
  async function all(way: Way): Promise<number> {
    for (let done = 0; ; ) {
      const n = await some(way);
      done += n;
      if (n < way.atOnce) return done;
    }
  }
  return {
    tokensOf,
    /** Makes everything findable that waits for it; how many that were. Of those who ask at once one works. Measurements fill in many at once, and alike ones without grouping them. */
    indexDue({ atOnce = AT_ONCE, isGrouping = true }: Partial<Way> = {}): Promise<number> {
      const next = (): Promise<number> => all({ atOnce, isGrouping });
      running = running.then(next, next);
      return running;
    },
  };
}

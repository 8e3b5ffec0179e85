// Making reports findable, after the answer: what is written to a report is the intent, this does it and may do it again.
import { searchTokens } from '../../kernel/search.ts';
import { floodOf } from '../rules/flood.ts';
import type { Candidate, Grouping } from '../rules/flood.ts';
import { piecesOfMatter, piecesOfReport } from '../rules/search.ts';
import type { SearchRow } from '../store/schema.ts';
import type { Unindexed } from '../store/search.ts';
import type { ReportsParts } from './parts.ts';

const AT_ONCE = 50;
type Way = { atOnce: number; isGrouping: boolean; goesOn: () => boolean | Promise<boolean> };

export function indexing({ store, crypto }: Pick<ReportsParts, 'store' | 'crypto'>) {
  const { tokensOf, bandsOf } = searchTokens(crypto.derivedKey('lookup', 'search'));

  function rowOf({ report, flood, receivedKey }: Unindexed): SearchRow {
    const { id, bureau, receivedOn } = report;
    return { _id: id, bureau, receivedKey, tokens: tokensOf(bureau, piecesOfReport(report)), bands: bandsOf(bureau, receivedOn, tokensOf(bureau, piecesOfMatter(report))), flood };
  }

  /** `met`: who this run has put into a group, by the bands they bear. Most of a flood is known by them, without asking the database. */
  async function groupOf(row: SearchRow, met: Map<string, Candidate>): Promise<Grouping | null> {
    const own = { id: row._id, tokens: row.tokens, flood: null, receivedKey: row.receivedKey };
    const known = new Set(row.bands.flatMap((band) => met.get(band) ?? []));
    const group = floodOf(own, [...known]) ?? floodOf(own, await store.groupedAlike(row.bands)) ?? floodOf(own, await store.sharingBands(row.bands));
    if (group) for (const band of row.bands) met.set(band, { ...own, flood: group.flood });
    return group;
  }

  async function join({ flood, members }: Grouping): Promise<void> {
    await store.noteFlood(members, flood);
    await Promise.all(members.map((id) => store.group(id, flood)));
  }

  /** Each once, when it is new and nobody has touched it: what an officer took out of a group stays out. */
  async function groupAlike(rows: readonly SearchRow[]): Promise<void> {
    const met = new Map<string, Candidate>();
    const joining = new Map<string, string[]>();
    for (const row of rows) {
      const group = await groupOf(row, met);
      // A group that is founded is written at once: the next one may belong to it.
      if (group && group.members.length > 1) await join(group);
      else if (group) joining.set(group.flood, [...(joining.get(group.flood) ?? []), row._id]);
    }
    for (const [flood, members] of joining) await join({ flood, members });
  }

  async function some({ atOnce, isGrouping }: Omit<Way, 'goesOn'>): Promise<number> {
    const waiting = await store.unindexed(atOnce);
    const rows = waiting.map(rowOf);
    await store.putIndex(rows);
    const isNew = ({ report, queue, flood }: Unindexed): boolean => queue === 'fresh' && flood === null && report.version === 1;
    const fresh = new Set(waiting.filter(isNew).map(({ report }) => report.id));
    if (isGrouping) await groupAlike(rows.filter(({ _id }) => fresh.has(_id)));
    await store.markIndexed(waiting.map(({ report: { id, version } }) => ({ id, version })));
    return waiting.length;
  }

  let running: Promise<number> = Promise.resolve(0);
  async function all(way: Way): Promise<number> {
    for (let done = 0; ; ) {
      const n = await some(way);
      done += n;
      if (n < way.atOnce || !(await way.goesOn())) return done;
    }
  }
  return {
    tokensOf,
    /**
     * Makes everything findable that waits for it; how many that were. Of those who ask at once one works. `goesOn` is asked after each batch.
     * Measurements fill in many at once, and alike ones without grouping them.
     */
    indexDue({ atOnce = AT_ONCE, isGrouping = true, goesOn = () => true }: Partial<Way> = {}): Promise<number> {
      const next = (): Promise<number> => all({ atOnce, isGrouping, goesOn });
      running = running.then(next, next);
      return running;
    },
  };
}

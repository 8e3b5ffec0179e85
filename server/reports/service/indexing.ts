// Making reports findable, after the answer: what is written to a report is the intent, this does it and may do it again.
import { randomId } from '../../kernel/crypto.ts';
import { searchTokens } from '../../kernel/search.ts';
import { FLOOD_FROM, TEMPLATES, floodOf, sampleOf, templatedOf } from '../rules/flood.ts';
import type { Candidate, Grouping, Sample } from '../rules/flood.ts';
import { piecesOfMatter, piecesOfReport, targetsOf, unsaidPieces } from '../rules/search.ts';
import type { SearchRow } from '../store/schema.ts';
import type { Unindexed } from '../store/search.ts';
import type { ReportsParts } from './parts.ts';

const AT_ONCE = 50;
/** A row and the two kinds of bands in it: of much the same words, and of the same target; with the tokens that tell nothing of the matter. */
type Indexed = { row: SearchRow; like: string[]; targets: string[]; unsaid: () => ReadonlySet<string> };
/** What one run has met: who it put into a group, by the bands they bear, the newest of each target, and which bands more than one bear (null: too many to tell). */
type Met = { grouped: Map<string, Candidate>; targets: Map<string, Sample>; shared: ReadonlySet<string> | null };
/** `slice`: so many are made in one go, while which nobody else is served; `between` is waited for after each. */
type Way = { atOnce: number; slice: number; isGrouping: boolean; goesOn: () => boolean | Promise<boolean>; between: () => Promise<unknown> | undefined };

export function indexing({ store, crypto }: Pick<ReportsParts, 'store' | 'crypto'>) {
  const { tokensOf, bandsOf, bandOf } = searchTokens(crypto.derivedKey('lookup', 'search'));

  function indexed({ report, queue, flood, receivedKey }: Unindexed): Indexed {
    const { id, bureau, receivedOn } = report;
    const like = bandsOf(bureau, receivedOn, tokensOf(bureau, piecesOfMatter(report)));
    const targets = targetsOf(report).map((target) => bandOf(bureau, receivedOn, target));
    return { row: { _id: id, bureau, receivedKey, tokens: tokensOf(bureau, piecesOfReport(report)), bands: [...like, ...targets], flood: queue === 'flood' ? flood : null }, like, targets, unsaid: () => new Set(tokensOf(bureau, unsaidPieces(report))) };
  }

  /** Those of a target as one run sees them, without what tells nothing; read once, and then kept up by the run itself. */
  async function aboutTarget(band: string, { unsaid }: Indexed, met: Met): Promise<Sample> {
    const known = met.targets.get(band);
    if (known) return known;
    const newest = await store.sharingTarget(band, TEMPLATES.sample);
    const quiet = newest.length < FLOOD_FROM ? new Set<string>() : unsaid();
    const found = sampleOf(newest.map((each) => ({ ...each, tokens: each.tokens.filter((token) => !quiet.has(token)) })));
    met.targets.set(band, found);
    return found;
  }

  /** Alike in what they tell and not in how: asked only where many came about one target. */
  async function templated(one: Indexed, met: Met): Promise<Grouping | null> {
    for (const band of one.targets) {
      const sample = await aboutTarget(band, one, met);
      const own = sample.all.find(({ id }) => id === one.row._id);
      const group = own ? templatedOf(own, sample, randomId()) : null;
      if (group) return group;
    }
    return null;
  }

  /** Most of a flood is known by what the run has met, without asking the database. */
  async function groupOf(one: Indexed, met: Met): Promise<Grouping | null> {
    const { row, like } = one;
    const own = { id: row._id, tokens: new Set(row.tokens), flood: null, receivedKey: row.receivedKey };
    const known = new Set(like.flatMap((band) => met.grouped.get(band) ?? []));
    const isAlone = met.shared !== null && !like.some((band) => met.shared?.has(band));
    const alike = async (): Promise<Grouping | null> => floodOf(own, await store.groupedAlike(like), randomId()) ?? floodOf(own, await store.sharingBands(like), randomId());
    const group = floodOf(own, [...known], randomId()) ?? (isAlone ? null : await alike()) ?? await templated(one, met);
    if (!group) return null;
    for (const band of like) met.grouped.set(band, { ...own, flood: group.flood });
    const members = new Set(group.members);
    for (const [band, sample] of met.targets) met.targets.set(band, { ...sample, all: sample.all.map((each) => (members.has(each.id) ? { ...each, flood: group.flood } : each)) });
    return group;
  }

  /** Who was touched meanwhile, or was handled with another group, is none of this one: nobody finds the group by him. */
  async function join({ flood, members }: Grouping): Promise<void> {
    const joined = await Promise.all(members.map(async (id) => ((await store.group(id, flood)) ? [id] : [])));
    await store.noteFlood(joined.flat(), flood);
  }

  /** Each once, when it is new and nobody has touched it: what an officer took out of a group stays out. */
  async function groupAlike(rows: readonly Indexed[], between: Way['between']): Promise<void> {
    const met: Met = { grouped: new Map(), targets: new Map(), shared: await store.sharedBands(rows.flatMap(({ like }) => like)) };
    const done = new Set<string>();
    const joining = new Map<string, string[]>();
    for (const one of rows) {
      // Taken along by one before it.
      if (done.has(one.row._id)) continue;
      const group = await groupOf(one, met);
      for (const id of group?.members ?? []) done.add(id);
      // A group that is founded is written at once: the next one may belong to it.
      if (group && group.members.length > 1) await join(group);
      else if (group) joining.set(group.flood, [...(joining.get(group.flood) ?? []), one.row._id]);
      await between();
    }
    for (const [flood, members] of joining) await join({ flood, members });
  }

  async function put(waiting: readonly Unindexed[], { slice, between }: Way): Promise<Indexed[]> {
    const rows: Indexed[] = [];
    for (let at = 0; at < waiting.length; at += slice) {
      const made = waiting.slice(at, at + slice).map(indexed);
      await store.putIndex(made.map(({ row }) => row));
      rows.push(...made);
      await between();
    }
    return rows;
  }

  async function some(way: Way): Promise<number> {
    const waiting = await store.unindexed(way.atOnce);
    const rows = await put(waiting, way);
    const isNew = ({ report, queue, flood }: Unindexed): boolean => queue === 'fresh' && flood === null && report.version === 1;
    const fresh = new Set(waiting.filter(isNew).map(({ report }) => report.id));
    if (way.isGrouping) await groupAlike(rows.filter(({ row }) => fresh.has(row._id)), way.between);
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
    indexDue({ atOnce = AT_ONCE, slice = atOnce, isGrouping = true, goesOn = () => true, between = () => undefined }: Partial<Way> = {}): Promise<number> {
      const next = (): Promise<number> => all({ atOnce, slice, isGrouping, goesOn, between });
      running = running.then(next, next);
      return running;
    },
  };
}

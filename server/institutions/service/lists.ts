// The public lists: made by a job at most once a minute and division, named by their content, so that a browser may keep them.
import { level, parent } from '../../kernel/divisions.ts';
import { keptBriefly } from '../../kernel/clock.ts';
import { LONGEST_LIST, lineOf, listFile } from '../rules/lists.ts';
import type { ListLine } from '../rules/lists.ts';
import type { InstitutionsParts, Shared } from './parts.ts';

const JOB = 'institutions.list';
const BATCH = 1000;
const MINUTE = 60_000;
const KEPT_MILLISECONDS = 10_000;
const ACTIVE = { kind: null, status: 'active', isDoubtful: false } as const;

export function publishing({ store, jobs, clock, packing }: InstitutionsParts, { scopeOf }: Shared) {
  async function build(division: string): Promise<void> {
    const scope = scopeOf(division);
    const lines: ListLine[] = [];
    for (let after: string | null = null; lines.length <= LONGEST_LIST;) {
      const batch: Awaited<ReturnType<typeof store.entries>> = await store.entries(scope, ACTIVE, after, BATCH);
      lines.push(...batch.map((entry) => lineOf(entry, entry.place.split(' ')[1] ?? '')));
      after = batch.at(-1)?.place ?? null;
      if (batch.length < BATCH || after === null) break;
    }
    if (lines.length > LONGEST_LIST) return store.keepList(division, { hash: '', count: lines.length, body: null });
    const body = await packing.pack(lines);
    await store.keepList(division, { hash: packing.hash(body), count: lines.length, body });
  }
  jobs.handle(JOB, (_key, payload) => build(String(payload['division'])));
  const hashes = keptBriefly(clock, KEPT_MILLISECONDS, store.listHashes);

  return {
    /** The lists of these divisions and of the prefectures above them are out of date. The job runs when the minute is over, so no change can slip past it. */
    async publish(divisions: readonly string[]): Promise<void> {
      const all = new Set(divisions.flatMap((division) => (level(division) === 'county' ? [division, parent(division) ?? division] : level(division) === 'prefecture' ? [division] : [])));
      const runAt = new Date((Math.floor(clock().getTime() / MINUTE) + 1) * MINUTE);
      for (const division of all) await jobs.queue(JOB, `${division} ${runAt.toISOString().slice(0, 16)}`, { division }, runAt);
    },
    /** Division → where its list lies; those without one are left out. */
    async listAddresses(): Promise<Map<string, string>> {
      return new Map([...await hashes.get()].map(([division, hash]) => [division, `/institutions/list/${division}.${hash}.json`]));
    },
    /** The gzipped list; `isCurrent` false where the address names an older one. Null where there is none. */
    async listFile(name: string): Promise<{ body: Buffer; isCurrent: boolean } | null> {
      const asked = listFile(name);
      const list = asked ? await store.list(asked.division) : null;
      return list && asked ? { body: list.body, isCurrent: list.hash === asked.hash } : null;
    },
    unpack: packing.unpack,
  };
}

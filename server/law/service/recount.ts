// After a change of the law each bureau that it reaches is counted anew, by a job of its own; the features do the counting.
import type { Clock } from '../../kernel/clock.ts';
import { within } from '../../kernel/divisions.ts';
import type { LawEntry } from '../rules/entries.ts';

/** Counts the running clocks of a bureau again and records what moved. */
export type Recounter = (bureau: string) => Promise<void>;
type Jobs = {
  handle: (kind: string, handler: (key: string) => Promise<void>) => void;
  queue: (kind: string, key: string, payload?: Record<string, unknown>, runAt?: Date) => Promise<void>;
  look: (kind: string, key: string) => Promise<{ payload: Record<string, unknown> } | null>;
  keep: (kind: string, key: string, payload: Record<string, unknown>) => Promise<void>;
  finish: (kind: string, key: string) => Promise<void>;
};
const RECOUNT = 'law.recount';
/** The calendar under which the last process of this database counted. */
const BASE = { kind: 'law.calendar', key: 'base' } as const;
/** Every process has forgotten the law of before by then. */
const AFTER = 5_000;
const EVERYWHERE = 'CN';

export function recountService({ jobs, clock, bureaus }: { jobs: Jobs; clock: Clock; bureaus: () => Promise<readonly { code: string }[]> }) {
  const recounters: Recounter[] = [];
  jobs.handle(RECOUNT, async (key) => {
    const bureau = key.split(' ').at(-1) ?? '';
    for (const recount of recounters) await recount(bureau);
  });

  async function queue(what: string, place: string): Promise<void> {
    const runAt = new Date(clock().getTime() + AFTER);
    for (const { code } of await bureaus()) if (within(place, code)) await jobs.queue(RECOUNT, `${what} ${code}`, {}, runAt);
  }

  return {
    add: (recounter: Recounter): void => void recounters.push(recounter),
    /** An entry came into force. */
    entered: (entry: Pick<LawEntry, 'id' | 'jurisdiction'>): Promise<void> => queue(entry.id, entry.jurisdiction),
    /** At the start of a serving process: another calendar than the last time counts everything anew. */
    async started(version: string): Promise<void> {
      const before = (await jobs.look(BASE.kind, BASE.key))?.payload['version'];
      if (before === version) return;
      if (before === undefined) await jobs.queue(BASE.kind, BASE.key);
      else await queue(version.replaceAll(' ', '-'), EVERYWHERE);
      await jobs.keep(BASE.kind, BASE.key, { version });
      await jobs.finish(BASE.kind, BASE.key);
    },
  };
}

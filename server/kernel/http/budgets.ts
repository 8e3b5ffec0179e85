// What one source may spend in a sliding window: tip-offs, bytes. What is refused is not counted, so a flood that goes on does not keep the door
// shut. Each process decides by what it knows and tells the database after the answer: two processes may together grant a little more, and
// nobody waits for a counter. Subjects are stored as keyed hashes and vanish with their windows.
import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Clock } from '../clock.ts';

/** At most `points` in any `seconds`; 0 points: no limit. */
export type Budget = { points: number; seconds: number };
/** `wait`: seconds after which the same is worth trying again; 0 where it was granted. */
export type Spent = { isGranted: boolean; wait: number };

/** Long waits drive people away, and the window slides: some of it is free again soon. Seconds. */
const SHORTEST_WAIT = 10;
const LONGEST_WAIT = 120;
/** How long a process trusts what it read of the others. */
const TRUSTED_MILLISECONDS = 5_000;
const MOST_KNOWN = 10_000;

type Known = { before: number; total: number; untold: number; until: number; expiresAt: Date };

/** `digest` turns a subject into a keyed hash. */
export function createBudgets({ connection, clock, digest }: { connection: Connection; clock: Clock; digest: (name: string, subject: string) => string }) {
  const budgets = connection.model(
    'Budget',
    new Schema({ _id: String, spent: { type: Number, default: 0 }, expiresAt: { type: Date, required: true } }, { collection: 'budgets', strict: 'throw', versionKey: false })
      .index({ expiresAt: 1 }, { expireAfterSeconds: 0 }),
  );
  const known = new Map<string, Known>();
  const reading = new Map<string, Promise<Known>>();
  let telling: Promise<void> | null = null;

  /** Who comes while it is being read waits for the same answer. */
  function read(id: string, idBefore: string, expiresAt: Date, now: number): Promise<Known> {
    const asked = reading.get(id) ?? ask(id, idBefore, expiresAt, now).finally(() => reading.delete(id));
    reading.set(id, asked);
    return asked;
  }

  /** Into the same object. What is on its way to the database is there first; within a window nothing is ever given back, so the larger count is the newer. */
  async function ask(id: string, idBefore: string, expiresAt: Date, now: number): Promise<Known> {
    await telling;
    const rows = new Map((await budgets.find({ _id: { $in: [id, idBefore] } }).lean()).map((row) => [row._id, row.spent]));
    const mine = known.get(id) ?? { before: 0, total: 0, untold: 0, until: 0, expiresAt };
    known.set(id, Object.assign(mine, { before: Math.max(rows.get(idBefore) ?? 0, known.get(idBefore)?.total ?? 0), total: Math.max(mine.total, (rows.get(id) ?? 0) + mine.untold), until: now + TRUSTED_MILLISECONDS }));
    return mine;
  }

  function prune(now: number): void {
    if (known.size < MOST_KNOWN) return;
    for (const [id, { untold, until }] of known) if (untold === 0 && until < now) known.delete(id);
  }

  async function tell(): Promise<void> {
    const news = [...known].filter(([, { untold }]) => untold > 0).map(([id, each]) => ({ id, each, spent: each.untold }));
    if (news.length === 0) return;
    try {
      await budgets.bulkWrite(news.map(({ id, each, spent }) => ({ updateOne: { filter: { _id: id }, update: { $inc: { spent }, $setOnInsert: { expiresAt: each.expiresAt } }, upsert: true } })), { ordered: false });
      for (const { each, spent } of news) each.untold -= spent;
    } catch {
      // Told with the next one: a database that does not answer refuses the tip-off itself.
    }
  }

  return {
    /** Takes `cost` out of the subject's budget, or nothing. */
    async spend(name: string, subject: string, { points, seconds }: Budget, cost = 1): Promise<Spent> {
      if (points === 0 || cost === 0) return { isGranted: true, wait: 0 };
      const now = clock().getTime();
      const length = seconds * 1000;
      const window = Math.floor(now / length);
      const id = (at: number): string => `${name}:${digest(name, subject)}:${at}`;
      const mine = known.get(id(window));
      const current = mine && mine.until > now ? mine : await read(id(window), id(window - 1), new Date((window + 2) * length), now);
      // Of the window before counts what has not slid out yet, as if it had been spent evenly.
      const spent = current.total + current.before * (1 - (now % length) / length);
      if (spent + cost > points) return { isGranted: false, wait: Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, Math.ceil((seconds * cost) / points))) };
      current.total += cost;
      current.untold += cost;
      prune(now);
      telling ??= Promise.resolve().then(tell).finally(() => { telling = null; });
      return { isGranted: true, wait: 0 };
    },
    /** Until the database knows all that was spent. */
    async told(): Promise<void> {
      await telling;
      await tell();
    },
  };
}

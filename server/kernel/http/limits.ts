// Tries are counted in the database, so that they hold across processes; this process's own memory spares it the floods.
// Subjects (an account, a source) are stored as keyed hashes and vanish with their window.
import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Clock } from '../clock.ts';
import { isDuplicate } from '../database/duplicate.ts';

export type Rule = { points: number; seconds: number };
export type Limits = ReturnType<typeof createLimits>;

/** `digest` turns a subject into a keyed hash. */
export function createLimits({ connection, clock, digest }: { connection: Connection; clock: Clock; digest: (name: string, subject: string) => string }) {
  const counters = connection.model(
    'Counter',
    new Schema({ _id: String, count: { type: Number, default: 0 }, expiresAt: { type: Date, required: true } }, { collection: 'counters', strict: 'throw', versionKey: false })
      .index({ expiresAt: 1 }, { expireAfterSeconds: 0 }),
  );
  const memory = new Map<string, { limiter: RateLimiterMemory; seconds: number }>();
  const windowOf = (seconds: number): number => Math.floor(clock().getTime() / 1000 / seconds);
  const idOf = (name: string, subject: string, seconds: number): string => `${name}:${digest(name, subject)}:${windowOf(seconds)}`;

  async function add(id: string, seconds: number): Promise<number> {
    const expiresAt = new Date((windowOf(seconds) + 1) * seconds * 1000);
    for (;;) {
      // Counted and read in one step: of many that come at once, each gets a number of its own.
      const row = await counters.findOneAndUpdate({ _id: id }, { $inc: { count: 1 } }, { returnDocument: 'after' }).lean();
      if (row) return row.count;
      await counters.updateOne({ _id: id }, { $setOnInsert: { count: 0, expiresAt } }, { upsert: true }).catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      });
    }
  }

  return {
    /** Takes one point; false once the window's points are used up. */
    async allow(name: string, subject: string, rule: Rule): Promise<boolean> {
      const id = idOf(name, subject, rule.seconds);
      const local = memory.get(name) ?? { limiter: new RateLimiterMemory({ points: rule.points * 4, duration: rule.seconds }), seconds: rule.seconds };
      memory.set(name, local);
      const isFlood = await local.limiter.consume(id).then(() => false, () => true);
      if (isFlood) return false;
      return (await add(id, rule.seconds)) <= rule.points;
    },
    /** Until the window ends and points are there again: the same for every subject. Seconds. */
    wait: ({ seconds }: Rule): number => Math.ceil((windowOf(seconds) + 1) * seconds - clock().getTime() / 1000),
    /** Gives one point back: of many behind one address, those who are right take nothing from the others. */
    async giveBack(name: string, subject: string, rule: Rule): Promise<void> {
      const id = idOf(name, subject, rule.seconds);
      await memory.get(name)?.limiter.reward(id);
      await counters.updateOne({ _id: id }, { $inc: { count: -1 } });
    },
    /** A success gives the points back, those in this process's memory too. */
    async forget(name: string, subject: string): Promise<void> {
      const local = memory.get(name);
      await local?.limiter.delete(idOf(name, subject, local.seconds));
      await counters.deleteMany({ _id: { $regex: `^${name}:${digest(name, subject).replace(/[^\w-]/g, '')}:` } });
    },
  };
}

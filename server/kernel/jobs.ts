// Work that must be done although nobody waits for it: `{ kind, key, runAt, lease }`, claimed by a guarded update, so that any number of
// processes may run it and none runs it twice at once. A handler is idempotent: a crash between work and 'done' repeats it.
import { Schema, Types } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

const LEASE_MILLISECONDS = 60_000;
const RETRY_MILLISECONDS = 30_000;
const POLL_MILLISECONDS = 5_000;

/** Work that can take longer than a lease goes in slices and renews it between them; when another process has taken it meanwhile, `renew` throws and the work ends. */
export type Renew = () => Promise<void>;
/** An answered date: not now, but then; nothing went wrong. */
export type JobHandler = (key: string, payload: Record<string, unknown>, renew: Renew) => Promise<Date | void>;
class LeaseLost extends Error {}
export type Jobs = ReturnType<typeof createJobs>;

export function createJobs({ connection, clock, log }: { connection: Connection; clock: Clock; log: Log }) {
  const jobs = connection.model(
    'Job',
    new Schema(
      {
        kind: { type: String, required: true }, key: { type: String, required: true }, payload: { type: Schema.Types.Mixed, default: {} },
        runAt: { type: Date, required: true }, leaseUntil: { type: Date, default: null }, tries: { type: Number, default: 0 }, doneAt: { type: Date, default: null },
      },
      { collection: 'jobs', strict: 'throw', versionKey: false, minimize: false },
    )
      .index({ kind: 1, key: 1 }, { unique: true })
      .index({ doneAt: 1, runAt: 1 }),
  );
  const handlers = new Map<string, JobHandler>();
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<number> = Promise.resolve(0);

  async function claim(): Promise<{ id: Types.ObjectId; kind: string; key: string; payload: Record<string, unknown>; tries: number } | null> {
    const now = clock();
    const open = { doneAt: null, runAt: { $lte: now }, kind: { $in: [...handlers.keys()] } };
    const candidates = await jobs.find(open).sort({ runAt: 1 }).limit(10).lean();
    for (const job of candidates) {
      if (job.leaseUntil && job.leaseUntil > now) continue;
      const claimed = await jobs.updateOne(
        { _id: job._id, doneAt: null, tries: job.tries },
        { $set: { leaseUntil: new Date(now.getTime() + LEASE_MILLISECONDS), tries: job.tries + 1 } },
      );
      if (claimed.modifiedCount === 1) return { id: job._id, kind: job.kind, key: job.key, payload: job.payload ?? {}, tries: job.tries + 1 };
    }
    return null;
  }

  async function runDue(): Promise<number> {
    for (let done = 0; ; done += 1) {
      const job = await claim();
      if (!job) return done;
      const renew = async (): Promise<void> => {
        const renewed = await jobs.updateOne({ _id: job.id, doneAt: null, tries: job.tries }, { $set: { leaseUntil: new Date(clock().getTime() + LEASE_MILLISECONDS) } });
        if (renewed.matchedCount === 0) throw new LeaseLost(job.kind);
      };
      try {
        const then = await handlers.get(job.kind)?.(job.key, job.payload, renew);
        await jobs.updateOne({ _id: job.id }, { $set: then ? { runAt: then, leaseUntil: null } : { doneAt: clock(), leaseUntil: null } });
      } catch (error) {
        if (error instanceof LeaseLost) continue;
        log.error(Object.assign(error instanceof Error ? error : new Error('job failed'), { job: job.kind, key: job.key }));
        await jobs.updateOne({ _id: job.id }, { $set: { leaseUntil: null, runAt: new Date(clock().getTime() + RETRY_MILLISECONDS) } });
      }
    }
  }

  return {
    handle(kind: string, handler: JobHandler): void {
      handlers.set(kind, handler);
    },
    /** The same kind and key is queued once; queueing it again while it is open changes nothing. */
    async queue(kind: string, key: string, payload: Record<string, unknown> = {}, runAt: Date = clock()): Promise<void> {
      await jobs.updateOne({ kind, key }, { $setOnInsert: { payload, leaseUntil: null, tries: 0 }, $set: { runAt, doneAt: null } }, { upsert: true });
    },
    async finish(kind: string, key: string): Promise<void> {
      await jobs.updateOne({ kind, key }, { $set: { doneAt: clock() } });
    },
    /** Done without a trace: a row says when, and of what a reporter's act ordered that would help to find out who he is. */
    async forget(kind: string, key: string): Promise<void> {
      await jobs.deleteOne({ kind, key });
    },
    /** Work that notes how far it came: where it stands, or null where it was never begun. */
    async look(kind: string, key: string): Promise<{ payload: Record<string, unknown>; isDone: boolean } | null> {
      const job = await jobs.findOne({ kind, key }).lean();
      return job ? { payload: job.payload ?? {}, isDone: job.doneAt !== null } : null;
    },
    async keep(kind: string, key: string, payload: Record<string, unknown>): Promise<void> {
      await jobs.updateOne({ kind, key }, { $set: { payload } });
    },
    /** Runs everything that is due once; tests and the story call it, the timer calls it in a serving process. */
    runDue(): Promise<number> {
      running = running.then(runDue, runDue);
      return running;
    },
    start(): void {
      timer = setInterval(() => void this.runDue().catch((error: unknown) => log.error(error instanceof Error ? error : new Error('jobs'))), POLL_MILLISECONDS);
      timer.unref();
    },
    async stop(): Promise<void> {
      if (timer) clearInterval(timer);
      await running.catch(() => 0);
    },
  };
}

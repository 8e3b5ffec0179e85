import type { Model } from 'mongoose';
import { codePrefix } from '../../kernel/divisions.ts';
import { QUEUES, queueOf } from '../rules/queue.ts';
import type { Queue } from '../rules/queue.ts';
import type { Report } from '../rules/report.ts';
import type { CountRow } from './schema.ts';

export type Counts = Record<Queue, number>;
const none = (): Counts => ({ fresh: 0, verifying: 0, tell: 0, done: 0 });
const idOf = (bureau: string, queue: Queue): string => `${bureau} ${queue}`;

/** Counters of the inbox. A crash between a write and its counter leaves a wrong number until the job counts anew. */
export function counting(counts: Model<CountRow>, countNow: (bureau: string, queue: Queue) => Promise<number>) {
  async function add(bureau: string, queue: Queue, n: number): Promise<void> {
    if (n !== 0) await counts.updateOne({ _id: idOf(bureau, queue) }, { $inc: { n } }, { upsert: true });
  }
  return {
    add,
    async move(before: Report, after: Report): Promise<void> {
      const [from, to] = [queueOf(before), queueOf(after)];
      if (before.bureau === after.bureau && from === to) return;
      await add(before.bureau, from, -1);
      await add(after.bureau, to, 1);
    },
    /** Of every bureau inside the scope. */
    async read(scope: string): Promise<Map<string, Counts>> {
      const prefix = codePrefix(scope);
      const found = new Map<string, Counts>();
      for (const { _id, n } of await counts.find({ _id: { $gte: prefix, $lt: `${prefix}~` } }).lean<CountRow[]>()) {
        const [bureau = '', name] = _id.split(' ');
        const queue = QUEUES.find((each) => each === name);
        if (queue) found.set(bureau, { ...(found.get(bureau) ?? none()), [queue]: n });
      }
      return found;
    },
    async rebuild(bureau: string, queues: readonly Queue[]): Promise<void> {
      for (const queue of queues) await counts.updateOne({ _id: idOf(bureau, queue) }, { $set: { n: await countNow(bureau, queue) } }, { upsert: true });
    },
  };
}

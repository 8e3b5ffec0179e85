// Many small writes as few: what comes while one write is under way goes out together with the next. Nobody waits for a timer,
// and each caller is answered when his own rows are safe. For writes that cannot fail for one alone: a failure is everybody's of that write.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mongoose';

const waits = new WeakMap<Connection, (() => Promise<void>)[]>();

/** Writes at once what was put off on this connection. Whoever closes it waits for this. */
export async function settle(connection: Connection): Promise<void> {
  await Promise.all((waits.get(connection) ?? []).map((hurry) => hurry()));
}

type Waiting<Item> = { items: readonly Item[]; done: () => void; failed: (error: unknown) => void };

type Options = { mostAtOnce?: number; later?: { connection: Connection; milliseconds: number } };

/** `later`: how long more may come in before each write, for what nobody waits for; `settle` of its connection cuts this short. */
export function gathered<Item>(write: (items: Item[]) => Promise<void>, { mostAtOnce = 64, later }: Options = {}): (items: readonly Item[]) => Promise<void> {
  const waiting: Waiting<Item>[] = [];
  let hurry = (): void => undefined;
  const hurried = new Promise<void>((resolve) => void (hurry = resolve));
  let isRunning = false;
  let running = Promise.resolve();

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      if (later) await Promise.race([sleep(later.milliseconds, undefined, { ref: false }), hurried]);
      const together = waiting.splice(0, mostAtOnce);
      try {
        await write(together.flatMap(({ items }) => items));
        for (const each of together) each.done();
      } catch (error) {
        for (const each of together) each.failed(error);
      }
    }
    isRunning = false;
  }

  if (later) {
    waits.set(later.connection, [...(waits.get(later.connection) ?? []), () => {
      hurry();
      return running;
    }]);
  }
  return (items) => new Promise<void>((done, failed) => {
    waiting.push({ items, done, failed });
    if (!isRunning) running = run();
  });
}

// Many small writes as few: what comes while one write is under way goes out together with the next. Nobody waits for a timer,
// and each caller is answered when his own rows are safe. For writes that cannot fail for one alone: a failure is everybody's of that write.

import { setTimeout as sleep } from 'node:timers/promises';

type Waiting<Item> = { items: readonly Item[]; done: () => void; failed: (error: unknown) => void };

/** `pause`: milliseconds that more may come in before each write, for what nobody waits for. */
export function gathered<Item>(write: (items: Item[]) => Promise<void>, { mostAtOnce = 64, pause = 0 } = {}): (items: readonly Item[]) => Promise<void> {
  const waiting: Waiting<Item>[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      if (pause > 0) await sleep(pause, undefined, { ref: false });
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

  return (items) => new Promise<void>((done, failed) => {
    waiting.push({ items, done, failed });
    if (!isRunning) void run();
  });
}

// Gapless order numbers: the insert itself takes the number. One queue a process and bureau hands out consecutive ones and inserts
// what has gathered in one go; a number that another process took meanwhile (11000) is left to it and the rest moves up. A crash leaves no gap.

type Waiting<Row> = { build: (order: number) => Row; tries: number; done: (outcome: Outcome) => void; failed: (error: unknown) => void };
export type Outcome = 'added' | 'known';

const AT_ONCE = 32;
const MOST_TRIES = 50;

export type OrderParts<Row> = {
  /** The highest order taken so far, 0 at the start of a year. */
  last: (bureau: string, year: number) => Promise<number>;
  /** Inserts in this order and stops at the first that cannot be; throws then. */
  insert: (rows: Row[]) => Promise<void>;
  /** Of these rows, the ids that are there. */
  present: (rows: Row[]) => Promise<Set<string>>;
  /** Whether another row holds this submission. */
  isKnown: (row: Row) => Promise<boolean>;
  isDuplicate: (error: unknown) => boolean;
  /** Once an insert's rows are safe, before anybody is told. */
  added: (bureau: string, rows: Row[]) => Promise<void>;
};

export function orderQueues<Row extends { _id: string }>({ last, insert, present, isKnown, isDuplicate, added }: OrderParts<Row>) {
  const queues = new Map<string, { waiting: Waiting<Row>[]; isRunning: boolean; lastOrder: number | null }>();

  type Queue = { waiting: Waiting<Row>[]; isRunning: boolean; lastOrder: number | null };
  type Pair = { each: Waiting<Row>; row: Row };

  async function insertSome(bureau: string, year: number, queue: Queue): Promise<void> {
    const first = (queue.lastOrder ?? (await last(bureau, year))) + 1;
    const batch = queue.waiting.splice(0, AT_ONCE);
    try {
      const pairs = batch.map((each, at): Pair => ({ each, row: each.build(first + at) }));
      const problem = await insert(pairs.map(({ row }) => row)).then(() => null, (error: unknown) => ({ error }));
      if (problem) return await sortOut(bureau, queue, pairs, problem.error);
      queue.lastOrder = first + pairs.length - 1;
      // The next ones are inserted while these are being counted; each is told when he is counted.
      void added(bureau, pairs.map(({ row }) => row)).then(() => {
        for (const { each } of pairs) each.done('added');
      }, (error: unknown) => {
        for (const { each } of pairs) each.failed(error);
      });
    } catch (error) {
      queue.lastOrder = null;
      for (const each of batch) each.failed(error);
    }
  }

  /** Who is in, who had sent the same before, who tries again, who learns of a failure. */
  async function sortOut(bureau: string, queue: Queue, pairs: Pair[], error: unknown): Promise<void> {
    queue.lastOrder = null;
    const there = await present(pairs.map(({ row }) => row));
    await added(bureau, pairs.flatMap(({ row }) => (there.has(row._id) ? [row] : [])));
    const again: Waiting<Row>[] = [];
    for (const { each, row } of pairs) {
      if (there.has(row._id)) each.done('added');
      else if (!isDuplicate(error) || each.tries >= MOST_TRIES) each.failed(error);
      else if (await isKnown(row)) each.done('known');
      else again.push({ ...each, tries: each.tries + 1 });
    }
    queue.waiting.unshift(...again);
  }

  async function run(bureau: string, year: number, queue: Queue): Promise<void> {
    queue.isRunning = true;
    try {
      while (queue.waiting.length > 0) await insertSome(bureau, year, queue);
    } catch (error) {
      for (const each of queue.waiting.splice(0)) each.failed(error);
    } finally {
      queue.isRunning = false;
    }
  }

  /** `build` may be called again with another order: it must make the number and everything that depends on it anew. */
  return function take(bureau: string, year: number, build: (order: number) => Row): Promise<Outcome> {
    const key = `${bureau} ${year}`;
    const queue = queues.get(key) ?? { waiting: [], isRunning: false, lastOrder: null };
    queues.set(key, queue);
    return new Promise((done, failed) => {
      queue.waiting.push({ build, tries: 0, done, failed });
      if (!queue.isRunning) void run(bureau, year, queue);
    });
  };
}

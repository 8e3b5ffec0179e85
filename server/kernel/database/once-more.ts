// Servers of the protocol that keep their rows in a relational database let two writers of one unique key wait for each other and undo one
// write ("deadlock detected"); and of two upserts of one new row they tell one that it is there already. MongoDB settles both by itself.
// Nothing of such a write is kept: it is made again, and then ends as it would on MongoDB.
import type { Connection } from 'mongoose';
import { isDuplicate } from './duplicate.ts';

const MOST_TIMES = 5;
const WRITES = ['insertOne', 'insertMany', 'updateOne', 'updateMany', 'replaceOne', 'findOneAndUpdate', 'bulkWrite'] as const;
type Write = (...given: unknown[]) => Promise<unknown>;

const countsOf = (error: object): unknown[] => ['insertedCount', 'matchedCount', 'upsertedCount', 'deletedCount'].map((name) => Reflect.get(error, name));

/** Whether the server undid the whole write because of another one. */
function wasUndone(error: unknown): boolean {
  return error instanceof Error && error.message.includes('deadlock detected') && !countsOf(error).some((count) => typeof count === 'number' && count > 0);
}

const isUpsert = (given: readonly unknown[]): boolean => given.some((each) => typeof each === 'object' && each !== null && 'upsert' in each && each.upsert === true);

/** The write, made again where another one undid it. @throws what the last time said */
export const onceMore = (write: Write): Write => async (...given) => {
  for (let times = 1; ; times += 1) {
    try {
      return await write(...given);
    } catch (error) {
      const isForNothing = wasUndone(error) || (times === 1 && isUpsert(given) && isDuplicate(error));
      if (!isForNothing || times === MOST_TIMES) throw error;
    }
  }
};

/** Every write of every collection that is opened on this connection from now on. */
export function writeOnceMore(connection: Connection): void {
  const open = connection.collection.bind(connection);
  const known = new WeakSet<object>();
  connection.collection = ((...given: Parameters<typeof open>) => {
    const collection = open(...given);
    if (known.has(collection)) return collection;
    known.add(collection);
    for (const name of WRITES) Reflect.set(collection, name, onceMore((collection[name] as Write).bind(collection)));
    return collection;
  }) as typeof connection.collection;
}

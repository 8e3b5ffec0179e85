import type { Context } from './commands/context.ts';
import { collect, run } from './query.ts';

/** Removes what is older than its index allows; answers how many. */
export async function sweep({ storage, catalog, writer, now }: Context): Promise<number> {
  let removed = 0;
  for (const collection of catalog.all()) {
    for (const { columns, expireAfterSeconds } of collection.indexes) {
      const path = columns[0]?.path;
      if (expireAfterSeconds === undefined || path === undefined) continue;
      await storage.write(() => {
        const filter = { [path]: { $lte: new Date(now().getTime() - expireAfterSeconds * 1000) } };
        for (const { docKey, raw } of collect(run(storage, collection, { filter, limit: 1000 }).steps)) {
          writer.replace(collection, docKey, raw, undefined);
          removed++;
        }
      });
    }
  }
  return removed;
}

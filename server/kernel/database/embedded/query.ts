import type { Collection } from './catalog.ts';
import { compileFilter } from './match.ts';
import type { Filter } from './match.ts';
import { choose, parseSort } from './plan.ts';
import type { Plan, Sort } from './plan.ts';
import type { Doc } from './raw.ts';
import { scan, sortedScan } from './scan.ts';
import type { Found, Stats, Steps } from './scan.ts';
import type { Storage } from './storage.ts';

export type Query = { filter: Filter; sort: Sort; skip: number; limit: number };
export type Run = { plan: Plan | undefined; stats: Stats; steps: Steps; sortsInMemory: boolean };

export const query = (filter: Doc, sort: Doc = {}, skip = 0, limit = 0): Query =>
  ({ filter: compileFilter(filter), sort: parseSort(sort), skip, limit });

function* slice(found: Steps, skip: number, limit: number): Steps {
  let n = 0;
  for (const one of found) {
    if (!one) yield undefined;
    else if (n++ >= skip) yield one;
    if (limit > 0 && n >= skip + limit) return;
  }
}

/** Starts a query: nothing is read before the first step. */
export function run(storage: Storage, collection: Collection | undefined, { filter, sort, skip, limit }: Query): Run {
  const stats = { keys: 0, documents: 0 };
  const nothing = function* (): Steps { /* no such collection */ };
  if (!collection) return { plan: undefined, stats, steps: nothing(), sortsInMemory: false };
  const plan = choose(collection, filter, sort);
  const found = scan(storage, collection, plan, filter, sort.length > 0 && plan.sorted, stats);
  const ordered = plan.sorted ? found : sortedScan(storage, collection, found, sort, limit > 0 ? skip + limit : 0);
  return { plan, stats, steps: skip > 0 || limit > 0 ? slice(ordered, skip, limit) : ordered, sortsInMemory: !plan.sorted };
}

/** All of it at once, for use inside a write, where nothing may come between. */
export const collect = (steps: Steps): Found[] => [...steps].filter(one => one !== undefined);

const PAUSE_AFTER = 4;

/** Takes up to `count` results (or `bytes`), letting other work run every few milliseconds. */
export async function take(steps: Iterator<Buffer | undefined>, count: number, bytes: number): Promise<{ batch: Buffer[]; done: boolean }> {
  const batch: Buffer[] = [];
  let size = 0;
  let since = performance.now();
  let looked = 0;
  while (batch.length < count && size < bytes) {
    const step = steps.next();
    if (step.done) return { batch, done: true };
    if (step.value) {
      batch.push(step.value);
      size += step.value.length;
    }
    if (++looked % 8 === 0 && performance.now() - since > PAUSE_AFTER) {
      await new Promise(resolve => setImmediate(resolve));
      since = performance.now();
    }
  }
  return { batch, done: false };
}

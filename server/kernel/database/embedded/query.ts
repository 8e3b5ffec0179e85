import type { Collection } from './catalog.ts';
import { documentAt } from './indexes.ts';
import { encodeValue, inverted } from './keys.ts';
import { compileFilter } from './match.ts';
import type { Filter } from './match.ts';
import { indexed, topLevel } from './paths.ts';
import { choose, parseSort } from './plan.ts';
import type { Plan, Sort } from './plan.ts';
import { pick } from './raw.ts';
import type { Doc } from './raw.ts';
import type { Entry, Storage } from './storage.ts';

export type Found = { docKey: Buffer; raw: Buffer };
type Stats = { keys: number; documents: number };
/** `undefined` means: looked at one that does not match; the caller may pause here. */
export type Steps = Generator<Found | undefined>;

/** The entries of the plan's ranges in order; several ranges are merged by what follows their fixed bytes. */
function* entries(storage: Storage, plan: Plan, merge: boolean): Generator<Entry> {
  const ranges = plan.backwards ? [...plan.ranges].reverse() : plan.ranges;
  if (!merge || ranges.length === 1) {
    for (const range of ranges) yield* storage.range(range.low, range.high, plan.backwards);
    return;
  }
  const heads = ranges.map(range => ({ skip: range.skip, source: storage.range(range.low, range.high, plan.backwards), entry: undefined as Entry | undefined }));
  for (const head of heads) head.entry = head.source.next().value ?? undefined;
  for (;;) {
    let best: (typeof heads)[number] | undefined;
    for (const head of heads) {
      if (!head.entry) continue;
      const order = best?.entry ? Buffer.compare(head.entry.key.subarray(head.skip), best.entry.key.subarray(best.skip)) : -1;
      if (plan.backwards && best?.entry ? order > 0 : order < 0) best = head;
    }
    if (!best?.entry) return;
    yield best.entry;
    best.entry = best.source.next().value ?? undefined;
  }
}

/** Every matching document along the plan. The filter is always tried again on the document itself. */
function* scan(storage: Storage, collection: Collection, plan: Plan, filter: Filter, merge: boolean, stats: Stats): Steps {
  const seen = plan.dedupe ? new Set<string>() : undefined;
  for (const { key, value } of entries(storage, plan, merge)) {
    stats.keys++;
    const docKey = plan.index === collection.primary ? key.subarray(4) : value;
    if (seen) {
      const name = docKey.toString('latin1');
      if (seen.has(name)) continue;
      seen.add(name);
    }
    const raw = plan.index === collection.primary ? value : storage.get(documentAt(collection, docKey));
    stats.documents++;
    if (raw && (filter.conditions.length === 0 && filter.fields.size === 0 || filter.test(pick(raw, filter.fields)))) yield { docKey, raw };
    else yield undefined;
  }
}

/** The bytes by which a document takes its place in this order: the lowest of an array's elements, or the highest when descending. */
function sortKey(doc: Doc, sort: Sort): Buffer {
  return Buffer.concat(sort.map(([path, direction]) => {
    const keys = indexed(doc, path.split('.')).values.map(encodeValue).sort(Buffer.compare);
    return direction === 1 ? keys[0] ?? Buffer.alloc(0) : inverted(keys.at(-1) ?? Buffer.alloc(0));
  }));
}

/** Sorts what `scan` finds, keeping no more than `limit` (0: all) and only keys, not documents. */
function* sortedScan(storage: Storage, collection: Collection, found: Steps, sort: Sort, limit: number): Steps {
  const fields = new Set(sort.map(([path]) => topLevel(path)));
  let kept: { key: Buffer; docKey: Buffer }[] = [];
  const best = (): typeof kept => kept.sort((a, b) => Buffer.compare(a.key, b.key)).slice(0, limit || undefined);
  for (const one of found) {
    if (one) kept.push({ key: sortKey(pick(one.raw, fields), sort), docKey: one.docKey });
    if (limit > 0 && kept.length > 2 * limit + 1000) kept = best();
    yield undefined;
  }
  for (const { docKey } of best()) {
    const raw = storage.get(documentAt(collection, docKey));
    yield raw && { docKey, raw };
  }
}

/** A limit of 0 is none. */
type Query = { filter: Doc; sort?: Doc; skip?: number; limit?: number };
type Started = { plan: Plan | undefined; stats: Stats; steps: Steps; sortsInMemory: boolean };

function* slice(found: Steps, skip: number, limit: number): Steps {
  let n = 0;
  for (const one of found) {
    if (!one) yield undefined;
    else if (n++ >= skip) yield one;
    if (limit > 0 && n >= skip + limit) return;
  }
}

/** Starts a query: nothing is read before the first step. */
export function run(storage: Storage, collection: Collection | undefined, { filter: wanted, sort: by = {}, skip = 0, limit = 0 }: Query): Started {
  const [filter, sort] = [compileFilter(wanted), parseSort(by)];
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

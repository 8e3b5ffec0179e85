import type { Collection } from './catalog.ts';
import { encodeValue, inverted } from './keys.ts';
import { documentAt } from './indexes.ts';
import type { Filter } from './match.ts';
import { indexed, topLevel } from './paths.ts';
import type { Plan, Sort } from './plan.ts';
import { pick } from './raw.ts';
import type { Doc } from './raw.ts';
import type { Entry, Storage } from './storage.ts';

export type Found = { docKey: Buffer; raw: Buffer };
export type Stats = { keys: number; documents: number };
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
export function* scan(storage: Storage, collection: Collection, plan: Plan, filter: Filter, merge: boolean, stats: Stats): Steps {
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
export function sortKey(doc: Doc, sort: { parts: string[]; descending: boolean }[]): Buffer {
  return Buffer.concat(sort.map(({ parts, descending }) => {
    const keys = indexed(doc, parts).values.map(encodeValue).sort(Buffer.compare);
    return descending ? inverted(keys.at(-1) ?? Buffer.alloc(0)) : keys[0] ?? Buffer.alloc(0);
  }));
}

export const sortFields = (sort: Sort): { parts: string[]; descending: boolean }[] =>
  sort.map(([path, direction]) => ({ parts: path.split('.'), descending: direction === -1 }));

/** Sorts what `scan` finds, keeping no more than `limit` (0: all) and only keys, not documents. */
export function* sortedScan(storage: Storage, collection: Collection, found: Steps, sort: Sort, limit: number): Steps {
  const by = sortFields(sort);
  const fields = new Set(sort.map(([path]) => topLevel(path)));
  const kept: { key: Buffer; docKey: Buffer }[] = [];
  const order = (a: { key: Buffer }, b: { key: Buffer }): number => Buffer.compare(a.key, b.key);
  for (const one of found) {
    if (one) kept.push({ key: sortKey(pick(one.raw, fields), by), docKey: one.docKey });
    if (limit > 0 && kept.length > 2 * limit + 1000) {
      kept.sort(order);
      kept.length = limit;
    }
    yield undefined;
  }
  kept.sort(order);
  for (const { docKey } of limit > 0 ? kept.slice(0, limit) : kept) {
    const raw = storage.get(documentAt(collection, docKey));
    yield raw && { docKey, raw };
  }
}

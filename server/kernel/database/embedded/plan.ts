import { boundsOf, impliedByOr } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import type { Collection, Column, Index } from './catalog.ts';
import { fail } from './errors.ts';
import { after, equal, space } from './keys.ts';
import { compileFilter } from './match.ts';
import type { Condition, Filter } from './match.ts';
import { put } from './paths.ts';
import { truthy } from './values.ts';

export type Sort = [path: string, direction: 1 | -1][];
/** `skip` bytes are common to the range; what follows orders the entries when ranges are merged. */
export type Range = { low: Buffer; high: Buffer; skip: number };
export type Plan = {
  index: Index; ranges: Range[]; backwards: boolean; sorted: boolean; dedupe: boolean;
  /** The ranges hold exactly the matching documents, each once. */
  exact: boolean; bounded: boolean;
};

/** So many ranges at most; an `$in` that would make more leaves its column unbounded. */
const MAX_RANGES = 256;
const MAX_MERGED = 64;

/** Whether every document that the filter can match is in the partial index. */
function covers(index: Index, conditions: Condition[]): boolean {
  if (!index.filter) return true;
  if (index.filter.conditions.length !== Object.keys(index.filter.source).length) return false;
  return index.filter.conditions.every(needed =>
    conditions.some(given => {
      if (given.path !== needed.path) return false;
      if (given.op === needed.op && equal(given.value, needed.value)) return true;
      const values = given.op === '$eq' ? [given.value] : given.op === '$in' && Array.isArray(given.value) ? given.value : [];
      if (values.length > 0) return !needed.path.includes('.') && values.every(value => compileFilter({ [needed.path]: { [needed.op]: needed.value } }).test(put_(needed.path, value)));
      return needed.op === '$exists' && truthy(needed.value) && ['$gt', '$gte', '$lt', '$lte', '$regex'].includes(given.op) && given.value !== null;
    }),
  );
}
const put_ = (name: string, value: unknown): Record<string, unknown> => {
  const doc = {};
  if (value !== null) put(doc, name, value);
  return doc;
};

/** Whether walking the index after its fixed columns gives the wanted order; and which way. */
function orderOf(index: Index, bounds: (Bounds | undefined)[], sort: Sort): 'forwards' | 'backwards' | undefined {
  const isFixed = (i: number): boolean => {
    const bound = bounds[i];
    return bound !== undefined && 'points' in bound;
  };
  const single = new Set(index.columns.filter((column, i) => {
    const bound = bounds[i];
    return !column.multi && bound && 'points' in bound && bound.points.length === 1;
  }).map(column => column.path));
  const wanted = sort.filter(([path]) => !single.has(path));
  const free: (Column | { path: string; descending: boolean; multi: boolean; cut: boolean })[] = index.columns.filter((_, i) => !isFixed(i));
  if (!index.unique) free.push({ path: '_id', descending: false, multi: false, cut: false });
  let way: 'forwards' | 'backwards' | undefined;
  for (const [i, [path, direction]] of wanted.entries()) {
    const column = free[i];
    // past the last column of a unique index nothing is left to order
    if (!column && index.unique && !index.columns.some(one => one.multi)) break;
    if (!column || column.path !== path || column.multi || column.cut) return undefined;
    const step = (direction === 1) === !column.descending ? 'forwards' : 'backwards';
    if (way && way !== step) return undefined;
    way = step;
  }
  return way ?? 'forwards';
}

function planFor(index: Index, filter: Filter, conditions: Condition[], sort: Sort): { plan: Plan; score: number } | undefined {
  if (!covers(index, conditions)) return undefined;
  let prefixes = [space(index.id)];
  const bounds: (Bounds | undefined)[] = [];
  let ranges: Range[] | undefined;
  let score = 0;
  let exact = !index.filter;
  let dedupe = false;
  let used = 0;
  for (const column of index.columns) {
    const bound = boundsOf(column, conditions);
    if (!bound || ('points' in bound && prefixes.length * bound.points.length > MAX_RANGES)) break;
    bounds.push(bound);
    exact &&= bound.exact && !(column.cut && !('points' in bound));
    used += conditions.filter(one => one.path === column.path).length;
    if ('points' in bound) {
      dedupe ||= column.multi && bound.points.length > 1;
      prefixes = prefixes.flatMap(prefix => bound.points.map(point => Buffer.concat([prefix, point])));
      score += bound.points.length === 1 ? 10 : 8;
      continue;
    }
    dedupe ||= column.multi;
    ranges = prefixes.map(prefix => ({ low: Buffer.concat([prefix, bound.span.low]), high: Buffer.concat([prefix, bound.span.high]), skip: prefix.length }));
    score += 5;
    break;
  }
  const bounded = bounds.length > 0;
  ranges ??= prefixes.map(prefix => ({ low: prefix, high: after(prefix), skip: prefix.length }));
  dedupe ||= index.columns.slice(bounds.length).some(column => column.multi);
  const order = orderOf(index, bounds, sort);
  const sorted = sort.length === 0 || (order !== undefined && ranges.length <= MAX_MERGED && !dedupe);
  if (!bounded && (!sorted || sort.length === 0) && index.name !== '_id_') return undefined;
  if (index.unique && bounds.length === index.columns.length && ranges.every(range => range.skip === range.low.length)) score += 100;
  // an order alone, without a bound, is worth less than any bound: it would read everything
  if (sorted && sort.length > 0) score += bounded ? 12 : 1;
  exact &&= used === filter.conditions.length && filter.conditions.length === Object.values(filter.source).reduce<number>((n, value) => n + countOps(value), 0) && !dedupe;
  return { plan: { index, ranges, backwards: sorted && order === 'backwards', sorted, dedupe, exact, bounded }, score };
}
/** A field with two operators makes two conditions; `$and` and the like make the filter inexact. */
const countOps = (value: unknown): number =>
  typeof value === 'object' && value !== null && Object.keys(value)[0]?.startsWith('$') ? Object.keys(value).length : 1;

/** The index whose ranges promise the least reading; the collection itself, which is always possible, when none helps. */
export function choose(collection: Collection, filter: Filter, sort: Sort): Plan {
  const conditions = [...filter.conditions, ...impliedByOr(filter.conditions)];
  const plans = [collection.primary, ...collection.indexes].map(index => planFor(index, filter, conditions, sort)).filter(plan => plan !== undefined);
  return plans.reduce((a, b) => (b.score > a.score ? b : a)).plan;
}

export function parseSort(spec: Record<string, unknown>): Sort {
  return Object.entries(spec).map(([path, value]) => {
    const direction = Number(value);
    if (direction !== 1 && direction !== -1) fail(15975, '$sort key ordering must be 1 or -1');
    if (path === '' || path.startsWith('$')) fail(2, `cannot sort by ${path}`);
    return [path, direction === 1 ? 1 : -1];
  });
}


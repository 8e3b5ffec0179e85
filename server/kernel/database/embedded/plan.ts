import type { Collection, Column, Index } from './catalog.ts';
import { fail } from './errors.ts';
import { after, cut, encodeValue, equal, inverted, isCut, KEPT, space } from './keys.ts';
import { compileFilter } from './match.ts';
import type { Condition, Filter } from './match.ts';
import { prefixOf } from './regex.ts';
import { isNaNumber, isNumber, isRegex, RANK, rankOf } from './values.ts';

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

/** Half-open span of one column's bytes. */
type Span = { low: Buffer; high: Buffer };
/** What a filter says about one column: single values, or else a span; `exact` when every document in it matches and no other does. */
type Bounds = { points?: Buffer[]; span?: Span; exact: boolean };

const unusable = (value: unknown): boolean => Array.isArray(value) || isRegex(value) || rankOf(value) === RANK.minKey || rankOf(value) === RANK.maxKey;

function spanOf({ op, value }: Condition): Span & { exact: boolean } | undefined {
  if (op === '$regex') {
    const literal = prefixOf(value);
    const low = encodeValue(literal).subarray(0, -1).subarray(0, KEPT);
    return literal ? { low, high: after(low), exact: false } : undefined;
  }
  if (!['$gt', '$gte', '$lt', '$lte'].includes(op) || unusable(value) || isNaNumber(value)) return undefined;
  const type = Buffer.from([rankOf(value)]);
  const encoded = encodeValue(value);
  const long = isCut(encoded);
  const edge = long ? encoded.subarray(0, KEPT) : encoded;
  const inclusive = op === '$gte' || op === '$lte' || long;
  if (op.startsWith('$gt')) return { low: inclusive ? edge : after(edge), high: after(type), exact: !long };
  // NaN has the lowest key of the numbers and belongs to no range
  return { low: type, high: inclusive ? after(edge) : edge, exact: !long && !isNumber(value) };
}

/** The only values that can match, where a condition names them. */
function valuesOf({ op, value }: Condition): unknown[] | undefined {
  const isList = Array.isArray(value);
  const values = op === '$eq' || ((op === '$gte' || op === '$lte') && value === null) ? [value]
    : op === '$in' && isList ? value
    : op === '$all' && isList && value.length > 0 ? value.slice(0, 1)
    : op === '$exists' && (value === false || Number(value) === 0) ? [null] : undefined;
  return values?.some(unusable) ? undefined : values;
}

const distinct = (keys: Buffer[]): Buffer[] => [...new Map(keys.map(one => [one.toString('latin1'), one])).values()].sort(Buffer.compare);

/** The tightest use of the conditions on this column's path. */
function boundsOf(column: Column, conditions: Condition[]): Bounds | undefined {
  const own = conditions.filter(condition => condition.path === column.path);
  const values = own.map(valuesOf).filter(found => found !== undefined).sort((a, b) => a.length - b.length)[0];
  if (values) {
    const keys = values.map(value => cut(encodeValue(value)));
    const isAll = own[0]?.op !== '$exists' && !(own[0]?.op === '$all' && (own[0].value as unknown[]).length > 1);
    return { points: distinct(column.descending ? keys.map(inverted) : keys), exact: own.length === 1 && isAll };
  }
  // with arrays two bounds may be met by two different elements, so only one may be used
  const spans = own.map(spanOf).filter(span => span !== undefined).slice(0, column.multi ? 1 : own.length);
  const low = spans.map(span => span.low).sort(Buffer.compare).at(-1);
  const high = spans.map(span => span.high).sort(Buffer.compare)[0];
  if (!low || !high) return undefined;
  const exact = spans.length === own.length && spans.every(span => span.exact) && !column.multi && !column.cut;
  return { span: column.descending ? { low: after(inverted(high)), high: after(inverted(low)) } : { low, high }, exact };
}

/** Whether every document that the filter can match is in the partial index. */
function covers({ filter }: Index, conditions: Condition[]): boolean {
  return !filter || (filter.conditions.length === Object.keys(filter.source).length && filter.conditions.every(needed => {
    const { test } = compileFilter({ [needed.path]: { [needed.op]: needed.value } });
    return conditions.filter(({ path }) => path === needed.path).some(({ op, value }) => {
      if (op === needed.op && equal(value, needed.value)) return true;
      const values = op === '$eq' ? [value] : op === '$in' && Array.isArray(value) ? value : [];
      return values.length > 0 && !needed.path.includes('.') && values.every(one => one !== null && test({ [needed.path]: one }));
    });
  }));
}

/** Whether walking the index after its fixed columns gives the wanted order; and which way. */
function orderOf(index: Index, bounds: Bounds[], sort: Sort): 'forwards' | 'backwards' | undefined {
  const isSingle = (path: string): boolean => index.columns.some((column, i) => column.path === path && !column.multi && bounds[i]?.points?.length === 1);
  const free = index.columns.filter((_, i) => !bounds[i]?.points).map(({ path, descending, multi, cut: isInexact }) => ({ path, descending, usable: !multi && !isInexact }));
  if (!index.unique) free.push({ path: '_id', descending: false, usable: true });
  let way: 'forwards' | 'backwards' | undefined;
  for (const [i, [path, direction]] of sort.filter(([one]) => !isSingle(one)).entries()) {
    const column = free[i];
    // past the last column of a unique index nothing is left to order
    if (!column && index.unique && !index.columns.some(one => one.multi)) break;
    if (column?.path !== path || !column.usable) return undefined;
    const step = (direction === 1) === !column.descending ? 'forwards' : 'backwards';
    if (way && way !== step) return undefined;
    way = step;
  }
  return way ?? 'forwards';
}

function planFor(index: Index, { conditions }: Filter, sort: Sort): { plan: Plan; score: number } | undefined {
  if (!covers(index, conditions)) return undefined;
  let prefixes = [space(index.id)];
  const bounds: Bounds[] = [];
  let ranges: Range[] | undefined;
  let score = 0;
  let used = 0;
  let dedupe = false;
  for (const column of index.columns) {
    const bound = boundsOf(column, conditions);
    if (!bound || ranges || prefixes.length * (bound.points?.length ?? 1) > MAX_RANGES) break;
    bounds.push(bound);
    used += conditions.filter(one => one.path === column.path).length;
    dedupe ||= column.multi && bound.points?.length !== 1;
    const { points, span } = bound;
    if (points) prefixes = prefixes.flatMap(prefix => points.map(point => Buffer.concat([prefix, point])));
    if (span) ranges = prefixes.map(prefix => ({ low: Buffer.concat([prefix, span.low]), high: Buffer.concat([prefix, span.high]), skip: prefix.length }));
    score += points ? (points.length === 1 ? 10 : 8) : 5;
  }
  const bounded = bounds.length > 0;
  const isPoint = !ranges && bounds.length === index.columns.length;
  ranges ??= prefixes.map(prefix => ({ low: prefix, high: after(prefix), skip: prefix.length }));
  dedupe ||= index.columns.slice(bounds.length).some(column => column.multi);
  const order = orderOf(index, bounds, sort);
  const sorted = sort.length === 0 || (order !== undefined && ranges.length <= MAX_MERGED && !dedupe);
  if (!bounded && (!sorted || sort.length === 0) && index.name !== '_id_') return undefined;
  if (index.unique && isPoint) score += 100;
  // an order alone, without a bound, is worth less than any bound: it would read everything
  if (sorted && sort.length > 0) score += bounded ? 12 : 1;
  // what an `$or` says has no path of its own, so it is never among the used
  const exact = !index.filter && !dedupe && used === conditions.length && bounds.every(bound => bound.exact);
  return { plan: { index, ranges, backwards: sorted && order === 'backwards', sorted, dedupe, exact, bounded }, score };
}

/** The index whose ranges promise the least reading; the collection itself, which is always possible, when none helps. */
export function choose(collection: Collection, filter: Filter, sort: Sort): Plan {
  const plans = [collection.primary, ...collection.indexes].map(index => planFor(index, filter, sort)).filter(plan => plan !== undefined);
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

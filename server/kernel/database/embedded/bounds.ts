import type { Column } from './catalog.ts';
import { after, compare, cut, encodeValue, inverted, isCut, KEPT } from './keys.ts';
import type { Condition, Filter } from './match.ts';
import { prefixOf } from './regex.ts';
import { isNaNumber, isRegex, RANK, rankOf } from './values.ts';

/** Half-open span of one column's bytes. */
export type Span = { low: Buffer; high: Buffer };
/** What a filter says about one column; `exact` when every document in it matches and no other does. */
export type Bounds = { points: Buffer[]; exact: boolean } | { span: Span; exact: boolean };

const unusable = (value: unknown): boolean =>
  Array.isArray(value) || isRegex(value) || rankOf(value) === RANK.minKey || rankOf(value) === RANK.maxKey;

const points = (values: unknown[], exact: boolean): Bounds | undefined =>
  values.some(unusable) ? undefined : { points: values.map(value => cut(encodeValue(value))), exact };

function spanOf(condition: Condition): { span: Span; exact: boolean } | undefined {
  const { op, value } = condition;
  if (op === '$regex') {
    const literal = prefixOf(value);
    if (!literal) return undefined;
    const low = encodeValue(literal).subarray(0, -1).subarray(0, KEPT);
    return { span: { low, high: after(low) }, exact: false };
  }
  if (!['$gt', '$gte', '$lt', '$lte'].includes(op) || unusable(value) || isNaNumber(value)) return undefined;
  const type = Buffer.from([rankOf(value)]);
  const encoded = encodeValue(value);
  const long = isCut(encoded);
  const edge = long ? encoded.subarray(0, KEPT) : encoded;
  const inclusive = op === '$gte' || op === '$lte' || long;
  // NaN has the lowest key of the numbers and belongs to no range
  const exact = !long && !(rankOf(value) === RANK.number && op.startsWith('$lt'));
  if (op === '$gt' || op === '$gte') return { span: { low: inclusive ? edge : after(edge), high: after(type) }, exact };
  return { span: { low: type, high: inclusive ? after(edge) : edge }, exact };
}

function pointsOf({ op, value }: Condition): Bounds | undefined {
  if (op === '$eq') return points([value], true);
  if ((op === '$gte' || op === '$lte') && value === null) return points([null], true);
  if (op === '$in' && Array.isArray(value)) return points(value, true);
  if (op === '$exists' && (value === false || Number(value) === 0)) return points([null], false);
  if (op === '$all' && Array.isArray(value) && value.length > 0) return points(value.slice(0, 1), value.length === 1);
  return undefined;
}

const sorted = (keys: Buffer[]): Buffer[] => [...new Map(keys.map(one => [one.toString('latin1'), one])).values()].sort(Buffer.compare);

/** The tightest use of the conditions on this column's path. */
export function boundsOf(column: Column, conditions: Condition[]): Bounds | undefined {
  const own = conditions.filter(condition => condition.path === column.path);
  if (own.length === 0) return undefined;
  const fixed = own.map(pointsOf).filter(bounds => bounds !== undefined).sort((a, b) => ('points' in a ? a.points.length : 0) - ('points' in b ? b.points.length : 0))[0];
  if (fixed && 'points' in fixed) {
    return { points: sorted(column.descending ? fixed.points.map(inverted) : fixed.points), exact: fixed.exact && own.length === 1 };
  }
  const spans = own.map(spanOf).filter(bounds => bounds !== undefined);
  const first = spans[0];
  if (!first) return undefined;
  // with arrays two bounds may be met by two different elements, so only one may be used
  const used = column.multi ? [first] : spans;
  const low = used.map(({ span }) => span.low).sort(Buffer.compare).at(-1) ?? first.span.low;
  const high = used.map(({ span }) => span.high).sort(Buffer.compare)[0] ?? first.span.high;
  const span = column.descending ? { low: after(inverted(high)), high: after(inverted(low)) } : { low, high };
  const lowerIsType = used.every(one => one.exact) || used.some(one => one.span.low.length > 1 && one.exact);
  return { span, exact: lowerIsType && used.every(one => one.exact || one.span.low.length === 1) && spans.length === own.length && !column.multi };
}

/** What an `$or` says in all its branches: the widest bound of a path that every branch bounds on that side. Pages by key ask so. */
export function impliedByOr(conditions: Condition[]): Condition[] {
  const sides = [['$lte', ['$eq', '$lt', '$lte'], 1], ['$gte', ['$eq', '$gt', '$gte'], -1]] as const;
  return conditions.filter(({ op }) => op === '$or').flatMap(({ value }) => {
    const branches = value as Filter[];
    const paths = new Set(branches[0]?.conditions.map(({ path }) => path));
    return [...paths].flatMap(path => sides.flatMap(([op, ops, sign]): Condition[] => {
      const limits = branches.map(branch => branch.conditions.find(one => one.path === path && (ops as readonly string[]).includes(one.op) && !unusable(one.value)));
      const widest = limits.reduce((a, b) => (a && b && rankOf(a.value) === rankOf(b.value) ? (compare(a.value, b.value) * sign >= 0 ? a : b) : undefined), limits[0]);
      return widest && rankOf(widest.value) !== RANK.null ? [{ path, op, value: widest.value }] : [];
    }));
  });
}

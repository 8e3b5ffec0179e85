import { Double, Int32 } from 'bson';
import { compare, equal, isObject, RANK, rankOf } from '../compare.ts';
import { fail } from '../errors.ts';
import { encodeValue } from '../keys.ts';
import { isOperators, truthy } from '../match.ts';
import { arithmetic, exact, toDouble } from '../numbers.ts';
import { own, put } from '../paths.ts';
import type { Doc } from '../raw.ts';

export type Expression = (doc: Doc) => unknown;

/** The value of a field path: through an array it is the array of what its elements have. */
function field(value: unknown, parts: string[], i = 0): unknown {
  const part = parts[i];
  if (part === undefined) return value;
  if (Array.isArray(value)) return value.map(item => (isObject(item) || Array.isArray(item) ? field(item, parts, i) : undefined)).filter(item => item !== undefined);
  return isObject(value) ? field(own(value, part), parts, i + 1) : undefined;
}

const isNull = (value: unknown): boolean => value === null || value === undefined;
/** In expressions, unlike in filters, a missing value is below null. */
const order = (a: unknown, b: unknown): number => (a === undefined ? (b === undefined ? 0 : -1) : b === undefined ? 1 : compare(a, b));

type Operator = [count: number, run: (a: unknown, b: unknown, c: unknown) => unknown];
const OPERATORS: Record<string, Operator> = {
  $eq: [2, (a, b) => order(a, b) === 0], $ne: [2, (a, b) => order(a, b) !== 0], $gt: [2, (a, b) => order(a, b) > 0],
  $gte: [2, (a, b) => order(a, b) >= 0], $lt: [2, (a, b) => order(a, b) < 0], $lte: [2, (a, b) => order(a, b) <= 0],
  $cond: [3, (test, yes, no) => (truthy(test) ? yes : no)], $ifNull: [2, (a, b) => (isNull(a) ? b : a)],
  $in: [2, (value, list) => (Array.isArray(list) ? list.some(one => equal(one, value)) : fail(40081, '$in needs an array'))],
};

/** Field paths, literals, objects of expressions, and the few operators above; anything else is an error. */
export function compileExpression(spec: unknown): Expression {
  if (typeof spec === 'string' && spec.startsWith('$')) {
    const parts = spec.slice(1).split('.');
    if (spec.startsWith('$$') || parts.includes('')) fail(17276, `${spec} is not supported`);
    return doc => field(doc, parts);
  }
  if (Array.isArray(spec)) {
    const items = spec.map(compileExpression);
    return doc => items.map(item => item(doc) ?? null);
  }
  if (!isObject(spec)) return () => spec;
  const entries = Object.entries(spec);
  if (!isOperators(spec)) {
    const fields = entries.map(([name, value]) => [name, compileExpression(value)] as const);
    return doc => fields.reduce<Doc>((made, [name, value]) => (put(made, name, value(doc)), made), {});
  }
  const [[name, args] = ['', undefined]] = entries;
  if (name === '$literal') return () => args;
  const [count, run] = (Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined) ?? fail(168, `unrecognized expression '${name}'`);
  const list = Array.isArray(args) && args.length === count && entries.length === 1 ? args : fail(16020, `${name} takes ${count} arguments`);
  const [a, b, c] = list.map(compileExpression);
  return doc => run(a?.(doc), b?.(doc), c?.(doc));
}

type Sum = { add(value: unknown): void; result(): unknown };
/** Keeps one value or a list in `state`; `undefined` from `next` leaves it. */
const keep = (next: (value: unknown, state: unknown) => unknown, start?: () => unknown): (() => Sum) => () => {
  let state = start?.();
  return { add: value => { state = next(value, state) ?? state; }, result: () => state ?? null };
};
const extreme = (direction: 1 | -1) => keep((value, old) => (!isNull(value) && (old === undefined || compare(value, old) * direction > 0) ? value : undefined));
const list = (state: unknown): unknown[] => (Array.isArray(state) ? state : []);
const total = keep((value, old) => (!isNull(value) && rankOf(value) === RANK.number ? arithmetic('add', old, value) : undefined), () => new Int32(0));
const first = (): Sum => {
  const seen: unknown[] = [];
  return { add: value => { if (seen.length === 0) seen.push(value); }, result: () => seen[0] ?? null };
};
const average = (): Sum => {
  const [all, n] = [total(), total()];
  const add = (value: unknown): void => { if (!isNull(value) && rankOf(value) === RANK.number) { all.add(value); n.add(new Int32(1)); } };
  return { add, result: () => (exact(n.result()) === 0 ? null : new Double(toDouble(exact(all.result())) / toDouble(exact(n.result())))) };
};
const last = (): Sum => {
  let value: unknown;
  return { add: next => { value = next; }, result: () => value ?? null };
};

const ACCUMULATORS: Record<string, () => Sum> = {
  $sum: total, $avg: average, $min: extreme(-1), $max: extreme(1), $first: first, $last: last,
  $push: keep((value, items) => { if (value !== undefined) list(items).push(value); }, () => []),
  $addToSet: keep((value, items) => { if (value !== undefined && !list(items).some(one => equal(one, value))) list(items).push(value); }, () => []),
};

export function group(spec: Doc): (docs: Iterable<Doc | undefined>) => Iterable<Doc | undefined> {
  if (!('_id' in spec)) fail(15955, 'a group specification must include an _id');
  const id = compileExpression(spec['_id']);
  const fields = Object.entries(spec).filter(([name]) => name !== '_id').map(([name, value]) => {
    const [[op, argument] = ['', undefined], ...more] = isObject(value) ? Object.entries(value) : [];
    if (more.length > 0 || name.includes('.')) fail(40238, `the field '${name}' must have one accumulator and no dot`);
    return { name, make: (Object.hasOwn(ACCUMULATORS, op) ? ACCUMULATORS[op] : undefined) ?? fail(15952, `unknown group operator '${op}'`), value: compileExpression(argument) };
  });
  return function* (docs) {
    const groups = new Map<string, { id: unknown; sums: Sum[] }>();
    for (const doc of docs) {
      yield undefined;
      if (!doc) continue;
      const key = id(doc);
      const name = encodeValue(key).toString('latin1');
      let found = groups.get(name);
      if (!found) groups.set(name, found = { id: key ?? null, sums: fields.map(({ make }) => make()) });
      found.sums.forEach((sum, i) => sum.add(fields[i]?.value(doc)));
    }
    for (const { id: key, sums } of groups.values()) yield Object.fromEntries([['_id', key], ...sums.map((sum, i) => [fields[i]?.name, sum.result()])]);
  };
}

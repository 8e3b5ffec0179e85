import { Double, Int32 } from 'bson';
import { compare, equal, isObject, RANK, rankOf } from '../compare.ts';
import { fail } from '../errors.ts';
import { isOperators, truthy } from '../match.ts';
import { arithmetic } from '../numbers.ts';
import { own, put, topLevel } from '../paths.ts';
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
const isNumber = (value: unknown): boolean => !isNull(value) && rankOf(value) === RANK.number;
/** In expressions, unlike in filters, a missing value is below null. */
const order = (a: unknown, b: unknown): number => (a === undefined ? (b === undefined ? 0 : -1) : b === undefined ? 1 : compare(a, b));

const fold = (operation: 'add' | 'multiply') => (values: unknown[]): unknown =>
  values.some(isNull) ? null
    : values.reduce((sum, value) => (isNumber(value) ? arithmetic(operation, sum, value) : fail(14, `$${operation} needs numbers`)), new Int32(operation === 'add' ? 0 : 1));

type Operator = { count?: number; run(values: unknown[]): unknown };
const compared = (test: (order: number) => boolean): Operator => ({ count: 2, run: ([a, b]) => test(order(a, b)) });

const OPERATORS: Record<string, Operator> = {
  $eq: compared(n => n === 0), $ne: compared(n => n !== 0), $gt: compared(n => n > 0), $gte: compared(n => n >= 0),
  $lt: compared(n => n < 0), $lte: compared(n => n <= 0),
  $and: { run: values => values.every(truthy) }, $or: { run: values => values.some(truthy) }, $not: { count: 1, run: ([value]) => !truthy(value) },
  $cond: { count: 3, run: ([test, yes, no]) => (truthy(test) ? yes : no) },
  $ifNull: { run: values => values.find(value => !isNull(value)) ?? values.at(-1) },
  $in: { count: 2, run: ([value, list]) => (Array.isArray(list) ? list.some(one => equal(one, value)) : fail(40081, '$in needs an array')) },
  $size: { count: 1, run: ([list]) => new Int32(Array.isArray(list) ? list.length : fail(17124, '$size needs an array')) },
  $concat: { run: values => (values.some(isNull) ? null : values.map(value => (typeof value === 'string' ? value : fail(16702, '$concat needs strings'))).join('')) },
  $add: { run: fold('add') }, $multiply: { run: fold('multiply') },
  $subtract: { count: 2, run: ([a, b]) => fold('add')([a, isNull(b) ? null : fold('multiply')([b, new Int32(-1)])]) },
};

export function compileExpression(spec: unknown): Expression {
  if (typeof spec === 'string' && spec.startsWith('$')) {
    if (spec === '$$ROOT' || spec === '$$CURRENT') return doc => doc;
    if (spec.startsWith('$$')) return fail(17276, `the variable ${spec} is not supported`);
    const parts = spec.slice(1).split('.');
    if (parts.includes('')) fail(40353, 'a field path may not have an empty part');
    return doc => field(doc, parts);
  }
  if (Array.isArray(spec)) {
    const items = spec.map(compileExpression);
    return doc => items.map(item => item(doc) ?? null);
  }
  if (!isObject(spec)) return () => spec;
  if (!isOperators(spec)) {
    const fields = Object.entries(spec).map(([name, value]) => [name, compileExpression(value)] as const);
    return doc => {
      const made: Doc = {};
      for (const [name, value] of fields) put(made, name, value(doc));
      return made;
    };
  }
  const [[name, args] = ['', undefined], ...more] = Object.entries(spec);
  if (more.length > 0) fail(15983, 'an expression has one operator');
  if (name === '$literal') return () => args;
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!operator) return fail(168, `unrecognized expression '${name}'`);
  const list = name === '$cond' && isObject(args) ? [args['if'], args['then'], args['else']] : Array.isArray(args) ? args : [args];
  if (operator.count !== undefined && list.length !== operator.count) fail(16020, `${name} takes ${operator.count} arguments`);
  const values = list.map(compileExpression);
  return doc => operator.run(values.map(value => value(doc)));
}

type Accumulator = () => { add(value: unknown): void; result(): unknown };
const keep = (better: (next: unknown, old: unknown) => boolean): Accumulator => () => {
  let kept: unknown;
  return { add: value => { if (!isNull(value) && (kept === undefined || better(value, kept))) kept = value; }, result: () => kept ?? null };
};
const sum = (): { add(value: unknown): void; result(): unknown; n(): number } => {
  let total: unknown = new Int32(0);
  let n = 0;
  return { add: value => { if (isNumber(value)) { total = arithmetic('add', total, value); n++; } }, result: () => total, n: () => n };
};

export const ACCUMULATORS: Record<string, Accumulator> = {
  $sum: sum,
  $avg: () => {
    const all = sum();
    return { add: all.add, result: () => (all.n() === 0 ? null : new Double(Number(all.result()) / all.n())) };
  },
  $min: keep((next, old) => compare(next, old) < 0),
  $max: keep((next, old) => compare(next, old) > 0),
  $first: () => {
    const seen: unknown[] = [];
    return { add: value => { if (seen.length === 0) seen.push(value); }, result: () => seen[0] ?? null };
  },
  $last: () => {
    let last: unknown;
    return { add: value => { last = value; }, result: () => last ?? null };
  },
  $push: () => {
    const items: unknown[] = [];
    return { add: value => { if (value !== undefined) items.push(value); }, result: () => items };
  },
  $addToSet: () => {
    const items: unknown[] = [];
    return { add: value => { if (value !== undefined && !items.some(one => equal(one, value))) items.push(value); }, result: () => items };
  },
};

/** The top-level fields an expression reads; undefined means the whole document. */
export function fieldsRead(spec: unknown): Set<string> | undefined {
  if (typeof spec === 'string') return spec.startsWith('$$') ? undefined : new Set(spec.startsWith('$') ? [topLevel(spec.slice(1))] : []);
  const parts = Array.isArray(spec) ? spec : isObject(spec) ? Object.values(spec) : [];
  const all = new Set<string>();
  for (const part of parts) {
    const read = fieldsRead(part);
    if (!read) return undefined;
    read.forEach(name => all.add(name));
  }
  return all;
}

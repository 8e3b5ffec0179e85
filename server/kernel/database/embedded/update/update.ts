import { Int32, ObjectId } from 'bson';
import { compare, equal, isObject, RANK, rankOf } from '../compare.ts';
import { fail } from '../errors.ts';
import { isOperators } from '../match.ts';
import type { Filter } from '../match.ts';
import { arithmetic } from '../numbers.ts';
import { own, put } from '../paths.ts';
import type { Doc } from '../raw.ts';
import { alter, KEEP, REMOVE } from './alter.ts';
import type { Change, Missing } from './alter.ts';
import { addToSet, pop, pull, push } from './arrays.ts';

/** Turns a decoded document into the next one, in place where it can; `insert` when an upsert makes it. */
export type Update = (doc: Doc, insert: boolean) => Doc;

const isNumber = (value: unknown): boolean => value !== undefined && rankOf(value) === RANK.number;
function compute(operation: 'add' | 'multiply', op: string, value: unknown): Change {
  if (!isNumber(value)) fail(14, `${op} needs a number`);
  return old => {
    if (old === undefined) return operation === 'add' ? value : arithmetic('multiply', value, new Int32(0));
    return isNumber(old) ? arithmetic(operation, old, value) : fail(14, `cannot apply ${op} to a value that is no number`);
  };
}
const towards = (value: unknown, direction: 1 | -1): Change => old => (old === undefined || compare(value, old) * direction > 0 ? value : KEEP);

const OPERATORS: Record<string, (value: unknown) => Change> = {
  $set: value => () => value, $setOnInsert: value => () => value, $unset: () => () => REMOVE,
  $inc: value => compute('add', '$inc', value), $mul: value => compute('multiply', '$mul', value),
  $min: value => towards(value, -1), $max: value => towards(value, 1), $push: push, $addToSet: addToSet, $pull: pull, $pop: pop,
};
const MISSING: Record<string, Missing> = { $unset: 'ignore', $pull: 'stop', $pop: 'stop' };

function checkPath(path: string): string[] {
  const parts = path.split('.');
  if (parts.includes('')) fail(56, `the update path '${path}' contains an empty field name`);
  // `$`, `$[]` and `$[name]` would stand for elements; they are not known here
  if (parts.some(part => part.startsWith('$'))) fail(52, `the path '${path}' may not contain a part that starts with a dollar sign`);
  return parts;
}

function checkConflicts(paths: string[]): void {
  for (const path of paths) {
    if (paths.filter(one => one === path || one.startsWith(`${path}.`)).length > 1) fail(40, `updating the path '${path}' would create a conflict`);
  }
}

function byOperators(source: Doc): Update {
  const steps = Object.entries(source).flatMap(([op, fields]) => {
    const operator = (Object.hasOwn(OPERATORS, op) ? OPERATORS[op] : undefined) ?? fail(9, `unknown modifier: ${op}`);
    if (!isObject(fields)) return fail(9, `modifiers operate on fields but ${op} has none`);
    return Object.entries(fields).map(([path, value]) => ({ path, parts: checkPath(path), op, change: operator(value) }));
  });
  checkConflicts(steps.map(({ path }) => path));
  return (doc, insert) => {
    for (const { op, parts, change } of steps) if (op !== '$setOnInsert' || insert) alter(doc, parts, change, MISSING[op] ?? 'create');
    return doc;
  };
}

const withIdFirst = (doc: Doc, id: unknown): Doc => {
  const next: Doc = { _id: id };
  for (const [name, value] of Object.entries(doc)) if (name !== '_id') put(next, name, value);
  return next;
};
export const withId = (doc: Doc): Doc => withIdFirst(doc, own(doc, '_id') ?? new ObjectId());

/** Reads an update by operators or a replacement; everything that can be wrong without a document is an error here. */
export function compileUpdate(source: unknown): { update: Update; replaces: boolean } {
  if (!isObject(source)) return fail(Array.isArray(source) ? 238 : 9, 'an update must be an object');
  const replaces = !isOperators(source);
  if (replaces && Object.keys(source).some(name => name.startsWith('$'))) fail(52, 'a replacement may not contain operators');
  const change: Update = replaces ? doc => withIdFirst(source, own(source, '_id') ?? own(doc, '_id')) : byOperators(source);
  const update: Update = (doc, insert) => {
    const id = own(doc, '_id');
    const next = change(doc, insert);
    if (id !== undefined && (own(next, '_id') === undefined || !equal(id, next['_id']))) fail(66, "the '_id' field cannot be changed");
    return next;
  };
  return { update, replaces };
}

/** The document an upsert starts from: what the filter says must be equal. */
export function seedOf(filter: Filter): Doc {
  const seed: Doc = {};
  for (const { path, op, value } of filter.conditions) {
    const single = op === '$eq' ? [value] : (op === '$in' || op === '$all') && Array.isArray(value) && value.length === 1 && !isOperators(value[0]) ? value : [];
    for (const one of single) alter(seed, checkPath(path), () => one, 'create');
  }
  return seed;
}

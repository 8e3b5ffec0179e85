import { ObjectId } from 'bson';
import { alter, KEEP, REMOVE } from './alter.ts';
import type { Change, Missing } from './alter.ts';
import { fail } from './errors.ts';
import { equal } from './keys.ts';
import type { Filter } from './match.ts';
import { own, put } from './paths.ts';
import type { Doc } from './raw.ts';
import { add, isNumber, isObject, isOperators, isRegex } from './values.ts';

/** Turns a decoded document into the next one, in place where it can; `insert` when an upsert makes it. */
export type Update = (doc: Doc, insert: boolean) => Doc;

function increase(value: unknown): Change {
  if (value === undefined || !isNumber(value)) fail(14, '$inc needs a number');
  return old => (old === undefined ? value : isNumber(old) ? add(old, value) : fail(14, 'cannot apply $inc to a value that is no number'));
}

const arrayOf = (value: unknown, op: string): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : fail(2, `${op} needs an array field`));
/** One value; `$each` and the other modifiers are not known. */
const single = (value: unknown, op: string): unknown => (isOperators(value) ? fail(2, `unrecognized clause in ${op}: ${Object.keys(value)[0]}`) : value);

function push(value: unknown): Change {
  const item = single(value, '$push');
  return old => [...arrayOf(old, '$push'), item];
}

function addToSet(value: unknown): Change {
  const item = single(value, '$addToSet');
  return old => {
    const items = arrayOf(old, '$addToSet');
    return items.some(one => equal(one, item)) ? KEEP : [...items, item];
  };
}

function pull(value: unknown): Change {
  if (isObject(value) || isRegex(value)) fail(238, '$pull takes a value, not a condition');
  return old => {
    const items = arrayOf(old, '$pull');
    const kept = items.filter(item => !equal(item, value));
    return kept.length === items.length ? KEEP : kept;
  };
}

const OPERATORS: Record<string, (value: unknown) => Change> = {
  $set: value => () => value, $setOnInsert: value => () => value, $unset: () => () => REMOVE, $inc: increase,
  $push: push, $addToSet: addToSet, $pull: pull,
};
const MISSING: Record<string, Missing> = { $unset: 'ignore', $pull: 'stop' };

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
    const values = op === '$eq' ? [value] : (op === '$in' || op === '$all') && Array.isArray(value) && value.length === 1 ? value : [];
    for (const one of values) alter(seed, checkPath(path), () => one, 'create');
  }
  return seed;
}

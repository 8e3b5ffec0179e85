import { Int32, ObjectId, Timestamp } from 'bson';
import { compare, equal, isObject, RANK, rankOf } from '../compare.ts';
import { fail } from '../errors.ts';
import { compileFilter, compileValue, isOperators } from '../match.ts';
import type { Filter } from '../match.ts';
import { arithmetic } from '../numbers.ts';
import { at, own, put, topLevel } from '../paths.ts';
import type { Doc } from '../raw.ts';
import { alter, KEEP, REMOVE } from './alter.ts';
import type { Change, Elements, Missing } from './alter.ts';
import { addToSet, pop, pull, pullAll, push } from './arrays.ts';

/** Turns a decoded document into the next one, in place where it can; `insert` when an upsert makes it. */
export type Update = (doc: Doc, insert: boolean) => Doc;
type Step = { path: string; parts: string[]; op: string; value: unknown };

const isNumber = (value: unknown): boolean => rankOf(value) === RANK.number && value !== undefined;
function compute(operation: 'add' | 'multiply', op: string, value: unknown): Change {
  if (!isNumber(value)) fail(14, `${op} needs a number`);
  return old => {
    if (old === undefined) return operation === 'add' ? value : arithmetic('multiply', value, new Int32(0));
    return isNumber(old) ? arithmetic(operation, old, value) : fail(14, `cannot apply ${op} to a value that is no number`);
  };
}
const towards = (value: unknown, direction: 1 | -1): Change => old => (old === undefined || compare(value, old) * direction > 0 ? value : KEEP);

function currentDate(value: unknown, now: Date): Change {
  const type = isObject(value) ? value['$type'] : value === true ? 'date' : undefined;
  if (type === 'date') return () => now;
  return type === 'timestamp' ? () => new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }) : fail(2, '$currentDate needs true or a $type');
}

function changeOf({ op, value }: Step, insert: boolean, now: Date): Change {
  switch (op) {
    case '$set': return () => value;
    case '$setOnInsert': return insert ? () => value : () => KEEP;
    case '$unset': return () => REMOVE;
    case '$inc': return compute('add', op, value);
    case '$mul': return compute('multiply', op, value);
    case '$min': return towards(value, -1);
    case '$max': return towards(value, 1);
    case '$currentDate': return currentDate(value, now);
    case '$push': return push(value);
    case '$addToSet': return addToSet(value);
    case '$pull': return pull(value);
    case '$pullAll': return pullAll(value);
    case '$pop': return pop(value);
    default: return fail(9, `unknown modifier: ${op}`);
  }
}
const MISSING: Record<string, Missing> = { $unset: 'ignore', $pull: 'stop', $pullAll: 'stop', $pop: 'stop' };

function checkPath(path: string): string[] {
  const parts = path.split('.');
  if (parts.includes('')) fail(56, `the update path '${path}' contains an empty field name`);
  if (parts[0]?.startsWith('$')) fail(path === '$' || path.startsWith('$[') ? 2 : 52, `the update path '${path}' may not start with a dollar sign`);
  if (parts.some(part => part.startsWith('$') && part !== '$' && !/^\$\[\w*\]$/.test(part))) fail(52, `'${path}' is not valid for storage`);
  return parts;
}

function checkConflicts(paths: string[]): void {
  const sorted = [...paths].sort();
  for (const path of sorted) {
    if (paths.filter(one => one === path).length > 1 || sorted.some(one => one.startsWith(`${path}.`))) fail(40, `updating the path '${path}' would create a conflict`);
  }
}

function rename(doc: Doc, from: string[], to: string[], elements: Elements): void {
  const value = at(doc, from);
  if (value === undefined) return;
  alter(doc, from, () => REMOVE, 'ignore', elements);
  alter(doc, to, () => value, 'create', elements);
}

/** Reads an update by operators; `matched` is the filter by which `$` finds its element. */
function operatorUpdate(source: Doc, arrayFilters: Doc[], matched: Filter, now: Date): Update {
  const steps = Object.entries(source).flatMap(([op, fields]) => {
    if (!isObject(fields)) return fail(9, `modifiers operate on fields but ${op} has none`);
    return Object.entries(fields).map(([path, value]): Step => ({ path, parts: checkPath(path), op, value }));
  });
  for (const step of steps) {
    if (step.op === '$rename') checkPath(typeof step.value === 'string' ? step.value : fail(2, '$rename needs a field name'));
    else changeOf(step, true, now);
  }
  checkConflicts(steps.flatMap(({ path, op, value }) => (op === '$rename' ? [path, String(value)] : [path])));
  const filters = new Map(arrayFilters.map(filter => {
    const [name, value] = Object.entries(filter)[0] ?? fail(9, 'an array filter is empty');
    if (Object.keys(filter).length !== 1) fail(238, 'an array filter may have one condition');
    const rest = name.split('.').slice(1).join('.');
    const nested = rest ? compileFilter({ [rest]: value }) : undefined;
    return [topLevel(name), nested ? (item: unknown) => isObject(item) && nested.test(item) : compileValue(value)] as const;
  }));
  for (const name of filters.keys()) if (!steps.some(({ parts }) => parts.includes(`$[${name}]`))) fail(9, `the array filter '${name}' is not used`);
  return (doc, insert) => {
    const elements = { filters, position: (parts: string[]) => positionOf(doc, parts.join('.'), matched) };
    for (const step of steps) {
      if (step.op === '$rename') rename(doc, step.parts, String(step.value).split('.'), elements);
      else if (step.op !== '$setOnInsert' || insert) alter(doc, step.parts, changeOf(step, insert, now), MISSING[step.op] ?? 'create', elements);
    }
    return doc;
  };
}

/** The first element of the array at a path that meets what the filter asks of it. */
function positionOf(doc: Doc, path: string, { conditions }: Filter): number | undefined {
  const items = at(doc, path.split('.'));
  if (!Array.isArray(items)) return undefined;
  for (const { path: asked, op, value } of conditions) {
    const rest = asked.slice(path.length + 1);
    if (asked !== path && !asked.startsWith(`${path}.`)) continue;
    const element = compileFilter({ [rest || 'e']: op === '$eq' ? value : op === '$regex' ? value : { [op]: value } });
    const index = items.findIndex(item => (rest ? isObject(item) && element.test(item) : element.test({ e: op === '$elemMatch' ? [item] : item })));
    if (index >= 0) return index;
  }
  return undefined;
}

function replacement(source: Doc): Update {
  return doc => {
    const id = own(doc, '_id');
    if (id !== undefined && own(source, '_id') !== undefined && !equal(id, source['_id'])) fail(66, "the '_id' field cannot be changed");
    return id === undefined ? source : withIdFirst(source, id);
  };
}

const withIdFirst = (doc: Doc, id: unknown): Doc => {
  const next: Doc = { _id: id };
  for (const [name, value] of Object.entries(doc)) if (name !== '_id') put(next, name, value);
  return next;
};

export function compileUpdate(source: unknown, arrayFilters: Doc[], matched: Filter, now: Date): { update: Update; replaces: boolean } {
  if (!isObject(source)) return fail(Array.isArray(source) ? 238 : 9, 'updates by pipeline are not supported');
  const replaces = !isOperators(source);
  if (replaces && Object.keys(source).some(name => name.startsWith('$'))) fail(52, 'a replacement may not contain operators');
  const change = replaces ? replacement(source) : operatorUpdate(source, arrayFilters, matched, now);
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
  const none: Elements = { filters: new Map(), position: () => undefined };
  for (const { path, op, value } of filter.conditions) {
    const single = op === '$eq' ? [value] : (op === '$in' || op === '$all') && Array.isArray(value) && value.length === 1 && !isOperators(value[0]) ? value : [];
    for (const one of single) alter(seed, checkPath(path), () => one, 'create', none);
  }
  return seed;
}

export const withId = (doc: Doc): Doc => withIdFirst(doc, own(doc, '_id') ?? new ObjectId());

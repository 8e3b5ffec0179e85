import { compare, equal, isObject } from '../compare.ts';
import { fail } from '../errors.ts';
import { compileFilter, compileValue, isOperators } from '../match.ts';
import { whole } from '../numbers.ts';
import { parseSort } from '../plan.ts';
import { sortFields, sortKey } from '../scan.ts';
import { KEEP } from './alter.ts';
import type { Change } from './alter.ts';

const arrayOf = (value: unknown, op: string): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : fail(2, `${op} needs an array field`);

function sorter(spec: unknown): (items: unknown[]) => unknown[] {
  if (isObject(spec)) {
    if (Object.keys(spec).length === 0) fail(2, '$sort is empty');
    const by = sortFields(parseSort(spec));
    const keyed = (item: unknown): Buffer => sortKey(isObject(item) ? item : {}, by);
    return items => items.map(item => ({ item, key: keyed(item) })).sort((a, b) => Buffer.compare(a.key, b.key)).map(({ item }) => item);
  }
  const direction = whole(spec, '$sort');
  if (Math.abs(direction) !== 1) fail(2, '$sort must be 1 or -1');
  return items => [...items].sort((a, b) => compare(a, b) * direction);
}

const MODIFIERS = ['$each', '$slice', '$sort', '$position'];

export function push(value: unknown): Change {
  if (!isOperators(value)) return old => [...arrayOf(old, '$push'), value];
  for (const name of Object.keys(value)) if (!MODIFIERS.includes(name)) fail(2, `unrecognized clause in $push: ${name}`);
  const each = value['$each'];
  if (!Array.isArray(each)) return fail(2, '$each must be an array');
  const sort = value['$sort'] === undefined ? undefined : sorter(value['$sort']);
  const slice = value['$slice'] === undefined ? undefined : whole(value['$slice'], '$slice');
  const position = value['$position'] === undefined ? undefined : whole(value['$position'], '$position');
  return old => {
    const items = [...arrayOf(old, '$push')];
    items.splice(position ?? items.length, 0, ...each);
    const ordered = sort ? sort(items) : items;
    return slice === undefined ? ordered : slice < 0 ? ordered.slice(slice) : ordered.slice(0, slice);
  };
}

export function addToSet(value: unknown): Change {
  const each = isOperators(value) && '$each' in value ? value['$each'] : [value];
  if (!Array.isArray(each) || (isOperators(value) && Object.keys(value).length !== 1)) return fail(14, '$each must be an array, and alone');
  return old => {
    const items = [...arrayOf(old, '$addToSet')];
    for (const item of each) if (!items.some(one => equal(one, item))) items.push(item);
    return old !== undefined && items.length === (old as unknown[]).length ? KEEP : items;
  };
}

const without = (test: (item: unknown) => boolean, op: string): Change => old => {
  if (old === undefined) return KEEP;
  const items = arrayOf(old, op);
  const kept = items.filter(item => !test(item));
  return kept.length === items.length ? KEEP : kept;
};

export function pull(value: unknown): Change {
  if (!isObject(value) || isOperators(value)) return without(compileValue(value), '$pull');
  const filter = compileFilter(value);
  return without(item => isObject(item) && filter.test(item), '$pull');
}

export function pop(value: unknown): Change {
  const side = whole(value, '$pop');
  if (Math.abs(side) !== 1) fail(9, '$pop expects 1 or -1');
  return old => {
    if (old === undefined) return KEEP;
    const items = arrayOf(old, '$pop');
    return items.length === 0 ? KEEP : side === 1 ? items.slice(0, -1) : items.slice(1);
  };
}


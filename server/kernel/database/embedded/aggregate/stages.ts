import { Int32 } from 'bson';
import { isObject } from '../compare.ts';
import { fail } from '../errors.ts';
import { encodeValue } from '../keys.ts';
import { compileFilter, isOperators } from '../match.ts';
import { whole } from '../numbers.ts';
import { at, own } from '../paths.ts';
import { parseSort } from '../plan.ts';
import { compileProjection } from '../project.ts';
import type { Doc } from '../raw.ts';
import { sortFields, sortKey } from '../scan.ts';
import { alter, KEEP, REMOVE } from '../update/alter.ts';
import { ACCUMULATORS, compileExpression } from './expressions.ts';

export type Stage = (docs: Iterable<Doc | undefined>) => Iterable<Doc | undefined>;

const NO_ELEMENTS = { filters: new Map(), position: () => undefined };
const path = (value: unknown, stage: string): string[] =>
  typeof value === 'string' && value.startsWith('$') && value.length > 1 ? value.slice(1).split('.') : fail(28818, `${stage} needs a path that starts with $`);
const object = (value: unknown, stage: string): Doc => (isObject(value) ? value : fail(40228, `${stage} needs an object`));

/** `undefined` passes through: it is a moment at which the reader may pause. */
const each = (change: (doc: Doc) => Doc[]): Stage => function* (docs) {
  for (const doc of docs) {
    if (doc === undefined) yield undefined;
    else yield* change(doc);
  }
};

function group(spec: Doc): Stage {
  if (!('_id' in spec)) fail(15955, 'a group specification must include an _id');
  const id = compileExpression(spec['_id']);
  const fields = Object.entries(spec).filter(([name]) => name !== '_id').map(([name, value]) => {
    const [[op, argument] = ['', undefined], ...more] = isObject(value) ? Object.entries(value) : [];
    if (more.length > 0) fail(40238, `the field '${name}' must have one accumulator`);
    if (name.includes('.')) fail(40235, 'the name of a group field may not contain a dot');
    if (op === '$count') return { name, make: ACCUMULATORS['$sum'], value: () => new Int32(1) };
    return { name, make: Object.hasOwn(ACCUMULATORS, op) ? ACCUMULATORS[op] : fail(15952, `unknown group operator '${op}'`), value: compileExpression(argument) };
  });
  return function* (docs) {
    const groups = new Map<string, { id: unknown; sums: { add(value: unknown): void; result(): unknown }[] }>();
    for (const doc of docs) {
      yield undefined;
      if (!doc) continue;
      const key = id(doc);
      const name = encodeValue(key).toString('latin1');
      let found = groups.get(name);
      if (!found) groups.set(name, found = { id: key ?? null, sums: fields.map(({ make }) => make?.() ?? fail(15952, 'no accumulator')) });
      found.sums.forEach((sum, i) => sum.add(fields[i]?.value(doc)));
    }
    for (const { id: key, sums } of groups.values()) yield Object.fromEntries([['_id', key], ...sums.map((sum, i) => [fields[i]?.name, sum.result()])]);
  };
}

function sort(spec: Doc): Stage {
  const by = sortFields(parseSort(spec));
  return function* (docs) {
    const kept: { doc: Doc; key: Buffer }[] = [];
    for (const doc of docs) {
      yield undefined;
      if (doc) kept.push({ doc, key: sortKey(doc, by) });
    }
    yield* kept.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ doc }) => doc);
  };
}

function unwind(spec: unknown): Stage {
  const options = isObject(spec) ? spec : { path: spec };
  for (const name of Object.keys(options)) if (!['path', 'preserveNullAndEmptyArrays'].includes(name)) fail(28811, `unrecognized option to $unwind: ${name}`);
  const parts = path(options['path'], '$unwind');
  return each(doc => {
    const items = at(doc, parts);
    const kept = options['preserveNullAndEmptyArrays'] === true;
    if (!Array.isArray(items)) return items === undefined || items === null ? (kept ? [doc] : []) : [doc];
    const withItem = (item: unknown): Doc => {
      const copy = copyAlong(doc, parts);
      alter(copy, parts, () => item, 'create', NO_ELEMENTS);
      return copy;
    };
    return items.length === 0 && kept ? [withItem(REMOVE)] : items.map(withItem);
  });
}
const copyAlong = (doc: Doc, [first, ...rest]: string[]): Doc => {
  const child = first === undefined ? undefined : own(doc, first);
  return first !== undefined && rest.length > 0 && isObject(child) ? { ...doc, [first]: copyAlong(child, rest) } : { ...doc };
};

function addFields(spec: Doc): Stage {
  const fields = Object.entries(spec).map(([name, value]) => ({ parts: name.split('.'), value: compileExpression(value) }));
  return each(doc => {
    const results = fields.map(({ parts, value }) => ({ parts, value: value(doc) }));
    return [results.reduce((next, { parts, value }) => {
      const copy = copyAlong(next, parts);
      alter(copy, parts, () => (value === undefined ? KEEP : value), 'create', NO_ELEMENTS);
      return copy;
    }, doc)];
  });
}

/** Plain fields are kept or left out; a string, a number other than 0 and 1 in an operator, or an operator computes. */
function project(spec: Doc): Stage {
  const isComputed = (value: unknown): boolean => typeof value === 'string' || isOperators(value);
  const plain = Object.fromEntries(Object.entries(spec).map(([name, value]) => [name, isComputed(value) ? new Int32(1) : value]));
  const projection = compileProjection(plain) ?? fail(51272, '$project needs at least one field');
  const computed = Object.entries(spec).filter(([, value]) => isComputed(value)).map(([name, value]) => ({ parts: name.split('.'), value: compileExpression(value) }));
  return each(doc => {
    const kept = { ...projection.apply(doc) };
    for (const { parts, value } of computed) {
      const result = value(doc);
      alter(kept, parts, () => (result === undefined ? REMOVE : result), 'create', NO_ELEMENTS);
    }
    return [kept];
  });
}

function limit(value: unknown, skip: boolean): Stage {
  const n = whole(value, skip ? '$skip' : '$limit');
  if (n < (skip ? 0 : 1)) fail(15958, 'the limit must be positive');
  return function* (docs) {
    let seen = 0;
    for (const doc of docs) {
      if (doc === undefined) { yield undefined; continue; }
      seen++;
      if (skip ? seen > n : seen <= n) yield doc;
      if (!skip && seen >= n) return;
    }
  };
}

function facet(spec: Doc): Stage {
  const facets = Object.entries(spec).map(([name, stages]) => [name, compilePipeline(stages)] as const);
  return function* (docs) {
    const all: Doc[] = [];
    for (const doc of docs) {
      if (doc) all.push(doc);
      yield undefined;
    }
    yield Object.fromEntries(facets.map(([name, run]) => [name, [...run(all)].filter(doc => doc !== undefined)]));
  };
}

const count = (name: unknown): Stage => (typeof name === 'string' && /^[^$.]+$/.test(name) ? compilePipeline([{ $group: { _id: null, n: { $sum: new Int32(1) } } }, { $project: { _id: false, [name]: '$n' } }]) : fail(40156, '$count needs a field name'));

function compileStage(stage: unknown): Stage {
  const [[name, spec] = ['', undefined], ...more] = isObject(stage) ? Object.entries(stage) : [];
  if (more.length > 0) fail(40323, 'a pipeline stage has exactly one field');
  switch (name) {
    case '$match': {
      const { test } = compileFilter(object(spec, name));
      return each(doc => (test(doc) ? [doc] : []));
    }
    case '$group': return group(object(spec, name));
    case '$sort': return sort(object(spec, name));
    case '$limit': return limit(spec, false);
    case '$skip': return limit(spec, true);
    case '$project': return project(object(spec, name));
    case '$addFields': case '$set': return addFields(object(spec, name));
    case '$unwind': return unwind(spec);
    case '$facet': return facet(object(spec, name));
    case '$count': return count(spec);
    default: return fail(40324, `unrecognized pipeline stage name: '${name}'`);
  }
}

export function compilePipeline(stages: unknown): Stage {
  if (!Array.isArray(stages)) return fail(14, 'a pipeline must be an array');
  const compiled = stages.map(compileStage);
  return docs => compiled.reduce((input, stage) => stage(input), docs);
}

import { isObject } from '../compare.ts';
import { fail } from '../errors.ts';
import { compileFilter } from '../match.ts';
import { whole } from '../numbers.ts';
import { at } from '../paths.ts';
import { parseSort } from '../plan.ts';
import { compileProjection } from '../project.ts';
import type { Doc } from '../raw.ts';
import { sortFields, sortKey } from '../scan.ts';
import { alter, REMOVE } from '../update/alter.ts';
import { group } from './group.ts';

/** `undefined` passes through: it is a moment at which the reader may pause. */
export type Stage = (docs: Iterable<Doc | undefined>) => Iterable<Doc | undefined>;

const object = (value: unknown, stage: string): Doc => (isObject(value) ? value : fail(40228, `${stage} needs an object`));

const each = (change: (doc: Doc) => Doc[]): Stage => function* (docs) {
  for (const doc of docs) {
    if (doc === undefined) yield undefined;
    else yield* change(doc);
  }
};

/** A stage that needs all documents before its first result. */
const all = (change: (docs: Doc[]) => Iterable<Doc>): Stage => function* (docs) {
  const kept: Doc[] = [];
  for (const doc of docs) {
    if (doc) kept.push(doc);
    yield undefined;
  }
  yield* change(kept);
};

function sort(spec: Doc): Stage {
  const by = sortFields(parseSort(spec));
  return all(docs => docs.map(doc => ({ doc, key: sortKey(doc, by) })).sort((a, b) => Buffer.compare(a.key, b.key)).map(({ doc }) => doc));
}

function unwind(spec: unknown): Stage {
  const { path, preserveNullAndEmptyArrays: kept, ...more } = isObject(spec) ? spec : { path: spec };
  if (typeof path !== 'string' || !/^\$[^.]+$/.test(path) || Object.keys(more).length > 0) return fail(28818, '$unwind needs the path of a top-level field');
  const name = path.slice(1);
  return each(doc => {
    const items = at(doc, [name]);
    if (!Array.isArray(items)) return (items === undefined || items === null) && kept !== true ? [] : [doc];
    const withItem = (item: unknown): Doc => {
      const copy = { ...doc };
      alter(copy, [name], () => item, 'create');
      return copy;
    };
    return items.length === 0 && kept === true ? [withItem(REMOVE)] : items.map(withItem);
  });
}

function limit(value: unknown, skip: boolean): Stage {
  const n = whole(value, skip ? '$skip' : '$limit');
  if (n < (skip ? 0 : 1)) fail(15958, 'the limit must be positive');
  return all(docs => (skip ? docs.slice(n) : docs.slice(0, n)));
}

function facet(spec: Doc): Stage {
  const facets = Object.entries(spec).map(([name, stages]) => [name, compilePipeline(stages)] as const);
  return all(docs => [Object.fromEntries(facets.map(([name, run]) => [name, [...run(docs)].filter(doc => doc !== undefined)]))]);
}

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
    case '$project': {
      const projection = compileProjection(object(spec, name)) ?? fail(51272, '$project needs at least one field');
      return each(doc => [projection.apply(doc)]);
    }
    case '$unwind': return unwind(spec);
    case '$facet': return facet(object(spec, name));
    default: return fail(40324, `unrecognized pipeline stage name: '${name}'`);
  }
}

export function compilePipeline(stages: unknown): Stage {
  if (!Array.isArray(stages)) return fail(14, 'a pipeline must be an array');
  const compiled = stages.map(compileStage);
  return docs => compiled.reduce((input, stage) => stage(input), docs);
}

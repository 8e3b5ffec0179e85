import { fail } from './errors.ts';
import { compare, equal } from './keys.ts';
import { reaches, topLevel } from './paths.ts';
import type { Doc } from './raw.ts';
import { regexOf } from './regex.ts';
import { isNaNumber, isObject, isOperators, isRegex, RANK, rankOf, truthy, whole } from './values.ts';

/** One test of a field that must hold; the planner turns some of them into ranges of an index. */
export type Condition = { path: string; op: string; value: unknown };
export type Filter = { test(doc: Doc): boolean; fields: ReadonlySet<string>; conditions: Condition[]; source: Doc };

type Leaf = (value: unknown) => boolean;
/** Whether a value that the path reaches (with `expand`: or an element of it) satisfies `leaf`; `wanted` is the answer that must come. */
type Test = { leaf: Leaf; expand: boolean; wanted: boolean };

const some = (leaf: Leaf, wanted = true): Test => ({ leaf, expand: true, wanted });
const itself = (leaf: Leaf, wanted = true): Test => ({ leaf, expand: false, wanted });

const list = (value: unknown, op: string): unknown[] => (Array.isArray(value) ? value : fail(2, `${op} needs an array`));
const extremes: number[] = [RANK.minKey, RANK.maxKey];

/** Order within one type only, as queries ask it; NaN is neither above nor below. */
function ordered(op: string, wanted: unknown): Leaf {
  const rank = rankOf(wanted);
  const orEqual = op === '$gte' || op === '$lte';
  const direction = op === '$gt' || op === '$gte' ? 1 : -1;
  if (isRegex(wanted)) fail(2, `${op} cannot compare with a regular expression`);
  if (isNaNumber(wanted)) return value => orEqual && isNaNumber(value);
  return value => {
    const other = rankOf(value);
    if (other !== rank && !(extremes.includes(rank) && value !== undefined)) return false;
    if (other === rank && isNaNumber(value)) return false;
    const order = compare(value, wanted) * direction;
    return order > 0 || (orEqual && order === 0);
  };
}

/** A bare expression is matched; under `$eq` it is itself the value. */
const same = (wanted: unknown): Leaf => (isRegex(wanted) ? regexOf(wanted) : value => equal(value, wanted));

/** The tests of the elements of `$in`, `$nin` and `$all`. */
const leaves = (value: unknown, op: string): Leaf[] => list(value, op).map(one => (isOperators(one) ? fail(2, `cannot nest $ under ${op}`) : same(one)));

function operator(op: string, value: unknown, spec: Doc): Test[] {
  switch (op) {
    case '$eq': return [some(found => equal(found, value))];
    case '$ne': return isRegex(value) ? fail(2, '$ne cannot have a regular expression') : [some(found => equal(found, value), false)];
    case '$gt': case '$gte': case '$lt': case '$lte': return [some(ordered(op, value))];
    case '$in': case '$nin': {
      const tests = leaves(value, op);
      return [some(found => tests.some(test => test(found)), op === '$in')];
    }
    case '$all': {
      const tests = leaves(value, op).map(leaf => some(leaf));
      return tests.length > 0 ? tests : [some(() => false)];
    }
    case '$exists': return [itself(found => found !== undefined, truthy(value))];
    case '$size': {
      const size = whole(value, '$size');
      return size < 0 ? fail(2, '$size may not be negative') : [itself(found => Array.isArray(found) && found.length === size)];
    }
    case '$regex': return [some(regexOf(value, spec['$options']))];
    case '$options': return '$regex' in spec ? [] : fail(2, '$options needs a $regex');
    default: return fail(2, `unknown operator: ${op}`);
  }
}

/** What one field must satisfy, and what of it the planner can use. */
function field(path: string, value: unknown): { tests: Test[]; conditions: Condition[] } {
  if (isOperators(value)) {
    const entries = Object.entries(value);
    return {
      tests: entries.flatMap(([op, one]) => operator(op, one, value)),
      conditions: entries.map(([op, one]) => ({ path, op, value: op === '$regex' ? value : one })),
    };
  }
  return { tests: [some(same(value))], conditions: [isRegex(value) ? { path, op: '$regex', value: { $regex: value } } : { path, op: '$eq', value }] };
}

export function compileFilter(source: Doc): Filter {
  const tests: ((doc: Doc) => boolean)[] = [];
  const conditions: Condition[] = [];
  const fields = new Set<string>();
  for (const [name, value] of Object.entries(source)) {
    if (name === '$and' || name === '$or') {
      const branches = list(value, name).map(one => (isObject(one) ? compileFilter(one) : fail(2, `${name} needs objects`)));
      if (branches.length === 0) fail(2, `${name} needs a nonempty array`);
      for (const branch of branches) for (const one of branch.fields) fields.add(one);
      if (name === '$and') conditions.push(...branches.flatMap(branch => branch.conditions));
      else conditions.push({ path: '', op: '$or', value: branches });
      tests.push(doc => (name === '$and' ? branches.every(branch => branch.test(doc)) : branches.some(branch => branch.test(doc))));
      continue;
    }
    if (name.startsWith('$')) fail(2, `unknown top level operator: ${name}`);
    const parts = name.split('.');
    const one = field(name, value);
    conditions.push(...one.conditions);
    tests.push(doc => one.tests.every(({ leaf, expand, wanted }) => reaches(doc, parts, leaf, expand) === wanted));
    fields.add(topLevel(name));
  }
  return { test: doc => tests.every(test => test(doc)), fields, conditions, source };
}

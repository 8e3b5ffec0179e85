import { compare, equal, isObject, RANK, rankOf } from './compare.ts';
import { fail } from './errors.ts';
import { bsonType, exact, isNaNumber, whole } from './numbers.ts';
import { reaches, topLevel } from './paths.ts';
import type { Doc } from './raw.ts';
import { regexOf } from './regex.ts';

/** One test of a field that must hold; the planner turns some of them into ranges of an index. */
export type Condition = { path: string; op: string; value: unknown };
export type Filter = { test(doc: Doc): boolean; fields: ReadonlySet<string>; conditions: Condition[]; source: Doc };

/** How a test gets at the values: along a path of a document, or one element of an array. */
type Reach = (leaf: (value: unknown) => boolean, expand: boolean) => boolean;
type Test = (reach: Reach) => boolean;

const list = (value: unknown, op: string): unknown[] => (Array.isArray(value) ? value : fail(2, `${op} needs an array`));
const isRegex = (value: unknown): boolean => bsonType(value) === 'BSONRegExp';
const extremes: number[] = [RANK.minKey, RANK.maxKey];

/** Order within one type only, as queries ask it; NaN is neither above nor below. */
function ordered(op: string, wanted: unknown): (value: unknown) => boolean {
  const rank = rankOf(wanted);
  const orEqual = op === '$gte' || op === '$lte';
  const direction = op === '$gt' || op === '$gte' ? 1 : -1;
  if (isRegex(wanted)) fail(2, `${op} cannot compare with a regular expression`);
  if (rank === RANK.number && isNaNumber(wanted)) return value => orEqual && rankOf(value) === RANK.number && isNaNumber(value);
  return value => {
    const other = rankOf(value);
    if (other !== rank && !(extremes.includes(rank) && value !== undefined)) return false;
    if (other === rank && rank === RANK.number && isNaNumber(value)) return false;
    const order = compare(value, wanted) * direction;
    return order > 0 || (orEqual && order === 0);
  };
}

const same = (wanted: unknown): ((value: unknown) => boolean) => {
  if (!isRegex(wanted)) return value => equal(value, wanted);
  const matches = regexOf(wanted);
  return value => matches(value) || equal(value, wanted);
};

const TYPES: Record<string, (value: unknown) => boolean> = {
  double: v => typeof v === 'number' || bsonType(v) === 'Double', string: v => typeof v === 'string', object: isObject, array: v => Array.isArray(v),
  binData: v => rankOf(v) === RANK.binary, objectId: v => rankOf(v) === RANK.objectId, bool: v => typeof v === 'boolean',
  date: v => v instanceof Date, null: v => v === null, regex: isRegex, int: v => bsonType(v) === 'Int32', timestamp: v => rankOf(v) === RANK.timestamp,
  long: v => bsonType(v) === 'Long', decimal: v => bsonType(v) === 'Decimal128', minKey: v => rankOf(v) === RANK.minKey,
  maxKey: v => rankOf(v) === RANK.maxKey, number: v => rankOf(v) === RANK.number,
};
const typed = (wanted: unknown): ((value: unknown) => boolean) => {
  const tests = (Array.isArray(wanted) ? wanted : [wanted]).map(one => {
    const test = typeof one === 'string' && Object.hasOwn(TYPES, one) ? TYPES[one] : undefined;
    return test ?? fail(2, `unknown type name ${String(one)}`);
  });
  return value => value !== undefined && tests.some(test => test(value));
};

const not = (test: Test): Test => reach => !test(reach);
const every = (tests: Test[]): Test => reach => tests.every(test => test(reach));

function anyOf(value: unknown, op: string): Test {
  const tests = list(value, op).map(one => (isOperators(one) ? fail(2, `cannot nest $ under ${op}`) : same(one)));
  return reach => reach(found => tests.some(test => test(found)), true);
}

function element(value: unknown): Test {
  if (!isObject(value)) return fail(2, '$elemMatch needs an object');
  const byOperators = isOperators(value) && !['$and', '$or', '$nor'].includes(Object.keys(value)[0] ?? '');
  const tests = byOperators ? operators(value) : undefined;
  const filter = byOperators ? undefined : compileFilter(value);
  const test = (item: unknown): boolean =>
    tests ? every(tests)(leaf => leaf(item)) : (isObject(item) || Array.isArray(item)) && filter !== undefined && filter.test(item as Doc);
  return reach => reach(found => Array.isArray(found) && found.some(test), false);
}

function all(value: unknown): Test {
  const tests = list(value, '$all').map((one): Test => {
    if (isOperators(one)) return Object.keys(one)[0] === '$elemMatch' ? element(one['$elemMatch']) : fail(2, 'no operators under $all except $elemMatch');
    return reach => reach(same(one), true);
  });
  return reach => tests.length > 0 && every(tests)(reach);
}

export const isOperators = (value: unknown): value is Doc => isObject(value) && (Object.keys(value)[0] ?? '').startsWith('$');

function operator(op: string, value: unknown, spec: Doc): Test {
  switch (op) {
    case '$eq': return isRegex(value) ? reach => reach(found => equal(found, value), true) : reach => reach(same(value), true);
    case '$ne': return isRegex(value) ? fail(2, '$ne cannot have a regular expression') : not(operator('$eq', value, spec));
    case '$gt': case '$gte': case '$lt': case '$lte': {
      const test = ordered(op, value);
      return reach => reach(test, true);
    }
    case '$in': return anyOf(value, op);
    case '$nin': return not(anyOf(value, op));
    case '$exists': {
      const wanted = truthy(value);
      return reach => reach(found => found !== undefined, false) === wanted;
    }
    case '$not':
      if (isRegex(value)) return reach => !reach(regexOf(value), true);
      return isOperators(value) ? not(every(operators(value))) : fail(2, '$not needs operators or a regular expression');
    case '$size': {
      const size = whole(value, '$size');
      if (size < 0) fail(2, '$size may not be negative');
      return reach => reach(found => Array.isArray(found) && found.length === size, false);
    }
    case '$all': return all(value);
    case '$elemMatch': return element(value);
    case '$type': {
      const test = typed(value);
      return reach => reach(test, true);
    }
    case '$regex': {
      const test = regexOf(value, spec['$options']);
      return reach => reach(test, true);
    }
    case '$options': return '$regex' in spec ? () => true : fail(2, '$options needs a $regex');
    default: return fail(2, `unknown operator: ${op}`);
  }
}

/** False, 0, null and missing; everything else is true. */
export const truthy = (value: unknown): boolean =>
  rankOf(value) === RANK.number ? exact(value) !== 0 : value !== false && value !== null && value !== undefined;

const operators = (spec: Doc): Test[] => Object.entries(spec).map(([op, value]) => operator(op, value, spec));

/** A test of single values (elements of an array) by operators or equality. */
export function compileValue(spec: unknown): (value: unknown) => boolean {
  if (!isOperators(spec)) return same(spec);
  const test = every(operators(spec));
  return value => test(leaf => leaf(value));
}

export function compileFilter(source: Doc): Filter {
  const tests: ((doc: Doc) => boolean)[] = [];
  const conditions: Condition[] = [];
  const fields = new Set<string>();
  for (const [name, value] of Object.entries(source)) {
    if (name === '$comment') continue;
    if (name === '$and' || name === '$or' || name === '$nor') {
      const branches = list(value, name).map(one => (isObject(one) ? compileFilter(one) : fail(2, `${name} needs objects`)));
      if (branches.length === 0) fail(2, `${name} needs a nonempty array`);
      for (const branch of branches) for (const field of branch.fields) fields.add(field);
      if (name === '$and') conditions.push(...branches.flatMap(branch => branch.conditions));
      if (name === '$or') conditions.push({ path: '', op: '$or', value: branches });
      if (name === '$and') tests.push(doc => branches.every(branch => branch.test(doc)));
      else tests.push(doc => branches.some(branch => branch.test(doc)) === (name === '$or'));
      continue;
    }
    if (name.startsWith('$')) fail(name === '$expr' || name === '$where' ? 238 : 2, `unknown top level operator: ${name}`);
    const parts = name.split('.');
    const test = isOperators(value) ? every(operators(value)) : (reach: Reach) => reach(wanted, true);
    const wanted = isOperators(value) ? () => false : same(value);
    // A bare expression is matched; one under $eq is itself the value.
    if (isOperators(value)) for (const [op, one] of Object.entries(value)) conditions.push({ path: name, op, value: op === '$regex' ? value : one });
    else conditions.push(isRegex(value) ? { path: name, op: '$regex', value: { $regex: value } } : { path: name, op: '$eq', value });
    tests.push(doc => test((leaf, expand) => reaches(doc, parts, leaf, expand)));
    fields.add(topLevel(name));
  }
  return { test: doc => tests.every(test => test(doc)), fields, conditions, source };
}

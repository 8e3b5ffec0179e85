import { Int32 } from 'bson';
import { fail } from '../errors.ts';
import { encodeValue, equal } from '../keys.ts';
import { own, topLevel } from '../paths.ts';
import type { Plan } from '../plan.ts';
import { run } from '../query.ts';
import type { Steps } from '../query.ts';
import { encode, pick } from '../raw.ts';
import type { Doc } from '../raw.ts';
import type { Storage } from '../storage.ts';
import { add, isNumber, isObject } from '../values.ts';
import { arrayField, checkFields, docs, documentField, namespace, numberField } from './context.ts';
import type { Run } from './context.ts';
import { bytes } from './read.ts';

/** The value of a field path: through an array it is the array of what its elements have. */
function at(value: unknown, parts: string[], i = 0): unknown {
  const part = parts[i];
  if (part === undefined) return value;
  if (Array.isArray(value)) return value.map(item => (isObject(item) || Array.isArray(item) ? at(item, parts, i) : undefined)).filter(item => item !== undefined);
  return isObject(value) ? at(own(value, part), parts, i + 1) : undefined;
}

type Expression = { of(doc: Doc): unknown; fields: string[] };

/** A field path or a plain value; no other expression is known. */
function expression(spec: unknown): Expression {
  if (isObject(spec) || Array.isArray(spec)) return fail(168, `unrecognized expression '${Object.keys(spec)[0]}'`);
  if (typeof spec !== 'string' || !spec.startsWith('$')) return { of: () => spec, fields: [] };
  const parts = spec.slice(1).split('.');
  if (parts.includes('') || spec.startsWith('$$')) fail(17276, `${spec} is not supported`);
  return { of: doc => at(doc, parts), fields: [topLevel(spec.slice(1))] };
}

type Sum = Expression & { name: string };
/** `isCount`: one group of all, with how many they are. */
type Group = { id: Expression; sums: Sum[]; fields: ReadonlySet<string>; isCount: boolean };

function compileGroup({ _id: id, ...fields }: Doc): Group {
  if (id === undefined) fail(15955, 'a group specification must include an _id');
  const sums = Object.entries(fields).map(([name, value]): Sum => {
    const [[op, argument] = ['', undefined], ...more] = isObject(value) ? Object.entries(value) : [];
    if (more.length > 0 || name.includes('.')) fail(40238, `the field '${name}' must have one accumulator and no dot`);
    return op === '$sum' ? { name, ...expression(argument) } : fail(15952, `unknown group operator '${op}'`);
  });
  const by = expression(id);
  const read = new Set([by, ...sums].flatMap(one => one.fields));
  return { id: by, sums, fields: read, isCount: read.size === 0 && sums.length === 1 && sums.every(({ of }) => equal(of({}), 1)) };
}

type Totals = { id: unknown; totals: unknown[] };
const toRaw = ({ sums }: Group, { id, totals }: Totals): Buffer => encode(Object.fromEntries([['_id', id], ...sums.map(({ name }, i) => [name, totals[i]])]));

function* grouped(steps: Steps, group: Group): Generator<Buffer | undefined> {
  const groups = new Map<string, Totals>();
  for (const one of steps) {
    yield undefined;
    if (!one) continue;
    const doc = group.fields.size > 0 ? pick(one.raw, group.fields) : {};
    const id = group.id.of(doc) ?? null;
    const name = group.id.fields.length > 0 ? encodeValue(id).toString('latin1') : '';
    const found = groups.get(name) ?? { id, totals: group.sums.map(() => new Int32(0)) };
    groups.set(name, found);
    for (const [i, { of }] of group.sums.entries()) {
      const value = of(doc);
      if (isNumber(value)) found.totals[i] = add(found.totals[i], value);
    }
  }
  for (const one of groups.values()) yield toRaw(group, one);
}

/** How many entries the ranges of an index hold, up to `most`. */
const countEntries = (storage: Storage, { ranges }: Plan, most: number): number =>
  ranges.reduce((sum, { low, high }) => (sum >= most ? sum : sum + storage.count(low, high, most - sum)), 0);

/** `$match`, `$sort`, `$skip` and `$limit`, in this order, are a query that the indexes serve; one `$group` of sums may follow. */
export const aggregate: Run = ({ storage, catalog, cursors }, command) => {
  const { body } = command;
  checkFields(body, ['pipeline', 'cursor']);
  if (body['cursor'] === undefined) fail(9, "the 'cursor' option is required");
  const ns = namespace(command);
  const stages = docs(arrayField(body, 'pipeline'));
  const next = (name: string): Doc => (stages[0] && Object.keys(stages[0]).join() === name ? stages.shift() ?? {} : {});
  const [filter, sort] = [documentField(next('$match'), '$match'), documentField(next('$sort'), '$sort')];
  const [skip, limit] = [numberField(next('$skip'), '$skip', 0), numberField(next('$limit'), '$limit', Infinity)];
  if (skip < 0 || limit <= 0) fail(15958, 'the limit must be positive');
  const { $group } = next('$group');
  const group = $group === undefined ? undefined : compileGroup(isObject($group) ? $group : fail(15947, '$group needs an object'));
  if (stages[0]) fail(40324, `unrecognized pipeline stage, or not in this place: '${Object.keys(stages[0]).join()}'`);
  const { plan, steps } = run(storage, catalog.get(ns), { filter, sort, skip, limit: limit === Infinity ? 0 : limit });
  const batch = numberField(documentField(body, 'cursor'), 'batchSize', 101);
  if (!group) return cursors.first(ns, bytes(steps), batch);
  if (!group.isCount || !plan?.exact || skip > 0) return cursors.first(ns, grouped(steps, group), batch);
  const n = countEntries(storage, plan, limit);
  return cursors.first(ns, (n > 0 ? [toRaw(group, { id: group.id.of({}), totals: [n] })] : []).values(), batch);
};

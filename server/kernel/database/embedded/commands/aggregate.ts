import { compilePipeline } from '../aggregate/stages.ts';
import { isObject } from '../compare.ts';
import { fail } from '../errors.ts';
import { whole } from '../numbers.ts';
import { query, run } from '../query.ts';
import { decode, encode } from '../raw.ts';
import type { Doc } from '../raw.ts';
import { arrayField, checkFields, docs, documentField, namespace, numberField } from './context.ts';
import type { Run } from './context.ts';
import { countMatches } from './read.ts';

const isCount = (stage: Doc): boolean => {
  const group = stage['$group'];
  const names = isObject(group) ? Object.keys(group) : [];
  if (!isObject(group) || names.join() !== '_id,n' || typeof group['_id'] === 'string' || isObject(group['_id']) || !isObject(group['n'])) return false;
  return Object.keys(group['n']).join() === '$sum' && Number(group['n']['$sum']) === 1;
};

/** The first `$match`, `$sort`, `$skip` and `$limit` are a query that the indexes serve; the rest works on its results. */
export const aggregate: Run = async (context, command) => {
  const { body } = command;
  checkFields(body, ['pipeline', 'cursor', 'allowDiskUse', 'bypassDocumentValidation']);
  if (body['cursor'] === undefined) fail(9, "the 'cursor' option is required");
  const ns = namespace(command);
  const stages = docs(arrayField(body, 'pipeline'));
  const batch = numberField(documentField(body, 'cursor'), 'batchSize', 101);
  const rest = [...stages];
  const head = (name: string): Doc | undefined => (rest[0] && name in rest[0] && Object.keys(rest[0]).length === 1 ? rest.shift() : undefined);
  const filter = documentField(head('$match') ?? {}, '$match');
  const sort = documentField(head('$sort') ?? {}, '$sort');
  const skip = whole(head('$skip')?.['$skip'] ?? 0, '$skip');
  const limit = head('$limit')?.['$limit'];
  if (skip < 0 || (limit !== undefined && whole(limit, '$limit') <= 0)) fail(15958, 'the limit must be positive');
  const collection = context.catalog.get(ns);
  const asked = query(filter, sort, skip, limit === undefined ? 0 : whole(limit, '$limit'));
  const [first] = rest;
  if (first && rest.length === 1 && isCount(first)) {
    const n = await countMatches(context, ns, asked);
    const id = documentField(first, '$group')['_id'];
    return context.cursors.first(ns, (n > 0 ? [encode({ _id: id, n })] : [])[Symbol.iterator](), batch, false);
  }
  const pipeline = compilePipeline(rest);
  const { steps } = run(context.storage, collection, asked);
  function* source(): Generator<Doc | undefined> {
    for (const one of steps) yield one && decode(one.raw);
  }
  function* results(): Generator<Buffer | undefined> {
    if (rest.length === 0) for (const one of steps) yield one?.raw;
    else for (const doc of pipeline(source())) yield doc && encode(doc);
  }
  return context.cursors.first(ns, results(), batch, false);
};

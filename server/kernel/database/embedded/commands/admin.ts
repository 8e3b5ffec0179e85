import { keyPattern } from '../catalog.ts';
import type { Collection, Index, IndexSpec } from '../catalog.ts';
import { fail } from '../errors.ts';
import { equal } from '../keys.ts';
import { compileFilter } from '../match.ts';
import { isIndex } from '../paths.ts';
import { encode } from '../raw.ts';
import type { Doc } from '../raw.ts';
import { ok } from '../reply.ts';
import { truthy } from '../values.ts';
import { MAX_MESSAGE } from '../wire.ts';
import { arrayField, checkFields, docs, documentField, namespace, numberField } from './context.ts';
import type { Context, Run } from './context.ts';

const listReply = (context: Context, ns: string, found: Doc[], body: Doc): Promise<Buffer> =>
  context.cursors.first(ns, found.map(encode)[Symbol.iterator](), numberField(documentField(body, 'cursor'), 'batchSize', Infinity));

export const hello: Run = ({ now }) =>
  ok({ ismaster: true, helloOk: true, isWritablePrimary: true, minWireVersion: 0, maxWireVersion: 21, maxBsonObjectSize: 16 * 1024 * 1024, maxMessageSizeBytes: MAX_MESSAGE, maxWriteBatchSize: 100_000, localTime: now(), readOnly: false });

export const create: Run = async (context, command) => {
  checkFields(command.body, []);
  const ns = namespace(command);
  await context.storage.write(() => (context.catalog.get(ns) ? fail(48, `collection ${ns} already exists`) : context.catalog.create(ns)));
  return ok();
};

export const drop: Run = async (context, command) => {
  checkFields(command.body, []);
  const ns = namespace(command);
  return context.storage.write(() => {
    const collection = context.catalog.get(ns) ?? fail(26, 'ns not found');
    context.catalog.drop(collection);
    return ok({ ns });
  });
};

export const dropDatabase: Run = async (context, { body, database }) => {
  checkFields(body, []);
  await context.storage.write(() => context.catalog.inDatabase(database).forEach(context.catalog.drop));
  return ok({ dropped: database });
};

export const listCollections: Run = (context, { body, database }) => {
  checkFields(body, ['filter', 'nameOnly', 'cursor', 'authorizedCollections']);
  const { test } = compileFilter(documentField(body, 'filter'));
  const found = context.catalog.inDatabase(database).map(({ ns }): Doc => ({ name: ns.slice(database.length + 1), type: 'collection', options: {}, info: { readOnly: false } }));
  return listReply(context, `${database}.$cmd.listCollections`, found.filter(test), body);
};

const describe = (index: Index): Doc => ({
  v: 2, key: keyPattern(index), name: index.name,
  ...(index.unique && index.name !== '_id_' && { unique: true }), ...(index.filter && { partialFilterExpression: index.filter.source }),
  ...(index.expireAfterSeconds !== undefined && { expireAfterSeconds: index.expireAfterSeconds }),
});

export const listIndexes: Run = (context, command) => {
  checkFields(command.body, ['cursor']);
  const ns = namespace(command);
  const collection = context.catalog.get(ns) ?? fail(26, `ns does not exist: ${ns}`);
  return listReply(context, ns, [collection.primary, ...collection.indexes].map(describe), command.body);
};

const PARTIAL = ['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$in'];

function specOf(wanted: Doc): IndexSpec {
  checkFields(wanted, ['key', 'name', 'unique', 'partialFilterExpression', 'expireAfterSeconds', 'v'], 0);
  const key = Object.entries(documentField(wanted, 'key')).map(([path, way]): IndexSpec['key'][number] => {
    const direction = Number(way);
    if (direction !== 1 && direction !== -1) fail(67, `an index of kind ${String(way)} is not supported`);
    if (path.split('.').some(part => part === '' || part.startsWith('$') || isIndex(part))) fail(67, `cannot index the path '${path}'`);
    return [path, direction === -1, false, false];
  });
  if (key.length === 0) fail(67, 'index keys cannot be empty');
  const partial = wanted['partialFilterExpression'] === undefined ? undefined : documentField(wanted, 'partialFilterExpression');
  if (partial && compileFilter(partial).conditions.some(({ op }) => !PARTIAL.includes(op))) fail(67, 'the partial filter uses an operator that is not supported');
  const expireAfterSeconds = wanted['expireAfterSeconds'] === undefined ? undefined : numberField(wanted, 'expireAfterSeconds', 0);
  if (expireAfterSeconds !== undefined && (key.length > 1 || expireAfterSeconds < 0)) fail(67, 'an index that expires has one field and a time of 0 or more');
  const name = typeof wanted['name'] === 'string' && wanted['name'] ? wanted['name'] : fail(9, 'an index needs a name');
  return { name, key, unique: truthy(wanted['unique']), partial, expireAfterSeconds };
}

/** Whether it is there already; the same name or key with other options is an error. */
function isThere({ primary, indexes }: Collection, wanted: Index): boolean {
  const hasKey = (index: Index): boolean => equal(keyPattern(index), keyPattern(wanted));
  if (hasKey(primary)) return true;
  const found = [primary, ...indexes].find(index => index.name === wanted.name || hasKey(index));
  return found !== undefined && (equal(describe(found), describe(wanted)) || fail(found.name === wanted.name ? 86 : 85, `index ${found.name} exists with other options`));
}

export const createIndexes: Run = async (context, command) => {
  checkFields(command.body, ['indexes']);
  const ns = namespace(command);
  const specs = docs(arrayField(command.body, 'indexes')).map(specOf);
  return context.storage.write(() => {
    const before = context.catalog.get(ns);
    const collection = before ?? context.catalog.create(ns);
    const numIndexesBefore = collection.indexes.length + 1;
    for (const spec of specs) {
      const index = context.catalog.newIndex(spec);
      if (!isThere(collection, index)) context.writer.build(collection, index);
    }
    return ok({ numIndexesBefore, numIndexesAfter: collection.indexes.length + 1, createdCollectionAutomatically: !before });
  });
};

export const dropIndexes: Run = async (context, command) => {
  checkFields(command.body, ['index']);
  const ns = namespace(command);
  return context.storage.write(() => {
    const collection = context.catalog.get(ns) ?? fail(26, 'ns not found');
    const index = collection.indexes.find(({ name }) => name === command.body['index']) ?? fail(27, `index not found with name [${String(command.body['index'])}]`);
    const nIndexesWas = collection.indexes.length + 1;
    context.catalog.dropIndex(collection, index);
    return ok({ nIndexesWas });
  });
};

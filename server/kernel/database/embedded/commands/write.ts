import { fail, StoreError } from '../errors.ts';
import type { Collection } from '../catalog.ts';
import { compileFilter } from '../match.ts';
import { compileProjection } from '../project.ts';
import { collect, run } from '../query.ts';
import { assemble, decode, decodeElements, elements, encode } from '../raw.ts';
import type { Doc } from '../raw.ts';
import { ok } from '../reply.ts';
import { compileUpdate, seedOf, withId } from '../update.ts';
import { truthy, whole } from '../values.ts';
import type { Command } from '../wire.ts';
import { checkFields, documentField, namespace } from './context.ts';
import type { Context, Run } from './context.ts';

const MAX_DOCUMENT = 16 * 1024 * 1024;
/** Bytes before the first element of a document. */
const HEAD = 4;

const checkSize = (raw: Buffer): Buffer => (raw.length > MAX_DOCUMENT ? fail(10334, 'the document is larger than 16 MB') : raw);

/** Puts `_id` first, making one where there is none; the rest stays the bytes it came as. */
function prepared(raw: Buffer): { id: unknown; raw: Buffer } {
  const found = elements(raw, name => name === '_id');
  const id = decodeElements(found)['_id'];
  const element = found.get('_id');
  if (id === undefined || !element) {
    const whole_ = withId(decode(raw));
    return { id: whole_['_id'], raw: checkSize(encode(whole_)) };
  }
  const at = element.byteOffset - raw.byteOffset;
  return { id, raw: checkSize(at === HEAD ? raw : assemble([element, raw.subarray(HEAD, at), raw.subarray(at + element.length, -1)])) };
}

const existing = ({ catalog }: Context, ns: string): Collection => catalog.get(ns) ?? catalog.create(ns);

/** Does each statement of a write, until the first that fails when ordered, and answers what `count` tells then. */
async function written<T>({ storage }: Context, { body }: Command, items: T[], act: (item: T, index: number) => void, count: () => Doc): Promise<Buffer> {
  const writeErrors: Doc[] = [];
  await storage.write(() => {
    for (const [index, item] of items.entries()) {
      try {
        act(item, index);
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        writeErrors.push({ index, code: error.code, errmsg: error.message });
        if (body['ordered'] !== false) break;
      }
    }
  });
  return ok({ ...count(), ...(writeErrors.length > 0 && { writeErrors }) });
}

export const insert: Run = (context, command) => {
  checkFields(command.body, ['documents', 'ordered']);
  const ns = namespace(command);
  let n = 0;
  return written(context, command, command.documents('documents'), raw => {
    const ready = prepared(raw);
    context.writer.insert(existing(context, ns), ready.id, ready.raw);
    n++;
  }, () => ({ n }));
};

type Asked = { q: Doc; u: unknown; multi: boolean; upsert: boolean; sort: Doc };
type Changed = { matched: number; modified: number; upserted: unknown; before: Buffer | undefined; after: Buffer | undefined };

/** Finds and changes inside one write: nothing can come between the filter and the change. */
function change(context: Context, ns: string, { q, u, multi, upsert, sort }: Asked): Changed {
  const { storage, catalog, writer } = context;
  const { update, replaces } = compileUpdate(u);
  if (replaces && multi) fail(9, 'multi update is not supported for a replacement');
  const collection = catalog.get(ns);
  const found = collect(run(storage, collection, { filter: q, sort, limit: multi ? 0 : 1 }).steps);
  if (!collection || found.length === 0) {
    if (!upsert) return { matched: 0, modified: 0, upserted: undefined, before: undefined, after: undefined };
    const made = withId(update(seedOf(compileFilter(q)), true));
    const next = checkSize(encode(made));
    writer.insert(existing(context, ns), made['_id'], next);
    return { matched: 0, modified: 0, upserted: made['_id'], before: undefined, after: next };
  }
  // all of a statement or nothing: a document that cannot be changed stops it before the first is written
  const all = found.map(({ docKey, raw }) => ({ docKey, raw, next: checkSize(encode(update(decode(raw), false))) }));
  const done: typeof all = [];
  try {
    for (const one of all.filter(({ raw, next }) => !next.equals(raw))) {
      writer.replace(collection, one.docKey, one.raw, one.next);
      done.push(one);
    }
  } catch (error) {
    for (const { docKey, raw, next } of done.reverse()) writer.replace(collection, docKey, next, raw);
    throw error;
  }
  return { matched: all.length, modified: done.length, upserted: undefined, before: all[0]?.raw, after: all[0]?.next };
}

export const update: Run = (context, command) => {
  checkFields(command.body, ['updates', 'ordered']);
  const ns = namespace(command);
  const upserted: { index: number; _id: unknown }[] = [];
  let [n, nModified] = [0, 0];
  return written(context, command, command.documents('updates').map(decode), (one, index) => {
    checkFields(one, ['q', 'u', 'multi', 'upsert', 'sort'], 0);
    const done = change(context, ns, { q: documentField(one, 'q'), u: one['u'], multi: truthy(one['multi']), upsert: truthy(one['upsert']), sort: documentField(one, 'sort') });
    n += done.matched + (done.upserted === undefined ? 0 : 1);
    nModified += done.modified;
    if (done.upserted !== undefined) upserted.push({ index, _id: done.upserted });
  }, () => ({ n, nModified, ...(upserted.length > 0 && { upserted }) }));
};

export const remove: Run = (context, command) => {
  checkFields(command.body, ['deletes', 'ordered']);
  const ns = namespace(command);
  let n = 0;
  return written(context, command, command.documents('deletes').map(decode), one => {
    checkFields(one, ['q', 'limit'], 0);
    const limit = whole(one['limit'], 'limit');
    if (limit !== 0 && limit !== 1) fail(9, 'the limit of a delete must be 0 or 1');
    const collection = context.catalog.get(ns);
    for (const { docKey, raw } of collect(run(context.storage, collection, { filter: documentField(one, 'q'), limit }).steps)) {
      if (collection) context.writer.replace(collection, docKey, raw, undefined);
      n++;
    }
  }, () => ({ n }));
};

export const findAndModify: Run = async (context, command) => {
  const { body } = command;
  checkFields(body, ['query', 'sort', 'remove', 'update', 'new', 'fields', 'upsert']);
  const ns = namespace(command);
  const projection = compileProjection(documentField(body, 'fields'));
  if (truthy(body['remove'])) fail(9, 'findAndModify only updates; a delete removes');
  return context.storage.write(() => {
    const done = change(context, ns, { q: documentField(body, 'query'), sort: documentField(body, 'sort'), u: body['update'], multi: false, upsert: truthy(body['upsert']) });
    const lastErrorObject = { n: done.after ? 1 : 0, updatedExisting: done.matched > 0, ...(done.upserted !== undefined && { upserted: done.upserted }) };
    const shown = truthy(body['new']) ? done.after : done.before;
    return ok({ lastErrorObject, value: shown ? decode(projection ? projection(shown) : shown) : null });
  });
};

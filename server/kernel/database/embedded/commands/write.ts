import { fail, StoreError } from '../errors.ts';
import type { Collection } from '../catalog.ts';
import { compileFilter } from '../match.ts';
import { compileProjection } from '../project.ts';
import { collect, query, run } from '../query.ts';
import { assemble, decode, decodeElements, elements, encode } from '../raw.ts';
import type { Doc } from '../raw.ts';
import { ok } from '../reply.ts';
import type { Found } from '../scan.ts';
import { compileUpdate, seedOf, withId } from '../update.ts';
import { truthy, whole } from '../values.ts';
import { checkFields, documentField, namespace } from './context.ts';
import type { Context, Run } from './context.ts';

const MAX_DOCUMENT = 16 * 1024 * 1024;
/** Bytes before the first element of a document. */
const HEAD = 4;

type WriteError = { index: number; code: number; errmsg: string };

/** Does each part of a write in turn; stops at the first failure when ordered. */
function each<T>(items: T[], ordered: boolean, act: (item: T, index: number) => void): WriteError[] {
  const errors: WriteError[] = [];
  for (const [index, item] of items.entries()) {
    try {
      act(item, index);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      errors.push({ index, code: error.code, errmsg: error.message });
      if (ordered) break;
    }
  }
  return errors;
}

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

export const insert: Run = async (context, command) => {
  checkFields(command.body, ['documents', 'ordered']);
  const ns = namespace(command);
  const documents = command.documents('documents');
  let n = 0;
  const errors = await context.storage.write(() => {
    const collection = existing(context, ns);
    return each(documents, command.body['ordered'] !== false, raw => {
      const ready = prepared(raw);
      context.writer.insert(collection, ready.id, ready.raw);
      n++;
    });
  });
  return ok({ n, ...(errors.length > 0 && { writeErrors: errors }) });
};

type Asked = { q: Doc; u: unknown; multi: boolean; upsert: boolean; sort: Doc };
export type Changed = { matched: number; modified: number; upserted: unknown; before: Buffer | undefined; after: Buffer | undefined };

/** Finds and changes inside one write: nothing can come between the filter and the change. */
export function change(context: Context, ns: string, asked: Asked): Changed {
  const filter = compileFilter(asked.q);
  const { update, replaces } = compileUpdate(asked.u);
  if (replaces && asked.multi) fail(9, 'multi update is not supported for a replacement');
  const collection = context.catalog.get(ns);
  const found = find(context, collection, asked, asked.multi);
  const changed: Changed = { matched: found.length, modified: 0, upserted: undefined, before: undefined, after: undefined };
  // all of a statement or nothing: a document that cannot be changed stops it before the first is written
  const changes = found.map(({ docKey, raw }) => ({ docKey, raw, next: checkSize(encode(update(decode(raw), false))) }));
  [changed.before, changed.after] = [changes[0]?.raw, changes[0]?.next];
  const written: typeof changes = [];
  try {
    for (const one of changes) {
      if (one.next.equals(one.raw) || !collection) continue;
      context.writer.replace(collection, one.docKey, one.raw, one.next);
      written.push(one);
    }
  } catch (error) {
    for (const { docKey, raw, next } of written.reverse()) if (collection) context.writer.replace(collection, docKey, next, raw);
    throw error;
  }
  changed.modified = written.length;
  if (found.length > 0 || !asked.upsert) return changed;
  const made = withId(update(seedOf(filter), true));
  const next = checkSize(encode(made));
  context.writer.insert(existing(context, ns), made['_id'], next);
  return { ...changed, upserted: made['_id'], after: next };
}

function find({ storage }: Context, collection: Collection | undefined, { q, sort }: { q: Doc; sort: Doc }, many: boolean): Found[] {
  return collect(run(storage, collection, query(q, sort, 0, many ? 0 : 1)).steps);
}

export const update: Run = async (context, command) => {
  checkFields(command.body, ['updates', 'ordered']);
  const ns = namespace(command);
  const upserted: { index: number; _id: unknown }[] = [];
  let n = 0;
  let nModified = 0;
  const updates = command.documents('updates').map(decode);
  const errors = await context.storage.write(() => each(updates, command.body['ordered'] !== false, (one, index) => {
    checkFields(one, ['q', 'u', 'multi', 'upsert', 'sort'], 0);
    const done = change(context, ns, {
      q: documentField(one, 'q'), u: one['u'], multi: one['multi'] === true, upsert: one['upsert'] === true,
      sort: documentField(one, 'sort'),
    });
    n += done.matched + (done.upserted === undefined ? 0 : 1);
    nModified += done.modified;
    if (done.upserted !== undefined) upserted.push({ index, _id: done.upserted });
  }));
  return ok({ n, nModified, ...(upserted.length > 0 && { upserted }), ...(errors.length > 0 && { writeErrors: errors }) });
};

export const remove: Run = async (context, command) => {
  checkFields(command.body, ['deletes', 'ordered']);
  const ns = namespace(command);
  let n = 0;
  const deletes = command.documents('deletes').map(decode);
  const errors = await context.storage.write(() => each(deletes, command.body['ordered'] !== false, one => {
    checkFields(one, ['q', 'limit'], 0);
    const collection = context.catalog.get(ns);
    const found = find(context, collection, { q: documentField(one, 'q'), sort: {} }, whole(one['limit'], 'limit') === 0);
    for (const { docKey, raw } of found) if (collection) context.writer.replace(collection, docKey, raw, undefined);
    n += found.length;
  }));
  return ok({ n, ...(errors.length > 0 && { writeErrors: errors }) });
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
    return ok({ lastErrorObject, value: shown ? decode(projection ? projection.raw(shown) : shown) : null });
  });
};

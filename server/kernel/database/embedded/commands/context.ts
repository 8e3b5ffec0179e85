import type { Catalog } from '../catalog.ts';
import { fail } from '../errors.ts';
import type { Writer } from '../indexes.ts';
import type { Doc } from '../raw.ts';
import type { Cursors } from '../reply.ts';
import type { Storage } from '../storage.ts';
import { isObject, whole } from '../values.ts';
import type { Command } from '../wire.ts';

/** What a command works with. */
export type Context = { storage: Storage; catalog: Catalog; writer: Writer; cursors: Cursors; now: () => Date };
export type Run = (context: Context, command: Command) => Promise<Buffer> | Buffer;

/** `database.collection` of a command whose first field names the collection. */
export function namespace({ name, database, body }: Command): string {
  const collection = body[name];
  if (typeof collection !== 'string' || collection === '' || collection.includes('$') || collection.includes('\0')) return fail(73, 'invalid collection name');
  if (!/^[^/\\. "$*<>:|?\0]+$/.test(database)) fail(73, 'invalid database name');
  return `${database}.${collection}`;
}

export function documentField(body: Doc, field: string): Doc {
  const value = body[field];
  if (value === undefined || value === null) return {};
  return isObject(value) ? value : fail(14, `${field} must be an object`);
}

export const numberField = (body: Doc, field: string, otherwise: number): number =>
  body[field] === undefined || body[field] === null ? otherwise : whole(body[field], field);

export const arrayField = (body: Doc, field: string): unknown[] => {
  const value = body[field];
  return value === undefined ? [] : Array.isArray(value) ? value : fail(14, `${field} must be an array`);
};

export const docs = (values: unknown[]): Doc[] => values.map(value => (isObject(value) ? value : fail(14, 'expected an object')));

/** Options that every command may carry and that change nothing here: one node, every write synced, no transactions. */
const COMMON = ['$db', 'lsid', '$clusterTime', '$readPreference', 'writeConcern', 'readConcern', 'maxTimeMS', 'comment', 'apiVersion', 'apiStrict', 'apiDeprecationErrors'];

/** Refuses what is not known, so that an option is never silently without effect. */
export function checkFields(body: Doc, allowed: readonly string[], first = 1): void {
  for (const name of Object.keys(body).slice(first)) {
    if (!allowed.includes(name) && !COMMON.includes(name)) fail(40415, `field '${name}' is not supported`);
  }
}

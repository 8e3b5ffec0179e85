import { deserialize, serialize } from 'bson';
import { fail } from './errors.ts';

// Documents stay the bytes they came as; only what a query needs is decoded (a full decode of 3 KB costs 30 µs, three fields 4 µs).

export type Doc = Record<string, unknown>;

/** BSON with every number kept in its own type, so that a rewritten Long 5 stays a Long. */
export const decode = (raw: Uint8Array): Doc => {
  try {
    return deserialize(raw, { promoteValues: false, bsonRegExp: true, validation: { utf8: false } });
  } catch (error) {
    return fail(22, `not valid BSON: ${String(error)}`);
  }
};

export const encode = (doc: Doc): Buffer => Buffer.from(serialize(doc, { ignoreUndefined: true }));

const FIXED: Record<number, number> = { 1: 8, 6: 0, 7: 12, 8: 1, 9: 8, 10: 0, 16: 4, 17: 8, 18: 8, 19: 16, 127: 0, 255: 0 };

function sizeOf(raw: Buffer, type: number, at: number): number {
  const fixed = FIXED[type];
  if (fixed !== undefined) return fixed;
  if (type === 3 || type === 4 || type === 15) return raw.readInt32LE(at);
  if (type === 2 || type === 13 || type === 14) return 4 + raw.readInt32LE(at);
  if (type === 5) return 5 + raw.readInt32LE(at);
  if (type === 11) return raw.indexOf(0, raw.indexOf(0, at) + 1) + 1 - at;
  if (type === 12) return 16 + raw.readInt32LE(at);
  return fail(22, `BSON type ${type} is unknown`);
}

/** Calls `visit` for each top-level element; positions are of the whole element and of its value. */
export function walk(raw: Buffer, visit: (name: string, type: number, from: number, value: number, to: number) => void): void {
  const last = raw.length - 1;
  let at = 4;
  while (at < last) {
    const type = raw[at] ?? 0;
    const nameEnd = raw.indexOf(0, at + 1);
    const to = nameEnd + 1 + sizeOf(raw, type, nameEnd + 1);
    if (nameEnd < 0 || to > last) fail(22, 'BSON element runs past its document');
    visit(raw.toString('utf8', at + 1, nameEnd), type, at, nameEnd + 1, to);
    at = to;
  }
}

/** A document made of whole elements. */
export function assemble(parts: Uint8Array[]): Buffer {
  const size = parts.reduce((sum, part) => sum + part.length, 5);
  const head = Buffer.allocUnsafe(4);
  head.writeInt32LE(size);
  return Buffer.concat([head, ...parts, Buffer.alloc(1)], size);
}

/** The same document with only those top-level fields. */
export function splice(raw: Buffer, keep: (name: string) => boolean): Buffer {
  const parts: Buffer[] = [];
  walk(raw, (name, _type, from, _value, to) => {
    if (keep(name)) parts.push(raw.subarray(from, to));
  });
  return assemble(parts);
}

/** The named top-level fields as they stand in the document, name and all. */
export type Elements = ReadonlyMap<string, Buffer>;
export function elements(raw: Buffer, fields: ReadonlySet<string>): Elements {
  const found = new Map<string, Buffer>();
  walk(raw, (name, _type, from, _value, to) => {
    if (fields.has(name)) found.set(name, raw.subarray(from, to));
  });
  return found;
}
export const decodeElements = (found: Elements): Doc => decode(assemble([...found.values()]));

/** Decodes the named top-level fields, or everything. */
export const pick = (raw: Buffer, fields: ReadonlySet<string> | undefined): Doc =>
  decode(fields ? splice(raw, name => fields.has(name)) : raw);

/** The documents inside an array value. */
export function documentsIn(raw: Buffer): Buffer[] {
  const found: Buffer[] = [];
  walk(raw, (_name, type, _from, value, to) => {
    if (type !== 3) fail(14, 'expected an array of documents');
    found.push(raw.subarray(value, to));
  });
  return found;
}

/** One element whose value is a document or an array that is already bytes. */
export function rawElement(name: string, type: 3 | 4, value: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), value]);
}

export const rawArray = (docs: Uint8Array[]): Buffer => assemble(docs.map((doc, i) => rawElement(String(i), 3, doc)));

/** Fields as bytes, to stand beside raw elements in one document. */
export const fieldsOf = (doc: Doc): Buffer => encode(doc).subarray(4, -1);

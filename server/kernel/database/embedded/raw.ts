import { deserialize, onDemand, serialize } from 'bson';
import { fail } from './errors.ts';

// Documents stay the bytes they came as; only what a query needs is decoded (a full decode of 3 KB costs 30 µs, three fields 4 µs).

export type Doc = Record<string, unknown>;

function valid<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    return fail(22, `not valid BSON: ${String(error)}`);
  }
}

/** BSON with every number kept in its own type, so that a rewritten Long 5 stays a Long. */
export const decode = (raw: Uint8Array): Doc =>
  valid(() => deserialize(raw, { promoteValues: false, bsonRegExp: true, validation: { utf8: false } }));

export const encode = (doc: Doc): Buffer => Buffer.from(serialize(doc, { ignoreUndefined: true }));

const parse = (raw: Buffer): ReturnType<typeof onDemand.parseToElements> => valid(() => onDemand.parseToElements(raw));

/** A document made of whole elements. */
export function assemble(parts: Iterable<Uint8Array>): Buffer {
  const all = [Buffer.alloc(4), ...parts, Buffer.alloc(1)];
  const made = Buffer.concat(all);
  made.writeInt32LE(made.length);
  return made;
}

/** Some top-level fields as they stand in the document, name and all. */
export type Elements = ReadonlyMap<string, Buffer>;
export function elements(raw: Buffer, keep: (name: string) => boolean): Elements {
  const found = new Map<string, Buffer>();
  for (const [, nameAt, nameLength, at, length] of parse(raw)) {
    const name = raw.toString('utf8', nameAt, nameAt + nameLength);
    if (keep(name)) found.set(name, raw.subarray(nameAt - 1, at + length));
  }
  return found;
}

/** The same document with only those top-level fields. */
export const splice = (raw: Buffer, keep: (name: string) => boolean): Buffer => assemble(elements(raw, keep).values());
export const decodeElements = (found: Elements): Doc => decode(assemble(found.values()));
/** Decodes the named top-level fields. */
export const pick = (raw: Buffer, fields: ReadonlySet<string>): Doc => decode(splice(raw, name => fields.has(name)));

/** The documents inside an array value. */
export const documentsIn = (raw: Buffer): Buffer[] =>
  Array.from(parse(raw), ([type, , , at, length]) => (type === 3 ? raw.subarray(at, at + length) : fail(14, 'expected an array of documents')));

/** One element whose value is a document (3) or an array (4) that is already bytes. */
export const rawElement = (name: string, type: 3 | 4, value: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), value]);

export const rawArray = (docs: Uint8Array[]): Buffer => assemble(docs.map((doc, i) => rawElement(String(i), 3, doc)));

/** Fields as bytes, to stand beside raw elements in one document. */
export const fieldsOf = (doc: Doc): Buffer => encode(doc).subarray(4, -1);

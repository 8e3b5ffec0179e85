import { fail } from './errors.ts';
import { bsonType, compareNumbers } from './numbers.ts';
import type { Doc } from './raw.ts';

/** BSON's order of types; values of different ranks never compare equal. */
export const RANK = {
  minKey: 1, emptyArray: 2, null: 3, number: 4, string: 5, object: 6, array: 7, binary: 8, objectId: 9, boolean: 10, date: 11, timestamp: 12,
  regex: 13, maxKey: 127,
} as const;

const TYPED: Record<string, number> = {
  Int32: RANK.number, Double: RANK.number, Long: RANK.number, Decimal128: RANK.number, ObjectId: RANK.objectId, Binary: RANK.binary,
  Timestamp: RANK.timestamp, BSONRegExp: RANK.regex, MinKey: RANK.minKey, MaxKey: RANK.maxKey,
};


export function rankOf(value: unknown): number {
  if (value === null || value === undefined) return RANK.null;
  switch (typeof value) {
    case 'string': return RANK.string;
    case 'boolean': return RANK.boolean;
    case 'number': return RANK.number;
    case 'object': break;
    default: return fail(2, `a ${typeof value} is no BSON value`);
  }
  if (Array.isArray(value)) return RANK.array;
  if (value instanceof Date) return RANK.date;
  const type = bsonType(value);
  if (type === undefined) return RANK.object;
  return TYPED[type] ?? fail(2, `values of type ${type} are not supported`);
}


export const isObject = (value: unknown): value is Doc => rankOf(value) === RANK.object;

/** Strings by their UTF-8 bytes: surrogates (code points above U+FFFF) sort after U+E000…U+FFFF. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return (x >= 0xd800 && x < 0xe000 ? x + 0x10000 : x) - (y >= 0xd800 && y < 0xe000 ? y + 0x10000 : y);
  }
  return a.length - b.length;
}

type Bytes = { buffer: Uint8Array; position: number; sub_type: number };
export const binaryBytes = (value: unknown): Uint8Array => {
  const { buffer, position } = value as Bytes;
  return buffer.subarray(0, position);
};
/** Length first, then subtype, then the bytes. */
const compareBinary = (a: unknown, b: unknown): number => {
  const x = binaryBytes(a);
  const y = binaryBytes(b);
  return x.length - y.length || (a as Bytes).sub_type - (b as Bytes).sub_type || Buffer.compare(x, y);
};

const compareFields = (a: Doc, b: Doc): number => {
  const left = Object.keys(a);
  const right = Object.keys(b);
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    const [x, y] = [left[i] ?? '', right[i] ?? ''];
    const order = rankOf(a[x]) - rankOf(b[y]) || compareStrings(x, y) || compare(a[x], b[y]);
    if (order) return order;
  }
  return left.length - right.length;
};

const compareArrays = (a: unknown[], b: unknown[]): number => {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const order = compare(a[i], b[i]);
    if (order) return order;
  }
  return a.length - b.length;
};

type Regex = { pattern: string; options: string };
type Stamp = { compare(other: unknown): number };

/** The total order of BSON values; a missing value counts as null. */
export function compare(a: unknown, b: unknown): number {
  const rank = rankOf(a);
  const other = rankOf(b);
  if (rank !== other) return rank - other;
  switch (rank) {
    case RANK.number: return compareNumbers(a, b);
    case RANK.string: return compareStrings(a as string, b as string);
    case RANK.object: return compareFields(a as Doc, b as Doc);
    case RANK.array: return compareArrays(a as unknown[], b as unknown[]);
    case RANK.binary: return compareBinary(a, b);

    case RANK.objectId: return Buffer.compare((a as { id: Uint8Array }).id, (b as { id: Uint8Array }).id);
    case RANK.boolean: return Number(a) - Number(b);
    case RANK.date: return (a as Date).getTime() - (b as Date).getTime();
    case RANK.timestamp: return (a as Stamp).compare(b);
    case RANK.regex: return compareStrings((a as Regex).pattern, (b as Regex).pattern) || compareStrings((a as Regex).options, (b as Regex).options);
    default: return 0;
  }
}

export const equal = (a: unknown, b: unknown): boolean => compare(a, b) === 0;

import { createHash } from 'node:crypto';
import type { Binary } from 'bson';
import { fail } from './errors.ts';
import type { Doc } from './raw.ts';
import { exact, isRegex, RANK, rankOf, ratio, toDouble } from './values.ts';

// Values as bytes that sort in MongoDB's order, so that an index is a range of keys. Every encoding is prefix-free.

/** A field of a key keeps this many bytes; the rest becomes a hash, good for equality but not for order. */
export const KEPT = 256;

let out = Buffer.allocUnsafe(1 << 16);
let at = 0;

function room(size: number): void {
  if (at + size <= out.length) return;
  const larger = Buffer.allocUnsafe((at + size) * 2);
  out.copy(larger, 0, 0, at);
  out = larger;
}
function byte(value: number): void {
  room(1);
  out[at++] = value;
}
function bytes(value: Uint8Array): void {
  room(value.length);
  out.set(value, at);
  at += value.length;
}
function u64(value: bigint): void {
  room(8);
  at = out.writeBigUInt64BE(value, at);
}
/** Text as UTF-8, ended by 00; 00 and 01 inside become 01 01 and 01 02. */
function text(value: string): void {
  const safe = /[\0\x01]/.test(value) ? value.replaceAll('\x01', '\x01\x02').replaceAll('\0', '\x01\x01') : value;
  room(safe.length * 3 + 1);
  at += out.write(safe, at);
  out[at++] = 0;
}

const scratch = Buffer.alloc(8);
const ONES = 2n ** 64n - 1n;
const TOP = 2n ** 63n;
/** The bits of a double as an unsigned number in the order of the doubles. */
function orderedBits(value: number): bigint {
  scratch.writeDoubleBE(value);
  const bits = scratch.readBigUInt64BE();
  return bits & TOP ? bits ^ ONES : bits | TOP;
}
function fromOrdered(bits: bigint): number {
  scratch.writeBigUInt64BE(bits & TOP ? bits ^ TOP : bits ^ ONES);
  return scratch.readDoubleBE();
}

/** The next lower double, then (where it is not the value itself) how far the value lies towards the next, in 64 bits. */
function number(value: unknown): void {
  const wanted = exact(value);
  if (typeof wanted === 'number') {
    if (Number.isNaN(wanted)) return u64(0n), byte(0);
    return u64(orderedBits(wanted === 0 ? 0 : wanted)), byte(0);
  }
  const below = (double: number): boolean => {
    const { n, d } = ratio(double);
    return n * wanted.d <= wanted.n * d;
  };
  let low = orderedBits(toDouble(wanted));
  const edge = (): never => fail(2, 'a Decimal128 beyond the range of a double cannot be ordered');
  if (!Number.isFinite(fromOrdered(low)) || !Number.isFinite(toDouble(wanted))) edge();
  while (!below(fromOrdered(low))) low--;
  while (below(fromOrdered(low + 1n))) low++;
  const [floor, next] = [ratio(fromOrdered(low)), ratio(fromOrdered(low + 1n))];
  const rest = (wanted.n * floor.d - floor.n * wanted.d) * next.d;
  const gap = (next.n * floor.d - floor.n * next.d) * wanted.d;
  const fraction = (rest << 64n) / gap;
  if (fraction === 0n && rest !== 0n) edge();
  u64(low);
  byte(fraction === 0n ? 0 : 1);
  if (fraction !== 0n) u64(fraction);
}

function write(value: unknown): void {
  const rank = rankOf(value);
  byte(rank);
  switch (rank) {
    case RANK.number: return number(value);
    case RANK.string: return text(value as string);
    case RANK.boolean: return byte(value ? 1 : 0);
    case RANK.objectId: return bytes((value as { id: Uint8Array }).id);
    case RANK.date: {
      const time = (value as Date).getTime();
      return u64(BigInt(Number.isNaN(time) ? fail(2, 'the date is out of range') : time) + TOP);
    }
    case RANK.timestamp: return u64(BigInt.asUintN(64, (value as { toBigInt(): bigint }).toBigInt()));
    case RANK.regex: return isRegex(value) ? (text(value.pattern), text(value.options)) : undefined;
    case RANK.binary: {
      // length first, then the subtype, then the bytes
      const { buffer, position, sub_type } = value as Binary;
      bytes(space(position));
      byte(sub_type);
      return bytes(buffer.subarray(0, position));
    }
    case RANK.array:
      for (const item of value as unknown[]) write(item);
      return byte(0);
    case RANK.object:
      for (const [name, item] of Object.entries(value as Doc)) {
        byte(rankOf(item));
        text(name);
        write(item);
      }
      return byte(0);
    default:
  }
}

/** What stands for the empty array where its elements are the keys. */
export const EMPTY_ARRAY = Symbol('empty array');

/** The full encoding of one value. */
export function encodeValue(value: unknown): Buffer {
  at = 0;
  if (value === EMPTY_ARRAY) byte(RANK.emptyArray);
  else write(value);
  const encoded = Buffer.allocUnsafe(at);
  out.copy(encoded, 0, 0, at);
  return encoded;
}

/** What JavaScript orders as BSON does. */
function plain(value: unknown, rank: number): number {
  if (rank === RANK.boolean || rank === RANK.date) return Number(value);
  const number = rank === RANK.number ? exact(value) : NaN;
  return typeof number === 'number' ? number : NaN;
}

/** The total order of BSON values; a missing value counts as null. */
export function compare(a: unknown, b: unknown): number {
  const rank = rankOf(a);
  const other = rankOf(b);
  if (rank !== other) return rank - other;
  const [x, y] = [plain(a, rank), plain(b, rank)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x < y ? -1 : x > y ? 1 : 0;
  return Buffer.compare(encodeValue(a), encodeValue(b));
}

export const equal = (a: unknown, b: unknown): boolean => (typeof a === 'string' || typeof b === 'string' ? a === b : compare(a, b) === 0);

export const isCut = (encoded: Uint8Array): boolean => encoded.length > KEPT;

/** Long values: the first bytes, a marker, and a hash in place of the rest. */
export const cut = (encoded: Buffer): Buffer =>
  isCut(encoded)
    ? Buffer.concat([encoded.subarray(0, KEPT), Buffer.from([0xff]), createHash('sha256').update(encoded).digest().subarray(0, 16)])
    : encoded;

/** For a descending field. */
export const inverted = (encoded: Buffer): Buffer => Buffer.from(encoded.map(unit => unit ^ 0xff));

/** The lowest key above every key that starts with these bytes. */
export function after(prefix: Buffer): Buffer {
  let last = prefix.length - 1;
  while (last >= 0 && prefix[last] === 0xff) last--;
  if (last < 0) return Buffer.alloc(prefix.length + 8, 0xff);
  const next = Buffer.from(prefix.subarray(0, last + 1));
  next[last] = (next[last] ?? 0) + 1;
  return next;
}

export const space = (id: number): Buffer => {
  const head = Buffer.allocUnsafe(4);
  head.writeUInt32BE(id);
  return head;
};

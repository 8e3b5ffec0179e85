import { Double, Int32, Long } from 'bson';
import { fail } from './errors.ts';
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

const bsonType = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && '_bsontype' in value ? String(value._bsontype) : undefined;

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
export const isNumber = (value: unknown): boolean => rankOf(value) === RANK.number;
export const isRegex = (value: unknown): value is { pattern: string; options: string } => bsonType(value) === 'BSONRegExp';
/** Whether it is made of operators such as `$in`, not itself a value. */
export const isOperators = (value: unknown): value is Doc => isObject(value) && (Object.keys(value)[0] ?? '').startsWith('$');
/** False, 0, null and missing are not; everything else is. */
export const truthy = (value: unknown): boolean => (isNumber(value) ? exact(value) !== 0 : value !== false && value !== null && value !== undefined);

// Longs beyond 2^53 and Decimal128 compare by their exact values, as ratios of integers where a double would round.

export type Ratio = { n: bigint; d: bigint };
type Exact = number | Ratio;

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/;

function decimalToExact(text: string): Exact {
  const match = DECIMAL.exec(text);
  if (!match) return Number(text);
  const fraction = match[3] ?? '';
  const exponent = Number(match[4] ?? 0) - fraction.length;
  const digits = BigInt(`${match[1]}${match[2]}${fraction}`);
  const power = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0 ? { n: digits, d: power } : { n: digits * power, d: 1n };
}

/** A plain number where that is exact, else a ratio. */
export function exact(value: unknown): Exact {
  if (typeof value === 'number') return value;
  switch (bsonType(value)) {
    case 'Int32':
    case 'Double': return (value as Double).value;
    case 'Long': {
      const n = (value as Long).toBigInt();
      const rounded = Number(n);
      return BigInt(rounded) === n ? rounded : { n, d: 1n };
    }
    case 'Decimal128': return decimalToExact(String(value));
    default: return fail(14, 'expected a number');
  }
}

export function ratio(value: Exact): Ratio {
  if (typeof value !== 'number') return value;
  let n = value;
  let d = 1n;
  while (!Number.isInteger(n)) {
    n *= 2;
    d *= 2n;
  }
  return { n: BigInt(n), d };
}

/** The nearest double. */
export const toDouble = (value: Exact): number => (typeof value === 'number' ? value : Number(value.n) / Number(value.d));

export const isNaNumber = (value: unknown): boolean => isNumber(value) && Number.isNaN(exact(value));

/** A whole number from a command's option. */
export function whole(value: unknown, what: string): number {
  if (!isNumber(value)) fail(14, `${what} must be a number`);
  const n = exact(value);
  return typeof n === 'number' && Number.isSafeInteger(n) ? n : fail(9, `${what} must be a whole number`);
}

const isInt32 = (n: number): boolean => (n | 0) === n;

/** The sum in the wider of the two types; one of Int32 that does not fit becomes a Long. */
export function add(a: unknown, b: unknown): unknown {
  const types = [bsonType(a), bsonType(b)];
  if (types.includes('Decimal128')) fail(238, 'arithmetic on Decimal128 is not supported');
  const [x, y] = [exact(a), exact(b)];
  if (types.includes('Double')) return new Double(toDouble(x) + toDouble(y));
  if (!types.includes('Long') && isInt32(toDouble(x) + toDouble(y))) return new Int32(toDouble(x) + toDouble(y));
  const sum = ratio(x).n + ratio(y).n;
  return BigInt.asIntN(64, sum) === sum ? Long.fromBigInt(sum) : fail(2, 'the sum does not fit 64 bits');
}

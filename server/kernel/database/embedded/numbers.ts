import { Double, Int32, Long } from 'bson';
import { fail } from './errors.ts';

// Doubles, Longs beyond 2^53 and Decimal128 compare by their exact values, as ratios of integers where a double would round.

export const bsonType = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && '_bsontype' in value ? String(value._bsontype) : undefined;

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

const sign = (a: number | bigint, b: number | bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** NaN is the lowest number and equal to itself; -0 equals 0. */
export function compareNumbers(a: unknown, b: unknown): number {
  const x = exact(a);
  const y = exact(b);
  if (typeof x === 'number' && typeof y === 'number') {
    if (Number.isNaN(x)) return Number.isNaN(y) ? 0 : -1;
    return Number.isNaN(y) ? 1 : sign(x, y);
  }
  if (typeof x === 'number' && !Number.isFinite(x)) return x === Infinity ? 1 : -1;
  if (typeof y === 'number' && !Number.isFinite(y)) return y === Infinity ? -1 : 1;
  const p = ratio(x);
  const q = ratio(y);
  return sign(p.n * q.d, q.n * p.d);
}

export const isNaNumber = (value: unknown): boolean => Number.isNaN(exact(value));

/** A whole number from a command's option. */
export function whole(value: unknown, what: string): number {
  if (bsonType(value) === undefined && typeof value !== 'number') fail(14, `${what} must be a number`);
  const n = exact(value);
  return typeof n === 'number' && Number.isSafeInteger(n) ? n : fail(9, `${what} must be a whole number`);
}

const INT64 = 2n ** 63n;

/** a + b or a × b in the wider of the two types; a sum of Int32 that does not fit becomes a Long. */
export function arithmetic(operation: 'add' | 'multiply', a: unknown, b: unknown): unknown {
  const types = [bsonType(a), bsonType(b)];
  if (types.includes('Decimal128')) fail(238, 'arithmetic on Decimal128 is not supported');
  const [x, y] = [exact(a), exact(b)];
  if (types.includes('Double')) {
    const [p, q] = [toDouble(x), toDouble(y)];
    return new Double(operation === 'add' ? p + q : p * q);
  }
  const [p, q] = [ratio(x).n, ratio(y).n];
  const result = operation === 'add' ? p + q : p * q;
  if (result < -INT64 || result >= INT64) fail(2, 'the result does not fit 64 bits');
  const narrow = !types.includes('Long') && result >= -(2n ** 31n) && result < 2n ** 31n;
  return narrow ? new Int32(Number(result)) : Long.fromBigInt(result);
}

/** The nearest double. */
export const toDouble = (value: Exact): number => (typeof value === 'number' ? value : Number(value.n) / Number(value.d));

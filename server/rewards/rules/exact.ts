// Exact sums of yuan as decimals: a whole number and its places after the point. Beside the kernel's ratios in lowest terms: nothing is divided on
// the way, so that a sum prints exactly in digits and no common divisor is looked for in fifty thousand calculations a second.
import type { Settings } from './rule-set.ts';

/** n / 10^places, 0 or more. */
export type Exact = { readonly n: bigint; readonly places: number };

export const ZERO: Exact = { n: 0n, places: 0 };
export const ONE: Exact = { n: 1n, places: 0 };

export const ofFen = (fen: bigint): Exact => ({ n: fen, places: 2 });
/** Basis points (0.01 %) as a share of one. */
export const ofBasisPoints = (points: number): Exact => ({ n: BigInt(points), places: 4 });

const read = new Map<string, Exact>();
/** A number written in a rule set, e.g. '1.5'. The few hundred there are get read once. */
export function decimal(text: string): Exact {
  const known = read.get(text);
  if (known) return known;
  const [whole = '0', part = ''] = text.split('.');
  const value = { n: BigInt(whole + part), places: part.length };
  read.set(text, value);
  return value;
}

/** A percentage written in a rule set as a share of one. */
export const percentage = (text: string): Exact => {
  const { n, places } = decimal(text);
  return { n, places: places + 2 };
};

const TENS = Array.from({ length: 20 }, (_, places) => 10n ** BigInt(places));
const tens = (places: number): bigint => TENS[places] ?? 10n ** BigInt(places);

export const plus = (a: Exact, b: Exact): Exact => {
  if (a.places === b.places) return { n: a.n + b.n, places: a.places };
  return a.places > b.places ? { n: a.n + b.n * tens(a.places - b.places), places: a.places } : plus(b, a);
};
export const minus = (a: Exact, b: Exact): Exact => plus(a, { n: -b.n, places: b.places });
export const times = (a: Exact, b: Exact): Exact => ({ n: a.n * b.n, places: a.places + b.places });

/** Negative, zero or positive, like a sort comparator. */
export function compare(a: Exact, b: Exact): number {
  const left = a.places < b.places ? a.n * tens(b.places - a.places) : a.n;
  const right = b.places < a.places ? b.n * tens(a.places - b.places) : b.n;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
export const larger = (a: Exact, b: Exact): Exact => (compare(a, b) < 0 ? b : a);
export const smaller = (a: Exact, b: Exact): Exact => (compare(a, b) > 0 ? b : a);

/** Rounds a sum of 0 or more to its unit; the answer is exact again. */
export function roundTo({ unit, mode }: Settings['rounding'], { n, places }: Exact): Exact {
  const kept = unit === 'fen' ? 2 : 0;
  if (places <= kept) return { n: n * tens(kept - places), places: kept };
  const one = tens(places - kept);
  const rest = n % one;
  const isUp = mode === 'up' ? rest > 0n : mode === 'halfUp' && rest * 2n >= one;
  return { n: n / one + (isUp ? 1n : 0n), places: kept };
}

/** Whole fen of a rounded sum. */
export const fenOf = (value: Exact): number => Number(roundTo({ unit: 'fen', mode: 'down' }, value).n);

/** Exact decimal digits with at least `least` of them after the point: '1500.001', '500.00'. */
export function digits({ n, places }: Exact, least = 2): string {
  const text = n.toString().padStart(places + 1, '0');
  const point = text.length - places;
  let end = text.length;
  while (end - point > least && text.endsWith('0', end)) end -= 1;
  const part = text.slice(point, end).padEnd(least, '0');
  return part === '' ? text.slice(0, point) : `${text.slice(0, point)}.${part}`;
}

/** A share of one in percent: '5.5%', with `least` 2 '5.50%'. */
export const percent = ({ n, places }: Exact, least = 0): string => `${digits(places < 2 ? { n: n * tens(2 - places), places: 0 } : { n, places: places - 2 }, least)}%`;

/** The ratio itself without common tens: '1500001/1000'. */
export function ratio({ n, places }: Exact): string {
  if (n === 0n) return '0';
  const text = n.toString();
  let zeros = 0;
  while (zeros < places && text.endsWith('0', text.length - zeros)) zeros += 1;
  const top = text.slice(0, text.length - zeros);
  return zeros === places ? top : `${top}/1${'0'.repeat(places - zeros)}`;
}

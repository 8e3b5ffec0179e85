// Exact sums of yuan. Beside the kernel's ratios in lowest terms: here every denominator stays a power of ten (no division happens on the way),
// so that a sum prints exactly in digits and no common divisor is looked for in fifty thousand calculations a second.
import { compareRatio, type Ratio } from '../../kernel/money.ts';
import type { Settings } from './rule-set.ts';

/** A ratio whose denominator is a power of ten, of 0 or more. */
export type Exact = Ratio;

export const ZERO: Exact = { n: 0n, d: 1n };
export const ONE: Exact = { n: 1n, d: 1n };

export const ofFen = (fen: bigint): Exact => ({ n: fen, d: 100n });
/** Basis points (0.01 %) as a share of one. */
export const ofBasisPoints = (points: number): Exact => ({ n: BigInt(points), d: 10_000n });

const read = new Map<string, Exact>();
/** A number written in a rule set, e.g. '1.5'. The few hundred there are get read once. */
export function decimal(text: string): Exact {
  const known = read.get(text);
  if (known) return known;
  const [whole = '0', part = ''] = text.split('.');
  const value = { n: BigInt(whole + part), d: 10n ** BigInt(part.length) };
  read.set(text, value);
  return value;
}

/** A percentage written in a rule set as a share of one. */
export const percentage = (text: string): Exact => {
  const { n, d } = decimal(text);
  return { n, d: d * 100n };
};

export const plus = (a: Exact, b: Exact): Exact => {
  if (a.d === b.d) return { n: a.n + b.n, d: a.d };
  return a.d > b.d ? { n: a.n + b.n * (a.d / b.d), d: a.d } : { n: a.n * (b.d / a.d) + b.n, d: b.d };
};
export const minus = (a: Exact, b: Exact): Exact => plus(a, { n: -b.n, d: b.d });
export const times = (a: Exact, b: Exact): Exact => ({ n: a.n * b.n, d: a.d * b.d });

export const compare: (a: Exact, b: Exact) => number = compareRatio;
export const larger = (a: Exact, b: Exact): Exact => (compare(a, b) < 0 ? b : a);
export const smaller = (a: Exact, b: Exact): Exact => (compare(a, b) > 0 ? b : a);

/** Rounds a sum of 0 or more to its unit; the answer is exact again. */
export function roundTo({ unit, mode }: Settings['rounding'], value: Exact): Exact {
  const per = unit === 'fen' ? 100n : 1n;
  const scaled = value.n * per;
  const whole = scaled / value.d;
  const rest = scaled % value.d;
  const up = mode === 'up' ? rest > 0n : mode === 'halfUp' && rest * 2n >= value.d;
  return { n: up ? whole + 1n : whole, d: per };
}

/** Whole fen of a rounded sum. */
export const fenOf = (value: Exact): number => Number((value.n * 100n) / value.d);

/** Exact decimal digits with at least `places` of them: '1500.001', '500.00'. */
export function digits(value: Exact, places = 2): string {
  let text = value.n.toString();
  const scale = value.d.toString().length - 1;
  text = text.padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  let part = scale === 0 ? '' : text.slice(text.length - scale);
  while (part.length > places && part.endsWith('0')) part = part.slice(0, -1);
  part = part.padEnd(places, '0');
  return part === '' ? whole : `${whole}.${part}`;
}

/** The ratio itself without common tens: '1500001/1000'. */
export function ratio(value: Exact): string {
  let n = value.n.toString();
  let d = value.d.toString();
  while (d.length > 1 && n.endsWith('0')) {
    n = n.slice(0, -1) || '0';
    d = d.slice(0, -1);
    if (n === '0') return '0';
  }
  return d === '1' ? n : `${n}/${d}`;
}

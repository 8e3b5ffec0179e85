// Integer fen everywhere; rates are exact ratios of integers. A JS number never holds yuan.

/** An exact rational number with a positive denominator. */
export interface Ratio {
  readonly n: bigint;
  readonly d: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/** A ratio in lowest terms; `d` must not be zero. */
export function ratio(n: bigint | number, d: bigint | number = 1n): Ratio {
  const top = BigInt(n);
  const bottom = BigInt(d);
  if (bottom === 0n) throw new RangeError('a ratio needs a denominator');
  const sign = bottom < 0n ? -1n : 1n;
  const common = gcd(top, bottom) || 1n;
  return { n: (sign * top) / common, d: (sign * bottom) / common };
}

export const addRatio = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.d + b.n * a.d, a.d * b.d);
export const multiplyRatio = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.n, a.d * b.d);

/** Negative, zero or positive, like a sort comparator. */
export function compareRatio(a: Ratio, b: Ratio): number {
  const difference = a.n * b.d - b.n * a.d;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

const DECIMAL = /^(-?)(\d{1,12})(?:\.(\d{1,12}))?$/;

/** '1.35' → 27/20; null when it is not a plain decimal. */
export function parseDecimal(text: string): Ratio | null {
  const match = DECIMAL.exec(halfWidth(text).trim());
  if (!match) return null;
  const fraction = match[3] ?? '';
  const digits = BigInt(`${match[2] ?? '0'}${fraction}`);
  return ratio(match[1] === '-' ? -digits : digits, 10n ** BigInt(fraction.length));
}

/** As parseDecimal, for decimals that the program itself wrote. */
export function decimal(text: string): Ratio {
  const parsed = parseDecimal(text);
  if (!parsed) throw new RangeError(`not a decimal: ${text}`);
  return parsed;
}

function safe(fen: bigint): number {
  const number = Number(fen);
  if (!Number.isSafeInteger(number)) throw new RangeError('amount out of range');
  return number;
}

/** fen × ratio, rounded half up to a whole fen (half away from zero below it). */
export function timesHalfUp(fen: number, by: Ratio): number {
  const product = BigInt(fen) * by.n;
  const size = product < 0n ? -product : product;
  const rounded = (2n * size + by.d) / (2n * by.d);
  return safe(product < 0n ? -rounded : rounded);
}

/** Full-width digits, points, commas and spaces as Chinese keyboards give them. */
const halfWidth = (text: string): string =>
  text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[．。]/g, '.')
    .replace(/，/g, ',')
    .replace(/\u3000/g, ' ');

const YUAN = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/;

/** What a person typed as an amount in yuan → fen; null when it is not one. Never negative. */
export function parseYuan(text: string): number | null {
  const typed = halfWidth(text).trim();
  const match = YUAN.exec(typed);
  if (!match) return null;
  const whole = (typed.split('.')[0] ?? '').replaceAll(',', '');
  const fen = BigInt(whole) * 100n + BigInt((match[1] ?? '').padEnd(2, '0'));
  return fen > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(fen);
}

function split(fen: number): { sign: string; whole: string; cents: string } {
  const size = Math.abs(fen);
  const cents = size % 100;
  return { sign: fen < 0 ? '-' : '', whole: String((size - cents) / 100), cents: String(cents).padStart(2, '0') };
}

/** 123450 → '1,234.50' */
export function formatYuan(fen: number): string {
  const { sign, whole, cents } = split(fen);
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}

/** 123450 → '1234.50', the form amounts have in JSON. */
export function plainYuan(fen: number): string {
  const { sign, whole, cents } = split(fen);
  return `${sign}${whole}.${cents}`;
}

/** 万元 with one decimal, half up, for headlines only: 12,345,600.00 yuan → '1,234.6' */
export function formatWan(fen: number): string {
  const tenths = timesHalfUp(fen, ratio(1n, 100_000n));
  return formatYuan(tenths * 10).slice(0, -1);
}

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '万亿'];

function groupInWords(group: string): string {
  let words = '';
  for (const [at, digit] of [...group].entries()) {
    if (digit !== '0') words += `${DIGITS.charAt(Number(digit))}${PLACES[group.length - 1 - at] ?? ''}`;
    else if (words !== '' && !words.endsWith('零')) words += '零';
  }
  return words.replace(/零$/, '');
}

function wholeInWords(whole: string): string {
  const groups = whole.padStart(Math.ceil(whole.length / 4) * 4, '0').match(/\d{4}/g) ?? [];
  let words = '';
  for (const [at, group] of groups.entries()) {
    if (group === '0000') continue;
    const gap = words !== '' && (group.startsWith('0') || groups[at - 1] === '0000');
    words += `${gap ? '零' : ''}${groupInWords(String(Number(group)))}${GROUPS[groups.length - 1 - at] ?? ''}`;
  }
  return words;
}

/** The capital form on legal documents: 823430 → '捌仟贰佰叁拾肆元叁角整'. */
export function yuanInWords(fen: number): string {
  const { whole, cents } = split(fen);
  const tens = Number(cents.charAt(0));
  const ones = Number(cents.charAt(1));
  const yuan = wholeInWords(whole);
  if (tens === 0 && ones === 0) return `${fen < 0 ? '负' : ''}${yuan === '' ? '零' : yuan}元整`;
  const jiao = tens > 0 ? `${DIGITS.charAt(tens)}角` : yuan === '' ? '' : '零';
  const rest = ones > 0 ? `${DIGITS.charAt(ones)}分` : '整';
  return `${fen < 0 ? '负' : ''}${yuan === '' ? '' : `${yuan}元`}${jiao}${rest}`;
}

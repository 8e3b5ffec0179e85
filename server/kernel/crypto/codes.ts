// Access codes and report numbers: what people copy by hand, so every slip of one symbol or one swap is caught.
import { randomInt } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 17;
const NUMBER_LENGTH = 12;

/** a · α in GF(32), α a root of x⁵ + x² + 1. */
const timesAlpha = (value: number): number => ((value << 1) & 31) ^ (value & 16 ? 5 : 0);

// Σ αᵏ·sₖ over GF(32) is zero for a good text. Each place has another weight (α has order 31), so one changed
// symbol or any two swapped ones, the check included, make it differ.
function checkValue(symbols: string): number {
  let sum = 0;
  for (const symbol of symbols) sum = timesAlpha(sum) ^ SYMBOLS.indexOf(symbol);
  return sum;
}

const checkSymbol = (symbols: string): string => SYMBOLS.charAt(timesAlpha(checkValue(symbols)));

const isChecked = (text: string, length: number): boolean =>
  text.length === length && [...text].every((symbol) => SYMBOLS.includes(symbol)) && checkValue(text) === 0;

const randomSymbols = (count: number): string =>
  Array.from({ length: count }, () => SYMBOLS.charAt(randomInt(SYMBOLS.length))).join('');

/** What was meant by what was typed: full width, case, spaces, dashes of any kind, O for 0, I and L for 1. */
const cleaned = (input: string): string =>
  input.slice(0, 100).normalize('NFKC').toUpperCase().replace(/[\s\p{Pd}\u2212_.·]/gu, '').replace(/O/g, '0').replace(/[IL]/g, '1');

/** A fresh access code: 16 random symbols (80 bits) and a check symbol. */
export function newAccessCode(): string {
  const symbols = randomSymbols(CODE_LENGTH - 1);
  return symbols + checkSymbol(symbols);
}

/** The code as it is digested; not necessarily a good one. */
export const normaliseCode = cleaned;

/** Expects a normalised code. */
export const isWellFormedCode = (code: string): boolean => isChecked(code, CODE_LENGTH);

/** `7K3M Q9XD 2HVT 8RWB P`: the groups of a code for reading aloud and copying. */
export const codeGroups = (code: string): string[] => code.match(/.{1,4}/g) ?? [];

/** A fresh public report number `3309-7QKM-4T2X` of the prefecture in which the bureau lies; tells nothing else. */
export function newReportNumber(divisionCode: string): string {
  const symbols = divisionCode.slice(0, 4).padEnd(4, '0') + randomSymbols(7);
  return dashed(symbols + checkSymbol(symbols));
}

const dashed = (text: string): string => `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8, NUMBER_LENGTH)}`;

/** The number as it is stored, with the suffix of a split child (`-2`) where there is one; not necessarily a good one. */
export function normaliseNumber(input: string): string {
  const text = cleaned(input);
  if (text.length < NUMBER_LENGTH) return text;
  const suffix = text.slice(NUMBER_LENGTH);
  return suffix ? `${dashed(text)}-${suffix}` : dashed(text);
}

/** Expects a normalised number. */
export function isWellFormedNumber(number: string): boolean {
  const parts = /^(\d{4})-(.{4})-(.{4})(?:-(?:[2-9]|[1-9]\d))?$/.exec(number);
  return parts !== null && isChecked(`${parts[1]}${parts[2]}${parts[3]}`, NUMBER_LENGTH);
}

// The two codes by which an institution is known: unified social credit code (GB 32100-2015) and insurance code 医保编码.

/** Table 1 of GB 32100-2015: no I, O, S, V, Z. The place of a symbol is its value. */
const SYMBOLS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** Weights of the 17 places before the check symbol: powers of 3 modulo 31 (table 2). */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** As it is written: half width, capitals, no spaces. */
export const writtenCode = (text: string): string => text.normalize('NFKC').toUpperCase().replace(/[\s-]+/g, '');

/** The check symbol of the first 17 places; null where one of them is no symbol of the code. */
export function creditCheck(first17: string): string | null {
  const values = [...first17].map((symbol) => SYMBOLS.indexOf(symbol));
  if (values.length !== 17 || values.includes(-1)) return null;
  const sum = values.reduce((total, value, place) => total + value * (WEIGHTS[place] ?? 0), 0);
  return SYMBOLS[(31 - (sum % 31)) % 31] ?? null;
}

/** Registration department and kind, six digits of division, nine symbols of the body, one check symbol. */
export const isCreditCode = (code: string): boolean => /^[1-9A-HJ-NP-RT-UW-Y][0-9A-HJ-NP-RT-UW-Y]\d{6}[0-9A-HJ-NP-RT-UW-Y]{10}$/.test(code) && creditCheck(code.slice(0, 17)) === code[17];

/** Letters and digits; regions number differently, so no more is asked. */
export const isInsuranceCode = (code: string): boolean => /^[0-9A-Z]{6,24}$/.test(code);

// From what a cell stores to what a person reads in it.
import { createScanner } from './xml.ts';

const DAY = 86_400_000;
/** Day 0 of both calendars. The first counts a 29 February 1900 that never was, hence the 30th. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const LATEST_SERIAL = 2_958_465;

export type Cell = { type: string; isDate: boolean; raw: string; textAt: (index: number) => string; is1904: boolean };

export function cellText({ type, isDate, raw, textAt, is1904 }: Cell): string {
  if (type === 's') return unwrap(textAt(Number(raw)));
  if (type === 'b') return raw === '1' ? 'TRUE' : 'FALSE';
  if (type === 'd') return raw.replace(/T00:00:00(?:\.0+)?Z?$/, '').replace(/T(\d\d:\d\d).*$/, ' $1');
  if (type !== 'n') return unwrap(raw);
  const value = Number(raw);
  if (!Number.isFinite(value)) return raw;
  if (isDate && value >= 0 && value <= LATEST_SERIAL) return dateText(value, is1904);
  // A number keeps 15 digits; what lies behind is the noise of binary fractions.
  if (/^-?\d{1,15}$/.test(raw)) return raw;
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(Number(value.toPrecision(15)));
}

function dateText(serial: number, is1904: boolean): string {
  // 24:00 of the last minute is a rounding of the same instant.
  const at = new Date((is1904 ? EPOCH_1904 : EPOCH_1900) + Math.round(serial * DAY / 1000) * 1000).toISOString();
  const time = at.slice(11, 16);
  if (serial < 1) return time;
  return time === '00:00' ? at.slice(0, 10) : `${at.slice(0, 10)} ${time}`;
}

/** The format's own escape for characters that XML forbids: _x000D_ is a line break. */
const unwrap = (text: string): string => (text.includes('_x') ? text.replace(/_x([\dA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text);

const BUILT_IN_DATES: readonly [number, number][] = [[14, 22], [27, 36], [45, 47], [50, 58]];

/** Which cell styles show a date: by the numbers the format fixes, or by the letters of an own pattern. */
export function datedStyles(styles: string): (style: number) => boolean {
  const patterns = new Map<number, string>();
  const dated: boolean[] = [];
  let isInCells = false;
  const scanner = createScanner({
    open: (element, attribute) => {
      if (element === 'numFmt') patterns.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
      if (element === 'cellXfs') isInCells = true;
      if (element === 'xf' && isInCells) dated.push(isDateFormat(Number(attribute('numFmtId') ?? 0), patterns));
    },
    text: () => undefined,
    close: (element) => {
      if (element === 'cellXfs') isInCells = false;
    },
  });
  scanner.push(styles);
  return (style) => dated[style] ?? false;
}

function isDateFormat(id: number, patterns: ReadonlyMap<number, string>): boolean {
  const pattern = patterns.get(id);
  if (pattern === undefined) return BUILT_IN_DATES.some(([from, to]) => id >= from && id <= to);
  const letters = pattern.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return !/general/i.test(letters) && /[ymdhs]/i.test(letters);
}

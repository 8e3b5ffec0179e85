// Text as it is searched and compared: Chinese in overlapping pairs of characters, everything else in whole words. Pure.

const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}';
/** A run of Chinese, or a run of letters and digits of any other script. */
const RUN = new RegExp(`[${CJK}々〇ー]+|(?:(?![${CJK}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');
const IS_CJK = new RegExp(`^[${CJK}々〇ー]`, 'u');
// A line that was wrapped inside a Chinese word is still that word.
const GAP = new RegExp(`(?<=[${CJK}])\\s+(?=[${CJK}])`, 'gu');

/** One form for all ways of typing: NFKC (full and half width are one), lower case, no gap between Chinese characters. */
export const searchable = (text: string): string => text.normalize('NFKC').toLowerCase().replace(GAP, '').replace(/\s+/g, ' ').trim();

/** In one line, as it was written otherwise. */
export const inOneLine = (text: string): string => text.replace(GAP, '').replace(/\s+/g, ' ');

/** What is normalised together: a letter with its marks, a syllable in its parts. */
const MARK = '\\p{M}\\uff9e\\uff9f';
const JAMO = '\\u1100-\\u11ff\\u3130-\\u318f\\uffa0-\\uffdc';
const SIGN = new RegExp(`[\\uac00-\\ud7a3]?[${JAMO}]+|[^${MARK}][${MARK}]*|[${MARK}]+`, 'gu');

/** The searched form, and for each unit of it where it stood: `from[at]` up to `to[at]` of the text as it was written. */
export type Placed = { text: string; from: readonly number[]; to: readonly number[] };

function replaced({ text, from, to }: Placed, pattern: RegExp, instead: '' | ' '): Placed {
  const kept: { text: string; from: number[]; to: number[] } = { text: '', from: [], to: [] };
  const keep = (start: number, end: number): void => {
    kept.text += text.slice(start, end);
    for (let at = start; at < end; at += 1) {
      kept.from.push(from[at] ?? 0);
      kept.to.push(to[at] ?? 0);
    }
  };
  let next = 0;
  for (const { 0: run, index } of text.matchAll(pattern)) {
    keep(next, index);
    next = index + run.length;
    if (instead === '') continue;
    kept.text += instead;
    kept.from.push(from[index] ?? 0);
    kept.to.push(to[next - 1] ?? 0);
  }
  keep(next, text.length);
  return kept;
}

const asItIs = (text: string): Placed => ({ text, from: Array.from(text, (_unit, at) => at), to: Array.from(text, (_unit, at) => at + 1) });

/** As `searchable`, with the way back to what was written. */
export function placed(original: string): { written: string; searched: Placed } {
  const whole = searchable(original);
  const signs = [...original.matchAll(SIGN)].flatMap(({ 0: sign, index }) => sign.normalize('NFKC').toLowerCase().split('').map((unit) => ({ unit, from: index, to: index + sign.length })));
  const units: Placed = { text: signs.map(({ unit }) => unit).join(''), from: signs.map(({ from }) => from), to: signs.map(({ to }) => to) };
  const searched = replaced(replaced(replaced(units, GAP, ''), /\s+/g, ' '), /^\s+|\s+$/g, '');
  // Some scripts change a letter by what stands around it: then the searched form stands for the text.
  return searched.text === whole ? { written: original, searched } : { written: whole, searched: asItIs(whole) };
}

/** The distinct pieces of a text. A Chinese character that stands alone makes none: single characters would tell too much by how often they occur. */
export function piecesOf(text: string): Set<string> {
  const pieces = new Set<string>();
  for (const [run] of searchable(text).matchAll(RUN)) {
    if (!IS_CJK.test(run)) {
      pieces.add(run);
      continue;
    }
    const characters = [...run];
    for (let at = 1; at < characters.length; at += 1) pieces.add(`${characters[at - 1] ?? ''}${characters[at] ?? ''}`);
  }
  return pieces;
}

/** What stands in both, over what stands in either: 0 to 1; 0 where either is empty. Sets of pieces, or of tokens of one key. */
export function jaccard(one: Iterable<string>, other: Iterable<string>): number {
  const left = one instanceof Set ? one : new Set(one);
  const right = other instanceof Set ? other : new Set(other);
  if (left.size === 0 || right.size === 0) return 0;
  let shared = 0;
  for (const piece of left) if (right.has(piece)) shared += 1;
  return shared / (left.size + right.size - shared);
}

/** How alike two texts are by their pairs of characters, 0 to 1. */
export const similarity = (one: string, other: string): number => jaccard(piecesOf(one), piecesOf(other));

/** The words of a search, each of which must be found. Blanks part them. */
export const termsOf = (query: string): string[] => [...new Set(query.normalize('NFKC').trim().split(/\s+/u).map(searchable).filter((term) => term !== ''))];

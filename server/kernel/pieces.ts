// Text as it is searched and compared: Chinese in overlapping pairs of characters, everything else in whole words. Pure.

const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}';
/** A run of Chinese, or a run of letters and digits of any other script. */
const RUN = new RegExp(`[${CJK}々〇ー]+|(?:(?![${CJK}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');
const IS_CJK = new RegExp(`^[${CJK}々〇ー]`, 'u');
// A line that was wrapped inside a Chinese word is still that word.
const GAP = new RegExp(`(?<=[${CJK}])\\s+(?=[${CJK}])`, 'gu');

/** One form for all ways of typing: NFKC (full and half width are one), lower case, no gap between Chinese characters. */
export const searchable = (text: string): string => text.normalize('NFKC').toLowerCase().replace(GAP, '').replace(/\s+/g, ' ').trim();

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

// Finding an institution by name, pinyin or initials without reading every record: pairs of initials are the keys, the hit is checked on the record.

/** How a text sounds: for each character of `plain(text)` its syllable without tone, or the character itself; and every first letter a character may have. */
export type Spelling = { syllables: (text: string) => Promise<string[]>; firstLetters: (character: string) => Promise<string[]> };

/** Half width, small, without spaces and punctuation: 鹤山市（虚构）医院 and 鹤山市虚构医院 are one name. */
export const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** A name as the search compares it: its characters and, place by place, their syllables. */
export type Sound = { text: string; syllables: readonly string[] };

const initialOf = (syllable: string): string => [...syllable][0] ?? '';
export const initials = (sound: Pick<Sound, 'syllables'>): string => sound.syllables.map(initialOf).join('');

const pairs = (text: string): string[] => {
  const signs = [...text];
  return signs.slice(1).map((sign, at) => `${signs[at] ?? ''}${sign}`);
};

/** Pairs that half of all names have (医院, 药房, 药店, 诊所, numbers) tell nothing apart: they are neither kept nor asked. */
const COMMON = ['yy', 'yd', 'yf', 'zs'];
const telling = (keys: string[]): string[] => [...new Set(keys)].filter((key) => !COMMON.includes(key) && !/\d/.test(key));

/** The keys kept with a record: each pair of neighbouring initials of its names that tells something. */
export const keysOf = (sounds: readonly Sound[]): string[] => telling(sounds.flatMap((sound) => pairs(initials(sound)))).sort();

const MOST_WAYS = 8;
const SYLLABLE = /^(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ou|ia|ie|in|iu|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)$/;
const LONGEST_SYLLABLE = 6;

/** All ways to cut letters into syllables; the last may be unfinished. At most `MOST_WAYS`. */
function cuts(letters: string): string[][] {
  if (letters === '') return [[]];
  const found: string[][] = [];
  for (let length = Math.min(LONGEST_SYLLABLE, letters.length); length > 0 && found.length < MOST_WAYS; length -= 1) {
    const head = letters.slice(0, length);
    const isLast = length === letters.length;
    if (!SYLLABLE.test(head) && !(isLast && /^(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])[a-z]{0,4}$/.test(head) && found.length === 0)) continue;
    for (const rest of cuts(letters.slice(length))) found.push([head, ...rest]);
  }
  return found.slice(0, MOST_WAYS);
}

/** What a search asks the index: for each way to read the query the keys that a hit must all have; no key where half of all names will do. No way: too short to look for. */
export function waysOf(query: string, firstLettersOf: ReadonlyMap<string, readonly string[]>): string[][] {
  const text = plain(query);
  const asWritten = [...text].reduce<string[]>((ways, sign) => {
    const letters = firstLettersOf.get(sign) ?? [sign];
    return ways.flatMap((way) => letters.map((letter) => way + letter)).slice(0, MOST_WAYS);
  }, ['']);
  const asSyllables = /^[a-z]+$/.test(text) ? cuts(text).map((syllables) => initials({ syllables })) : [];
  const readings = [...new Set([...asWritten, ...asSyllables])].filter((reading) => [...reading].length >= 2);
  return readings.map((reading) => telling(pairs(reading)));
}

/** Whether the name holds the query: sign by sign, where a letter also stands for a character that begins with it; or as full pinyin from any syllable on. */
export function isHit(query: string, { text, syllables }: Sound): boolean {
  const wanted = [...plain(query)];
  const signs = [...text];
  const fits = (at: number): boolean => wanted.every((sign, n) => signs[at + n] === sign || initialOf(syllables[at + n] ?? '') === sign);
  if (wanted.length === 0) return false;
  if (signs.some((_, at) => fits(at))) return true;
  const letters = wanted.join('');
  return /^[a-z]{2,}$/.test(letters) && syllables.some((_, at) => syllables.slice(at).join('').startsWith(letters));
}

/** Whether a query is a code rather than a name: it has a digit and is letters and digits alone, or it is long enough to be one. */
export const isCodeQuery = (query: string): boolean => /^(?=.*\d)[0-9A-Z]{4,24}$/.test(query);

// How Chinese names sound, by pinyin-pro. Its dictionary is loaded by the first name that is written or looked for.
import { plain } from '../rules/search.ts';
import type { Spelling } from '../rules/search.ts';

const HAN = /\p{Script=Han}/u;
const load = () => import('pinyin-pro');
type Library = Awaited<ReturnType<typeof load>>;

/** So many sounds are remembered: names of one place repeat the same few words, and asking the dictionary takes a quarter of a millisecond. */
const MOST_KEPT = 30_000;

function remembering<T>(make: (key: string) => T): (key: string) => T {
  const kept = new Map<string, T>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const value = make(key);
    kept.set(key, value);
    return value;
  };
}

function speaker({ pinyin, polyphonic }: Library) {
  const readings = remembering((sign) => [...new Set(polyphonic(sign, { toneType: 'none', type: 'array', v: true }).flat().join(' ').split(/\s+/).filter((reading) => /^[a-z]/.test(reading)))]);
  const aloud = remembering((words) => pinyin(words, { toneType: 'none', type: 'array', v: true }));
  /** A character with several readings is read among its neighbours. */
  function syllable(signs: readonly string[], at: number): string {
    const sign = signs[at] ?? '';
    if (!HAN.test(sign)) return sign;
    const known = readings(sign);
    if (known.length <= 1) return known[0] ?? sign;
    const near = (place: number): string => (HAN.test(signs[place] ?? '') ? (signs[place] ?? '') : '');
    const before = near(at - 1);
    return (aloud(before + sign + near(at + 1))[before === '' ? 0 : 1] ?? known[0] ?? sign).toLowerCase();
  }
  return { readings, syllable };
}
let loaded: Promise<ReturnType<typeof speaker>> | null = null;
const speak = (): Promise<ReturnType<typeof speaker>> => (loaded ??= load().then(speaker));

export const spelling: Spelling = {
  async syllables(text) {
    const { syllable } = await speak();
    const signs = [...plain(text)];
    return signs.map((_, at) => syllable(signs, at));
  },
  async firstLetters(character) {
    if (!HAN.test(character)) return [character];
    const { readings } = await speak();
    const letters = [...new Set(readings(character).map((reading) => reading.slice(0, 1)))];
    return letters.length === 0 ? [character] : letters;
  },
};

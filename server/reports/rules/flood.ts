// Many much the same reports of one day are one line on the desk. Each stays a report of its own, with its own number, record and letter.
import { jaccard } from '../../kernel/pieces.ts';

/** From so many of one day on they are shown as one. No legal number: fewer are read one by one anyway. */
export const FLOOD_FROM = 20;
/** Share of common pieces from which two reports say the same. Two witnesses of one matter rarely share a third. */
export const ALIKE = 0.6;

/**
 * Written from templates: of the same target and day, each tells much the same as so many others in other words. `alike` is a share of common pieces,
 * without those of the name and of how people tell; `sample` the newest that are looked at. Measured on invented ones (test/reports/flood.texts.ts): honest
 * reports of the same target share less than a tenth with the flood, and two witnesses of one matter are not six.
 */
export const TEMPLATES = { alike: 0.15, others: 5, sample: 120 } as const;

/** Who is compared with many gives a set of tokens: it is made once. */
export type Candidate = { id: string; tokens: readonly string[] | ReadonlySet<string>; flood: string | null; receivedKey: string };

export type Grouping = { flood: string; members: string[] };

/**
 * The group that this one belongs to, and who is to be put into it; null where it stands alone. A group bears the id of its first member.
 * `others`: reports of the same bureau and day that may be alike.
 */
export function floodOf(own: Candidate, others: readonly Candidate[]): Grouping | null {
  const tokens = new Set(own.tokens);
  const alike = others.filter((other) => other.id !== own.id && jaccard(tokens, other.tokens) >= ALIKE);
  const known = alike.find(({ flood }) => flood !== null)?.flood;
  if (known) return { flood: known, members: [own.id] };
  if (alike.length + 1 < FLOOD_FROM) return null;
  const all = [own, ...alike].sort((a, b) => (a.receivedKey < b.receivedKey ? -1 : 1));
  return { flood: all[0]?.id ?? own.id, members: all.map(({ id }) => id) };
}

/**
 * The same for texts that were varied: `others` are the newest of the same bureau, day and target. With it go those of them that had not enough others like
 * them when they came. Null where it stands alone, or where there are too few to be a flood.
 */
export function templatedOf(own: Candidate, others: readonly Candidate[]): Grouping | null {
  const all = [own, ...others.filter(({ id }) => id !== own.id)].map((one): Candidate => (one.tokens instanceof Set ? one : { ...one, tokens: new Set(one.tokens) }));
  if (all.length < FLOOD_FROM) return null;
  const likeOf = (one: Candidate): Candidate[] => all.filter((other) => other.id !== one.id && jaccard(one.tokens, other.tokens) >= TEMPLATES.alike);
  const alike = likeOf(all[0] ?? own);
  if (alike.length < TEMPLATES.others) return null;
  const members = all.filter((one) => one.flood === null && (one.id === own.id || likeOf(one).length >= TEMPLATES.others));
  const known = alike.find(({ flood }) => flood !== null)?.flood;
  if (known) return { flood: known, members: members.map(({ id }) => id) };
  if (members.length < FLOOD_FROM) return null;
  const sorted = members.toSorted((a, b) => (a.receivedKey < b.receivedKey ? -1 : 1));
  return { flood: sorted[0]?.id ?? own.id, members: sorted.map(({ id }) => id) };
}

// Many much the same reports of one day are one line on the desk. Each stays a report of its own, with its own number, record and letter.
import { jaccard } from '../../kernel/pieces.ts';

/** From so many of one day on they are shown as one. No legal number: fewer are read one by one anyway. */
export const FLOOD_FROM = 20;
/** Share of common pieces from which two reports say the same. Two witnesses of one matter rarely share a third. */
export const ALIKE = 0.6;

export type Candidate = { id: string; tokens: readonly string[]; flood: string | null; receivedKey: string };

export type Grouping = { flood: string; members: string[] };

/**
 * The group that this one belongs to, and who is to be put into it; null where it stands alone. A group bears the id of its first member.
 * `others`: reports of the same bureau and day that may be alike.
 */
export function floodOf(own: Candidate, others: readonly Candidate[]): Grouping | null {
  const alike = others.filter((other) => other.id !== own.id && jaccard(own.tokens, other.tokens) >= ALIKE);
  const known = alike.find(({ flood }) => flood !== null)?.flood;
  if (known) return { flood: known, members: [own.id] };
  if (alike.length + 1 < FLOOD_FROM) return null;
  const all = [own, ...alike].sort((a, b) => (a.receivedKey < b.receivedKey ? -1 : 1));
  return { flood: all[0]?.id ?? own.id, members: all.map(({ id }) => id) };
}

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
 * The group that this one belongs to, and who is to be put into it; null where it stands alone. `newId`: what a group is called that is founded here, never
 * the id of another. `others`: reports of the same bureau and day that may be alike; who waits in no group, handled or not, bears none.
 */
export function floodOf(own: Candidate, others: readonly Candidate[], newId: string): Grouping | null {
  const tokens = new Set(own.tokens);
  const alike = others.filter((other) => other.id !== own.id && jaccard(tokens, other.tokens) >= ALIKE);
  const known = alike.find(({ flood }) => flood !== null)?.flood;
  if (known) return { flood: known, members: [own.id] };
  if (alike.length + 1 < FLOOD_FROM) return null;
  const all = [own, ...alike].sort((a, b) => (a.receivedKey < b.receivedKey ? -1 : 1));
  return { flood: newId, members: all.map(({ id }) => id) };
}

/** Many that one after the other is compared with; `holders`: the places of those that hold a token. So one is compared with all of them at the price of one. */
export type Sample = { all: readonly Candidate[]; sizes: readonly number[]; holders: ReadonlyMap<string, readonly number[]> };
export function sampleOf(all: readonly Candidate[]): Sample {
  const holders = new Map<string, number[]>();
  const sizes = all.map(({ tokens }, at) => {
    const distinct = new Set(tokens);
    for (const token of distinct) {
      const known = holders.get(token);
      if (known) known.push(at);
      else holders.set(token, [at]);
    }
    return distinct.size;
  });
  return { all, sizes, holders };
}

/** Those of the sample that tell enough of the same, without itself. */
function alikeIn({ all, sizes, holders }: Sample, one: Candidate): Candidate[] {
  const tokens = new Set(one.tokens);
  const shared = new Uint32Array(all.length);
  for (const token of tokens) for (const at of holders.get(token) ?? []) shared[at] = (shared[at] ?? 0) + 1;
  return all.filter(({ id }, at) => {
    const both = shared[at] ?? 0;
    return id !== one.id && both > 0 && both / (tokens.size + (sizes[at] ?? 0) - both) >= TEMPLATES.alike;
  });
}

/**
 * The same for texts that were varied: the sample are the newest of the same bureau, day and target. With it go those of them that had not enough others like
 * them when they came. Null where it stands alone, or where there are too few to be a flood.
 */
export function templatedOf(own: Candidate, sample: Sample, newId: string): Grouping | null {
  const others = sample.all.filter(({ id }) => id !== own.id);
  if (others.length + 1 < FLOOD_FROM) return null;
  const alike = alikeIn(sample, own);
  if (alike.length < TEMPLATES.others) return null;
  // Who is not in the sample is not counted by it.
  const like = new Set(others.length < sample.all.length ? [] : alike);
  const hasEnough = (one: Candidate): boolean => alikeIn(sample, one).length + (like.has(one) ? 1 : 0) >= TEMPLATES.others;
  const members = [own, ...others.filter((one) => one.flood === null && hasEnough(one))].filter(({ flood }) => flood === null);
  const known = alike.find(({ flood }) => flood !== null)?.flood;
  if (known) return { flood: known, members: members.map(({ id }) => id) };
  if (members.length < FLOOD_FROM) return null;
  const sorted = members.toSorted((a, b) => (a.receivedKey < b.receivedKey ? -1 : 1));
  return { flood: newId, members: sorted.map(({ id }) => id) };
}

// What the tip-off form may know: names of active institutions, nothing else, as one small file a division.
import type { Institution, Kind } from './institution.ts';

/** One line of a public list: id, name, kind, and the initials by which the browser matches. */
export type ListLine = [id: string, name: string, kind: 'h' | 'p' | 'a', initials: string];
const LETTERS: Record<Kind, ListLine[2]> = { medicalInstitution: 'h', pharmacy: 'p', agency: 'a' };

/** A longer list would cost a phone more than it helps: then the name is typed freely. */
export const LONGEST_LIST = 20_000;

export const lineOf = ({ id, name, kind }: Pick<Institution, 'id' | 'name' | 'kind'>, initials: string): ListLine => [id, name, LETTERS[kind], initials];

/** '440784.0f3a9c1b2d.json' → its parts. */
export function listFile(name: string): { division: string; hash: string } | null {
  const match = /^(\d{6})\.([0-9a-f]{16})\.json$/.exec(name);
  return match ? { division: match[1] ?? '', hash: match[2] ?? '' } : null;
}

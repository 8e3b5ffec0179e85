// What an answer of a reward rests on: an item of the case's evidence, a document of the case, a file of the reward; each with the hash of its bytes.
import type { Matter } from './matter.ts';

export const EXHIBIT_KINDS = ['case', 'document', 'file'] as const;
export type ExhibitKind = (typeof EXHIBIT_KINDS)[number];
export type ExhibitFile = { id: string; sha256: string; size: number };
/** How an item of evidence stands in its case; all there is where no file was kept with it. */
export type CaseItem = { no: number; name: string; obtainedOn: string };

/** `id` is `case:…`, `document:…` or `file:…`; what is kept here is how it stood when it was chosen. A document has one hash and no file. */
export type Exhibit = { id: string; kind: ExhibitKind; label: string; files: readonly ExhibitFile[]; sha256: string | null; item?: CaseItem | undefined; by: string; on: string };
/** What may be chosen. */
export type Offered = Pick<Exhibit, 'id' | 'kind' | 'label'> & { hasFile: boolean };

export const MOST_EXHIBITS = 40;

/** An answer rests on something that was chosen, or on a text that says where it is. */
export const isProven = ({ evidence, source }: { evidence: string; source?: string | null | undefined }): boolean => evidence.trim() !== '' || Boolean(source);

/** Whether there are bytes whose hash says what it was. */
export const isKept = ({ files, sha256 }: Pick<Exhibit, 'files' | 'sha256'>): boolean => files.length > 0 || sha256 !== null;

export const exhibitKey = (kind: ExhibitKind, id: string): string => `${kind}:${id}`;

/** The files of the reward's own; those of a case stay the case's. */
export const ownFiles = ({ exhibits = [] }: Pick<Matter, 'exhibits'>): string[] => exhibits.flatMap(({ kind, files }) => (kind === 'file' ? files.map(({ id }) => id) : []));

/** Which answers rest on it, by their codes. */
export function usesOfExhibit(matter: Pick<Matter, 'gates' | 'standing' | 'discretion' | 'first' | 'events'>, id: string): string[] {
  return [
    ...Object.entries(matter.gates).flatMap(([gate, answer]) => (answer.source === id ? [gate] : [])),
    ...(matter.standing?.source === id ? ['standing'] : []), ...(matter.discretion?.source === id ? ['discretion'] : []), ...(matter.first.answers?.source === id ? ['first'] : []),
    ...(matter.events.some(({ facts }) => facts.source === id) ? ['notEligible'] : []),
  ];
}

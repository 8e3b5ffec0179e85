// Somebody was faster: who it was and what he did meanwhile, and what was typed under the names of its fields. For the page that says so;
// a program is told of the conflict alone.
import type { Request } from 'express';
import type { NamedText } from './typed.ts';

/** `who`: names, `changes`: the newest first; both may be empty. Without `who` they are the latest of the record, whenever that was. `record`: where all changes stand. */
export type Race = { who: string[]; changes: { at: string; text: string }[]; record: string | null; fields: NamedText[] };

const races = new WeakMap<Request, Race>();

/** Before the Conflict is thrown on. The caller answers for the reader: whoever is told may read the matter. */
export const tellRace = (req: Request, race: Race): void => void races.set(req, race);
export const raceOf = (req: Request): Race | null => races.get(req) ?? null;

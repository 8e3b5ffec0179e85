// What can go wrong, in the domain's words. No HTTP here; http/problems.ts has the one table that answers.

/** Field name → message key of the catalogue, with its arguments. */
export type FieldErrors = Record<string, { key: string; args?: Record<string, string | number> }>;

/** Input that cannot be used: every field with what to do about it. */
export class Invalid extends Error {
  readonly fields: FieldErrors;
  constructor(fields: FieldErrors) {
    super('invalid');
    this.fields = fields;
  }
}

/** Not there, or not for this person to know about. */
export class NotFound extends Error {}

/** What is not there is null. A read that failed stays an error: it is not told as "nothing there". */
export async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}

/** Was there and was taken back; `tombstone` is what may still be told. */
export class Gone extends Error {
  readonly tombstone: object;
  constructor(tombstone: object) {
    super('gone');
    this.tombstone = tombstone;
  }
}

/** Signed in, but this act is not theirs. */
export class Forbidden extends Error {}

/** The role would allow it, but one person may not do both: another step of the matter is this person's, or the matter is about the person. */
export class SamePerson extends Forbidden {
  readonly why: 'step' | 'self';
  constructor(act: string, why: 'step' | 'self' = 'step') {
    super(act);
    this.why = why;
  }
}

/** Changed meanwhile by somebody else. */
export class Conflict extends Error {}

/** Not an act of this moment: the matter stands at another stage. Nobody was faster, so looking again does not help. */
export class NotNow extends Conflict {
  /** Message key of the stage it stands at; null where the reader may not know it or where it is not the stage. */
  readonly stage: string | null;
  constructor(act: string, stage: string | null = null) {
    super(act);
    this.stage = stage;
  }
}

/** A legal hard stop: `reason` is a code (guard, calculation, refusal), `clause` the text it comes from. */
export class Refused extends Error {
  readonly reason: string;
  readonly clause: string;
  /** What is missing and what would help, as data for the page. */
  readonly detail: Record<string, string | number | string[]>;
  constructor(reason: string, clause: string, detail: Record<string, string | number | string[]> = {}) {
    super(reason);
    this.reason = reason;
    this.clause = clause;
    this.detail = detail;
  }
}

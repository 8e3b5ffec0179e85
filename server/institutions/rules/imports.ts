// How a file becomes part of the directory: read and staged, looked at, confirmed, applied by a job. Nothing of it shows before it is confirmed.
import type { SheetKind } from './sheets.ts';
import type { Decision, DECISIONS, Fault } from './lines.ts';

/** reading: a crash leaves it there and it is given up. applying: confirmed; the job finishes it whatever happens. */
export const IMPORT_STATES = ['reading', 'staged', 'applying', 'done', 'discarded'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];
export type Counts = Record<(typeof DECISIONS)[number], number>;

/** One of the first lines, for the eye. `was`: the name that a known institution would lose. */
export type PreviewLine = { line: number; what: Decision['what']; cells: string[]; was?: string | null };
export type FaultyLine = { line: number; name: string; faults: Fault[] };

export type Import = {
  id: string; bureau: string; by: string; at: Date; state: ImportState; kind: SheetKind; lines: number; counts: Counts; preview: PreviewLine[]; columns: string[]; divisions: string[];
  pieces: number; appliedPieces: number; applied: number;
  /** Changed by somebody between preview and application, so left alone. */
  missed: number;
  /** Known institutions that would get another name: many of them, and a column of codes has slipped. */
  renamed?: number;
  confirmedBy: string | null; endedAt: Date | null;
};

export const PREVIEW_LINES = 20;
/** So many wrong lines are on the page; all of them are in the file of mistakes. */
export const FAULTS_SHOWN = 50;
export const LINES_A_PIECE = 1000;
/** A staged file that nobody confirms is given up after so many days; one that was never read to its end after an hour. */
export const KEPT_DAYS = 7;

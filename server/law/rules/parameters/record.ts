import type { TermUnit } from '../../../kernel/workdays.ts';

/** How sure a figure is: Q wording of the text, S secondary source, I inference, R general knowledge. */
export type Mark = 'Q' | 'S' | 'I' | 'R';

/** UNCONFIRMED is usable and shown with a badge; UNKNOWN refuses. */
export type ParameterStatus = 'CONFIRMED' | 'UNCONFIRMED' | 'UNKNOWN';

export type ParameterUnit = TermUnit | 'FEN' | 'RATIO' | 'COUNT' | 'FLAG' | 'CODE' | 'LIST' | 'NONE';

/** UNSTATED: the text says only "days"; counted as calendar days (enforcement 5.1). */
export type DayKind = 'WD' | 'CD' | 'UNSTATED';

export type Approver = 'head' | 'principal' | 'collective';

/** One legal number with its place, time and source. `value` null with a known status: that regime has no such rule. */
export interface Parameter {
  readonly code: string;
  readonly jurisdiction: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Money in fen, ratios as decimal strings. */
  readonly value: number | string | boolean | readonly string[] | null;
  readonly unit: ParameterUnit;
  readonly dayKind: DayKind | null;
  readonly approver: Approver | null;
  readonly mark: Mark | null;
  readonly source: string;
  readonly status: ParameterStatus;
}

type Figure = Pick<Parameter, 'value' | 'unit' | 'dayKind'>;

export const wd = (value: number): Figure => ({ value, unit: 'WD', dayKind: 'WD' });
export const cd = (value: number): Figure => ({ value, unit: 'D', dayKind: 'CD' });
/** Days whose kind the text does not state. */
export const days = (value: number): Figure => ({ value, unit: 'D', dayKind: 'UNSTATED' });
export const months = (value: number): Figure => ({ value, unit: 'MONTH', dayKind: null });
export const years = (value: number): Figure => ({ value, unit: 'YEAR', dayKind: null });
export const hours = (value: number): Figure => ({ value, unit: 'HOUR', dayKind: null });
export const yuan = (value: number): Figure => ({ value: value * 100, unit: 'FEN', dayKind: null });
export const rate = (value: string): Figure => ({ value, unit: 'RATIO', dayKind: null });
export const count = (value: number): Figure => ({ value, unit: 'COUNT', dayKind: null });
export const flag = (value: boolean): Figure => ({ value, unit: 'FLAG', dayKind: null });
export const word = (value: string): Figure => ({ value, unit: 'CODE', dayKind: null });
export const list = (...value: string[]): Figure => ({ value, unit: 'LIST', dayKind: null });
/** The regime has no such rule, and that is known. */
export const none: Figure = { value: null, unit: 'NONE', dayKind: null };
/** "Not known: must be entered from the official text." */
export const unknown = 'unknown' as const;

export type Period = readonly [from: string | null, to: string | null];

/** A row of the tables; S, I and R start as UNCONFIRMED (enforcement 14). */
export function row(
  jurisdiction: string,
  [from, to]: Period,
  code: string,
  figure: Figure | typeof unknown,
  mark: Mark | null,
  source: string,
  approver: Approver | null = null,
): Parameter {
  const place = { code, jurisdiction, from, to, approver, mark, source };
  if (figure === unknown) return { ...place, ...none, status: 'UNKNOWN' };
  return { ...place, ...figure, status: mark === 'Q' ? 'CONFIRMED' : 'UNCONFIRMED' };
}

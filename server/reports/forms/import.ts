import { z } from 'zod';
import type { FieldErrors } from '../../kernel/errors.ts';
import { parseForm } from '../../kernel/forms.ts';
import type { Parsed } from '../../kernel/forms.ts';
import { HOTLINES } from '../rules/enter.ts';
import type { Arrival } from '../rules/enter.ts';
import { COLUMN_OF, lineInput } from '../rules/import.ts';
import type { CellMistake, Hotline, Layout } from '../rules/import.ts';
import type { Place } from '../rules/places.ts';
import { parseArrival, parseEntered } from './enter.ts';
import type { EntryForm } from './enter.ts';

const upload = z.object({ channel: z.enum(HOTLINES, 'entering.import.error.channel') });
export const parseUpload = (input: unknown): Parsed<{ channel: Hotline }> => parseForm(upload, input);

const version = z.object({ version: z.coerce.number('common.error.invalid').int('common.error.invalid').min(1, 'common.error.invalid') });
export const parseVersion = (input: unknown): Parsed<{ version: number }> => parseForm(version, input);

/** One line of a sheet: the entry as its form gives it, or what is wrong with which cell. `arrival` is there where that part can be read by itself. */
export type ReadLine = { line: number; entry: Omit<EntryForm, 'held'> | null; arrival: Arrival | null; mistakes: CellMistake[] };

/** Errors of the form → cells; the first mistake of each cell. */
export function cellMistakes(line: number, errors: FieldErrors): CellMistake[] {
  const found = new Map<string, CellMistake>();
  for (const [field, { key, args = {} }] of Object.entries(errors)) {
    const column = COLUMN_OF[field];
    if (column && !found.has(column)) found.set(column, { line, column, key, args });
  }
  return [...found.values()];
}

export function parseLine(line: number, cells: readonly string[], layout: Layout, setting: { channel: Hotline; places: readonly Place[]; bureau: string; why: string }): ReadLine {
  const { input, wrong } = lineInput(cells, layout, setting);
  const parsed = parseEntered(input);
  const mistakes = [...wrong.map((column): CellMistake => ({ line, column, key: 'entering.import.error.word', args: {} })), ...('errors' in parsed ? cellMistakes(line, parsed.errors) : [])];
  const entry = 'value' in parsed && mistakes.length === 0 ? parsed.value : null;
  if (entry === null) return { line, entry: null, arrival: parseArrival(input), mistakes };
  const { held: _held, ...rest } = entry;
  return { line, entry: rest, arrival: rest, mistakes };
}

// Spreadsheets behind one port. Everything that a file could grow to is bounded; nothing is written to a disk on the way.
import type { SheetKind, Sheets } from '../rules/sheets.ts';
import { csvRows, writeCsv } from './sheets/csv.ts';
import { refuse } from './sheets/refuse.ts';
import { writeXlsx } from './sheets/write-xlsx.ts';
import { xlsxRows } from './sheets/xlsx.ts';

const ZIP = Buffer.from('PK\x03\x04', 'latin1');
/** Excel before 2007, and also a new file behind a password. */
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');

export const sheets: Sheets = {
  kindOf(file): SheetKind {
    if (file.length === 0) throw refuse('empty');
    if (file.subarray(0, COMPOUND.length).equals(COMPOUND)) throw refuse('old');
    return file.subarray(0, ZIP.length).equals(ZIP) ? 'xlsx' : 'csv';
  },
  rows: (file, kind) => (kind === 'xlsx' ? xlsxRows(file) : csvRows(file)),
  write: (kind, title, rows) => (kind === 'xlsx' ? writeXlsx(title, rows) : writeCsv(rows)),
};

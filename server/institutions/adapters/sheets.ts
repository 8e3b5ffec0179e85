// Spreadsheets behind one port. Everything that a file could grow to is bounded; nothing is written to a disk on the way.
import type { SheetKind, Sheets } from '../rules/sheets.ts';
import { csvRows, writeCsv } from './sheets/csv.ts';
import { refuse } from './sheets/refuse.ts';
import { writeXlsx } from './sheets/write-xlsx.ts';
import { xlsxRows } from './sheets/xlsx.ts';

const ZIP = Buffer.from('PK\x03\x04', 'latin1');
/** Excel before 2007, and also a new file behind a password. */
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** A picture or a paper under the name of a sheet; text in two bytes a letter is told apart by its mark, and its encoding named instead. */
function isNoText(file: Buffer): boolean {
  const head = file.subarray(0, 1024);
  const hasMark = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  return head.subarray(0, 5).toString('latin1') === '%PDF-' || (!hasMark && head.includes(0));
}

export const sheets: Sheets = {
  kindOf(file): SheetKind {
    if (file.length === 0) throw refuse('empty');
    if (file.subarray(0, COMPOUND.length).equals(COMPOUND)) throw refuse('old');
    if (file.subarray(0, ZIP.length).equals(ZIP)) return 'xlsx';
    if (isNoText(file)) throw refuse('kind');
    return 'csv';
  },
  rows: (file, kind) => (kind === 'xlsx' ? xlsxRows(file) : csvRows(file)),
  write: (kind, title, rows) => (kind === 'xlsx' ? writeXlsx(title, rows) : writeCsv(rows)),
};

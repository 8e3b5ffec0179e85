// The port to spreadsheets: what an import reads and an export writes, whichever the format.

export const SHEET_KINDS = ['xlsx', 'csv'] as const;
export type SheetKind = (typeof SHEET_KINDS)[number];

/** `line` as a person sees it in the sheet, from 1. Cells are text: a date reads 'YYYY-MM-DD' (with ' HH:mm' where it has a time), a formula reads its result. */
export type SheetRow = { line: number; cells: string[] };
export type SheetCell = string | number | null;

/** What one file may grow to. Bytes, rows and columns; a cell holds at most what a spreadsheet program allows. */
export const SHEET_LIMITS = { packedBytes: 32 * 2 ** 20, unpackedBytes: 256 * 2 ** 20, sharedTextBytes: 64 * 2 ** 20, rows: 200_001, columns: 200, cellCharacters: 32_767 } as const;

export type Sheets = {
  /** By content, not by name: a zip is xlsx, text is CSV. Throws Invalid (field `file`) for anything else. */
  kindOf: (file: Buffer) => SheetKind;
  /** Rows of the first visible sheet that hold anything, one by one. Throws Invalid (field `file`) where the file is broken, too large or of another kind. */
  rows: (file: Buffer, kind: SheetKind) => AsyncIterable<SheetRow>;
  /** Bytes of a new file, made as they are read. */
  write: (kind: SheetKind, title: string, rows: Iterable<readonly SheetCell[]> | AsyncIterable<readonly SheetCell[]>) => AsyncIterable<Buffer>;
};

// The first visible sheet of an Office Open XML workbook, row by row. Shared texts are kept as bytes, a fifth of what strings take.
import { SHEET_LIMITS } from '../../rules/sheets.ts';
import type { SheetRow } from '../../rules/sheets.ts';
import { cellText, datedStyles } from './cells.ts';
import { refuse } from './refuse.ts';
import { createScanner } from './xml.ts';
import type { Listener } from './xml.ts';
import { openZip } from './zip.ts';
import type { Zip } from './zip.ts';

type Relation = { type: string; target: string };

export async function* xlsxRows(file: Buffer): AsyncGenerator<SheetRow> {
  const zip = openZip(file);
  const root = await relations(zip, '');
  const book = [...root.values()].find(({ type }) => type.endsWith('/officeDocument'))?.target;
  if (book === undefined || !zip.has(book)) throw refuse('kind');
  const parts = await relations(zip, book);
  const partOf = (kind: string): string | null => [...parts.values()].find(({ type }) => type.endsWith(`/${kind}`))?.target ?? null;
  const { sheet, is1904 } = await firstSheet(zip, book, parts);
  const styles = partOf('styles');
  const shared = partOf('sharedStrings');
  const isDated = datedStyles(styles !== null && zip.has(styles) ? await zip.text(styles) : '');
  const textAt = await sharedTexts(zip, shared);
  yield* sheetRows(zip, sheet, (type, style, raw) => cellText({ type, isDate: isDated(style), raw, textAt, is1904 }));
}

async function* scan(zip: Zip, name: string, listener: Listener): AsyncGenerator<void> {
  const decoder = new TextDecoder('utf-8');
  const scanner = createScanner(listener);
  for await (const chunk of zip.read(name)) {
    scanner.push(decoder.decode(chunk, { stream: true }));
    yield;
  }
  scanner.push(decoder.decode());
  scanner.end();
  yield;
}

const nothing = (): void => undefined;

async function scanWhole(zip: Zip, name: string, listener: Partial<Listener>): Promise<void> {
  const steps = scan(zip, name, { open: nothing, text: nothing, close: nothing, ...listener });
  while (!(await steps.next()).done);
}

async function relations(zip: Zip, of: string): Promise<Map<string, Relation>> {
  const folder = of.slice(0, of.lastIndexOf('/') + 1);
  const name = `${folder}_rels/${of.slice(folder.length)}.rels`;
  const found = new Map<string, Relation>();
  if (!zip.has(name)) throw refuse('kind');
  await scanWhole(zip, name, {
    open: (element, attribute) => {
      const target = attribute('Target');
      if (element !== 'Relationship' || target === null) return;
      const path = new URL(target, `file:///${folder}`).pathname.slice(1);
      found.set(attribute('Id') ?? '', { type: attribute('Type') ?? '', target: path });
    },
  });
  return found;
}

async function firstSheet(zip: Zip, book: string, parts: Map<string, Relation>): Promise<{ sheet: string; is1904: boolean }> {
  let sheet: string | null = null;
  let is1904 = false;
  await scanWhole(zip, book, {
    open: (element, attribute) => {
      if (element === 'workbookPr') is1904 = ['1', 'true'].includes(attribute('date1904') ?? '');
      if (element !== 'sheet' || sheet !== null || (attribute('state') ?? 'visible') !== 'visible') return;
      sheet = parts.get(attribute('id') ?? '')?.target ?? null;
    },
  });
  if (sheet === null || !zip.has(sheet)) throw refuse('kind');
  return { sheet, is1904 };
}

/** Rich text is joined; readings above the characters (rPh) are not part of it. */
async function sharedTexts(zip: Zip, name: string | null): Promise<(index: number) => string> {
  if (name === null || !zip.has(name)) return () => '';
  const ends: number[] = [];
  let bytes = Buffer.allocUnsafe(65_536);
  let size = 0;
  let text = '';
  let isText = false;
  let isReading = false;
  await scanWhole(zip, name, {
    open: (element) => {
      if (element === 'si') text = '';
      if (element === 'rPh') isReading = true;
      if (element === 't') isText = !isReading;
    },
    text: (piece) => {
      if (isText) text += piece;
    },
    close: (element) => {
      if (element === 't') isText = false;
      if (element === 'rPh') isReading = false;
      if (element !== 'si') return;
      if (text.length > SHEET_LIMITS.cellCharacters) throw refuse('cell', { line: 0 });
      const needed = size + text.length * 3;
      if (needed > SHEET_LIMITS.sharedTextBytes) throw refuse('large');
      if (needed > bytes.length) {
        const larger = Buffer.allocUnsafe(Math.max(needed, bytes.length * 2));
        bytes.copy(larger, 0, 0, size);
        bytes = larger;
      }
      size += bytes.write(text, size);
      ends.push(size);
    },
  });
  return (index) => bytes.toString('utf8', ends[index - 1] ?? 0, ends[index] ?? 0);
}

type Read = (type: string, style: number, raw: string) => string;

async function* sheetRows(zip: Zip, name: string, read: Read): AsyncGenerator<SheetRow> {
  let ready: SheetRow[] = [];
  let line = 0;
  let column = -1;
  let cells: string[] = [];
  let type = 'n';
  let style = 0;
  let raw = '';
  let isValue = false;
  const steps = scan(zip, name, {
    open: (element, attribute) => {
      if (element === 'row') {
        line = Number(attribute('r')) || line + 1;
        cells = [];
        column = -1;
      } else if (element === 'c') {
        column = columnOf(attribute('r')) ?? column + 1;
        if (column >= SHEET_LIMITS.columns) throw refuse('columns', { line });
        type = attribute('t') ?? 'n';
        style = Number(attribute('s') ?? 0);
        raw = '';
      } else if (element === 'v' || element === 't') isValue = true;
      else if (element === 'rPh') isValue = false;
    },
    text: (piece) => {
      if (isValue) raw += piece;
    },
    close: (element) => {
      if (element === 'v' || element === 't') isValue = false;
      if (element === 'c' && raw !== '') {
        const text = read(type, style, raw);
        if (text.length > SHEET_LIMITS.cellCharacters) throw refuse('cell', { line });
        while (cells.length < column) cells.push('');
        cells[column] = text;
      }
      if (element === 'row' && cells.some((cell) => cell.trim() !== '')) ready.push({ line, cells });
    },
  });
  let count = 0;
  for await (const _ of steps) {
    count += ready.length;
    if (count > SHEET_LIMITS.rows) throw refuse('rows', { most: SHEET_LIMITS.rows - 1 });
    yield* ready;
    ready = [];
  }
}

/** 'AB12' → 27. */
function columnOf(reference: string | null): number | null {
  if (reference === null) return null;
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column === 0 ? null : column - 1;
}

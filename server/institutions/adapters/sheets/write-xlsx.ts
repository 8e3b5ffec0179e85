// A workbook of one sheet, written as its rows come: text in the cells themselves, so that nothing has to be known in advance.
import { Readable } from 'node:stream';
import { SHEET_LIMITS } from '../../rules/sheets.ts';
import type { SheetCell } from '../../rules/sheets.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** The same bytes for the same rows: a fixed date inside the zip. */
const STAMP = new Date(Date.UTC(1980, 0, 2));
const ROWS_A_PIECE = 500;

/** XML forbids control characters and halves of a character even when escaped. */
const escape = (text: string): string =>
  text.slice(0, SHEET_LIMITS.cellCharacters).replace(/[\p{Cc}\p{Cs}]/gu, (sign) => ('\t\n\r'.includes(sign) ? sign : '\ufffd'))
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const parts = (title: string): Record<string, string> => ({
  '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
  '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escape(sheetName(title))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
});

/** What a sheet may be called: 31 characters, none of []:*?/\. */
const sheetName = (title: string): string => title.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31) || '1';

/** 0 → 'A', 26 → 'AA'. */
const letters = (column: number): string => (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

const cell = (value: SheetCell, column: number, line: number): string => {
  if (value === null || value === '') return '';
  const at = `r="${letters(column)}${line}"`;
  if (typeof value === 'number') return `<c ${at}><v>${value}</v></c>`;
  return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escape(value)}</t></is></c>`;
};

async function* sheet(rows: Iterable<readonly SheetCell[]> | AsyncIterable<readonly SheetCell[]>): AsyncGenerator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`;
  let piece: string[] = [];
  let line = 0;
  for await (const row of rows) {
    line += 1;
    piece.push(`<row r="${line}">${row.map((value, column) => cell(value, column, line)).join('')}</row>`);
    if (piece.length < ROWS_A_PIECE) continue;
    yield piece.join('');
    piece = [];
  }
  yield `${piece.join('')}</sheetData></worksheet>`;
}

export async function* writeXlsx(title: string, rows: Iterable<readonly SheetCell[]> | AsyncIterable<readonly SheetCell[]>): AsyncGenerator<Buffer> {
  const { default: yazl } = await import('yazl');
  const zip = new yazl.ZipFile();
  for (const [name, text] of Object.entries(parts(title))) zip.addBuffer(Buffer.from(text), name, { mtime: STAMP });
  const body = Readable.from(sheet(rows), { objectMode: false });
  body.on('error', (error) => zip.outputStream.emit('error', error));
  zip.addReadStream(body, 'xl/worksheets/sheet1.xml', { mtime: STAMP });
  zip.end();
  for await (const chunk of zip.outputStream) yield Buffer.from(chunk as Buffer);
}

// CSV as Chinese offices write it: UTF-8 with or without its mark, GB18030, or Excel's "Unicode text"; comma, semicolon or tab.
import { Readable } from 'node:stream';
import { SHEET_LIMITS } from '../../rules/sheets.ts';
import type { SheetCell, SheetRow } from '../../rules/sheets.ts';
import { refuse } from './refuse.ts';

const PIECE = 65_536;
const HEAD = 8_192;
/** Characters of one record. */
const RECORD = SHEET_LIMITS.cellCharacters * 4;

export async function* csvRows(file: Buffer): AsyncGenerator<SheetRow> {
  const encoding = await encodingOf(file);
  const { parse, CsvError } = await import('csv-parse');
  const delimiter = delimiterOf(new TextDecoder(encoding).decode(file.subarray(0, HEAD)));
  // What has been parsed and not yet read is dropped with an error: where the wrong record begins is noted as they are parsed.
  let begun = 1;
  const parser = parse({
    delimiter, bom: true, info: true, relax_column_count: true, skip_empty_lines: false,
    max_record_size: RECORD,
    on_record(record: string[], { lines }) {
      begun = after(begun, lines);
      return record;
    },
  });
  const input = Readable.from(narrow(pieces(file, encoding), delimiter));
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  let count = 0;
  let next = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const line = next;
      next = after(line, info.lines);
      if (record.every((cell) => cell.trim() === '')) continue;
      if (record.length > SHEET_LIMITS.columns) throw refuse('columns', { line });
      if (record.some((cell) => cell.length > SHEET_LIMITS.cellCharacters)) throw refuse('cell', { line });
      count += 1;
      if (count > SHEET_LIMITS.rows) throw refuse('rows', { most: SHEET_LIMITS.rows - 1 });
      yield { line, cells: record };
    }
  } catch (error) {
    if (error instanceof CsvError) throw refuse('quotes', { line: begun });
    throw error;
  } finally {
    input.destroy();
    parser.destroy();
  }
}

/** Where the record after one begins: the parser's count stands on the last line of a record, and on the one after where a line break ended it. */
const after = (line: number, counted: number): number => counted + (counted >= line ? 1 : 0);

/** The parser counts the text of a record and not what separates it: a line of separators alone would become millions of cells before it is looked at. */
async function* narrow(texts: AsyncIterable<string>, delimiter: string): AsyncGenerator<string> {
  let [line, marks] = [1, 0];
  for await (const text of texts) {
    for (const symbol of text) {
      if (symbol === delimiter) marks += 1;
      else if (symbol === '\n' || symbol === '\r') [line, marks] = [line + (symbol === '\n' ? 1 : 0), 0];
      if (marks > RECORD) throw refuse('columns', { line });
    }
    yield text;
  }
}

type Encoding = 'utf-8' | 'gb18030' | 'utf-16le';

/** The first that can be read to the end. Control characters tell a picture or a program from text. */
async function encodingOf(file: Buffer): Promise<Encoding> {
  if (file[0] === 0xff && file[1] === 0xfe) return 'utf-16le';
  if (file.includes(0)) throw refuse('kind');
  for (const encoding of ['utf-8', 'gb18030'] as const) if (await isReadable(file, encoding)) return encoding;
  throw refuse('encoding');
}

async function isReadable(file: Buffer, encoding: Encoding): Promise<boolean> {
  try {
    for await (const _ of pieces(file, encoding));
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function* pieces(file: Buffer, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let at = 0; at < file.length; at += PIECE) {
    yield decoder.decode(file.subarray(at, at + PIECE), { stream: true });
    // Others are served between two pieces.
    await new Promise((resolve) => setImmediate(resolve));
  }
  yield decoder.decode();
}

/** The one that the first line has most of. */
function delimiterOf(head: string): string {
  const line = head.split(/[\r\n]/, 1)[0] ?? '';
  const count = (mark: string): number => line.split(mark).length;
  return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** With the mark by which Excel knows UTF-8; a cell that a spreadsheet would run as a formula is disarmed. */
export async function* writeCsv(rows: Iterable<readonly SheetCell[]> | AsyncIterable<readonly SheetCell[]>): AsyncGenerator<Buffer> {
  const { stringify } = await import('csv-stringify');
  const output = Readable.from(rows).pipe(stringify({ bom: true, record_delimiter: 'windows', escape_formulas: true, cast: { number: String } }));
  for await (const chunk of output) yield Buffer.from(chunk as Buffer);
}

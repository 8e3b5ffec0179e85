// Spreadsheets of other programs, hostile and broken ones, and our own read again.
import { expect } from 'chai';
import ExcelJS from '@protobi/exceljs';
import yazl from 'yazl';
import { sheets } from '../../server/institutions/adapters/sheets.ts';
import type { SheetCell, SheetRow } from '../../server/institutions/rules/sheets.ts';
import { Invalid } from '../../server/kernel/errors.ts';

const read = async (file: Buffer): Promise<SheetRow[]> => {
  const rows: SheetRow[] = [];
  for await (const row of sheets.rows(file, sheets.kindOf(file))) rows.push(row);
  return rows;
};
const faultOf = (file: Buffer): Promise<string> => Promise.resolve(file).then(read).then(() => 'read', (error: unknown) => {
  if (!(error instanceof Invalid)) throw error;
  return (error.fields['file']?.key ?? '').replace('institutions.sheet.', '') + (error.fields['file']?.args?.['line'] ?? '');
});
const zipOf = async (parts: Record<string, string | Buffer>): Promise<Buffer> => {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks);
};
const written = async (kind: 'xlsx' | 'csv', rows: SheetCell[][]): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of sheets.write(kind, '台账', rows)) chunks.push(chunk);
  return Buffer.concat(chunks);
};
/** A workbook by hand: what a test wants in the sheet, the shared texts and the styles. */
const book = (sheet: string, { shared = '', before = '', prefix = '' } = {}): Promise<Buffer> => zipOf({
  '_rels/.rels': '<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
  'xl/workbook.xml': `${before}<${prefix}workbook><${prefix}sheets><${prefix}sheet name="隐藏" state="hidden" r:id="z"/><${prefix}sheet name="一" r:id="b"/></${prefix}sheets></${prefix}workbook>`,
  'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="b" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="c" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
  'xl/worksheets/sheet1.xml': `<${prefix}worksheet><${prefix}sheetData>${sheet}</${prefix}sheetData></${prefix}worksheet>`,
  'xl/sharedStrings.xml': `<sst>${shared}</sst>`,
});

describe('institutions: spreadsheets', () => {
  it('reads what Excel users put into cells as they see it', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('名录');
    sheet.addRow(['名称', '代码', '日期', '时刻', '公式', '金额', '富文本', '是', '错']);
    sheet.getRow(3).values = ['鹤山市虚构医院', 440784, new Date(Date.UTC(2026, 3, 5)), new Date(Date.UTC(2026, 3, 5, 9, 30)), { formula: 'A1&"x"', result: '合计' }, 0.1 + 0.2, { richText: [{ text: '甲' }, { text: '乙', font: { bold: true } }] }, true, { error: '#N/A' }] as never;
    sheet.getRow(4).values = ['<b>&"', 12345678901234, null, null, { formula: '1/2', result: 0.5 }, -3] as never;
    sheet.getCell('D3').numFmt = 'yyyy"年"m"月"d"日" hh:mm';
    sheet.getCell('B4').numFmt = '[Red]0" days"';
    const file = Buffer.from(await workbook.xlsx.writeBuffer());
    expect(await read(file)).to.deep.equal([
      { line: 1, cells: ['名称', '代码', '日期', '时刻', '公式', '金额', '富文本', '是', '错'] },
      { line: 3, cells: ['鹤山市虚构医院', '440784', '2026-04-05', '2026-04-05 09:30', '合计', '0.3', '甲乙', 'TRUE', '#N/A'] },
      { line: 4, cells: ['<b>&"', '12345678901234', '', '', '0.5', '-3'] },
    ]);
  });

  it('reads prefixed elements, gaps, inline text, readings, escapes and long numbers; the first visible sheet only', async () => {
    const sheet = '<x:row r="2"><!-- a > b --><x:c r="C2" t="s"><x:v>0</x:v></x:c><x:c t="inlineStr"><x:is><x:t>a&#x4E2D;_x000A_b</x:t></x:is></x:c><x:c t="str"><x:f>A1</x:f><x:v>&lt;</x:v></x:c></x:row>'
      + '<x:row><x:c><x:f>1</x:f></x:c><x:c><x:v>9.1440784E16</x:v></x:c></x:row><x:row r="9"><x:c r="A9"/></x:row>';
    const file = await book(sheet, { prefix: 'x:', shared: '<si><r><t>鹤</t></r><r><t xml:space="preserve"> 山</t></r><rPh><t>heshan</t></rPh></si>' });
    expect(await read(file)).to.deep.equal([
      { line: 2, cells: ['', '', '鹤 山', 'a中\nb', '<'] },
      { line: 3, cells: ['', '91440784000000000'] },
    ]);
  });

  it('reads CSV as UTF-8 with and without its mark, as GB18030 and as Unicode text', async () => {
    const rows = [{ line: 1, cells: ['名称', '代码'] }, { line: 3, cells: ['鹤山,虚构', 'a"b'] }, { line: 4, cells: ['两\n行', ''] }, { line: 6, cells: ['末'] }];
    const text = '名称,代码\r\n,\r\n"鹤山,虚构","a""b"\r\n"两\n行",\r\n末\r\n';
    expect(await read(Buffer.from(text))).to.deep.equal(rows);
    expect(await read(Buffer.from(`\ufeff${text}`))).to.deep.equal(rows);
    expect(await read(Buffer.from(`\ufeff${text.replaceAll(',\r', '\t\r').replaceAll('",', '"\t').replace('称,', '称\t')}`, 'utf16le'))).to.deep.equal(rows);
    const gb = Buffer.from('c3fbb3c62cb4fac2eb0a8130813030fe392cd2bbb1ca0a'.replace('8130813030fe39', 'b8df'), 'hex');
    expect(await read(gb)).to.deep.equal([{ line: 1, cells: ['名称', '代码'] }, { line: 2, cells: ['高', '一笔'] }]);
  });

  it('says what is wrong with a file it cannot read', async () => {
    expect(await faultOf(Buffer.alloc(0))).to.equal('empty');
    expect(await faultOf(Buffer.from('d0cf11e0a1b11ae1000000', 'hex'))).to.equal('old');
    expect(await faultOf(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))).to.equal('kind');
    expect(await faultOf(Buffer.from('ff41ff', 'hex'))).to.equal('encoding');
    expect(await faultOf(Buffer.from('a,b\n"c,d\n'))).to.equal('quotes2');
    // Wherever it is, and however many lines have been parsed and not yet read.
    for (const lines of [1, 5, 3000]) {
      const before = `${'a,b\n'.repeat(lines - 1)}"two\nlines",b\n`;
      for (const wrong of ['=H("x"),b\nc,d\n', '"c"x,d\n', '"c,d\ne,f\ng,"h"\n', '"c,d\n']) expect(await faultOf(Buffer.from(before + wrong)), `${lines} ${wrong}`).to.equal(`quotes${lines + 2}`);
    }
    expect(await faultOf(await zipOf({ 'a.txt': 'x' }))).to.equal('kind');
    expect(await faultOf((await book('<row/>')).subarray(0, 400))).to.equal('broken');
    expect(await faultOf(Buffer.from('PK\x03\x04', 'latin1'))).to.equal('broken');
    expect(await faultOf(await book('', { before: '<!DOCTYPE x [<!ENTITY a "b">]>' }))).to.equal('broken');
    expect(await faultOf(await book('<row><c r="ZZZ1"><v>1</v></c></row>'))).to.equal('columns1');
    expect(await faultOf(await book(`<row><c t="str"><v>${'长'.repeat(32_768)}</v></c></row>`))).to.equal('cell1');
  });
  it('does not build millions of cells out of a line of separators', async () => {
    // Whoever reads the line to its end meets the quotes there.
    const wide = (mark: string): string => `${mark.repeat(200_000)}"x"y`;
    expect(await faultOf(Buffer.from(`机构名称,${wide(',')}`))).to.equal('columns1');
    expect(await faultOf(Buffer.from(`a\tb\n\n${wide('\t')}\n`))).to.equal('columns3');
    expect(await read(Buffer.from(`a,b\n"${','.repeat(32_000)}",b\n`))).to.have.length(2);
  });

  it('stops a file that unfolds: by what comes out, not by what it declares', async function () {
    this.timeout(60_000);
    const bomb = await book(' '.repeat(260 * 2 ** 20));
    expect(bomb.length).to.be.lessThan(2 ** 20);
    // The directory says it is small.
    const at = bomb.indexOf(Buffer.from('xl/worksheets/sheet1.xml'), bomb.length - 600) - 46;
    bomb.writeUInt32LE(1, at + 24);
    expect(await faultOf(bomb)).to.match(/large|broken/);
    expect(await faultOf(await book('', { shared: `<si><t>${'a'.repeat(30_000)}</t></si>`.repeat(2_300) }))).to.equal('large');
  });

  it('reads again what it wrote, disarms formulas in CSV, and other readers agree', async () => {
    const rows: SheetCell[][] = [['名称', '金额'], ['鹤山 <&>" \u0001', 12.5], [null, -1], ['=1+1', '']];
    const file = await written('xlsx', rows);
    expect((await read(file)).map(({ cells }) => cells)).to.deep.equal([['名称', '金额'], ['鹤山 <&>" \ufffd', '12.5'], ['', '-1'], ['=1+1']]);
    const other = new ExcelJS.Workbook();
    await other.xlsx.load(file as never);
    expect(other.getWorksheet('台账')?.getCell('B2').value).to.equal(12.5);
    const text = (await written('csv', rows)).toString('utf8');
    expect(text).to.equal('\ufeff名称,金额\r\n"鹤山 <&>"" \u0001",12.5\r\n,-1\r\n\'=1+1,\r\n');
  });
});

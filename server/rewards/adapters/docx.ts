// Word files behind one port. The package is large and read only when somebody asks for a file.
import type { Block, WritePaper } from '../rules/paper.ts';

/** Official letters are set in FangSong, three pages wide margins; sizes in half points, lengths in twentieths. */
const FONT = '仿宋';
const MARGIN = 1440;
const SIZE = 24;

export const writeDocx: WritePaper = async ({ title, blocks }) => {
  const { AlignmentType, Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } = await import('docx');
  const cell = (text: string, isBold: boolean, isSum: boolean) =>
    new TableCell({ children: [new Paragraph({ ...(isSum ? { alignment: AlignmentType.RIGHT } : {}), children: [new TextRun({ text, bold: isBold })] })] });

  function made(block: Block) {
    switch (block.kind) {
      case 'title': return new Paragraph({ heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER, spacing: { after: 240 }, children: [new TextRun({ text: block.text, bold: true, size: 36 })] });
      case 'heading': return new Paragraph({ heading: HeadingLevel.HEADING_1, spacing: { before: 240, after: 120 }, children: [new TextRun({ text: block.text, bold: true, size: 28 })] });
      case 'item': return new Paragraph({ spacing: { after: 60 }, children: [new TextRun(block.text)] });
      case 'right': return new Paragraph({ alignment: AlignmentType.RIGHT, children: [new TextRun(block.text)] });
      case 'note': return new Paragraph({ spacing: { after: 120 }, children: [new TextRun({ text: block.text, italics: true, size: 20 })] });
      case 'text': return new Paragraph({ spacing: { after: 120 }, indent: { firstLine: 2 * SIZE * 10 }, children: [new TextRun(block.text)] });
      case 'table': return new Table({
        width: { size: 100, type: WidthType.PERCENTAGE },
        rows: [block.head, ...block.rows].map((row, line) => new TableRow({ tableHeader: line === 0, children: row.map((text, column) => cell(text, line === 0, block.sums.includes(column))) })),
      });
    }
  }

  const document = new Document({
    title, creator: '', lastModifiedBy: '', styles: { default: { document: { run: { font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: FONT }, size: SIZE } } } },
    sections: [{ properties: { page: { margin: { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN } } }, children: blocks.map(made) }],
  });
  return Packer.toBuffer(document);
};

// Files as programs and phones write their first bytes, under the eyes of the real recogniser.
import { expect } from 'chai';
import sharp from 'sharp';
import yazl from 'yazl';
import { recogniseContent } from '../../server/evidence/adapters.ts';
import { judgeFile } from '../../server/evidence/rules/kinds.ts';

const text = (...parts: (string | number[])[]): Buffer => Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
const filled = (start: Buffer, size = 600): Buffer => Buffer.concat([start, Buffer.alloc(Math.max(0, size - start.length))]);
/** The first box of the MP4 family. */
const ftyp = (brand: string): Buffer => filled(text([0, 0, 0, 24], 'ftyp', brand, [0, 0, 2, 0], brand, 'isom'));
const riff = (kind: string, chunk: string): Buffer => filled(text('RIFF', [0xf8, 1, 0, 0], kind, chunk, [16, 0, 0, 0, 1, 0, 1, 0]));
const ole = (): Buffer => filled(text([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]));
const ogg = (codec: Buffer): Buffer => filled(Buffer.concat([text('OggS', [0, 2], Array<number>(20).fill(0), [1, 30]), codec]));

async function zipWith(files: Record<string, string>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name, { compress: false });
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}
const office = (main: string, type: string): Promise<Buffer> => zipWith({
  '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${main}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`,
  [main]: '<x/>',
});
const picture = (): ReturnType<typeof sharp> => sharp({ create: { width: 4, height: 4, channels: 3, background: '#888888' } });

async function judged(bytes: Buffer, name: string): Promise<string> {
  const judgement = judgeFile(await recogniseContent(bytes), bytes, name);
  return 'refused' in judgement ? judgement.refused : judgement.kind;
}

const TAKEN: readonly [string, string, () => Buffer | Promise<Buffer>][] = [
  ['照片.jpg', 'picture', () => picture().jpeg().toBuffer()], ['截图.png', 'picture', () => picture().png().toBuffer()], ['动图.gif', 'picture', () => picture().gif().toBuffer()],
  ['图.webp', 'picture', () => picture().webp().toBuffer()], ['苹果.heic', 'picture', () => ftyp('heic')], ['安卓.heif', 'picture', () => ftyp('mif1')],
  ['单据.pdf', 'pdf', () => filled(text('%PDF-1.7\n'))],
  ['说明.docx', 'office', () => office('word/document.xml', 'wordprocessingml.document')], ['清单.xlsx', 'office', () => office('xl/workbook.xml', 'spreadsheetml.sheet')],
  ['汇报.pptx', 'office', () => office('ppt/presentation.xml', 'presentationml.presentation')], ['旧.doc', 'office', ole], ['旧.xls', 'office', ole], ['旧.ppt', 'office', ole],
  ['录音.mp3', 'audio', () => filled(text('ID3', [3, 0, 0, 0, 0, 0, 0], [0xff, 0xfb, 0x90, 0x00]))], ['裸.mp3', 'audio', () => filled(Buffer.concat(Array.from({ length: 3 }, () => filled(text([0xff, 0xfb, 0x90, 0x00]), 417))))],
  ['语音.m4a', 'audio', () => ftyp('M4A ')], ['晨会.wav', 'audio', () => riff('WAVE', 'fmt ')], ['通话.amr', 'audio', () => filled(text('#!AMR\n', [0x3c]))],
  ['老.ogg', 'audio', () => ogg(text([1], 'vorbis'))], ['微.opus', 'audio', () => ogg(text('OpusHead'))],
  ['现场.mp4', 'video', () => ftyp('isom')], ['手机.mp4', 'video', () => ftyp('mp42')], ['苹果.mov', 'video', () => ftyp('qt  ')], ['旧手机.3gp', 'video', () => ftyp('3gp5')], ['摄像.avi', 'video', () => riff('AVI ', 'LIST')],
  ['一包.zip', 'archive', () => zipWith({ 'a.txt': 'a' })], ['名单.txt', 'text', () => Buffer.from('张某,120 元\n')],
];

describe('kinds of file by their own bytes', () => {
  for (const [name, kind, make] of TAKEN) it(`takes ${name} as ${kind}`, async () => expect(await judged(await make(), name)).to.equal(kind));

  for (const [name, why, make] of [
    ['照片.jpg', 'evidence.refused.executable', () => filled(text('MZ', [0x90, 0]))], ['照片.jpg', 'evidence.refused.executable', () => filled(text([0x7f], 'ELF', [2, 1, 1]))],
    ['说明.txt', 'evidence.refused.executable', () => Buffer.from('#!/bin/sh\necho')], ['通话.amr', 'evidence.refused.executable', () => Buffer.from('#!AM/bin/sh\n')],
    ['图.svg', 'evidence.refused.type', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')], ['一包.rar', 'evidence.refused.type', () => filled(text('Rar!', [0x1a, 7, 0]))],
    ['脚本.js', 'evidence.refused.type', () => Buffer.from('alert(1)')], ['网页.html', 'evidence.refused.type', () => Buffer.from('<!doctype html>')],
  ] as const) it(`refuses ${name} that is none: ${why}`, async () => expect(await judged(make(), name)).to.equal(why));
});

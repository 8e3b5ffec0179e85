// Small files as a reporter might send them, taken in by the evidence service exactly like an upload.
import type { Received } from '../../server/evidence/rules/files.ts';
import type { Services } from '../../server/services.ts';
import type { Chance } from './random.ts';

export type FileKind = 'photo' | 'scan' | 'notes';

const [WIDTH, HEIGHT] = [360, 420];

/** A sheet with ruled lines and grey bars where handwriting would be; no letters, so that it needs no fonts. */
async function picture(chance: Chance): Promise<Buffer> {
  const pixels = Buffer.alloc(WIDTH * HEIGHT, 240);
  const bar = (x: number, y: number, width: number, height: number, shade: number): void => {
    for (let row = y; row < y + height; row += 1) pixels.fill(shade, row * WIDTH + x, row * WIDTH + x + width);
  };
  bar(20, 16, 120 + chance.below(90), 12, 100);
  for (let y = 60; y < HEIGHT - 20; y += 26) {
    bar(16, y, WIDTH - 32, 1, 205);
    for (const x of [24, 104, 184, 264]) bar(x, y - 11, 24 + chance.below(48), 7, 135);
  }
  // Loaded here: a start that has no story to tell does without it.
  const { default: sharp } = await import('sharp');
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } }).png().toBuffer();
}

/** One page with one line, with the offsets that a reader expects. */
function pdf(line: string): Buffer {
  const content = `BT /F1 14 Tf 60 760 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`, 'latin1');
}

async function made(kind: FileKind, chance: Chance, n: number): Promise<{ name: string; bytes: Buffer }> {
  if (kind === 'photo') return { name: `登记本${n + 1}.png`, bytes: await picture(chance) };
  if (kind === 'scan') return { name: `费用清单${n + 1}.pdf`, bytes: pdf(`DEMO fee list ${chance.below(100_000)} - invented`) };
  return { name: `经过说明${n + 1}.txt`, bytes: Buffer.from(`演示材料，内容虚构。\n第 ${chance.below(900) + 100} 号记录：\n${chance.below(28) + 1} 日上午，见到补写的治疗登记。\n`, 'utf8') };
}

export async function received(services: Services, kinds: readonly FileKind[], chance: Chance): Promise<Received[]> {
  const kept: Received[] = [];
  for (const [position, kind] of kinds.entries()) {
    const { name, bytes } = await made(kind, chance, position);
    const intake = services.evidence.receive({ originalName: name, position });
    await intake.write(bytes);
    const outcome = await intake.end();
    if ('refused' in outcome) throw new Error(`${name}: ${outcome.refused}`);
    kept.push(outcome.kept);
  }
  return kept;
}

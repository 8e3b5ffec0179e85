// Reads single entries of a zip in memory. The sizes a zip declares are a claim: what comes out is counted.
import { once } from 'node:events';
import { createInflateRaw } from 'node:zlib';
import { SHEET_LIMITS } from '../../rules/sheets.ts';
import { refuse } from './refuse.ts';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const IN_ZIP64 = 0xffffffff;
const LONGEST_COMMENT = 65_535;
const MOST_ENTRIES = 10_000;

export type Zip = { has: (name: string) => boolean; read: (name: string) => AsyncIterable<Buffer>; text: (name: string) => Promise<string> };
type Entry = { method: number; isEncrypted: boolean; packed: number; offset: number };

/** A part that the program reads whole (relations, styles) is small in every honest file. */
const WHOLE_PART_BYTES = 16 * 2 ** 20;

export function openZip(file: Buffer): Zip {
  const entries = directory(file);
  let unpacked = 0;

  async function* read(name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(name);
    if (!entry) throw refuse('kind');
    if (entry.isEncrypted) throw refuse('old');
    const packed = contentOf(file, entry);
    for await (const chunk of entry.method === 0 ? [packed] : inflate(packed)) {
      unpacked += chunk.length;
      if (unpacked > SHEET_LIMITS.unpackedBytes) throw refuse('large');
      yield chunk;
    }
  }

  return {
    has: (name) => entries.has(name),
    read,
    async text(name) {
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of read(name)) {
        size += chunk.length;
        if (size > WHOLE_PART_BYTES) throw refuse('large');
        chunks.push(chunk);
      }
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}

async function* inflate(packed: Buffer): AsyncGenerator<Buffer> {
  const stream = createInflateRaw();
  const ended = once(stream, 'end').catch(() => undefined);
  stream.end(packed);
  try {
    for await (const chunk of stream) yield chunk as Buffer;
    await ended;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) throw refuse('broken');
    throw error;
  } finally {
    stream.destroy();
  }
}

function directory(file: Buffer): Map<string, Entry> {
  let at = file.length - 22;
  const lowest = Math.max(0, at - LONGEST_COMMENT);
  while (at >= lowest && file.readUInt32LE(at) !== END) at -= 1;
  if (at < lowest) throw refuse('broken');
  const count = file.readUInt16LE(at + 10);
  const entries = new Map<string, Entry>();
  if (count > MOST_ENTRIES) throw refuse('large');
  let next = file.readUInt32LE(at + 16);
  for (let n = 0; n < count; n += 1) {
    if (next + 46 > file.length || file.readUInt32LE(next) !== ENTRY) throw refuse('broken');
    const [nameLength, extraLength, commentLength] = [file.readUInt16LE(next + 28), file.readUInt16LE(next + 30), file.readUInt16LE(next + 32)];
    const name = file.toString('utf8', next + 46, next + 46 + nameLength).replaceAll('\\', '/');
    const extra = file.subarray(next + 46 + nameLength, next + 46 + nameLength + extraLength);
    const [packed, offset] = wide(extra, [file.readUInt32LE(next + 24), file.readUInt32LE(next + 20), file.readUInt32LE(next + 42)]);
    entries.set(name, { method: file.readUInt16LE(next + 10), isEncrypted: (file.readUInt16LE(next + 8) & 1) === 1, packed, offset });
    next += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** Some writers put the sizes into the zip64 field although they are small. Order there: unpacked, packed, offset, each only where its place is full. */
function wide(extra: Buffer, [unpacked, packed, offset]: [number, number, number]): [number, number] {
  let field = 0;
  while (field + 4 <= extra.length && extra.readUInt16LE(field) !== 1) field += 4 + extra.readUInt16LE(field + 2);
  let at = field + 4;
  const value = (narrow: number): number => {
    if (narrow !== IN_ZIP64) return narrow;
    if (at + 8 > extra.length) throw refuse('broken');
    at += 8;
    return Number(extra.readBigUInt64LE(at - 8));
  };
  value(unpacked);
  return [value(packed), value(offset)];
}

function contentOf(file: Buffer, { method, packed, offset }: Entry): Buffer {
  if (offset + 30 > file.length || file.readUInt32LE(offset) !== LOCAL) throw refuse('broken');
  if (method !== 0 && method !== 8) throw refuse('broken');
  const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  if (start + packed > file.length) throw refuse('broken');
  return file.subarray(start, start + packed);
}

import type { ReencodePicture } from '../rules/ports.ts';

/** A small file can unpack to a huge picture. */
const MOST_PIXELS = 120_000_000;

// Loaded on the first picture: 145 ms and 23 MiB that a start does not need.
async function load(): Promise<(typeof import('sharp'))['default']> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

let loading: ReturnType<typeof load> | undefined;
// One after the other: a decoded picture takes hundreds of megabytes, and two cores have other work.
let turn: Promise<unknown> = Promise.resolve();

async function reencode(bytes: Buffer, edge: number): Promise<Buffer | null> {
  const sharp = await (loading ??= load());
  try {
    // Turned upright by its metadata, which sharp then leaves out of what it writes, colour profile included.
    return await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 })
      .rotate()
      .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 80 })
      .toBuffer();
  } catch {
    return null;
  }
}

export const reencodePicture: ReencodePicture = (bytes, edge) => {
  const mine = turn.then(() => reencode(bytes, edge));
  turn = mine;
  return mine;
};

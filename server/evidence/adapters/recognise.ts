import { fileTypeFromBuffer } from 'file-type';
import type { Recognise } from '../rules/ports.ts';

const FIRST_LOOK = 4_100;
const isZip = (sample: Uint8Array): boolean => sample[0] === 0x50 && sample[1] === 0x4b;

async function look(sample: Uint8Array): Promise<string | null> {
  try {
    return (await fileTypeFromBuffer(sample))?.mime ?? null;
  } catch {
    // A sample that breaks the reader's parser is a file of no known type, not a fault of ours.
    return null;
  }
}

/** The first 4,100 bytes tell all types but the Office formats inside a zip, which may name themselves later. */
export const recogniseContent: Recognise = async (sample) => {
  const first = await look(sample.subarray(0, FIRST_LOOK));
  if (!isZip(sample) || (first !== null && first !== 'application/zip')) return first;
  return (await look(sample)) ?? 'application/zip';
};

// Values as few bytes: lines that wait for their confirmation, and the public lists. Packed off the main thread.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

const zip = promisify(gzip);
const unzip = promisify(gunzip);

export const packing = {
  pack: async (value: unknown): Promise<Buffer> => zip(JSON.stringify(value), { level: 5 }),
  unpack: async (packed: Buffer): Promise<Buffer> => unzip(packed),
  /** The name of some bytes: enough of their SHA-256 for an address. */
  hash: (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16),
};
export type Packing = typeof packing;

// Bytes in a folder, `<aa>/<id>.age`. On disk means: the file is synced, and then the folder that names it.
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Sink, Storage } from '../rules/ports.ts';

const SHARD = /^[0-9a-f]{2}$/;
const ID = /^[0-9a-f]{32}$/;
const ENDING = '.age';

/** A new installation has no folder until its first file. */
function noneYet(error: unknown): string[] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}

async function writeAll(file: FileHandle, pieces: readonly Buffer[]): Promise<void> {
  const { bytesWritten } = await file.writev(pieces);
  const all = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (bytesWritten < all) await file.writeFile(Buffer.concat(pieces).subarray(bytesWritten));
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export function diskStorage(root: string): Storage {
  const made = new Set<string>();
  const placeOf = (id: string): string => {
    if (!ID.test(id)) throw new Error('not an id of this storage');
    return join(root, id.slice(0, 2), `${id}${ENDING}`);
  };

  async function makeFolder(folder: string): Promise<void> {
    if (made.has(folder)) return;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await syncFolder(root);
    made.add(folder);
  }

  return {
    async create(id): Promise<Sink> {
      const place = placeOf(id);
      const folder = dirname(place);
      await makeFolder(folder);
      const file = await open(place, 'wx', 0o600);
      let isOpen = true;
      const close = async (): Promise<void> => {
        if (!isOpen) return;
        isOpen = false;
        await file.close();
      };
      return {
        write: (pieces) => writeAll(file, pieces),
        async commit() {
          await file.sync();
          await close();
          await syncFolder(folder);
        },
        async discard() {
          await close();
          await rm(place, { force: true });
        },
      };
    },

    read: (id) => createReadStream(placeOf(id), { highWaterMark: 65_536 }),
    remove: (id) => rm(placeOf(id), { force: true }),

    async *list(before) {
      const shards = (await readdir(root).catch(noneYet)).filter((name) => SHARD.test(name));
      for (const shard of shards) {
        const old: string[] = [];
        for (const name of await readdir(join(root, shard))) {
          const id = name.endsWith(ENDING) ? name.slice(0, -ENDING.length) : '';
          if (!ID.test(id)) continue;
          // Between the listing and the look another process may have removed it.
          const found = await stat(placeOf(id)).catch(() => null);
          if (found && found.mtime < before) old.push(id);
        }
        if (old.length > 0) yield old;
      }
    },
  };
}

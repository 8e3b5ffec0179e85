// Bytes in a folder, `<aa>/<id>.age`. On disk means: the file is synced, and then the folder that names it.
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { close, closeSync, constants, createReadStream, fsync, open, writev } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Sink, Storage } from '../rules/ports.ts';

const SHARD = /^[0-9a-f]{2}$/;
const ID = /^[0-9a-f]{32}$/;
const ENDING = '.age';

/** What is not there is nothing: a new installation has no folder until its first file. Any other failure is one. */
function gone(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

const openFile = promisify(open);
const closeFile = promisify(close);
const sync = promisify(fsync);
const writeOnce = promisify<number, readonly Buffer[], number>((file, pieces, done) => writev(file, pieces, null, done));

/** Not there yet, and for this process's user alone. */
const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
/** A write to such a file is answered when it is on disk. On macOS only fsync asks the disk itself. */
const SYNCED = process.platform === 'linux' ? constants.O_SYNC : 0;
const FOLDER_MILLISECONDS = 5_000;

async function writeAll(file: number, pieces: readonly Buffer[]): Promise<void> {
  const all = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const written = await writeOnce(file, pieces);
  if (written < all) await writeAll(file, [Buffer.concat(pieces).subarray(written)]);
}

type Folders = { open: (path: string, flags: string) => Promise<number>; sync: (file: number) => Promise<void>; close: (file: number) => Promise<void>; milliseconds: number; failed: (error: unknown) => void };

/** Folders that are synced again and again stay open for a few seconds: each call to the file system is a way to another thread and back. */
export function syncedFolders({ open: openFolder, sync: syncFile, close: closeFolder, milliseconds, failed }: Folders): (path: string) => Promise<void> {
  const known = new Map<string, { file: Promise<number>; usedAt: number; users: number }>();
  let timer: NodeJS.Timeout | null = null;

  function closeIdle(): void {
    timer = null;
    for (const [path, folder] of known) {
      if (folder.users > 0 || performance.now() - folder.usedAt < milliseconds) continue;
      known.delete(path);
      void folder.file.then(closeFolder).catch(failed);
    }
    if (known.size > 0) timer = setTimeout(closeIdle, milliseconds).unref();
  }

  return async (path) => {
    const folder = known.get(path) ?? { file: openFolder(path, 'r'), usedAt: 0, users: 0 };
    known.set(path, folder);
    timer ??= setTimeout(closeIdle, milliseconds).unref();
    folder.users += 1;
    try {
      await syncFile(await folder.file);
    } catch (error) {
      if (known.get(path) === folder) known.delete(path);
      throw error;
    } finally {
      folder.users -= 1;
      folder.usedAt = performance.now();
      // Given up above by one of its users; whoever waited for its opening knows how that ended.
      if (folder.users === 0 && known.get(path) !== folder) void folder.file.then(closeFolder, () => undefined).catch(failed);
    }
  };
}

/** `failed`: told of what goes wrong where nobody waits for it, and of what could not be removed. */
export function diskStorage(root: string, failed: (error: unknown) => void): Storage {
  const made = new Set<string>();
  const syncFolder = syncedFolders({ open: openFile, sync, close: closeFile, milliseconds: FOLDER_MILLISECONDS, failed });
  const placeOf = (id: string): string => {
    if (!ID.test(id)) throw new Error('not an id of this storage');
    return join(root, id.slice(0, 2), `${id}${ENDING}`);
  };

  /** The error's own words name the place; its code is enough. */
  const removed = (place: string): Promise<boolean> => rm(place, { force: true }).then(() => true, (error: unknown) => {
    failed(new Error(`a file could not be removed and is left to the sweeper: ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'}`));
    return false;
  });

  async function makeFolder(folder: string): Promise<void> {
    if (made.has(folder)) return;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await syncFolder(root);
    made.add(folder);
  }

  return {
    async create(id, isOneWrite): Promise<Sink> {
      const place = placeOf(id);
      const folder = dirname(place);
      await makeFolder(folder);
      const isSynced = isOneWrite && SYNCED !== 0;
      const file = await openFile(place, NEW | (isSynced ? SYNCED : 0), 0o600);
      let isOpen = true;
      // At once: nothing is left to write, and the way to another thread would cost more.
      const shut = (): void => {
        if (isOpen) closeSync(file);
        isOpen = false;
      };
      return {
        write: (pieces) => writeAll(file, pieces),
        async commit() {
          if (!isSynced) await sync(file);
          shut();
          await syncFolder(folder);
        },
        async discard() {
          shut();
          return removed(place);
        },
      };
    },

    read: (id) => createReadStream(placeOf(id), { highWaterMark: 65_536 }),
    remove: (id) => removed(placeOf(id)),

    async *list(before) {
      const shards = ((await readdir(root).catch(gone)) ?? []).filter((name) => SHARD.test(name));
      for (const shard of shards) {
        const old: string[] = [];
        for (const name of await readdir(join(root, shard))) {
          const id = name.endsWith(ENDING) ? name.slice(0, -ENDING.length) : '';
          if (!ID.test(id)) continue;
          // Between the listing and the look another process may have removed it.
          const found = await stat(placeOf(id)).catch(gone);
          if (found && found.mtime < before) old.push(id);
        }
        if (old.length > 0) yield old;
      }
    },
  };
}

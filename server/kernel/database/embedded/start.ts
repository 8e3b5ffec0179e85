import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { openCatalog } from './catalog.ts';
import { executor } from './commands/index.ts';
import type { Context } from './commands/context.ts';
import { StoreError } from './errors.ts';
import { openWriter } from './indexes.ts';
import { lockFolder, recordsIn } from './lock.ts';
import { openCursors } from './reply.ts';
import { openStorage } from './storage.ts';
import type { Storage } from './storage.ts';
import { sweep } from './ttl.ts';
import { serve } from './wire.ts';
import type { Execute } from './wire.ts';

export type EmbeddedStore = { uri: string; sweep(): Promise<number>; close(): Promise<void> };
type Options = { folder: string; now?: () => Date; sweepEverySeconds?: number; onError?: (error: unknown) => void };

/** A socket path is at most about 108 bytes. */
const MAX_PATH = 100;

/** Where to listen: a socket that only this user can reach; a loopback port on Windows. */
function address(folder: string): { listen: { path: string } | { host: string; port: number }; clean: () => void } {
  if (process.platform === 'win32') return { listen: { host: '127.0.0.1', port: 0 }, clean: () => undefined };
  const inside = join(folder, 'store.sock');
  if (Buffer.byteLength(inside) > MAX_PATH) {
    const path = join(mkdtempSync(join(tmpdir(), 'mj-')), 'store.sock');
    return { listen: { path }, clean: () => rmSync(dirname(path), { recursive: true, force: true }) };
  }
  // the lock is ours, so a socket found here was left by a process that was killed
  rmSync(inside, { force: true });
  return { listen: { path: inside }, clean: () => rmSync(inside, { force: true }) };
}

/** Opens the store in a folder and listens; throws FolderInUse while another process has it, OldStore where an earlier version wrote. */
export async function startEmbeddedStore({ folder: given, now = () => new Date(), sweepEverySeconds = 60, onError = () => undefined }: Options): Promise<EmbeddedStore> {
  const folder = resolve(given);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const records = recordsIn(folder);
  const unlock = await lockFolder(folder);
  const disk = openStorage(records);
  const catalog = openCatalog(disk);
  // a commit that failed (disk full) leaves the catalog in memory ahead of the disk
  const write: Storage['write'] = change => disk.write(change).catch((error: unknown) => {
    if (!(error instanceof StoreError)) catalog.load();
    throw error;
  });
  const storage = { ...disk, write };
  const context: Context = { storage, catalog, writer: openWriter(storage, catalog), cursors: openCursors(), now };
  const running = new Set<Promise<unknown>>();
  let reopening: Promise<void> | undefined;
  const reopen = async (): Promise<void> => {
    await Promise.allSettled(running);
    await storage.reopen().catch(onError);
    reopening = undefined;
  };
  async function track<T>(start: () => Promise<T>): Promise<T> {
    while (reopening) await reopening;
    const work = start();
    running.add(work);
    return work.finally(() => {
      running.delete(work);
      if (storage.isHeavy()) reopening ??= reopen();
    });
  }
  const run = executor(context);
  const execute: Execute = command => track(() => run(command));
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).setNoDelay());
    serve(socket, execute);
  });
  const { listen, clean } = address(folder);
  await new Promise<void>((done, failed) => server.once('error', failed).listen(listen, done));
  const bound = server.address();
  const host = typeof bound === 'string' ? encodeURIComponent(bound) : `127.0.0.1:${bound?.port}`;
  const timer = setInterval(() => void track(() => sweep(context)).catch(onError), sweepEverySeconds * 1000).unref();
  return {
    uri: `mongodb://${host}/mingjian`,
    sweep: () => track(() => sweep(context)),
    async close() {
      clearInterval(timer);
      for (const socket of sockets) socket.destroy();
      await new Promise(done => server.close(done));
      await Promise.allSettled(running);
      await reopening;
      await storage.close();
      clean();
      await unlock();
    },
  };
}

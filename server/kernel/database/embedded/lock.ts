import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { ListenOptions, Server } from 'node:net';
import { join } from 'node:path';

export class FolderInUse extends Error {}
export class OldStore extends Error {}

/**
 * Where in the data folder the store has its files.
 * @throws OldStore where versions with lmdb 3 wrote: their list of free pages means something else (docs/decisions/0032)
 */
export function recordsIn(folder: string): string {
  if (existsSync(join(folder, 'store'))) throw new OldStore(`The data folder ${folder} was written by an earlier version, whose files this one cannot read. Copy its data with that version (scripts/copy-to-mongodb), or name an empty folder in DATA_DIR.`);
  return join(folder, 'records');
}

const listen = (server: Server, options: ListenOptions): Promise<Server> =>
  new Promise((resolve, reject) => server.once('error', reject).listen(options, () => resolve(server)));

const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;

/** What the holder of a port says to a caller; '' from anything that is not a store. */
const greeting = (port: number): Promise<string> => new Promise(resolve => {
  let heard = '';
  const socket = connect(port, '127.0.0.1').setTimeout(1000, () => socket.destroy());
  socket.on('data', chunk => { heard += String(chunk); }).on('error', () => undefined).on('close', () => resolve(heard));
});

async function portIn(folder: string): Promise<number> {
  const file = join(folder, 'lock-port');
  const spare = await listen(createServer(), { host: '127.0.0.1', port: 0 });
  const address = spare.address();
  await new Promise(resolve => spare.close(resolve));
  const port = typeof address === 'object' && address ? address.port : 0;
  await writeFile(file, String(port), { flag: 'wx' }).catch(error => (hasCode(error, 'EEXIST') ? undefined : Promise.reject(error)));
  return Number(await readFile(file, 'utf8'));
}

/**
 * Takes the data folder for this process; LMDB itself would let two in. The operating system gives it back when the process ends, however it ends:
 * an abstract socket on Linux, elsewhere a loopback port whose number is kept in the folder.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const { dev, ino } = await stat(folder);
  const name = `mingjian-store-${dev}-${ino}`;
  const inUse = (): never => {
    throw new FolderInUse(`The data folder ${folder} is already open in another process. Stop that process first, or set DATA_DIR to another folder (or MONGODB_URI to a MongoDB server, which many processes may share).`);
  };
  const server = createServer(socket => socket.on('error', () => undefined).end(name));
  if (process.platform === 'linux') await listen(server, { path: `\0${name}` }).catch(error => (hasCode(error, 'EADDRINUSE') ? inUse() : Promise.reject(error)));
  else {
    const port = await portIn(folder);
    await listen(server, { host: '127.0.0.1', port, exclusive: true }).catch(async error => {
      if (hasCode(error, 'EADDRINUSE') && (await greeting(port)) === name) inUse();
      throw new Error(`Port ${port} kept in ${join(folder, 'lock-port')} cannot be used; remove that file if no other process uses the folder.`, { cause: error });
    });
  }
  server.unref();
  return () => new Promise(resolve => server.close(() => resolve()));
}

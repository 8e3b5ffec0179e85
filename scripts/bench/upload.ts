// 500 MB in one upload of several files: what the server holds in memory must not grow with them.
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { addBureau, build, load, memory, multipart, newGround, option, photo, report, startServer, tipOff } from './support.ts';
import type { Server } from './support.ts';

const REACH_MIB = 60;
const FILES = option('files', 5);
const BYTES = option('bytes', 100_000_000);
const BLOCK = randomBytes(1_000_000);

/** Sends the form as a browser would, from a block that is repeated; answers the status. */
async function upload({ port }: Server): Promise<number> {
  const boundary = '----bench0123456789';
  const fields = Object.entries(tipOff()).map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('');
  const head = (n: number): string => `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="录像${n}.png"\r\nContent-Type: image/png\r\n\r\n`;
  const begin = photo(1_000_000);
  const asked = request({ host: '127.0.0.1', port, method: 'POST', path: '/reports', headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, accept: 'text/html' } });
  const answered = new Promise<number>((resolve, reject) => {
    asked.on('response', (answer) => answer.resume().on('end', () => resolve(answer.statusCode ?? 0)));
    asked.on('error', reject);
  });
  const write = (bytes: string | Buffer): Promise<void> => new Promise((resolve, reject) => asked.write(bytes, (error) => (error ? reject(error) : resolve())));
  await write(fields);
  for (let n = 1; n <= FILES; n += 1) {
    await write(head(n));
    await write(begin);
    for (let sent = begin.length; sent < BYTES; sent += BLOCK.length) await write(BLOCK.subarray(0, Math.min(BLOCK.length, BYTES - sent)));
    await write('\r\n');
  }
  asked.end(`--${boundary}--\r\n`);
  return answered;
}

build();
const ground = await newGround();
await ground.services(addBureau);
const server = await startServer(ground);
// Small ones first, so that the growth is the upload's and not that of code used for the first time.
await load(server, {
  connections: 4, count: 40, expected: 201,
  make: () => ({ method: 'POST', path: '/reports', ...multipart(tipOff(), [{ field: 'files', name: '清单.png', type: 'image/png', bytes: photo(100 * 1024) }]) }),
});
await pause(1000);
const before = memory(server.pid);
let most = before;
const watch = setInterval(() => { most = Math.max(most, memory(server.pid)); }, 20);
const began = performance.now();
const status = await upload(server);
const seconds = (performance.now() - began) / 1000;
clearInterval(watch);
most = Math.max(most, memory(server.pid));
await server.stop();
const intact = await ground.services(async ({ database, evidence }) => {
  const rows = await database.connection.collection('files').find({ size: BYTES }).toArray();
  const checked = await Promise.all(rows.map((row) => evidence.verifyHash(String(row._id))));
  return checked.filter(({ isIntact }) => isIntact).length;
});
await ground.remove();
report(`${FILES} files of ${BYTES / 1e6} MB in one upload`, [{
  what: 'memory', reach: `growth ≤ ${REACH_MIB} MiB, 201, every file intact`, isReached: most - before <= REACH_MIB && status === 201 && intact === FILES,
  figures: { 'growth MiB': most - before, 'before MiB': before, 'most MiB': most, status, 'files intact': intact, seconds, 'MB/s': (FILES * BYTES) / 1e6 / seconds },
}]);

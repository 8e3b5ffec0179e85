// kill -9 at random moments between the first byte of a tip-off and its answer, under load with attachments, again and again on the same data.
// Afterwards: every acknowledged report opens by its code and each of its files has its hash, nothing stands half, no order number is missing or doubled.
import { createHash, randomInt } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { addBureau, build, client, multipart, newGround, option, photo, report, startServer, tipOff } from './support.ts';
import type { Server } from './support.ts';

const KILLS = option('kills', 50);
const CONNECTIONS = 8;
/** Past the usual time of an answer, so that kills fall on every moment of it. */
const LATEST_MILLISECONDS = 300;

type Acknowledged = { number: string; code: string; hashes: string[] };
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const program = { accept: 'application/json' };

/** Two or three files a form; what was acknowledged is remembered. */
async function citizens(server: Server, acknowledged: Acknowledged[], isOver: () => boolean): Promise<void> {
  const { send, close } = client(server, CONNECTIONS);
  await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    while (!isOver()) {
      const files = Array.from({ length: randomInt(1, 4) }, () => photo(randomInt(1_000, 200_000)));
      const { headers, body } = multipart(tipOff(), files.map((bytes, n) => ({ field: 'files', name: `照片${n}.png`, type: 'image/png', bytes })));
      const answer = await send({ method: 'POST', path: '/reports', headers: { ...headers, ...program }, body }).catch(() => null);
      if (!answer) return;
      if (answer.status !== 201) throw new Error(`a tip-off was answered ${answer.status}: ${answer.body.slice(0, 300)}`);
      const { number, code } = JSON.parse(answer.body) as { number: string; code: string };
      acknowledged.push({ number, code, hashes: files.map(sha256).sort() });
    }
  }));
  close();
}

/** Number and code open the report: the answer leads to the reporter's own page, which shows its number. */
async function opens(server: Server, { number, code }: Acknowledged): Promise<boolean> {
  const { send, close } = client(server, 1);
  try {
    const entered = await send({ method: 'POST', path: '/reports/status', headers: { ...program, 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify({ number, code })) });
    const cookie = (entered.headers['set-cookie'] ?? []).map((line) => line.split(';')[0] ?? '').join('; ');
    const mine = await send({ path: '/reports/mine', headers: { ...program, cookie } });
    return mine.status === 200 && (JSON.parse(mine.body) as { number: string }).number === number;
  } finally {
    close();
  }
}

build();
const ground = await newGround(process.env['MONGODB_TEST_URI'] ?? null);
await ground.services(addBureau);
const acknowledged: Acknowledged[] = [];
const shut: string[] = [];
let slowest = 0;
for (let n = 0; n < KILLS; n += 1) {
  const server = await startServer(ground);
  slowest = Math.max(slowest, server.startMilliseconds);
  const before = acknowledged.length;
  let isOver = false;
  let isQuiet = false;
  const sending = citizens(server, acknowledged, () => isOver).finally(() => void (isQuiet = true));
  // The first ones warm the process up; then the moment is drawn.
  while (acknowledged.length < before + CONNECTIONS) {
    if (isQuiet) throw new Error(`the server stopped answering before kill ${n + 1}`);
    await pause(2);
  }
  await pause(randomInt(LATEST_MILLISECONDS));
  isOver = true;
  await server.stop('SIGKILL');
  await sending;
  const again = await startServer(ground);
  for (const each of acknowledged.slice(before)) if (!(await opens(again, each))) shut.push(each.number);
  await again.stop(n % 2 === 0 ? 'SIGTERM' : 'SIGKILL');
}

const found = await ground.services(async ({ database, evidence }) => {
  const rows = database.connection.collection('files');
  const kept = await database.connection.collection('reports').find({}, { projection: { number: 1, order: 1, year: 1, files: 1, firstBureau: 1 } }).toArray();
  const byNumber = new Map(kept.map((row) => [String(row['number']), row]));
  const half: string[] = [];
  let wrong = 0;
  for (const { number, hashes } of acknowledged) {
    const ids = (byNumber.get(number)?.['files'] ?? []) as string[];
    const own = await rows.find({ _id: { $in: ids } } as object).toArray();
    const intact = await Promise.all(ids.map((id) => evidence.verifyHash(id).then(({ isIntact }) => isIntact, () => false)));
    if (JSON.stringify(own.map((row) => String(row['sha256'])).sort()) !== JSON.stringify(hashes) || intact.includes(false)) wrong += 1;
  }
  // Also of those whose answer nobody got: a report is there whole or not at all.
  for (const row of kept) {
    for (const id of row['files'] as string[]) if (!(await evidence.verifyHash(id).then(({ isIntact }) => isIntact, () => false))) half.push(`${String(row['number'])} ${id}`);
  }
  const orders = kept.map((row) => Number(row['order'])).sort((a, b) => a - b);
  const gaps = orders.filter((order, at) => order !== at + 1).length;
  const referred = new Set(kept.flatMap((row) => row['files'] as string[]));
  const all = await rows.find({}).toArray();
  // What no report refers to must still be waiting for the sweeper, never be owned for good.
  const orphans = all.filter((row) => !referred.has(String(row._id)) && row['keptUntil'] === null).length;
  return { kept: kept.length, wrong, half: half.length, gaps, orphans, unreferred: all.filter((row) => !referred.has(String(row._id))).length };
});
const onDisk = (await readdir(ground.env['UPLOADS_DIR'] ?? '', { recursive: true })).filter((name) => name.endsWith('.age')).length;
await ground.remove();
report(`kill -9, ${KILLS} times`, [{
  what: `${acknowledged.length} tip-offs acknowledged`, reach: 'each opens, each file has its hash, none half, no order missing or doubled',
  isReached: shut.length === 0 && found.wrong === 0 && found.half === 0 && found.gaps === 0 && found.orphans === 0 && acknowledged.length > 0,
  figures: { 'do not open': shut.length, 'files wrong': found.wrong, 'half there': found.half, 'orders missing or doubled': found.gaps, 'files owned by none': found.orphans, 'reports kept': found.kept, 'files waiting for the sweeper': found.unreferred, 'files on disk': onDisk, 'slowest start ms': slowest },
}]);

// A tip-off with one file of 100 KiB, hashed, judged, sealed, synced and receipted, under 16 connections, against bare express + multer + mongoose
// on the same database in the same run: on the embedded store, and on the server named by MONGODB_TEST_URI where there is one.
import { join } from 'node:path';
import { addBureau, build, load, median, multipart, newGround, option, photo, report, startBare, startServer, tipOff, untilIdle } from './support.ts';
import type { Row } from './support.ts';

const CONNECTIONS = 16;
const ROUNDS = option('rounds', 5);
/** Of each of the two in each round. */
const SECONDS = option('seconds', 8);
const REACH = 0.5;
// Noise that is made once: what the client needs to write a form is not the server's time.
const PHOTOS = Array.from({ length: 16 }, () => photo(100 * 1024));
let sent = 0;
const form = () => {
  const { headers, body } = multipart(tipOff(), [{ field: 'files', name: '清单.png', type: 'image/png', bytes: PHOTOS[(sent += 1) % PHOTOS.length] ?? photo(100 * 1024) }]);
  return { method: 'POST' as const, path: '/reports', headers: { ...headers, accept: 'text/html' }, body };
};

async function compare(name: string, server: string | null): Promise<Row> {
  const ground = await newGround(server);
  await ground.services(addBureau);
  const ours = await startServer(ground);
  const bareGround = await newGround(server);
  const { MONGODB_URI = '', UPLOADS_DIR = '' } = bareGround.env;
  const bare = await startBare('tip-off', { ...(MONGODB_URI ? { MONGODB_URI } : {}), UPLOADS_DIR, DATA_DIR: join(bareGround.folder, 'data') });
  const rounds: { ratio: number; ours: number; bare: number; errors: number; p95: number; work: number; bareWork: number }[] = [];
  try {
    for (let n = 0; n <= ROUNDS; n += 1) {
      // What a server does after its answers (search, counters) is not to slow the other one.
      await untilIdle(ours);
      const two = await load(bare, { connections: CONNECTIONS, seconds: SECONDS, make: form, expected: 201 });
      await untilIdle(bare);
      const one = await load(ours, { connections: CONNECTIONS, seconds: SECONDS, make: form, expected: 201 });
      if (n > 0) rounds.push({ ratio: one.perSecond / two.perSecond, ours: one.perSecond, bare: two.perSecond, errors: one.errors + two.errors, p95: one.p95, work: one.work, bareWork: two.work });
    }
  } finally {
    await ours.stop();
    await bare.stop();
    await ground.remove();
    await bareGround.remove();
  }
  const ratio = median(rounds.map((round) => round.ratio));
  const errors = rounds.reduce((sum, round) => sum + round.errors, 0);
  return {
    what: `tip-off with 100 KiB, ${name}`, reach: `≥ ${REACH} × bare, 0 errors`, isReached: ratio >= REACH && errors === 0,
    figures: { ratio, 'ours /s': median(rounds.map((round) => round.ours)), 'bare /s': median(rounds.map((round) => round.bare)), 'ours processor ms': median(rounds.map((round) => round.work)), 'bare processor ms': median(rounds.map((round) => round.bareWork)), 'p95 ms': median(rounds.map((round) => round.p95)), errors },
  };
}

build();
const named = process.env['MONGODB_TEST_URI'];
const rows = [await compare('embedded store', null)];
if (named) rows.push(await compare('reference server', named));
report('Tip-off with one file of 100 KiB, 16 connections', rows);

// Many people sending and officers working at once: nothing fails, nothing acknowledged is lost, and an officer's page stays near what it takes on an idle server.
import { setTimeout as pause } from 'node:timers/promises';
import { signedIn } from './filled.ts';
import { PASSWORD, BUREAU, addBureau, build, client, multipart, newGround, option, photo, quantile, report, startServer, tipOff } from './support.ts';
import type { Sending, Server } from './support.ts';

const CITIZENS = option('citizens', 200);
const OFFICERS = option('officers', 20);
const SECONDS = option('seconds', 180);
/** A person writes or reads for so long between two requests, on average. */
const THINKING = { citizen: option('writing', 30_000), officer: option('reading', 3_000) };
const REACH = 3;
const PHOTO = photo(100 * 1024);
const PAGES = ['/inbox', '/desk', '/inbox?view=all', '/inbox?view=late'];

const thinking = (milliseconds: number, until: number): Promise<void> => pause(Math.max(0, Math.min(milliseconds * (0.5 + Math.random()), until - performance.now())));

/** Each on a connection of his own: a form with a photo, then the reporter's own page by its code. */
async function citizen(server: Server, until: number, told: { numbers: string[]; errors: string[] }): Promise<void> {
  await pause(Math.random() * THINKING.citizen);
  while (performance.now() < until) {
    const { send, close } = client(server, 1);
    try {
      const { headers, body } = multipart(tipOff(), [{ field: 'files', name: '清单.png', type: 'image/png', bytes: PHOTO }]);
      const answer = await send({ method: 'POST', path: '/reports', headers: { ...headers, accept: 'application/json' }, body });
      if (answer.status !== 201) throw new Error(`tip-off ${answer.status}`);
      const { number, code } = JSON.parse(answer.body) as { number: string; code: string };
      told.numbers.push(number);
      const entered = await send({ method: 'POST', path: '/reports/status', headers: { accept: 'application/json', 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify({ number, code })) });
      const cookie = (entered.headers['set-cookie'] ?? []).map((line) => line.split(';')[0] ?? '').join('; ');
      const mine = await send({ path: '/reports/mine', headers: { accept: 'text/html', cookie } });
      if (mine.status !== 200) throw new Error(`own page ${mine.status}`);
    } catch (error) {
      told.errors.push(error instanceof Error ? error.message : 'error');
    }
    close();
    await thinking(THINKING.citizen, until);
  }
}

/** Reads lists and reports and accepts one now and then. */
async function officer(server: Server, account: string, until: number, pauseFor: number, told: { times: number[]; errors: string[] }): Promise<void> {
  const { send, close } = client(server, 1);
  const cookie = await signedIn(send, account);
  const timed = async (sending: Sending): Promise<string> => {
    const began = performance.now();
    const { status, body } = await send({ ...sending, headers: { ...sending.headers, cookie, accept: 'text/html' } });
    told.times.push(performance.now() - began);
    if (status !== 200) told.errors.push(`${sending.path} ${status}`);
    return body;
  };
  for (let n = 0; performance.now() < until; n += 1) {
    const html = await timed({ path: PAGES[n % PAGES.length] ?? '/inbox' }).catch((error: unknown) => void told.errors.push(String(error))) ?? '';
    const ids = [...html.matchAll(/href="(\/reports\/desk\/[0-9a-f]{32})"/g)].map(([, path = '']) => path);
    const path = ids[Math.floor(Math.random() * ids.length)];
    if (path) await timed({ path }).catch((error: unknown) => void told.errors.push(String(error)));
    await thinking(pauseFor, until);
  }
  close();
}

build();
const ground = await newGround(process.env['MONGODB_TEST_URI'] ?? null);
await ground.services(async (services) => {
  await addBureau(services);
  for (let n = 0; n < OFFICERS; n += 1) await services.people.addAccount(null, { account: `intake${n}`, name: '演示乙', bureau: BUREAU, scope: BUREAU, roles: ['intake'], certificate: null, password: PASSWORD, isDemo: true });
});
const server = await startServer(ground);
// Some reports to read, and pages used for the first time, before anything is measured.
const first = { numbers: [] as string[], errors: [] as string[] };
await Promise.all(Array.from({ length: 30 }, () => citizen(server, performance.now() + THINKING.citizen, first)));
const warm = { times: [] as number[], errors: [] as string[] };
await officer(server, 'intake', performance.now() + 5_000, 50, warm);
const idle = { times: [] as number[], errors: [] as string[] };
await officer(server, 'intake', performance.now() + 10_000, 100, idle);

const citizens = { numbers: [] as string[], errors: [] as string[] };
const officers = { times: [] as number[], errors: [] as string[] };
const until = performance.now() + SECONDS * 1000;
await Promise.all([
  ...Array.from({ length: CITIZENS }, () => citizen(server, until, citizens)),
  ...Array.from({ length: OFFICERS }, (_, n) => officer(server, `intake${n}`, until, THINKING.officer, officers)),
]);
await server.stop();
const lost = await ground.services(async ({ database }) => {
  const there = new Set((await database.connection.collection('reports').find({}, { projection: { number: 1 } }).toArray()).map((row) => String(row['number'])));
  return citizens.numbers.filter((number) => !there.has(number)).length;
});
await ground.remove();
const errors = [...first.errors, ...citizens.errors, ...officers.errors];
for (const line of new Set(errors)) process.stdout.write(`${line}\n`);
const ratio = quantile(officers.times, 0.95) / quantile(idle.times, 0.95);
report(`${CITIZENS} people sending and ${OFFICERS} officers working for ${SECONDS} s`, [{
  what: 'everybody at once', reach: `0 errors, 0 lost, p95 ≤ ${REACH} × idle`, isReached: errors.length === 0 && lost === 0 && ratio <= REACH && citizens.numbers.length > 0,
  figures: { ratio, 'p95 ms': quantile(officers.times, 0.95), 'idle p95 ms': quantile(idle.times, 0.95), 'tip-offs': citizens.numbers.length, 'officers’ pages': officers.times.length, errors: errors.length, lost },
}]);

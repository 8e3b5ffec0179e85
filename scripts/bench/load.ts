// Many people sending and officers working at once: nothing fails, nothing acknowledged is lost, and an officer's page stays near what it takes on an idle server.
// Judged: p95 of all officers' pages under the load against p95 of the same pages asked for by one officer alone, before and after it in the same run, on the
// same data. Everybody is signed in before and begins at a moment of his own, as people do; all pages have been used for a while before any is measured.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { citizen, nothingSeen, officer, p95Of, timesOf } from './at-work.ts';
import { signedIn } from './filled.ts';
import { PASSWORD, BUREAU, addBureau, build, client, newGround, option, processorTime, report, startServer, untilIdle, within } from './support.ts';
import type { Server } from './support.ts';

const CITIZENS = option('citizens', 200);
const OFFICERS = option('officers', 20);
const SECONDS = option('seconds', 300);
const WARM_SECONDS = 20;
const IDLE_SECONDS = 20;
/** A person writes or reads for so long between two requests, on average, in ms; one alone reads quickly, for more pages in the same time. */
const THINKING = { citizen: option('writing', 30_000), officer: option('reading', 3_000), alone: 100, warming: 1_000 };
const REACH = 3;
within(SECONDS + 240);

const inSeconds = (seconds: number): number => performance.now() + seconds * 1000;

async function signIn(server: Server): Promise<string[]> {
  const { send, close } = client(server, 1);
  const cookies: string[] = [];
  for (let n = 0; n < OFFICERS; n += 1) cookies.push(await signedIn(send, `intake${n}`));
  close();
  return cookies;
}

build();
const ground = await newGround(process.env['MONGODB_TEST_URI'] ?? null);
await ground.services(async (services) => {
  await addBureau(services);
  for (let n = 0; n < OFFICERS; n += 1) await services.people.addAccount(null, { account: `intake${n}`, name: '演示乙', bureau: BUREAU, scope: BUREAU, roles: ['intake'], certificate: null, password: PASSWORD, isDemo: true });
});
const server = await startServer(ground);
const cookies = await signIn(server);
const [alone = ''] = cookies;

const warm = nothingSeen();
const warmed = inSeconds(WARM_SECONDS);
await Promise.all([
  ...Array.from({ length: 5 }, () => citizen(server, { until: warmed, thinking: THINKING.warming }, warm)),
  ...cookies.slice(0, 5).map((cookie) => officer(server, cookie, { until: warmed, thinking: THINKING.warming }, warm)),
]);

const idle = nothingSeen();
const measureIdle = async (): Promise<void> => {
  await untilIdle(server);
  await officer(server, alone, { until: inSeconds(IDLE_SECONDS), thinking: THINKING.alone }, idle);
};
await measureIdle();

const people = nothingSeen();
const officers = nothingSeen();
const own = monitorEventLoopDelay({ resolution: 5 });
own.enable();
const before = processorTime(server.pid);
const until = inSeconds(SECONDS);
await Promise.all([
  ...Array.from({ length: CITIZENS }, () => citizen(server, { until, thinking: THINKING.citizen }, people)),
  ...cookies.map((cookie) => officer(server, cookie, { until, thinking: THINKING.officer }, officers)),
]);
own.disable();
const used = (processorTime(server.pid) - before) / 1000 / SECONDS;
await measureIdle();
await server.stop();

const numbers = [...warm.numbers, ...people.numbers];
const lost = await ground.services(async ({ database }) => {
  const there = new Set((await database.connection.collection('reports').find({}, { projection: { number: 1 } }).toArray()).map((row) => String(row['number'])));
  return numbers.filter((number) => !there.has(number)).length;
});
await ground.remove();

const errors = [...warm.errors, ...idle.errors, ...people.errors, ...officers.errors];
for (const line of new Set(errors)) process.stdout.write(`${line}\n`);
for (const [kind, times] of officers.times) process.stdout.write(`  ${kind.padEnd(18)} ${String(times.length).padStart(5)} p95 ${p95Of(officers, kind).toFixed(0).padStart(5)} ms, idle ${p95Of(idle, kind).toFixed(0).padStart(4)} ms\n`);
for (const [kind, times] of people.times) process.stdout.write(`  ${kind.padEnd(18)} ${String(times.length).padStart(5)} p95 ${p95Of(people, kind).toFixed(0).padStart(5)} ms\n`);
const ratio = p95Of(officers) / p95Of(idle);
report(`${CITIZENS} people sending and ${OFFICERS} officers working for ${SECONDS} s`, [{
  what: 'everybody at once', reach: `0 errors, 0 lost, p95 ≤ ${REACH} × idle`, isReached: errors.length === 0 && lost === 0 && ratio <= REACH && people.numbers.length > 0,
  figures: {
    ratio, 'p95 ms': p95Of(officers), 'idle p95 ms': p95Of(idle), 'officers’ pages': timesOf(officers).length, 'idle pages': timesOf(idle).length, 'tip-offs': people.numbers.length,
    'tip-off p95 ms': p95Of(people, 'tip-off'), 'code p95 ms': p95Of(people, 'code'), 'server’s share of a processor': used, 'clients’ own delay p95 ms': own.percentile(95) / 1e6, errors: errors.length, lost,
  },
}]);

// From `npm start` to the first page served, and what an idle server holds: on a first start in empty folders, and with data present.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { build, client, median, memory, newGround, option, report } from './support.ts';
import type { Ground } from './support.ts';

const ROUNDS = option('rounds', 9);
const REACH_SECONDS = 1.0;
const REACH_MIB = 120;
const IDLE_MILLISECONDS = 3_000;
const STORY_MILLISECONDS = 120_000;
const REACH_STORY_SECONDS = 20;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** npm runs a shell that runs the server: the one at the end of the line. */
function lastChild(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  const [first] = children;
  return first === undefined ? pid : lastChild(first);
}

/** `use` runs once the first page was served, with the server's own process id. */
async function started<T>({ env }: Ground, use: (server: { pid: number; seconds: number; storySeconds: () => Promise<number> }) => Promise<T>): Promise<T> {
  const port = await freePort();
  const { send, close } = client({ port }, 1);
  const began = performance.now();
  const npm = spawn('npm', ['start', '--silent'], { env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env, PORT: String(port) }, stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  npm.stdout.on('data', (text: Buffer) => void (said += text.toString()));
  const ended = new Promise((resolve) => npm.once('exit', resolve));
  let seconds = 0;
  while (seconds === 0) {
    const answer = await send({ path: '/', headers: { accept: 'text/html' } }).catch(() => null);
    if (answer?.status === 200) seconds = (performance.now() - began) / 1000;
    else if (npm.exitCode !== null || performance.now() - began > 60_000) throw new Error('npm start served no page');
    else await pause(5);
  }
  close();
  const pid = lastChild(npm.pid ?? 0);
  const storySeconds = async (): Promise<number> => {
    for (const until = performance.now() + STORY_MILLISECONDS; performance.now() < until; await pause(200)) {
      const found = /The story is loaded \(([\d.]+) s/.exec(said)?.[1];
      if (found) return Number(found);
    }
    throw new Error('the story was not loaded');
  };
  try {
    return await use({ pid, seconds, storySeconds });
  } finally {
    process.kill(pid, 'SIGTERM');
    await ended;
  }
}

build();
const first: number[] = [];
for (let n = 0; n < Math.min(3, ROUNDS); n += 1) {
  const fresh = await newGround();
  first.push(await started(fresh, async ({ seconds }) => seconds));
  await fresh.remove();
}
const ground = await newGround();
const story = await started(ground, ({ storySeconds }) => storySeconds());
const rounds: { seconds: number; idle: number }[] = [];
for (let n = 0; n < ROUNDS; n += 1) {
  rounds.push(await started(ground, async ({ seconds, pid }) => {
    await pause(IDLE_MILLISECONDS);
    return { seconds, idle: memory(pid) };
  }));
}
const counted = await ground.services(async ({ database }) => database.connection.collection('reports').countDocuments({}));
await ground.remove();
const seconds = median(rounds.map((round) => round.seconds));
const idle = median(rounds.map((round) => round.idle));
report('npm start to the first page', [
  { what: 'first start, empty folders', figures: { seconds: median(first) }, reach: `≤ ${REACH_SECONDS.toFixed(1)} s`, isReached: median(first) <= REACH_SECONDS },
  { what: 'the story', figures: { seconds: story }, reach: `≤ ${REACH_STORY_SECONDS} s`, isReached: story <= REACH_STORY_SECONDS },
  { what: `with data (${counted} reports)`, figures: { seconds }, reach: `≤ ${REACH_SECONDS.toFixed(1)} s`, isReached: seconds <= REACH_SECONDS },
  { what: 'idle', figures: { 'RSS MiB': idle }, reach: `≤ ${REACH_MIB} MiB`, isReached: idle <= REACH_MIB },
]);

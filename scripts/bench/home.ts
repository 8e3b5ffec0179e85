// The public home page under 16 connections, against a bare Express + Handlebars page of the same size in the same run.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addBureau, build, client, load, median, newGround, option, report, startBare, startServer } from './support.ts';

const CONNECTIONS = 16;
const ROUNDS = option('rounds', 9);
/** Of each of the two in each round. */
const SECONDS = option('seconds', 5);
const REACH = 0.6;

build();
const ground = await newGround();
await ground.services(addBureau);
const ours = await startServer(ground);
const { send, close } = client(ours, 1);
const { body } = await send({ path: '/', headers: { accept: 'text/html' } });
close();
const page = join(ground.folder, 'page.html');
await writeFile(page, body);
const bare = await startBare('home', { PAGE: page });

const make = () => ({ path: '/', headers: { accept: 'text/html' } });
const rounds: { ours: number; bare: number; errors: number; work: number; bareWork: number }[] = [];
for (let n = 0; n <= ROUNDS; n += 1) {
  const one = await load(ours, { connections: CONNECTIONS, seconds: SECONDS, make, expected: 200 });
  const two = await load(bare, { connections: CONNECTIONS, seconds: SECONDS, make, expected: 200 });
  // The first round warms both up.
  if (n > 0) rounds.push({ ours: one.perSecond, bare: two.perSecond, errors: one.errors + two.errors, work: one.work, bareWork: two.work });
}
await ours.stop();
await bare.stop();
await ground.remove();

const ratio = median(rounds.map((round) => round.ours / round.bare));
const errors = rounds.reduce((sum, round) => sum + round.errors, 0);
report('Home page, 16 connections', [{
  what: `home page, ${body.length} characters, ${CONNECTIONS} connections`, reach: `≥ ${REACH} × bare, 0 errors`, isReached: ratio >= REACH && errors === 0,
  figures: { ratio, 'ours /s': median(rounds.map((round) => round.ours)), 'bare /s': median(rounds.map((round) => round.bare)), 'ours processor ms': median(rounds.map((round) => round.work)), 'bare processor ms': median(rounds.map((round) => round.bareWork)), errors },
}]);

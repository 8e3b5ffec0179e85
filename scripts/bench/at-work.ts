// People as they use the site: a citizen who sends and looks, an officer who reads lists and reports. Each on a connection of his own.
import { setTimeout as pause } from 'node:timers/promises';
import { cookiesOf } from './filled.ts';
import { client, multipart, photo, quantile, tipOff } from './support.ts';
import type { Sending, Server } from './support.ts';

const PHOTO = photo(100 * 1024);
const PAGES = ['/inbox', '/desk', '/inbox?view=all', '/inbox?view=late'];

/** What was asked for, each with its milliseconds; what failed, and the numbers that were acknowledged. */
export type Seen = { times: Map<string, number[]>; errors: string[]; numbers: string[] };
export const nothingSeen = (): Seen => ({ times: new Map(), errors: [], numbers: [] });
export const timesOf = ({ times }: Seen, ...kinds: string[]): number[] => (kinds.length > 0 ? kinds : [...times.keys()]).flatMap((kind) => times.get(kind) ?? []);
export const p95Of = (seen: Seen, ...kinds: string[]): number => quantile(timesOf(seen, ...kinds), 0.95);

/** Until when, in the clock of `performance`, and how long somebody reads or writes between two requests, on average. */
export type Working = { until: number; thinking: number };

/** Nobody begins with the others, and nobody is as quick as another. */
const think = ({ until, thinking }: Working, share = 0.5 + Math.random()): Promise<void> => pause(Math.max(0, Math.min(thinking * share, until - performance.now())));

function asking(send: ReturnType<typeof client>['send'], seen: Seen) {
  return async (kind: string, expected: number, sending: Sending) => {
    const times = seen.times.get(kind) ?? [];
    seen.times.set(kind, times);
    const began = performance.now();
    const answer = await send(sending);
    times.push(performance.now() - began);
    if (answer.status !== expected) throw new Error(`${kind} ${answer.status}`);
    return answer;
  };
}

/** A form with a photo, then number and code, then the own page. */
async function sendOnce(server: Server, seen: Seen): Promise<void> {
  const { send, close } = client(server, 1);
  const ask = asking(send, seen);
  try {
    const { headers, body } = multipart(tipOff(), [{ field: 'files', name: '清单.png', type: 'image/png', bytes: PHOTO }]);
    const { number, code } = JSON.parse((await ask('tip-off', 201, { method: 'POST', path: '/reports', headers: { ...headers, accept: 'application/json' }, body })).body) as { number: string; code: string };
    seen.numbers.push(number);
    const entry = Buffer.from(JSON.stringify({ number, code }));
    const entered = await ask('code', 303, { method: 'POST', path: '/reports/status', headers: { accept: 'application/json', 'content-type': 'application/json' }, body: entry });
    await ask('own page', 200, { path: '/reports/mine', headers: { accept: 'text/html', cookie: cookiesOf(entered) } });
  } catch (error) {
    seen.errors.push(error instanceof Error ? error.message : 'error');
  }
  close();
}

export async function citizen(server: Server, working: Working, seen: Seen): Promise<void> {
  await think(working, Math.random());
  while (performance.now() < working.until) {
    await sendOnce(server, seen);
    await think(working);
  }
}

/** A list, one of its reports, a pause; the lists in turn. `cookie`: signed in already. */
export async function officer(server: Server, cookie: string, working: Working, seen: Seen): Promise<void> {
  const { send, close } = client(server, 1);
  const ask = asking(send, seen);
  const headers = { accept: 'text/html', cookie };
  await think(working, Math.random());
  for (let n = Math.floor(Math.random() * PAGES.length); performance.now() < working.until; n += 1) {
    try {
      const path = PAGES[n % PAGES.length] ?? '/inbox';
      const { body } = await ask(path, 200, { path, headers });
      const reports = [...body.matchAll(/href="(\/reports\/desk\/[0-9a-f]{32})"/g)].map(([, each = '']) => each);
      const report = reports[Math.floor(Math.random() * reports.length)];
      if (report) await ask('report', 200, { path: report, headers });
    } catch (error) {
      seen.errors.push(error instanceof Error ? error.message : 'error');
    }
    await think(working);
  }
  close();
}

// The same pages over bureaus of different sizes: a server for each, one request to each in turn, so that what disturbs the machine disturbs all.
import { styleText } from 'node:util';
import type { Services } from '../../server/services.ts';
import { cookiesOf, fill, signedIn } from './filled.ts';
import { addBureau, client, median, newGround, option, processorTime, quantile, startServer } from './support.ts';
import type { Row, Sending } from './support.ts';

const SIZES = (process.argv.find((word) => word.startsWith('--sizes='))?.slice('--sizes='.length) ?? '100,10000,100000').split(',').map(Number);
const ROUNDS = option('rounds', 5);
const REQUESTS = option('requests', 60);
const REACH = 1.2;

/** `ask` is told the id of a report of the bureau. */
type Page = { name: string; ask: (id: string) => Sending; /** Sent once, for the cookie that it sets. */ first?: Sending };
type Asked<Last> = { isFindable: boolean; pages: readonly Page[]; last: (services: Services) => Promise<Last> };

/** `ofLast`: what `last` answered about the largest bureau before its server started. */
export async function sideBySide<Last>({ isFindable, pages, last }: Asked<Last>): Promise<{ rows: Row[]; ofLast: Last }> {
  const yards = [];
  for (const size of SIZES) {
    const ground = await newGround(process.env['MONGODB_TEST_URI'] ?? null);
    const began = performance.now();
    const id = await ground.services(async (services) => {
      await addBureau(services);
      return fill(services, size, isFindable);
    });
    process.stderr.write(styleText('gray', `${size} reports written in ${Math.round((performance.now() - began) / 1000)} s\n`));
    yards.push({ size, ground, id });
  }
  const largest = yards.at(-1);
  if (!largest) throw new Error('no sizes');
  const ofLast = await largest.ground.services(last);

  const running = [];
  for (const { size, ground, id } of yards) {
    const server = await startServer(ground);
    const { send, close } = client(server, 1);
    running.push({ size, id, server, send, close, cookie: await signedIn(send) });
  }
  const found: { page: string; size: number; times: number[]; work: number }[] = [];
  for (const { name, ask, first } of pages) {
    const own = running.map(({ size }) => ({ page: name, size, times: [] as number[], work: 0 }));
    found.push(...own);
    const cookies = await Promise.all(running.map(async ({ send, cookie }) => (first ? `${cookie}; ${cookiesOf(await send({ ...first, headers: { ...first.headers, cookie } }))}` : cookie)));
    // The first round warms up.
    for (let n = 0; n <= ROUNDS; n += 1) {
      const times = running.map((): number[] => []);
      const before = running.map(({ server }) => processorTime(server.pid));
      for (let asked = 0; asked < REQUESTS; asked += 1) {
        for (const [at, { send, id }] of running.entries()) {
          const began = performance.now();
          const asking = ask(id);
          const { status } = await send({ ...asking, headers: { ...asking.headers, cookie: cookies[at] ?? '', accept: 'text/html' } });
          times[at]?.push(performance.now() - began);
          if (status !== 200) throw new Error(`${asking.path}: ${status}`);
        }
      }
      if (n > 0) for (const [at, each] of own.entries()) {
        each.times.push(...(times[at] ?? []));
        each.work += (processorTime(running[at]?.server.pid ?? 0) - (before[at] ?? 0)) / (ROUNDS * REQUESTS);
      }
    }
  }
  for (const { server, close } of running) {
    close();
    await server.stop();
  }
  for (const { ground } of yards) await ground.remove();
  const rows = found.map(({ page, size, times, work }): Row => {
    const smallest = found.find((each) => each.page === page);
    const p95 = quantile(times, 0.95);
    const ratio = p95 / quantile(smallest?.times ?? [], 0.95);
    return { what: `${page}, ${size} reports`, figures: { 'p95 ms': p95, 'median ms': median(times), 'processor ms': work, 'p95 ratio': ratio }, reach: `≤ ${REACH} × the p95 at ${smallest?.size ?? 0}`, isReached: ratio <= REACH };
  });
  return { rows, ofLast };
}

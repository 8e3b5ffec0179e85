// The officer's inbox with 100, 10,000 and 100,000 reports in the bureau: three servers side by side, asked in turns. And: which index each query of it takes.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { styleText } from 'node:util';
import mongoose from 'mongoose';
import { createApp } from '../../server/app.ts';
import { beijingDate } from '../../server/kernel/clock.ts';
import { newReportNumber, randomId } from '../../server/kernel/crypto.ts';
import { loadViews } from '../../server/kernel/views.ts';
import { addDays } from '../../server/kernel/workdays.ts';
import { reportsStore } from '../../server/reports/store.ts';
import type { Report } from '../../server/reports/rules/report.ts';
import type { Services } from '../../server/services.ts';
import { BUREAU, PASSWORD, addBureau, build, client, median, newGround, quantile, report, startServer, tipOff } from './support.ts';
import type { Row, Sending, Server } from './support.ts';

const SIZES = (process.env['SIZES'] ?? '100,10000,100000').split(',').map(Number);
const ROUNDS = Number(process.env['ROUNDS'] ?? 7);
const REQUESTS = Number(process.env['REQUESTS'] ?? 100);
const REACH = 1.2;
const AT_ONCE = 500;
/** One in so many is still open; the same share in each bureau. */
const OPEN_EVERY = 5;
const VIEWS = ['/inbox', '/inbox?view=done', '/inbox?view=all', '/inbox?view=late', '/inbox?view=unassigned', '/inbox?view=mine'];

/** Copies of one real report through the store, in order, with dates spread over the past year. */
async function fill(services: Services, size: number): Promise<void> {
  const { database, crypto, reports } = services;
  const today = beijingDate(services.clock());
  const first = await reports.submit({ ...tipOff(), submission: 'first', division: BUREAU, targetKind: 'medicalInstitution', targetName: '演示康复医院', narrative: '周末的理疗单都是补的，病人根本没有来。', identity: 'anonymous', institutionId: null, categories: ['inventedService'], from: null, to: null, amount: null, relation: 'unsaid', passphrase: null, name: null, contact: null, wantsReward: false }, { received: [], handle: null });
  // A second store on the same data: models have one name a connection.
  const connection = await mongoose.createConnection(database.uri).asPromise();
  const store = reportsStore(connection, crypto);
  const pattern = await store.find(first.id);
  const copy = (n: number, order: number): Report => {
    const receivedOn = addDays(today, -(n % 250));
    const isOpen = n % OPEN_EVERY === 0;
    return {
      ...pattern, id: randomId(), number: newReportNumber(BUREAU), order, receivedOn, state: isOpen ? 'received' : 'notAccepted', codeDigest: randomId(),
      clocks: isOpen ? pattern.clocks : pattern.clocks.map((clock) => ({ ...clock, stoppedOn: receivedOn })), doneOn: isOpen ? null : receivedOn, decidedOn: isOpen ? null : receivedOn,
    };
  };
  for (let n = 1; n < size; n += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, size - n) }, (_, at) =>
      store.add(BUREAU, pattern.year, (order) => ({ report: copy(n + at, order), submission: randomId(), dueOn: addDays(today, ((n + at) % 60) - 10), proof: null }))));
  }
  await connection.close();
  // Else the server would make them findable while it is measured; and the copies are no flood.
  await reports.indexDue({ atOnce: AT_ONCE, isGrouping: false });
}

async function signedIn(send: (sending: Sending) => Promise<{ headers: { 'set-cookie'?: string[] | undefined } }>): Promise<string> {
  const body = Buffer.from(new URLSearchParams({ account: 'intake', password: PASSWORD }).toString());
  const { headers } = await send({ method: 'POST', path: '/sign-in', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
  return (headers['set-cookie'] ?? []).map((line) => line.split(';')[0] ?? '').join('; ');
}

/** Every query that the pages of the inbox send, with the index that it takes; those without one, or that sort reports, are answered. */
async function withoutIndex(services: Services): Promise<{ asked: number; bad: string[] }> {
  const { connection } = services.database;
  loadViews(join(process.cwd(), 'views'));
  const server = createServer(createApp(services));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const { send, close } = client({ port: typeof address === 'object' && address ? address.port : 0 }, 1);
  const cookie = await signedIn(send);
  const queries = new Map<string, { collection: string; method: string; filter: object; options: { sort?: object; limit?: number } }>();
  mongoose.set('debug', (collection: string, method: string, filter: object, ...rest: object[]) => {
    if (['find', 'findOne', 'countDocuments', 'aggregate'].includes(method)) queries.set(`${collection} ${method} ${JSON.stringify([filter, rest])}`, { collection, method, filter, options: rest.at(-1) ?? {} });
  });
  for (const path of VIEWS) {
    const { status } = await send({ path, headers: { cookie, accept: 'text/html' } });
    if (status !== 200) throw new Error(`${path}: ${status}`);
  }
  mongoose.set('debug', false);
  close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const bad: string[] = [];
  for (const { collection, method, filter, options } of queries.values()) {
    let cursor = connection.collection(collection).find(filter);
    if (options.sort) cursor = cursor.sort(options.sort as Record<string, 1 | -1>);
    if (options.limit) cursor = cursor.limit(options.limit);
    const { queryPlanner } = await cursor.explain('queryPlanner') as { queryPlanner: { winningPlan: object } };
    const plan = JSON.stringify(queryPlanner.winningPlan);
    const isById = plan.includes('IDHACK') || /^\{"_id":"[^"]*"\}$/.test(JSON.stringify(filter));
    // A bureau's few entries may be sorted as they are found; its reports never.
    const sortsReports = collection === 'reports' && plan.includes('"SORT"');
    if ((!isById && !/"indexName":"[^"]+"/.test(plan)) || plan.includes('"COLLSCAN"') || sortsReports) bad.push(`${collection}.${method} ${JSON.stringify(filter)} ${plan}`);
  }
  return { asked: queries.size, bad };
}

build();
const yards = [];
for (const size of SIZES) {
  const ground = await newGround(process.env['MONGODB_TEST_URI'] ?? null);
  const began = performance.now();
  await ground.services(async (services) => {
    await addBureau(services);
    await fill(services, size);
  });
  process.stderr.write(styleText('gray', `${size} reports written in ${Math.round((performance.now() - began) / 1000)} s\n`));
  yards.push({ size, ground });
}
const indexes = await yards.at(-1)?.ground.services(withoutIndex) ?? { asked: 0, bad: ['nothing was asked'] };

const running: { size: number; server: Server; cookie: string; send: ReturnType<typeof client>['send']; close: () => void; p95: number[]; p50: number[] }[] = [];
for (const { size, ground } of yards) {
  const server = await startServer(ground);
  const { send, close } = client(server, 1);
  running.push({ size, server, send, close, cookie: await signedIn(send), p95: [], p50: [] });
}
for (let n = 0; n <= ROUNDS; n += 1) {
  const times = running.map((): number[] => []);
  // One request to each in turn: what disturbs the machine disturbs all three.
  for (let asked = 0; asked < REQUESTS; asked += 1) {
    for (const [at, { send, cookie }] of running.entries()) {
      const began = performance.now();
      const { status } = await send({ path: '/inbox', headers: { cookie, accept: 'text/html' } });
      times[at]?.push(performance.now() - began);
      if (status !== 200) throw new Error(`/inbox: ${status}`);
    }
  }
  if (n > 0) for (const [at, each] of running.entries()) {
    each.p95.push(quantile(times[at] ?? [], 0.95));
    each.p50.push(median(times[at] ?? []));
  }
}
for (const { server, close } of running) {
  close();
  await server.stop();
}
for (const { ground } of yards) await ground.remove();

const [smallest] = running;
const rows = running.map(({ size, p95, p50 }): Row => {
  const ratio = median(p95.map((value, round) => value / (smallest?.p95[round] ?? NaN)));
  return { what: `${size} reports`, figures: { 'p95 ms': median(p95), 'median ms': median(p50), 'p95 ratio': ratio }, reach: `≤ ${REACH} × the p95 at ${smallest?.size ?? 0}`, isReached: ratio <= REACH };
});
for (const line of indexes.bad) process.stdout.write(`without an index: ${line}\n`);
report('The inbox', [...rows, { what: 'queries of the inbox', figures: { different: indexes.asked, 'without index': indexes.bad.length }, reach: 'each takes an index', isReached: indexes.bad.length === 0 && indexes.asked > 0 }]);

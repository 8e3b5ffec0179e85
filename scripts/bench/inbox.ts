// The officer's inbox with 100, 10,000 and 100,000 reports in the bureau: three servers side by side, asked in turns. And: which index each query of it takes.
// triage.ts asks the other pages of the same bureaus.
import { createServer } from 'node:http';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { createApp } from '../../server/app.ts';
import { loadViews } from '../../server/kernel/views.ts';
import type { Services } from '../../server/services.ts';
import { signedIn } from './filled.ts';
import { sideBySide } from './side-by-side.ts';
import { build, client, report } from './support.ts';

const VIEWS = ['/inbox', '/inbox?view=done', '/inbox?view=all', '/inbox?view=late', '/inbox?view=unassigned', '/inbox?view=mine'];

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
const { rows, ofLast: indexes } = await sideBySide({ isFindable: false, pages: [{ name: 'inbox', ask: () => ({ path: '/inbox' }) }], last: withoutIndex });
for (const line of indexes.bad) process.stdout.write(`without an index: ${line}\n`);
report('The inbox', [...rows, { what: 'queries of the inbox', figures: { different: indexes.asked, 'without index': indexes.bad.length }, reach: 'each takes an index', isReached: indexes.bad.length === 0 && indexes.asked > 0 }]);

import { fail } from '../errors.ts';
import { compileProjection } from '../project.ts';
import { collect, query, run } from '../query.ts';
import type { Query, Run as Started } from '../query.ts';
import { encode } from '../raw.ts';
import type { Steps } from '../scan.ts';
import { ok } from '../reply.ts';
import type { Command } from '../wire.ts';
import { checkFields, documentField, namespace, numberField } from './context.ts';
import type { Context, Run } from './context.ts';

const FIND = ['filter', 'sort', 'projection', 'skip', 'limit', 'batchSize', 'singleBatch', 'noCursorTimeout', 'allowDiskUse', 'awaitData'];

export function* bytes(steps: Steps, project: (raw: Buffer) => Buffer = raw => raw): Generator<Buffer | undefined> {
  for (const one of steps) yield one && project(one.raw);
}

/** The query a find or count command asks. */
export function queryOf(command: Command): { query: Query; ns: string } {
  const { body } = command;
  const ns = namespace(command);
  const filter = documentField(body, command.name === 'find' ? 'filter' : 'query');
  const limit = Math.abs(numberField(body, 'limit', 0));
  const skip = numberField(body, 'skip', 0);
  if (skip < 0 || (command.name === 'find' && numberField(body, 'limit', 0) < 0)) fail(51024, 'skip and limit may not be negative');
  return { ns, query: query(filter, documentField(body, 'sort'), skip, limit) };
}

export const start = (context: Context, command: Command): Started & { ns: string } => {
  const { ns, query: asked } = queryOf(command);
  return { ns, ...run(context.storage, context.catalog.get(ns), asked) };
};

export const find: Run = (context, command) => {
  const { body } = command;
  checkFields(body, FIND);
  const projection = compileProjection(documentField(body, 'projection'));
  const { ns, steps } = start(context, command);
  const batch = numberField(body, 'batchSize', 101);
  if (batch < 0) fail(51024, 'batchSize may not be negative');
  return context.cursors.first(ns, bytes(steps, projection?.raw), batch, body['singleBatch'] === true);
};

/** Counts index entries where the ranges alone decide, documents otherwise. */
export async function countMatches({ storage, catalog }: Context, ns: string, asked: Query): Promise<number> {
  const { plan, steps } = run(storage, catalog.get(ns), { ...asked, sort: [] });
  if (plan?.exact && asked.skip === 0) {
    const most = asked.limit;
    return plan.ranges.reduce((sum, { low, high }) => (most > 0 && sum >= most ? sum : sum + storage.count(low, high, most > 0 ? most - sum : 0)), 0);
  }
  let n = 0;
  let since = performance.now();
  for (const one of steps) {
    if (one) n++;
    if (performance.now() - since > 4) {
      await new Promise(resolve => setImmediate(resolve));
      since = performance.now();
    }
  }
  return n;
}

export const count: Run = async (context, command) => {
  checkFields(command.body, ['query', 'limit', 'skip']);
  const { ns, query: asked } = queryOf(command);
  return ok({ n: await countMatches(context, ns, asked) });
};

/** What a read would do, and did: the index by name, entries and documents looked at. */
export const explain: Run = (context, { body, database }) => {
  checkFields(body, ['verbosity']);
  const inner = documentField(body, 'explain');
  const name = Object.keys(inner)[0] ?? '';
  const list = Array.isArray(inner['updates']) ? inner['updates'] : Array.isArray(inner['deletes']) ? inner['deletes'] : undefined;
  const first: unknown = list?.[0];
  const asked = typeof first === 'object' && first !== null && 'q' in first ? { [name]: inner[name], query: first.q } : leading(inner);
  if (!['find', 'count', 'update', 'delete', 'findAndModify', 'aggregate'].includes(name)) fail(59, `cannot explain ${name}`);
  const { plan, stats, steps, sortsInMemory } = start(context, { name, database, body: asked, documents: () => [] });
  const returned = body['verbosity'] === 'queryPlanner' ? 0 : collect(steps).length;
  const scanned = plan && (plan.index.name !== '_id_' || plan.bounded || plan.backwards)
    ? {
        stage: 'FETCH',
        inputStage: {
          stage: 'IXSCAN', indexName: plan.index.name, direction: plan.backwards ? 'backward' : 'forward',
          keyPattern: Object.fromEntries(plan.index.columns.map(({ path, descending }) => [path, descending ? -1 : 1])),
          isMultiKey: plan.index.columns.some(({ multi }) => multi),
        },
      }
    : { stage: plan ? 'COLLSCAN' : 'EOF' };
  const winningPlan = sortsInMemory ? { stage: 'SORT', inputStage: scanned } : scanned;
  const executionStats = { executionSuccess: true, nReturned: returned, totalKeysExamined: scanned.stage === 'COLLSCAN' ? 0 : stats.keys, totalDocsExamined: stats.documents };
  return encode({ queryPlanner: { winningPlan }, ...(body['verbosity'] !== 'queryPlanner' && { executionStats }), ok: 1 });
};

/** The part of an aggregation that the indexes serve, as a find. */
function leading(inner: Record<string, unknown>): Record<string, unknown> {
  if (!('aggregate' in inner) || !Array.isArray(inner['pipeline'])) return inner;
  const [match, sort] = inner['pipeline'];
  return { aggregate: inner['aggregate'], query: match?.['$match'] ?? {}, sort: sort?.['$sort'] ?? match?.['$sort'] ?? {} };
}

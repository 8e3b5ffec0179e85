import { keyPattern } from '../catalog.ts';
import { fail } from '../errors.ts';
import { compileProjection } from '../project.ts';
import { collect, run } from '../query.ts';
import type { Steps } from '../query.ts';
import { encode } from '../raw.ts';
import type { Doc } from '../raw.ts';
import { checkFields, documentField, namespace, numberField } from './context.ts';
import type { Context, Run } from './context.ts';

const FIND = ['filter', 'sort', 'projection', 'skip', 'limit', 'batchSize', 'singleBatch', 'noCursorTimeout'];

export function* bytes(steps: Steps, project: (raw: Buffer) => Buffer = raw => raw): Generator<Buffer | undefined> {
  for (const one of steps) yield one && project(one.raw);
}

function start({ storage, catalog }: Context, ns: string, body: Doc): ReturnType<typeof run> {
  checkFields(body, FIND);
  const [skip, limit, batch] = [numberField(body, 'skip', 0), numberField(body, 'limit', 0), numberField(body, 'batchSize', 0)];
  if (skip < 0 || limit < 0 || batch < 0) fail(51024, 'skip, limit and batchSize may not be negative');
  return run(storage, catalog.get(ns), { filter: documentField(body, 'filter'), sort: documentField(body, 'sort'), skip, limit });
}

export const find: Run = (context, command) => {
  const { body } = command;
  const ns = namespace(command);
  const projection = compileProjection(documentField(body, 'projection'));
  const { steps } = start(context, ns, body);
  return context.cursors.first(ns, bytes(steps, projection), numberField(body, 'batchSize', 101), body['singleBatch'] === true);
};

/** What a find would do, and did: the index by name, entries and documents looked at. */
export const explain: Run = (context, { body, database }) => {
  checkFields(body, ['verbosity']);
  const inner = documentField(body, 'explain');
  const name = Object.keys(inner)[0] ?? '';
  if (name !== 'find') fail(59, `cannot explain ${name}`);
  const { plan, stats, steps, sortsInMemory } = start(context, namespace({ name, database, body: inner, documents: () => [] }), inner);
  const runs = body['verbosity'] !== 'queryPlanner';
  const returned = runs ? collect(steps).length : 0;
  const scanned = plan && (plan.index.name !== '_id_' || plan.bounded || plan.backwards)
    ? {
        stage: 'FETCH',
        inputStage: {
          stage: 'IXSCAN', indexName: plan.index.name, direction: plan.backwards ? 'backward' : 'forward',
          keyPattern: keyPattern(plan.index), isMultiKey: plan.index.columns.some(({ multi }) => multi),
        },
      }
    : { stage: plan ? 'COLLSCAN' : 'EOF' };
  const winningPlan = sortsInMemory ? { stage: 'SORT', inputStage: scanned } : scanned;
  const executionStats = { executionSuccess: true, nReturned: returned, totalKeysExamined: scanned.stage === 'COLLSCAN' ? 0 : stats.keys, totalDocsExamined: stats.documents };
  return encode({ queryPlanner: { winningPlan }, ...(runs && { executionStats }), ok: 1 });
};

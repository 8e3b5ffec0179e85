// What a serving process does beside answering: jobs, sweeps, and in a fresh trial the story.
import { setTimeout as pause } from 'node:timers/promises';
import { ConfigurationError } from './kernel/config.ts';
import { FolderInUse, OldStore } from './kernel/database/embedded/lock.ts';
import type { Services } from './services.ts';

const SWEEP_MILLISECONDS = 5 * 60_000;
/** How often it is asked whether something waits to be found. */
const INDEX_MILLISECONDS = 5_000;
/** Receiving goes first: while a process is busy for more than this share of its time, making findable waits, but never longer than a minute. */
const BUSY = 0.6;
const LONGEST_WAIT_MILLISECONDS = 60_000;
const LULL_MILLISECONDS = 20;
/** Making findable costs some ms each: so many in one go, then the others work. */
const INDEX_SLICE = 2;
const GLANCE_MILLISECONDS = 2;
const ALONE = 0.2;
const DISK_MILLISECONDS = 24 * 3_600_000;
const FIRST_PAGE_MILLISECONDS = 250;

/** The row in which the story notes how far it is. */
export const STORY = { kind: 'story', key: 'trial' } as const;
export const VISIT = 'visit ';
/** `left`: matters that could not be told; `visits`: number, code and passphrase of the invented reports that anybody may look into. */
export type Told = { isDone: boolean; left: readonly string[]; played: number; visits: readonly string[]; seconds: number };
/** The part of the loader that the start needs; it lives with the scripts. */
export type Story = { progress: () => { done: number; total: number } | null; ended: Promise<Told>; stop: () => Promise<void> };

/** What is kept of the visits among the story's notes. */
export function visitsOf(notes: { ids?: unknown }): string[] {
  const { ids } = notes;
  return typeof ids === 'object' && ids !== null ? Object.entries(ids).flatMap(([key, text]) => (key.startsWith(VISIT) && typeof text === 'string' ? [text] : [])) : [];
}
/** A story that was told needs no loader: a second start does not even read it. */
export async function isTold({ jobs }: Services): Promise<boolean> {
  return (await jobs.look(STORY.kind, STORY.key))?.isDone ?? false;
}

/** @throws ConfigurationError where accounts with a printed password would be reachable. */
export async function refuseDemoAccounts({ config, people }: Services): Promise<void> {
  if (config.isTrial) return;
  const [first] = await people.demoAccounts();
  if (first) throw new ConfigurationError(`This database holds demo accounts (${first.account} …), whose password is printed. They are for trial mode only: start with a database of its own.`);
}

/**
 * All begins only when the first page has had its time. Jobs and sweeps begin when the story is told: its times lie in the past, so that all it
 * leaves for later would look overdue. Rule sets that contradict themselves end the process.
 */
export function serving(services: Services, loadStory: () => Promise<Story | null>, print: (line: string) => void): { stop: () => Promise<void> } {
  const { jobs, log, evidence, documents, reports, cases, law, recounts, digest, rewards, entering } = services;
  const timers: NodeJS.Timeout[] = [];
  let story: Story | null = null;
  let working: Promise<unknown> = Promise.resolve();
  let isStopped = false;

  const attempt = (what: () => Promise<unknown>): void => {
    working = working.then(() => (isStopped ? undefined : what())).catch((error: unknown) => void log.error(error instanceof Error ? error : new Error('background work failed')));
  };
  const every = (milliseconds: number, what: () => Promise<unknown>): void => void timers.push(setInterval(() => attempt(what), milliseconds).unref());
  const refers = async (ids: string[]) => (await Promise.all([documents.refersTo(ids), reports.refersTo(ids), cases.refersTo(ids), entering.refersTo(ids), rewards.refersTo(ids)])).flat();

  let lastIndexed = performance.now();
  /** Whether the process has time to spare: asked in a short pause, in which only the others work. */
  async function hasLull(): Promise<boolean> {
    const before = performance.eventLoopUtilization();
    await pause(LULL_MILLISECONDS);
    return performance.eventLoopUtilization(before).utilization < BUSY;
  }
  /** Short where nobody else is at work. */
  async function rest(): Promise<void> {
    const before = performance.eventLoopUtilization();
    await pause(GLANCE_MILLISECONDS);
    if (performance.eventLoopUtilization(before).utilization > ALONE) await pause(LULL_MILLISECONDS);
  }
  async function index(): Promise<void> {
    const isOverdue = performance.now() - lastIndexed > LONGEST_WAIT_MILLISECONDS;
    if (!isOverdue && !(await hasLull())) return;
    await reports.indexDue({ slice: INDEX_SLICE, between: rest, goesOn: async () => !isStopped && (isOverdue || (await hasLull())) });
    lastIndexed = performance.now();
  }

  async function begin(): Promise<void> {
    if (isStopped) return;
    jobs.start();
    await digest.start();
    await recounts.started(law.baseVersion);
    await reports.startTidying();
    attempt(index);
    every(INDEX_MILLISECONDS, index);
    // Every stored calculation again from its own copies; the auditor reads the result.
    attempt(() => rewards.verify(() => !isStopped));
    await evidence.sweepDisk();
    every(DISK_MILLISECONDS, evidence.sweepDisk);
    every(SWEEP_MILLISECONDS, () => evidence.sweep(refers));
  }

  async function tell(): Promise<void> {
    story = await loadStory();
    if (story) {
      if (isStopped) await story.stop();
      services.story.progress = story.progress;
      const { isDone, left, played, seconds } = await story.ended;
      if (played > 0 && isDone) print(`演示案例已载入 The story is loaded (${seconds.toFixed(1)} s${left.length > 0 ? `; left out: ${left.join(', ')}` : ''})`);
    }
    if (!isStopped) for (const line of await signIns(services)) print(line);
  }

  timers.push(setTimeout(() => void rewards.ruleSets().byId, FIRST_PAGE_MILLISECONDS));
  attempt(async () => {
    await pause(FIRST_PAGE_MILLISECONDS);
    if (isStopped) return;
    await tell().catch((error: unknown) => void log.error(error instanceof Error ? error : new Error('the story failed')));
    await begin();
  });

  return {
    async stop() {
      isStopped = true;
      for (const timer of timers) clearInterval(timer);
      await story?.stop();
      await working;
      await jobs.stop();
    },
  };
}

/** The demo sign-ins and the reports that anybody may look into, one line each. */
async function signIns({ demoAccounts, jobs }: Services): Promise<string[]> {
  const accounts = await demoAccounts();
  const [first] = accounts;
  if (!first) return [];
  const visits = visitsOf((await jobs.look(STORY.kind, STORY.key))?.payload ?? {});
  return [...visits.map((visit) => `演示举报，编号、查询码、领奖口令 Demo report, number, access code, passphrase: ${visit}`), `演示账号 Demo sign-ins, password ${first.password} :`, ...accounts.map(({ account, name, bureau, roles }) => `  ${account.padEnd(12)} ${name}  ${bureau}  ${roles.join(', ')}`)];
}

const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;

/** What stops a start, in one message where a person can do something about it; else with its stack. */
export function whyNot(error: unknown): string {
  if (error instanceof ConfigurationError || error instanceof FolderInUse || error instanceof OldStore) return error.message;
  if (hasCode(error, 'EADDRINUSE')) return 'The port is in use by another process. Stop that process, or set PORT to another one.';
  if (hasCode(error, 'EACCES')) return `Not allowed: ${error instanceof Error ? error.message : ''}. Set PORT, DATA_DIR or UPLOADS_DIR to what this user may use.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

// Loads the story once into a fresh trial, beside the running server: a second connection, services with a clock of their own.
import { setImmediate as breathe } from 'node:timers/promises';
import type { Config } from '../../server/kernel/config.ts';
import type { Keys } from '../../server/kernel/crypto.ts';
import { connect } from '../../server/kernel/database/connect.ts';
import type { Database } from '../../server/kernel/database/connect.ts';
import type { Clock } from '../../server/kernel/clock.ts';
import type { Log } from '../../server/kernel/log.ts';
import { createServices } from '../../server/services.ts';
import type { Services } from '../../server/services.ts';
import { STORY, visitsOf } from '../../server/serving.ts';
import type { Told } from '../../server/serving.ts';
import { beginning, play } from './play.ts';
import type { Progress } from './play.ts';
import { story } from './story.ts';


export type Loading = {
  /** How far it is; null when there is nothing (left) to load. */
  progress: () => { done: number; total: number } | null;
  /** Settles when it is loaded, stopped, or was not to be loaded; `left` names the matters that could not be told. */
  ended: Promise<Told>;
  stop: () => Promise<void>;
};

type Options = {
  config: Config; database: Pick<Database, 'uri'>; keys: Keys; clock: Clock; log: Log; root: string; passwordCost?: number;
  /** Stops after so many steps, as an interruption would. */
  most?: number;
};

const isProgress = (payload: Record<string, unknown>): payload is Progress => typeof payload['now'] === 'string' && typeof payload['done'] === 'number';

/** Where the story stands, or its beginning in a database that nobody has used yet; null where there is no story and none is to begin. */
async function whereItStands({ jobs, people }: Services, now: Date): Promise<Progress | null> {
  const kept = await jobs.look(STORY.kind, STORY.key);
  if (kept && isProgress(kept.payload)) return { ...kept.payload, isDone: kept.isDone };
  if ((await people.listBureaus()).length > 0) return null;
  const progress = beginning(now);
  await jobs.queue(STORY.kind, STORY.key, progress);
  return progress;
}

export function loadStory(options: Options): Loading {
  const { clock, log, most = Number.POSITIVE_INFINITY } = options;
  let now = clock();
  let isStopped = false;
  let shown: { done: number; total: number } | null = null;

  async function tell(database: Database): Promise<Omit<Told, 'seconds'>> {
    // Passwords and passphrases of invented people are printed: a dear digest would hide nothing.
    const services = createServices({ ...options, database, clock: () => new Date(now), memory: clock, passwordCost: options.passwordCost ?? 4, passphraseCost: 10 });
    const progress = await whereItStands(services, now);
    if (!progress || progress.isDone) return { isDone: true, left: [], played: 0, visits: visitsOf(progress ?? {}) };
    const began = new Date(progress.now);
    const steps = story(began, await services.law.calendar('CN'));
    const first = progress.done;
    // What an act left to its job, when the break came, is finished under the time of the story.
    now = new Date((steps[progress.done - 1]?.at ?? began).getTime() + 120_000);
    await services.jobs.runDue();
    const isDone = await play(steps, progress, {
      services, setTime: (at) => void (now = at), save: (kept) => services.jobs.keep(STORY.kind, STORY.key, kept), isStopped: () => isStopped || progress.done >= first + most,
      failed: (step, error) => log.warn('the story leaves a matter', { step: step.name, reason: error instanceof Error ? error.message : String(error) }),
      played: ({ done }, total) => void (shown = { done, total }),
    });
    const told = { isDone, left: progress.left, played: progress.done - first, visits: visitsOf(progress) };
    if (!isDone) return told;
    now = began;
    await services.jobs.runDue();
    await services.jobs.finish(STORY.kind, STORY.key);
    return told;
  }

  async function run(): Promise<Told> {
    const started = clock().getTime();
    // The server has just begun to listen: whoever waits for the first page goes first.
    await breathe();
    const database = await connect({ uri: options.database.uri, dataDir: '' });
    try {
      return { ...(await tell(database)), seconds: (clock().getTime() - started) / 1000 };
    } finally {
      shown = null;
      await database.close();
    }
  }

  const ended = run();
  return {
    progress: () => shown,
    ended,
    async stop() {
      isStopped = true;
      await ended.catch(() => undefined);
    },
  };
}

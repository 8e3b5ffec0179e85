// Plays the steps one after the other and notes after each how far it came, so that a story that broke off goes on where it stopped.
import { Conflict, NotNow } from '../../server/kernel/errors.ts';
import type { Person } from '../../server/people/rules/person.ts';
import type { Services } from '../../server/services.ts';
import { beijingDate } from '../../server/kernel/clock.ts';
import { actsOf } from './timeline.ts';
import type { Step, Teller } from './timeline.ts';

/** What is kept of the story while it is told. `now`: the instant it counts back from; `acts`: how many acts each matter has seen. */
export type Progress = { now: string; done: number; ids: Record<string, string>; acts: Record<string, number>; left: string[]; isDone: boolean };
export const beginning = (now: Date): Progress => ({ now: now.toISOString(), done: 0, ids: {}, acts: {}, left: [], isDone: false });

export type Stage = {
  services: Services;
  /** Turns the clock of those services. */
  setTime: (at: Date) => void;
  save: (progress: Progress) => Promise<void>;
  isStopped: () => boolean;
  failed: (step: Step, error: unknown) => void;
  played: (progress: Progress, total: number) => void;
};

function tellerOf(services: Services, progress: Progress, at: () => Date): Teller {
  const people = new Map<string, Person>();
  return {
    services,
    today: () => beijingDate(at()),
    async person(account) {
      const known = people.get(account);
      if (known) return known;
      const id = await services.people.idOf(account);
      const person = id === null ? null : await services.people.find(id);
      if (!person) throw new Error(`nobody is called ${account}`);
      people.set(account, person);
      return person;
    },
    id(key) {
      const id = progress.ids[key];
      if (id === undefined) throw new Error(`the story does not know ${key} yet`);
      return id;
    },
    knows: (key) => progress.ids[key] !== undefined,
    keep: (key, id) => void (progress.ids[key] = id),
    versions: new Map(),
    cases: new Map(),
  };
}

/** A step after the last note: whether its act is on record already, right behind those that are noted. */
async function isThereAlready({ entity }: Step, teller: Teller, progress: Progress): Promise<boolean> {
  if (!entity || !teller.knows(entity.key)) return false;
  const acts = await actsOf(teller, entity);
  if (acts[progress.acts[entity.key] ?? firstActs[entity.kind]] !== entity.act) return false;
  // Filing is one act that opens a second matter: the id of the case stands in the report.
  if (entity.act === 'file') {
    const { report } = await teller.services.reports.forOfficer(await teller.person(entity.reader), teller.id(entity.key));
    if (report.caseId === null) return false;
    teller.keep(entity.key.replace('report', 'case'), report.caseId);
  }
  return true;
}
/** A note costs a synced write; what happened since the last one is found again by its record. */
const SAVE_EVERY = 12;

/** In words for the log: one who was faster is no fault of the story, an act at a stage that does not know it is. */
const toldAs = ({ name }: Step, error: unknown): unknown =>
  error instanceof NotNow ? new Error(`${name}: not at this stage${error.stage === null ? '' : ` (${error.stage})`}`) : error instanceof Conflict ? new Error(`${name}: somebody was faster`) : error;

/** A report begins with its receipt on record, a case with its filing, a notice with its draft. */
const firstActs = { report: 1, case: 1, reward: 0, notice: 1 } as const;

/** @returns false when it was stopped before the end. */
export async function play(steps: readonly Step[], progress: Progress, stage: Stage): Promise<boolean> {
  let at = new Date(progress.now);
  const teller = tellerOf(stage.services, progress, () => at);
  const resumedAt = progress.done;
  const doubtful = resumedAt === 0 ? 0 : resumedAt + SAVE_EVERY;
  for (const [n, step] of steps.entries()) {
    if (n < progress.done) continue;
    if (stage.isStopped()) return false;
    at = step.at;
    stage.setTime(at);
    if (!progress.left.includes(step.thread)) await once(step, n < doubtful);
    progress.done = n + 1;
    if (progress.done % SAVE_EVERY === 0 || progress.done === steps.length) await stage.save(progress);
    stage.played(progress, steps.length);
  }
  return true;

  async function once(step: Step, isInDoubt: boolean): Promise<void> {
    const { entity } = step;
    try {
      const isDone = isInDoubt && (await isThereAlready(step, teller, progress));
      const outcome = isDone ? undefined : await step.run(teller);
      if (entity && outcome !== 'skipped') progress.acts[entity.key] = (progress.acts[entity.key] ?? firstActs[entity.kind]) + 1;
    } catch (error) {
      // Setting up must not fail; of anything else somebody may have been faster, and then his way is the story.
      if (step.thread === 'setup') throw error;
      stage.failed(step, toldAs(step, error));
      progress.left.push(step.thread);
    }
  }
}

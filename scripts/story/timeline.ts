// The story is a list of steps in the order of time. Each is an act of somebody through a service; whoever is asked what is there answers from the services too.
import type { Case } from '../../server/cases/rules/case.ts';
import type { Person } from '../../server/people/rules/person.ts';
import type { Services } from '../../server/services.ts';

/** What a step changes: one event of it, called `act` in its record. */
export type Entity = { kind: 'report' | 'case' | 'reward' | 'notice'; key: string; reader: string; act: string };

export type Teller = {
  services: Services;
  today: () => string;
  person: (account: string) => Promise<Person>;
  /** Ids that earlier steps brought about, by the story's own names. @throws where no step did */
  id: (key: string) => string;
  knows: (key: string) => boolean;
  keep: (key: string, id: string) => void;
  /** Reports' versions and cases as the last act left them, by id. */
  versions: Map<string, number>;
  cases: Map<string, Case>;
};

export type Step = {
  at: Date;
  /** Steps of one thread depend on each other; when one fails the rest of its thread is left out. */
  thread: string;
  name: string;
  /** Null where repeating the step changes nothing. */
  entity: Entity | null;
  /** 'skipped': the matter did not call for it, and nothing was written. */
  run: (teller: Teller) => Promise<'skipped' | void>;
};

/** By time; inside a thread in the order given, each step at least a minute after the one before. */
export function timeline(threads: readonly (readonly Step[])[]): Step[] {
  const steps = threads.flatMap((thread, n) => {
    let earliest = 0;
    return thread.map((step, place) => {
      const at = new Date(Math.max(step.at.getTime(), earliest));
      earliest = at.getTime() + 1000;
      return { step: { ...step, at }, n, place };
    });
  });
  return steps.sort((a, b) => a.step.at.getTime() - b.step.at.getTime() || a.n - b.n || a.place - b.place).map(({ step }) => step);
}

/** The acts that are on record of an entity. */
export async function actsOf({ services, person, id }: Teller, { kind, key, reader }: Entity): Promise<string[]> {
  const who = await person(reader);
  // What another report's act put on its record is no step of its own.
  if (kind === 'report') return (await services.reports.forOfficer(who, id(key))).report.events.filter(({ by }) => by !== 'system').map(({ action }) => action);
  if (kind === 'case') return (await services.cases.open(who, id(key))).kase.events.map(({ act }) => act);
  if (kind === 'reward') return (await services.rewards.forOfficer(who, id(key))).matter.events.map(({ action }) => action);
  return (await services.notices.forMaker(who, id(key))).notice.events.map(({ action }) => action);
}

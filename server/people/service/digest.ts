// Once a day at eight in Beijing, on working days, to officers who gave an address: counts and the way to the desk.
import { beijingDate } from '../../kernel/clock.ts';
import type { Clock } from '../../kernel/clock.ts';
import { addDays } from '../../kernel/workdays.ts';
import { digestOf, digestTime } from '../rules/digest.ts';
import type { Person } from '../rules/person.ts';
import type { DeskLine } from '../rules/desk.ts';

/** `id` is the same when the same mail is sent again, so that a mailbox can tell. @throws Error without any address in it; `isAway` where the server itself does not answer */
export type Mailer = { send: (mail: { to: string; subject: string; text: string; id: string }) => Promise<void> };
type Jobs = {
  handle: (kind: string, handler: (key: string) => Promise<Date | void>) => void;
  queue: (kind: string, key: string, payload?: Record<string, unknown>, runAt?: Date) => Promise<void>;
  look: (kind: string, key: string) => Promise<{ isDone: boolean } | null>;
};
type Parts = {
  /** Null where no mail server is configured: then nothing is planned and nothing sent. */
  mailer: Mailer | null; jobs: Jobs; clock: Clock;
  people: { withEmail: () => Promise<{ id: string; bureau: string }[]>; find: (id: string) => Promise<Person | null>; emailOf: (id: string) => Promise<string | null> };
  linesOf: (person: Person) => Promise<DeskLine[]>;
  isWorkday: (bureau: string, date: string) => Promise<boolean>;
  words: (key: string, args?: Record<string, string | number>) => string;
  /** The address of the desk. */
  desk: string;
};

const DAY = 'mail.day';
const SEND = 'mail.digest';
const FIRST_REST_SECONDS = 30;
const LONGEST_REST_SECONDS = 15 * 60;
const SERVER = 'server';

/** What did not work is left alone for longer and longer: a mailbox, or the whole server. A process may forget it. */
function resting(clock: Clock) {
  const rests = new Map<string, { until: Date; failures: number }>();
  return {
    /** Until when; null where it may be tried. */
    until(...names: string[]): Date | null {
      const open = names.flatMap((name) => rests.get(name)?.until ?? []).filter((until) => until > clock());
      return open.sort((a, b) => b.getTime() - a.getTime())[0] ?? null;
    },
    failed(name: string): void {
      const failures = (rests.get(name)?.failures ?? 0) + 1;
      const seconds = Math.min(FIRST_REST_SECONDS * 2 ** (failures - 1), LONGEST_REST_SECONDS);
      rests.set(name, { until: new Date(clock().getTime() + seconds * 1000), failures });
    },
    worked: (...names: string[]): void => names.forEach((name) => rests.delete(name)),
  };
}

export function digestService({ mailer, jobs, clock, people, linesOf, isWorkday, words, desk }: Parts) {
  const today = (): string => beijingDate(clock());
  const plan = (day: string): Promise<void> => jobs.queue(DAY, day, {}, digestTime(day));

  jobs.handle(DAY, async (day) => {
    if (!mailer) return;
    await plan(addDays(day < today() ? today() : day, 1));
    // A process that slept over it does not send yesterday's counts.
    if (day !== today()) return;
    for (const { id, bureau } of await people.withEmail()) {
      const key = `${id} ${day}`;
      if ((await isWorkday(bureau, day)) && !(await jobs.look(SEND, key))) await jobs.queue(SEND, key);
    }
  });

  const rests = resting(clock);
  const isAway = (error: unknown): boolean => error instanceof Error && 'isAway' in error && error.isAway === true;

  // One job a person and day: a failure is tried again by the runner, and a mail that went out goes out no second time.
  jobs.handle(SEND, async (key) => {
    const [id = '', day] = key.split(' ');
    if (!mailer || day !== today()) return;
    // Each waits out a server that does not answer without asking it: it would hold up all other work, once for each person.
    const rest = rests.until(SERVER, id);
    if (rest) return rest;
    const [person, to] = await Promise.all([people.find(id), people.emailOf(id)]);
    const digest = person && digestOf(await linesOf(person), { words, desk });
    if (!digest || !to) return;
    try {
      await mailer.send({ ...digest, to, id: `digest-${id}-${day}` });
      rests.worked(SERVER, id);
    } catch (error) {
      rests.failed(isAway(error) ? SERVER : id);
      throw error;
    }
  });

  return {
    isConfigured: mailer !== null,
    /** For a serving process: the next morning, if it is not planned already. */
    async start(): Promise<void> {
      if (!mailer) return;
      const next = clock() < digestTime(today()) ? today() : addDays(today(), 1);
      if (!(await jobs.look(DAY, next))) await plan(next);
    },
  };
}

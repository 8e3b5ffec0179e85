// Once a day at eight in Beijing, on working days, to officers who gave an address: counts and the way to the desk.
import { beijingDate } from '../../kernel/clock.ts';
import type { Clock } from '../../kernel/clock.ts';
import { addDays } from '../../kernel/workdays.ts';
import { digestOf, digestTime } from '../rules/digest.ts';
import type { Person } from '../rules/person.ts';
import type { DeskLine } from '../rules/desk.ts';

/** `id` is the same when the same mail is sent again, so that a mailbox can tell. @throws Error without any address in it */
export type Mailer = { send: (mail: { to: string; subject: string; text: string; id: string }) => Promise<void> };
type Jobs = {
  handle: (kind: string, handler: (key: string) => Promise<void>) => void;
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

  // One job a person and day: a failure is tried again by the runner, and a mail that went out goes out no second time.
  jobs.handle(SEND, async (key) => {
    const [id = '', day] = key.split(' ');
    if (!mailer || day !== today()) return;
    const [person, to] = await Promise.all([people.find(id), people.emailOf(id)]);
    const digest = person && digestOf(await linesOf(person), { words, desk });
    if (digest && to) await mailer.send({ ...digest, to, id: `digest-${id}-${day}` });
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

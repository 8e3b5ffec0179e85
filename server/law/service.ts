import { done } from '../audit/rules.ts';
import type { Audit } from '../audit/service.ts';
import type { Clock } from '../kernel/clock.ts';
import { Forbidden } from '../kernel/errors.ts';
import type { DeskLine } from '../people/rules/desk.ts';
import { isInScope, type Person } from '../people/rules/person.ts';
import { calendarEntry, confirmed, lawOf, mayEnterLaw, parameterEntry, placesOf, type Calendar, type CalendarCommand, type LawEntry, type LocalLaw, type ParameterCommand } from './rules/entries.ts';
import type { Parameter } from './rules/parameters.ts';
import type { lawStore } from './store.ts';

export type LawService = ReturnType<typeof lawService>;
export type { LocalLaw };

const CACHE_MILLISECONDS = 3_000;

/** `base` is the national calendar; the law of a bureau is what it and the bureaus above it entered over the data. */
export function lawService({ store, audit, clock, memory = clock, base, entered = async () => undefined }: {
  store: ReturnType<typeof lawStore>; audit: Audit; clock: Clock; base: Calendar;
  /** How the seconds pass for which the law is remembered. */
  memory?: Clock;
  /** Told of each entry that comes into force. */
  entered?: (entry: LawEntry) => Promise<void>;
}) {
  const cache = new Map<string, { law: Promise<LocalLaw>; until: number }>();

  /** Calendar and entered parameters of a bureau, remembered for a few seconds. */
  async function of(bureau: string): Promise<LocalLaw> {
    const now = memory().getTime();
    const kept = cache.get(bureau);
    if (kept && kept.until > now) return kept.law;
    const law = store.listFor(placesOf(bureau)).then((entries) => lawOf(base, bureau, entries));
    // Kept before it is there, so that whoever asks meanwhile waits for the same answer; a failed one is asked for anew.
    cache.set(bureau, { law, until: now + CACHE_MILLISECONDS });
    law.catch(() => cache.delete(bureau));
    return law;
  }

  async function add(person: Person, draft: Omit<LawEntry, 'id'>): Promise<LawEntry> {
    const entry = await store.add(draft);
    const code = entry.content.kind === 'parameter' ? entry.content.parameter.code : 'calendar';
    await audit.record(done('law.enter', person.id, person.bureau, { kind: 'lawEntry', id: entry.id }, { code, jurisdiction: entry.jurisdiction }));
    return entry;
  }

  return {
    of,
    overlay: async (bureau: string): Promise<readonly Parameter[]> => (await of(bureau)).overlay,
    /** Of the calendar that the program comes with. */
    baseVersion: base.version,
    calendar: async (bureau: string): Promise<Calendar> => (await of(bureau)).calendar,

    /** For those who may confirm: how many entries of their division wait for somebody else than who entered them. */
    async deskLines(person: Person): Promise<DeskLine[]> {
      if (!mayEnterLaw(person, person.bureau)) return [];
      const waiting = (await store.listFor([person.bureau])).filter(({ confirmedBy, enteredBy }) => confirmedBy === null && enteredBy !== person.id);
      return [{ key: 'law.waiting', args: {}, count: waiting.length, href: '/parameters' }];
    },

    /** Entries of the place and of those above it, also the ones that wait for their second person. */
    async list(person: Person, jurisdiction: string): Promise<LawEntry[]> {
      if (!isInScope(person, jurisdiction)) throw new Forbidden('law.list');
      return store.listFor(placesOf(jurisdiction));
    },
    enterParameter: async (person: Person, command: ParameterCommand): Promise<LawEntry> => add(person, parameterEntry(person, command, clock())),
    enterCalendarDays: async (person: Person, command: CalendarCommand): Promise<LawEntry> => add(person, calendarEntry(person, command, clock())),

    /** Puts an entry in force; the person must be another than the one who entered it. */
    async confirm(person: Person, id: string): Promise<LawEntry> {
      const entry = confirmed(await store.find(id), person, clock());
      // Before it counts: a job that finds nothing to do is better than clocks that nobody counts again.
      await entered(entry);
      await store.confirm(entry);
      cache.clear();
      await audit.record(done('law.confirm', person.id, person.bureau, { kind: 'lawEntry', id }, { jurisdiction: entry.jurisdiction }));
      return entry;
    },
  };
}

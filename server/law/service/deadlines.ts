// What is due: for the person himself, and as counts up the division tree for a head. The features say what runs; nothing here knows content.
import { done } from '../../audit/rules.ts';
import type { Audit } from '../../audit/service.ts';
import { beijingDate } from '../../kernel/clock.ts';
import type { Clock } from '../../kernel/clock.ts';
import { within } from '../../kernel/divisions.ts';
import { Forbidden, NotFound } from '../../kernel/errors.ts';
import type { Calendar } from '../../kernel/workdays.ts';
import type { DeskLine } from '../../people/rules/desk.ts';
import type { Bureau } from '../../people/rules/accounts.ts';
import { hasRole, isInScope } from '../../people/rules/person.ts';
import type { Person } from '../../people/rules/person.ts';
import { added, emptyTally, tallyOf } from '../rules/clocks/board.ts';
import type { ClockCount, DueItem, MatterKind, Tally } from '../rules/clocks/board.ts';
import { findParameter } from '../rules/parameters.ts';
import type { Parameter } from '../rules/parameters.ts';

/** Counts of the clocks of bureaus; `scope` is the division that holds them all. */
export type CountSource = (bureaus: readonly string[], scope: string) => Promise<ClockCount[]>;
export type ItemSource = (person: Person) => Promise<DueItem[]>;
/** `below`: with every bureau under it, itself among them. */
export type BoardLine = { code: string; name: string; own: Tally; below: Tally };
export type CodeLine = { matter: MatterKind; code: string; tally: Tally };
/** `late`: what is overdue, by number, for a head of this very bureau; null for one above, who sees counts alone. */
export type BureauBoard = { code: string; name: string; lines: CodeLine[]; below: string[]; late: DueItem[] | null; today: string };
export type DeadlinesService = ReturnType<typeof deadlinesService>;

type LawOf = (bureau: string) => Promise<{ calendar: Calendar; overlay: readonly Parameter[] }>;

export function deadlinesService({ law, clock, audit, bureaus }: { law: LawOf; clock: Clock; audit: Audit; bureaus: () => Promise<Bureau[]> }) {
  const counters: CountSource[] = [];
  const sources: ItemSource[] = [];

  async function spanOf(bureau: string): Promise<{ calendar: Calendar; today: string; warnAt: number }> {
    const today = beijingDate(clock());
    const { calendar, overlay } = await law(bureau);
    return { calendar, today, warnAt: Number(findParameter('CLOCK_WARN', bureau, today, overlay)?.value ?? 0) };
  }
  const countsOf = async (codes: readonly string[], scope: string): Promise<ClockCount[]> => (await Promise.all(counters.map((count) => count(codes, scope)))).flat().filter(({ bureau }) => codes.includes(bureau));
  const itemsOf = async (person: Person): Promise<DueItem[]> => (await Promise.all(sources.map((source) => source(person)))).flat().sort((a, b) => a.due.localeCompare(b.due) || a.number.localeCompare(b.number) || a.id.localeCompare(b.id));

  /** The active bureaus that a head sees. @throws Forbidden */
  async function reach(person: Person): Promise<Bureau[]> {
    if (!hasRole(person, 'head')) throw new Forbidden('clocks');
    return (await bureaus()).filter(({ code, isActive }) => isActive && isInScope(person, code));
  }

  return {
    add(counter: CountSource, source: ItemSource): void {
      counters.push(counter);
      sources.push(source);
    },

    /** Every bureau inside the head's scope, in the order of the division tree. @throws Forbidden */
    async board(person: Person): Promise<BoardLine[]> {
      const seen = await reach(person);
      const counts = await countsOf(seen.map(({ code }) => code), person.scope);
      const own = new Map(await Promise.all(seen.map(async ({ code }): Promise<[string, Tally]> => [code, tallyOf(counts.filter(({ bureau }) => bureau === code), await spanOf(code))])));
      return seen.map(({ code, name }) => ({
        code, name, own: own.get(code) ?? emptyTally(),
        below: seen.filter((each) => within(code, each.code)).reduce((sum, each) => added(sum, own.get(each.code) ?? emptyTally()), emptyTally()),
      }));
    },

    /** For a head's desk: what is overdue in the own bureau and below, and the way to the board. */
    async deskLines(person: Person): Promise<DeskLine[]> {
      if (!hasRole(person, 'head')) return [];
      const seen = await reach(person);
      const counts = await countsOf(seen.map(({ code }) => code), person.scope);
      const late = await Promise.all(seen.map(async ({ code }) => tallyOf(counts.filter(({ bureau }) => bureau === code), await spanOf(code)).late));
      const n = late.reduce((sum, each) => sum + each, 0);
      // The way stays there when nothing is late.
      return [{ key: n > 0 ? 'clocks.desk.late' : 'clocks.board.title', args: {}, count: n > 0 ? n : null, href: '/clocks' }];
    },

    /** One bureau by code of the clock. Numbers only inside the own bureau. @throws Forbidden, NotFound outside the scope */
    async bureau(person: Person, code: string): Promise<BureauBoard> {
      const seen = await reach(person);
      const bureau = seen.find((each) => each.code === code);
      if (!bureau) throw new NotFound('bureau');
      const [counts, span] = await Promise.all([countsOf([code], code), spanOf(code)]);
      const kinds = [...new Set(counts.map((count) => `${count.matter} ${count.code}`))].sort();
      const lines = kinds.map((kind): CodeLine[] => {
        const alike = counts.filter((count) => `${count.matter} ${count.code}` === kind);
        const [first] = alike;
        return first ? [{ matter: first.matter, code: first.code, tally: tallyOf(alike, span) }] : [];
      }).flat();
      const late = person.bureau === code ? (await itemsOf(person)).filter(({ due }) => due < span.today) : null;
      return { code, name: bureau.name, lines, below: seen.filter((each) => each.code !== code && within(code, each.code)).map((each) => each.code), late, today: span.today };
    },

    /** What is due for this person, for a calendar file; taking it out is on record. */
    async calendar(person: Person): Promise<DueItem[]> {
      const items = await itemsOf(person);
      await audit.record(done('clocks.export', person.id, person.bureau, null, { items: items.length }));
      return items;
    },
  };
}

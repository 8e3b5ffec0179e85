import type { Model } from 'mongoose';
import { gathered } from '../../kernel/database/gather.ts';
import { codePrefix } from '../../kernel/divisions.ts';
import { standsAs } from '../../law/rules/clocks/board.ts';
import type { ClockCount } from '../../law/rules/clocks/board.ts';
import { addTo, countedAs, emptyTally } from '../rules/tally.ts';
import type { Counted, Tally } from '../rules/tally.ts';
import type { CountRow } from './schema.ts';

/** A report as the counters see it: where it is, and when the first of its clocks ends. */
export type CountedRow = Counted & { bureau: string; dueOn: string };

/** Clocks are counted beside the inbox, under names that its range does not reach. */
const CLOCK = 'clock';
const clockNamesOf = ({ bureau, clocks }: Pick<CountedRow, 'bureau' | 'clocks'>): string[] => clocks.flatMap(standsAs).map((name) => `${CLOCK} ${bureau} ${name}`);
const namesOf = (row: CountedRow): string[] => [...countedAs(row, row.dueOn).map((name) => `${row.bureau} ${name}`), ...clockNamesOf(row)];

function tallied(rows: readonly CountedRow[], sign: 1 | -1, into = new Map<string, number>()): Map<string, number> {
  for (const name of rows.flatMap(namesOf)) into.set(name, (into.get(name) ?? 0) + sign);
  return into;
}

/** Counters of the inbox. A crash between a write and its counters leaves wrong numbers until the job counts anew. */
export function counting(counts: Model<CountRow>) {
  async function write(changes: Map<string, number>, operator: '$inc' | '$set'): Promise<void> {
    const real = [...changes].filter(([, n]) => operator === '$set' || n !== 0);
    if (real.length > 0) await counts.bulkWrite(real.map(([_id, n]) => ({ updateOne: { filter: { _id }, update: { [operator]: { n } }, upsert: true } })));
  }
  // What comes while one write is under way is added up first: most of it stands in the same few counters.
  const change = gathered<readonly [string, number]>((changes) => {
    const sums = new Map<string, number>();
    for (const [name, n] of changes) sums.set(name, (sums.get(name) ?? 0) + n);
    return write(sums, '$inc');
  });

  return {
    add: (rows: readonly CountedRow[]): Promise<void> => (rows.length > 0 ? change([...tallied(rows, 1)]) : Promise.resolve()),
    move: (before: CountedRow, after: CountedRow): Promise<void> => change([...tallied([after], 1, tallied([before], -1))]),
    /** Of every bureau inside the scope that has any. */
    async read(scope: string): Promise<Map<string, Tally>> {
      const prefix = codePrefix(scope);
      const found = new Map<string, Tally>();
      for (const { _id, n } of await counts.find({ _id: { $gte: prefix, $lt: `${prefix}~` } }).lean<CountRow[]>()) {
        const [bureau = '', ...name] = _id.split(' ');
        if (bureau === CLOCK) continue;
        const tally = found.get(bureau) ?? emptyTally();
        addTo(tally, name.join(' '), Math.max(0, n));
        found.set(bureau, tally);
      }
      return found;
    },
    /** Running clocks of every bureau inside the scope, by code and due date. */
    async clocks(scope: string): Promise<ClockCount[]> {
      const prefix = `${CLOCK} ${codePrefix(scope)}`;
      const rows = await counts.find({ _id: { $gte: prefix, $lt: `${prefix}~` } }).lean<CountRow[]>();
      return rows.filter(({ n }) => n > 0).map(({ _id, n }) => {
        const [, bureau = '', code = '', due = ''] = _id.split(' ');
        return { bureau, matter: 'report', code, due, n };
      });
    },
    /** Sets what is there and drops the counters of days and persons that no report stands in any more. */
    async rebuild(bureau: string, open: AsyncIterable<CountedRow>, ended: AsyncIterable<Pick<CountedRow, 'bureau' | 'clocks'>>, done: number): Promise<void> {
      const now = new Map([[`${bureau} done`, done]]);
      for await (const row of open) tallied([row], 1, now);
      for await (const row of ended) for (const name of clockNamesOf(row)) now.set(name, (now.get(name) ?? 0) + 1);
      await write(now, '$set');
      for (const own of [bureau, `${CLOCK} ${bureau}`]) await counts.deleteMany({ _id: { $gte: `${own} `, $lt: `${own}~`, $nin: [...now.keys()] } });
    },
  };
}

import type { Model } from 'mongoose';
import { codePrefix } from '../../kernel/divisions.ts';
import { addTo, countedAs, emptyTally } from '../rules/tally.ts';
import type { Counted, Tally } from '../rules/tally.ts';
import type { CountRow } from './schema.ts';

/** A report as the counters see it: where it is, and when the first of its clocks ends. */
export type CountedRow = Counted & { bureau: string; dueOn: string };

const namesOf = (row: CountedRow): string[] => countedAs(row, row.dueOn).map((name) => `${row.bureau} ${name}`);

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
  return {
    add: (rows: readonly CountedRow[]): Promise<void> => write(tallied(rows, 1), '$inc'),
    move: (before: CountedRow, after: CountedRow): Promise<void> => write(tallied([after], 1, tallied([before], -1)), '$inc'),
    /** Of every bureau inside the scope that has any. */
    async read(scope: string): Promise<Map<string, Tally>> {
      const prefix = codePrefix(scope);
      const found = new Map<string, Tally>();
      for (const { _id, n } of await counts.find({ _id: { $gte: prefix, $lt: `${prefix}~` } }).lean<CountRow[]>()) {
        const [bureau = '', ...name] = _id.split(' ');
        const tally = found.get(bureau) ?? emptyTally();
        addTo(tally, name.join(' '), Math.max(0, n));
        found.set(bureau, tally);
      }
      return found;
    },
    /** Sets what is there and drops the counters of days and persons that no report stands in any more. */
    async rebuild(bureau: string, open: AsyncIterable<CountedRow>, done: number): Promise<void> {
      const now = new Map([[`${bureau} done`, done]]);
      for await (const row of open) tallied([row], 1, now);
      await write(now, '$set');
      await counts.deleteMany({ _id: { $gte: `${bureau} `, $lt: `${bureau}~`, $nin: [...now.keys()] } });
    },
  };
}

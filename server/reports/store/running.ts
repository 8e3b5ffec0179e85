// Reports whose clocks run, without opening anything that is sealed.
import type { Model } from 'mongoose';
import type { DueItem } from '../../law/rules/clocks/board.ts';
import { isBureaus } from '../../law/rules/clocks/board.ts';
import { NOTHING_DUE } from '../rules/clocks.ts';
import { isHandedOn } from '../rules/orders.ts';
import type { Queue } from '../rules/queue.ts';
import { registerNumber } from '../rules/report.ts';
import type { Report } from '../rules/report.ts';
import { NOT_DONE } from './lists.ts';
import type { Scope } from './lists.ts';
import type { ReportRow } from './sealing.ts';

const BATCH = 200;
/** More than anybody keeps in a calendar. */
const MOST_ITEMS = 500;
type ClockRow = Pick<ReportRow, '_id' | 'clocks' | 'dueKey'>;
type ItemRow = Pick<ReportRow, '_id' | 'clocks' | 'year' | 'order' | 'number'>;

/** Decided reports may still have something to finish; they are found by their due date. */
export const runningFilters = (bureau: string): { bureau: string; queue: Queue; dueKey: { $gt: string; $lt?: string } }[] => [
  ...NOT_DONE.map((queue) => ({ bureau, queue, dueKey: { $gt: '' } })), { bureau, queue: 'done', dueKey: { $gt: '', $lt: NOTHING_DUE } },
];

export function running(reports: Model<ReportRow>) {
  return {
    /** Of one bureau, in batches by key. */
    async *withClocks(bureau: string): AsyncGenerator<{ id: string; clocks: Report['clocks'] }> {
      for (const filter of runningFilters(bureau)) {
        for (let after = ''; ;) {
          const rows = await reports.find({ ...filter, dueKey: { ...filter.dueKey, $gt: after } }).sort({ dueKey: 1 }).limit(BATCH).select({ clocks: 1, dueKey: 1 }).lean<ClockRow[]>();
          for (const { _id, clocks } of rows) yield { id: _id, clocks };
          const last = rows.at(-1);
          if (!last || rows.length < BATCH) break;
          after = last.dueKey;
        }
      }
    },
    /** What is due for this person, the earliest first; register numbers and codes, no content. */
    async dueItems({ bureau, person, isOnlyAssigned }: Scope): Promise<DueItem[]> {
      const rows = await Promise.all(runningFilters(bureau).map((filter) =>
        reports.find({ ...filter, dueKey: { $gt: '', $lt: NOTHING_DUE }, recused: { $ne: person }, ...(isOnlyAssigned ? { assigned: person } : {}) })
          .sort({ dueKey: 1 }).limit(MOST_ITEMS).select({ clocks: 1, year: 1, order: 1, number: 1 }).lean<ItemRow[]>()));
      const items = rows.flat().flatMap((row) => row.clocks.filter(({ code, stoppedOn, counted }) => stoppedOn === null && counted !== null && isBureaus(code)).filter((clock) => !isHandedOn(clock, row.clocks)).map((clock): DueItem => ({
        id: `report-${row._id}-${clock.code}`, matter: 'report', number: registerNumber(row), code: clock.code, due: clock.counted?.end.slice(0, 10) ?? '', href: `/reports/desk/${row._id}`,
      })));
      return items.sort((a, b) => a.due.localeCompare(b.due)).slice(0, MOST_ITEMS);
    },
  };
}

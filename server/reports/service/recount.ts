// The law or the calendar changed: what still runs is counted again, with a line in the record of each report whose date moved.
import { done } from '../../audit/rules.ts';
import type { DueItem } from '../../law/rules/clocks/board.ts';
import type { Person } from '../../people/rules/person.ts';
import { readingScope } from '../rules/access.ts';
import { recountedClocks } from '../rules/clocks.ts';
import { CAPS } from '../rules/report.ts';
import type { ReportEvent } from '../rules/report.ts';
import type { Acting, ReportsParts } from './parts.ts';

export function recounting({ store, audit }: ReportsParts, { settingOf, change }: Acting) {
  return {
    /** What is due for this person; register numbers and codes, no content. */
    async dueItems(person: Person): Promise<DueItem[]> {
      const scope = readingScope(person);
      return scope ? store.dueItems(scope) : [];
    },
    /** Of one bureau; may be repeated: what is counted already moves no more. */
    async recountClocks(bureau: string): Promise<void> {
      const setting = await settingOf(bureau);
      for await (const { id, clocks } of store.withClocks(bureau)) {
        if (recountedClocks({ bureau, clocks }, setting).changes.length === 0) continue;
        let moved: ReturnType<typeof recountedClocks>['changes'] = [];
        await change(id, (report, now) => {
          const again = recountedClocks(report, now);
          moved = again.changes;
          const events = moved.map(({ code, before, after, calendar }): ReportEvent => ({
            action: 'recount', on: now.today, at: now.at, by: 'system', text: null, detail: { code, before, after, calendar },
          }));
          return moved.length === 0 ? null : { ...report, clocks: again.clocks, events: [...report.events, ...events].slice(0, CAPS.events) };
        });
        for (const { code, before, after } of moved) await audit.record(done('reports.recount', 'system', bureau, { kind: 'report', id }, { code, before, after }));
      }
    },
  };
}

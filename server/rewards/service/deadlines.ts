// What is due in rewards: counts for a head above, items for the officer's own calendar, and counting again when the law changed.
import { done } from '../../audit/rules.ts';
import { Conflict } from '../../kernel/errors.ts';
import type { ClockCount, DueItem } from '../../law/rules/clocks/board.ts';
import { isBureaus } from '../../law/rules/clocks/board.ts';
import type { Person } from '../../people/rules/person.ts';
import type { Acting, RewardsParts } from './parts.ts';
import { reachOf } from './desk.ts';

const TRIES = 5;

export function dueSide({ store, audit, cases }: RewardsParts, { clocksOf, standing, isRecused }: Acting) {
  return {
    /** Running clocks of these bureaus, by code and due date. */
    clockCounts: async (bureaus: readonly string[]): Promise<ClockCount[]> =>
      (await store.running(bureaus)).flatMap(({ bureau, running }) => running.map((name): ClockCount => {
        const [code = '', due = ''] = name.split(' ');
        return { bureau, matter: 'reward', code, due, n: 1 };
      })),

    /** By the number of the case; nothing of the reporter or the sum. */
    async dueItems(person: Person): Promise<DueItem[]> {
      const reach = reachOf(person);
      if (!reach) return [];
      const items: DueItem[] = [];
      for (const matter of await store.active(reach)) {
        if (await isRecused(person, matter)) continue;
        for (const { code, stoppedOn, counted } of await clocksOf(matter)) {
          if (stoppedOn === null && counted && isBureaus(code)) items.push({ id: `reward-${matter.id}-${code}`, matter: 'reward', number: matter.case.number, code, due: counted.end.slice(0, 10), href: `/rewards/${matter.id}` });
        }
      }
      return items;
    },

    /** From the end of the case the limits run that count from it. Once, however often it is said. */
    async caseClosed(caseId: string): Promise<void> {
      for (const { id } of await store.ofCase(caseId)) {
        for (let tries = 1; ; tries += 1) {
          const matter = await store.find(id);
          if (matter.case.closedOn !== null) break;
          const after = { ...matter, case: { ...matter.case, closedOn: (await cases.decided(caseId)).closedOn } };
          try {
            await store.save(matter, after, null, await standing(after));
            break;
          } catch (error) {
            if (!(error instanceof Conflict) || tries === TRIES) throw error;
          }
        }
      }
    },

    /** Dates follow the law of today when they are read; what lists keep of them follows here. */
    async recountClocks(bureau: string): Promise<void> {
      for (const { id, running: before } of await store.running([bureau])) {
        const after = await standing(await store.find(id));
        if (after.join() === before.join()) continue;
        await store.keepRunning(id, after);
        await audit.record(done('rewards.recount', 'system', bureau, { kind: 'reward', id }, { before: before.join(', '), after: after.join(', ') }));
      }
    },
  };
}

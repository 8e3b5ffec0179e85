import { beijingDay } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import type { AuditEntry } from './rules.ts';
import type { auditStore } from './store.ts';

export type Audit = ReturnType<typeof auditService>;

/** Every act, sign-in, refused attempt, download and opened identity. A row that cannot be written stops the act. */
export function auditService({ store, clock }: { store: ReturnType<typeof auditStore>; clock: Clock }) {
  async function recordAll(entries: readonly AuditEntry[]): Promise<void> {
    const at = clock();
    // When somebody read or wrote would help to find out who he is: of a reporter only the day is kept.
    if (entries.length > 0) await store.add(entries.map((entry) => ({ ...entry, at: entry.actor === 'reporter' ? beijingDay(at) : at })));
  }

  return {
    record: (entry: AuditEntry): Promise<void> => recordAll([entry]),
    recordAll,
    doneTo: store.doneTo,
    tally: store.tally,
    list: store.list,
    count: store.count,
  };
}

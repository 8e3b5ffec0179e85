import { beijingDay } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import type { AuditEntry } from './rules.ts';
import type { auditStore } from './store.ts';

export type Audit = ReturnType<typeof auditService>;

/** Every act, sign-in, refused attempt, download and opened identity. A row that cannot be written stops the act. */
export function auditService({ store, clock }: { store: ReturnType<typeof auditStore>; clock: Clock }) {
  return {
    async record(entry: AuditEntry): Promise<void> {
      const at = clock();
      // When somebody read or wrote would help to find out who he is: of a reporter only the day is kept.
      await store.add({ ...entry, at: entry.actor === 'reporter' ? beijingDay(at) : at });
    },
    list: store.list,
    count: store.count,
  };
}

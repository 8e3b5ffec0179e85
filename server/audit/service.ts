import type { Clock } from '../kernel/clock.ts';
import type { AuditEntry } from './rules.ts';
import type { auditStore } from './store.ts';

export type Audit = ReturnType<typeof auditService>;

/** Every act, sign-in, refused attempt, download and opened identity. A row that cannot be written stops the act. */
export function auditService({ store, clock }: { store: ReturnType<typeof auditStore>; clock: Clock }) {
  return {
    async record(entry: AuditEntry): Promise<void> {
      await store.add({ ...entry, at: clock() });
    },
    list: store.list,
    count: store.count,
  };
}

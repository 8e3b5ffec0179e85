// What nothing refers to goes. Rows first, guarded by their time; then bytes; bytes whose row is gone are found again by age.
import type { Clock } from '../../kernel/clock.ts';
import type { Owner } from '../rules/files.ts';
import type { Storage } from '../rules/ports.ts';
import type { EvidenceStore } from '../store.ts';

const BATCH = 200;
const HOUR = 3_600_000;

/** Of these files, those that a report, message or case refers to, and which. Every feature that owns files answers. */
export type Refers = (fileIds: string[]) => Promise<{ fileId: string; owner: Owner }[]>;

export function sweeping({ store, storage, clock }: { store: EvidenceStore; storage: Storage; clock: Clock }) {
  return {
    /** Removes files whose time is over and which nothing refers to; what is referred to is attached. How many were removed. */
    async sweep(refers: Refers): Promise<number> {
      const now = clock();
      let removed = 0;
      for (;;) {
        const expired = await store.findExpired(now, BATCH);
        if (expired.length === 0) return removed;
        const owners = new Map((await refers(expired.map((row) => row.id))).map(({ fileId, owner }) => [fileId, owner]));
        for (const row of expired) {
          const owner = owners.get(row.id);
          if (owner) await store.attach([row.id], owner);
          else if (await store.removeExpired(row.id, now)) {
            if (await storage.remove(row.id)) removed += 1;
          }
        }
      }
    },

    /** Removes bytes without a row that are older than an hour: an upload that broke off, a crash between the two steps above. */
    async sweepDisk(): Promise<number> {
      let removed = 0;
      for await (const ids of storage.list(new Date(clock().getTime() - HOUR))) {
        const known = await store.known(ids);
        for (const id of ids.filter((one) => !known.has(one))) {
          if (await storage.remove(id)) removed += 1;
        }
      }
      return removed;
    },
  };
}

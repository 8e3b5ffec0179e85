import type { Model } from 'mongoose';
import type { Crypto } from '../../kernel/crypto.ts';
import type { IdentityRow } from './schema.ts';

/** Who a real-name reporter is, or what an identifiable one proves himself by. `contactNote` comes with a later claim. */
export type IdentityRecord = { name: string | null; contact: string | null; passphrase: string | null };

export function identities(rows: Model<IdentityRow>, crypto: Pick<Crypto, 'seal' | 'open'>) {
  return {
    /** Before the report: a row whose report never came is swept. `on` is the Beijing date. */
    async keepIdentity(reportId: string, identity: IdentityRecord, on: string): Promise<void> {
      await rows.updateOne({ _id: reportId }, { $set: { sealed: crypto.seal('identity', reportId, identity), on } }, { upsert: true });
    },
    /** Of reports that are new; else as `keepIdentity`. */
    async keepIdentities(kept: readonly { id: string; identity: IdentityRecord }[], on: string): Promise<void> {
      if (kept.length > 0) await rows.insertMany(kept.map(({ id, identity }) => ({ _id: id, sealed: crypto.seal('identity', id, identity), on })), { ordered: true, lean: true });
    },
    async findIdentity(reportId: string): Promise<IdentityRecord | null> {
      const row = await rows.findById(reportId).lean<IdentityRow>();
      return row ? crypto.open<IdentityRecord>('identity', reportId, row.sealed) : null;
    },
    async dropIdentity(reportId: string): Promise<void> {
      await rows.deleteOne({ _id: reportId });
    },
    /** Of one day, for the sweeper. */
    async identitiesOf(on: string): Promise<string[]> {
      return (await rows.find({ on }).select({ _id: 1 }).lean<{ _id: string }[]>()).map(({ _id }) => _id);
    },
  };
}

import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Crypto, Sealed } from '../../kernel/crypto.ts';
import type { Wish } from '../rules/wish.ts';

/** By the id of the report; the wish and what it says of the person lie under the key of identities. */
export function wishes(connection: Connection, crypto: Pick<Crypto, 'seal' | 'open'>) {
  const rows = connection.model(
    'RewardWish',
    new Schema<{ _id: string; sealed: Sealed }>({ _id: String, sealed: { type: Schema.Types.Mixed, required: true } }, { collection: 'rewardWishes', strict: 'throw', versionKey: false, minimize: false }),
  );
  return {
    async keepWish(reportId: string, wish: Wish): Promise<void> {
      await rows.updateOne({ _id: reportId }, { $set: { sealed: crypto.seal('identity', reportId, wish) } }, { upsert: true });
    },
    async findWish(reportId: string): Promise<Wish | null> {
      const row = await rows.findById(reportId).lean<{ _id: string; sealed: Sealed }>();
      return row ? crypto.open<Wish>('identity', reportId, row.sealed) : null;
    },
  };
}

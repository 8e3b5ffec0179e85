// How the last run of the verifier over the stored calculations ended.
import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';

/** One run over every stored calculation; `endedAt` null: not ended yet. */
export type Verification = { startedAt: Date; endedAt: Date | null; checked: number; engine: string; differing: readonly { id: string; bureau: string; what: 'evaluation' | 'fingerprint' | 'both' }[] };

const LAST = 'last';

export function verificationStore(connection: Connection) {
  const verifications = connection.model(
    'RewardVerification',
    new Schema<Verification & { _id: string }>(
      { _id: String, startedAt: { type: Date, required: true }, endedAt: { type: Date, default: null }, checked: { type: Number, required: true }, engine: { type: String, required: true }, differing: { type: Schema.Types.Mixed, required: true } },
      { collection: 'rewardVerifications', strict: 'throw', versionKey: false, minimize: false },
    ),
  );

  return {
    /** How the last run of the verifier ended; null before the first. */
    async verification(): Promise<Verification | null> {
      const row = await verifications.findById(LAST).lean<Verification & { _id: string }>();
      if (!row) return null;
      const { _id, ...rest } = row;
      return rest;
    },
    async keepVerification(result: Verification): Promise<void> {
      await verifications.updateOne({ _id: LAST }, { $set: { ...result } }, { upsert: true });
    },
  };
}

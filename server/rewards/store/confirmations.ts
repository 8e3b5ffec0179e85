// Drafts that were confirmed on a reward, as it was possible until 2026-11-22: read, never written.
import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Overlay } from '../rules/registry.ts';

type DraftConfirmation = Overlay['confirmations'][number] & { bureau: string };
type ConfirmationRow = Omit<DraftConfirmation, 'ruleId' | 'version'> & { _id: string; ruleId: string; version: number };

export function oldConfirmations(connection: Connection) {
  const confirmations = connection.model(
    'RewardConfirmation',
    new Schema<ConfirmationRow>(
      {
        _id: String, bureau: { type: String, required: true }, ruleId: { type: String, required: true }, version: { type: Number, required: true }, text: { type: String, required: true },
        by: { type: String, required: true }, on: { type: String, required: true }, documentNo: { type: String, default: null }, effectiveFrom: { type: String, default: null },
      },
      { collection: 'rewardConfirmations', strict: 'throw', versionKey: false },
    ).index({ bureau: 1 }),
  );

  return {
    /** Of these bureaus; they keep their meaning. */
    async confirmationsOf(bureaus: readonly string[]): Promise<DraftConfirmation[]> {
      return (await confirmations.find({ bureau: { $in: [...bureaus] } }).lean<ConfirmationRow[]>()).map(({ _id, ...rest }) => rest);
    },
  };
}

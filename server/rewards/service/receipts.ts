// A notice that was served on paper: a signed slip proves the receipt, and the claim window runs from the day on it.
import { done } from '../../audit/rules.ts';
import { beijingDate } from '../../kernel/clock.ts';
import { Conflict } from '../../kernel/errors.ts';
import { perform } from '../rules/actions.ts';
import { claimDue } from '../rules/deadlines.ts';
import { provenOn } from '../rules/receipt.ts';
import type { Acting, RewardsParts } from './parts.ts';

const RECEIPT = 'rewards.receipt';
const AFTER = 60_000;

/** Hears of each record of delivery; a crash in between is made good by the job. */
export function receiving({ store, documents, audit, calendar, clock, jobs }: RewardsParts, { save, subjectOf }: Acting): void {
  async function prove(documentId: string): Promise<void> {
    const document = await documents.open(documentId);
    const proof = document.kind === 'rewardNotice' ? provenOn(document.deliveries) : null;
    if (!proof) return;
    const matter = await store.find(document.subject.id);
    if (matter.state !== 'notified' || matter.acknowledgedAt !== null) return;
    const claimDueOn = claimDue(matter, proof.on, await calendar(matter.bureau), beijingDate(clock()));
    // Who may record a delivery the documents have asked already.
    const actor = { id: proof.by, bureau: matter.bureau, roles: ['rewardOfficer'] as const };
    await save(matter, perform('proveReceipt', matter, actor, clock(), { claimDueOn, today: proof.on, voucher: documentId }));
    await audit.record(done('rewards.proveReceipt', proof.by, matter.bureau, subjectOf(matter.id), { document: documentId, on: proof.on }));
  }

  documents.follow('reward', {
    coming: (documentId) => jobs.queue(RECEIPT, documentId, {}, new Date(clock().getTime() + AFTER)),
    async recorded(documentId) {
      try {
        await prove(documentId);
        await jobs.finish(RECEIPT, documentId);
      } catch (error) {
        // Somebody else wrote at the same moment: the job does it a minute later.
        if (!(error instanceof Conflict)) throw error;
      }
    },
  });
  jobs.handle(RECEIPT, prove);
}

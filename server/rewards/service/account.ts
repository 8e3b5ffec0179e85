// The ledger of a bureau and year, and the verifier of every stored calculation.
import { done } from '../../audit/rules.ts';
import { NotFound } from '../../kernel/errors.ts';
import { hasRole, type Person } from '../../people/rules/person.ts';
import { added, NOTHING, sumsOf, type Sums } from '../rules/ledger.ts';
import type { Budget } from '../rules/funds.ts';
import { stageOf } from '../rules/matter.ts';
import type { Matter } from '../rules/matter.ts';
import type { LedgerLine } from '../rules/shown.ts';
import type { Verification } from '../store.ts';
import { ENGINE, type Acting, type RewardsParts } from './parts.ts';

export type Ledger = { year: number; lines: LedgerLine[]; total: Sums; budget: Budget };

export function accounting({ store, audit, clock, log }: RewardsParts, { isRecused, recomputed }: Acting, budgetFor: (bureau: string, year: number) => Promise<Budget>) {
  function lineOf(matter: Matter, isHidden: boolean): LedgerLine {
    const paid = matter.payments.filter(({ failed }) => failed === null);
    return {
      id: matter.id, openedOn: matter.openedOn, stage: stageOf(matter), rule: matter.choice.ruleId ?? '', sums: sumsOf(matter), isRecused: isHidden,
      // Who is kept out of a matter sees its sums, so that they add up, and nothing that names it.
      report: isHidden ? '' : matter.report.number, caseNumber: isHidden ? '' : matter.case.number,
      approvedOn: matter.events.findLast(({ action }) => action === 'approve' || action === 'approveAbove')?.facts.today ?? '',
      paidOn: paid.map(({ on }) => on).join(' '), vouchers: isHidden ? '' : paid.map(({ voucher }) => voucher).join(' '), tax: isHidden ? '' : paid.map(({ tax = '' }) => tax).join(' '),
    };
  }
  const mayKeepBooks = (person: Person): boolean => hasRole(person, 'rewardOfficer', 'head');

  async function* linesOf(person: Person, year: number): AsyncGenerator<LedgerLine> {
    let after: string | null = null;
    do {
      const { matters, next }: { matters: Matter[]; next: string | null } = await store.batch(person.bureau, year, after);
      for (const matter of matters) yield lineOf(matter, await isRecused(person, matter));
      after = next;
    } while (after !== null);
  }

  let isVerifying = false;
  return {
    /** Every reward of the bureau that was opened in a Beijing year, once. @throws NotFound for other roles */
    async ledger(person: Person, year: number): Promise<Ledger> {
      if (!mayKeepBooks(person)) throw new NotFound('ledger');
      await audit.record(done('rewards.ledger', person.id, person.bureau, null, { year }));
      const lines: LedgerLine[] = [];
      for await (const line of linesOf(person, year)) lines.push(line);
      return { year, lines, total: lines.reduce((sum, { sums }) => added(sum, sums), NOTHING), budget: await budgetFor(person.bureau, year) };
    },
    /** The same one by one, for a file that is made while it is sent; on record before the first row. */
    async exportLedger(person: Person, year: number): Promise<AsyncGenerator<LedgerLine>> {
      if (!mayKeepBooks(person)) throw new NotFound('ledger');
      await audit.record(done('rewards.exportLedger', person.id, person.bureau, null, { year }));
      return linesOf(person, year);
    },

    /** Computes every stored calculation again from its own full copy. A difference is an error in the log and stands on the auditor's page. `goesOn` false stops it between two batches. */
    async verify(goesOn: () => boolean = () => true): Promise<Verification | null> {
      if (isVerifying) return null;
      isVerifying = true;
      try {
        const run = { startedAt: clock(), engine: ENGINE };
        const differing: { id: string; bureau: string; what: 'evaluation' | 'fingerprint' | 'both' }[] = [];
        let checked = 0;
        let after: string | null = null;
        for (;;) {
          const matters: Matter[] = await store.everyOne(after);
          for (const { id, bureau, calculation } of matters) {
            if (!calculation) continue;
            checked += 1;
            const { isIdentical, isSameResult, isSameCopy } = recomputed(calculation);
            if (isIdentical) continue;
            differing.push({ id, bureau, what: isSameResult ? 'fingerprint' : isSameCopy ? 'evaluation' : 'both' });
            log.error(new Error(`reward ${id}: the stored calculation gives another result`));
          }
          after = matters.at(-1)?.id ?? null;
          if (after === null) break;
          // Others are served between two batches.
          await new Promise((resolve) => setImmediate(resolve));
          if (!goesOn()) return null;
        }
        const result: Verification = { ...run, endedAt: clock(), checked, differing };
        await store.keepVerification(result);
        await audit.record(done('rewards.verify', 'system', null, null, { checked, differing: differing.length, engine: ENGINE }));
        return result;
      } finally {
        isVerifying = false;
      }
    },
    verification: store.verification,
  };
}

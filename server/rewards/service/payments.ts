// Money out and back: payment, the file for the bank, clawback and what of it came in again.
import { done, refusalReason, refused } from '../../audit/rules.ts';
import { randomId } from '../../kernel/crypto.ts';
import { Forbidden, Invalid, Refused, SamePerson } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { blocked } from '../rules/actions.ts';
import { isAgreed } from '../rules/comparison.ts';
import { sumsOf } from '../rules/ledger.ts';
import type { Matter } from '../rules/matter.ts';
import type { BankRow } from '../rules/shown.ts';
import type { ClawbackGround } from '../rules/states.ts';
import { FIRST_CLAUSE } from '../rules/vocabulary.ts';
import type { Acting, RewardsParts } from './parts.ts';

/** How a payment is known at the bank and back: nothing of report or case. */
const referenceOf = (id: string): string => id.slice(0, 12).toUpperCase();

/** An honour comes without money. */
const isMoney = ({ approvedFen }: Pick<Matter, 'approvedFen'>): boolean => approvedFen !== null && approvedFen > 0;

export function paying({ store, audit }: RewardsParts, { today, subjectOf, order, act, isRecused }: Acting) {
  /** Claimed rewards of the bureau that this person may pay, at once or after a comparison of identity: his own duties in them are none of the others. `kept`: those that somebody else must pay. */
  async function claimedBy(person: Person): Promise<{ payable: Matter[]; kept: Matter[] }> {
    if (!person.roles.includes('rewardOfficer')) throw new Forbidden('rewards.payments');
    const found: { payable: Matter[]; kept: Matter[] } = { payable: [], kept: [] };
    for (const matter of await store.atStage([person.bureau], 'claimed')) {
      const block = blocked('pay', matter, person);
      const list = block === undefined || block === 'identity' ? found.payable : block === 'separation' ? found.kept : null;
      if (list && !(await isRecused(person, matter))) list.push(matter);
    }
    return found;
  }

  /** An attempt that is refused is on record for each reward that it was after. */
  async function refuse(person: Person, matters: readonly Matter[], error: Forbidden | Refused): Promise<never> {
    const tried = matters.length > 0 ? matters.map(({ id, bureau }) => ({ bureau, subject: subjectOf(id) })) : [{ bureau: person.bureau, subject: null }];
    for (const { bureau, subject } of tried) await audit.record(refused('rewards.exportPayments', person.id, bureau, subject, { reason: refusalReason(error) ?? '' }));
    throw error;
  }

  return {
    /** Without name or account. */
    payable: async (person: Person): Promise<{ id: string; reference: string; caseText: string; report: string; amountFen: number; claimedOn: string; isFailed: boolean; isCompared: boolean }[]> =>
      (await claimedBy(person)).payable.filter(isMoney).map((matter) => ({
        id: matter.id, reference: referenceOf(matter.id), caseText: matter.case.name, report: matter.report.number, amountFen: matter.approvedFen ?? 0, claimedOn: matter.claim?.on ?? '', isFailed: matter.payments.length > 0, isCompared: isAgreed(matter),
      })),

    /** The rows of a file for the bank; each reward in it is on record before the first byte leaves, and the reporter's count goes up. @throws Invalid where none is chosen, Forbidden for one that is not his to pay, Refused before the identity was compared */
    async bankRows(person: Person, ids: readonly string[]): Promise<BankRow[]> {
      if (ids.length === 0) throw new Invalid({ ids: { key: 'awards.error.none' } });
      const { payable, kept } = await claimedBy(person);
      const chosen = payable.filter(({ id }) => ids.includes(id));
      const [others, open] = [kept.filter(({ id }) => ids.includes(id)), chosen.filter((matter) => !isAgreed(matter))];
      if (others.length > 0) return refuse(person, others, new SamePerson('rewards.exportPayments'));
      if (chosen.length !== new Set(ids).size) return refuse(person, [], new Forbidden('rewards.exportPayments'));
      if (open.length > 0) return refuse(person, open, new Refused('IDENTITY_NOT_COMPARED', FIRST_CLAUSE));
      const ready: { matter: Matter; row: BankRow }[] = [];
      for (const matter of chosen) {
        const claim = await store.findClaim(matter.id);
        const { approvedFen } = matter;
        if (claim === null || approvedFen === null || !isMoney(matter)) return refuse(person, [matter], new Refused('NOTHING_TO_PAY', ''));
        ready.push({ matter, row: { name: claim.name, account: claim.account, bank: claim.bank, amountFen: approvedFen, reference: referenceOf(matter.id) } });
      }
      for (const { matter: { id, bureau, reportId }, row: { amountFen } } of ready) {
        await audit.record(done('rewards.exportPayments', person.id, bureau, subjectOf(id), { amountFen }));
        await audit.record(done('rewards.openClaim', person.id, bureau, subjectOf(id), { reason: 'pay' }));
        await audit.record(done('reports.openIdentity', person.id, bureau, { kind: 'report', id: reportId }, { reason: 'reward' }));
      }
      return ready.map(({ row }) => row);
    },

    /** Non-cash, exactly the approved sum, by a person who neither proposed, reviewed nor approved. */
    pay: (person: Person, id: string, version: number, input: { on: string; voucher: string; amountFen: number; tax?: string }) =>
      act(person, id, 'pay', version, { voucher: input.voucher }, (matter) => {
        const { approvedFen, claim } = matter;
        if (approvedFen === null || !isMoney(matter) || claim === null) throw new Refused('NOTHING_TO_PAY', '');
        if (input.amountFen !== approvedFen) throw new Invalid({ amount: { key: 'rewards.error.amountDiffers' } });
        if (input.on > today() || input.on < claim.on) throw new Invalid({ on: { key: 'rewards.error.paidOn' } });
        const payment = { id: randomId(), on: input.on, voucher: input.voucher.trim(), amountFen: input.amountFen, by: person.id, tax: (input.tax ?? '').trim(), failed: null };
        return order({ ...matter, payments: [...matter.payments, payment] }, person.id, { what: 'told', message: 'rewards.told.paid' });
      }),

    /** Forged material, concealment or otherwise not due: at most what was paid. @throws Invalid */
    clawBack: (person: Person, id: string, version: number, { ground, reason, amountFen }: { ground: ClawbackGround; reason: string; amountFen: number }) =>
      act(person, id, 'clawBack', version, { ground, reason, amountFen }, (matter) => {
        const { paid } = sumsOf({ ...matter, clawback: null });
        if (amountFen <= 0 || amountFen > paid) throw new Invalid({ amount: { key: 'awards.error.clawback' } });
        return order({ ...matter, clawback: { ground, reason: reason.trim(), amountFen, on: today(), by: person.id, recovered: [] } }, person.id, { what: 'told', message: 'rewards.told.clawedBack' });
      }),
    /** @throws Invalid above what is still open */
    recover: (person: Person, id: string, version: number, { on, voucher, amountFen }: { on: string; voucher: string; amountFen: number }) =>
      act(person, id, 'recover', version, { voucher, amountFen }, (matter) => {
        const { clawback } = matter;
        if (clawback === null || amountFen <= 0 || amountFen > sumsOf(matter).toRecover) throw new Invalid({ amount: { key: 'awards.error.recover' } });
        if (on > today() || on < clawback.on) throw new Invalid({ on: { key: 'rewards.error.paidOn' } });
        return { ...matter, clawback: { ...clawback, recovered: [...clawback.recovered, { on, voucher: voucher.trim(), amountFen, by: person.id }] } };
      }),
  };
}

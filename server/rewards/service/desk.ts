// The officers' side after the proposal: review, approval, notice, claim on paper, payment, and what went wrong.
import { done, refused } from '../../audit/rules.ts';
import { randomId } from '../../kernel/crypto.ts';
import { Conflict, Forbidden, Invalid, NotFound, Refused } from '../../kernel/errors.ts';
import { clockDue, clockRule } from '../../law/rules/clocks.ts';
import type { DeskLine } from '../../people/rules/desk.ts';
import type { Person, Role } from '../../people/rules/person.ts';
import { hasRole } from '../../people/rules/person.ts';
import { permitted } from '../rules/actions.ts';
import { evaluate } from '../rules/evaluate.ts';
import { inputOf } from '../rules/matter.ts';
import type { Matter, Stage } from '../rules/matter.ts';
import { gapsOf, gatesToAnswer, mayConfirmDraft, mayPrepare } from '../rules/readiness.ts';
import { registryOf } from '../rules/registry.ts';
import type { Gate } from '../rules/vocabulary.ts';
import { whatIf } from '../rules/what-if.ts';
import { CLAIM_REASONS, type ClaimData, type ListGroup, type RewardDossier, type RewardLine } from '../rules/shown.ts';
import type { Reach } from '../store.ts';
import type { Acting, RewardsParts } from './parts.ts';

export const reachOf = (person: Person): Reach | null => {
  if (hasRole(person, 'rewardOfficer', 'head', 'legalReviewer')) return { bureau: person.bureau, investigator: null };
  return hasRole(person, 'investigator') ? { bureau: person.bureau, investigator: person.id } : null;
};

export function deskSide({ store, audit, reports, documents, calendar }: RewardsParts, { today, subjectOf, load, recomputed, order, act, isRecused, clocksOf }: Acting) {
  const mayOpenClaim = (matter: Matter, person: Person): boolean => person.roles.includes('rewardOfficer') && (matter.state === 'claimed' || matter.state === 'paid') && matter.claim !== null;

  function others(matter: Matter): RewardDossier['otherLines'] {
    const { calculation } = matter;
    if (!calculation || matter.lines.length < 2) return [];
    return matter.lines.filter((line) => line.inReportedMatter !== null).map((line) => {
      const changed = { ...matter, lines: matter.lines.map((each) => (each.id === line.id ? { ...each, inReportedMatter: !line.inReportedMatter } : each)) };
      const registry = registryOf(calculation.frame ? [calculation.frame, calculation.ruleSet] : [calculation.ruleSet]);
      const { amountFen, reason } = evaluate(calculation.ruleSet, inputOf(changed), { registry, confirmed: calculation.confirmed });
      return { line: line.name, counted: changed.lines.some((each) => each.id === line.id && each.inReportedMatter === true), amountFen: amountFen ?? null, reason: reason ?? null };
    });
  }

  /** The sum that may be approved: computed, recomputed to the same, and there. */
  function approvable(matter: Matter): number {
    const { calculation } = matter;
    const fen = calculation?.evaluation.amountFen;
    if (!calculation || fen === undefined) throw new Refused(calculation?.evaluation.reason ?? 'NO_RULE', calculation?.ruleSet.title ?? '');
    if (!recomputed(calculation).isIdentical) throw new Error(`reward ${matter.id}: the stored calculation gives another result`);
    return fen;
  }

  return {
    /** One page, newest first. @throws NotFound for a role without rewards. */
    async list(person: Person, group: ListGroup, after: string | null): Promise<{ lines: RewardLine[]; next: string | null }> {
      const reach = reachOf(person);
      if (!reach) throw new NotFound('rewards');
      const page = await store.list(reach, group, after);
      const seen: RewardLine[] = [];
      for (const line of page.lines) if (!(await isRecused(person, await store.find(line.id)))) seen.push(line);
      return { ...page, lines: seen };
    },

    /** The reward with all its page shows; the reading is on record. @throws NotFound */
    async forOfficer(person: Person, id: string): Promise<RewardDossier> {
      const matter = await load(person, id);
      await audit.record(done('rewards.read', person.id, matter.bureau, subjectOf(id)));
      const { calculation } = matter;
      const days = await calendar(matter.bureau);
      const registry = calculation ? registryOf(calculation.frame ? [calculation.frame, calculation.ruleSet] : [calculation.ruleSet]) : null;
      return {
        matter, permitted: permitted(matter, person), mayPrepare: mayPrepare(matter, person), mayConfirmDraft: mayConfirmDraft(matter, person), mayOpenClaim: mayOpenClaim(matter, person),
        gaps: gapsOf(matter), gates: gatesToAnswer(matter), today: today(),
        clocks: (await clocksOf(matter)).map((clock) => ({ nameZh: clockRule(clock.code).nameZh, nameEn: clockRule(clock.code).nameEn, view: clockDue(clock, days, today()) })),
        documents: await documents.ofSubject('reward', id),
        whatIf: calculation && registry && calculation.evaluation.amountFen !== undefined ? whatIf(calculation.ruleSet, calculation.input, { registry, confirmed: calculation.confirmed }) : [],
        otherLines: others(matter),
        isIdentical: calculation ? recomputed(calculation).isIdentical : null,
        opened: await audit.count({ subjectId: id, act: 'rewards.openClaim' }),
      };
    },
    /** Whether the person may know of the reward at all: for its papers. */
    mayKnow: (person: Person, id: string): Promise<boolean> =>
      load(person, id).then(() => true, (error: unknown) => {
        if (error instanceof NotFound) return false;
        throw error;
      }),
    /** The stored calculation done again from its own copies. @throws NotFound without one */
    async recompute(id: string): Promise<{ isIdentical: boolean; amountFen: number | null }> {
      const { calculation } = await store.find(id);
      if (!calculation) throw new NotFound('calculation');
      const { isIdentical, evaluation } = recomputed(calculation);
      return { isIdentical, amountFen: evaluation.amountFen ?? null };
    },

    /** What waits for this person, for the desk: counts, no content. */
    async waiting(person: Person): Promise<DeskLine[]> {
      const asked: [Stage, Role, string][] = [
        ['proposed', 'legalReviewer', 'rewards.desk.toReview'], ['reviewed', 'head', 'rewards.desk.toApprove'], ['approved', 'rewardOfficer', 'rewards.desk.toNotify'], ['claimed', 'rewardOfficer', 'rewards.desk.toPay'],
      ];
      return Promise.all(asked.filter(([, role]) => person.roles.includes(role)).map(async ([stage, , key]) => ({ key, args: {}, count: await store.countStage(person.bureau, stage), href: '/rewards' })));
    },

    review: (person: Person, id: string, version: number) => act(person, id, 'review', version),
    sendBack: (person: Person, id: string, version: number, reason: string) => act(person, id, 'sendBack', version, { reason }),
    /** Freezes the sum and prints the decision. */
    approve: (person: Person, id: string, version: number) =>
      act(person, id, 'approve', version, {}, (matter) => order({ ...matter, approvedFen: approvable(matter) }, person.id, { what: 'decision', message: '' })),
    refuse: (person: Person, id: string, version: number, reason: string) =>
      act(person, id, 'refuse', version, { reason }, (matter) => order(matter, person.id, { what: 'told', message: 'rewards.told.notGranted' })),
    findNotEligible: (person: Person, id: string, version: number, { gate, reason }: { gate: Gate; reason: string }) =>
      act(person, id, 'findNotEligible', version, { gate, reason }, (matter) => order(matter, person.id, { what: 'told', message: 'rewards.told.notGranted' })),
    /** The notice is printed and stands on the reporter's page; the claim time does not run before he says that he saw it. */
    notify: (person: Person, id: string, version: number) =>
      act(person, id, 'notify', version, {}, (matter) => order(matter, person.id, { what: 'notice', message: '' }, { what: 'told', message: 'rewards.told.notice' })),
    lapse: (person: Person, id: string, version: number) =>
      act(person, id, 'lapse', version, {}, (matter) => order(matter, person.id, { what: 'told', message: 'rewards.told.lapsed' })),
    closeUnread: (person: Person, id: string, version: number, reason: string) =>
      act(person, id, 'closeUnread', version, { reason }, (matter) => order(matter, person.id, { what: 'told', message: 'rewards.told.lapsed' })),
    recordWaiver: (person: Person, id: string, version: number, voucher: string) => act(person, id, 'recordWaiver', version, { voucher }),
    /** A claim on paper or by an agent; `voucher` names the document that proves it. */
    recordClaim: (person: Person, id: string, version: number, { data, voucher }: { data: ClaimData; voucher: string }) =>
      act(person, id, 'recordClaim', version, { voucher }, (matter) =>
        order({ ...matter, claim: { on: today(), way: 'recorded', passphrase: false } }, person.id, { what: 'claim', message: '' }), data),

    /** Non-cash, exactly the approved sum, by a person who neither proposed, reviewed nor approved. */
    pay: (person: Person, id: string, version: number, input: { on: string; voucher: string; amountFen: number }) =>
      act(person, id, 'pay', version, { voucher: input.voucher }, (matter) => {
        const { approvedFen, claim } = matter;
        if (approvedFen === null || approvedFen === 0 || claim === null) throw new Refused('NOTHING_TO_PAY', '');
        if (input.amountFen !== approvedFen) throw new Invalid({ amount: { key: 'rewards.error.amountDiffers' } });
        if (input.on > today() || input.on < claim.on) throw new Invalid({ on: { key: 'rewards.error.paidOn' } });
        const payment = { id: randomId(), on: input.on, voucher: input.voucher.trim(), amountFen: input.amountFen, by: person.id, failed: null };
        return order({ ...matter, payments: [...matter.payments, payment] }, person.id, { what: 'told', message: 'rewards.told.paid' });
      }),
    /** The money came back: the reward is open for payment again, and the reporter may mend his account. */
    paymentFailed: (person: Person, id: string, version: number, reason: string) =>
      act(person, id, 'paymentFailed', version, { reason }, (matter) => {
        const payments = matter.payments.map((payment) => (payment.failed === null ? { ...payment, failed: { on: today(), reason, by: person.id } } : payment));
        return order({ ...matter, payments }, person.id, { what: 'told', message: 'rewards.told.failed' });
      }),
    complete: (person: Person, id: string, version: number) => act(person, id, 'complete', version),
    clawBack: (person: Person, id: string, version: number, reason: string) =>
      act(person, id, 'clawBack', version, { reason }, (matter) => order(matter, person.id, { what: 'told', message: 'rewards.told.clawedBack' })),

    /**
     * Name, number and account of the claim, and the name the report was made under. Recorded before it is handed out; the reporter sees how often.
     * @throws NotFound, Forbidden for everybody but a reward officer, Conflict before the claim, Invalid without a reason
     */
    async openClaim(person: Person, id: string, reason: string): Promise<{ matter: Matter; claim: ClaimData; registered: string | null }> {
      const matter = await load(person, id);
      const known = CLAIM_REASONS.find((each) => each === reason);
      if (!person.roles.includes('rewardOfficer')) {
        await audit.record(refused('rewards.openClaim', person.id, matter.bureau, subjectOf(id)));
        throw new Forbidden('rewards.openClaim');
      }
      if (!known) throw new Invalid({ reason: { key: 'rewards.error.choice' } });
      if (!mayOpenClaim(matter, person)) throw new Conflict('rewards.openClaim');
      const claim = await store.findClaim(id);
      if (!claim) throw new NotFound('claim');
      await audit.record(done('rewards.openClaim', person.id, matter.bureau, subjectOf(id), { reason: known }));
      if (matter.report.identity === 'realName') return { matter, claim, registered: (await reports.openIdentity(person, matter.reportId, 'reward')).name };
      // The reporter's page counts this act; for a real name the reports feature records it itself.
      await audit.record(done('reports.openIdentity', person.id, matter.bureau, { kind: 'report', id: matter.reportId }, { reason: 'reward' }));
      return { matter, claim, registered: null };
    },
  };
}

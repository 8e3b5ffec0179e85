// The officers' side after the proposal: review, approval, notice, claim on paper, payment, and what went wrong.
import { done } from '../../audit/rules.ts';
import { Invalid, NotFound } from '../../kernel/errors.ts';
import { within } from '../../kernel/divisions.ts';
import { clockDue, clockRule } from '../../law/rules/clocks.ts';
import type { Parameter } from '../../law/rules/parameters.ts';
import type { OpenDocument } from '../../documents/rules/document.ts';
import type { DeskLine } from '../../people/rules/desk.ts';
import type { Person, Role } from '../../people/rules/person.ts';
import { hasRole } from '../../people/rules/person.ts';
import { permitted } from '../rules/actions.ts';
import { evaluate } from '../rules/evaluate.ts';
import { isProven } from '../rules/exhibits.ts';
import { inputOf } from '../rules/matter.ts';
import type { Matter, Stage } from '../rules/matter.ts';
import { gapsOf, gatesToAnswer, mayPrepare, waitsForRule } from '../rules/readiness.ts';
import { registryOf } from '../rules/registry.ts';
import type { Gate } from '../rules/vocabulary.ts';
import { whatIf } from '../rules/what-if.ts';
import { budgetOf, approvalOf } from '../rules/funds.ts';
import type { Route } from '../rules/route.ts';
import type { ListGroup, RewardDossier, RewardLine } from '../rules/shown.ts';
import type { Reach } from '../store.ts';
import { claimReasons, mayOpenClaim } from './claims.ts';
import { noticeStates } from './notice.ts';
import { routing } from './above.ts';
import type { Exhibits } from './exhibits.ts';
import type { Acting, RewardsParts } from './parts.ts';

export const reachOf = (person: Person): Reach | null => {
  if (hasRole(person, 'rewardOfficer', 'head', 'legalReviewer')) return { bureau: person.bureau, investigator: null };
  return hasRole(person, 'investigator') ? { bureau: person.bureau, investigator: person.id } : null;
};

export function deskSide({ store, audit, documents, calendar, overlay, evidence, bureaus }: RewardsParts, { today, subjectOf, load, recomputed, order, act, isRecused, clocksOf }: Acting, { offered, withSources }: Exhibits) {
  const noticeState = noticeStates({ store, documents });
  const { routeFrom } = routing({ overlay, bureaus }, today);
  async function routeOfSum({ bureau, state, calculation }: Matter, entered: readonly Parameter[]): Promise<Route | null> {
    const fen = calculation?.evaluation.amountFen;
    if (fen === undefined || (state !== 'reviewed' && state !== 'endorsed') || approvalOf(bureau, fen, today(), entered).way !== 'above') return null;
    return routeFrom(bureau, fen);
  }
  function others(matter: Matter): RewardDossier['otherLines'] {
    const { calculation } = matter;
    // A refusal quotes no estimate, not even that of another way to sort the findings.
    if (!calculation || calculation.evaluation.outcome === 'REFUSED' || matter.lines.length < 2) return [];
    return matter.lines.filter((line) => line.inReportedMatter !== null).map((line) => {
      const changed = { ...matter, lines: matter.lines.map((each) => (each.id === line.id ? { ...each, inReportedMatter: !line.inReportedMatter } : each)) };
      const registry = registryOf(calculation.frame ? [calculation.frame, calculation.ruleSet] : [calculation.ruleSet]);
      const { amountFen, reason } = evaluate(calculation.ruleSet, inputOf(changed), { registry, confirmed: calculation.confirmed });
      return { line: line.name, counted: changed.lines.some((each) => each.id === line.id && each.inReportedMatter === true), amountFen: amountFen ?? null, reason: reason ?? null };
    });
  }

  /** Somebody told of other facts of the same case and was not rewarded yet. */
  async function hasOthers({ caseId, first }: Matter): Promise<boolean> {
    const numbers = first.setAside.filter(({ why }) => why === 'otherMatter').map(({ number }) => number);
    if (numbers.length === 0) return false;
    const living = (await store.ofCase(caseId)).filter(({ state }) => state !== 'notEligible').map(({ report }) => report.number);
    return numbers.some((number) => !living.includes(number));
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
      const [days, entered] = await Promise.all([calendar(matter.bureau), overlay(matter.bureau)]);
      const registry = calculation ? registryOf(calculation.frame ? [calculation.frame, calculation.ruleSet] : [calculation.ruleSet]) : null;
      return {
        matter, permitted: permitted(matter, person), mayPrepare: mayPrepare(matter, person), waitsForRule: waitsForRule(matter), mayOpenClaim: mayOpenClaim(matter, person), claimReasons: claimReasons(matter, person),
        gaps: gapsOf(matter), gates: gatesToAnswer(matter), today: today(),
        clocks: (await clocksOf(matter)).map((clock) => ({ nameZh: clockRule(clock.code).nameZh, nameEn: clockRule(clock.code).nameEn, view: clockDue(clock, days, today()) })),
        documents: await documents.ofSubject('reward', id),
        whatIf: calculation && registry && calculation.evaluation.amountFen !== undefined ? whatIf(calculation.ruleSet, calculation.input, { registry, confirmed: calculation.confirmed }) : [],
        otherLines: others(matter),
        isIdentical: calculation ? recomputed(calculation).isIdentical : null,
        opened: await audit.count({ subjectId: id, act: 'rewards.openClaim' }),
        approval: calculation?.evaluation.amountFen === undefined ? null : approvalOf(matter.bureau, calculation.evaluation.amountFen, today(), entered),
        route: await routeOfSum(matter, entered),
        budget: budgetOf(matter.bureau, today(), await store.boundIn(matter.bureau, Number(today().slice(0, 4))), entered),
        hasOthers: await hasOthers(matter), notice: await noticeState(matter, person),
        offered: mayPrepare(matter, person).length > 0 || permitted(matter, person).includes('findNotEligible') ? await offered(matter) : [],
        files: mayOpenClaim(matter, person) ? await evidence.list(matter.files) : [],
      };
    },
    /** The words of the decision, for a paper of them; null before it was made. Recorded as a reading. */
    async decisionPaper(person: Person, id: string): Promise<OpenDocument | null> {
      const matter = await load(person, id);
      await audit.record(done('rewards.read', person.id, matter.bureau, subjectOf(id), { paper: 'decision' }));
      const line = (await documents.ofSubject('reward', id)).findLast(({ kind }) => kind === 'rewardDecision');
      return line ? documents.open(line.id) : null;
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
      const isAbove = person.roles.includes('head') && (await bureaus()).some((code) => code !== person.bureau && within(person.bureau, code));
      const above = isAbove ? [{ key: 'awards.desk.above', args: {}, count: await store.countWaitingAt(person.bureau), href: '/rewards/above' }] : [];
      const own = await Promise.all(asked.filter(([, role]) => person.roles.includes(role)).map(async ([stage, , key]) => ({ key, args: {}, count: await store.countStage(person.bureau, stage), href: '/rewards' })));
      return [...own, ...above];
    },

    review: (person: Person, id: string, version: number) => act(person, id, 'review', version),
    sendBack: (person: Person, id: string, version: number, reason: string) => act(person, id, 'sendBack', version, { reason }),
    refuse: (person: Person, id: string, version: number, reason: string) =>
      act(person, id, 'refuse', version, { reason }, (matter) => order(matter, person.id, { what: 'told', message: 'rewards.told.notGranted' })),
    /** A gate that does not hold after all, with its evidence as every answer has it. @throws Invalid */
    findNotEligible: (person: Person, id: string, version: number, { gate, reason, evidence, source = null }: { gate: Gate; reason: string; evidence: string; source?: string | null }) =>
      act(person, id, 'findNotEligible', version, { gate, reason, evidence: evidence.trim(), source }, async (matter) => {
        if (!isProven({ evidence, source })) throw new Invalid({ evidence: { key: 'rewards.error.evidence' } });
        return order(await withSources(matter, { source }, person.id), person.id, { what: 'told', message: 'rewards.told.notGranted' });
      }),
    lapse: (person: Person, id: string, version: number) =>
      act(person, id, 'lapse', version, {}, (matter) => order(matter, person.id, { what: 'told', message: 'rewards.told.lapsed' })),
    closeUnread: (person: Person, id: string, version: number, reason: string) =>
      act(person, id, 'closeUnread', version, { reason }, (matter) => order(matter, person.id, { what: 'told', message: 'rewards.told.lapsed' })),
    recordWaiver: (person: Person, id: string, version: number, voucher: string) => act(person, id, 'recordWaiver', version, { voucher }),
    /** The money came back: the reward is open for payment again, and the reporter may mend his account. */
    paymentFailed: (person: Person, id: string, version: number, reason: string) =>
      act(person, id, 'paymentFailed', version, { reason }, (matter) => {
        const payments = matter.payments.map((payment) => (payment.failed === null ? { ...payment, failed: { on: today(), reason, by: person.id } } : payment));
        return order({ ...matter, payments }, person.id, { what: 'told', message: 'rewards.told.failed' });
      }),
    complete: (person: Person, id: string, version: number) => act(person, id, 'complete', version),
  };
}

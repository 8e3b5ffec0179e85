// Before there is a reward: who stands first, with the proof, and which rule set applies.
import { done, refused } from '../../audit/rules.ts';
import type { CaseFacts } from '../../cases/rules/facts.ts';
import { randomId } from '../../kernel/crypto.ts';
import { Forbidden, Invalid, NotFound, Refused } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import type { LinkedReport } from '../../reports/service/links.ts';
import { blocked } from '../rules/actions.ts';
import type { Choice, Line, Matter, VersionDate } from '../rules/matter.ts';
import { proposeOrder, type Answers, type ReporterReport } from '../rules/reporters.ts';
import { selectRuleSet } from '../rules/select.ts';
import type { FirstInLine } from '../rules/shown.ts';
import type { Acting, RewardsParts } from './parts.ts';

/** What an officer answered about who is first; each with one reason. */
export type FirstAnswers = { passedOver: readonly string[]; earliest: string | null; reason: string };

const ESTABLISHED: readonly CaseFacts['decisionKind'][] = ['PENALTY', 'NO_PENALTY', 'TO_JUSTICE'];
export const FIRST_CLAUSE = '《违法违规使用医疗保障基金举报奖励办法》（医保办发〔2022〕22号）';

const asReporter = (report: LinkedReport, { id: caseId, decidedOn }: CaseFacts): ReporterReport => ({
  id: report.id, receivedAt: new Date(report.receivedAt), orderNumber: report.order, bureau: report.bureau, identity: report.identity ?? 'anonymous', reporterId: null,
  // A withdrawal counts before the decision on the reported matter only.
  withdrawn: report.withdrawnOn !== null && report.withdrawnOn <= decidedOn,
  jointGroup: null, isRepresentative: false, wantsReward: report.wantsReward, matters: [caseId],
});

/** What the decision orders to be returned for the finding; where it orders nothing, the loss as found. */
const lossOfFinding = ({ refundFen, lossFen, defraudedFen }: CaseFacts['findings'][number]): number => (refundFen > 0 ? refundFen : (lossFen ?? defraudedFen ?? 0));

export const linesOf = (facts: CaseFacts, answered: readonly Line[]): Line[] =>
  facts.findings.map((finding) => {
    const before = answered.find((line) => line.id === finding.id);
    return {
      id: finding.id, name: finding.facts, provision: finding.provision, amountFen: lossOfFinding(finding),
      inReportedMatter: before?.inReportedMatter ?? null, reason: before?.reason ?? '',
    };
  });

export function opening({ store, audit, cases, reports }: RewardsParts, { today, registryFor, calculated, standing }: Acting) {
  const mayStart = (facts: CaseFacts, person: Person): boolean =>
    !blocked('proposeAgain', { bureau: facts.bureau, investigators: facts.officerIds, state: 'returned', duties: {}, acknowledgedAt: null, claimDueOn: null, events: [] }, person);

  /** @throws NotFound outside the bureau and for who is recused, Forbidden without the duty. */
  async function line(person: Person, caseId: string, answers: FirstAnswers | null): Promise<Omit<FirstInLine, 'reports'> & { reports: readonly LinkedReport[] }> {
    const facts = await cases.decided(caseId);
    if (facts.bureau !== person.bureau) throw new NotFound('case');
    if (!mayStart(facts, person)) throw new Forbidden('rewards.open');
    // A lead without a reporter (data, routine, hand-down) is nobody's to reward; whether it made the facts known before is a gate.
    const linked = (await reports.ofCase(caseId, person)).filter((report) => report.identity !== null);
    if (linked.some((report) => report.bureau === person.bureau && report.content === null)) throw new NotFound('case');
    const before = await store.ofCase(caseId);
    const notEligible = before.filter((matter) => matter.state === 'notEligible').map((matter) => matter.reportId);
    const given: Answers = { notEligible, passedOver: answers?.passedOver ?? [], earliest: answers?.earliest ?? null };
    return { facts, reports: linked, proposal: proposeOrder(linked.map((report) => asReporter(report, facts)), caseId, given) };
  }

  async function chosen(matter: Pick<Matter, 'bureau' | 'report' | 'case'>, basis: VersionDate, reason: string, by: string): Promise<Choice> {
    const date = { report: matter.report.receivedOn, verification: matter.case.decidedOn, award: today() }[basis];
    const selection = selectRuleSet(matter.bureau, date, await registryFor(matter.bureau));
    const common = { jurisdiction: matter.bureau, basis, date, reason, by, on: today(), considered: selection.considered };
    return selection.outcome === 'SELECTED'
      ? { ...common, ruleId: selection.ruleSet.id, version: selection.ruleSet.version, refusal: null }
      : { ...common, ruleId: null, version: null, refusal: { reason: selection.reason, missing: selection.missing } };
  }

  return {
    chosen,
    /** Who stands first, before anything is stored. */
    firstInLine: line,

    /**
     * Opens the reward of a case for the first eligible reporter. Answers its id.
     * @throws Refused FACTS_NOT_ESTABLISHED, REWARD_NO_REPORTER, REWARD_ASK (an officer must answer first), REWARD_EXISTS
     */
    async open(person: Person, caseId: string, answers: FirstAnswers | null = null): Promise<string> {
      const { facts, proposal, reports: linked } = await line(person, caseId, answers);
      const subject = { kind: 'case', id: caseId };
      const refuse = async (reason: string, detail: Record<string, string | string[]> = {}): Promise<never> => {
        await audit.record(refused('rewards.open', person.id, facts.bureau, subject, { reason }));
        throw new Refused(reason, FIRST_CLAUSE, detail);
      };
      if (!ESTABLISHED.includes(facts.decisionKind)) await refuse('FACTS_NOT_ESTABLISHED');
      if (answers && answers.reason.trim() === '') throw new Invalid({ reason: { key: 'rewards.error.required' } });
      if (proposal.outcome === 'NONE') await refuse('REWARD_NO_REPORTER');
      if (proposal.outcome === 'ASK') await refuse('REWARD_ASK', { questions: proposal.questions.map(({ code }) => code) });
      const first = linked.find((report) => report.id === proposal.first);
      if (!first || first.identity === null || first.identity === 'anonymous') throw new NotFound('report');
      const named = (reportId: string) => {
        const report = linked.find((each) => each.id === reportId);
        return { number: report?.number ?? '', register: report?.register ?? '', receivedOn: report?.receivedOn ?? '' };
      };
      const report = { number: first.number, register: first.register, receivedOn: first.receivedOn, identity: first.identity };
      const kase = { number: facts.caseNumber, name: facts.name, party: facts.party.name, decidedOn: facts.decidedOn, closedOn: facts.closedOn };
      const about = { bureau: facts.bureau, report, case: kase };
      const id = randomId();
      const matter: Matter = {
        ...about, id, version: 1, caseId, reportId: first.id, investigators: facts.officerIds, state: 'returned', duties: {}, acknowledgedAt: null, claimDueOn: null, events: [],
        openedBy: person.id, openedOn: today(),
        first: {
          order: proposal.order.map((proof) => named(proof.id)),
          setAside: proposal.setAside.map(({ id: aside, why }) => ({ number: named(aside).number, register: named(aside).register, why })),
          answers: answers ? { passedOver: answers.passedOver.map((each) => named(each).number), earliest: answers.earliest === null ? null : named(answers.earliest).number, reason: answers.reason } : null,
        },
        choice: await chosen(about, 'report', '', person.id), gates: {}, lines: linesOf(facts, []), standing: null, discretion: null, calculation: null, approvedFen: null, payments: [], pending: [], claim: null,
      };
      const prepared = await calculated(matter);
      if ((await store.add(prepared, await standing(prepared))) === 'taken') await refuse('REWARD_EXISTS');
      await audit.record(done('rewards.open', person.id, facts.bureau, { kind: 'reward', id }, { rule: matter.choice.ruleId ?? matter.choice.refusal?.reason ?? '' }));
      return id;
    },

    /** Decided cases of the bureau whose facts stand and that have no living reward yet. */
    async candidates(person: Person): Promise<{ caseId: string; number: string; name: string }[]> {
      if (!person.roles.includes('rewardOfficer')) return [];
      const all = await cases.decidedIn(person.bureau);
      const taken = await store.withReward(all.map((each) => each.id));
      const open: { caseId: string; number: string; name: string }[] = [];
      for (const { id, number, name } of all) {
        if (taken.has(id)) continue;
        const linked = await reports.ofCase(id, person);
        const isOpen = linked.some((report) => report.identity !== null && report.identity !== 'anonymous' && report.wantsReward && report.content !== null);
        if (isOpen) open.push({ caseId: id, number, name });
      }
      return open;
    },
  };
}
export type Opening = ReturnType<typeof opening>;

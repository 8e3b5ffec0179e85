// Before there is a reward: who stands first, with the proof, and which rule set applies.
import { done, refused } from '../../audit/rules.ts';
import type { CaseFacts } from '../../cases/rules/facts.ts';
import type { Received } from '../../evidence/rules/files.ts';
import { randomId } from '../../kernel/crypto.ts';
import { Forbidden, NotFound, Refused } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import type { LinkedReport } from '../../reports/service/links.ts';
import { blocked } from '../rules/actions.ts';
import type { Choice, Line, Matter, VersionDate } from '../rules/matter.ts';
import { proposeOrder, type Proposal } from '../rules/reporters.ts';
import { selectRuleSet } from '../rules/select.ts';
import type { FirstInLine } from '../rules/shown.ts';
import { FIRST_CLAUSE } from '../rules/vocabulary.ts';
import type { Exhibits } from './exhibits.ts';
import { asReporter, checkSaid, firstProof, given, jointOf, type FirstAnswers } from './first.ts';
import type { Acting, RewardsParts } from './parts.ts';

const ESTABLISHED: readonly CaseFacts['decisionKind'][] = ['PENALTY', 'NO_PENALTY', 'TO_JUSTICE'];

/** What the decision orders to be returned for the finding; where it orders nothing, the loss as found. The money of one act counts once. */
const lossOfFinding = ({ refundFen, lossFen, defraudedFen, isCountedElsewhere }: CaseFacts['findings'][number]): number => {
  if (isCountedElsewhere) return 0;
  return refundFen > 0 ? refundFen : (lossFen ?? defraudedFen ?? 0);
};

export const linesOf = (facts: CaseFacts, answered: readonly Line[]): Line[] =>
  facts.findings.map((finding) => {
    const before = answered.find((line) => line.id === finding.id);
    return {
      id: finding.id, name: finding.facts, provision: finding.provision, amountFen: lossOfFinding(finding),
      inReportedMatter: before?.inReportedMatter ?? null, reason: before?.reason ?? '',
    };
  });

export function opening({ store, audit, cases, reports }: RewardsParts, { today, registryFor, calculated, standing }: Acting, { ofCase, withSources, uploaded, attach }: Exhibits) {
  const mayStart = (facts: CaseFacts, person: Person): boolean =>
    !blocked('proposeAgain', { bureau: facts.bureau, investigators: facts.officerIds, state: 'returned', duties: {}, acknowledgedAt: null, claimDueOn: null, events: [] }, person);

  /** @throws NotFound outside the bureau and for who is recused, Forbidden without the duty. */
  async function line(person: Person, caseId: string, answers: FirstAnswers | null): Promise<Omit<FirstInLine, 'reports' | 'salts' | 'offered'> & { reports: readonly LinkedReport[]; part: number; isTaken: boolean }> {
    const facts = await cases.decided(caseId);
    if (facts.bureau !== person.bureau) throw new NotFound('case');
    if (!mayStart(facts, person)) throw new Forbidden('rewards.open');
    const all = await reports.ofCase(caseId, person);
    if (all.some((report) => report.bureau === person.bureau && report.identity !== null && report.content === null)) throw new NotFound('case');
    const before = await store.ofCase(caseId);
    const living = before.filter((matter) => matter.state !== 'notEligible');
    const notEligible = before.filter((matter) => matter.state === 'notEligible').map((matter) => matter.reportId);
    // With an award of the case already: only who was said to have told of other facts may still be rewarded, for those.
    const others = living.flatMap((matter) => matter.first.setAside.filter(({ why }) => why === 'otherMatter').map(({ number }) => number));
    const rewarded = living.map((matter) => matter.reportId);
    const linked = all.filter((report) => report.identity !== null && (living.length === 0 || (others.includes(report.number) && !rewarded.includes(report.id))));
    const proposal = proposeOrder(linked.map((report) => asReporter(report, facts, answers)), caseId, given(answers, notEligible));
    // A lead without a reporter (data, routine, hand-down) is nobody's to reward; but it may have made the facts known before.
    const earliest = linked.map(({ receivedOn }) => receivedOn).sort()[0] ?? '';
    const heldBefore = all.filter((report) => report.identity === null && report.receivedOn <= earliest).map(({ number, receivedOn }) => ({ number, receivedOn }));
    return { facts, reports: linked, proposal, heldBefore, part: Math.max(0, ...living.map((matter) => matter.part)) + 1, isTaken: living.length > 0 && linked.length === 0 };
  }

  async function chosen(matter: Pick<Matter, 'bureau' | 'report' | 'case'>, basis: VersionDate, reason: string, by: string): Promise<Choice> {
    const date = { report: matter.report.receivedOn, verification: matter.case.decidedOn, award: today() }[basis];
    const selection = selectRuleSet(matter.bureau, date, await registryFor(matter.bureau));
    const common = { jurisdiction: matter.bureau, basis, date, reason, by, on: today(), considered: selection.considered };
    return selection.outcome === 'SELECTED'
      ? { ...common, ruleId: selection.ruleSet.id, version: selection.ruleSet.version, refusal: null }
      : { ...common, ruleId: null, version: null, refusal: { reason: selection.reason, missing: selection.missing } };
  }

  const saltsOf = async ({ order }: Proposal): Promise<Map<string, string | null>> => new Map(await Promise.all(order.map(async ({ id }) => [id, (await reports.orderProof(id))?.salt ?? null] as const)));

  /** With the evidence of what was said: what was chosen, else the first file that came with it. */
  async function proven(matter: Matter, answers: FirstAnswers | null, received: readonly Received[], person: Person): Promise<Matter> {
    const added = received.length > 0 ? await uploaded(matter.id, [], received, '', person.id) : [];
    const source = answers?.source ?? added[0]?.id ?? null;
    const first = matter.first.answers === null ? matter.first : { ...matter.first, answers: { ...matter.first.answers, source } };
    return withSources({ ...matter, first, exhibits: added }, { source }, person.id);
  }

  return {
    chosen,
    /** Who stands first with the proof, before anything is stored, and what the answers may rest on. */
    async firstInLine(person: Person, caseId: string, answers: FirstAnswers | null) {
      const found = await line(person, caseId, answers);
      return { ...found, salts: await saltsOf(found.proposal), offered: await ofCase(caseId) };
    },

    /**
     * Opens the reward of a case for the first eligible reporter. Answers its id.
     * @throws Refused FACTS_NOT_ESTABLISHED, REWARD_NO_REPORTER, REWARD_ASK (an officer must answer first), REWARD_EXISTS
     */
    async open(person: Person, caseId: string, answers: FirstAnswers | null = null, received: readonly Received[] = []): Promise<string> {
      const { facts, proposal, reports: linked, heldBefore, part, isTaken } = await line(person, caseId, answers);
      const subject = { kind: 'case', id: caseId };
      const refuse = async (reason: string, detail: Record<string, string | string[]> = {}): Promise<never> => {
        await audit.record(refused('rewards.open', person.id, facts.bureau, subject, { reason }));
        throw new Refused(reason, FIRST_CLAUSE, detail);
      };
      if (!ESTABLISHED.includes(facts.decisionKind)) await refuse('FACTS_NOT_ESTABLISHED');
      checkSaid(answers, linked, received.length);
      if (isTaken) await refuse('REWARD_EXISTS');
      if (proposal.outcome === 'NONE') await refuse('REWARD_NO_REPORTER');
      if (proposal.outcome === 'ASK') await refuse('REWARD_ASK', { questions: proposal.questions.map(({ code }) => code) });
      const first = linked.find((report) => report.id === proposal.first);
      if (!first || first.identity === null || first.identity === 'anonymous') throw new NotFound('report');
      const named = (reportId: string) => {
        const report = linked.find((each) => each.id === reportId);
        return { number: report?.number ?? '', register: report?.register ?? '', receivedOn: report?.receivedOn ?? '' };
      };
      const joint = jointOf(answers, first.id, (reportId) => named(reportId).number);
      const salts = await saltsOf(proposal);
      const report = { number: first.number, register: first.register, receivedOn: first.receivedOn, identity: first.identity };
      const kase = { number: facts.caseNumber, name: facts.name, party: facts.party.name, decidedOn: facts.decidedOn, closedOn: facts.closedOn };
      const about = { bureau: facts.bureau, report, case: kase };
      const id = randomId();
      const matter: Matter = {
        ...about, id, version: 1, caseId, reportId: first.id, investigators: facts.officerIds, state: 'returned', duties: {}, acknowledgedAt: null, claimDueOn: null, events: [],
        openedBy: person.id, openedOn: today(),
        first: firstProof(proposal, answers, named, salts, heldBefore),
        choice: await chosen(about, 'report', '', person.id), gates: {}, lines: linesOf(facts, []), standing: null, discretion: null, calculation: null, approvedFen: null, payments: [], pending: [], claim: null, part, joint, clawback: null, files: [], exhibits: [], waitsAt: null,
      };
      const prepared = await calculated(await proven(matter, answers, received, person));
      if ((await store.add(prepared, await standing(prepared))) === 'taken') await refuse('REWARD_EXISTS');
      await attach(id, prepared.exhibits ?? []);
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

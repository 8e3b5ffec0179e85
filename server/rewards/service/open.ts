// Before there is a reward: who stands first, with the proof, and which rule set applies.
import { done, refused } from '../../audit/rules.ts';
import type { CaseFacts } from '../../cases/rules/facts.ts';
import { randomId } from '../../kernel/crypto.ts';
import { Forbidden, Invalid, NotFound, Refused } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import type { LinkedReport } from '../../reports/service/links.ts';
import { blocked } from '../rules/actions.ts';
import type { Choice, Joint, Line, Matter, VersionDate } from '../rules/matter.ts';
import { NO_ANSWERS, proposeOrder, type Answers, type Relation, type ReporterReport } from '../rules/reporters.ts';
import { selectRuleSet } from '../rules/select.ts';
import type { FirstInLine } from '../rules/shown.ts';
import type { Acting, RewardsParts } from './parts.ts';

/** What an officer answered about who is first, with one reason and where the evidence of it is. `relations` by the id of the report. */
export type FirstAnswers = {
  passedOver: readonly string[]; earliest: string | null; reason: string; evidence?: string;
  relations?: Readonly<Record<string, Relation>>; laterFactsEarnNothing?: boolean;
  /** Of a joint report: who collects, how many they are, how they agreed to divide it, and the paper that says so. */
  representative?: string | null; members?: number | null; division?: string; authority?: string;
};

const ESTABLISHED: readonly CaseFacts['decisionKind'][] = ['PENALTY', 'NO_PENALTY', 'TO_JUSTICE'];
export const FIRST_CLAUSE = '《违法违规使用医疗保障基金举报奖励办法》（医保办发〔2022〕22号）';

function asReporter(report: LinkedReport, { id: caseId, decidedOn }: CaseFacts, answers: FirstAnswers | null): ReporterReport {
  const relation = answers?.relations?.[report.id] ?? 'same';
  return {
    id: report.id, receivedAt: new Date(report.receivedAt), orderNumber: report.order, bureau: report.bureau, identity: report.identity ?? 'anonymous', reporterId: null,
    // A withdrawal counts before the decision on the reported matter only.
    withdrawn: report.withdrawnOn !== null && report.withdrawnOn <= decidedOn,
    jointGroup: relation === 'joint' ? 'joint' : null, isRepresentative: relation === 'joint' && answers?.representative === report.id, wantsReward: report.wantsReward,
    matters: relation === 'other' ? [] : [caseId],
  };
}

const saidAs = (answers: FirstAnswers | null, relation: Relation): string[] => Object.entries(answers?.relations ?? {}).flatMap(([id, each]) => (each === relation ? [id] : []));

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

/** Without the paper that says who collects and how they divide it a joint report has no representative. @throws Invalid */
function jointOf(answers: FirstAnswers | null, first: string, numberOf: (id: string) => string): Joint | null {
  const members = saidAs(answers, 'joint');
  if (!answers || !members.includes(first)) return null;
  const { division = '', authority = '' } = answers;
  const errors = { ...(division.trim() === '' ? { division: { key: 'rewards.error.required' } } : {}), ...(authority.trim() === '' ? { authority: { key: 'rewards.error.evidence' } } : {}) };
  if (Object.keys(errors).length > 0) throw new Invalid(errors);
  const count = answers.members ?? members.length;
  if (count < Math.max(2, members.length)) throw new Invalid({ members: { key: 'awards.error.members' } });
  return { reports: members.map(numberOf), representative: numberOf(first), members: count, division: division.trim(), authority: authority.trim() };
}

/** Answers that speak of a report that is none of this matter. */
function strangersIn(answers: FirstAnswers | null, linked: readonly { id: string }[]): string[] {
  if (!answers) return [];
  const { passedOver, earliest, representative = null, relations = {} } = answers;
  const said = { passedOver, earliest: earliest === null ? [] : [earliest], representative: representative === null ? [] : [representative], reason: Object.keys(relations) };
  return Object.entries(said).flatMap(([field, ids]) => (ids.every((id) => linked.some((each) => each.id === id)) ? [] : [field]));
}

export function opening({ store, audit, cases, reports }: RewardsParts, { today, registryFor, calculated, standing }: Acting) {
  const mayStart = (facts: CaseFacts, person: Person): boolean =>
    !blocked('proposeAgain', { bureau: facts.bureau, investigators: facts.officerIds, state: 'returned', duties: {}, acknowledgedAt: null, claimDueOn: null, events: [] }, person);

  /** @throws NotFound outside the bureau and for who is recused, Forbidden without the duty. */
  async function line(person: Person, caseId: string, answers: FirstAnswers | null): Promise<Omit<FirstInLine, 'reports'> & { reports: readonly LinkedReport[]; part: number; isTaken: boolean }> {
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
    const given: Answers = {
      ...NO_ANSWERS, notEligible, passedOver: answers?.passedOver ?? [], earliest: answers?.earliest ?? null, repeated: saidAs(answers, 'repeated'), newFacts: saidAs(answers, 'newFacts'),
      laterFactsEarnNothing: answers?.laterFactsEarnNothing === true,
    };
    const proposal = proposeOrder(linked.map((report) => asReporter(report, facts, answers)), caseId, given);
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

  return {
    chosen,
    /** Who stands first, before anything is stored. */
    firstInLine: line,

    /**
     * Opens the reward of a case for the first eligible reporter. Answers its id.
     * @throws Refused FACTS_NOT_ESTABLISHED, REWARD_NO_REPORTER, REWARD_ASK (an officer must answer first), REWARD_EXISTS
     */
    async open(person: Person, caseId: string, answers: FirstAnswers | null = null): Promise<string> {
      const { facts, proposal, reports: linked, heldBefore, part, isTaken } = await line(person, caseId, answers);
      const subject = { kind: 'case', id: caseId };
      const refuse = async (reason: string, detail: Record<string, string | string[]> = {}): Promise<never> => {
        await audit.record(refused('rewards.open', person.id, facts.bureau, subject, { reason }));
        throw new Refused(reason, FIRST_CLAUSE, detail);
      };
      if (!ESTABLISHED.includes(facts.decisionKind)) await refuse('FACTS_NOT_ESTABLISHED');
      const strange = strangersIn(answers, linked);
      if (strange.length > 0) throw new Invalid(Object.fromEntries(strange.map((field) => [field, { key: 'rewards.error.choice' }])));
      if (answers && answers.reason.trim() === '') throw new Invalid({ reason: { key: 'rewards.error.required' } });
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
      const salts = new Map(await Promise.all(proposal.order.map(async ({ id: each }) => [each, (await reports.orderProof(each))?.salt ?? null] as const)));
      const report = { number: first.number, register: first.register, receivedOn: first.receivedOn, identity: first.identity };
      const kase = { number: facts.caseNumber, name: facts.name, party: facts.party.name, decidedOn: facts.decidedOn, closedOn: facts.closedOn };
      const about = { bureau: facts.bureau, report, case: kase };
      const id = randomId();
      const matter: Matter = {
        ...about, id, version: 1, caseId, reportId: first.id, investigators: facts.officerIds, state: 'returned', duties: {}, acknowledgedAt: null, claimDueOn: null, events: [],
        openedBy: person.id, openedOn: today(),
        first: {
          order: proposal.order.map((proof) => ({ ...named(proof.id), salt: salts.get(proof.id) ?? null })),
          setAside: proposal.setAside.map(({ id: aside, why }) => ({ number: named(aside).number, register: named(aside).register, why })),
          answers: answers ? {
            passedOver: answers.passedOver.map((each) => named(each).number), earliest: answers.earliest === null ? null : named(answers.earliest).number, reason: answers.reason,
            evidence: answers.evidence ?? '', relations: Object.entries(answers.relations ?? {}).map(([each, relation]) => ({ number: named(each).number, relation })), laterFactsEarnNothing: answers.laterFactsEarnNothing === true } : null,
          heldBefore,
        },
        choice: await chosen(about, 'report', '', person.id), gates: {}, lines: linesOf(facts, []), standing: null, discretion: null, calculation: null, approvedFen: null, payments: [], pending: [], claim: null, part, joint, clawback: null, files: [],
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

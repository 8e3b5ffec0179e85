// From a decided case to a proposal: who stands first, which rule set, which answers with which evidence.
import { done, refused } from '../../audit/rules.ts';
import type { CaseFacts } from '../../cases/rules/facts.ts';
import { randomId } from '../../kernel/crypto.ts';
import { Conflict, Forbidden, Invalid, NotFound, Refused } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import type { LinkedReport } from '../../reports/service/links.ts';
import { blocked, propose } from '../rules/actions.ts';
import type { Choice, Discretion, Line, Matter, Standing, VersionDate } from '../rules/matter.ts';
import { gapsOf, gatesToAnswer, mayConfirmDraft, mayPrepare, type Preparation } from '../rules/readiness.ts';
import { proposeOrder, type Answers, type Proposal, type ReporterReport } from '../rules/reporters.ts';
import { usesOf } from '../rules/scope.ts';
import { selectRuleSet } from '../rules/select.ts';
import { CLOSED_STATES } from '../rules/states.ts';
import type { Gate } from '../rules/vocabulary.ts';
import type { Acting, RewardsParts } from './parts.ts';

/** What an officer answered about who is first; each with one reason. */
export type FirstAnswers = { passedOver: readonly string[]; earliest: string | null; reason: string };
/** The reports of a case in their order, with what is still asked. */
export type FirstInLine = { facts: CaseFacts; proposal: Proposal; reports: readonly LinkedReport[] };

const ESTABLISHED: readonly CaseFacts['decisionKind'][] = ['PENALTY', 'NO_PENALTY', 'TO_JUSTICE'];
const FIRST_CLAUSE = '《违法违规使用医疗保障基金举报奖励办法》（医保办发〔2022〕22号）';

const asReporter = (report: LinkedReport, { id: caseId, decidedOn }: CaseFacts): ReporterReport => ({
  id: report.id, receivedAt: new Date(report.receivedAt), orderNumber: report.order, bureau: report.bureau, identity: report.identity ?? 'anonymous', reporterId: null,
  // A withdrawal counts before the decision on the reported matter only.
  withdrawn: report.withdrawnOn !== null && report.withdrawnOn <= decidedOn,
  jointGroup: null, isRepresentative: false, wantsReward: report.wantsReward, matters: [caseId],
});

/** What the decision orders to be returned for the finding; where it orders nothing, the loss as found. */
const lossOfFinding = ({ refundFen, lossFen, defraudedFen }: CaseFacts['findings'][number]): number => (refundFen > 0 ? refundFen : (lossFen ?? defraudedFen ?? 0));

const linesOf = (facts: CaseFacts, answered: readonly Line[]): Line[] =>
  facts.findings.map((finding) => {
    const before = answered.find((line) => line.id === finding.id);
    return {
      id: finding.id, name: finding.facts, provision: finding.provision, amountFen: lossOfFinding(finding),
      inReportedMatter: before?.inReportedMatter ?? null, reason: before?.reason ?? '',
    };
  });

export function preparing({ store, audit, clock, cases, reports }: RewardsParts, { today, registryFor, load, calculated, save, recorded, recomputed }: Acting) {
  const mayStart = (facts: CaseFacts, person: Person): boolean =>
    !blocked('proposeAgain', { bureau: facts.bureau, investigators: facts.officerIds, state: 'returned', duties: {}, acknowledgedAt: null, claimDueOn: null, events: [] }, person);

  /** @throws NotFound outside the bureau and for who is recused, Forbidden without the duty. */
  async function line(person: Person, caseId: string, answers: FirstAnswers | null): Promise<FirstInLine> {
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

  /** One step of the preparation: the answers change, and what they come to is computed and stored with them. */
  async function prepare(what: Preparation, person: Person, id: string, version: number, change: (matter: Matter) => Matter | Promise<Matter>): Promise<Matter> {
    const matter = await load(person, id);
    return recorded(`rewards.${what}`, person.id, matter, async () => {
      if (matter.version !== version) throw new Conflict('reward');
      if (!mayPrepare({ ...matter, state: 'returned' }, person).includes(what)) throw new Forbidden(`rewards.${what}`);
      if (!mayPrepare(matter, person).includes(what)) throw new Conflict(what);
      return save(matter, await calculated(await change(matter)));
    });
  }

  return {
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
      if ((await store.add(await calculated(matter))) === 'taken') await refuse('REWARD_EXISTS');
      await audit.record(done('rewards.open', person.id, facts.bureau, { kind: 'reward', id }, { rule: matter.choice.ruleId ?? matter.choice.refusal?.reason ?? '' }));
      return id;
    },

    /** The day that selects the rule set; any but the day of report needs a reason. */
    chooseRule: (person: Person, id: string, version: number, { basis, reason }: { basis: VersionDate; reason: string }) =>
      prepare('chooseRule', person, id, version, async (matter) => {
        if (basis !== 'report' && reason.trim() === '') throw new Invalid({ reason: { key: 'rewards.error.required' } });
        return { ...matter, choice: await chosen(matter, basis, reason.trim(), person.id) };
      }),

    /** Gates one by one; each answer needs its evidence. What is not among `answers` stays as it was. */
    answerGates: (person: Person, id: string, version: number, answers: readonly { gate: Gate; holds: boolean; evidence: string }[]) =>
      prepare('answerGates', person, id, version, (matter) => {
        const asked = gatesToAnswer(matter);
        const errors = answers.filter(({ gate, evidence }) => evidence.trim() === '' || !asked.includes(gate)).map(({ gate }) => [`evidence-${gate}`, { key: 'rewards.error.evidence' }] as const);
        if (errors.length > 0) throw new Invalid(Object.fromEntries(errors));
        const changed = answers.filter(({ gate, holds, evidence }) => matter.gates[gate]?.holds !== holds || matter.gates[gate].evidence !== evidence.trim());
        return { ...matter, gates: { ...matter.gates, ...Object.fromEntries(changed.map(({ gate, holds, evidence }) => [gate, { holds, evidence: evidence.trim(), by: person.id, on: today() }])) } };
      }),

    /** Which findings belong to the reported matter, each with its reason. The amounts are those of the decided case, never typed. */
    setLines: (person: Person, id: string, version: number, answers: readonly { id: string; inReportedMatter: boolean; reason: string }[]) =>
      prepare('setLines', person, id, version, async (matter) => {
        const facts = await cases.decided(matter.caseId);
        const errors = answers.filter(({ reason }) => reason.trim() === '').map((answer) => [`reason-${answer.id}`, { key: 'rewards.error.required' }] as const);
        if (errors.length > 0) throw new Invalid(Object.fromEntries(errors));
        const answered = linesOf(facts, matter.lines).map((each) => {
          const answer = answers.find((one) => one.id === each.id);
          return answer ? { ...each, inReportedMatter: answer.inReportedMatter, reason: answer.reason.trim() } : each;
        });
        return { ...matter, lines: answered, case: { ...matter.case, closedOn: facts.closedOn } };
      }),

    /** Level, profile and causing party with the evidence. The same again by another person stands beside the first; something else replaces it. */
    confirmStanding: (person: Person, id: string, version: number, input: Omit<Standing, 'confirmedBy'>) =>
      prepare('confirmStanding', person, id, version, (matter) => {
        const rule = matter.calculation?.ruleSet;
        if (!rule) throw new Refused('NO_RULE', FIRST_CLAUSE);
        const uses = usesOf(rule);
        if (input.evidence.trim() === '') throw new Invalid({ evidence: { key: 'rewards.error.evidence' } });
        if (uses.needsLevel && (input.level === null || !(uses.levels ?? []).includes(input.level))) throw new Invalid({ level: { key: 'rewards.error.choice' } });
        if (uses.needsParty && input.lossBy === null) throw new Invalid({ lossBy: { key: 'rewards.error.choice' } });
        const next = { level: uses.needsLevel ? input.level : null, profile: input.profile, lossBy: uses.needsParty ? input.lossBy : null, evidence: input.evidence.trim() };
        const { standing } = matter;
        const isSame = standing !== null && standing.level === next.level && standing.profile === next.profile && standing.lossBy === next.lossBy;
        const others = isSame ? standing.confirmedBy.filter((each) => each.by !== person.id) : [];
        return { ...matter, standing: { ...next, confirmedBy: [...others, { by: person.id, on: today() }] } };
      }),

    /** Values that the rule leaves to the officer; the engine checks the range only. */
    setDiscretion: (person: Person, id: string, version: number, input: Omit<Discretion, 'by' | 'on'>) =>
      prepare('setDiscretion', person, id, version, (matter) => {
        if (input.reason.trim() === '') throw new Invalid({ discretionReason: { key: 'rewards.error.required' } });
        return { ...matter, discretion: { ...input, reason: input.reason.trim(), by: person.id, on: today() } };
      }),

    /** The head says that a drafted rule set may be used, with the citation and date that it lacks. Amounts already approved never change. */
    async confirmDraft(person: Person, id: string, version: number, input: { text: string; documentNo: string; effectiveFrom: string }): Promise<Matter> {
      const matter = await load(person, id);
      return recorded('rewards.confirmDraft', person.id, matter, async () => {
        if (!person.roles.includes('head')) throw new Forbidden('rewards.confirmDraft');
        const rule = matter.calculation?.ruleSet;
        if (matter.version !== version || !rule || !mayConfirmDraft(matter, person)) throw new Conflict('reward');
        await store.confirmDraft({
          bureau: person.bureau, ruleId: rule.id, version: rule.version, text: input.text, by: person.id, on: today(), documentNo: input.documentNo, effectiveFrom: input.effectiveFrom === '' ? null : input.effectiveFrom,
        });
        const again = { ...matter, choice: await chosen(matter, matter.choice.basis, matter.choice.reason, matter.choice.by) };
        return save(matter, await calculated(again));
      });
    },

    /** The same for a bureau, outside any reward: used when a site is set up. @throws Forbidden, Conflict */
    async confirmRuleSet(person: Person, ruleId: string, version: number, input: { text: string; documentNo: string; effectiveFrom: string | null }): Promise<void> {
      if (!person.roles.includes('head')) throw new Forbidden('rewards.confirmDraft');
      const registry = await registryFor(person.bureau);
      const rule = registry.byId.get(ruleId)?.find((each) => each.version === version);
      if (!rule || rule.status !== 'draft') throw new NotFound('rule set');
      await store.confirmDraft({ bureau: person.bureau, ruleId, version, text: input.text, by: person.id, on: today(), documentNo: input.documentNo, effectiveFrom: input.effectiveFrom });
      await audit.record(done('rewards.confirmDraft', person.id, person.bureau, { kind: 'ruleSet', id: ruleId }, { version }));
    },

    /**
     * Proposes, the first time or again. Where the engine refuses, the reward stays as it is with the refusal in it.
     * @throws Refused with the engine's reason and what must be supplied, or REWARD_NOT_READY with the gaps
     */
    async propose(person: Person, id: string, version: number, reason = ''): Promise<Matter> {
      const matter = await load(person, id);
      return recorded(matter.events.length === 0 ? 'rewards.propose' : 'rewards.proposeAgain', person.id, matter, async () => {
        if (matter.version !== version) throw new Conflict('reward');
        const why = blocked('proposeAgain', matter, person);
        if (why) throw why === 'state' ? new Conflict('propose') : new Forbidden(`propose: ${why}`);
        if (matter.events.length > 0 && reason.trim() === '') throw new Invalid({ reason: { key: 'rewards.error.required' } });
        const { calculation, choice } = matter;
        if (!calculation) throw new Refused(choice.refusal?.reason ?? 'NO_RULE', FIRST_CLAUSE, { missing: [...(choice.refusal?.missing ?? [])] });
        const { evaluation, ruleSet } = calculation;
        if (evaluation.outcome === 'REFUSED') throw new Refused(evaluation.reason ?? 'RULE_INCOMPLETE', ruleSet.title, { rule: ruleSet.id, missing: [...(evaluation.missing ?? [])] });
        const gaps = gapsOf(matter);
        if (gaps.length > 0) throw new Refused('REWARD_NOT_READY', FIRST_CLAUSE, { gaps });
        if (!recomputed(calculation).isIdentical) throw new Error(`reward ${id}: the stored calculation gives another result`);
        const proposed = propose(matter, person, clock());
        const events = proposed.events.map((event) => ({ ...event, action: matter.events.length === 0 ? event.action : ('proposeAgain' as const), from: matter.events.length === 0 ? null : matter.state, facts: { today: today(), ...(reason ? { reason } : {}) } }));
        return save(matter, { ...matter, state: proposed.state, duties: { ...matter.duties, ...proposed.duties }, events: [...matter.events, ...events] });
      });
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
    isClosed: (matter: Matter): boolean => CLOSED_STATES.includes(matter.state),
  };
}

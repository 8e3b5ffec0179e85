// What an officer says about who is first, as the rules read it and as the reward keeps it.
import type { CaseFacts } from '../../cases/rules/facts.ts';
import { Invalid } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import type { LinkedReport } from '../../reports/service/links.ts';
import { isProven } from '../rules/exhibits.ts';
import type { FirstProof, Joint } from '../rules/matter.ts';
import { NO_ANSWERS, type Answers, type Proposal, type Relation, type ReporterReport } from '../rules/reporters.ts';

/** What an officer answered about who is first, with one reason and the evidence of it. `relations` by the id of the report. */
export type FirstAnswers = {
  passedOver: readonly string[]; earliest: string | null; reason: string; evidence?: string; source?: string | null;
  relations?: Readonly<Record<string, Relation>>; laterFactsEarnNothing?: boolean;
  /** Reports that were made to a handling agency before they came here. */
  agencyFirst?: readonly string[];
  /** Of a joint report: who collects, how many they are, how they agreed to divide it, and the paper that says so. */
  representative?: string | null; members?: number | null; division?: string; authority?: string;
};

export function asReporter(report: LinkedReport, { id: caseId, decidedOn }: CaseFacts, answers: FirstAnswers | null): ReporterReport {
  const relation = answers?.relations?.[report.id] ?? 'same';
  return {
    id: report.id, receivedAt: new Date(report.receivedAt), year: report.year, orderNumber: report.order, bureau: report.bureau, identity: report.identity ?? 'anonymous', reporterId: null,
    // A withdrawal counts before the decision on the reported matter only; which came first on one day is asked as a gate.
    withdrawn: report.withdrawnOn !== null && report.withdrawnOn < decidedOn,
    jointGroup: relation === 'joint' ? 'joint' : null, isRepresentative: relation === 'joint' && answers?.representative === report.id, wantsReward: report.wantsReward,
    matters: relation === 'other' ? [] : [caseId],
  };
}

const saidAs = (answers: FirstAnswers | null, relation: Relation): string[] => Object.entries(answers?.relations ?? {}).flatMap(([id, each]) => (each === relation ? [id] : []));

export const given = (answers: FirstAnswers | null, notEligible: readonly string[]): Answers => ({
  ...NO_ANSWERS, notEligible, passedOver: answers?.passedOver ?? [], earliest: answers?.earliest ?? null, repeated: saidAs(answers, 'repeated'), newFacts: saidAs(answers, 'newFacts'),
  laterFactsEarnNothing: answers?.laterFactsEarnNothing === true, agencyFirst: answers?.agencyFirst ?? [],
});

/** Without the paper that says who collects and how they divide it a joint report has no representative. @throws Invalid */
export function jointOf(answers: FirstAnswers | null, first: string, numberOf: (id: string) => string): Joint | null {
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
function strangersIn({ passedOver, earliest, representative = null, relations = {}, agencyFirst = [] }: FirstAnswers, linked: readonly { id: string }[]): string[] {
  const said = { passedOver, agencyFirst, earliest: earliest === null ? [] : [earliest], representative: representative === null ? [] : [representative], reason: Object.keys(relations) };
  return Object.entries(said).flatMap(([field, ids]) => (ids.every((id) => linked.some((each) => each.id === id)) ? [] : [field]));
}

/** Every answer has its reason and its evidence. `uploads`: files that came with it. @throws Invalid */
export function checkSaid(answers: FirstAnswers | null, linked: readonly { id: string }[], uploads: number): void {
  if (!answers) return;
  const strange = strangersIn(answers, linked);
  if (strange.length > 0) throw new Invalid(Object.fromEntries(strange.map((field) => [field, { key: 'rewards.error.choice' }])));
  const { reason, evidence = '', source = null } = answers;
  const errors: FieldErrors = {
    ...(reason.trim() === '' ? { reason: { key: 'rewards.error.required' } } : {}), ...(uploads > 0 || isProven({ evidence, source }) ? {} : { evidence: { key: 'rewards.error.evidence' } }),
  };
  if (Object.keys(errors).length > 0) throw new Invalid(errors);
}

type Named = { number: string; register: string; receivedOn: string };

/** Who stands first as the reward keeps it: by the numbers of the reports, never by their ids. */
export function firstProof(proposal: Proposal, answers: FirstAnswers | null, named: (id: string) => Named, salts: ReadonlyMap<string, string | null>, heldBefore: FirstProof['heldBefore'] = []): FirstProof {
  const numbers = (ids: readonly string[]): string[] => ids.map((id) => named(id).number);
  return {
    order: proposal.order.map(({ id, receivedAt }) => ({ ...named(id), receivedAt: receivedAt.toISOString(), salt: salts.get(id) ?? null })),
    setAside: proposal.setAside.map(({ id, why }) => ({ number: named(id).number, register: named(id).register, why })),
    answers: answers && {
      passedOver: numbers(answers.passedOver), earliest: answers.earliest === null ? null : named(answers.earliest).number, reason: answers.reason, evidence: answers.evidence ?? '', source: answers.source ?? null,
      relations: Object.entries(answers.relations ?? {}).map(([id, relation]) => ({ number: named(id).number, relation })), laterFactsEarnNothing: answers.laterFactsEarnNothing === true, agencyFirst: numbers(answers.agencyFirst ?? []),
    },
    heldBefore,
  };
}

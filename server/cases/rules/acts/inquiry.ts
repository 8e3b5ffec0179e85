// The inquiry: findings, evidence, statements, orders to correct, and what each finding may cost.
import { Invalid, NotFound, Refused } from '../../../kernel/errors.ts';
import type { FieldErrors } from '../../../kernel/errors.ts';
import { CAPS, isActiveOfficer } from '../case.ts';
import type { Case, EvidenceItem, Finding, PRESERVATION_DISPOSALS } from '../case.ts';
import { started, stopped } from '../clocks.ts';
import { judged } from '../discretion.ts';
import type { EnteredPenalty } from '../discretion.ts';
import { chineseDate, factsText, paper, provisions } from '../papers.ts';
import { withoutFinding } from '../same-act.ts';
import { after } from '../situation.ts';
import { causeName } from '../naming.ts';
import type { Situation } from '../situation.ts';

export type FindingInput = Omit<Finding, 'id' | 'penalty' | 'refusedToCorrect' | 'correctionOrderId' | 'unsplit'> & { unsplitReason: string };
export type EvidenceInput = Omit<EvidenceItem, 'id' | 'no' | 'preservation' | 'heard'> & { preservedOn: string | null; keptAt: string; approvedBy: string };
export type PenaltyInput = { entries: EnteredPenalty[] };

const found = <T extends { id: string }>(list: readonly T[], id: string, what: string): T => {
  const one = list.find((each) => each.id === id);
  if (!one) throw new NotFound(what);
  return one;
};
const moved = <T extends { id: string }>(list: readonly T[], changed: T): T[] => list.map((each) => (each.id === changed.id ? changed : each));
/** Facts and amounts changed: what was reviewed, notified or signed before no longer speaks of them. */
const facts = (kase: Case): Pick<Case, 'factsVersion'> => ({ factsVersion: kase.factsVersion + 1 });

function sound(input: FindingInput, kase: Case, today: string): void {
  const errors: FieldErrors = {};
  if (input.conductTo < input.conductFrom) errors['conductTo'] = { key: 'common.error.order' };
  if (input.conductTo > today) errors['conductTo'] = { key: 'cases.error.future' };
  if (input.discoveredOn > today) errors['discoveredOn'] = { key: 'cases.error.future' };
  if (input.lossFen !== null && input.defraudedFen !== null) errors['defraudedFen'] = { key: 'cases.error.oneBase' };
  if (input.evidenceIds.some((id) => !kase.evidence.some((item) => item.id === id))) errors['evidenceIds'] = { key: 'common.error.choose' };
  if (Object.keys(errors).length > 0) throw new Invalid(errors);
}

const made = ({ unsplitReason, ...input }: FindingInput): Omit<Finding, 'id' | 'penalty' | 'refusedToCorrect' | 'correctionOrderId'> => ({
  ...input, unsplit: unsplitReason === '' ? null : { reason: unsplitReason, reviewerId: null },
});

export function addFinding(kase: Case, input: FindingInput, situation: Situation): Case {
  if (kase.findings.length >= CAPS.findings) throw new Refused('CAP_FINDINGS', '', { limit: CAPS.findings });
  sound(input, kase, situation.today);
  const finding: Finding = { ...made(input), id: situation.newId, penalty: null, refusedToCorrect: false, correctionOrderId: null };
  return after(kase, situation, { act: 'addFinding', args: { what: causeName(input.violationCode) } }, { findings: [...kase.findings, finding], ...facts(kase) });
}

/** What was entered as discretion falls away: it spoke of other facts. */
export function changeFinding(kase: Case, { findingId, ...input }: FindingInput & { findingId: string }, situation: Situation): Case {
  const before = found(kase.findings, findingId, 'finding');
  sound(input, kase, situation.today);
  const finding: Finding = { ...before, ...made(input), penalty: null };
  return after(kase, situation, { act: 'changeFinding', args: { what: causeName(input.violationCode) } }, { findings: moved(kase.findings, finding), ...facts(kase) });
}

export function removeFinding(kase: Case, { findingId, reason }: { findingId: string; reason: string }, situation: Situation): Case {
  const before = found(kase.findings, findingId, 'finding');
  return after(kase, situation, { act: 'removeFinding', note: reason, args: { what: causeName(before.violationCode) } }, { findings: withoutFinding(kase.findings, findingId), ...facts(kase) });
}

/** Evidence is obtained by officers of the case. A preservation starts its clock. */
export function addEvidence(kase: Case, { preservedOn, keptAt, approvedBy, ...input }: EvidenceInput, situation: Situation): Case {
  if (kase.evidence.length >= CAPS.evidence) throw new Refused('CAP_EVIDENCE', '', { limit: CAPS.evidence });
  const kinds = situation.parameter('EVIDENCE_KINDS')?.value;
  const errors: FieldErrors = {};
  if (!Array.isArray(kinds) || !kinds.includes(input.kind)) errors['kind'] = { key: 'common.error.choose' };
  if (new Set(input.obtainedBy).size < 2 || input.obtainedBy.some((id) => !isActiveOfficer(kase, id))) errors['obtainedBy'] = { key: 'cases.error.twoOfficers' };
  if (input.obtainedOn > situation.today) errors['obtainedOn'] = { key: 'cases.error.future' };
  if (preservedOn !== null && preservedOn > situation.today) errors['preservedOn'] = { key: 'cases.error.future' };
  if (preservedOn !== null && approvedBy.trim() === '') errors['approvedBy'] = { key: 'common.error.required' };
  if (Object.keys(errors).length > 0) throw new Invalid(errors);
  const item: EvidenceItem = {
    ...input, id: situation.newId, no: kase.evidence.length + 1, heard: null,
    preservation: preservedOn === null ? null : { on: preservedOn, what: input.name, keptAt, approvedBy, disposal: null },
  };
  const clocks = preservedOn === null ? kase.clocks : [...kase.clocks, started(kase, situation, 'PRESERVE_DECIDE', preservedOn, item.id)];
  return after(kase, situation, { act: preservedOn === null ? 'addEvidence' : 'preserveEvidence', args: { what: item.name }, fileIds: item.fileIds }, { evidence: [...kase.evidence, item], clocks });
}

export type DisposalInput = { evidenceId: string; disposal: (typeof PRESERVATION_DISPOSALS)[number]; on: string; note: string };
export function disposePreservation(kase: Case, { evidenceId, disposal, on, note }: DisposalInput, situation: Situation): Case {
  const item = found(kase.evidence, evidenceId, 'evidence');
  if (!item.preservation || item.preservation.disposal) throw new Invalid({ evidenceId: { key: 'common.error.choose' } });
  if (on < item.preservation.on || on > situation.today) throw new Invalid({ on: { key: 'cases.error.future' } });
  const changed: EvidenceItem = { ...item, preservation: { ...item.preservation, disposal: { kind: disposal, on, note, by: situation.person.id } } };
  const clocks = stopped(kase.clocks, situation.calendar, 'PRESERVE_DECIDE', on, item.id);
  return after(kase, situation, { act: 'disposePreservation', note, args: { what: item.name } }, { evidence: moved(kase.evidence, changed), clocks });
}

/** The party was shown these items and could comment on them. */
export function hearEvidence(kase: Case, { evidenceIds, on, comment }: { evidenceIds: string[]; on: string; comment: string }, situation: Situation): Case {
  if (on > situation.today) throw new Invalid({ on: { key: 'cases.error.future' } });
  const evidence = kase.evidence.map((item) => (evidenceIds.includes(item.id) && item.heard === null ? { ...item, heard: { on, comment } } : item));
  return after(kase, situation, { act: 'hearEvidence', note: comment, args: { n: evidenceIds.length } }, { evidence });
}

export function recordStatement(kase: Case, input: { on: string; by: string; text: string; evidenceId: string | null }, situation: Situation): Case {
  if (input.on > situation.today) throw new Invalid({ on: { key: 'cases.error.future' } });
  return after(kase, situation, { act: 'recordStatement', args: { who: input.by, on: input.on } }, { statements: [...kase.statements, { ...input, id: situation.newId }] });
}

export function orderCorrection(kase: Case, input: { findingIds: string[]; what: string; dueOn: string }, situation: Situation): Case {
  const meant = kase.findings.filter((finding) => input.findingIds.includes(finding.id));
  if (meant.length === 0) throw new Invalid({ findingIds: { key: 'common.error.choose' } });
  if (input.dueOn < situation.today) throw new Invalid({ dueOn: { key: 'cases.error.past' } });
  const order = { id: situation.newId, on: situation.today, dueOn: input.dueOn, what: input.what, findingIds: meant.map((finding) => finding.id), followUp: null };
  const papers = [...kase.papers, paper(kase, situation, 'orderToCorrect', {
    party: kase.party.name, facts: factsText({ ...kase, findings: meant }), provision: provisions({ ...kase, findings: meant }), requirement: input.what, deadline: chineseDate(input.dueOn),
  })];
  return after(kase, situation, { act: 'orderCorrection', args: { due: input.dueOn } }, { orders: [...kase.orders, order], papers });
}

/** Refusing to correct is a fact of the findings concerned: it opens what art. 38 and 39 keep for it. */
export function followUpOrder(kase: Case, input: { orderId: string; on: string; isCorrected: boolean; note: string }, situation: Situation): Case {
  const order = found(kase.orders, input.orderId, 'order');
  if (order.followUp) throw new Invalid({ orderId: { key: 'common.error.choose' } });
  if (input.on > situation.today || input.on < order.on) throw new Invalid({ on: { key: 'cases.error.future' } });
  if (!input.isCorrected && input.on <= order.dueOn) throw new Invalid({ on: { key: 'cases.error.beforeDue' } });
  const orders = moved(kase.orders, { ...order, followUp: { on: input.on, isCorrected: input.isCorrected, note: input.note, by: situation.person.id } });
  const step = { act: input.isCorrected ? 'corrected' : 'refusedToCorrect', note: input.note };
  if (input.isCorrected) return after(kase, situation, step, { orders });
  const findings = kase.findings.map((finding) => (order.findingIds.includes(finding.id) ? { ...finding, refusedToCorrect: true, correctionOrderId: order.id } : finding));
  return after(kase, situation, step, { orders, findings, ...facts(kase) });
}

/** Saved only when the calculator has no error for the findings entered: the law says how much may be fined, the officer why. */
export function enterPenalty(kase: Case, { entries }: PenaltyInput, situation: Situation): Case {
  const { kase: { findings }, calculation, errors } = judged(kase, entries, situation);
  if (Object.keys(errors).length > 0) throw new Invalid(errors);
  return after(kase, situation, { act: 'enterPenalty', args: { fine: calculation.fineTotal, refund: calculation.refundTotal } }, { findings, ...facts(kase) });
}

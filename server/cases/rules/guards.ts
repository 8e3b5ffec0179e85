// The guards of enforcement.md 6.3. Each answers one need: met or open, with the clause; the same answer makes the checklist and stops the act.
import { Refused } from '../../kernel/errors.ts';
import type { FindingAnswer } from '../../penalties/rules/calculate.ts';
import { brokenSeparations } from '../../people/rules/person.ts';
import type { DecisionKind, Case, CaseOfficer, PriorNotice } from './case.ts';
import { activeOfficers, lastNotice, wasOfficer } from './case.ts';
import { isOver, lastDay } from './clocks.ts';
import type { Situation } from './situation.ts';

/** `args` fill the words of the need; `detail` is a person's or a rule's own text. */
export type Need = { code: string; isMet: boolean; clause: string; args: Record<string, string | number>; detail: string };

export const need = (code: string, isMet: boolean, clause: string, args: Need['args'] = {}, detail = ''): Need => ({ code, isMet, clause, args, detail });

/** @throws Refused with the code and clause of the first open need, and the codes of all that are open. */
export function demand(needs: readonly Need[]): void {
  const open = needs.filter((each) => !each.isMet);
  const [first] = open;
  if (first) throw new Refused(first.code, first.clause, { ...first.args, missing: open.map((each) => each.code) });
}

const isFit = (officer: CaseOfficer, today: string): boolean => officer.until === null && officer.certificate !== '' && officer.validTo >= today;

/** ≥ 2 (OFFICERS_MIN) distinct officers with a certificate valid today, still active after recusal. */
export function officers(kase: Pick<Case, 'officers'>, situation: Situation): Need {
  const least = Number(situation.parameter('OFFICERS_MIN')?.value ?? Number.POSITIVE_INFINITY);
  const fit = new Set(kase.officers.filter((officer) => isFit(officer, situation.today)).map((officer) => officer.id));
  const names = kase.officers.filter((officer) => isFit(officer, situation.today)).map((officer) => officer.name).join('、');
  return need('G-OFFICERS', fit.size >= least, '行政处罚法第四十二条', { n: Number.isFinite(least) ? least : 2 }, names);
}

/** No accepted recusal of somebody who still acts. A pending application does not stop the inquiry. */
export function recusal(kase: Case): Need {
  const pending = kase.recusals.filter((each) => each.decision === null);
  const conflict = kase.recusals.some((each) => each.decision?.isRecused === true && activeOfficers(kase).some((officer) => officer.id === each.personId));
  return need('G-RECUSE', !conflict, '行政处罚法第四十三条', { n: pending.length }, pending.map((each) => each.personName).join('、'));
}

const neverHandled = (code: 'G-REVIEWER' | 'G-HOST', clause: string) => (kase: Case, personId: string): Need => need(code, !wasOfficer(kase, personId), clause);
export const reviewer = neverHandled('G-REVIEWER', '行政处罚法第五十八条');
export const host = neverHandled('G-HOST', '行政处罚法第六十四条第四项');

export const currentNotice = (kase: Case): PriorNotice | null => {
  const notice = lastNotice(kase);
  return notice && notice.factsVersion === kase.factsVersion ? notice : null;
};

/** Where review is required: passed on the current version of facts and amounts. With a hearing only a review after it counts. */
export function review(kase: Case, situation: Situation): Need {
  const hasHearing = currentNotice(kase)?.hearing != null;
  const gate = situation.calculation.gates.legalReview;
  const isRequired = gate.isRequired || hasHearing;
  const passed = kase.reviews.some((each) => each.opinion === 'AGREE' && each.factsVersion === kase.factsVersion && (!hasHearing || each.isSecond));
  return need('G-REVIEW', !isRequired || passed, '行政处罚法第五十八条', {}, gate.because.join(' '));
}

/** The notice of the current version is served and the defence period over, or expressly waived. */
export function notice(kase: Case, situation: Situation): Need {
  const current = currentNotice(kase);
  const isServed = current?.servedOn != null;
  const isHeard = isServed && (current.voice.defenceWaiver !== null || isOver(kase, situation, 'DEFENCE', current.id));
  return need('G-NOTICE', isHeard, '行政处罚法第四十四条、第四十五条、第六十二条', { due: isServed ? (lastDay(kase, situation, 'DEFENCE', current.id) ?? '') : '' });
}

/** With a hearing right: the requested hearing is held, else the time to ask for it over or the right waived. */
export function hearing(kase: Case, situation: Situation): Need {
  const current = currentNotice(kase);
  const clause = '行政处罚法第六十三条、第六十四条';
  if (!current?.hasHearingRight) return need('G-HEARING', current !== null, clause);
  const due = current.servedOn === null ? '' : (lastDay(kase, situation, 'HEAR_REQUEST', current.id) ?? '');
  if (current.voice.hearingRequestedOn !== null && current.voice.hearingWaiver === null) return need('G-HEARING', current.hearing?.record != null, clause, { due });
  return need('G-HEARING', current.voice.hearingWaiver !== null || (current.servedOn !== null && isOver(kase, situation, 'HEAR_REQUEST', current.id)), clause, { due });
}

const months = (text: string | null): number => (text === null ? 0 : Number(text));
export const exceeds = (final: Numbers, earlier: PriorNotice): boolean =>
  final.fineTotalFen > earlier.fineTotalFen ||
  final.findings.some((finding) => {
    const told = earlier.findings.find((each) => each.id === finding.id);
    return months(finding.suspensionMonths) > months(told?.suspensionMonths ?? null) || (finding.terminateAgreement && told?.terminateAgreement !== true);
  });
type Numbers = Pick<PriorNotice, 'fineTotalFen' | 'findings'>;

/** What would be decided now. */
export const numbersOf = (kase: Case, situation: Situation): Numbers => ({
  fineTotalFen: situation.calculation.fineTotal,
  findings: kase.findings.map((finding) => ({
    id: finding.id, fineFen: situation.calculation.findings.find((each) => each.id === finding.id)?.fine ?? 0,
    suspensionMonths: finding.penalty?.suspensionMonths ?? null, terminateAgreement: finding.penalty?.terminateAgreement ?? false,
  })),
});

/** Not heavier than any earlier notice, unless a later notice for a reason other than the defence covers it. */
function notWorse(kase: Case, situation: Situation): Need {
  const final = numbersOf(kase, situation);
  const worse = kase.notices.some((each, at) => {
    if (each.servedOn === null || !exceeds(final, each)) return false;
    return !kase.notices.slice(at + 1).some((later) => later.servedOn !== null && ['FACTS', 'EVIDENCE', 'BASIS'].includes(later.newBecauseOf) && !exceeds(final, later));
  });
  return need('G-NOT-WORSE', !worse, '行政处罚法第四十五条');
}

const errorsOf = (situation: Situation): string[] => situation.calculation.findings.flatMap((finding) => finding.codes.filter((each) => each.severity === 'error').map((each) => each.code));

/** Where the law knows a fine it is part of the consequence: none entered is not none imposed, which needs a tier and its ground. */
export const lacksFine = (calculated: FindingAnswer | undefined): boolean => calculated !== undefined && calculated.range !== null && calculated.fine === null;

/** The calculator has no errors, and each finding has its discretion entered. */
export function range(kase: Case, situation: Situation): Need {
  // Limitation and comparison with the notices are guards of their own.
  const errors = errorsOf(situation).filter((code) => code !== 'CALC_LIMITATION' && code !== 'CALC_ABOVE_NOTICE');
  const missing = kase.findings.filter((finding) => finding.penalty === null || lacksFine(situation.calculation.findings.find(({ id }) => id === finding.id))).length;
  return need('G-RANGE', errors.length === 0 && missing === 0 && kase.findings.length > 0, '医疗保障基金使用监督管理条例第三十六至四十八条', { n: errors.length + missing }, [...new Set(errors)].join('、'));
}

/** Discovered within the time in which a penalty is possible (行政处罚法第三十六条). */
export const limitation = (situation: Situation): Need => need('G-LIMITATION', !errorsOf(situation).includes('CALC_LIMITATION'), '行政处罚法第三十六条');

/** Inside the running clock, or explained; passes where the regime has no clock. */
export function deadline(kase: Case, situation: Situation, lateReason: string): Need {
  const last = lastDay(kase, situation, 'CASE_DECIDE');
  return need('G-DEADLINE', last === null || situation.today <= last || lateReason.trim() !== '', '行政处罚法第六十条', { due: last ?? '' });
}

/** Where EVIDENCE_MUST_BE_HEARD is on: the party could comment on every item. */
function evidenceHeard(kase: Case, situation: Situation): Need {
  const isOn = situation.parameter('EVIDENCE_MUST_BE_HEARD')?.value === true;
  const silent = kase.evidence.filter((item) => item.heard === null);
  return need('G-EVID-HEARD', !isOn || silent.length === 0, situation.parameter('EVIDENCE_MUST_BE_HEARD')?.source ?? '行政处罚法第四十六条', { n: silent.length });
}

/** No open hold; suspensions imposed by the decision do not count. */
export function measuresReleased(kase: Case): Need {
  const open = kase.evidence.filter((item) => item.preservation !== null && item.preservation.disposal === null);
  return need('G-MEASURES-RELEASED', open.length === 0, '行政处罚法第五十六条', { n: open.length }, open.map((item) => item.name).join('、'));
}

/** Officer, reviewer, host and approver are different people (enforcement 5.5). */
export function separation(kase: Case, approverId: string): Need {
  const broken = brokenSeparations({
    officer: kase.officers.map((each) => each.id),
    legalReviewer: kase.reviews.flatMap((each) => each.reviewerId ?? []),
    hearingHost: kase.notices.flatMap((each) => each.hearing?.hostId ?? []),
    approver: [approverId],
  });
  return need('G-SEPARATION', broken.length === 0, '行政处罚法第五十八条、第六十四条', {}, broken.join('、'));
}

/** Collective discussion where thresholds or the law ask for it, on the facts as they stand. */
export function collective(kase: Case, situation: Situation): Need {
  const gate = situation.calculation.gates.collective;
  const isDue = gate.isRequired || (gate.isForOfficer && kase.endReport?.isComplex === true);
  const isHeld = kase.discussions.some((each) => each.factsVersion === kase.factsVersion);
  return need('G-COLLECTIVE', !isDue || isHeld, '行政处罚法第五十七条', {}, gate.because.join(' '));
}

/** All that a decision of this kind needs (6.2 C9). Notice, hearing, range and limitation concern penalties only. */
export function forDecision(kase: Case, situation: Situation, kind: DecisionKind, lateReason: string): Need[] {
  return [
    officers(kase, situation), review(kase, situation),
    // Once the party was told, every kind of decision waits until it could speak.
    ...(kind === 'PENALTY' || currentNotice(kase) !== null ? [notice(kase, situation), hearing(kase, situation)] : []),
    ...(kind === 'PENALTY' ? [notWorse(kase, situation), range(kase, situation), limitation(situation)] : []),
    evidenceHeard(kase, situation), collective(kase, situation), deadline(kase, situation, lateReason), separation(kase, situation.person.id),
  ];
}

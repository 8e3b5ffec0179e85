// What each act waits for, built from the guards. `NOT-NOW` marks an act that the state allows but the matter does not call for.
import type { ActionName } from './actions.ts';
import type { Case, CaseState } from './case.ts';
import { isOver, lastDay } from './clocks.ts';
import { decisionKinds } from './decisions.ts';
import { hasSumsLeft, sumsOf, unnotedSuspensions } from './execution.ts';
import { catalogue } from './file.ts';
import * as guards from './guards.ts';
import { currentNotice, need } from './guards.ts';
import type { Need } from './guards.ts';
import { causeName } from './naming.ts';
import type { Situation } from './situation.ts';
import { clockDue } from '../../law/rules/clocks.ts';
import { extendableReview, groundsToEnd, groundsToStop } from './acts/pause.ts';

type Conditions = (kase: Case, situation: Situation) => Need[];
const calledFor = (isCalledFor: boolean): Need => need('NOT-NOW', isCalledFor, '');

export const hasFindings: Conditions = (kase) => [calledFor(kase.findings.length > 0)];
export const hasOpenPreservation: Conditions = (kase) => [calledFor(kase.evidence.some((item) => item.preservation !== null && item.preservation.disposal === null))];
export const hasUnheardEvidence: Conditions = (kase) => [calledFor(kase.evidence.some((item) => item.heard === null))];
export const hasOpenOrder: Conditions = (kase) => [calledFor(kase.orders.some((order) => order.followUp === null))];
export const hasOpenRecusal: Conditions = (kase) => [calledFor(kase.recusals.some((recusal) => recusal.decision === null))];
export const mayDeclareRecusal: Conditions = (kase, { person }) => [calledFor(!kase.recusals.some((recusal) => recusal.personId === person.id && recusal.decision === null))];
export const measuresReleased: Conditions = (kase) => [guards.measuresReleased(kase)];

const reportIsCurrent = (kase: Case): boolean => kase.endReport !== null && kase.endReport.factsVersion === kase.factsVersion;

export const maySignEndReport: Conditions = (kase, { person }) => [
  calledFor(reportIsCurrent(kase) && !kase.endReport?.signatures.some((signature) => signature.id === person.id)),
];

/** Every hold is decided on or still in time. */
function preservations(kase: Case, situation: Situation): Need {
  const late = kase.evidence.filter((item) => item.preservation !== null && item.preservation.disposal === null && isOver(kase, situation, 'PRESERVE_DECIDE', item.id));
  const waiting = kase.evidence.filter((item) => item.preservation !== null && item.preservation.disposal === null);
  return need('PRESERVATIONS', late.length === 0, '行政处罚法第五十六条', { n: waiting.length }, waiting.map((item) => item.name).join('、'));
}

export const submitReport: Conditions = (kase, situation) => {
  const bare = kase.findings.filter((finding) => finding.evidenceIds.length === 0);
  const fit = kase.endReport?.signatures.filter((signature) => kase.officers.some((officer) => officer.id === signature.id && officer.until === null)) ?? [];
  const least = Number(situation.parameter('OFFICERS_MIN')?.value ?? 2);
  // An inquiry may end without any finding: then nothing is said of each.
  const ofFindings = kase.findings.length === 0 ? [] : [
    need('EVERY-FINDING-HAS-EVIDENCE', bare.length === 0, '行政处罚法第四十六条', { n: bare.length }, bare.map((finding) => causeName(finding.violationCode)).join('、')),
    need('PENALTY-ENTERED', kase.findings.every((finding) => finding.penalty !== null), '医疗保障行政处罚程序暂行规定第三十六条', { n: kase.findings.filter((finding) => finding.penalty === null).length }),
  ];
  return [
    ...ofFindings,
    preservations(kase, situation),
    need('STATEMENT-RECORDED', kase.statements.length > 0, '行政处罚法第四十五条', {}, kase.statements.at(-1)?.on ?? ''),
    need('END-REPORT-WRITTEN', reportIsCurrent(kase), '医疗保障行政处罚程序暂行规定第三十六条'),
    need('END-REPORT-SIGNED', reportIsCurrent(kase) && fit.length >= least, '医疗保障行政处罚程序暂行规定第三十六条', { n: least }, fit.map((signature) => signature.name).join('、')),
    guards.officers(kase, situation), guards.recusal(kase),
  ];
};

const isClean = (kase: Case, situation: Situation): Need[] => (kase.findings.length === 0 ? [] : [guards.range(kase, situation), guards.limitation(situation)]);

/** A review is asked for where it is due and has not passed on these facts. */
export const sendToReview: Conditions = (kase, situation) => [calledFor(!guards.review(kase, situation).isMet), ...isClean(kase, situation)];
export const passReview: Conditions = (kase, situation) => [guards.reviewer(kase, situation.person.id), guards.separation(kase, '')];

const wantsPenalty = (kase: Case): boolean => kase.findings.some((finding) => finding.penalty !== null && finding.penalty.tier !== 'NONE');

export const issueNotice: Conditions = (kase, situation) => [
  calledFor(wantsPenalty(kase) && currentNotice(kase) === null),
  guards.review(kase, situation), guards.range(kase, situation), guards.limitation(situation), guards.officers(kase, situation),
  need('DEFENCE-SET', situation.parameter('DEFENCE') !== null, '行政处罚法第四十五条', { code: 'DEFENCE' }, situation.parameter('DEFENCE')?.source ?? ''),
];
export const serveNotice: Conditions = (kase, situation) => {
  const notice = currentNotice(kase);
  return [calledFor(notice !== null && notice.servedOn === null), guards.review(kase, situation), guards.range(kase, situation)];
};

export const mayWaiveDefence: Conditions = (kase) => [calledFor(currentNotice(kase)?.voice.defenceWaiver === null)];
export const mayWaiveHearing: Conditions = (kase) => {
  const notice = currentNotice(kase);
  return [calledFor(notice?.hasHearingRight === true && notice.voice.hearingWaiver === null)];
};
export const mayRequestHearing: Conditions = (kase) => {
  const notice = currentNotice(kase);
  return [calledFor(notice?.hasHearingRight === true && notice.voice.hearingRequestedOn === null && notice.voice.hearingWaiver === null)];
};
export const arrangeHearing: Conditions = (kase) => {
  const notice = currentNotice(kase);
  return [calledFor(notice?.voice.hearingRequestedOn != null && notice.voice.hearingWaiver === null)];
};

const passedSecond = (kase: Case): boolean => kase.reviews.some((each) => each.isSecond && each.opinion === 'AGREE' && each.factsVersion === kase.factsVersion);
export const passReview2: Conditions = (kase, situation) => [calledFor(!passedSecond(kase)), guards.reviewer(kase, situation.person.id), guards.separation(kase, '')];
export const mayReturnReview2: Conditions = (kase) => [calledFor(!passedSecond(kase))];

/** After the party was heard; before any notice only where no penalty is meant (the bureau discusses those decisions too). */
export const discuss: Conditions = (kase, situation) => {
  const isToldFirst = wantsPenalty(kase) || currentNotice(kase) !== null;
  const isTooEarly = isToldFirst && (kase.state === 'reported' || kase.state === 'reviewPassed');
  return [
    calledFor(!isTooEarly && !guards.collective(kase, situation).isMet), guards.review(kase, situation),
    ...(isToldFirst ? [guards.notice(kase, situation), guards.hearing(kase, situation)] : []),
  ];
};

/** The first kind of decision that could be taken, else what the expected kind still lacks. A late decision can be explained in the form. */
export const decide: Conditions = (kase, situation) => {
  const kinds = decisionKinds(kase.state).map((kind) => guards.forDecision(kase, situation, kind, 'typed'));
  const possible = kinds.find((needs) => needs.every((each) => each.isMet));
  const isMild = !wantsPenalty(kase);
  return possible ?? (isMild ? kinds.at(-1) : kinds[0]) ?? [];
};

/** A penalty whose publication nobody has answered for yet. */
export const mayPublish: Conditions = (kase) => [calledFor(kase.decision?.kind === 'PENALTY' && !kase.publication)];
export const hasSumsToPay: Conditions = (kase, situation) => [calledFor(hasSumsLeft(kase, situation))];
export const hasSuspensionToNote: Conditions = (kase) => [calledFor(unnotedSuspensions(kase).length > 0)];
export const finishExecution: Conditions = (kase, situation) => {
  const { refund, fine, surcharge } = sumsOf(kase, situation);
  const clause = '医疗保障基金使用监督管理条例第四十五条';
  return [
    need('REFUND-PAID', refund.leftFen === 0, clause, { fen: refund.leftFen }), need('FINE-PAID', fine.leftFen === 0, clause, { fen: fine.leftFen }),
    need('SURCHARGE-PAID', surcharge.leftFen === 0, '行政处罚法第七十二条', { fen: surcharge.leftFen }),
    need('SUSPENSIONS-NOTED', unnotedSuspensions(kase).length === 0, '医疗保障基金使用监督管理条例第三十八条、第四十条', { n: unnotedSuspensions(kase).length }),
  ];
};

/** Served and nothing to execute: neither sums nor suspensions. */
const hasNothingToExecute = (kase: Case, situation: Situation): boolean => !hasSumsLeft(kase, situation) && unnotedSuspensions(kase).length === 0;
const mayEnd = (kase: Case, situation: Situation): boolean => kase.state !== 'served' || hasNothingToExecute(kase, situation);

export const mayWriteClosing: Conditions = (kase, situation) => [calledFor(kase.closing === null && mayEnd(kase, situation))];
export const close: Conditions = (kase, situation) => [
  calledFor(mayEnd(kase, situation)),
  need('CLOSING-REPORT', kase.closing !== null, '医疗保障行政处罚程序暂行规定第五十六条'),
  guards.measuresReleased(kase), guards.separation(kase, situation.person.id),
];
export const archive: Conditions = (kase) => {
  const missing = catalogue(kase).filter((each) => !each.isThere);
  return [need('CATALOGUE', missing.length === 0, '医疗保障行政处罚程序暂行规定第五十七条', { n: missing.length }, missing.map((each) => each.code).join('、'))];
};

export const mayExtend: Conditions = (kase, situation) => {
  const last = lastDay(kase, situation, 'CASE_DECIDE');
  return [calledFor(last !== null), need('EXTEND-IN-TIME', last === null || situation.today <= last, '医疗保障行政处罚程序暂行规定第四十五条', { due: last ?? '' })];
};

export const mayStopClocks: Conditions = (kase) => [calledFor(groundsToStop(kase).length > 0)];
export const mayRunClocks: Conditions = (kase) => [calledFor(groundsToEnd(kase).length > 0)];
export const mayExtendReview: Conditions = (kase, situation) => {
  const clock = extendableReview(kase);
  const late = clock !== null && clockDue(clock, situation.calendar, situation.today).state === 'late';
  return [calledFor(clock !== null), need('EXTEND-IN-TIME', !late, '医疗保障行政处罚程序暂行规定第四十条')];
};

/** The steps that a state may be waiting for, in the order in which they are asked for. */
export const NEXT: Record<CaseState, readonly ActionName[]> = {
  investigating: ['submitReport'], suspended: ['resume'], reported: ['serveNotice', 'sendToReview', 'issueNotice', 'discuss', 'decide'], legalReview: ['passReview'],
  reviewPassed: ['serveNotice', 'issueNotice', 'discuss', 'decide'], notified: ['arrangeHearing', 'discuss', 'decide'], hearing: ['recordHearing'],
  legalReview2: ['passReview2', 'discuss', 'decide'], collectiveDiscussion: ['decide'], decided: ['serveDecision'],
  served: ['recordPayment', 'noteSuspension', 'writeClosingReport', 'close'], executing: ['finishExecution'], executed: ['writeClosingReport', 'close'],
  terminated: ['writeClosingReport', 'close'], closed: ['archive'], archived: [], courtEnforcement: [], transferredPolice: [], revoked: [], amended: [],
};


// One door for every act: authorise, check the state, check the guards, then do it.
import type { ActionName } from './actions.ts';
import { allow } from './actions.ts';
import * as decision from './acts/decision.ts';
import * as execution from './acts/execution.ts';
import * as inquiry from './acts/inquiry.ts';
import * as notice from './acts/notice.ts';
import * as pause from './acts/pause.ts';
import * as people from './acts/people.ts';
import * as review from './acts/review.ts';
import * as time from './acts/time.ts';
import type { Case } from './case.ts';
import { withCounts } from './clocks.ts';
import { demand } from './guards.ts';
import type { Situation } from './situation.ts';

const ACTS = {
  addFinding: inquiry.addFinding, changeFinding: inquiry.changeFinding, removeFinding: inquiry.removeFinding, addEvidence: inquiry.addEvidence,
  disposePreservation: inquiry.disposePreservation, hearEvidence: inquiry.hearEvidence, recordStatement: inquiry.recordStatement,
  orderCorrection: inquiry.orderCorrection, followUpOrder: inquiry.followUpOrder, enterPenalty: inquiry.enterPenalty,
  writeEndReport: review.writeEndReport, signEndReport: review.signEndReport, submitReport: review.submitReport, sendToReview: review.sendToReview,
  passReview: review.passReview, returnReview: review.returnReview, passReview2: review.passReview2, returnReview2: review.returnReview2, reopen: review.reopen,
  issueNotice: notice.issueNotice, serveNotice: notice.serveNotice, recordDefence: notice.recordDefence, waiveDefence: notice.waiveDefence, waiveHearing: notice.waiveHearing,
  requestHearing: notice.requestHearing, arrangeHearing: notice.arrangeHearing, recordHearing: notice.recordHearing, returnForChange: notice.returnForChange,
  discuss: decision.discuss, decide: decision.decide, serveDecision: decision.serveDecision,
  recordPayment: execution.recordPayment, noteSuspension: execution.noteSuspension, publishDecision: execution.publishDecision, keepUnpublished: execution.keepUnpublished, finishExecution: execution.finishExecution,
  writeClosingReport: execution.writeClosingReport, close: execution.close, archive: execution.archive,
  suspend: time.suspend, resume: time.resume, terminate: time.terminate, extend: time.extend, extendReview: pause.extendReview, stopClocks: pause.stopClocks, runClocks: pause.runClocks,
  addOfficer: people.addOfficer, declareRecusal: people.declareRecusal, applyRecusal: people.applyRecusal, decideRecusal: people.decideRecusal,
} as const;

export type Inputs = { [Name in ActionName]: Parameters<(typeof ACTS)[Name]>[1] };
const acts: { [Name in ActionName]: (kase: Case, input: Inputs[Name], situation: Situation) => Case } = ACTS;

/** The case after the act, with the event that tells it. @throws Forbidden, NotNow, Refused, Invalid */
export function perform<Name extends ActionName>(name: Name, kase: Case, input: Inputs[Name], situation: Situation): Case {
  allow(name, kase, situation, demand);
  return withCounts(acts[name](kase, input, situation), situation);
}

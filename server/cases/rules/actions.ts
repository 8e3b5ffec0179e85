// The one table of what may be done to a case: what a POST may do, which button a page shows, what the tests enumerate.
import { Forbidden, NotNow, Refused, SamePerson } from '../../kernel/errors.ts';
import { hasRole } from '../../people/rules/person.ts';
import type { Person, Role } from '../../people/rules/person.ts';
import type { Case, CaseState } from './case.ts';
import { isActiveOfficer, isRecused, wasOfficer } from './case.ts';
import * as needs from './needs.ts';
import type { Need } from './guards.ts';
import type { Situation } from './situation.ts';

/** In which capacity somebody acts: as an officer of this case, as one who never handled it, as either with that role (team), as whoever he is. */
export type Duty = 'officer' | 'notOfficer' | 'team' | 'anyone';
export type Action = {
  from: readonly CaseState[];
  /** 'same': the act leaves the state alone. */
  to: CaseState | 'same';
  by: readonly Role[];
  duty: Duty;
  /** `next`: the step that moves the case on; `also`: whatever else may be done; `work`: what the file is made of. */
  kind: 'next' | 'work' | 'also';
  /** Conditions that do not depend on what is typed. */
  needs: (kase: Case, situation: Situation) => Need[];
};

const BEFORE_DECISION = ['investigating', 'reported', 'legalReview', 'reviewPassed', 'notified', 'hearing', 'legalReview2', 'collectiveDiscussion'] as const;
const INQUIRY = ['investigating'] as const;
const SERVED = ['served', 'executing', 'executed', 'closed'] as const;
const none = (): Need[] => [];

const work = (from: readonly CaseState[], conditions: Action['needs'] = none): Action => ({ from, to: 'same', by: ['investigator'], duty: 'officer', kind: 'work', needs: conditions });
const step = (from: readonly CaseState[], to: CaseState | 'same', conditions: Action['needs']): Action => ({ from, to, by: ['investigator'], duty: 'officer', kind: 'next', needs: conditions });
const byHead = (from: readonly CaseState[], to: CaseState | 'same', kind: Action['kind'], conditions: Action['needs'] = none): Action => ({ from, to, by: ['head'], duty: 'notOfficer', kind, needs: conditions });
const byReviewer = (from: readonly CaseState[], to: CaseState | 'same', conditions: Action['needs'] = none): Action => ({ from, to, by: ['legalReviewer'], duty: 'notOfficer', kind: 'next', needs: conditions });

export const ACTIONS = {
  addFinding: work(INQUIRY),
  changeFinding: work(INQUIRY, needs.hasFindings),
  removeFinding: work(INQUIRY, needs.hasFindings),
  addEvidence: work(INQUIRY),
  // What is held must be let go also when the case went on without it.
  disposePreservation: work([...BEFORE_DECISION, 'suspended', 'decided', 'served', 'executing', 'executed'], needs.hasOpenPreservation),
  hearEvidence: work(BEFORE_DECISION, needs.hasUnheardEvidence),
  recordStatement: work(INQUIRY),
  orderCorrection: work(INQUIRY, needs.hasFindings),
  followUpOrder: work(['investigating', 'reported'], needs.hasOpenOrder),
  enterPenalty: work(['investigating', 'reported'], needs.hasFindings),
  writeEndReport: work(INQUIRY, needs.hasFindings),
  signEndReport: work(INQUIRY, needs.maySignEndReport),
  submitReport: step(INQUIRY, 'reported', needs.submitReport),
  sendToReview: step(['reported'], 'legalReview', needs.sendToReview),
  passReview: byReviewer(['legalReview'], 'reviewPassed', needs.passReview),
  returnReview: byReviewer(['legalReview'], 'reported'),
  issueNotice: step(['reported', 'reviewPassed'], 'same', needs.issueNotice),
  serveNotice: step(['reported', 'reviewPassed'], 'notified', needs.serveNotice),
  recordDefence: work(['notified'], none),
  waiveDefence: work(['notified'], needs.mayWaiveDefence),
  waiveHearing: work(['notified'], needs.mayWaiveHearing),
  requestHearing: work(['notified'], needs.mayRequestHearing),
  arrangeHearing: step(['notified'], 'hearing', needs.arrangeHearing),
  recordHearing: step(['hearing'], 'legalReview2', none),
  passReview2: byReviewer(['legalReview2'], 'same', needs.passReview2),
  returnReview2: byReviewer(['legalReview2'], 'reported', needs.mayReturnReview2),
  discuss: byHead(['reported', 'reviewPassed', 'notified', 'legalReview2'], 'collectiveDiscussion', 'next', needs.discuss),
  decide: byHead(['reported', 'reviewPassed', 'notified', 'legalReview2', 'collectiveDiscussion'], 'decided', 'next', needs.decide),
  serveDecision: step(['decided'], 'served', none),
  recordPayment: { ...work(['served', 'executing'], needs.hasSumsToPay), to: 'executing' },
  noteSuspension: { ...work(['served', 'executing'], needs.hasSuspensionToNote), to: 'executing' },
  publishDecision: { from: SERVED, to: 'same', by: ['investigator', 'head'], duty: 'team', kind: 'work', needs: needs.mayPublish },
  keepUnpublished: byHead(SERVED, 'same', 'also', needs.mayPublish),
  finishExecution: step(['executing'], 'executed', needs.finishExecution),
  writeClosingReport: step(['served', 'executed', 'terminated'], 'same', needs.mayWriteClosing),
  close: byHead(['served', 'executed', 'terminated'], 'closed', 'next', needs.close),
  archive: step(['closed'], 'archived', needs.archive),
  suspend: byHead(INQUIRY, 'suspended', 'also'),
  resume: byHead(['suspended'], 'investigating', 'next'),
  terminate: byHead(INQUIRY, 'terminated', 'also', needs.measuresReleased),
  extend: byHead(BEFORE_DECISION, 'same', 'also', needs.mayExtend),
  extendReview: byHead(['legalReview', 'legalReview2'], 'same', 'also', needs.mayExtendReview),
  stopClocks: { ...work(BEFORE_DECISION, needs.mayStopClocks), kind: 'also' },
  runClocks: work([...BEFORE_DECISION, 'suspended'], needs.mayRunClocks),
  reopen: { ...work(['reported'], none), to: 'investigating', kind: 'also' },
  returnForChange: { ...byHead(['reviewPassed', 'notified', 'legalReview2', 'collectiveDiscussion'], 'reported', 'also'), by: ['head', 'investigator'], duty: 'team' },
  addOfficer: byHead([...BEFORE_DECISION, 'suspended', 'decided', 'served', 'executing'], 'same', 'also'),
  declareRecusal: { from: BEFORE_DECISION, to: 'same', by: ['investigator', 'legalReviewer', 'head'], duty: 'anyone', kind: 'also', needs: needs.mayDeclareRecusal },
  applyRecusal: { ...work(BEFORE_DECISION), kind: 'also' },
  decideRecusal: byHead([...BEFORE_DECISION, 'suspended'], 'same', 'also', needs.hasOpenRecusal),
} as const satisfies Record<string, Action>;
export type ActionName = keyof typeof ACTIONS;
// Object.keys knows strings only; this list has the table's own names and its order.
export const ACTION_NAMES: readonly ActionName[] = [
  'addFinding', 'changeFinding', 'removeFinding', 'addEvidence', 'disposePreservation', 'hearEvidence', 'recordStatement', 'orderCorrection', 'followUpOrder', 'enterPenalty',
  'writeEndReport', 'signEndReport', 'submitReport', 'sendToReview', 'passReview', 'returnReview', 'issueNotice', 'serveNotice', 'recordDefence', 'waiveDefence', 'waiveHearing',
  'requestHearing', 'arrangeHearing', 'recordHearing', 'passReview2', 'returnReview2', 'discuss', 'decide', 'serveDecision', 'recordPayment', 'noteSuspension', 'publishDecision', 'keepUnpublished', 'finishExecution',
  'writeClosingReport', 'close', 'archive', 'suspend', 'resume', 'terminate', 'extend', 'extendReview', 'stopClocks', 'runClocks', 'reopen', 'returnForChange', 'addOfficer', 'declareRecusal', 'applyRecusal', 'decideRecusal',
];

export const actionOf = (name: ActionName): Action => ACTIONS[name];

/** What the act waits for now. What cannot be counted (a limit or a calendar that is not entered) is a need of its own, so that the page can say so. */
function conditionsOf(name: ActionName, kase: Case, situation: Situation): Need[] {
  try {
    return actionOf(name).needs(kase, situation);
  } catch (error) {
    if (error instanceof Refused) return [{ code: error.reason, isMet: false, clause: error.clause, args: { code: String(error.detail['code'] ?? ''), year: String(error.detail['year'] ?? '') }, detail: '' }];
    throw error;
  }
}

/** Whether this person could ever do this to this case: role, duty, recusal. */
export function isTheirs(name: ActionName, kase: Case, person: Person): boolean {
  const action = actionOf(name);
  if (person.bureau !== kase.bureau || isRecused(kase, person.id) || !hasRole(person, ...action.by)) return false;
  if (action.duty === 'officer') return isActiveOfficer(kase, person.id);
  if (action.duty === 'team') return isActiveOfficer(kase, person.id) || (hasRole(person, 'head') && !wasOfficer(kase, person.id));
  return action.duty === 'anyone' || !wasOfficer(kase, person.id);
}

/** The role would do, but whoever investigated the case does not decide on it. */
const isOfOfficer = (name: ActionName, kase: Case, person: Person): boolean =>
  actionOf(name).duty !== 'officer' && wasOfficer(kase, person.id) && isTheirs(name, { ...kase, officers: [] }, person);

/** What this person may do to this case now. The page shows exactly these. */
export const permitted = (kase: Case, situation: Situation): ActionName[] =>
  ACTION_NAMES.filter((name) => actionOf(name).from.includes(kase.state) && isTheirs(name, kase, situation.person) && conditionsOf(name, kase, situation).every((each) => each.isMet));

/** The step that the case waits for in its state, whoever takes it; null at the end of the way. */
export function nextStep(kase: Case, situation: Situation): { name: ActionName; needs: Need[] } | null {
  const candidates = needs.NEXT[kase.state] ?? [];
  const open = candidates.map((name) => ({ name, needs: conditionsOf(name, kase, situation) }));
  return open.find((each) => !each.needs.some((one) => one.code === 'NOT-NOW' && !one.isMet)) ?? null;
}

/** Authorise, then check the state, then the guards. @throws Forbidden, NotNow, Refused */
export function allow(name: ActionName, kase: Case, situation: Situation, demand: (needs: readonly Need[]) => void): void {
  if (!isTheirs(name, kase, situation.person)) throw isOfOfficer(name, kase, situation.person) ? new SamePerson(`cases.${name}`) : new Forbidden(`cases.${name}`);
  if (!actionOf(name).from.includes(kase.state)) throw new NotNow(`cases.${name}`, `cases.state.${kase.state}`);
  demand(actionOf(name).needs(kase, situation));
}

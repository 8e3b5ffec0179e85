// Where each act has its form, or its button: below /cases/:id.
import { fieldsOf } from '../forms.ts';
import type { FormAction } from '../forms.ts';
import { ACTION_NAMES, actionOf } from '../rules/actions.ts';
import type { ActionName } from '../rules/actions.ts';
import type { Case } from '../rules/case.ts';

export const SLUGS = {
  addFinding: 'findings/new', changeFinding: 'findings/change', removeFinding: 'findings/remove', addEvidence: 'evidence/new', disposePreservation: 'evidence/disposal', hearEvidence: 'evidence/comments',
  recordStatement: 'statements/new', orderCorrection: 'orders/new', followUpOrder: 'orders/follow-up', enterPenalty: 'penalty', writeEndReport: 'end-report', signEndReport: 'end-report/signature',
  submitReport: 'end-report/submission', sendToReview: 'review/request', passReview: 'review/agreement', returnReview: 'review/return', issueNotice: 'notice', serveNotice: 'notice/service',
  recordDefence: 'defence', waiveDefence: 'defence/waiver', waiveHearing: 'hearing/waiver', requestHearing: 'hearing/request', arrangeHearing: 'hearing', recordHearing: 'hearing/record',
  passReview2: 'second-review/agreement', returnReview2: 'second-review/return', discuss: 'discussion', decide: 'decision', serveDecision: 'service', recordPayment: 'payments/new', noteSuspension: 'suspensions/new',
  publishDecision: 'publication', keepUnpublished: 'publication/waiver', finishExecution: 'execution', writeClosingReport: 'closing-report', close: 'closing', archive: 'archive', suspend: 'suspension', resume: 'resumption', terminate: 'termination', extend: 'extension', extendReview: 'review/extension', stopClocks: 'clocks/stop', runClocks: 'clocks/run',
  reopen: 'reopening', returnForChange: 'change', addOfficer: 'officers/new', declareRecusal: 'recusal', applyRecusal: 'recusal/application', decideRecusal: 'recusal/decision',
} as const satisfies Record<ActionName, string>;

export const slugOf = (action: ActionName): string => SLUGS[action];

/** The fields that the act asks for in this case: a first notice needs no reason for a change. */
export function fieldsNow(action: FormAction, kase: Pick<Case, 'notices'>): ReturnType<typeof fieldsOf> {
  return action === 'issueNotice' && kase.notices.length === 0 ? [] : fieldsOf(action);
}

const isFormAction = (name: ActionName): name is FormAction => name !== 'enterPenalty';
/** Every act that has an address of its own, with the roles that may ever use it. */
export const FORM_ADDRESSES = ACTION_NAMES.filter(isFormAction).map((name) => ({ name, slug: slugOf(name), roles: actionOf(name).by }));

/** An act that asks for nothing is one button. */
export const isButton = (action: ActionName, kase: Pick<Case, 'notices'>): boolean => action !== 'enterPenalty' && fieldsNow(action, kase).length === 0;

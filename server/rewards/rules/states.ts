// A reward on its way from proposal to payment, and the one table of what may be done to it.
import type { Role } from '../../people/rules/person.ts';

export const REWARD_STATES = [
  'proposed', 'returned', 'reviewed', 'endorsed', 'approved', 'notified', 'claimed', 'paid', 'completed', 'waived', 'lapsed', 'refused', 'notEligible', 'clawedBack',
] as const;
export type RewardState = (typeof REWARD_STATES)[number];

/** Nothing more happens by itself; `completed` may still be clawed back. */
export const CLOSED_STATES: readonly RewardState[] = ['completed', 'waived', 'lapsed', 'refused', 'notEligible', 'clawedBack'];

/** valuer: who set the values that the rule leaves to an officer. superior: the head of a bureau above, where the sum passes what the own head may approve alone. recorder: who entered or corrected the account. */
export type Duty = 'proposer' | 'valuer' | 'reviewer' | 'approver' | 'superior' | 'recorder' | 'payer';

/** What an act must be given besides who and when. */
export type Need = 'reason' | 'gate' | 'voucher' | 'claimDue' | 'today' | 'ground' | 'amount' | 'compared' | 'result';

export type Action = {
  from: readonly RewardState[];
  to: RewardState;
  by: readonly (Role | 'reporter')[];
  /** By somebody of the bureau above at which it waits, instead of by its own people. */
  isAbove?: true;
  /** Duties of this reward that the person may not hold already. */
  apartFrom: readonly Duty[];
  /** The duty that the person takes on. */
  takes: Duty | null;
  needs: readonly Need[];
};

export const ACTIONS = {
  proposeAgain: { from: ['returned'], to: 'proposed', by: ['rewardOfficer', 'investigator'], apartFrom: [], takes: 'proposer', needs: ['reason'] },
  review: { from: ['proposed'], to: 'reviewed', by: ['legalReviewer', 'rewardOfficer'], apartFrom: ['proposer'], takes: 'reviewer', needs: [] },
  sendBack: { from: ['proposed', 'reviewed', 'endorsed'], to: 'returned', by: ['legalReviewer', 'rewardOfficer', 'head'], apartFrom: ['proposer'], takes: null, needs: ['reason'] },
  approve: { from: ['reviewed'], to: 'approved', by: ['head'], apartFrom: ['proposer', 'valuer', 'reviewer'], takes: 'approver', needs: [] },
  /** Above what the own head may approve alone: his consent, after which the bureau above decides. */
  endorse: { from: ['reviewed'], to: 'endorsed', by: ['head'], apartFrom: ['proposer', 'valuer', 'reviewer'], takes: 'approver', needs: [] },
  approveAbove: { from: ['endorsed'], to: 'approved', by: ['head'], isAbove: true, apartFrom: ['proposer', 'valuer', 'reviewer', 'approver', 'superior'], takes: 'superior', needs: [] },
  /** Agrees and hands it on to the next bureau above, where the own limit does not reach either. */
  agreeAbove: { from: ['endorsed'], to: 'endorsed', by: ['head'], isAbove: true, apartFrom: ['proposer', 'valuer', 'reviewer', 'approver', 'superior'], takes: 'superior', needs: [] },
  sendBackAbove: { from: ['endorsed'], to: 'returned', by: ['head'], isAbove: true, apartFrom: [], takes: null, needs: ['reason'] },
  refuse: { from: ['proposed', 'reviewed'], to: 'refused', by: ['head'], apartFrom: ['proposer'], takes: 'approver', needs: ['reason'] },
  findNotEligible: { from: ['proposed', 'reviewed', 'endorsed', 'approved', 'notified', 'claimed'], to: 'notEligible', by: ['head'], apartFrom: ['proposer'], takes: null, needs: ['gate', 'reason'] },
  notify: { from: ['approved'], to: 'notified', by: ['rewardOfficer'], apartFrom: [], takes: null, needs: [] },
  acknowledge: { from: ['notified'], to: 'notified', by: ['reporter'], apartFrom: [], takes: null, needs: ['claimDue'] },
  /** A record of delivery proves it: the window runs from that day. */
  proveReceipt: { from: ['notified'], to: 'notified', by: ['rewardOfficer', 'head'], apartFrom: [], takes: null, needs: ['claimDue'] },
  claim: { from: ['notified'], to: 'claimed', by: ['reporter'], apartFrom: [], takes: null, needs: ['today'] },
  /** A claim on paper or by an agent, with the document that proves it. */
  recordClaim: { from: ['notified'], to: 'claimed', by: ['rewardOfficer'], apartFrom: [], takes: 'recorder', needs: ['today', 'voucher'] },
  waive: { from: ['approved', 'notified'], to: 'waived', by: ['reporter'], apartFrom: [], takes: null, needs: [] },
  recordWaiver: { from: ['approved', 'notified'], to: 'waived', by: ['rewardOfficer'], apartFrom: [], takes: null, needs: ['voucher'] },
  lapse: { from: ['notified'], to: 'lapsed', by: ['rewardOfficer'], apartFrom: [], takes: null, needs: ['today'] },
  /** Receipt cannot be proven: it never lapses by itself, the head decides with a reason. */
  closeUnread: { from: ['notified'], to: 'lapsed', by: ['head'], apartFrom: ['proposer'], takes: null, needs: ['reason'] },
  /** Another account, on a paper of the claimant; whoever writes it down does not pay into it. */
  correctClaim: { from: ['claimed'], to: 'claimed', by: ['rewardOfficer'], apartFrom: [], takes: 'recorder', needs: ['reason', 'voucher'] },
  /** After a payment that came back the reporter mends his own claim. */
  amendClaim: { from: ['claimed'], to: 'claimed', by: ['reporter'], apartFrom: [], takes: null, needs: ['today'] },
  /** Before any payment: by somebody who neither proposed the reward nor wrote the claim down. */
  compareIdentity: { from: ['claimed'], to: 'claimed', by: ['rewardOfficer'], apartFrom: ['proposer', 'recorder'], takes: null, needs: ['today', 'compared', 'result'] },
  pay: { from: ['claimed'], to: 'paid', by: ['rewardOfficer'], apartFrom: ['proposer', 'reviewer', 'approver', 'superior', 'recorder'], takes: 'payer', needs: ['voucher'] },
  paymentFailed: { from: ['paid'], to: 'claimed', by: ['rewardOfficer'], apartFrom: ['proposer'], takes: null, needs: ['reason'] },
  complete: { from: ['paid'], to: 'completed', by: ['rewardOfficer'], apartFrom: [], takes: null, needs: [] },
  clawBack: { from: ['paid', 'completed'], to: 'clawedBack', by: ['head'], apartFrom: ['payer'], takes: null, needs: ['ground', 'reason', 'amount'] },
  /** Money that came back after a clawback. */
  recover: { from: ['clawedBack'], to: 'clawedBack', by: ['rewardOfficer'], apartFrom: [], takes: null, needs: ['voucher', 'amount'] },
} as const satisfies Record<string, Action>;

export type ActionName = keyof typeof ACTIONS;
export const ACTION_NAMES = Object.keys(ACTIONS).filter((name): name is ActionName => Object.hasOwn(ACTIONS, name));

/** Why an award is taken back; `reason` says it in words. */
export const CLAWBACK_GROUNDS = ['FORGED_MATERIAL', 'CONCEALMENT', 'NOT_ENTITLED', 'OVERPAID', 'OTHER'] as const;
export type ClawbackGround = (typeof CLAWBACK_GROUNDS)[number];

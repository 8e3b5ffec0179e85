// A reward on its way from proposal to payment, and the one table of what may be done to it.
import type { Role } from '../../people/rules/person.ts';

export const REWARD_STATES = [
  'proposed', 'returned', 'reviewed', 'approved', 'notified', 'claimed', 'paid', 'completed', 'waived', 'lapsed', 'refused', 'notEligible', 'clawedBack',
] as const;
export type RewardState = (typeof REWARD_STATES)[number];

/** Nothing more happens by itself; `completed` may still be clawed back. */
export const CLOSED_STATES: readonly RewardState[] = ['completed', 'waived', 'lapsed', 'refused', 'notEligible', 'clawedBack'];

/** recorder: who entered the claim on paper, and with it the account. */
export type Duty = 'proposer' | 'reviewer' | 'approver' | 'recorder' | 'payer';

/** What an act must be given besides who and when. */
export type Need = 'reason' | 'gate' | 'voucher' | 'claimDue' | 'today';

export type Action = {
  from: readonly RewardState[];
  to: RewardState;
  by: readonly (Role | 'reporter')[];
  /** Duties of this reward that the person may not hold already. */
  apartFrom: readonly Duty[];
  /** The duty that the person takes on. */
  takes: Duty | null;
  needs: readonly Need[];
};

export const ACTIONS = {
  proposeAgain: { from: ['returned'], to: 'proposed', by: ['rewardOfficer', 'investigator'], apartFrom: [], takes: 'proposer', needs: ['reason'] },
  review: { from: ['proposed'], to: 'reviewed', by: ['legalReviewer', 'rewardOfficer'], apartFrom: ['proposer'], takes: 'reviewer', needs: [] },
  sendBack: { from: ['proposed', 'reviewed'], to: 'returned', by: ['legalReviewer', 'rewardOfficer', 'head'], apartFrom: ['proposer'], takes: null, needs: ['reason'] },
  approve: { from: ['reviewed'], to: 'approved', by: ['head'], apartFrom: ['proposer', 'reviewer'], takes: 'approver', needs: [] },
  refuse: { from: ['proposed', 'reviewed'], to: 'refused', by: ['head'], apartFrom: ['proposer'], takes: 'approver', needs: ['reason'] },
  findNotEligible: { from: ['proposed', 'reviewed', 'approved', 'notified', 'claimed'], to: 'notEligible', by: ['head'], apartFrom: ['proposer'], takes: null, needs: ['gate', 'reason'] },
  notify: { from: ['approved'], to: 'notified', by: ['rewardOfficer'], apartFrom: [], takes: null, needs: [] },
  acknowledge: { from: ['notified'], to: 'notified', by: ['reporter'], apartFrom: [], takes: null, needs: ['claimDue'] },
  claim: { from: ['notified'], to: 'claimed', by: ['reporter'], apartFrom: [], takes: null, needs: ['today'] },
  /** A claim on paper or by an agent, with the document that proves it. */
  recordClaim: { from: ['notified'], to: 'claimed', by: ['rewardOfficer'], apartFrom: [], takes: 'recorder', needs: ['today', 'voucher'] },
  waive: { from: ['approved', 'notified'], to: 'waived', by: ['reporter'], apartFrom: [], takes: null, needs: [] },
  recordWaiver: { from: ['approved', 'notified'], to: 'waived', by: ['rewardOfficer'], apartFrom: [], takes: null, needs: ['voucher'] },
  lapse: { from: ['notified'], to: 'lapsed', by: ['rewardOfficer'], apartFrom: [], takes: null, needs: ['today'] },
  /** Receipt cannot be proven: it never lapses by itself, the head decides with a reason. */
  closeUnread: { from: ['notified'], to: 'lapsed', by: ['head'], apartFrom: ['proposer'], takes: null, needs: ['reason'] },
  pay: { from: ['claimed'], to: 'paid', by: ['rewardOfficer'], apartFrom: ['proposer', 'reviewer', 'approver', 'recorder'], takes: 'payer', needs: ['voucher'] },
  paymentFailed: { from: ['paid'], to: 'claimed', by: ['rewardOfficer'], apartFrom: ['proposer'], takes: null, needs: ['reason'] },
  complete: { from: ['paid'], to: 'completed', by: ['rewardOfficer'], apartFrom: [], takes: null, needs: [] },
  clawBack: { from: ['paid', 'completed'], to: 'clawedBack', by: ['head'], apartFrom: ['payer'], takes: null, needs: ['reason'] },
} as const satisfies Record<string, Action>;

export type ActionName = keyof typeof ACTIONS;
export const ACTION_NAMES = Object.keys(ACTIONS).filter((name): name is ActionName => Object.hasOwn(ACTIONS, name));

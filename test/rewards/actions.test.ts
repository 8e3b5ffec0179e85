import { expect } from 'chai';
import { Conflict, Forbidden, Invalid, Refused } from '../../server/kernel/errors.ts';
import type { Role } from '../../server/people/rules/person.ts';
import { blocked, perform, permitted, propose, type Actor, type Facts, type Reward } from '../../server/rewards/rules/actions.ts';
import { needsThird } from '../../server/rewards/rules/comparison.ts';
import { ACTION_NAMES, REWARD_STATES, type ActionName, type RewardState } from '../../server/rewards/rules/states.ts';

const AT = new Date('2026-03-02T02:00:00Z');
const BUREAU = '440784';
const ROLES = ['intake', 'investigator', 'legalReviewer', 'head', 'rewardOfficer', 'publisher', 'auditor', 'administrator'] as const;
const person = (id: string, ...roles: Role[]): Exclude<Actor, 'reporter'> => ({ id, bureau: BUREAU, roles });

const aReward = (state: RewardState, more: Partial<Reward> = {}): Reward => ({
  bureau: BUREAU, state, investigators: ['wu'], duties: { proposer: 'li', reviewer: 'he', approver: 'zhou' }, acknowledgedAt: null, claimDueOn: null, events: [], ...more,
});

// state → role → what somebody who holds no duty in this reward may do; roles that are not named may do nothing.
const MAY: Record<RewardState, Partial<Record<Role | 'reporter', ActionName[]>>> = {
  proposed: { legalReviewer: ['review', 'sendBack'], rewardOfficer: ['review', 'sendBack'], head: ['sendBack', 'refuse', 'findNotEligible'] },
  returned: { rewardOfficer: ['proposeAgain'] },
  reviewed: { legalReviewer: ['sendBack'], rewardOfficer: ['sendBack'], head: ['sendBack', 'approve', 'endorse', 'refuse', 'findNotEligible'] },
  endorsed: { legalReviewer: ['sendBack'], rewardOfficer: ['sendBack'], head: ['sendBack', 'findNotEligible'] },
  approved: { rewardOfficer: ['notify', 'recordWaiver'], head: ['findNotEligible'], reporter: ['waive'] },
  notified: { rewardOfficer: ['recordClaim', 'recordWaiver', 'proveReceipt'], head: ['findNotEligible', 'closeUnread', 'proveReceipt'], reporter: ['acknowledge', 'claim', 'waive'] },
  claimed: { rewardOfficer: ['compareIdentity', 'correctClaim'], head: ['findNotEligible'] },
  paid: { rewardOfficer: ['paymentFailed', 'complete'], head: ['clawBack'] },
  completed: { head: ['clawBack'] },
  waived: {},
  lapsed: {},
  refused: {},
  notEligible: {},
  clawedBack: { rewardOfficer: ['recover'] },
};

const TO: Record<ActionName, RewardState> = {
  proposeAgain: 'proposed', review: 'reviewed', sendBack: 'returned', approve: 'approved', refuse: 'refused', findNotEligible: 'notEligible', notify: 'notified',
  acknowledge: 'notified', claim: 'claimed', recordClaim: 'claimed', waive: 'waived', recordWaiver: 'waived', lapse: 'lapsed', closeUnread: 'lapsed', pay: 'paid',
  paymentFailed: 'claimed', complete: 'completed', clawBack: 'clawedBack', endorse: 'endorsed', approveAbove: 'approved', agreeAbove: 'endorsed', sendBackAbove: 'returned', proveReceipt: 'notified', correctClaim: 'claimed', amendClaim: 'claimed', compareIdentity: 'claimed', recover: 'clawedBack',
};

const FACTS: Facts = { reason: '理由', gate: 'EXCL_OTHER', voucher: 'v-1', claimDueOn: '2026-05-06', today: '2026-03-02', ground: 'OTHER', amountFen: 100, compared: 'idDocument', result: 'agrees' };

describe('what may be done to a reward', () => {
  for (const state of REWARD_STATES) {
    for (const role of [...ROLES, 'reporter'] as const) {
      const who: Actor = role === 'reporter' ? 'reporter' : person('new', role);
      it(`${state}: ${role}`, () => {
        const may = MAY[state][role] ?? [];
        expect(permitted(aReward(state), who)).to.have.members(may);
        for (const action of ACTION_NAMES) {
          if (may.includes(action)) expect(perform(action, aReward(state), who, AT, FACTS).state).to.equal(TO[action]);
          else expect(() => perform(action, aReward(state), who, AT, FACTS)).to.throw().satisfies((error: unknown) => error instanceof Conflict || error instanceof Forbidden || (error instanceof Refused && error.reason === 'IDENTITY_NOT_COMPARED'));
        }
      });
    }
  }

  it('nobody of another bureau does anything', () => {
    for (const state of REWARD_STATES) expect(permitted(aReward(state), { ...person('new', ...ROLES), bureau: '440783' })).to.deep.equal([]);
    expect(blocked('review', aReward('proposed'), { ...person('new', 'rewardOfficer'), bureau: '440700' })).to.equal('bureau');
  });

  it('the head of a bureau above decides what the own head agreed to, and nothing else', () => {
    for (const bureau of ['440700', '440000']) {
      for (const state of REWARD_STATES) expect(permitted(aReward(state, { waitsAt: bureau }), { ...person('new', ...ROLES), bureau }), state).to.deep.equal(state === 'endorsed' ? ['approveAbove', 'agreeAbove', 'sendBackAbove'] : []);
    }
    const waiting = aReward('endorsed', { waitsAt: '440700' });
    for (const bureau of ['440000', '440300', '330900']) expect(permitted(waiting, { ...person('new', ...ROLES), bureau }), bureau).to.deep.equal([]);
    expect(permitted(waiting, { ...person('new', 'rewardOfficer', 'legalReviewer'), bureau: '440700' })).to.deep.equal([]);
    const above = { ...person('top', 'head'), bureau: '440700' };
    expect(perform('approveAbove', waiting, above, AT, FACTS)).to.deep.include({ state: 'approved', waitsAt: null, duties: { proposer: 'li', reviewer: 'he', approver: 'zhou', superior: 'top' } });
    expect(perform('agreeAbove', waiting, above, AT, FACTS)).to.deep.include({ state: 'endorsed', waitsAt: '440700', duties: { proposer: 'li', reviewer: 'he', approver: 'zhou', superior: 'top' } });
    expect(perform('sendBackAbove', waiting, above, AT, FACTS)).to.deep.include({ state: 'returned', waitsAt: null, duties: { proposer: 'li' } });
    expect(perform('sendBack', waiting, person('new', 'legalReviewer'), AT, FACTS)).to.deep.include({ state: 'returned', waitsAt: null });
    expect(() => perform('sendBackAbove', waiting, above, AT, {})).to.throw(Invalid);
    expect(blocked('approveAbove', waiting, { ...above, id: 'zhou' })).to.equal('separation');
  });
  it('a clawback names its ground, its reason and its sum', () => {
    for (const missing of ['ground', 'reason', 'amountFen'] as const) {
      const { [missing]: _left, ...facts } = FACTS;
      expect(() => perform('clawBack', aReward('paid'), person('new', 'head'), AT, facts), missing).to.throw(Invalid).with.nested.property(`fields.${missing}`);
    }
  });
  it('a proven receipt starts the window once', () => {
    const proven = perform('proveReceipt', aReward('notified'), person('new', 'rewardOfficer'), AT, FACTS);
    expect(proven).to.deep.include({ acknowledgedAt: AT, claimDueOn: '2026-05-06', state: 'notified' });
    expect(blocked('proveReceipt', proven, person('new', 'rewardOfficer'))).to.equal('state');
    expect(blocked('acknowledge', proven, 'reporter')).to.equal('state');
  });

  it('an investigator proposes in his own case only', () => {
    expect(permitted(aReward('returned'), person('wu', 'investigator'))).to.deep.equal(['proposeAgain']);
    expect(permitted(aReward('returned'), person('new', 'investigator'))).to.deep.equal([]);
    expect(permitted(aReward('returned'), person('new', 'investigator', 'rewardOfficer'))).to.deep.equal(['proposeAgain']);
    expect(propose({ bureau: BUREAU, investigators: ['wu'] }, person('wu', 'investigator'), AT)).to.deep.equal({
      bureau: BUREAU, investigators: ['wu'], state: 'proposed', duties: { proposer: 'wu' }, acknowledgedAt: null, claimDueOn: null,
      events: [{ at: AT, action: 'propose', by: 'wu', from: null, to: 'proposed', facts: {} }],
    });
    expect(propose({ bureau: BUREAU, investigators: [] }, person('li', 'rewardOfficer'), AT).duties).to.deep.equal({ proposer: 'li' });
    for (const who of [person('new', 'investigator'), person('new', 'head'), 'reporter'] as const) expect(() => propose({ bureau: BUREAU, investigators: ['wu'] }, who, AT)).to.throw(Forbidden);
  });
});

describe('duties kept apart', () => {
  const all = (id: string) => person(id, ...ROLES);
  it('the proposer neither reviews, approves nor pays', () => {
    expect(blocked('review', aReward('proposed'), all('li'))).to.equal('separation');
    expect(blocked('sendBack', aReward('proposed'), all('li'))).to.equal('separation');
    expect(blocked('approve', aReward('reviewed'), all('li'))).to.equal('separation');
    expect(blocked('refuse', aReward('reviewed'), all('li'))).to.equal('separation');
    expect(blocked('pay', aReward('claimed'), all('li'))).to.equal('separation');
    expect(blocked('closeUnread', aReward('notified'), all('li'))).to.equal('separation');
    expect(() => perform('pay', aReward('claimed'), all('li'), AT, FACTS)).to.throw(Forbidden);
  });
  it('the reviewer neither approves nor pays, the approver does not pay', () => {
    expect(blocked('approve', aReward('reviewed'), all('he'))).to.equal('separation');
    expect(blocked('pay', aReward('claimed'), all('he'))).to.equal('separation');
    expect(blocked('pay', aReward('claimed'), all('zhou'))).to.equal('separation');
    expect(blocked('pay', aReward('claimed'), all('new'))).to.equal('identity');
    expect(blocked('clawBack', aReward('paid', { duties: { payer: 'sun' } }), all('sun'))).to.equal('separation');
  });
  it('who entered the account on paper does not pay into it', () => {
    const claimed = perform('recordClaim', aReward('notified'), person('sun', 'rewardOfficer'), AT, FACTS);
    expect(claimed.duties).to.include({ recorder: 'sun' });
    expect(blocked('pay', claimed, person('sun', 'rewardOfficer'))).to.equal('separation');
    expect(blocked('compareIdentity', claimed, person('sun', 'rewardOfficer'))).to.equal('separation');
    const compared = perform('compareIdentity', claimed, person('new', 'rewardOfficer'), AT, FACTS);
    expect(blocked('pay', compared, person('sun', 'rewardOfficer'))).to.equal('separation');
    expect(blocked('pay', compared, person('new', 'rewardOfficer'))).to.equal(undefined);
  });
  it('who wrote the claim down neither compares nor pays after somebody else corrected it', () => {
    const claimed = perform('recordClaim', aReward('notified'), person('sun', 'rewardOfficer'), AT, FACTS);
    const corrected = perform('correctClaim', claimed, person('qian', 'rewardOfficer'), AT, FACTS);
    for (const id of ['sun', 'qian']) expect(blocked('compareIdentity', corrected, person(id, 'rewardOfficer')), id).to.equal('separation');
    const compared = perform('compareIdentity', corrected, person('new', 'rewardOfficer'), AT, FACTS);
    for (const id of ['sun', 'qian']) expect(blocked('pay', compared, person(id, 'rewardOfficer')), id).to.equal('separation');
    expect(blocked('pay', compared, person('new', 'rewardOfficer'))).to.equal(undefined);
  });
});

describe('the way of a reward', () => {
  const [li, he, zhou, sun] = [person('li', 'rewardOfficer'), person('he', 'legalReviewer'), person('zhou', 'head'), person('sun', 'rewardOfficer')];
  const notified = () => {
    let reward = propose({ bureau: BUREAU, investigators: [] }, li, AT);
    reward = perform('review', reward, he, AT);
    reward = perform('approve', reward, zhou, AT);
    return perform('notify', reward, li, AT);
  };

  it('goes from proposal to completion with every act in its history', () => {
    let reward = perform('acknowledge', notified(), 'reporter', AT, { claimDueOn: '2026-05-06' });
    expect(reward).to.deep.include({ state: 'notified', acknowledgedAt: AT, claimDueOn: '2026-05-06' });
    reward = perform('claim', reward, 'reporter', AT, { today: '2026-05-06' });
    reward = perform('compareIdentity', reward, sun, AT, FACTS);
    reward = perform('pay', reward, sun, AT, { voucher: '凭证1' });
    reward = perform('paymentFailed', reward, sun, AT, { reason: '账号有误' });
    reward = perform('pay', reward, sun, AT, { voucher: '凭证2' });
    reward = perform('complete', reward, sun, AT);
    expect(reward.duties).to.deep.equal({ proposer: 'li', reviewer: 'he', approver: 'zhou', payer: 'sun' });
    expect(reward.events.map(({ action, by, from, to }) => `${action} ${by} ${from ?? ''}→${to}`)).to.deep.equal([
      'propose li →proposed', 'review he proposed→reviewed', 'approve zhou reviewed→approved', 'notify li approved→notified', 'acknowledge reporter notified→notified',
      'claim reporter notified→claimed', 'compareIdentity sun claimed→claimed', 'pay sun claimed→paid', 'paymentFailed sun paid→claimed', 'pay sun claimed→paid', 'complete sun paid→completed',
    ]);
    expect(reward.events[7]?.facts).to.deep.equal({ voucher: '凭证1' });
    reward = perform('clawBack', reward, zhou, AT, { ground: 'FORGED_MATERIAL', reason: '材料系伪造', amountFen: 100 });
    expect(reward.state).to.equal('clawedBack');
  });

  it('sent back, it starts again with its proposer', () => {
    const back = perform('sendBack', aReward('reviewed'), zhou, AT, { reason: '证据不足' });
    expect(back).to.deep.include({ state: 'returned', duties: { proposer: 'li' } });
    const again = perform('proposeAgain', back, sun, AT, { reason: '已补充' });
    expect(again).to.deep.include({ state: 'proposed', duties: { proposer: 'sun' } });
    expect(blocked('review', again, sun)).to.equal('separation');
  });

  it('who proposed it once neither reviews, compares nor pays it after somebody else proposed it again', () => {
    const first = { at: AT, action: 'propose', by: 'li', from: null, to: 'proposed', facts: {} } as const;
    const second = { at: AT, action: 'proposeAgain', by: 'sun', from: 'returned', to: 'proposed', facts: {} } as const;
    const proposedTwice = (state: RewardState) => ({ ...aReward(state), duties: { proposer: 'sun' }, events: [first, second] });
    expect(blocked('review', proposedTwice('proposed'), person('li', 'rewardOfficer'))).to.equal('separation');
    expect(blocked('compareIdentity', proposedTwice('claimed'), person('li', 'rewardOfficer'))).to.equal('separation');
    expect(blocked('pay', proposedTwice('claimed'), person('li', 'rewardOfficer'))).to.equal('separation');
    expect(blocked('proposeAgain', proposedTwice('returned'), person('li', 'rewardOfficer'))).to.equal(undefined);
    expect(needsThird(proposedTwice('claimed'))).to.equal(true);
  });

  it('runs its window from the acknowledged notice; unread it never lapses by itself', () => {
    const unread = notified();
    expect(permitted(unread, sun)).to.not.include('lapse');
    expect(() => perform('lapse', unread, sun, AT, { today: '2099-01-01' })).to.throw(Conflict);
    const read = perform('acknowledge', unread, 'reporter', AT, { claimDueOn: '2026-05-06' });
    expect(permitted(read, sun)).to.include('lapse');
    expect(permitted(read, 'reporter')).to.not.include('acknowledge');
    expect(permitted(read, zhou)).to.not.include('closeUnread');
    expect(() => perform('lapse', read, sun, AT, { today: '2026-05-06' })).to.throw(Refused).with.property('reason', 'CLAIM_WINDOW_OPEN');
    expect(perform('lapse', read, sun, AT, { today: '2026-05-07' }).state).to.equal('lapsed');
    expect(() => perform('claim', read, 'reporter', AT, { today: '2026-05-07' })).to.throw(Refused).with.property('reason', 'CLAIM_LATE');
    expect(() => perform('recordClaim', read, sun, AT, { today: '2026-05-07', voucher: 'v' })).to.throw(Refused);
    expect(perform('closeUnread', unread, person('new', 'head'), AT, { reason: '无法送达' }).state).to.equal('lapsed');
  });

  it('a claim proves receipt, and where no window is known none runs', () => {
    expect(perform('claim', notified(), 'reporter', AT, { today: '2099-01-01' })).to.deep.include({ state: 'claimed', acknowledgedAt: AT });
    const later = new Date('2026-04-01T00:00:00Z');
    const read = perform('acknowledge', notified(), 'reporter', AT, { claimDueOn: null });
    expect(read.claimDueOn).to.equal(null);
    expect(permitted(read, sun)).to.not.include('lapse');
    expect(permitted(read, person('new', 'head'))).to.include('closeUnread');
    expect(perform('recordClaim', read, sun, later, { today: '2026-04-01', voucher: 'v' }).acknowledgedAt).to.equal(AT);
  });

  it('names the field that an act lacks', () => {
    const lacks = (action: ActionName, state: RewardState, who: Actor, facts: Facts = {}) => {
      try {
        perform(action, aReward(state), who, AT, facts);
      } catch (error) {
        if (error instanceof Invalid) return Object.keys(error.fields).join();
      }
      return undefined;
    };
    const head = person('new', 'head');
    const officer = person('new', 'rewardOfficer');
    expect(lacks('proposeAgain', 'returned', officer)).to.equal('reason');
    expect(lacks('sendBack', 'proposed', head, { reason: ' ' })).to.equal('reason');
    expect(lacks('refuse', 'proposed', head)).to.equal('reason');
    expect(lacks('findNotEligible', 'proposed', head, { reason: 'x' })).to.equal('gate');
    expect(lacks('findNotEligible', 'proposed', head, { gate: 'EXCL_STAFF' })).to.equal('reason');
    expect(lacks('acknowledge', 'notified', 'reporter')).to.equal('claimDueOn');
    expect(lacks('claim', 'notified', 'reporter')).to.equal('today');
    expect(lacks('recordClaim', 'notified', officer, { today: '2026-03-02' })).to.equal('voucher');
    expect(lacks('recordWaiver', 'notified', officer)).to.equal('voucher');
    expect(lacks('closeUnread', 'notified', head)).to.equal('reason');
    expect(lacks('compareIdentity', 'claimed', officer, { today: '2026-03-02', result: 'agrees' })).to.equal('compared');
    expect(lacks('compareIdentity', 'claimed', officer, { today: '2026-03-02', compared: 'secret' })).to.equal('result');
    expect(lacks('paymentFailed', 'paid', officer)).to.equal('reason');
    expect(lacks('clawBack', 'paid', head)).to.equal('ground');
    expect(lacks('correctClaim', 'claimed', officer, { reason: 'x' })).to.equal('voucher');
    expect(lacks('recover', 'clawedBack', officer, { voucher: 'x' })).to.equal('amountFen');
    expect(lacks('proveReceipt', 'notified', officer)).to.equal('claimDueOn');
    const read = aReward('notified', { acknowledgedAt: AT, claimDueOn: '2026-05-06' });
    expect(() => perform('lapse', read, officer, AT)).to.throw(Invalid);
  });
});

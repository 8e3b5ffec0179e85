// The account of all rewards: whatever is done to a reward by the table of acts, every fen stands in exactly one place.
import { expect } from 'chai';
import fc from 'fast-check';
import { perform, propose, type Actor, type Facts } from '../../server/rewards/rules/actions.ts';
import { added, checksOf, isReconciled, NOTHING, sumsOf } from '../../server/rewards/rules/ledger.ts';
import type { Accounted, Sums } from '../../server/rewards/rules/ledger.ts';
import { ACTION_NAMES, ACTIONS, type Action, type ActionName } from '../../server/rewards/rules/states.ts';
import type { Reward } from '../../server/rewards/rules/actions.ts';

const AT = new Date('2026-03-02T02:00:00Z');
const BUREAU = '440784';
type Accountable = Reward & Accounted;
const FACTS: Facts = { reason: '理由', gate: 'EXCL_OTHER', voucher: 'v', claimDueOn: '2026-05-06', today: '2026-03-02', ground: 'OTHER', compared: 'idDocument', result: 'agrees' };

/** What the service writes beside the state. */
function afterAct(name: ActionName, reward: Accountable, share: number): Accountable {
  const fen = reward.calculation?.evaluation.amountFen ?? 0;
  if (name === 'approve' || name === 'approveAbove') return { ...reward, approvedFen: fen };
  if (name === 'pay') return { ...reward, payments: [...reward.payments, { amountFen: reward.approvedFen ?? 0, failed: null }] };
  if (name === 'paymentFailed') return { ...reward, payments: reward.payments.map((payment) => ({ ...payment, failed: payment.failed ?? { on: '2026-03-02', reason: '', by: '' } })) };
  if (name === 'clawBack') return { ...reward, clawback: { amountFen: Math.max(1, Math.floor((fen * share) / 100)), recovered: [] } };
  if (name === 'recover' && reward.clawback) {
    const left = sumsOf(reward).toRecover;
    return { ...reward, clawback: { ...reward.clawback, recovered: [...reward.clawback.recovered, { on: '', voucher: '', by: '', amountFen: Math.floor((left * share) / 100) }] } };
  }
  return reward;
}

/** A reward on a random way; acts that are not allowed are left out. Every step is of somebody who has done nothing yet. */
function walk(fen: number, choices: readonly number[]): Accountable[] {
  const first = propose({ bureau: BUREAU, investigators: [] }, { id: 'p0', bureau: BUREAU, roles: ['rewardOfficer'] }, AT);
  let reward: Accountable = { ...first, approvedFen: null, payments: [], calculation: { evaluation: { amountFen: fen } }, clawback: null };
  const seen = [reward];
  for (const [at, choice] of choices.entries()) {
    const open = ACTION_NAMES.filter((each) => ACTIONS[each].from.some((state) => state === reward.state));
    const name = open[choice % Math.max(1, open.length)];
    if (!name) break;
    const action: Action = ACTIONS[name];
    const role = action.by.flatMap((each) => (each === 'reporter' ? [] : [each]))[0];
    const who: Actor = role ? { id: `p${at + 1}`, bureau: action.isAbove ? '440700' : BUREAU, roles: [role] } : 'reporter';
    try {
      reward = afterAct(name, perform(name, reward, who, AT, { ...FACTS, amountFen: 1, ...(name === 'lapse' ? { today: '2026-06-01' } : {}) }), choice % 100);
      seen.push(reward);
    } catch {
      // Not allowed in this state: the next choice.
    }
  }
  return seen;
}

describe('the ledger of rewards', () => {
  it('reconciles after every act of every way, one by one and together', () => {
    const states = new Set<string>();
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000_000 }), fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 40 })), { minLength: 1, maxLength: 6 }), (ways) => {
        let total: Sums = NOTHING;
        for (const [fen, choices] of ways) {
          const steps = walk(fen, choices);
          for (const step of steps) {
            states.add(step.state);
            expect(isReconciled(sumsOf(step)), `${step.state} ${JSON.stringify(checksOf(sumsOf(step)))}`).to.equal(true);
          }
          const last = steps.at(-1);
          if (last) total = added(total, sumsOf(last));
        }
        expect(checksOf(total).map(({ isEqual }) => isEqual)).to.deep.equal([true, true, true]);
      }),
      { numRuns: 150, seed: 7 },
    );
    expect([...states].sort()).to.include.members(['approved', 'claimed', 'clawedBack', 'completed', 'endorsed', 'lapsed', 'notEligible', 'notified', 'paid', 'proposed', 'refused', 'returned', 'reviewed', 'waived']);
  });

  const aReward = (change: Partial<Accounted>): Accounted => ({ state: 'paid', approvedFen: 300_000, payments: [{ amountFen: 300_000, failed: null }], calculation: { evaluation: { amountFen: 300_000 } }, clawback: null, ...change });

  it('puts each sum in its place', () => {
    expect(sumsOf(aReward({}))).to.deep.equal({ ...NOTHING, proposed: 300_000, approved: 300_000, paid: 300_000 });
    expect(sumsOf(aReward({ state: 'reviewed', approvedFen: null, payments: [] }))).to.deep.equal({ ...NOTHING, proposed: 300_000, pending: 300_000 });
    expect(sumsOf(aReward({ state: 'notEligible', payments: [] }))).to.deep.equal({ ...NOTHING, proposed: 300_000, approved: 300_000, withdrawn: 300_000 });
    expect(sumsOf(aReward({ state: 'notEligible', approvedFen: null, payments: [] }))).to.deep.equal({ ...NOTHING, proposed: 300_000, refused: 300_000 });
    expect(sumsOf(aReward({ state: 'claimed', payments: [{ amountFen: 300_000, failed: { on: '', reason: '', by: '' } }] }))).to.deep.equal({ ...NOTHING, proposed: 300_000, approved: 300_000, open: 300_000 });
    expect(sumsOf(aReward({ state: 'clawedBack', clawback: { amountFen: 200_000, recovered: [{ on: '', voucher: '', amountFen: 50_000, by: '' }] } })))
      .to.deep.equal({ ...NOTHING, proposed: 300_000, approved: 300_000, paid: 100_000, clawedBack: 200_000, recovered: 50_000, toRecover: 150_000 });
    expect(sumsOf(aReward({ state: 'returned' }))).to.deep.equal(NOTHING);
  });

  it('shows what does not add up', () => {
    const short = sumsOf(aReward({ payments: [{ amountFen: 299_999, failed: null }] }));
    expect(checksOf(short).find(({ name }) => name === 'approved')).to.deep.equal({ name: 'approved', left: 300_000, right: 299_999, isEqual: false });
    expect(isReconciled(short)).to.equal(false);
    expect(isReconciled(sumsOf(aReward({ approvedFen: 299_999, payments: [{ amountFen: 299_999, failed: null }] })))).to.equal(false);
    expect(isReconciled(sumsOf(aReward({ state: 'clawedBack', clawback: { amountFen: 300_001, recovered: [] } })))).to.equal(false);
  });
});

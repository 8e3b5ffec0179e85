// What the own head may approve alone, and what the year's budget leaves.
import { expect } from 'chai';
import { Refused } from '../../server/kernel/errors.ts';
import type { Parameter } from '../../server/law/rules/parameters.ts';
import { approvalOf, boundOf, budgetOf, withinBudget } from '../../server/rewards/rules/funds.ts';
import type { RewardEvent } from '../../server/rewards/rules/actions.ts';

const entry = (code: string, value: Parameter['value'], unit: Parameter['unit'], jurisdiction = '440784', from = '2026-01-01', to: string | null = null): Parameter =>
  ({ code, jurisdiction, from, to, value, unit, dayKind: null, approver: null, mark: 'Q', source: `${code} 文件`, status: 'CONFIRMED' });

describe('the limit of approval', () => {
  const at = (amountFen: number, ...overlay: Parameter[]) => approvalOf('440784', amountFen, '2026-11-10', overlay).way;
  it('is asked where nobody entered it', () => {
    expect(at(1)).to.equal('ask');
    expect(at(1, entry('REWARD_APPROVE_LIMIT', 5, 'WD'))).to.equal('ask');
    expect(at(1, entry('REWARD_APPROVE_LIMIT', 100, 'FEN', '440784', '2026-12-01'))).to.equal('ask');
  });
  it('counts the limit itself as within, and one fen more as above', () => {
    const limit = entry('REWARD_APPROVE_LIMIT', 300_000, 'FEN');
    expect([at(300_000, limit), at(300_001, limit)]).to.deep.equal(['alone', 'above']);
  });
  it('follows a bureau above, and "no such rule" leaves every sum to the own head', () => {
    expect(at(300_001, entry('REWARD_APPROVE_LIMIT', 300_000, 'FEN', '440700'))).to.equal('above');
    expect(at(20_000_000, entry('REWARD_APPROVE_LIMIT', null, 'NONE'))).to.equal('alone');
  });
});

describe('the budget of a year', () => {
  const budget = entry('REWARD_BUDGET', 1_000_000, 'FEN', '440784', '2026-01-01', '2026-12-31');
  const warn = entry('REWARD_BUDGET_WARN', '0.8', 'RATIO');
  const of = (bound: number, ...overlay: Parameter[]) => budgetOf('440784', '2026-11-10', bound, overlay);
  it('is not known where nobody entered it for this bureau and year', () => {
    expect(of(5).budgetFen).to.equal(null);
    expect(of(5, { ...budget, jurisdiction: '440700' }).budgetFen).to.equal(null);
    expect(of(5, { ...budget, from: '2025-01-01', to: null }).budgetFen).to.equal(null);
  });
  it('warns from the entered share on, and only then', () => {
    expect(of(799_999, budget, warn)).to.deep.include({ budgetFen: 1_000_000, leftFen: 200_001, isTight: false, isOver: false });
    expect(of(800_000, budget, warn)).to.deep.include({ isTight: true, isOver: false });
    expect(of(999_999, budget).isTight).to.equal(false);
  });
  it('stops one fen above, with the source, and a later entry of the head raises it', () => {
    expect(() => withinBudget(of(700_000, budget), 300_000)).not.to.throw();
    expect(() => withinBudget(of(700_000, budget), 300_001)).to.throw(Refused).that.deep.include({ reason: 'REWARD_OVER_BUDGET', clause: 'REWARD_BUDGET 文件', detail: { year: 2026, budget: '10,000.00', bound: '7,000.00', added: '3,000.01' } });
    const raised = entry('REWARD_BUDGET', 2_000_000, 'FEN', '440784', '2026-11-01', '2026-12-31');
    expect(() => withinBudget(of(700_000, budget, raised), 300_001)).not.to.throw();
    expect(() => withinBudget(of(700_000), 300_001)).not.to.throw();
  });
  it('is bound by what was approved in the year until it is waived, lapsed or withdrawn', () => {
    const events = [{ at: new Date(0), action: 'approve', by: 'z', from: 'reviewed', to: 'approved', facts: { today: '2026-11-10' } }] as unknown as RewardEvent[];
    expect(boundOf({ state: 'paid', approvedFen: 5, events })).to.deep.equal({ year: 2026, fen: 5 });
    expect(boundOf({ state: 'lapsed', approvedFen: 5, events })).to.deep.equal({ year: 2026, fen: 0 });
    expect(boundOf({ state: 'reviewed', approvedFen: null, events: [] })).to.deep.equal({ year: null, fen: 0 });
  });
});

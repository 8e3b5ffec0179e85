import { expect } from 'chai';
import { permitted } from '../../server/cases/rules/actions.ts';
import { perform } from '../../server/cases/rules/perform.ts';
import { Refused } from '../../server/kernel/errors.ts';
import { aCase, aFinding, aPerson, aReview, aSituation } from './builders.ts';

// Heshan discusses every general-procedure case (鹤山市医疗保障局行政处罚合议制度), also one that ends without a penalty.
const head = aPerson('head', ['head']);
const mild = aFinding({ penalty: { tier: 'NONE', grounds: ['G33-1'], multiple: null, fineFen: 0, suspensionMonths: null, suspensionUnit: '', terminateAgreement: false, sameActAs: null, reason: '轻微并及时改正', by: 'officer1', on: '2026-11-09' } });
const reviewed = aCase({ state: 'reviewPassed', findings: [mild], reviews: [aReview()] });
const decision = { kind: 'NO_PENALTY', reason: '轻微并及时改正', basis: '', receivingBody: '', lateReason: '' } as const;
const discussion = (colleagues: readonly { id: string }[]) => ({ memberIds: colleagues.slice(0, 5).map((each) => each.id), absent: '', agreed: 5, against: 0, minutes: '一致', outcome: '不予处罚' });

describe('a case that ends without a penalty', () => {
  it('is discussed before the decision where the bureau discusses every case', () => {
    const situation = aSituation(reviewed, head);
    expect(permitted(reviewed, situation)).to.include('discuss').and.to.not.include('decide');
    expect(() => perform('decide', reviewed, decision, situation)).to.throw(Refused).with.property('reason', 'G-COLLECTIVE');
    const discussed = perform('discuss', reviewed, discussion(situation.colleagues), situation);
    expect(discussed.state).to.equal('collectiveDiscussion');
    expect(perform('decide', discussed, decision, aSituation(discussed, head)).decision?.kind).to.equal('NO_PENALTY');
  });

  it('but a penalty is discussed only after the party could speak', () => {
    const fined = { ...reviewed, findings: [aFinding()] };
    expect(permitted(fined, aSituation(fined, head))).to.not.include('discuss');
    expect(() => perform('discuss', fined, discussion(aSituation(fined, head).colleagues), aSituation(fined, head))).to.throw(Refused).with.property('reason', 'NOT-NOW');
  });
});

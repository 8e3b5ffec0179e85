import { expect } from 'chai';
import { NO_ANSWERS, proposeOrder, type ReporterReport } from '../../server/rewards/rules/reporters.ts';

const aReport = (id: string, minute: number, more: Partial<ReporterReport> = {}): ReporterReport => ({
  id,
  receivedAt: new Date(Date.UTC(2026, 0, 5, 8, minute)),
  year: 2026,
  orderNumber: minute,
  bureau: '330900',
  identity: 'realName',
  reporterId: null,
  withdrawn: false,
  jointGroup: null,
  isRepresentative: false,
  wantsReward: true,
  matters: ['m'],
  ...more,
});

const short = (reports: ReporterReport[], answers = NO_ANSWERS) => {
  const { outcome, first, order, setAside, questions } = proposeOrder(reports, 'm', answers);
  return { outcome, first, order: order.map(({ id }) => id), setAside: setAside.map(({ id, why }) => `${id} ${why}`), questions: questions.map(({ code, ids }) => `${code} ${ids.join()}`) };
};

describe('who is rewarded', () => {
  it('the earliest by time of receipt, with its proof', () => {
    const proposal = proposeOrder([aReport('b', 5, { orderNumber: 1 }), aReport('a', 3, { orderNumber: 2 })], 'm');
    expect(proposal).to.deep.equal({
      outcome: 'PROPOSED',
      first: 'a',
      order: [
        { id: 'a', receivedAt: new Date(Date.UTC(2026, 0, 5, 8, 3)), bureau: '330900', orderNumber: 2, jointGroup: null },
        { id: 'b', receivedAt: new Date(Date.UTC(2026, 0, 5, 8, 5)), bureau: '330900', orderNumber: 1, jointGroup: null },
      ],
      setAside: [],
      questions: [],
    });
  });

  it('equal times in one bureau fall to the order number', () => {
    expect(short([aReport('b', 3, { orderNumber: 9 }), aReport('a', 3, { orderNumber: 8 })])).to.deep.include({ outcome: 'PROPOSED', first: 'a', order: ['a', 'b'] });
  });

  it('numbers begin anew each year: the earlier year goes before the smaller number', () => {
    expect(short([aReport('b', 3, { year: 2027, orderNumber: 1 }), aReport('a', 3, { year: 2026, orderNumber: 900 })])).to.deep.include({ outcome: 'PROPOSED', first: 'a', order: ['a', 'b'] });
  });

  it('who went to a handling agency first is asked about, and either answer decides', () => {
    const reports = [aReport('a', 3), aReport('b', 5), aReport('c', 6)];
    const said = { ...NO_ANSWERS, agencyFirst: ['b'] };
    expect(short(reports, said)).to.deep.include({ outcome: 'ASK', first: null, order: ['a', 'b', 'c'], questions: ['AGENCY_FIRST a,b'] });
    expect(short(reports, { ...said, earliest: 'b' })).to.deep.include({ outcome: 'PROPOSED', first: 'b', order: ['b', 'a', 'c'] });
    expect(short(reports, { ...said, earliest: 'a' })).to.deep.include({ outcome: 'PROPOSED', first: 'a', order: ['a', 'b', 'c'] });
    expect(short(reports, { ...said, agencyFirst: ['a'] })).to.deep.include({ outcome: 'PROPOSED', first: 'a' });
    // Only who went there can be put first, and alone nobody is before him.
    expect(short(reports, { ...said, earliest: 'c' })).to.deep.include({ outcome: 'ASK', first: null });
    expect(short([aReport('a', 3, { withdrawn: true }), aReport('b', 5)], { ...said, passedOver: ['a'] })).to.deep.include({ outcome: 'PROPOSED', first: 'b', questions: [] });
    const joint = [aReport('a', 3), aReport('b', 5, { jointGroup: 'g' }), aReport('d', 6, { jointGroup: 'g', isRepresentative: true })];
    expect(short(joint, said)).to.deep.include({ outcome: 'ASK', questions: ['AGENCY_FIRST a,d'] });
    expect(short(joint, { ...said, earliest: 'd' })).to.deep.include({ first: 'd', order: ['d', 'a'] });
  });

  it('equal times in two bureaus are asked, and an officer’s answer decides', () => {
    const reports = [aReport('b', 3, { bureau: '330902', orderNumber: 1 }), aReport('a', 3), aReport('c', 4)];
    expect(short(reports)).to.deep.include({ outcome: 'ASK', first: null, questions: ['EQUAL_TIMES a,b'] });
    expect(short(reports, { ...NO_ANSWERS, earliest: 'b' })).to.deep.equal({ outcome: 'PROPOSED', first: 'b', order: ['b', 'a', 'c'], setAside: [], questions: [] });
    for (const posted of [reports, reports.toReversed()]) {
      for (const earliest of ['a', 'b']) expect(short(posted, { ...NO_ANSWERS, earliest })).to.deep.include({ outcome: 'PROPOSED', first: earliest });
    }
    // Equal times further down decide nothing.
    expect(short([aReport('x', 1), ...reports])).to.deep.include({ outcome: 'PROPOSED', first: 'x' });
  });

  it('an anonymous reporter is not eligible unless identifiable', () => {
    expect(short([aReport('a', 3, { identity: 'identifiable' })])).to.deep.include({ outcome: 'PROPOSED', first: 'a' });
    expect(short([aReport('a', 3, { identity: 'anonymous' })])).to.deep.equal({ outcome: 'NONE', first: null, order: [], setAside: ['a anonymous'], questions: [] });
  });

  it('an ineligible first reporter does not move the award to the second: it is asked', () => {
    const second = aReport('b', 5);
    expect(short([aReport('a', 3, { identity: 'anonymous' }), second])).to.deep.equal({ outcome: 'ASK', first: null, order: ['b'], setAside: ['a anonymous'], questions: ['FIRST_NOT_ELIGIBLE a'] });
    expect(short([aReport('a', 3, { withdrawn: true }), second])).to.deep.include({ outcome: 'ASK', setAside: ['a withdrawn'] });
    expect(short([aReport('a', 3, { wantsReward: false }), second])).to.deep.include({ outcome: 'ASK', setAside: ['a waived'] });
    expect(short([aReport('a', 3), second], { ...NO_ANSWERS, notEligible: ['a'] })).to.deep.include({ outcome: 'ASK', setAside: ['a notEligible'], questions: ['FIRST_NOT_ELIGIBLE a'] });
    expect(short([aReport('a', 3), second], { ...NO_ANSWERS, notEligible: ['a'], passedOver: ['a'] })).to.deep.include({ outcome: 'PROPOSED', first: 'b', questions: [] });
    // One that comes after the first changes nothing.
    expect(short([aReport('a', 3), aReport('b', 5, { withdrawn: true })])).to.deep.include({ outcome: 'PROPOSED', first: 'a', setAside: ['b withdrawn'] });
  });

  it('the same person is not rewarded twice for the same matter', () => {
    expect(short([aReport('a', 3, { reporterId: 'p' }), aReport('b', 5, { reporterId: 'p' }), aReport('c', 6, { reporterId: 'q' })])).to.deep.include({ first: 'a', order: ['a', 'c'], setAside: ['b repeatedReport'] });
    expect(short([aReport('a', 3), aReport('b', 5)])).to.deep.include({ order: ['a', 'b'] });
    // Nor does a second report help who withdrew the first.
    expect(short([aReport('a', 3, { reporterId: 'p', withdrawn: true }), aReport('b', 5, { reporterId: 'p' })])).to.deep.include({ outcome: 'NONE', setAside: ['a withdrawn', 'b repeatedReport'] });
    // An earlier report of something else is not the same matter.
    expect(short([aReport('a', 3, { reporterId: 'p', matters: ['n'] }), aReport('b', 5, { reporterId: 'p' })])).to.deep.include({ outcome: 'PROPOSED', first: 'b', setAside: ['a otherMatter'] });
  });

  it('a joint report is one award, by its one representative', () => {
    const joint = [aReport('a', 3, { jointGroup: 'g' }), aReport('b', 5, { jointGroup: 'g', isRepresentative: true }), aReport('c', 4)];
    expect(short(joint)).to.deep.equal({ outcome: 'PROPOSED', first: 'b', order: ['b', 'c'], setAside: ['a jointMember'], questions: [] });
    expect(proposeOrder(joint, 'm').order[0]).to.deep.equal({ id: 'b', receivedAt: new Date(Date.UTC(2026, 0, 5, 8, 3)), bureau: '330900', orderNumber: 3, jointGroup: 'g' });
    expect(short([aReport('a', 3, { jointGroup: 'g' }), aReport('b', 5, { jointGroup: 'g' })])).to.deep.include({ outcome: 'ASK', order: ['a'], questions: ['REPRESENTATIVE_UNKNOWN a,b'] });
    const two = [aReport('a', 3, { jointGroup: 'g', isRepresentative: true }), aReport('b', 5, { jointGroup: 'g', isRepresentative: true })];
    expect(short(two)).to.deep.include({ outcome: 'ASK', questions: ['REPRESENTATIVE_UNKNOWN a,b'] });
  });

  it('nobody told of the matter', () => expect(short([aReport('a', 3, { matters: [] })])).to.deep.equal({ outcome: 'NONE', first: null, order: [], setAside: ['a otherMatter'], questions: [] }));
});

import { expect } from 'chai';
import fc from 'fast-check';
import { decimal } from '../../server/kernel/money.ts';
import { parameter, wordOf } from '../../server/law/rules/parameters.ts';
import { daysLate, instalments, surcharge } from '../../server/penalties/rules.ts';

const law = { rate: decimal(wordOf(parameter('SURCHARGE_RATE', '330900', '2026-06-01')) ?? ''), cap: decimal(wordOf(parameter('SURCHARGE_CAP', '330900', '2026-06-01')) ?? '') };
const late = (fine: number, days: number): number => surcharge(fine, fine, days, law);

describe('execution', () => {
  it('S-01', () => expect([0, 1, 2].map((days) => late(616_410, days))).to.deep.equal([0, 18_492, 36_985]));
  it('S-02', () => expect([33, 34, 100].map((days) => late(616_410, days))).to.deep.equal([610_246, 616_410, 616_410]));
  it('S-03', () => expect(late(1_000_000, 10)).to.equal(300_000));
  it('S-04', () => expect([33, 34].map((days) => late(5_000_000, days))).to.deep.equal([4_950_000, 5_000_000]));
  it('S-05', () => expect(late(17, 1)).to.equal(1));
  it('S-06 days under litigation do not count', () => {
    const days = daysLate('2026-06-01', '2026-06-21', [{ from: '2026-06-05', to: '2026-06-15' }]);
    expect([days, late(1_000_000, days)]).to.deep.equal([10, 300_000]);
  });
  it('counts overlapping stops once and nothing before the due date', () => {
    expect(daysLate('2026-06-01', '2026-06-21', [{ from: '2026-05-01', to: '2026-06-03' }, { from: '2026-06-01', to: '2026-06-04' }])).to.equal(18);
    expect(daysLate('2026-06-01', '2026-06-01')).to.equal(0);
    expect(daysLate('2026-06-01', '2026-05-20')).to.equal(0);
  });
  it('takes the unpaid part as base, the whole fine as cap', () => {
    expect(surcharge(1_000_000, 400_000, 10, law)).to.equal(120_000);
    expect(surcharge(1_000_000, 400_000, 100, law)).to.equal(1_000_000);
  });
  it('splits into instalments, the remainder on the first parts', () => {
    expect(instalments(616_410, 3)).to.deep.equal([205_470, 205_470, 205_470]);
    expect(instalments(616_410, 4)).to.deep.equal([154_103, 154_103, 154_102, 154_102]);
    fc.assert(fc.property(fc.nat(1e9), fc.integer({ min: 1, max: 36 }), (fine, parts) => instalments(fine, parts).reduce((sum, each) => sum + each, 0) === fine));
  });
});

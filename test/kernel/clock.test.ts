import { expect } from 'chai';
import { keptBriefly } from '../../server/kernel/clock.ts';
import { testClock } from '../support/clock.ts';

describe('what is kept briefly', () => {
  it('is loaded once in its time, for all who ask meanwhile, and anew afterwards or once it was forgotten', async () => {
    const clock = testClock('2026-11-10T02:00:00Z');
    let loads = 0;
    const kept = keptBriefly(clock, 5_000, async () => (loads += 1));
    expect(await Promise.all([kept.get(), kept.get()])).to.deep.equal([1, 1]);
    clock.advance({ seconds: 4 });
    expect(await kept.get()).to.equal(1);
    clock.advance({ seconds: 1 });
    expect(await kept.get()).to.equal(2);
    kept.forget();
    expect(await kept.get()).to.equal(3);
    clock.set('2026-11-09T02:00:00Z');
    expect(await kept.get()).to.equal(4);
  });

  it('is never a failure', async () => {
    let loads = 0;
    const kept = keptBriefly(() => new Date('2026-11-10T02:00:00Z'), 5_000, async () => {
      loads += 1;
      if (loads === 1) throw new Error('database gone');
      return loads;
    });
    expect(await kept.get().catch((error: unknown) => String(error))).to.equal('Error: database gone');
    expect(await kept.get()).to.equal(2);
  });
});

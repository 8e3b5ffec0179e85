import { expect } from 'chai';
import { beijingMinute } from '../../server/kernel/clock.ts';
import { receiptsOf } from '../../server/rewards/pages/exhibits.ts';

const at = (receivedOn: string, receivedAt: string) => ({ receivedOn, receivedAt });

describe('when a rewarded report came in', () => {
  it('is a day, to the second only where it decides who was first', () => {
    const alone = at('2026-07-30', '2026-07-30T02:55:07.000Z');
    expect(receiptsOf([alone], beijingMinute)).to.deep.equal(['2026-07-30']);
    expect(receiptsOf([alone, at('2026-07-31', '2026-07-31T01:00:00.000Z')], beijingMinute)).to.deep.equal(['2026-07-30', '2026-07-31']);
    expect(receiptsOf([alone, at('2026-07-30', '2026-07-30T03:10:00.000Z'), at('2026-08-01', '2026-08-01T00:00:00.000Z')], beijingMinute))
      .to.deep.equal(['2026-07-30 10:55:07', '2026-07-30 11:10:00', '2026-08-01']);
  });
  it('is a day where a reward of before kept no more', () => {
    expect(receiptsOf([{ receivedOn: '2026-07-30' }, { receivedOn: '2026-07-30' }], beijingMinute)).to.deep.equal(['2026-07-30', '2026-07-30']);
  });
});

import { expect } from 'chai';
import { personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { HONEST_SAME_TARGET } from './flood.texts.ts';
import { submitted } from './support.ts';

const SAID = '天天刷空卡套现，店长带头，医保局为什么不管？请马上去查这家药店，我们都是受害的邻居。';

describe('much the same words about one place after the other', function () {
  this.timeout(60_000);
  const { site, staff } = staffed();

  it('are one line too, also where they came in two hours, and another is none of them', async () => {
    for (const hour of [0, 1]) {
      for (let n = 0; n < 12; n += 1) await submitted(site.services, { targetName: `${String.fromCodePoint(0x5b50 + n * 300 + hour)}${String.fromCodePoint(0x6c11 + n * 200)}诊所`, narrative: SAID });
      await submitted(site.services, { targetName: '演示星桥医院', narrative: HONEST_SAME_TARGET[hour] ?? '' });
      site.clock.advance({ minutes: 60 });
      await site.services.reports.indexDue();
    }
    const { lines, groups } = await site.services.reports.inbox(personOf(staff, 'intake'), { view: 'open', after: null });
    expect([groups.map(({ n }) => n), lines.length]).to.deep.equal([[24], 2]);
  });
});

import { expect } from 'chai';
import { hangsOn, owes, sentBy, sentTo } from '../../server/reports/store/found-by.ts';
import { foundByFilter } from '../../server/reports/store/ties.ts';
import { personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { submitted } from './support.ts';

describe('reports found by their keys', () => {
  const { site, staff } = staffed();
  const rows = () => site.services.database.connection.collection<{ _id: string; foundBy: string[] }>('reports');

  it('reads queues, followers, likes and declared interests by an index', async () => {
    for (let n = 0; n < 30; n += 1) await submitted(site.services, { targetName: `演示第${n}医院` });
    const [row] = await rows().find().limit(1).toArray();
    for (const key of [sentTo('440784'), sentBy('440784'), owes('440784'), hangsOn('x'), ...(row?.foundBy ?? [])]) {
      const plan = JSON.stringify(await rows().find(foundByFilter(key, 'nobody') as object).sort({ receivedKey: -1 }).limit(50).explain());
      // The reference server's plans name no index of ours.
      if (plan.includes('Node Type')) continue;
      expect(plan, key).to.contain('foundBy_1_receivedKey_-1').and.not.contain('COLLSCAN');
    }
    const whole = JSON.stringify(await rows().find({ bureau: '440784', receivedKey: { $gt: '' } }).sort({ receivedKey: 1 }).limit(200).explain());
    if (!whole.includes('Node Type')) expect(whole).to.contain('bureau_1_receivedKey_-1');
    const interests = JSON.stringify(await site.services.database.connection.collection('report_interests').find({ bureau: '440784' }).sort({ on: -1, _id: 1 }).explain());
    if (!interests.includes('Node Type')) expect(interests).to.contain('bureau_1_on_-1');
    const parties = JSON.stringify(await site.services.database.connection.collection('cases').find({ bureau: '440784' }).explain());
    if (!parties.includes('Node Type')) expect(parties).not.to.contain('COLLSCAN');
  });

  it('keeps no name readable in its keys, and none alike in two bureaus', async () => {
    await submitted(site.services, { targetName: '演示海棠医院', division: '440784' });
    await submitted(site.services, { targetName: '演示海棠医院', division: '330900' });
    const found = await rows().find({ division: { $in: ['440784', '330900'] } }).toArray();
    const keys = found.map(({ foundBy }) => foundBy);
    expect(JSON.stringify(keys)).not.to.contain('海棠');
    const names = (bureau: string): string[] => keys.flat().filter((key) => key.startsWith(`name ${bureau} `)).map((key) => key.split(' ')[2] ?? '');
    expect(names('440784').filter((key) => names('330900').includes(key))).to.deep.equal([]);
  });

  it('compares with a bounded number, however many there are', async () => {
    const intake = personOf(staff, 'intake');
    for (let n = 0; n < 40; n += 1) await submitted(site.services, { targetName: '演示满员医院', narrative: `第${n}件说的是不同的事情。` });
    const last = await submitted(site.services, { targetName: '演示满员医院', narrative: '第7件说的是不同的事情。' });
    const { report } = await site.services.reports.forOfficer(intake, last.id);
    const { alike } = await site.services.reports.around(intake, report);
    expect(alike.length).to.be.within(1, 5);
  });
});

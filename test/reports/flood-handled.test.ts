// The same text comes again on the day on which its flood was handled: what nobody has read yet is a group of its own.
import { expect } from 'chai';
import { personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { submitted } from './support.ts';

const FIRST = 60;
const NO_FACTS = { act: 'notAccept', ground: 'NA_NO_TARGET_OR_FACTS', text: '没有可以核查的事实。' } as const;

describe('a flood that goes on after it was handled', function () {
  this.timeout(120_000);
  const { site, staff, as } = staffed(['intake']);
  const intake = () => personOf(staff, 'intake');
  const groups = async (): Promise<[string, number][]> => (await site.services.reports.inbox(intake(), { view: 'open', after: null })).groups.map(({ id, n }) => [id, n]);
  const linesOf = async (group: string): Promise<string[]> => (await site.services.reports.inbox(intake(), { view: 'flood', after: null, group })).lines.map(({ id }) => id);
  const states = () => site.services.database.connection.collection<{ _id: string; state: string; flood: string | null }>('reports');
  const ids: string[] = [];
  async function sends(n: number): Promise<void> {
    for (let at = 0; at < n; at += 1) ids.push((await submitted(site.services, { targetName: '演示惠民大药房', narrative: `演示惠民大药房天天帮人刷空卡，请马上来查，全小区都知道。第${at % 9}封。` })).id);
    await site.services.reports.indexDue();
  }
  let first = '';

  it('has an id that is the id of no report', async () => {
    await sends(FIRST);
    const [group] = await groups();
    expect(group?.[1]).to.equal(FIRST);
    first = group?.[0] ?? '';
    expect(first).to.match(/^[0-9a-f]{32}$/);
    expect(ids).not.to.include(first);
  });

  it('takes nobody in any more once the whole of it is being handled, before the job has come to its end', async () => {
    const started = await site.services.reports.actOnGroup(intake(), first, NO_FACTS);
    expect([started.done, started.later]).to.deep.equal([40, 20]);
    await sends(3);
    const now = await groups();
    expect(now.map(([, n]) => n)).to.deep.equal([20, 3]);
    expect(now[0]?.[0]).to.equal(first);
    expect(now[1]?.[0]).not.to.equal(first);
  });

  it('leaves to the job what was there when it was ordered, and nothing that came later', async () => {
    await states().updateOne({ _id: ids.at(-1) ?? '' }, { $set: { flood: first } });
    await site.services.jobs.runDue();
    expect(await states().countDocuments({ state: 'notAccepted' })).to.equal(FIRST);
    expect(await states().countDocuments({ state: 'received' })).to.equal(3);
    await states().updateOne({ _id: ids.at(-1) ?? '' }, { $set: { flood: (await groups())[0]?.[0] ?? '' } });
  });

  it('goes on under a new id, and the old address shows nothing of it', async () => {
    await site.services.reports.indexDue();
    await sends(4);
    const [group, ...others] = await groups();
    expect([group?.[1], others.length]).to.deep.equal([7, 0]);
    expect([group?.[0] === first, ids.includes(group?.[0] ?? '')]).to.deep.equal([false, false]);
    expect([await linesOf(first), (await linesOf(group?.[0] ?? '')).toSorted()]).to.deep.equal([[], ids.slice(FIRST).toSorted()]);
    const old = await as('intake').get(`/inbox?view=flood&group=${first}`);
    expect([old.status, old.text.includes('演示惠民大药房')]).to.deep.equal([200, false]);
  });
});

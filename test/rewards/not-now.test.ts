import { expect } from 'chai';
import { NotNow } from '../../server/kernel/errors.ts';
import { perform, type Reward } from '../../server/rewards/rules/actions.ts';
import { personOf } from '../support/people.ts';
import { atRewardDesk } from './desk.ts';
import { aCase, aReport } from './support.ts';

describe('an act on a reward at another stage', function () {
  this.timeout(60_000);
  const desk = atRewardDesk(async () => {
    const { staff, world } = desk;
    world.cases.set('hs', aCase({ id: 'hs', officerIds: ['investigator1', 'investigator2'].map((account) => personOf(staff, account).id) }));
    world.linked.set('hs', [aReport({ id: 'r-hs' })]);
    const client = await desk.as('reward1');
    desk.path = (await client.press(await client.follow(await client.get('/rewards'), '演示骨科医院案'), '开始办理')).address;
  });

  it('is told with the stage and a way back; a lost race is told as one', async () => {
    const head = await desk.as('head');
    const early = await head.post(`${desk.path}/approve`, { version: 1 });
    expect(early.status).to.equal(409);
    expect(early.text).to.contain('现在不能做这一步').and.to.contain('现在的阶段是“准备中”').and.not.to.contain('别人刚刚改过');
    expect(early.links.find(({ text }) => text === '回去看现在的情况')?.href).to.equal(desk.path);
    expect((await head.postJson(`${desk.path}/approve`, { version: 1 })).json()).to.deep.include({ status: 409, reason: 'NOT_NOW', stage: 'open' });
    expect((await head.post(`${desk.path}/approve`, { version: 9 })).text).to.contain('别人刚刚改过').and.not.to.contain('现在的阶段');
  });

  it('tells the reporter no stage of the office', () => {
    const reviewed: Reward = { bureau: '440784', state: 'reviewed', investigators: [], duties: {}, acknowledgedAt: null, claimDueOn: null, events: [] };
    expect(() => perform('claim', reviewed, 'reporter', new Date('2026-11-10T02:00:00Z'), {})).to.throw(NotNow).with.property('stage', null);
  });
});

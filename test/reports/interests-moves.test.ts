// An interest holds for what another bureau sends, too: what waits to be taken over, and what one's own bureau sent on.
import { expect } from 'chai';
import type { Answer } from '../support/http.ts';
import { personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { submitted } from './support.ts';

const SENT = { to: '440700', matter: '反映一家医院虚构理疗记录，时间为六月到十月。', text: '主要事实发生在市直医院' };

describe('interests in reports between bureaus', () => {
  const { site, staff, as } = staffed(['intake', 'head', 'head.jm']);
  const offered = async (targetName: string): Promise<string> => {
    const { id } = await submitted(site.services, { targetName });
    const intake = personOf(staff, 'intake');
    await site.services.reports.offer(intake, id, 1, SENT);
    return id;
  };
  const declared = async (account: string, name: string): Promise<void> => {
    await as(account).press(await as(account).get('/interests'), '申报', { name, text: '亲属在那里工作' });
  };
  const incoming = (id: string): Promise<Answer> => as('head.jm').get(`/reports/incoming/${id}`);

  it('hide from the receiver what is offered after he declared', async () => {
    await declared('head.jm', '演示松岭医院');
    const [own, other] = [await offered('演示松岭医院'), await offered('演示海门药房')];
    expect([(await incoming(own)).status, (await incoming(other)).status]).to.deep.equal([404, 200]);
    expect((await as('head.jm').get('/inbox/moves')).html).to.include('海门').and.not.to.include('松岭');
    expect((await as('head').get(`/reports/desk/${own}`)).status).to.equal(200);
  });

  it('hide what is waiting already when he declares, and tell the sender nothing of it', async () => {
    const id = await offered('演示河口诊所');
    expect((await incoming(id)).status).to.equal(200);
    await declared('head.jm', '演示河口诊所');
    expect((await incoming(id)).status).to.equal(404);
    const record = await as('head').get(`/reports/desk/${id}`);
    expect(record.status).to.equal(200);
    expect(record.html).not.to.include('因申报利害关系而不再显示').and.not.to.include(personOf(staff, 'head.jm').name);
  });

  it('hide from the sender what he sent on, with its letter', async () => {
    const id = await offered('演示江门口腔');
    const taker = await receiver();
    await site.services.reports.takeOver(taker, id, (await site.services.reports.openIncoming(taker, id)).report.version);
    const [letter] = await site.services.documents.ofSubject('report', id);
    const address = `/documents/${letter?.id ?? ''}`;
    expect((await as('intake').get(address)).status).to.equal(200);
    await declared('intake', '演示江门口腔');
    site.clock.set('2026-11-10T02:10:00Z');
    await site.services.jobs.runDue();
    expect((await as('intake').get(address)).status).to.equal(404);
    expect((await as('intake').getJson<{ outgoing: { id: string }[] }>('/inbox/moves')).outgoing.map((each) => each.id)).not.to.include(id);
  });

  async function receiver() {
    const { people } = site.services;
    const id = await people.addAccount(null, { account: 'intake.jm', name: '演示午', bureau: '440700', scope: '440700', roles: ['intake'], password: '一个够长的演示口令 1', isDemo: true, certificate: null });
    const person = await people.find(id);
    if (!person) throw new Error('nobody takes over');
    return person;
  }
});

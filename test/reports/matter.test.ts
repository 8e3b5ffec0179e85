// Everybody who reported the matter of a case: also whose report was merged before the case was filed.
import { expect } from 'chai';
import { personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { aRealName, submitted } from './support.ts';

describe('the reports of a matter', function () {
  const { site, staff } = staffed();
  const who = (account: string) => personOf(staff, account);
  const version = async (id: string): Promise<number> => (await site.services.reports.forOfficer(who('head'), id)).report.version;

  it('holds what was merged before filing, through the report that it hangs on, with its order proof and identity', async () => {
    const { reports } = site.services;
    const first = await submitted(site.services, { ...aRealName, targetName: '演示并案医院' });
    const second = await submitted(site.services, { ...aRealName, targetName: '演示并案医院', narrative: '另一个人说的同一家医院的理疗记录。' });
    const third = await submitted(site.services, { targetName: '演示别家医院', narrative: '这里写的是完全不同的另一件事情。' });
    await reports.merge(who('intake'), second.id, await version(second.id), { into: first.id, text: '说的是同一件事' });
    await reports.accept(who('intake'), first.id, await version(first.id), '属于本局');
    await reports.assign(who('intake'), first.id, await version(first.id), ['investigator1', 'investigator2'].map((account) => who(account).id));
    await reports.file(who('head'), first.id, await version(first.id), { caseId: 'case-x', on: '2026-11-10', reason: '三个条件都满足', conditions: ['suspect', 'punishable', 'jurisdiction'] });
    expect((await reports.ofCase('case-x')).map(({ id }) => id)).to.deep.equal([first.id]);
    expect((await reports.ofMatter('case-x')).map(({ id, content }) => [id, content])).to.deep.equal([[first.id, null], [second.id, null]]);
    expect((await reports.ofMatter('case-x', who('reward1'))).map(({ content }) => content?.targetName)).to.deep.equal(['演示并案医院', '演示并案医院']);
    expect((await reports.ofMatter('case-x')).some(({ id }) => id === third.id)).to.equal(false);
    expect(await reports.orderProof(second.id)).to.have.property('salt').that.is.a('string');
    expect((await reports.openIdentity(who('reward1'), second.id, 'reward')).name).to.equal(aRealName.name);
    await reports.openIdentity(who('reward1'), third.id, 'reward').then(() => expect.fail('opened'), (error: Error) => expect(error.constructor.name).to.equal('Forbidden'));
  });
});

// A request made by hand for a step that belongs to somebody else's hands: the role is not blamed, and the record tells this from a wrong stage and a lost race.
import { expect } from 'chai';
import { aDecidedCase } from './cases/decided.ts';
import { aVerifiedLead, openTeam } from './cases/support.ts';
import type { Team } from './cases/support.ts';
import { openSite } from './support/http.ts';
import type { TestSite } from './support/http.ts';
import { PASSWORD, personOf } from './support/people.ts';

describe('a step that another person must take', function () {
  this.timeout(60_000);
  let site: TestSite;
  let team: Team;
  let caseId: string;
  before(async () => {
    site = await openSite();
    team = await openTeam(site);
    const { people } = site.services;
    const id = await people.addAccount(null, {
      account: 'both', name: '演示两职', bureau: '440784', scope: '440784', roles: ['investigator', 'legalReviewer', 'head'], password: PASSWORD, isDemo: true, certificate: { number: 'YZ-both', validTo: '2030-12-31' },
    });
    const both = await people.find(id);
    if (both) team.staff['both'] = both;
    caseId = await aDecidedCase({ ...team, staff: { ...team.staff, investigator2: personOf(team.staff, 'both') } }, await aVerifiedLead(team));
  });
  after(() => site.close());

  async function reasonsOf(account: string, act: string): Promise<unknown[]> {
    const { rows } = await site.services.audit.list({ actor: personOf(team.staff, account).id }, null);
    return rows.filter((row) => row.act === act && row.outcome === 'refused').map(({ detail }) => detail['reason']);
  }

  it('of a case: who investigated it does not review it, in both languages and for programs', async () => {
    const client = await team.as('both');
    const { version } = await client.getJson<{ version: number }>(`/cases/${caseId}`);
    const path = `/cases/${caseId}/review/agreement`;
    const page = await client.post(path, { version, text: '同意' });
    expect(page.status).to.equal(403);
    expect(page.text).to.contain('这一步要由另一个人办').and.to.contain('您已经办过这件事的另一步').and.to.contain('什么都没有改').and.not.to.contain('您的角色不能做这一步');
    const program = await client.postJson(path, { version, text: '同意' }, { headers: { 'accept-language': 'en' } });
    expect(program.json()).to.deep.include({ status: 403, title: 'Somebody else must take this step', reason: 'SAME_PERSON' });
    expect(program.json()['detail']).to.contain('already done another step').and.to.contain('Nothing was changed');
    const others = await (await team.as('investigator1')).post(path, { version, text: '同意' });
    expect([others.status, others.text.includes('这件事不归您办')]).to.deep.equal([403, true]);
    expect(await reasonsOf('both', 'cases.passReview')).to.deep.equal(['samePerson', 'samePerson']);
  });

  it('of an interest: nobody ends his own', async () => {
    const client = await team.as('head');
    await client.post('/interests', { person: '', name: '演示惠康大药房', institutionId: '', text: '亲属在那里上班' });
    const { interests } = await site.services.reports.declared(personOf(team.staff, 'head'));
    const page = await client.post(`/interests/${interests[0]?.id ?? ''}/end`);
    expect(page.status).to.equal(403);
    expect(page.text).to.contain('这条记录说的是您自己').and.not.to.contain('您的角色不能做这一步');
    expect(await reasonsOf('head', 'reports.endInterest')).to.deep.equal(['samePerson']);
  });

  it('stands on record apart from a step of another stage and from a lost race', async () => {
    const client = await team.as('investigator1');
    const { version } = await client.getJson<{ version: number }>(`/cases/${caseId}`);
    const path = `/cases/${caseId}/end-report/submission`;
    expect([(await client.post(path, { version })).status, (await client.post(path, { version: version - 1 })).status]).to.deep.equal([409, 409]);
    expect(await reasonsOf('investigator1', 'cases.submitReport')).to.have.members(['notNow', 'conflict']);
  });
});

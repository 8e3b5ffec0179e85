// A report of a flood says so on its page, with the way to the group: to whoever may see the others, and to nobody else.
import { expect } from 'chai';
import type { Person } from '../../server/people/rules/person.ts';
import type { Answer } from '../support/http.ts';
import { personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { submitted } from './support.ts';

const SAID = '同一天收到的很多举报和这件内容几乎一样';
const TEXT = '天天帮人刷空卡套现，店长带头，全小区都知道，请马上来查，我们都是受害的邻居，医保局为什么不管，务必给群众一个交代。';

describe('the page of a report of a flood', function () {
  this.timeout(60_000);
  const { site, staff, as } = staffed(['intake', 'head', 'investigator1']);
  let members: string[] = [];
  let alone = '';
  const who = (account: string): Person => personOf(staff, account);
  const page = (account: string, id: string): Promise<Answer> => as(account).get(`/reports/desk/${id}`);
  before(async () => {
    for (let n = 0; n < 20; n += 1) await submitted(site.services, { targetName: '演示惠民大药房', narrative: `${TEXT}第${n}封。` });
    alone = (await submitted(site.services, { targetName: '演示康复医院' })).id;
    await site.services.reports.indexDue();
    const [group] = (await site.services.reports.inbox(who('intake'), { view: 'open', after: null })).groups;
    members = (await site.services.reports.inbox(who('intake'), { view: 'flood', after: null, group: group?.id ?? '' })).lines.map(({ id }) => id);
  });
  const member = (n: number): string => members[n] ?? '';

  it('says so and leads to the group; one that stands alone does not', async () => {
    expect(members).to.have.length(20);
    const shown = await page('intake', member(3));
    expect(shown.text).to.contain(SAID);
    expect((await as('intake').follow(shown, '看整批')).text).to.contain('20 件相似的举报').and.to.contain('演示惠民大药房');
    expect((await page('intake', alone)).text).to.contain('演示康复医院').and.to.not.contain(SAID);
  });
  it('says so also when it was handled on its own, as long as others wait', async () => {
    await site.services.reports.accept(who('intake'), member(0), 1);
    expect((await page('intake', member(0))).text).to.contain(SAID);
  });
  it('says nothing of others to an investigator who sees his own alone', async () => {
    const { report } = await site.services.reports.forOfficer(who('head'), member(0));
    await site.services.reports.assign(who('head'), member(0), report.version, [who('investigator1').id, who('investigator2').id]);
    const shown = await page('investigator1', member(0));
    expect(shown.text).to.contain('演示惠民大药房').and.to.not.contain(SAID);
    expect(await as('investigator1').getJson(`/reports/desk/${member(0)}`)).to.have.nested.property('around.groupHref', null);
  });
  it('does not exist for whoever declared an interest, nor do the others that he may not see', async () => {
    const rows = site.services.database.connection.collection<{ _id: string }>('reports');
    const others = members.filter((id) => id !== member(1));
    await rows.updateMany({ _id: { $in: others } }, { $push: { recused: who('head').id } } as object);
    expect((await page('head', member(2))).status).to.equal(404);
    expect((await page('head', member(1))).text).to.contain('演示惠民大药房').and.to.not.contain(SAID);
    expect((await page('intake', member(1))).text).to.contain(SAID);
  });
});

// A flood refused in one go because one of it is being looked into: what that one then carries, and whose turn it is meanwhile.
import { expect } from 'chai';
import { personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { submitted } from './support.ts';

const LEFT = 120;

describe('one text that was sent about two places', function () {
  this.timeout(60_000);
  const { site, as } = staffed(['intake']);
  before(async () => {
    const text = '天天帮人刷空卡套现，店长带头，全小区都知道，请马上来查，我们都是受害的邻居，医保局为什么不管，务必给群众一个交代。';
    for (let n = 0; n < 24; n += 1) await submitted(site.services, { targetName: n % 4 === 3 ? '演示福康大药房' : '演示惠民大药房', narrative: `${text}第${n}封。` });
    await site.services.reports.indexDue();
  });

  it('is named with both of them before anybody refuses the whole group', async () => {
    const group = await as('intake').follow(await as('intake').get('/inbox'), '大药房');
    const form = await as('intake').press(group, '不予受理', { isWhole: ['yes'] });
    expect(form.text).to.include('不予受理 24 件').and.to.include('这一批写了 2 个名称').and.to.include('演示惠民大药房：18 件').and.to.include('演示福康大药房：6 件');
  });
});

describe('a flood that is refused because its first is under investigation', function () {
  this.timeout(120_000);
  const { site, staff, as } = staffed(['intake']);
  let lead = '';
  before(async () => {
    for (let n = 0; n <= LEFT; n += 1) await submitted(site.services, { targetName: '演示惠民大药房', narrative: `演示惠民大药房天天帮人刷空卡，请马上来查，全小区都知道。第${n % 9}封。` });
    await site.services.reports.indexDue();
    const intake = personOf(staff, 'intake');
    const [group] = (await site.services.reports.inbox(intake, { view: 'open', after: null })).groups;
    lead = (await site.services.reports.inbox(intake, { view: 'flood', after: null, group: group?.id ?? '' })).lines[0]?.id ?? '';
    await site.services.reports.accept(intake, lead, 1);
    const input = { act: 'notAccept', ground: 'NA_ALREADY_UNDER_INVESTIGATION', text: '同一家药店的同一件事，已在查。', into: lead } as const;
    const started = await site.services.reports.actOnGroup(intake, group?.id ?? '', input);
    expect([started.done, started.later]).to.deep.equal([40, LEFT - 40]);
  });

  it('goes on in slices, between which other work has its turn', async () => {
    const ran: string[] = [];
    site.services.jobs.handle('test.mail', async () => void ran.push(String((await site.services.reports.inbox(personOf(staff, 'intake'), { view: 'open', after: null })).counts.flood)));
    site.clock.advance({ minutes: 1 });
    await site.services.jobs.queue('test.mail', 'morning');
    // what is due at one moment runs in any order
    site.clock.advance({ seconds: 1 });
    const slices = site.services.database.connection.collection('jobs');
    const openSlices = (): Promise<number> => slices.countDocuments({ kind: 'reports.bulk', doneAt: null });
    expect(await openSlices()).to.equal(1);
    await site.services.jobs.runDue();
    expect(ran).to.deep.equal(['40']);
    expect([await openSlices(), await slices.countDocuments({ kind: 'reports.bulk' })]).to.deep.equal([0, 2]);
    const reports = site.services.database.connection.collection('reports');
    expect(await reports.countDocuments({ state: 'notAccepted' })).to.equal(LEFT);
    expect(await slices.countDocuments({ kind: 'reports.join', doneAt: null })).to.equal(0);
  });

  it('is a few lines of that one’s record, with every number once, and ten of a list that folds', async () => {
    const { report } = await site.services.reports.forOfficer(personOf(staff, 'intake'), lead);
    const joined = report.events.filter(({ action }) => action === 'joined').flatMap(({ detail }) => [detail['from'] ?? []]);
    expect(joined.length).to.be.at.most(6);
    expect(new Set(joined.flat()).size).to.equal(LEFT);
    expect(joined.flat()).to.have.length(LEFT);
    const page = await as('intake').get(`/reports/desk/${lead}`);
    expect(page.text).to.include('还有 110 件').and.to.include('另一件归入本件：20 件（');
    const { around } = await as('intake').getJson<{ around: { related: object[]; more: object[] } }>(`/reports/desk/${lead}`);
    expect([around.related.length, around.more.length]).to.deep.equal([10, 110]);
  });
});

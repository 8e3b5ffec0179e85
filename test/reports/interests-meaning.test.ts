// A declared interest means everything that stands for the same institution: its aliases, its doubles, and what it was merged into.
import { expect } from 'chai';
import { concerns } from '../../server/reports/rules/interests.ts';
import type { Client } from '../support/http.ts';
import { PASSWORD, personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { submitted } from './support.ts';

type Views = { views: { view: string; n: number }[]; rows: { id: string }[] };
/** Four bodies that have nothing in their names alike; each with a double under a name of its own and with aliases. */
const BODIES = [
  { survivor: '演示云岭医院', alias: '岭上楼', double: '演示白鹭门诊部', doubleAlias: '渡口站' },
  { survivor: '演示星桥药房', alias: '桥头铺', double: '演示金穗药堂', doubleAlias: '谷仓店' },
  { survivor: '演示清源诊所', alias: '泉眼屋', double: '演示石榴保健站', doubleAlias: '红果院' },
  { survivor: '演示松涛卫生院', alias: '听风阁', double: '演示墨竹康复所', doubleAlias: '青砖房' },
] as const;
type Body = (typeof BODIES)[number];

describe('what a declared interest means', function () {
  this.timeout(60_000);
  const { site, staff } = staffed();
  let investigator: Client;
  before(async () => {
    investigator = site.client();
    await investigator.signIn('intake', PASSWORD);
  });

  const keeper = () => personOf(staff, 'admin');
  const add = (name: string, aliases: string[]): Promise<string> => site.services.institutions.add(keeper(), {
    kind: 'medicalInstitution', name, aliases, level: null, ownership: 'nonPublic', creditCode: null, insuranceCode: null, division: '440784', status: 'active', contact: '', phone: '', address: '',
  });
  const merge = async (double: string, into: string): Promise<unknown> =>
    site.services.institutions.merge(keeper(), double, (await site.services.institutions.open(keeper(), double)).institution.version, { into, text: '同一家' });
  const declare = (about: { institutionId?: string; name: string }): Promise<void> =>
    site.services.reports.declare(personOf(staff, 'intake'), { person: '', institutionId: '', text: '亲属在那里任职', ...about });
  /** One report for each way to name the body: by record and by name, official, alias, the double's. */
  async function reportsAbout({ survivor, alias, double, doubleAlias }: Body, { own, other }: { own: string; other: string }): Promise<string[]> {
    const words = { narrative: `${survivor}的事，每天都有理疗单，病人没有来。` };
    const sent = [
      await submitted(site.services, { ...words, targetName: survivor, institutionId: own }), await submitted(site.services, { ...words, targetName: double, institutionId: other }),
      await submitted(site.services, { ...words, targetName: alias }), await submitted(site.services, { ...words, targetName: doubleAlias }), await submitted(site.services, { ...words, targetName: double }),
    ];
    return sent.map(({ id }) => id);
  }
  /** In none of the ways in which an officer could learn of it. */
  async function isHidden(ids: readonly string[]): Promise<void> {
    await site.services.reports.indexDue();
    for (const id of ids) expect((await investigator.get(`/reports/desk/${id}`)).status, id).to.equal(404);
    for (const view of ['all', 'open', 'fresh']) expect((await investigator.getJson<Views>(`/inbox?view=${view}`)).rows.map((row) => row.id)).to.not.have.any.members([...ids]);
    const due = await site.services.reports.dueItems(personOf(staff, 'intake'));
    expect(due.map(({ href }) => href)).to.not.have.any.members(ids.map((id) => `/reports/desk/${id}`));
  }
  const visibleCount = async (): Promise<number> => (await investigator.getJson<Views>('/inbox')).views.find(({ view }) => view === 'all')?.n ?? -1;

  it('is a question of ids and names', () => {
    const interest = { institutionId: 'a', name: '甲', endedOn: null, meant: { ids: ['a', 'b'], names: ['岭上楼', '演示云岭医院'] } };
    expect(concerns(interest, { institutionId: 'b', targetName: '' })).to.equal(true);
    expect(concerns(interest, { institutionId: null, targetName: '岭上楼' })).to.equal(true);
    expect(concerns(interest, { institutionId: null, targetName: '鹤山市演示云岭医院' })).to.equal(true);
    expect(concerns(interest, { institutionId: 'c', targetName: '桥头铺' })).to.equal(false);
    expect(concerns({ ...interest, endedOn: '2026-11-10' }, { institutionId: 'b', targetName: '' })).to.equal(false);
  });

  const WAYS: readonly [string, Body, (ids: { own: string; other: string }, body: Body) => { institutionId?: string; name: string }, boolean][] = [
    ['on the survivor, after the merge', BODIES[0], ({ own }, { survivor }) => ({ institutionId: own, name: survivor }), true],
    ['on the double, after the merge', BODIES[1], ({ other }, { double }) => ({ institutionId: other, name: double }), true],
    ['on the double, before the merge', BODIES[2], ({ other }, { double }) => ({ institutionId: other, name: double }), false],
    ['by an alias typed freely, before the merge', BODIES[3], (_ids, { alias }) => ({ name: alias }), false],
  ];
  for (const [how, body, about, isMergedFirst] of WAYS) {
    it(`declared ${how}: reports of before and of after do not exist, and others do`, async () => {
      const ids = { own: await add(body.survivor, [body.alias]), other: await add(body.double, [body.doubleAlias]) };
      const before = await reportsAbout(body, ids);
      const stranger = await submitted(site.services, { targetName: '演示远山大药房', narrative: '完全不同的另外一件事。' });
      const shown = await visibleCount();
      if (isMergedFirst) await merge(ids.other, ids.own);
      await declare(about(ids, body));
      if (!isMergedFirst) {
        expect((await investigator.get(`/reports/desk/${before[isMergedFirst ? 0 : before.length - 1] ?? ''}`)).status).to.equal(how.includes('alias') ? 200 : 404);
        await merge(ids.other, ids.own);
      }
      await isHidden(before);
      const after = await reportsAbout(body, ids);
      await isHidden(after);
      expect(await visibleCount()).to.equal(shown - before.length);
      expect((await investigator.get(`/reports/desk/${stranger.id}`)).status).to.equal(200);
      // Neither found by a search, nor beside another report as one like it, nor counted on the page of the institution.
      const found = await site.services.reports.search(personOf(staff, 'intake'), body.survivor, null);
      expect([found.lines, found.count]).to.deep.equal([[], { n: 0, isMore: false }]);
      expect((await site.services.reports.search(personOf(staff, 'head'), body.survivor, null)).lines).to.have.length(10);
      const around = await investigator.get(`/reports/desk/${stranger.id}`);
      for (const name of [body.survivor, body.double, body.alias]) expect(around.html).not.to.include(name);
      expect((await site.services.institutions.open(personOf(staff, 'intake'), ids.own)).counts.reports).to.equal(0);
      expect((await site.services.institutions.open(personOf(staff, 'head'), ids.own)).counts.reports).to.be.greaterThan(0);
    });
  }

  it('counts in neither calendar nor mail nor desk, and is still there for the head', async () => {
    const head = site.client();
    await head.signIn('head', PASSWORD);
    const own = (await investigator.getJson<Views>('/inbox')).views;
    const theirs = (await head.getJson<Views>('/inbox')).views;
    expect(own.find(({ view }) => view === 'open')?.n).to.equal(4);
    expect(theirs.find(({ view }) => view === 'open')?.n).to.equal(44);
    const fresh = (await site.services.desk.linesOf(personOf(staff, 'intake'))).find(({ key }) => key === 'reports.desk.line.fresh');
    expect(fresh?.count).to.equal(4);
    const events = async (client: Client): Promise<number> => (await client.get('/desk/calendar.ics')).html.match(/BEGIN:VEVENT/g)?.length ?? 0;
    expect([await events(investigator), await events(head)]).to.deep.equal([4, 44]);
  });

  it('grows with a name that the directory learns later, in the job for what only resembles it', async () => {
    const id = await add('演示望海医院', []);
    await declare({ institutionId: id, name: '演示望海医院' });
    const sent = await submitted(site.services, { targetName: '灯塔下面那家', narrative: '说的是另外一个叫法。' });
    expect((await investigator.get(`/reports/desk/${sent.id}`)).status).to.equal(200);
    const { institution } = await site.services.institutions.open(keeper(), id);
    const { id: _id, mergedInto: _into, events: _events, version, ...draft } = institution;
    await site.services.institutions.change(keeper(), id, version, { ...draft, aliases: ['灯塔下面那家'] }, '群众这样叫');
    expect((await investigator.get(`/reports/desk/${sent.id}`)).status).to.equal(404);
    site.clock.advance({ minutes: 3 });
    await site.services.jobs.runDue();
    expect((await investigator.get(`/reports/desk/${sent.id}`)).status).to.equal(404);
  });
});

import { expect } from 'chai';
import { Invalid } from '../../server/kernel/errors.ts';
import { listing } from '../../server/reports/store/lists.ts';
import { PASSWORD, personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { submitted } from './support.ts';

type Page = { rows: { id: string; pick: string; marks: { text: string }[] }[]; saved: { id: string; name: string; href: string }[]; tags: { value: string; text: string }[] };

describe('triage from the inbox', () => {
  const { site, staff, as } = staffed(['intake', 'head', 'investigator1', 'intake.zs']);
  const inbox = (account: string, query = ''): Promise<Page> => as(account).getJson<Page>(`/inbox${query}`);

  it('searches with the words in the body: they stand in no address, no log and not in the database', async () => {
    const { id } = await submitted(site.services, { targetName: '演示寻字医院', narrative: '护工老彭说名册放在铁皮柜里。' });
    await site.services.reports.indexDue();
    const page = await as('intake').get('/inbox');
    const found = await as('intake').press(page, '搜索', { q: '铁皮柜' });
    expect(found.address).to.equal('/inbox/search');
    expect(found.text).to.include('找到 1 件').and.to.include('演示寻字医院').and.to.include('举报内容');
    expect(found.html).to.include('<mark>铁皮柜</mark>');
    expect((await as('intake').getJson<{ hits: { id: string }[] }>('/inbox/search')).hits.map((hit) => hit.id)).to.deep.equal([id]);
    // The same browser in another's hands shows nothing.
    const other = site.client();
    for (const [name, value] of as('intake').cookies) if (name === 'mj_search') other.cookies.set(name, value);
    await other.signIn('head', PASSWORD);
    expect((await other.get('/inbox/search')).text).not.to.include('铁皮柜');
    site.clock.advance({ minutes: 16 });
    expect((await as('intake').get('/inbox/search')).text).not.to.include('铁皮柜');
    expect(site.traces.join('\n')).not.to.include('铁皮柜').and.not.include(encodeURIComponent('铁皮柜'));
    const collections = await site.services.database.connection.listCollections();
    for (const { name } of collections) {
      const rows = JSON.stringify(await site.services.database.connection.collection(name).find().toArray());
      expect(rows, name).not.to.include('铁皮').and.not.include('皮柜');
    }
  });

  it('says what cannot be searched by, forgets when asked, and shows only what the person may see', async () => {
    const short = await as('intake').post('/inbox/search', { q: '我' });
    expect([short.status, short.text.includes('至少连着的两个字')]).to.deep.equal([422, true]);
    expect((await as('intake').post('/inbox/search', { q: '' })).status).to.equal(422);
    const none = await as('intake.zs').post('/inbox/search', { q: '铁皮柜' });
    expect(none.text).to.include('没有找到');
    const forgotten = await as('intake.zs').press(none, '忘掉这次搜索');
    expect(forgotten.text).not.to.include('没有找到');
    expect(as('intake.zs').cookies.has('mj_search')).to.equal(false);
  });

  it('keeps tags of the bureau: sealed, set for many at once, filtered by', async () => {
    const tagsPage = await as('head').follow(await as('head').get('/inbox'), '管理标签');
    const added = await as('head').press(tagsPage, '加进列表', { name: '飞检线索' });
    expect(added.text).to.include('标签已加进列表').and.to.include('飞检线索');
    for (const name of ['', '飞检线索', '一二三四五六七八九十一二三']) expect((await as('head').post('/inbox/tags', { name })).status, name).to.equal(422);
    expect(JSON.stringify(await site.services.database.connection.collection('report_tags').find().toArray())).not.to.include('飞检');
    expect((await inbox('intake.zs')).tags).to.deep.equal([]);
    const [tag] = (await inbox('intake')).tags;
    const sent = [await submitted(site.services, { targetName: '演示甲医院' }), await submitted(site.services, { targetName: '演示乙医院' })];
    const picks = sent.map(({ id }) => `${id}:1`);
    const page = await as('intake').get('/inbox');
    const nothing = await as('intake').press(page, '加标签', { pick: picks });
    expect(nothing.status).to.equal(422);
    const tagged = await as('intake').press(page, '加标签', { pick: picks, tag: tag?.value ?? '' });
    expect(tagged.text).to.include('标签已改').and.to.include('飞检线索');
    expect((await inbox('intake', `?tag=${tag?.value ?? ''}`)).rows.map(({ id }) => id)).to.have.members(sent.map(({ id }) => id));
    expect((await as('intake').get(`/reports/desk/${sent[0]?.id ?? ''}`)).text).to.include('飞检线索');
    // A tag is no act on the report: what others had open stays valid.
    await as('intake').press(await as('intake').get('/inbox'), '去掉标签', { pick: picks[0] ?? '', tag: tag?.value ?? '' });
    expect((await inbox('intake', `?tag=${tag?.value ?? ''}`)).rows.map(({ id }) => id)).to.deep.equal([sent[1]?.id]);
    expect((await site.services.audit.list({ subjectId: sent[0]?.id ?? '' }, null)).rows.map(({ act }) => act)).to.include.members(['reports.tag', 'reports.untag']);
    await as('head').press(await as('head').get('/inbox/tags'), '去掉');
    expect((await inbox('intake')).tags).to.deep.equal([]);
    expect((await as('intake.zs').post(`/inbox/tags/${tag?.value ?? ''}/drop`)).status).to.equal(404);
    expect((await as('investigator1').get('/inbox/tags')).status).to.equal(403);
  });

  it('keeps filters under a name, for the person alone', async () => {
    const page = await as('intake').get('/inbox?kind=pharmacy&view=soon&after=2026-11-23%202026-000409%20r1');
    const saved = await as('intake').press(page, '存为视图', { viewName: '快到期的药店' });
    expect(saved.text).to.include('视图已保存').and.to.include('快到期的药店');
    expect((await inbox('intake')).saved.map(({ name, href }) => [name, href])).to.deep.equal([['快到期的药店', '/inbox?view=soon&kind=pharmacy']]);
    expect((await inbox('head')).saved).to.deep.equal([]);
    for (const viewName of ['', '快到期的药店', '二十一个字的名称二十一个字的名称二十一个字']) expect((await as('intake').post('/inbox/views', { viewName, back: '/inbox?kind=pharmacy' })).status, viewName).to.equal(422);
    const [view] = (await inbox('intake')).saved;
    await as('head').post(`/inbox/views/${view?.id ?? ''}/drop`);
    expect((await inbox('intake')).saved).to.have.length(1);
    await as('intake').press(await as('intake').get('/inbox'), '删除视图');
    expect((await inbox('intake')).saved).to.deep.equal([]);
    const { reports } = site.services;
    for (let n = 1; n <= 20; n += 1) await reports.saveView(personOf(staff, 'head'), `第 ${n} 个`, 'view=soon');
    const full = await reports.saveView(personOf(staff, 'head'), '再一个', 'view=soon').then(() => null, (error: unknown) => error);
    expect(full).to.be.instanceOf(Invalid);
    await reports.saveView(personOf(staff, 'intake'), '再一个', 'view=soon');
  });

  it('finds the next report along an index, for a bureau and for one who handles, without reading what lies between', async () => {
    const seen: { filter: object; sort: Record<string, 1 | -1>; limit: number }[] = [];
    const asked = { find: (filter: object) => ({ sort: (sort: Record<string, 1 | -1>) => ({ limit: (limit: number) => ({ select: () => ({ lean: async () => { seen.push({ filter, sort, limit }); return []; } }) }) }) }), findById: () => ({ select: () => ({ lean: async () => ({ dueKey: '2026-11-20' }) }) }) };
    const { nextTo } = listing(asked as unknown as Parameters<typeof listing>[0], { seal: () => { throw new Error('nothing to seal'); }, open: () => { throw new Error('nothing to open'); } });
    for (const isOnlyAssigned of [false, true]) await nextTo({ bureau: '440784', person: 'p', isOnlyAssigned }, ['fresh', 'verifying'], 'r');
    expect(seen).to.have.length(8);
    const expected = ['bureau_1_queue_1_dueKey_1', 'assigned_1_bureau_1_queue_1_dueKey_1'];
    for (const { filter, sort, limit } of seen) {
      const plan = JSON.stringify(await site.services.database.connection.collection('reports').find(filter).sort(sort).limit(limit).explain());
      const index = expected['assigned' in filter ? 1 : 0] ?? '';
      expect(limit).to.equal(2);
      if (!plan.includes('Node Type')) expect(plan, JSON.stringify(filter)).to.contain(`"${index}"`).and.not.contain('"SORT"').and.not.contain('COLLSCAN');
    }
  });

  it('reads tags and views along their indexes', async () => {
    const { connection } = site.services.database;
    const queries: [string, object, Record<string, 1 | -1>, string][] = [
      ['reports', { bureau: '440784', recused: { $ne: 'p' }, tags: 't', queue: 'fresh' }, { dueKey: 1 }, 'tags_1_bureau_1_queue_1_dueKey_1'],
      ['report_tags', { bureau: '440784' }, {}, 'bureau_1'],
      ['report_views', { person: 'p' }, {}, 'person_1_nameKey_1'],
      ['report_interests', { endedOn: null }, {}, 'endedOn_1'],
      ['report_search', { bands: 'b' }, { receivedKey: -1 }, 'bands_1_receivedKey_-1'],
    ];
    for (const [name, filter, sort, index] of queries) {
      const plan = JSON.stringify(await connection.collection(name).find(filter).sort(sort).limit(21).explain());
      // The reference server's plans name no index of ours, and it reads a small table whole.
      if (!plan.includes('Node Type')) expect(plan, name).to.contain(`"${index}"`).and.not.contain('"SORT"').and.not.contain('COLLSCAN');
    }
  });

  it('accepts and refuses several at once, each with its own record, and leaves what changed meanwhile', async () => {
    const sent = await Promise.all([1, 2, 3, 4].map((n) => submitted(site.services, { targetName: `演示批量${n}医院` })));
    const [one, two, three, four] = sent.map(({ id }) => id);
    await site.services.reports.note(personOf(staff, 'head'), two ?? '', 1, '刚看过');
    const some = await as('intake').press(await as('intake').get('/inbox'), '受理', { pick: [`${one ?? ''}:1`, `${two ?? ''}:1`] });
    expect(some.text).to.include('有的没有处理');
    expect((await site.services.reports.forOfficer(personOf(staff, 'head'), one ?? '')).report.state).to.equal('verifying');
    expect((await site.services.reports.forOfficer(personOf(staff, 'head'), two ?? '')).report.state).to.equal('received');
    const form = await as('intake').press(await as('intake').get('/inbox'), '不予受理', { pick: [`${three ?? ''}:1`, `${four ?? ''}:1`] });
    expect(form.text).to.include('不予受理 2 件');
    const done = await as('intake').press(form, '不予受理这 2 件', { ground: 'NA_OUT_OF_SCOPE', text: '不属于医保基金事项。' });
    expect(done.text).to.include('已处理');
    for (const id of [three, four]) {
      const { report } = await site.services.reports.forOfficer(personOf(staff, 'head'), id ?? '');
      expect([report.state, report.reason, report.events.at(-1)?.action]).to.deep.equal(['notAccepted', 'NA_OUT_OF_SCOPE', 'notAccept']);
    }
    // One that is at another stage says so; nobody was faster there.
    const { version } = (await site.services.reports.forOfficer(personOf(staff, 'head'), one ?? '')).report;
    const late = await as('intake').press(await as('intake').get('/inbox?view=all'), '不予受理', { pick: [`${one ?? ''}:${version}`] });
    const told = await as('intake').press(late, '不予受理这 1 件', { ground: 'NA_OUT_OF_SCOPE', text: '不属于医保基金事项。' });
    expect(told.text).to.include('现在的阶段不能做这一步').and.not.to.include('刚刚被别人改过');
    // A head gives out work, but accepting is for intake.
    expect((await as('head').post('/inbox/bulk', { act: 'accept', pick: `${two ?? ''}:2` })).status).to.equal(403);
    expect((await as('intake').post('/inbox/bulk', { act: 'accept' })).status).to.equal(422);
    expect((await as('investigator1').post('/inbox/bulk', { act: 'accept', pick: `${two ?? ''}:2` })).status).to.equal(403);
  });

  it('refuses as already under investigation only what came after the one that is named; each left one comes back with its reason', async () => {
    const { reports } = site.services;
    const state = async (id: string): Promise<(string | null)[]> => {
      const { report } = await reports.forOfficer(personOf(staff, 'head'), id);
      return [report.state, report.reason, report.ties?.earlier ?? null];
    };
    const [before, lead, first, touched, second] = await Promise.all(['早', '查', '甲', '改', '乙'].map((n) => submitted(site.services, { targetName: `演示并查${n}医院`, narrative: `${n}：这里写的是各不相同的事。` })));
    if (!before || !lead || !first || !touched || !second) throw new Error('five were sent');
    const order = async (id: string): Promise<number> => (await reports.forOfficer(personOf(staff, 'head'), id)).report.order;
    const sorted = (await Promise.all([before, lead, first, touched, second].map(async ({ id }) => ({ id, order: await order(id) })))).sort((a, b) => a.order - b.order).map(({ id }) => id);
    const [older = '', named = '', one = '', changed = '', two = ''] = sorted;
    await reports.accept(personOf(staff, 'intake'), named, 1);
    await reports.note(personOf(staff, 'head'), changed, 1, '刚看过');
    const { register } = await as('intake').getJson<{ register: string }>(`/reports/desk/${named}`);
    const registerOf = async (id: string): Promise<string> => (await as('intake').getJson<{ register: string }>(`/reports/desk/${id}`)).register;
    const form = await as('intake').press(await as('intake').get('/inbox?view=all'), '不予受理', { pick: [older, one, changed, two].map((id) => `${id}:1`) });
    const ground = { ground: 'NA_ALREADY_UNDER_INVESTIGATION', text: '已经在查的同一件事' };
    const without = await as('intake').press(form, '不予受理这 4 件', ground);
    expect([without.status, without.text.includes('请选正在查的是哪一件')]).to.deep.equal([422, true]);
    for (const id of [older, one, changed, two]) expect((await state(id))[0]).to.equal('received');
    const some = await as('intake').press(form, '不予受理这 4 件', { ...ground, register });
    expect(some.status).to.equal(422);
    expect(some.text).to.include('2 件已处理，2 件没有').and.to.include(`${await registerOf(older)}：请选本局更早收到`).and.to.include(`${await registerOf(changed)}：刚刚被别人改过`).and.to.include('不予受理这 2 件');
    for (const id of [one, two]) expect(await state(id)).to.deep.equal(['notAccepted', 'NA_ALREADY_UNDER_INVESTIGATION', named]);
    for (const id of [older, changed]) expect((await state(id))[0]).to.equal('received');
    // What follows from such an act follows here too, in one line of the older one's record for all of them.
    const { report: earlier } = await reports.forOfficer(personOf(staff, 'head'), named);
    const numbers = await Promise.all([one, two].map(async (each) => (await reports.forOfficer(personOf(staff, 'head'), each)).report.number));
    expect(earlier.events.filter(({ action }) => action === 'joined').map(({ detail }) => detail['from'])).to.deep.equal([numbers]);
    expect((await site.services.audit.list({ subjectId: one }, null)).rows.map(({ act }) => act)).to.include('reports.notAccept');
    // One that the person cannot read is as good as none; another ground names no report, whatever a form sends along.
    const intake = personOf(staff, 'intake');
    const picks = [{ id: older, version: 1 }];
    const nobody = await reports.actOnMany(intake, picks, { ...ground, act: 'notAccept', into: 'nobody' }).then(() => null, (error: unknown) => error);
    expect(nobody).to.be.instanceOf(Invalid);
    expect((await reports.actOnMany(intake, picks, { act: 'notAccept', ground: 'NA_OUT_OF_SCOPE', text: '不属于医保基金事项。', into: named })).done).to.equal(1);
    expect(await state(older)).to.deep.equal(['notAccepted', 'NA_OUT_OF_SCOPE', null]);
  });

  it('leads from one report to the next that waits, by due date, and round again', async () => {
    const all = (await inbox('intake', '?view=fresh')).rows.map(({ id }) => id);
    expect(all.length).to.be.greaterThan(2);
    const seen: string[] = [];
    let at = all[0] ?? '';
    for (let n = 0; n < all.length; n += 1) {
      seen.push(at);
      const { next } = await as('intake').getJson<{ next: { href: string } }>(`/reports/desk/${at}`);
      at = next.href.split('/').at(-1) ?? '';
    }
    expect(seen).to.deep.equal(all);
    expect(at).to.equal(all[0]);
  });
});

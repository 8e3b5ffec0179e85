import { expect } from 'chai';
import { personOf } from '../support/people.ts';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';
import { aDecidedCase } from '../cases/decided.ts';
import { aVerifiedLead, does, enter, openTeam, seen } from '../cases/support.ts';
import type { Team } from '../cases/support.ts';
import type { NoticePage, NoticesPage } from '../../server/notices/pages/public.ts';
import type { MakerPage, NoticeDeskPage } from '../../server/notices/pages/desk.ts';

describe('a typical case from the decision to the public, and back', () => {
  let site: TestSite;
  let team: Team;
  let caseId: string;
  let path: string;

  before(async () => {
    site = await openSite();
    team = await openTeam(site);
    caseId = await aDecidedCase(team, await aVerifiedLead(team));
  });
  after(() => site.close());

  const page = async (account = 'publisher1'): Promise<MakerPage> => (await team.as(account)).getJson<MakerPage>(path);

  it('a publisher drafts it from the decision', async () => {
    const desk = await (await team.as('publisher1')).getJson<NoticeDeskPage>('/notices/desk');
    expect(desk.candidates.map((each) => each.caseId)).to.deep.equal([caseId]);
    const drafted = await does(team, 'publisher1', '/notices/desk', '起草', { caseId });
    expect(drafted.status, drafted.text).to.equal(200);
    path = drafted.address;
    const draft = await page();
    expect(draft.text).to.equal(
      '鹤山市演示康复医院虚构医疗服务案。鹤山市演示医疗保障局查明，2026 年 3 月至 2026 年 8 月，该机构存在虚构医疗服务问题，违规金额 300.00 元，骗取医保基金 220.68 元。'
      + '依据《医疗保障基金使用监督管理条例》第四十条，处理结果：1. 退回医保基金 220.68 元；2. 处 2 倍罚款 441.36 元；3. 责令康复科暂停涉及医保基金使用的医药服务 6 个月。',
    );
    expect(draft).to.deep.include({ state: 'draft', openCount: 0 });
    const again = await (await team.as('publisher2')).post('/notices/desk', { caseId });
    expect(again.status).to.equal(409);
  });

  it('words that point to the reporter cannot go on', async () => {
    const fields = { title: '演示康复医院案', intro: '据该院护士反映，有人举报。', handling: '退回医保基金 220.68 元', execution: '', law: '' };
    await does(team, 'publisher1', path, '保存文字', fields);
    const leaking = await page();
    expect(leaking.hits.map((hit) => [hit.check, hit.isResolvable])).to.deep.include(['LC-08', false]);
    expect((await does(team, 'publisher1', path, '提交核对')).status).to.equal(409);
    const empty = await does(team, 'publisher1', path, '保存文字', { ...fields, title: ' ' });
    expect(empty.status).to.equal(422);
    expect(empty.text).to.contain('请写内容');
    await does(team, 'publisher1', path, '保存文字', { ...fields, title: '鹤山市演示康复医院虚构医疗服务案', intro: '演示康复医院虚构医疗服务。' });
    expect((await page()).openCount).to.equal(0);
  });

  it('words of the tip-off are found without being shown, on record, and only so many tries a day', async () => {
    const { connection } = site.services.database;
    const words = await site.services.reports.wordsOf(caseId);
    const run = [...(words[0] ?? '')].slice(0, 12).join('');
    const fields = { title: '鹤山市演示康复医院虚构医疗服务案', intro: `演示康复医院虚构医疗服务。${run}`, handling: '退回医保基金 220.68 元', execution: '', law: '' };
    await does(team, 'publisher1', path, '保存文字', fields);
    const hit = (await page()).hits.find(({ check }) => check === 'LC-07');
    expect([hit?.field, hit?.fragment, hit?.isResolvable]).to.deep.equal(['intro', '', false]);
    const row = (await site.services.audit.list({ actor: personOf(team.staff, 'publisher1').id }, null)).rows.find(({ act }) => act === 'notices.edit');
    expect(row?.detail).to.deep.equal({ overlaps: 2 });
    let spent = await does(team, 'publisher1', path, '保存文字', fields);
    let tries = 0;
    for (; spent.status === 200 && tries < 40; tries += 1) spent = await does(team, 'publisher1', path, '保存文字', { ...fields, intro: `演示康复医院虚构医疗服务 ${tries}。` });
    // Two were spent above and two in the test before; saying the same again costs nothing.
    expect([spent.status, tries]).to.deep.equal([422, 28]);
    expect(spent.text).to.contain('今天改文字的次数（30 次）已经用完').and.to.contain('演示康复医院虚构医疗服务 27。');
    expect((await site.services.audit.list({ subjectId: path.split('/').at(-1) ?? '' }, null)).rows[0]).to.include({ act: 'notices.edit', outcome: 'refused' });
    await connection.collection('counters').deleteMany({});
    await does(team, 'publisher1', path, '保存文字', { ...fields, intro: '演示康复医院虚构医疗服务。', handling: '退回医保基金 220.68 元\n责令康复科暂停涉及医保基金使用的医药服务 6 个月' });
    expect((await page()).openCount).to.equal(0);
  });

  it('who had to withdraw from the case finds no notice of it', async () => {
    const { connection } = site.services.database;
    const recusal = { id: 'r1', personId: personOf(team.staff, 'publisher3').id, personName: '演示癸', source: 'party', reason: '亲属', on: '2026-11-10', decision: { isRecused: true, reason: '属实', by: 'head', on: '2026-11-10' } };
    const cases = connection.collection<{ _id: string; recusedIds: string[]; file: { recusals: unknown[] } }>('cases');
    await cases.updateOne({ _id: caseId }, { $push: { 'file.recusals': recusal, recusedIds: recusal.personId } });
    const publisher = await team.as('publisher3');
    expect([(await publisher.get(path)).status, (await publisher.post('/notices/desk', { caseId })).status, (await publisher.post(`${path}/submit`, { version: (await page()).version })).status]).to.deep.equal([404, 404, 404]);
    const desk = await publisher.getJson<NoticeDeskPage>('/notices/desk');
    expect([desk.rows, desk.candidates]).to.deep.equal([[], []]);
    expect((await (await team.as('publisher2')).getJson<NoticeDeskPage>('/notices/desk')).rows.map(({ href }) => href)).to.deep.equal([path]);
    await cases.updateOne({ _id: caseId }, { $set: { 'file.recusals': [], recusedIds: [] } });
  });

  it('two others release what the drafter wrote, after the reviewer and the head', async () => {
    await does(team, 'publisher1', path, '提交核对');
    const own = await (await team.as('publisher1')).post(`${path}/passPrivacy`, { version: (await page()).version });
    expect(own.status).to.equal(409);
    expect(own.text).to.contain('起草的人不能自己做隐私核对');
    await does(team, 'publisher2', path, '隐私核对通过');
    await does(team, 'reviewer', path, '法制核对通过');
    const early = await does(team, 'head', path, '批准公布');
    expect(early.status).to.equal(409);
    await does(team, 'head', path, '批准公布', { reason: '当事人已履行完毕并书面同意公布' });
    await does(team, 'publisher2', path, '发布（第一人）');
    const same = await (await team.as('publisher2')).post(`${path}/releaseSecond`, { version: (await page()).version });
    expect(same.status).to.equal(409);
    const stale = await (await team.as('publisher3')).post(`${path}/releaseSecond`, { version: 1 });
    expect(stale.status).to.equal(409);
    // The bureau's own figure over the one that comes with the program.
    await enter(site, team.staff, { code: 'CASE_DISPLAY', value: 8, unit: 'MONTH' });
    await does(team, 'publisher3', path, '发布（第二人）');
    expect((await page()).state).to.equal('published');
  });

  it('the public reads it: list, page, feed, data', async () => {
    const reader = site.client();
    const list = await reader.get('/notices?place=440784&year=2026');
    const shown = await reader.follow(list, '鹤山市演示康复医院虚构医疗服务案');
    expect(shown.text).to.contain('220.68').and.to.contain('演示：机构、人员、案号、金额均为虚构');
    expect((await reader.get('/')).text).to.contain('罚款 441.36 元，康复科停医保服务 6 个月');
    const feed = await reader.get('/notices/feed.atom');
    expect(feed.headers.get('content-type')).to.contain('application/atom+xml');
    expect(feed.html).to.contain('【演示');
    expect(await reader.getJson(shown.address)).to.deep.include({ expiresOn: '2027-07-10', title: '鹤山市演示康复医院虚构医疗服务案', demo: '演示：机构、人员、案号、金额均为虚构' });
    expect((await reader.get('/notices?place=330900')).text).to.contain('没有符合条件的案例');
    const found = async (query: string): Promise<[number, number]> => {
      const { rows, total } = await reader.getJson<NoticesPage>(`/notices?${query}`);
      return [rows.length, total];
    };
    // Words of the text as they stand, signs of a pattern too; and the plain categories of the tip-off.
    for (const query of ['q=%E8%99%9A%E6%9E%84%E5%8C%BB%E7%96%97', 'conduct=inventedService', 'conduct=inventedService&q=220.68&year=2026&kind=INSTITUTION']) expect(await found(query), query).to.deep.equal([1, 1]);
    for (const query of ['q=220.6.', 'q=%5B%5E%5D(', 'conduct=drugResale', 'q=%E5%80%92%E5%8D%96']) expect(await found(query), query).to.deep.equal([0, 0]);
    expect((await reader.get('/notices?conduct=nosuch')).text).to.contain('共公布 1 个案例');
    expect((await reader.follow(await reader.get('/notices?q=x'), '全部案例')).text).to.contain('共公布 1 个案例');
    expect((await reader.get(shown.address)).links.map(({ href }) => href)).to.include('/notices?year=2026');
    expect((await reader.getJson<NoticePage>(shown.address)).facts.map(({ text }) => text)).to.include.members(['2026 年 3 月 — 2026 年 8 月', '2027 年 7 月 10 日']);
    expect((await reader.get('/notices/nosuch')).status).to.equal(404);
  });

  it('withdrawn, its address only says that and why', async () => {
    const address = (await page()).publicHref ?? '';
    const without = await does(team, 'head', path, '撤回公示', { code: 'AMENDED', reason: '' });
    expect(without.status).to.equal(422);
    await does(team, 'head', path, '撤回公示', { code: 'AMENDED', reason: '决定经复议变更' });
    const reader = site.client();
    const gone = await reader.get(address);
    expect(gone.status).to.equal(410);
    expect(gone.text).to.contain('2026 年 11 月 10 日').and.to.not.contain('演示康复医院').and.to.not.contain('220.68');
    expect((await reader.get('/notices')).text).to.not.contain('演示康复医院');
    expect((await reader.get('/notices/feed.atom')).html).to.not.contain('演示康复医院');
    expect((await reader.get('/notices/withdrawn')).text).to.contain('处理决定被变更');
    const desk = await (await team.as('publisher1')).getJson<NoticeDeskPage>('/notices/desk');
    expect(desk.candidates.map((each) => each.caseId)).to.deep.equal([caseId]);
  });

  it('another bureau and other roles find nothing', async () => {
    expect((await seen(team, 'intake', path)).status).to.equal(403);
    expect((await seen(team, 'head.jm', path)).status).to.equal(404);
    expect(personOf(team.staff, 'head.jm').bureau).to.equal('440700');
  });
});

// Over HTTP: the reporter says how he wants to be told; the officer sees it, opens the contact, and records how it went.
import { expect } from 'chai';
import type { NoticeWayPage } from '../../server/rewards/pages/notice.ts';
import { atRewardDesk } from './desk.ts';
import { aCase, aReport } from './support.ts';

const PHONE = '演示电话 13900000000';

describe('the notice of a reward over HTTP', function () {
  this.timeout(60_000);
  let id = '';
  const desk = atRewardDesk(async () => {
    desk.world.cases.set('case1', aCase());
    desk.world.linked.set('case1', [aReport({ identity: 'identifiable' })]);
  });
  const { world, as, press, page } = desk;
  const reporter = () => {
    const client = desk.reader();
    client.cookies.set('mj_reporter', desk.site.services.reports.sealSession({ report: 'r1', codeVersion: 1 }));
    return client;
  };

  it('the reporter chooses a call; what he writes as his contact stands on no page and in no address', async () => {
    expect((await desk.reader().get('/reports/mine/notice-way')).text).to.contain('请重新输入编号和查询码');
    const client = reporter();
    const asked = await client.get('/reports/mine/notice-way');
    expect(asked.text).to.contain('奖励通知的方式').and.to.contain('您举报时没有留姓名');
    const unsaid = await client.press(asked, '保存', { way: 'letter' });
    expect([unsaid.status, unsaid.text.includes('请留下电话或者地址')]).to.deep.equal([422, true]);
    const wrong = await client.post('/reports/mine/notice-way', { way: 'fax', contact: PHONE });
    expect([wrong.status, wrong.html.includes('13900000000')]).to.deep.equal([422, false]);
    const saved = await client.post('/reports/mine/notice-way', { way: 'telephone', contact: PHONE }, { follow: false });
    expect([saved.status, saved.location]).to.deep.equal([303, '/reports/mine']);
    const twin = await client.getJson<NoticeWayPage>('/reports/mine/notice-way');
    expect(twin).to.deep.include({ way: 'telephone', isContactOptional: true, isTold: false });
    expect(JSON.stringify(twin)).not.to.contain('演示电话').and.not.to.contain('13900000');
    expect(desk.site.traces.join('\n')).not.to.contain('演示电话').and.not.to.contain('13900000');
  });

  it('the reward officer sees the wish, opens the contact with a record, and others see neither', async () => {
    id = await world.approved();
    desk.path = `/rewards/${id}`;
    expect((await page('head')).notice).to.equal(null);
    const client = await as('reward1');
    const shown = await client.get(desk.path);
    expect(shown.text).to.contain('举报人希望另外打电话通知').and.not.to.contain('演示电话').and.not.to.contain('13900000');
    const question = await client.follow(shown, '打开联系方式');
    expect(question.text).not.to.contain('演示电话').and.not.to.contain('13900000');
    expect(await world.audit.count({ subjectId: id, act: 'rewards.openContact' })).to.equal(0);
    expect((await client.press(question, '为通知打开')).text).to.contain(PHONE);
    expect(await world.audit.count({ subjectId: id, act: 'rewards.openContact' })).to.equal(1);
    for (const account of ['head', 'reviewer', 'investigator1', 'auditor']) expect((await (await as(account)).get(`${desk.path}/contact?reason=notify`)).status, account).to.equal(403);
  });

  it('the notice goes to his page, the call is recorded on top of it, and the time to claim does not run from it', async () => {
    await press('reward1', '通知举报人');
    expect((await page('reward1')).notice?.needs.map(({ isMet, name }) => `${name} ${isMet}`)).to.deep.equal(['已打电话 false', '收到有证明 false']);
    const [paper] = (await world.documents.ofSubject('reward', id)).filter(({ kind }) => kind === 'rewardNotice');
    await world.documents.deliver(world.people.officer1, paper?.id ?? '', { on: '2026-11-10', way: 'telephone', note: '上午本人接听', fileId: null });
    expect((await page('reward1')).notice).to.deep.include({
      needs: [{ isMet: true, name: '已打电话', detail: '2026-11-10' }, { isMet: false, name: '收到有证明', detail: '领取时间还没有开始计算' }],
      deliveries: ['2026-11-10 查询页面告知', '2026-11-10 电话告知 上午本人接听'], recordHref: `/documents/${paper?.id}`,
    });
    const client = reporter();
    expect((await client.get('/reports/mine/notice-way')).text).to.contain('通知已经发出，方式不能再改');
    await client.press(await client.get('/reports/mine/claim'), '我已看到通知');
    expect((await page('reward1')).notice?.needs.at(-1)).to.deep.equal({ isMet: true, name: '收到有证明', detail: '2026-11-10' });
  });
});

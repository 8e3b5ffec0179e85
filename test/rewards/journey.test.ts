// Over HTTP: the public estimator, the desk, the reporter's page. Cases and reports answer from what the test puts there;
// test/walk.test.ts comes here from a real tip-off.
import { expect } from 'chai';
import { PASSWORD, personOf } from '../support/people.ts';
import { atRewardDesk } from './desk.ts';
import { aCase, aReport, GATES } from './support.ts';

describe('rewards journey', function () {
  this.timeout(60_000);
  const desk = atRewardDesk(async () => {
    const { site, staff, world } = desk;
    await site.services.people.addAccount(null, { account: 'reward.zs', name: '演示午', bureau: '330900', scope: '330900', roles: ['rewardOfficer'], password: PASSWORD, isDemo: true, certificate: null });
    const officerIds = ['investigator1', 'investigator2'].map((account) => personOf(staff, account).id);
    for (const [id, bureau] of [['hs', '440784'], ['zs', '330900']] as const) {
      world.cases.set(id, aCase({ id, bureau, officerIds }));
      world.linked.set(id, [aReport({ id: `r-${id}`, bureau, identity: 'identifiable' })]);
    }
  });
  const { site, world, as, press, page } = desk;

  it('a reader estimates by place, and is told why where it cannot be done', async () => {
    const client = desk.reader();
    const start = await client.get('/rewards/estimate');
    const sichuan = await client.press(start, '试算', { place: '510000' });
    expect(sichuan.text).to.contain('那里的规则问得不一样');
    const bad = await client.press(sichuan, '试算', { loss: '十万' });
    expect([bad.status, bad.text.includes('请写金额')]).to.deep.equal([422, true]);
    expect((await client.press(bad, '试算', { loss: '100,000' })).text).to.contain('大约可以得到 2,000.00 元').and.to.contain('这是试算，不是承诺');
    const zhoushan = await client.press(start, '试算', { place: '330900' });
    expect(zhoushan.text).to.contain('现在不能试算').and.to.contain('奖励等级和每一级的条件').and.not.to.contain('大约可以得到');
    expect((await client.follow(zhoushan, '浙江省违法违规使用医疗保障基金举报奖励实施办法')).text).to.contain('ZJ-2023').and.to.contain('还缺什么');
    const english = desk.reader();
    await english.get('/preferences?language=en');
    expect((await english.get('/rewards/rules/BJ-2023')).text).to.contain('10% of the base');
  });

  it('Zhoushan’s reward shows what must be entered and cannot be proposed', async () => {
    const client = await as('reward.zs');
    const list = await client.get('/rewards');
    const opened = await client.press(await client.follow(list, '演示骨科医院案'), '开始办理');
    expect(opened.text).to.contain('这个规则的数字还没有按正式文本录入').and.to.contain('还算不出金额');
    expect(opened.forms.flatMap(({ buttons }) => buttons.map(({ text }) => text))).not.to.include('提出奖励');
    const refused = await client.post(`${opened.address}/propose`, { version: 1 });
    expect([refused.status, refused.text.includes('不会拿别处的比例代替')]).to.deep.equal([409, true]);
  });

  it('is prepared, with mistakes that keep what was typed', async () => {
    world.confirmDraft();
    const client = await as('reward1');
    const opened = await client.press(await client.follow(await client.get('/rewards'), '演示骨科医院案'), '开始办理');
    desk.path = opened.address;
    expect((await (await as('publisher1')).get(desk.path)).status).to.equal(403);
    expect((await (await as('reward.zs')).get(desk.path)).status).to.equal(404);
    const half = await press('reward1', '保存回答', { 'gate-EXCL_STAFF': 'yes', 'evidence-EXCL_WRONGDOER': '笔录', 'gate-EXCL_WRONGDOER': 'yes' });
    expect([half.status, half.text.includes('请写明证据'), half.html.includes('value="笔录"')]).to.deep.equal([422, true, true]);
    await press('reward1', '保存回答', Object.fromEntries(GATES.flatMap((gate) => [[`gate-${gate}`, 'yes'], [`evidence-${gate}`, '卷 3 页']])));
    await press('reward1', '保存划分', { 'line-f1': 'yes', 'reason-f1': '来信', 'line-f2': 'no', 'reason-f2': '另外发现' });
    await press('investigator1', '认定', { level: 'L1', profile: 'insider', evidence: '卷 31 页' });
    expect((await page('reward1')).amount).to.deep.equal({ sum: '3,600.00', inWords: '叁仟陆佰元整' });
    const stale = await client.post(`${desk.path}/propose`, { version: 1 });
    expect(stale.status).to.equal(409);
  });

  it('is proposed, reviewed, approved and notified by different people', async () => {
    await press('reward1', '提出奖励');
    expect((await page('reward1')).simple).to.deep.equal([]);
    expect((await (await as('reward1')).post(`${desk.path}/review`, { version: (await page('reward1')).version })).status).to.equal(403);
    await press('reviewer', '复核通过');
    const unsaid = await press('head', '批准奖励');
    expect([unsaid.status, unsaid.text.includes('请写明本局可以单独批准这一金额的规定')]).to.deep.equal([422, true]);
    await press('head', '批准奖励', { authority: '演示权限规定' });
    expect((await page('head')).papers.map(({ text }) => text)).to.deep.equal(['举报奖励决定书 鹤演医保奖〔2026〕1 号']);
    await press('reward1', '通知举报人');
    expect((await (await as('reward1')).get(`${desk.path}/print`)).text).to.contain('3,600.00').and.to.contain('叁仟陆佰元整');
  });

  it('the reporter sees it, says so, claims with the passphrase, and nothing he typed stands on a page again', async () => {
    const reporter = desk.reader();
    expect((await reporter.get('/reports/mine/claim')).text).to.contain('请重新输入编号和查询码');
    reporter.cookies.set('mj_reporter', site.services.reports.sealSession({ report: 'r-hs', codeVersion: 1 }));
    const first = await reporter.get('/reports/mine/claim');
    expect(first.text).to.contain('您的登记号是 2026-000102，打开回执中顺序号的验证值是 salt-of-r-hs').and.to.contain('3,600.00 元').and.to.contain('没有点这个按钮，领取的时间就不开始计算');
    expect((await reporter.follow(first, '看通知书全文')).text).to.contain('举报奖励领取通知书').and.to.contain('2个月');
    const seen = await reporter.press(first, '我已看到通知');
    expect(seen.text).to.contain('最晚 2027 年 1 月 11 日');
    const claim = { name: '演示本人', idNumber: '11010119900307000X', bank: '演示银行', account: '6222020000000000', passphrase: 'correct horse' };
    const typo = await reporter.press(seen, '提交领取', claim);
    expect([typo.status, typo.text.includes('请核对身份证号码'), typo.html.includes('演示本人'), typo.html.includes('演示银行')]).to.deep.equal([422, true, false, true]);
    expect(typo.text, 'says what does not come back').to.contain('请重新填写这几项').and.not.to.contain('没有丢');
    const wrong = await reporter.press(seen, '提交领取', { ...claim, idNumber: '110101199003070003', passphrase: 'wrong' });
    expect([wrong.status, wrong.text.includes('口令不对')]).to.deep.equal([422, true]);
    const done = await reporter.press(seen, '提交领取', { ...claim, idNumber: '110101199003070003' });
    expect(done.text).to.contain('正在办理付款').and.not.to.contain('演示本人');
  });

  it('a second officer opens the claim with a reason, and pays exactly the sum', async () => {
    const client = await as('reward2');
    const question = await client.follow(await client.get(desk.path), '打开领取信息');
    expect(question.text).not.to.contain('演示本人');
    expect((await client.get(`${desk.path}/claim?reason=curious`)).status).to.equal(422);
    expect((await client.get(`${desk.path}/claim?reason=pay`)).status).to.equal(409);
    expect((await client.press(question, '打开', { reason: 'verify' })).text).to.contain('演示本人').and.to.contain('6222 0200 0000 0000');
    expect((await page('reward2')).payForm).to.equal(null);
    expect((await press('reward2', '登记核对结果', { compared: 'secret', result: 'agrees' })).text).to.contain('演示庚 2026-11-10 核对了领奖口令，一致');
    expect((await client.get(`${desk.path}/claim?reason=pay`)).text).to.contain('演示本人');
    const own = await (await as('reward1')).get(`${desk.path}/claim?reason=pay`);
    expect([own.status, own.text.includes('您已经办过这件事的另一步')]).to.deep.equal([403, true]);
    const byHand = await (await as('reward1')).postJson(`${desk.path}/pay`, { version: (await page('reward1')).version, on: '2026-11-10', voucher: 'V-1', amount: '3600' }, { headers: { 'accept-language': 'en' } });
    expect(byHand.json()).to.deep.include({ status: 403, title: 'Somebody else must take this step', reason: 'SAME_PERSON' });
    const others = await (await as('head')).get(`${desk.path}/claim?reason=pay`);
    expect([others.status, others.text.includes('您的角色不能做这一步')]).to.deep.equal([403, true]);
    const payment = { on: '2026-11-10', voucher: 'V-1', amount: '3600' };
    const differs = await press('reward2', '登记付款', { ...payment, amount: '3599.99' });
    expect([differs.status, differs.text.includes('一分不差')]).to.deep.equal([422, true]);
    expect((await page('reward1')).payForm).to.equal(null);
    expect((await page('reward1')).locked).to.deep.include({ name: '登记付款', detail: '您在这件奖励里已经办过另一步，提出、复核、批准和付款要由不同的人办理。' });
    await press('reward2', '登记付款', payment);
    expect((await press('reward2', '办理完成')).text).to.contain('已完成');
    expect((await page('head')).claim).to.deep.include({ opened: 2 });
    expect((await (await as('reward1')).get('/rewards?group=closed')).text).to.contain('3,600.00');
    expect(await world.rewards.figures(2026)).to.deep.equal({ count: 1, sumFen: 360_000 });
  });
});

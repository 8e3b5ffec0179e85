// Over HTTP: approval above, payments and the bank file, agent and correction with scans, clawback, ledger, Word files, the auditor's page.
import { expect } from 'chai';
import { openZip } from '../../server/institutions/adapters/sheets/zip.ts';
import type { ClaimPage } from '../../server/rewards/pages/claim.ts';
import type { LedgerPage } from '../../server/rewards/pages/ledger.ts';
import { PDF } from './comparing.ts';
import { atRewardDesk } from './desk.ts';
import { aCase, aReport } from './support.ts';

const CLAIM = { name: '演示本人', idNumber: '110101199003070003', bank: '演示银行', account: '6222020000000000' };

describe('money of rewards over HTTP', function () {
  this.timeout(60_000);
  let id = '';
  const desk = atRewardDesk(async () => {
    const { world } = desk;
    world.cases.set('case1', aCase());
    world.linked.set('case1', [aReport({ identity: 'identifiable' })]);
    const limit = { code: 'REWARD_APPROVE_LIMIT', from: '2026-01-01', to: null, dayKind: null, approver: null, mark: 'Q', source: '演示权限文件', status: 'CONFIRMED' } as const;
    world.overlay.push({ ...limit, jurisdiction: '440784', value: 100_000, unit: 'FEN' }, { ...limit, jurisdiction: '440700', value: null, unit: 'NONE' });
    id = await world.prepared();
    await world.rewards.propose({ ...world.people.officer1 }, id, await world.versionOf(id));
    await world.rewards.review(world.people.reviewer, id, await world.versionOf(id));
    desk.path = `/rewards/${id}`;
  });
  const { world, as, press, page } = desk;
  /** Bytes as they come. */
  async function bytesOf(account: string, address: string): Promise<{ status: number; type: string; bytes: Buffer }> {
    const client = await as(account);
    const answer = await fetch(`${desk.origin}${address}`, { headers: { cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } });
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', bytes: Buffer.from(await answer.arrayBuffer()) };
  }

  it('above the limit the own head agrees, and the head above approves without seeing the report', async () => {
    const before = await page('head');
    expect(before.simple.map(({ name }) => name)).to.deep.equal(['endorse']);
    expect(before.funds.map(({ text }) => text).join()).to.contain('超过本局负责人可以单独批准的 1,000.00 元').and.to.contain('演示权限文件');
    expect((await press('head', '同意，报上级批准')).text).to.contain('待上级批准');
    const jm = await as('head.jm');
    expect((await jm.get(desk.path)).status).to.equal(404);
    const list = await jm.follow(await jm.get('/rewards'), '等上级批准的奖励');
    const shown = await jm.follow(list, '鹤演医保立');
    expect(shown.text).to.contain('3,000.00').and.to.contain('3%').and.not.to.contain('4407-AAAA-AAAA').and.not.to.contain('来信第 2 段');
    expect((await (await as('head.zs')).get(`/rewards/above/${id}`)).status).to.equal(404);
    const empty = await jm.press(shown, '退回', { reason: '' });
    expect([empty.status, empty.text.includes('请填写')]).to.deep.equal([422, true]);
    expect((await jm.press(shown, '批准奖励')).text).to.contain('现在没有等您批准的奖励');
    expect((await page('head')).amount?.sum).to.equal('3,000.00');
  });

  it('sheet and decision in Word, for who may read them', async () => {
    const sheet = await bytesOf('reward1', `${desk.path}/sheet.docx`);
    expect(sheet.type).to.contain('wordprocessingml');
    expect(await openZip(sheet.bytes).text('word/document.xml')).to.contain('3,000.00');
    const decision = await bytesOf('head', `${desk.path}/decision.docx`);
    expect(await openZip(decision.bytes).text('word/document.xml')).to.contain('举报奖励决定书');
    expect((await bytesOf('publisher1', `${desk.path}/sheet.docx`)).status).to.equal(403);
    expect((await bytesOf('head.zs', `${desk.path}/decision.docx`)).status).to.equal(404);
  });

  it('an agent claims on paper: without the power of attorney it is refused, and what was typed stands on no page', async () => {
    await press('reward1', '通知举报人');
    const fields = { ...CLAIM, agentName: '演示代理', agentIdNumber: '110101199003070011', voucher: '委托 1 号' };
    const without = await press('reward1', '登记书面领取', fields);
    expect([without.status, without.text.includes('要附上授权委托书'), without.html.includes('演示代理'), without.html.includes('演示本人')]).to.deep.equal([422, true, false, false]);
    const half = await press('reward1', '登记书面领取', { ...fields, agentIdNumber: '1' }, [{ field: 'papers', name: '委托书.pdf', ...PDF }]);
    expect(half.status).to.equal(422);
    expect(half.text, 'says what does not come back').to.contain('请重新填写这几项').and.not.to.contain('没有丢');
    const done = await press('reward1', '登记书面领取', fields, [{ field: 'papers', name: '委托书.pdf', ...PDF }]);
    expect(done.text).to.contain('由代理人领取').and.not.to.contain('演示代理');
    expect((await page('reward2')).claimPapers).to.have.length(1);
    expect((await page('head')).claimPapers).to.deep.equal([]);
    const client = await as('reward2');
    const unseen = await client.post(`${desk.path}/comparison`, { version: (await page('reward2')).version, compared: 'powerOfAttorney', result: 'agrees', reason: '面谈时说得出口令' });
    expect([unseen.status, unseen.text.includes('请先打开领取信息')]).to.deep.equal([409, true]);
    const opened = await desk.opens('reward2', 'verify');
    expect(opened.text).to.contain('演示代理').and.to.contain('110101199003070011');
    const paper = await client.press(await client.get(desk.path), '打开原件', { reason: 'verification' });
    expect([paper.status, paper.headers.get('content-type')]).to.deep.equal([200, 'application/pdf']);
    expect((await client.press(await client.get(desk.path), '打开原件', { reason: '' })).status).to.equal(422);
  });

  it('is not paid before somebody compared the identity, and a difference keeps it from being paid', async () => {
    expect((await page('reward1')).compareForm).to.equal(null);
    expect((await page('reward2')).steps.find(({ title }) => title === '核对身份')?.state).to.equal('now');
    const payer = await as('reward2');
    const version = async (): Promise<number> => (await page('reward2')).version;
    const early = await payer.post(`${desk.path}/pay`, { version: await version(), on: '2026-11-10', voucher: 'V-0', amount: '3000' });
    expect([early.status, early.text.includes('付款前要先核对领奖人的身份')]).to.deep.equal([409, true]);
    expect((await payer.get('/rewards/payments')).text).to.contain('身份还没有核对，现在不能付款');
    expect((await payer.post('/rewards/payments/file', { ids: id })).status).to.equal(409);
    const silent = await press('reward2', '登记核对结果', { compared: 'powerOfAttorney', result: 'agrees' });
    expect([silent.status, silent.text.includes('请写明理由')]).to.deep.equal([422, true]);
    expect((await press('reward2', '登记核对结果', { compared: 'powerOfAttorney', result: 'differs', reason: '委托书上的姓名不同' })).text).to.contain('不一致：委托书上的姓名不同');
    expect((await page('reward2')).payForm).to.equal(null);
    await press('reward2', '登记核对结果', { compared: 'powerOfAttorney', result: 'agrees', reason: '补来的委托书一致，面谈时说得出口令' });
    expect((await page('reward2')).claim?.needs).to.deep.equal([{ isMet: true, name: '核对身份', detail: '演示庚 2026-11-10 核对了授权委托书和双方身份证件，一致。补来的委托书一致，面谈时说得出口令' }]);
    expect((await payer.post(`${desk.path}/comparison`, { version: await version(), compared: 'secret', result: 'agrees', reason: '口令' })).status).to.equal(422);
  });

  it('the bank file leaves to the payer only, with a record of each', async () => {
    const payer = await as('reward2');
    const list = await payer.follow(await payer.get('/rewards'), '待付款和银行文件');
    expect(list.text).to.contain('3,000.00').and.not.to.contain('演示本人');
    expect((await payer.press(list, '生成银行文件')).status).to.equal(422);
    const file = await payer.post('/rewards/payments/file', { ids: id });
    expect(file.status).to.equal(200);
    expect(file.headers.get('content-disposition')).to.contain('attachment');
    expect(file.text).to.contain('演示本人').and.to.contain('6222020000000000').and.to.contain('其他款项');
    expect(file.text).not.to.contain('奖').and.not.to.contain('举报');
    for (const account of ['head', 'reviewer', 'investigator1', 'publisher1', 'auditor', 'admin', 'intake']) expect((await (await as(account)).post('/rewards/payments/file', { ids: id })).status, account).to.equal(403);
    // reward1 wrote the account down, so he does not pay into it.
    expect((await (await as('reward1')).post('/rewards/payments/file', { ids: id })).status).to.equal(403);
    expect((await world.audit.list({ subjectId: id }, null)).rows.filter(({ act, outcome }) => act === 'rewards.exportPayments' && outcome === 'done')).to.have.length(1);
  });

  it('paid with a tax note, failed, corrected with a paper, and paid by who did not correct it', async () => {
    const payment = { on: '2026-11-10', voucher: 'V-1', amount: '3000', tax: '免征依据 1' };
    expect((await press('reward2', '登记付款', payment)).text).to.contain('税务备注：免征依据 1');
    await press('reward2', '登记退票', { reason: '户名不符' });
    const correction = { bank: '演示新银行', account: '6222029999999999', reason: '原账号已销户', voucher: '说明 1 号' };
    const bare = await press('reward1', '更正收款账户', correction);
    expect([bare.status, bare.text.includes('更正要附上领取人书面说明的扫描件'), bare.html.includes('6222029999999999')]).to.deep.equal([422, true, false]);
    const clocks = async () => (await page('reward2')).clocks.map(({ name, text }) => `${name} ${text}`);
    const before = await clocks();
    const corrected = await press('reward1', '更正收款账户', correction, [{ field: 'papers', name: '说明.pdf', ...PDF }]);
    expect(corrected.text).to.contain('2026-11-10 工作人员更正了领取信息');
    expect((await page('reward1')).payForm).to.equal(null);
    expect((await page('reward2')).payForm).to.equal(null);
    expect(await clocks()).to.deep.equal(before);
    await desk.opens('reward2', 'verify');
    await press('reward2', '登记核对结果', { compared: 'powerOfAttorney', result: 'agrees', reason: '同一人' });
    await press('reward2', '登记付款', { ...payment, voucher: 'V-2' });
  });

  it('the reporter is told of the correction with its date, and of nothing in it', async () => {
    expect(world.told.map(({ key }) => key)).to.include('rewardClaims.told.corrected');
    const reporter = desk.reader();
    reporter.cookies.set('mj_reporter', desk.site.services.reports.sealSession({ report: 'r1', codeVersion: 1 }));
    const shown = await reporter.get('/reports/mine/claim');
    expect(shown.text).to.contain('2026 年 11 月 10 日').and.to.contain('领取信息有更正。不是您提出的，请马上留言告诉我们。').and.not.to.contain('演示新银行').and.not.to.contain('销户');
    expect((await reporter.getJson<ClaimPage>('/reports/mine/claim')).changes).to.deep.equal([{ on: '2026-11-10', text: '您的领取信息有更正。不是您提出的，请马上留言告诉我们。' }]);
  });

  it('is clawed back with a ground, comes back in parts, and the ledger adds up', async () => {
    const wrong = await press('head', '追回奖励', { ground: '', amount: '3000', reason: '隐瞒' });
    expect(wrong.status).to.equal(422);
    const over = await press('head', '追回奖励', { ground: 'CONCEALMENT', amount: '3000.01', reason: '隐瞒' });
    expect([over.status, over.text.includes('不能超过已付的金额')]).to.deep.equal([422, true]);
    await press('head', '追回奖励', { ground: 'CONCEALMENT', amount: '2000', reason: '隐瞒本人参与' });
    expect((await press('reward1', '登记追回的款', { on: '2026-11-10', voucher: 'R-1', amount: '500' })).text).to.contain('还有 1,500.00 元没有追回');
    const head = await as('head');
    const shown = await head.follow(await head.get('/rewards'), '奖励台账');
    expect(shown.text).to.contain('每一件奖励和合计都对得上').and.to.contain('批准 = 实付 + 放弃 + 逾期 + 未付 + 追回 + 批准后认定不符合');
    const ledger = await head.getJson<LedgerPage>('/rewards/ledger?year=2026');
    expect(ledger.checks.map(({ left, right }) => `${left} ${right}`)).to.deep.equal(['3,000.00 3,000.00', '3,000.00 3,000.00', '2,000.00 2,000.00']);
    const file = await bytesOf('reward1', '/rewards/ledger/file?year=2026');
    expect(file.type).to.contain('spreadsheetml');
    expect(await openZip(file.bytes).text('xl/worksheets/sheet1.xml')).to.contain('4407-AAAA-AAAA').and.to.contain('追回').and.not.to.contain('演示本人');
    expect((await bytesOf('reviewer', '/rewards/ledger')).status).to.equal(403);
  });

  it('the auditor reads what the verifier found', async () => {
    const auditor = await as('auditor');
    expect((await auditor.get('/audit/rewards')).text).to.contain('还没有复核过');
    await world.rewards.verify();
    expect((await auditor.get('/audit/rewards')).text).to.contain('全部 1 件计算的结果和保存的一致');
    const matter = await world.store.find(id);
    if (!matter.calculation) throw new Error('no calculation');
    await world.store.save(matter, { ...matter, calculation: { ...matter.calculation, fingerprint: 'changed' } });
    await world.rewards.verify();
    expect(world.errors.splice(0)).to.have.length(1);
    const told = await auditor.get('/audit/rewards');
    expect(told.text).to.contain('有 1 件计算的结果和保存的不一致').and.to.contain(id).and.not.to.contain('4407-AAAA-AAAA');
    expect((await (await as('head')).get('/audit/rewards')).status).to.equal(403);
  });
});

// Every mistake on a page of rewards is told by its field, and its line leads to that field, also where it stands in a part that was closed.
import { expect } from 'chai';
import { wordsOf } from '../../server/kernel/i18n.ts';
import { faultsOf } from '../../server/rewards/pages/faults.ts';
import { attributes, linksOf } from '../support/html.ts';
import type { Answer } from '../support/http.ts';
import { personOf } from '../support/people.ts';
import { PDF } from './comparing.ts';
import { atRewardDesk } from './desk.ts';
import { aCase, aReport, GATES } from './support.ts';

const CLAIM = { name: '演示本人', idNumber: '110101199003070003', bank: '演示银行', account: '6222020000000000', voucher: '书面 1 号' };

/** Whether what begins at this place can be seen without opening anything. */
function isOpenAt(html: string, place: number): boolean {
  const around: boolean[] = [];
  for (const [tag] of html.slice(0, place).matchAll(/<details\b[^>]*>|<\/details>/g)) {
    if (tag === '</details>') around.pop();
    else around.push('open' in attributes(tag));
  }
  return around.every(Boolean);
}

/** The lines of the summary; each must lead to one field that is there to be typed into. */
function told({ status, html }: Answer): string[] {
  expect(status).to.equal(422);
  const [, list = ''] = /govuk-error-summary__list">([\s\S]*?)<\/ul>/.exec(html) ?? [];
  return linksOf(list).map(({ href, text }) => {
    const fields = [...html.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)].filter(([tag]) => attributes(tag)['id'] === href.slice(1));
    expect(fields.map(([tag]) => attributes(tag)['type'] ?? ''), `${href} ${text}`).to.have.length(1).and.not.to.include('hidden');
    expect(isOpenAt(html, fields[0]?.index ?? 0), `${href} is in a closed part`).to.equal(true);
    return text;
  });
}

describe('mistakes on the page of a reward', function () {
  this.timeout(60_000);
  const desk = atRewardDesk(async () => {
    const { staff, world } = desk;
    world.cases.set('case1', aCase({ officerIds: ['investigator1', 'investigator2'].map((account) => personOf(staff, account).id).concat('inv1', 'inv2') }));
    world.linked.set('case1', [aReport({ identity: 'identifiable' })]);
    const id = await world.prepared();
    desk.path = `/rewards/${id}`;
  });
  const { world, press, page, as } = desk;
  const id = (): string => desk.path.split('/')[2] ?? '';

  it('while it is prepared', async () => {
    expect(told(await press('reward1', '按这个日期选', { basis: 'award', reason: '' }))).to.deep.equal(['理由：请填写。']);
    expect(told(await press('reward1', '上传', { label: '' }))).to.deep.equal(['这是什么材料：请填写。']);
    expect(told(await press('reward1', '上传', { label: '笔录' }))).to.deep.equal(['文件：请选择文件。']);
    const gates = Object.fromEntries(GATES.flatMap((gate) => [[`gate-${gate}`, ''], [`evidence-${gate}`, '']]));
    expect(told(await press('reward1', '保存回答', { ...gates, 'gate-EXCL_STAFF': 'yes', 'gate-EXCL_OTHER': 'yes' }))).to.deep.equal(['不是医保工作人员或第三方监管人员，证据：请写明证据，例如卷几页。', '没有其他不予奖励的情形，证据：请写明证据，例如卷几页。']);
    expect(told(await press('reward1', '保存划分', { 'line-f1': 'yes', 'reason-f1': '', 'line-f2': '', 'reason-f2': '' }))).to.deep.equal(['虚构医药服务项目，理由：请填写。']);
    expect(told(await press('reward1', '认定', { level: 'L1', evidence: '', source: '' }))).to.deep.equal(['证据：请写明证据，例如卷几页。']);
    expect(told(await press('reward1', '认定', { level: 'L9', evidence: '卷 1 页' }))).to.deep.equal(['等级：请选择一项。']);
    await press('reward1', '上传', { label: '笔录' }, [{ field: 'exhibits', name: '一.pdf', ...PDF }, { field: 'exhibits', name: '二.pdf', ...PDF }]);
    expect(told(await press('reward1', '打开', { reason: '' }))).to.deep.equal(['为什么打开：请选择一项。']);
    const second = (await world.store.find(id())).exhibits?.[1]?.files[0]?.id ?? '';
    expect((await (await as('reward1')).post(`${desk.path}/exhibits/${second}`, { reason: '' })).html).to.contain(`href="#exhibitReason-${second}"`);
  });

  it('on the choice of the version, and before a reward is opened', async () => {
    const client = await as('reward1');
    expect(told(await client.press(await client.get(`${desk.path}/versions`), '按选中的计算', { pick: '', reason: '' }))).to.deep.equal(['按哪个规则计算：请选择一项。']);
    world.cases.set('case2', aCase({ id: 'case2' }));
    world.linked.set('case2', [aReport({ id: 'r2', number: '4407-BBBB-BBBB' }), aReport({ id: 'r3', number: '4407-CCCC-CCCC', register: '2026-000103', order: 103, receivedAt: '2026-03-10T02:00:00.000Z' })]);
    const joint = { 'relation-r2': 'joint', 'relation-r3': 'joint', representative: 'r2', members: '2' };
    expect(told(await client.press(await client.get('/rewards/new?case=case2'), '开始办理', joint))).to.deep.equal(['说明的理由：请填写。', '证据：请写明证据，例如卷几页。']);
    expect(told(await client.press(await client.get('/rewards/new?case=case2'), '开始办理', { ...joint, reason: '联名', evidence: '信 1 页' }))).to.deep.equal(['约定的分配（只写份额，不写姓名）：请填写。', '委托代表领取的文件：请写明证据，例如卷几页。']);
  });

  it('from the proposal to the notice', async () => {
    await press('reward1', '提出奖励');
    expect(told(await press('reviewer', '退回', { reason: '' }))).to.deep.equal(['理由：请填写。']);
    expect(told(await press('head', '认定不符合条件', { gate: '', reason: '', evidence: '' }))).to.deep.equal(['哪个条件：请选择一项。', '理由：请填写。']);
    expect(told(await press('head', '认定不符合条件', { gate: 'EXCL_STAFF', reason: '查明身份', evidence: '' }))).to.deep.equal(['证据：请写明证据，例如卷几页。']);
    await press('reviewer', '复核通过');
    expect(told(await press('head', '批准奖励', { authority: '' }))).to.deep.equal(['可以单独批准的依据：请写明本局可以单独批准这一金额的规定，或者先录入审批上限']);
    await press('head', '批准奖励', { authority: '演示权限规定' });
    await press('reward1', '通知举报人');
    expect(told(await press('reward1', '登记放弃', { voucher: '' }))).to.deep.equal(['凭证编号：请填写。']);
  });

  it('of a claim, its correction, comparison and payment', async () => {
    expect(told(await press('reward1', '登记书面领取', {}))).to.deep.equal([
      '证明文件编号：请填写。', '姓名：请填写和身份证一致的姓名。', '身份证号码：请核对身份证号码。', '开户银行：请填写开户银行。', '本人银行账号：请填写 8 到 30 位的账号。',
    ]);
    expect(told(await press('reward1', '登记书面领取', { ...CLAIM, agentName: '演示代理', agentIdNumber: '110101199003070011' }))).to.deep.equal(['委托书和证件的扫描件：代理人领取要附上授权委托书和双方身份证件']);
    await press('reward1', '登记书面领取', CLAIM, [{ field: 'papers', name: '说明.pdf', ...PDF }]);
    const [form = ''] = /<form[^>]*\/account"[^]*?<\/form>/.exec((await (await as('reward1')).get(desk.path)).html) ?? [];
    expect([form.includes('更正后的姓名'), form.includes('不改的'), form.includes('可不填')], 'what is left empty is said above the form').to.deep.equal([true, false, false]);
    expect((await (await as('reward1')).get(desk.path)).text.split('不改的').length - 1, 'once').to.equal(1);
    expect(told(await press('reward1', '更正收款账户', { name: '', idNumber: '1', bank: '', account: '', reason: '', voucher: '' }))).to.deep.equal([
      '证明文件编号：请填写。', '理由：请填写。', '更正后的身份证号码：请核对身份证号码。', '开户银行：请填写开户银行。', '本人银行账号：请填写 8 到 30 位的账号。',
    ]);
    expect(told(await press('reward1', '更正收款账户', { bank: CLAIM.bank, account: CLAIM.account, reason: '退票', voucher: '说明 2 号' }))).to.deep.equal(['书面说明和证件的扫描件：更正要附上领取人书面说明的扫描件']);
    expect(told(await press('reward2', '登记核对结果', {}))).to.deep.equal(['核对了什么：请选择一项。', '结果：请选择一项。']);
    expect(told(await press('reward2', '打开原件', { reason: '' }))).to.deep.equal(['为什么打开：请选择一项。']);
    expect(told(await desk.opens('reward2', 'x'))).to.deep.equal(['为什么打开：请选择一项。']);
    await desk.opens('reward2', 'verify');
    await press('reward2', '登记核对结果', { compared: 'idDocument', result: 'agrees', reason: '当面核对' });
    expect(told(await press('reward2', '登记付款', { on: 'x', voucher: '', amount: '1' }))).to.deep.equal(['付款日期：请写存在的日期，例如 2026-11-20。', '凭证编号：请填写。']);
    await press('reward2', '登记付款', { voucher: 'V-1', amount: '3000.00' });
    expect(told(await press('head', '追回奖励', { ground: '', reason: '', amount: '' }))).to.deep.equal(['追回的原因：请选择一项。', '理由：请填写。', '追回的金额：请写金额，例如 1234.50。']);
    await press('head', '追回奖励', { ground: 'OVERPAID', reason: '多付', amount: '100.00' });
    expect(told(await press('reward2', '登记追回的款', { on: 'x', voucher: '', amount: '' }))).to.deep.equal(['到账日期：请写存在的日期，例如 2026-11-20。', '凭证编号：请填写。', '到账金额：请写金额，例如 1234.50。']);
    expect((await page('head')).stage).to.equal('clawedBack');
  });

  it('in English too, and a field without a name of its own keeps the one of the record', () => {
    expect(faultsOf(wordsOf('en'), 'gates', { 'evidence-EXCL_STAFF': { key: 'rewards.error.evidence' }, odd: { key: 'rewards.error.required' } }).map(({ href, text }) => `${href} ${text}`)).to.deep.equal([
      '#evidence-EXCL_STAFF Not medical-security staff or entrusted supervisor, Evidence: Name the evidence, such as the page of the file.', '#odd odd: Please fill this in.',
    ]);
  });
});

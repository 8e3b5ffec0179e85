// The whole way in one day, over HTTP only: from a citizen's tip-off to the published case, each stage from the result of the one before it.
import { expect } from 'chai';
import type { CasePage } from '../server/cases/pages/case.ts';
import type { MakerPage } from '../server/notices/pages/desk.ts';
import type { RewardPage } from '../server/rewards/pages/act.ts';
import { aFiling, openTeam } from './cases/support.ts';
import type { Team } from './cases/support.ts';
import { openSite } from './support/http.ts';
import type { Answer, Client, Fields, TestSite, Upload } from './support/http.ts';
import { personOf } from './support/people.ts';
import { ACTS, REPORTERS_ACTS, STATEMENT, along, codeOn, confirmsDraft, numberOn, onDesk, photo, PHOTO_BYTES, presses, recordOf, SECRET, stored, verifyReceipt } from './walk.support.ts';

const TODAY = '2026-11-10';
const HOSPITAL = '演示康复医院';
const FINDINGS: Fields[] = [
  { violationCode: 'PR-F-03', gross: '2945.60', defrauded: '2945.60', intent: 'yes', facts: '虚构理疗' },
  { violationCode: 'PR-U-02b', gross: '20466.67', loss: '20466.67', facts: '过度诊疗' },
  { violationCode: 'PR-U-02c', gross: '5066.27', loss: '5066.27', facts: '过度检查' },
];

describe('the whole way in one day', function () {
  this.timeout(120_000);
  let site: TestSite;
  let team: Team;
  let reporter: Client;
  let number = '';
  let code = '';
  let reportId = '';
  let casePath = '';
  let rewardPath = '';
  let noticePath = '';

  before(async () => {
    site = await openSite();
    team = await openTeam(site, { hasDefence: false });
    reporter = site.client();
  });
  after(() => site.close());

  const id = (account: string): string => personOf(team.staff, account).id;
  const mine = (): Promise<Answer> => reporter.get('/reports/mine');
  const kase = async (account = 'investigator1'): Promise<CasePage> => (await team.as(account)).getJson<CasePage>(casePath);
  const act = async (account: string, words: string, fields: Fields = {}, files: readonly Upload[] = []): Promise<Answer> => onDesk(team, account, '案件', (await kase(account)).title)(words, fields, files);
  const reward = async (account = 'reward1'): Promise<RewardPage> => (await team.as(account)).getJson<RewardPage>(rewardPath);
  const award = (account: string, words: string, fields: Fields = {}): Promise<Answer> => onDesk(team, account, '奖励', '演示康复医院')(words, fields);
  const notice = async (account = 'publisher1'): Promise<MakerPage> => (await team.as(account)).getJson<MakerPage>(noticePath);
  const publish = async (account: string, words: string, fields: Fields = {}): Promise<Answer> => onDesk(team, account, '公示', (await notice(account)).title)(words, fields);

  it('two administrators enter the missing limit with a demo citation', async () => {
    await onDesk(team, 'admin', '参数')('提交，等确认', { code: 'DEFENCE', jurisdiction: '440784', unit: 'WD', value: '5', dayKind: 'WD', from: '2026-01-01', citation: STATEMENT });
    const confirmed = await onDesk(team, 'head', '参数')('核对无误，确认');
    expect(confirmed.text).to.contain('已确认，马上生效');
  });

  it('a citizen submits a tip-off with a photo, nameless but able to claim, and saves number, code and receipt', async () => {
    const citizen = site.client();
    const form = await along(citizen, '/', '我要举报');
    const received = await citizen.press(form, '提交举报', {
      targetKind: 'medicalInstitution', targetName: HOSPITAL, division: '440784', categories: ['inventedService'], narrative: SECRET.narrative, from: '2026-03', to: '2026-08', identity: 'identifiable', passphrase: SECRET.passphrase,
    }, [photo(SECRET.file)]);
    expect(received.status, received.text).to.equal(201);
    number = numberOn(received);
    code = codeOn(received);
    expect(number).to.match(/^4407-/);
    expect(code).to.match(/^[0-9A-Z]{4}( [0-9A-Z]{4}){3} [0-9A-Z]$/);
    const receipt = (await citizen.press(received, '下载回执')).html;
    const own = await presses(citizen, received, '继续，查看进展', { saved: 'yes' });
    expect(own.text).to.contain('已收到').and.to.contain('不留姓名，可领奖励').and.to.contain(SECRET.file);
    const content = (await citizen.follow(own, '下载您写的内容')).html;
    const keys = (await citizen.get('/receipts/keys')).html;
    const checked = await verifyReceipt({ 'receipt.json': receipt, 'content.json': content, 'keys.json': keys, 'photo.png': PHOTO_BYTES }, '--keys', 'keys.json', '--content', 'content.json', '--file', 'photo.png');
    expect(checked.out).to.contain('签名有效').and.to.contain('内容与回执一致').and.to.contain('就是回执的第 1 个文件');
    expect(checked.code).to.equal(0);
    await presses(citizen, own, '退出查询');
  });

  it('comes back on another device with number and code, and writes', async () => {
    const back = await presses(reporter, await along(reporter, '/', '查询进展'), '查询', { number, code });
    expect(back.address).to.equal('/reports/mine');
    const said = await presses(reporter, back, '发送', { text: SECRET.message }, [photo(SECRET.messageFile)]);
    expect(said.text).to.contain(SECRET.message);
  });

  it('an intake officer accepts it and gives it to two investigators', async () => {
    const opened = await along(await team.as('intake'), '/desk', '收件箱', HOSPITAL);
    reportId = opened.address.split('/').at(-1) ?? '';
    expect(opened.text).to.contain(SECRET.message).and.to.not.contain(SECRET.file).and.to.not.contain(SECRET.passphrase);
    const accepted = await presses(await team.as('intake'), opened, '受理，开始核查');
    expect(accepted.text).to.contain('已受理');
    const assigned = await onDesk(team, 'intake', '收件箱', HOSPITAL, '分派核查')('分派', { officers: [id('investigator1'), id('investigator2')] });
    expect(assigned.text).to.contain('演示乙，演示丙');
    // Nothing but the three words before the officers were on the site.
    expect((await mine()).text).to.contain('办理中').and.to.not.contain('立案时');
  });

  it('an investigator visits the site, and the reporter sees more from then on', async () => {
    await onDesk(team, 'investigator1', '收件箱', HOSPITAL, '记录现场检查')('记录现场检查', { on: TODAY, text: '调取理疗登记本' });
    expect((await mine()).text).to.contain('正在核查');
  });

  it('the head files the case', async () => {
    // What the citizen ticked and whom he named is already in the form; the head adds the rest.
    const { violationCode: _code, partyName: _name, partyKind: _kind, ...filing } = aFiling(team);
    const filed = await onDesk(team, 'head', '收件箱', HOSPITAL, '立案')('批准立案', filing);
    casePath = filed.address;
    expect(await kase()).to.deep.include({ title: '演示康复医院涉嫌虚构医疗服务案', number: '鹤演医保立〔2026〕1 号', state: 'investigating' });
    expect((await mine()).text).to.contain('正在调查').and.to.contain('核查后立案');
  });

  it('evidence, findings and the party’s statement are entered, the penalty stays in its range', async () => {
    const officers = [id('investigator1'), id('investigator2')];
    await act('investigator1', '加证据', { evidenceKind: 'DOC', name: '理疗登记本', obtainedOn: TODAY, obtainedBy: officers, source: '现场', proves: '虚构服务' }, [photo('登记本.png')]);
    const [item] = (await kase()).evidence;
    for (const finding of FINDINGS) await act('investigator1', '加违法事实', { conductFrom: '2026-03-01', conductTo: '2026-08-31', discoveredOn: TODAY, evidenceIds: item?.id ?? '', ...finding });
    await act('investigator1', '记录当事人陈述', { on: TODAY, by: '周某', text: '认可上述事实' });
    const one = (n: number, multiple: string): Fields => ({ [`tier-${n}`]: 'NORMAL', [`multiple-${n}`]: multiple, [`reason-${n}`]: '按法定幅度酌定' });
    const client = await team.as('investigator1');
    const calculator = await client.get(`${casePath}/penalty`);
    const low = await client.press(calculator, '保存草案', { ...one(1, '1.9'), ...one(2, '1'), ...one(3, '1'), 'months-1': '6', 'unit-1': '康复科' });
    expect(low.status).to.equal(422);
    await presses(client, calculator, '保存草案', { ...one(1, '2'), ...one(2, '1'), ...one(3, '1'), 'months-1': '6', 'unit-1': '康复科' });
    expect(await client.getJson(`${casePath}/penalty`)).to.include({ refund: '28,478.54', fine: '31,424.14' });
  });

  it('the end report is signed by both and reviewed by somebody else', async () => {
    await act('investigator1', '写调查终结报告', { course: '现场检查、调取数据', facts: '三项违法事实', nature: '违法使用并骗取医疗保障基金', proposal: '建议处罚', discretion: '一般' });
    await act('investigator1', '签调查终结报告');
    await act('investigator2', '签调查终结报告');
    await act('investigator1', '提交调查终结报告');
    await act('investigator1', '送法制审核');
    await act('reviewer', '审核同意', { text: '事实清楚，证据确凿' });
    expect((await kase()).state).to.equal('reviewPassed');
  });

  it('the party is told before, waives what it may waive, and the bureau decides', async () => {
    await act('investigator1', '制作事先告知书');
    await act('investigator1', '送达事先告知书', { on: TODAY, way: 'DIRECT', recipient: '周某' });
    expect((await kase('head')).next?.needs.filter((need) => !need.isMet).map((need) => need.code)).to.deep.equal(['G-NOTICE', 'G-HEARING']);
    await act('investigator1', '当事人放弃陈述申辩', { on: TODAY, form: 'WRITTEN', text: '不再陈述' });
    await act('investigator1', '当事人放弃听证', { on: TODAY, form: 'WRITTEN', text: '不要求听证' });
    const members = ['investigator1', 'investigator2', 'reviewer', 'head', 'intake'].map(id);
    await act('head', '记录集体讨论', { memberIds: members, agreed: 5, against: 0, minutes: '逐人发表意见', outcome: '同意处罚' });
    await act('head', '作出决定', { decisionKind: 'PENALTY', reason: '事实清楚' });
    expect((await kase()).state).to.equal('decided');
    expect((await mine()).text).to.contain('处理决定');
  });

  it('the decision is served and carried out, each sum to its own account, and the case is closed', async () => {
    await act('investigator1', '送达决定书', { on: TODAY, way: 'DIRECT', recipient: '周某' });
    await act('investigator1', '记录缴款', { paymentKind: 'REFUND', account: 'FUND_FISCAL_ACCOUNT', amount: '28478.54', on: TODAY, voucher: 'T1' });
    await act('investigator1', '记录缴款', { paymentKind: 'FINE', account: 'TREASURY', amount: '31424.14', on: TODAY, voucher: 'K1' });
    await act('investigator1', '记录暂停的起止', { from: '2026-11-11', to: '2027-05-10', note: '康复科' });
    await act('investigator1', '确认执行完毕');
    await act('investigator1', '写结案报告', { report: '已全部执行' });
    await act('head', '批准结案');
    await act('investigator1', '记录决定已公示', { on: TODAY, publishedAt: '局网站 行政处罚公示栏' });
    await onDesk(team, 'investigator2', '案件', '待结案归档', HOSPITAL)('归档');
    expect((await kase()).state).to.equal('archived');
    expect((await mine()).text).to.contain('已办结');
  });

  it('the reward is opened for the first reporter, and the draft rule set refuses until its confirmation is entered and approved', async () => {
    const opened = await onDesk(team, 'reward1', '奖励', HOSPITAL)('开始办理');
    rewardPath = opened.address;
    expect(opened.text).to.contain('GD-2023').and.to.contain('还算不出金额');
    expect(opened.text).to.contain('规则还是征求意见稿');
    await confirmsDraft(team);
    await award('reward1', '按这个日期选');
  });

  it('conditions, facts and level are answered with evidence, and it comes to 702.37', async () => {
    const before = await reward();
    await award('reward1', '保存回答', Object.fromEntries((before.gateForm ?? []).flatMap(({ code: gate }) => [[`gate-${gate}`, 'yes'], [`evidence-${gate}`, '案卷第 3 至 8 页']])));
    // Two of the three facts are what was told: (2,945.60 + 20,466.67) × 3% = 702.3681.
    await award('reward1', '保存划分', Object.fromEntries((before.lineForm ?? []).flatMap(({ id: line }, at) => [[`line-${line}`, at < 2 ? 'yes' : 'no'], [`reason-${line}`, at < 2 ? '来信写明' : '检查中另外发现']])));
    const standing = { level: 'L1', profile: 'ordinary', evidence: '案卷第 31 页' };
    await award('investigator1', '认定', standing);
    await award('investigator2', '认定', standing);
    expect((await reward()).amount?.sum).to.equal('702.37');
  });

  it('one proposes, one reviews, the head approves, and the notice goes to the reporter’s page', async () => {
    await award('reward1', '提出奖励');
    await award('reviewer', '复核通过');
    await award('head', '批准奖励', { authority: '演示权限规定' });
    expect((await reporter.get('/reports/mine')).links.some(({ href }) => href === '/reports/mine/claim')).to.equal(false);
    const notified = await award('reward1', '通知举报人');
    expect((await reward()).papers.map(({ text }) => text).join()).to.contain('奖励').and.to.contain('〔2026〕1 号');
    expect(notified.text).to.contain('702.37');
  });

  it('the reporter says that he saw it, and claims with passphrase and identity', async () => {
    const page = await reporter.follow(await mine(), '查看奖励');
    expect(page.text).to.contain('702.37').and.to.contain('您的举报已经查实');
    expect((await reporter.follow(page, '看通知书全文')).text).to.contain('702.37');
    const seen = await presses(reporter, page, '我已看到通知');
    const claim = { name: SECRET.name, idNumber: SECRET.idNumber, bank: SECRET.bank, account: SECRET.account };
    const wrong = await reporter.press(seen, '提交领取', { ...claim, passphrase: '不是这一句口令啊' });
    expect(wrong.status).to.equal(422);
    const claimed = await presses(reporter, wrong, '提交领取', { ...claim, passphrase: SECRET.passphrase });
    expect(claimed.text).to.contain('已经收到您的领取申请');
  });

  it('a second reward officer opens the claim with a reason, compares the identity, pays exactly that, and it is complete', async () => {
    const client = await team.as('reward2');
    const asked = await along(client, '/desk', '奖励', HOSPITAL, '打开领取信息');
    expect(asked.text).to.not.contain(SECRET.name);
    const opened = await client.press(asked, '打开', { reason: 'verify' });
    expect(opened.text).to.contain(SECRET.name).and.to.contain('口令正确').and.to.contain('702.37');
    const payment = { on: TODAY, voucher: 'J1', amount: '702.37' };
    expect((await reward('reward1')).payForm).to.equal(null);
    await award('reward2', '登记核对结果', { compared: 'secret', result: 'agrees' });
    await award('reward2', '登记付款', payment);
    const done = await award('reward2', '办理完成');
    expect(done.text).to.contain('已完成');
  });

  it('a notice is drafted, checked by others, approved, and released by two', async () => {
    const drafted = await onDesk(team, 'publisher1', '公示')('起草');
    noticePath = drafted.address;
    expect((await notice()).openCount).to.equal(0);
    await publish('publisher1', '提交核对');
    await publish('publisher2', '隐私核对通过');
    await publish('reviewer', '法制核对通过');
    await publish('head', '批准公布', { reason: '当事人已履行完毕并书面同意公布' });
    await publish('publisher2', '发布（第一人）');
    await publish('publisher3', '发布（第二人）');
    expect((await notice()).state).to.equal('published');
  });

  it('the public reads it, and nothing of the reporter in it', async () => {
    const reader = site.client();
    const page = await along(reader, '/', '典型案例', HOSPITAL);
    expect(page.text).to.contain('28,478.54').and.to.contain('31,424.14').and.to.contain('虚构医疗服务');
    for (const secret of [...Object.values(SECRET), number, reportId, '702.37', '举报奖励']) expect(page.html).to.not.contain(secret);
  });

  it('the reporter’s page shows the end of the matter and of the reward', async () => {
    const own = await mine();
    expect(own.text).to.contain('您反映的事情已经办完').and.to.contain('奖励已经付出').and.to.contain('身份被打开过 1 次').and.to.contain(SECRET.message);
    expect((await reporter.follow(own, '查看奖励')).text).to.contain('2026 年 11 月 10 日 已付 702.37 元').and.to.contain('奖励已经付清');
  });

  it('the case, its events and its papers hold nothing that leads to the report', async () => {
    const page = await kase('head');
    const papers = await Promise.all(page.documents.flatMap(({ href }) => href ?? []).map(async (href) => (await (await team.as('head')).get(href)).html));
    expect(papers.length).to.be.greaterThan(7);
    const { cases = '', documents = '', notices = '' } = await stored(site);
    expect(cases.length).to.be.greaterThan(1000);
    for (const text of [JSON.stringify(page), JSON.stringify(await kase('reviewer')), ...papers, cases, notices]) expect(text).to.not.contain(reportId).and.to.not.contain(number);
    expect(documents.length).to.be.greaterThan(1000);
  });

  it('the record holds a row for each act, and no word of the reporter', async () => {
    const lines = await recordOf(await team.as('auditor'));
    const acts = lines.filter(({ act: name }) => !/^people\.|\.read$/.test(name)).map(({ act: name, outcome, actorText }) => `${actorText} ${name}${outcome === 'refused' ? ' refused' : ''}`);
    expect(acts.slice(0, REPORTERS_ACTS.length).sort()).to.deep.equal(REPORTERS_ACTS);
    expect(acts.slice(REPORTERS_ACTS.length)).to.deep.equal(ACTS);
    expect(lines.filter(({ actorText }) => actorText === '举报人').map(({ at }) => at)).to.deep.equal(REPORTERS_ACTS.map(() => TODAY));
    expect(lines.filter(({ act: name }) => name === 'people.signIn').length).to.be.greaterThan(9);
    expect(lines.filter(({ act: name }) => name === 'reports.read').length).to.be.greaterThan(3);
    expect(lines.filter(({ act: name, subject }) => name === 'reports.openIdentity' && subject === reportId)).to.have.length(1);
    for (const secret of [...Object.values(SECRET), number, code]) expect(JSON.stringify(lines)).to.not.contain(secret);
  });

  it('no log line, address, or open field tells of the reporter', async () => {
    const traces = decodeURIComponent(site.traces.join('\n'));
    expect(site.traces.length).to.be.greaterThan(300);
    const lying = await stored(site);
    for (const secret of [...Object.values(SECRET), code, code.replaceAll(' ', '')]) {
      expect(traces.includes(secret), `${secret} in a log line or address`).to.equal(false);
      for (const [name, text] of Object.entries(lying)) expect(text.includes(secret), `${secret} in ${name}`).to.equal(false);
    }
    expect(traces).to.not.contain(number);
  });
});

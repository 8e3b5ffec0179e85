// The officers' way in a real browser at desk width: intake → investigators → head → case → decision → reward → publication.
import { expect } from 'chai';
import type { CasePage } from '../../server/cases/pages/case.ts';
import type { RewardPage } from '../../server/rewards/pages/act.ts';
import { aFiling, openTeam } from '../cases/support.ts';
import type { Team } from '../cases/support.ts';
import { aSubmission } from '../reports/support.ts';
import { describeInBrowser } from '../support/browser.ts';
import { openSite } from '../support/http.ts';
import type { Client, Fields, TestSite, Upload } from '../support/http.ts';
import { officer } from '../support/officer.ts';
import type { Officer } from '../support/officer.ts';
import { confirmsDraft } from '../walk.support.ts';
import { PHOTO, SERVED, TODAY, idsOf } from './steps.ts';

const HOSPITAL = '演示康复医院';
const PASSPHRASE = '梧桐树下那把蓝色雨伞';

describeInBrowser('the officers’ way', function () {
  this.timeout(300_000);
  let site: TestSite;
  let team: Team;
  let reporter: Client;
  const desks = new Map<string, Officer>();
  let casePath = '';
  let rewardPath = '';
  before(async () => {
    site = await openSite();
    team = await openTeam(site);
    reporter = site.client();
    const form = await reporter.get('/reports/new');
    const received = await reporter.press(form, '提交举报', { targetKind: 'medicalInstitution', targetName: HOSPITAL, division: '440784', categories: ['inventedService'], narrative: '周末的理疗单都是补的，病人没有来。', identity: 'identifiable', passphrase: PASSPHRASE }, [PHOTO]);
    await reporter.press(received, '继续，查看进展', { saved: 'yes' });
  });
  after(async () => {
    for (const desk of desks.values()) await desk.close();
    await site.close();
  });

  async function at(account: string): Promise<Officer> {
    const desk = desks.get(account) ?? (await officer(site.origin, account));
    desks.set(account, desk);
    return desk;
  }
  async function does(account: string, ways: readonly string[], words: string, fields: Fields = {}, files: readonly Upload[] = []): Promise<Officer> {
    const desk = await at(account);
    await desk.goes(...ways);
    await desk.does(words, fields, files);
    return desk;
  }
  const kase = async (): Promise<CasePage> => (await team.as('investigator1')).getJson<CasePage>(casePath);
  const act = async (account: string, words: string, fields: Fields = {}, files: readonly Upload[] = []): Promise<Officer> => does(account, ['案件', (await kase()).title], words, fields, files);
  const award = (account: string, words: string, fields: Fields = {}): Promise<Officer> => does(account, ['奖励', HOSPITAL], words, fields);

  it('intake opens the report, sees the picture without metadata, accepts and assigns', async () => {
    const desk = await at('intake');
    await desk.goes('收件箱', HOSPITAL);
    await desk.page.waitForLoadState();
    const picture = desk.page.locator('main img').first();
    if ((await picture.count()) > 0) expect(await picture.evaluate<number, { naturalWidth: number }>((each) => each.naturalWidth)).to.be.greaterThan(0);
    expect(await desk.text()).to.contain('周末的理疗单都是补的').and.to.not.contain(PHOTO.name);
    await desk.does('受理，开始核查');
    await does('intake', ['收件箱', HOSPITAL, '分派核查'], '分派', { officers: idsOf(team, 'investigator1', 'investigator2') });
    expect(await desk.text()).to.contain('演示乙');
  });

  it('an investigator visits, the head files the case', async () => {
    await does('investigator1', ['收件箱', HOSPITAL], '记录现场检查', { on: TODAY, text: '调取理疗登记本' });
    const { violationCode: _code, partyName: _name, partyKind: _kind, ...filing } = aFiling(team);
    const desk = await does('head', ['收件箱', HOSPITAL, '立案'], '批准立案', filing);
    casePath = new URL(desk.page.url()).pathname;
    expect(await desk.text()).to.contain('鹤演医保立〔2026〕1 号');
  });

  it('the investigators enter evidence, facts and discretion, and sign the end report', async () => {
    await act('investigator1', '加证据', { evidenceKind: 'DOC', name: '理疗登记本', obtainedOn: TODAY, obtainedBy: idsOf(team, 'investigator1', 'investigator2'), source: '现场', proves: '虚构服务' }, [PHOTO]);
    const { evidence: [item] } = await kase();
    await act('investigator1', '加违法事实', { violationCode: 'PR-F-03', conductFrom: '2026-03-01', conductTo: '2026-08-31', discoveredOn: TODAY, gross: '2945.60', defrauded: '2945.60', intent: 'yes', facts: '虚构理疗', evidenceIds: item?.id ?? '' });
    await act('investigator1', '记录当事人陈述', { on: TODAY, by: '周某', text: '认可上述事实' });
    const desk = await at('investigator1');
    await desk.goes('案件', (await kase()).title);
    await desk.page.goto(`${casePath}/penalty`);
    await desk.does('保存草案', { 'tier-1': 'NORMAL', 'multiple-1': '2', 'reason-1': '按法定幅度酌定', 'months-1': '6', 'unit-1': '康复科' });
    expect(await desk.text()).to.contain('5,891.20');
    await act('investigator1', '写调查终结报告', { course: '现场检查、调取数据', facts: '一项违法事实', nature: '骗取医疗保障基金', proposal: '建议处罚', discretion: '一般' });
    await act('investigator1', '签调查终结报告');
    await act('investigator2', '签调查终结报告');
    await act('investigator1', '提交调查终结报告');
  });

  it('somebody else reviews it, the party is told and waives, the head decides', async () => {
    await act('investigator1', '送法制审核');
    await act('reviewer', '审核同意', { text: '事实清楚，证据确凿' });
    await act('investigator1', '制作事先告知书');
    await act('investigator1', '送达事先告知书', SERVED);
    await act('investigator1', '当事人放弃陈述申辩', { on: TODAY, form: 'WRITTEN', text: '不再陈述' });
    await act('investigator1', '当事人放弃听证', { on: TODAY, form: 'WRITTEN', text: '不要求听证' });
    await act('head', '记录集体讨论', { memberIds: idsOf(team, 'investigator1', 'investigator2', 'reviewer', 'head', 'intake'), agreed: 5, against: 0, minutes: '逐人发表意见', outcome: '同意处罚' });
    const desk = await act('head', '作出决定', { decisionKind: 'PENALTY', reason: '事实清楚' });
    expect(await desk.text()).to.contain('5,891.20');
  });

  it('it is served, paid and closed', async () => {
    await act('investigator1', '送达决定书', SERVED);
    await act('investigator1', '记录缴款', { paymentKind: 'REFUND', account: 'FUND_FISCAL_ACCOUNT', amount: '2945.60', on: TODAY, voucher: 'T1' });
    await act('investigator1', '记录缴款', { paymentKind: 'FINE', account: 'TREASURY', amount: '5891.20', on: TODAY, voucher: 'K1' });
    await act('investigator1', '记录暂停的起止', { from: '2026-11-11', to: '2027-05-10', note: '康复科' });
    await act('investigator1', '确认执行完毕');
    await act('investigator1', '写结案报告', { report: '已全部执行' });
    await act('head', '批准结案');
    await act('investigator1', '记录决定已公示', { on: TODAY, publishedAt: '局网站 行政处罚公示栏' });
    await does('investigator2', ['案件', '待结案归档', HOSPITAL], '归档');
    expect((await kase()).state).to.equal('archived');
  });

  it('the reward is calculated, approved, claimed and paid', async () => {
    const desk = await does('reward1', ['奖励', HOSPITAL], '开始办理');
    rewardPath = new URL(desk.page.url()).pathname;
    const reward = async (): Promise<RewardPage> => (await team.as('reward1')).getJson<RewardPage>(rewardPath);
    const { gateForm, lineForm } = await reward();
    await confirmsDraft(team);
    await award('reward1', '按这个日期选');
    await award('reward1', '保存回答', Object.fromEntries((gateForm ?? []).flatMap(({ code }) => [[`gate-${code}`, 'yes'], [`evidence-${code}`, '案卷第 3 页']])));
    await award('reward1', '保存划分', Object.fromEntries((lineForm ?? []).flatMap(({ id }) => [[`line-${id}`, 'yes'], [`reason-${id}`, '来信写明']])));
    for (const account of ['investigator1', 'investigator2']) await award(account, '认定', { level: 'L1', profile: 'ordinary', evidence: '案卷第 31 页' });
    const sum = (await reward()).amount?.sum ?? '';
    expect(sum).to.equal('400.00');
    await award('reward1', '提出奖励');
    await award('reviewer', '复核通过');
    await award('head', '批准奖励', { authority: '演示权限规定' });
    await award('reward1', '通知举报人');
    const seen = await reporter.press(await reporter.get('/reports/mine/claim'), '我已看到通知');
    await reporter.press(seen, '提交领取', { name: '演示领奖人', idNumber: '110101199003070003', bank: '演示银行', account: '6222020000000000', passphrase: PASSPHRASE });
    const payer = await at('reward2');
    await payer.goes('奖励', HOSPITAL, '打开领取信息');
    expect(await payer.text()).to.not.contain('演示领奖人');
    await payer.page.locator('[name="reason"]').first().selectOption('verify').catch(() => payer.page.locator('[name="reason"][value="verify"]').check());
    await payer.page.getByRole('button', { name: '打开' }).click();
    expect(await payer.text()).to.contain('演示领奖人');
    await award('reward2', '登记核对结果', { compared: 'secret', result: 'agrees' });
    await award('reward2', '登记付款', { on: TODAY, voucher: 'J1', amount: sum });
    await award('reward2', '办理完成');
    expect(await payer.text()).to.contain('已完成');
  });

  it('a notice is drafted, checked, released by two, and read by the public', async () => {
    const desk = await does('publisher1', ['公示'], '起草');
    const title = (await desk.page.locator('h1').textContent())?.trim() ?? '';
    const publish = (account: string, words: string, fields: Fields = {}): Promise<Officer> => does(account, ['公示', title], words, fields);
    await publish('publisher1', '提交核对');
    await publish('publisher2', '隐私核对通过');
    await publish('reviewer', '法制核对通过');
    await publish('head', '批准公布', { reason: '当事人已履行完毕并书面同意公布' });
    await publish('publisher2', '发布（第一人）');
    await publish('publisher3', '发布（第二人）');
    await desk.page.goto('/');
    await desk.page.getByRole('link', { name: title }).first().click();
    expect(await desk.text()).to.contain('2,945.60').and.to.contain('虚构医疗服务').and.to.not.contain('理疗单');
  });

  it('three reports are triaged with the keyboard alone', async () => {
    for (const name of ['键盘甲药店', '键盘乙药店', '键盘丙药店']) await site.services.reports.submit(aSubmission({ submission: name, targetName: name, targetKind: 'pharmacy' }), { received: [], handle: null });
    const { page } = await at('intake');
    await page.goto('/desk');
    const focused = (): Promise<string> => page.evaluate<string>('((e) => (e.tagName + " " + (e.type ?? "") + " " + e.textContent + " " + (e.labels ? [...e.labels].map((l) => l.textContent).join(" ") : "")))(document.activeElement)');
    async function tabTo(words: string): Promise<void> {
      for (let presses = 0; presses < 120; presses += 1) {
        await page.keyboard.press('Tab');
        if ((await focused()).includes(words)) return;
      }
      throw new Error(`no way by Tab to “${words}” on ${page.url()}`);
    }
    async function enter(): Promise<void> {
      const loaded = page.waitForEvent('load');
      await page.keyboard.press('Enter');
      await loaded;
    }
    const open = async (name: string): Promise<void> => {
      await tabTo('收件箱');
      await enter();
      await tabTo(name);
      await enter();
    };
    await open('键盘甲药店');
    await tabTo('受理，开始核查');
    await enter();
    expect(await page.locator('main').textContent()).to.contain('已受理');

    await open('键盘乙药店');
    await tabTo('不予受理');
    await enter();
    await tabTo('INPUT radio');
    await page.keyboard.press('Space');
    await tabTo('TEXTAREA');
    await page.keyboard.type('所述事项不属于医疗保障部门的职责。');
    await tabTo('不予受理');
    await enter();
    expect(await page.locator('main').textContent()).to.contain('不予受理').and.to.contain('键盘乙药店');

    await open('键盘丙药店');
    await tabTo('留言');
    await enter();
    await tabTo('TEXTAREA');
    await page.keyboard.type('请问是哪一天？');
    await tabTo('发给举报人');
    await enter();
    expect(await page.locator('main').textContent()).to.contain('请问是哪一天？');
    const states = (await site.services.database.connection.collection('reports').find({ targetKind: 'pharmacy' }).toArray()).map((row) => `${String(row['state'])} ${String(row['isAsked'])}`).sort();
    expect(states).to.deep.equal(['notAccepted false', 'received true', 'verifying false']);
  });
});

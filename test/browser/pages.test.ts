// Every page of the route table as its reader sees it: axe without a finding, at both widths and in large type, nothing wider than the window.
// Two cases are walked over HTTP, so that the form of each act is looked at in the state that shows it. A page that nobody looked at fails.
import type { Route } from '../../server/kernel/http/routes.ts';
import { expect } from 'chai';
import type { CasePage } from '../../server/cases/pages/case.ts';
import { fieldsOf } from '../../server/cases/forms.ts';
import { FORM_ADDRESSES } from '../../server/cases/pages/addresses.ts';
import { aFiling, aVerifiedLead, does, openTeam } from '../cases/support.ts';
import type { Team } from '../cases/support.ts';
import { describeInBrowser } from '../support/browser.ts';
import { openSite } from '../support/http.ts';
import type { Client, Fields, TestSite } from '../support/http.ts';
import { looker } from '../support/looking.ts';
import { personOf } from '../support/people.ts';

/** Addresses that answer with a file or data instead of a page. */
const NO_PAGES = ['/receipts/keys', '/notices/feed.atom', '/reports/mine/receipt', '/reports/mine/content', '/reports/institutions/:division', '/reports/desk/:id/files/:fileId/preview'];
/** Acts that ask for nothing are buttons; their address has no form to show. */
const BUTTONS = FORM_ADDRESSES.filter(({ name }) => fieldsOf(name).length === 0).map(({ slug }) => `/cases/:id/${slug}`);
const TODAY = '2026-11-10';
const PHOTO = { field: 'files', name: '清单.png', type: 'image/png', bytes: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64') };
const SERVED = { on: TODAY, way: 'DIRECT', recipient: '周某' };
const REPORT = { course: '现场检查、调取数据', facts: '两项违法事实', nature: '违法使用并骗取医疗保障基金', proposal: '建议处罚', discretion: '一般' };
const FINDINGS = [
  { violationCode: 'PR-U-02b', gross: '5066.27', loss: '5066.27', facts: '过度诊疗' },
  { violationCode: 'PR-F-03', gross: '220.68', defrauded: '220.68', intent: 'yes', facts: '虚构服务' },
];
const DISCRETION = {
  'tier-1': 'NORMAL', 'multiple-1': '1', 'fine-1': '', 'reason-1': '按幅度内酌定', 'tier-2': 'NORMAL', 'multiple-2': '2', 'fine-2': '', 'reason-2': '按幅度内酌定', 'months-2': '6', 'unit-2': '康复科',
};

describeInBrowser('every page', function () {
  this.timeout(120_000);
  let site: TestSite;
  let team: Team;
  let eyes: ReturnType<typeof looker>;
  let reporter: Client;
  before(async () => {
    site = await openSite();
    team = await openTeam(site);
    eyes = looker(site.origin);
    reporter = site.client();
  });
  after(() => site.close());

  const pages = (title: string, visit: () => Promise<void>): Mocha.Test => it(title, async () => {
    await visit();
    expect(eyes.faults.splice(0)).to.deep.equal([]);
  });
  const looks = async (account: string | null, path: string, address = path, expected = 200): Promise<void> =>
    eyes.look(account ?? 'the public', (account === null ? site.client() : await team.as(account)).cookies, path, address, expected);
  const looksAsReporter = (path: string, address = path): Promise<void> => eyes.look('the reporter', reporter.cookies, path, address);

  pages('of the public', async () => {
    for (const path of ['/', '/sign-in', '/reports/new', '/reports/status', '/notices', '/notices/withdrawn']) await looks(null, path);
    await looks(null, '404', '/nothing-here', 404);
  });

  pages('of the reporter', async () => {
    const form = await reporter.follow(await reporter.get('/'), '我要举报');
    const received = await reporter.press(form, '提交举报', { targetName: '演示康复医院', division: '440784', narrative: '周末的理疗单都是补的，病人没有来。', identity: 'realName', name: '演示举报人', contact: '000-1234' }, [PHOTO]);
    const mine = await reporter.press(received, '继续，查看进展', { saved: 'yes' });
    const number = /\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(mine.text)?.[0] ?? '';
    const intake = personOf(team.staff, 'intake');
    const { lines: [line] } = await site.services.reports.inbox(intake, { view: 'all', after: null, number: { number } });
    await site.services.reports.ask(intake, line?.id ?? '', line?.version ?? 0, { text: '理疗单一般是谁补的？', answerBy: '2026-11-27', isQuestion: true });
    await looksAsReporter('/reports/mine');
    await looksAsReporter('/reports/mine/withdrawal');
    const letter = (await reporter.get('/reports/mine')).links.find(({ href }) => href.startsWith('/reports/mine/letters/'));
    await looksAsReporter('/reports/mine/letters/:id', letter?.href);
    const [question] = await site.services.documents.ofSubject('report', line?.id ?? '');
    await looks('intake', '/documents/:id', `/documents/${question?.id ?? ''}`);
  });

  pages('of accounts, bureaus, parameters and the record of acts', async () => {
    for (const path of ['/desk', '/account/password']) await looks('intake', path);
    for (const path of ['/accounts', '/accounts/new', '/bureaus', '/bureaus/new', '/parameters']) await looks('admin', path);
    await looks('admin', '/accounts/:id', `/accounts/${personOf(team.staff, 'investigator1').id}`);
    await looks('admin', '/bureaus/:code', '/bureaus/440784');
    await looks('auditor', '/audit');
    await looks('head', '403', '/accounts', 403);
  });

  describe('of a case', () => {
    let path = '';
    const sees = (account: string, ...slugs: string[]): Promise<void> =>
      slugs.reduce((before, slug) => before.then(() => looks(account, `/cases/:id${slug === '' ? '' : `/${slug}`}`, `${path}${slug === '' ? '' : `/${slug}`}`)), Promise.resolve());
    async function act(account: string, words: string, fields: Fields = {}): Promise<void> {
      const answer = await does(team, account, path, words, fields);
      if (answer.status !== 200) throw new Error(`${words}: ${answer.status} ${answer.text.slice(0, 600)}`);
    }

    async function filed(): Promise<void> {
      const reportId = await aVerifiedLead(team);
      if (!eyes.seen.has('/cases/new')) await looks('head', '/cases/new', `/cases/new?report=${reportId}`);
      path = (await does(team, 'head', `/cases/new?report=${reportId}`, '批准立案', aFiling(team))).address;
    }
    async function inquired(): Promise<void> {
      const obtainedBy = ['investigator1', 'investigator2'].map((account) => personOf(team.staff, account).id);
      const found = await does(team, 'investigator1', path, '加证据', { evidenceKind: 'DOC', name: '理疗登记本', obtainedOn: TODAY, obtainedBy, source: '现场', proves: '虚构服务', preservedOn: TODAY, keptAt: '本局', approvedBy: '演示戊' }, [PHOTO]);
      if (found.status !== 200) throw new Error(found.text.slice(0, 600));
      const { evidence: [item] } = await (await team.as('investigator1')).getJson<CasePage>(path);
      for (const finding of FINDINGS) await act('investigator1', '加违法事实', { evidenceIds: item?.id ?? '', conductFrom: '2026-03-01', conductTo: '2026-08-31', discoveredOn: TODAY, ...finding });
      await act('investigator1', '记录当事人陈述', { on: TODAY, by: '周某', text: '认可上述事实' });
      const saved = await does(team, 'investigator1', `${path}/penalty`, '保存草案', DISCRETION);
      if (saved.status !== 200) throw new Error(saved.text.slice(0, 600));
    }
    async function reported(): Promise<void> {
      await act('investigator1', '写调查终结报告', REPORT);
      await act('investigator1', '签调查终结报告');
      await act('investigator2', '签调查终结报告');
      await act('investigator1', '提交调查终结报告');
    }
    const noticed = (): Promise<void> => act('investigator1', '送达事先告知书', SERVED);

    pages('under inquiry', async () => {
      await filed();
      await sees('investigator1', 'findings/new', 'evidence/new', 'statements/new');
      await inquired();
      await sees('investigator1', 'findings/change', 'findings/remove', 'evidence/disposal', 'evidence/comments', 'orders/new', 'end-report', 'recusal', 'recusal/application', 'penalty', '', 'clocks');
      const { evidence: [item], findings: [finding] } = await (await team.as('investigator1')).getJson<CasePage>(path);
      await act('investigator1', '责令改正', { findingIds: finding?.id ?? '', dueOn: '2026-11-20', what: '停止虚构服务' });
      await sees('investigator1', 'orders/follow-up');
      await looks('investigator1', '/cases/:id/evidence/:item', item?.href);
      await looks('head', '/cases');
      await sees('head', 'suspension', 'extension', 'officers/new');
      await act('investigator1', '记录回避申请', { personId: personOf(team.staff, 'investigator2').id, reason: '当事人称与其有亲属关系' });
      await sees('head', 'recusal/decision');
      await act('head', '中止调查', { suspensionSituation: '1', text: '等待鉴定', reason: '需要鉴定结论' });
      await sees('head', 'resumption');
      await act('head', '恢复调查', { reason: '鉴定结论已收到' });
    });

    pages('from the end report to the decision', async () => {
      await reported();
      await sees('investigator1', 'reopening');
      await act('investigator1', '送法制审核');
      await sees('reviewer', 'review/agreement', 'review/return');
      await act('reviewer', '审核同意', { text: '事实清楚' });
      await sees('head', 'change');
      await act('investigator1', '制作事先告知书');
      await sees('investigator1', 'notice/service');
      await noticed();
      await sees('investigator1', 'defence', 'defence/waiver', 'hearing/waiver', 'hearing/request');
      await act('investigator1', '当事人放弃陈述申辩', { on: TODAY, form: 'WRITTEN', text: '不再陈述' });
      await act('investigator1', '当事人放弃听证', { on: TODAY, form: 'WRITTEN', text: '不要求听证' });
      await sees('head', 'discussion');
      const five = ['investigator1', 'investigator2', 'reviewer', 'head', 'intake'].map((account) => personOf(team.staff, account).id);
      await act('head', '记录集体讨论', { memberIds: five, agreed: 4, against: 1, minutes: '逐人发表意见', outcome: '同意处罚' });
      await sees('head', 'decision');
      await act('head', '作出决定', { decisionKind: 'PENALTY', reason: '事实清楚' });
    });

    pages('from service to the archive', async () => {
      await sees('investigator1', 'service');
      await act('investigator1', '送达决定书', SERVED);
      await sees('investigator1', 'payments/new', 'suspensions/new');
      await act('investigator1', '记录缴款', { paymentKind: 'REFUND', account: 'FUND_FISCAL_ACCOUNT', amount: '5286.95', on: TODAY, voucher: 'A1' });
      await act('investigator1', '记录缴款', { paymentKind: 'FINE', account: 'TREASURY', amount: '5507.63', on: TODAY, voucher: 'B1' });
      await act('investigator1', '记录暂停的起止', { from: '2026-11-11', to: '2027-05-10', note: '康复科' });
      await act('investigator1', '确认执行完毕');
      await sees('investigator1', 'closing-report');
      await act('investigator1', '写结案报告', { report: '已全部执行' });
      await act('investigator1', '处理先行登记保存', { disposal: 'RETURNED', on: TODAY, note: '已退还当事人' });
      await act('head', '批准结案');
      await act('investigator2', '归档');
      await sees('investigator1', '', 'penalty', 'clocks');
    });

    pages('that is heard, and noticed again', async () => {
      await filed();
      await inquired();
      await act('investigator1', '处理先行登记保存', { disposal: 'RETURNED', on: TODAY, note: '已退还当事人' });
      await sees('head', 'termination');
      await reported();
      await act('investigator1', '送法制审核');
      await act('reviewer', '审核同意', { text: '事实清楚' });
      await act('investigator1', '制作事先告知书');
      await noticed();
      await act('investigator1', '当事人要求听证', { on: TODAY, text: '要求听证' });
      await sees('investigator1', 'hearing');
      site.clock.advance({ days: 1 });
      await act('investigator1', '安排听证', { on: '2026-11-25', place: '本局三楼', hostId: personOf(team.staff, 'head').id, isPublic: 'yes' });
      site.clock.set('2026-11-25T02:00:00Z');
      await sees('investigator1', 'hearing/record');
      await act('investigator1', '录入听证笔录', { text: '双方陈述', isPartyPresent: 'yes', isSigned: 'yes', hostOpinion: '维持' });
      await sees('reviewer', 'second-review/agreement', 'second-review/return');
      await act('reviewer', '听证后审核同意', { text: '听证意见已核实' });
      await act('investigator1', '事实、证据或者依据变了，退回', { because: 'FACTS', reason: '听证中提出新情况' });
      await act('investigator1', '送法制审核');
      await act('reviewer', '审核同意', { text: '事实清楚' });
      await sees('investigator1', 'notice');
    });
  });

  // Suites run after the tests beside them.
  describe('at the end', () => {
    it('each page of the route table was looked at, and no page’s script failed', async () => {
      await eyes.close();
      expect(eyes.faults).to.deep.equal([]);
      const declared: readonly Route[] = site.app.routes;
      const paths = declared.filter(({ method, path }) => method === 'get' && ![...NO_PAGES, ...BUTTONS].includes(path)).map(({ path }) => path);
      expect(paths.filter((path) => !eyes.seen.has(path))).to.deep.equal([]);
    });
  });
});

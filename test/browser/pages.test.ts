// Every page of the route table as its reader sees it: axe without a finding, at both widths and in large type, nothing wider than the window.
// One matter is walked over HTTP from the tip-off to the notice, so that each form is looked at in the state that shows it. A page that nobody looked at fails.
import { expect } from 'chai';
import { fieldsOf } from '../../server/cases/forms.ts';
import { FORM_ADDRESSES } from '../../server/cases/pages/addresses.ts';
import type { Route } from '../../server/kernel/http/routes.ts';
import type { RewardPage } from '../../server/rewards/pages/act.ts';
import { aFiling, aVerifiedLead, does, enter, openTeam } from '../cases/support.ts';
import type { Team } from '../cases/support.ts';
import { aDraft, aFile } from '../institutions/support.ts';
import { describeInBrowser, openPage, overflowing, violations } from '../support/browser.ts';
import { openSite } from '../support/http.ts';
import type { Answer, Client, TestSite } from '../support/http.ts';
import { looker } from '../support/looking.ts';
import { submitted } from '../reports/support.ts';
import { PASSWORD, personOf } from '../support/people.ts';
import { PHOTO, RULE_FIGURES, SCAN, SERVED, TODAY, caseSteps, idsOf, noticeSteps, onPage, rewardSteps } from './steps.ts';

/** Addresses that answer with a file or data instead of a page. */
const NO_PAGES = ['/receipts/keys', '/reports/leave', '/notices/feed.atom', '/desk/calendar.ics', '/reports/mine/receipt', '/reports/mine/content', '/reports/mine/download', '/institutions/list/:file', '/institutions/imports/template', '/institutions/imports/:id/faults', '/reports/desk/:id/files/:fileId/preview',
  '/reports/desk/import/:id/faults', '/reward-rules/:id/scan', '/rewards/rules/export', '/rewards/rules/:id/export', '/rewards/ledger/file', '/rewards/:id/sheet.docx', '/rewards/:id/decision.docx'];
/** Acts that ask for nothing are buttons; their address has no form to show. */
const BUTTONS = FORM_ADDRESSES.filter(({ name }) => fieldsOf(name).length === 0).map(({ slug }) => `/cases/:id/${slug}`);
const PASSPHRASE = '梧桐树下那把蓝色雨伞';

describeInBrowser('every page', function () {
  this.timeout(300_000);
  let site: TestSite;
  let team: Team;
  let eyes: ReturnType<typeof looker>;
  let reporter: Client;
  let reportPath = '';
  let casePath = '';
  let rewardPath = '';
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
  const { act, page, inquired, reported, reviewed } = ((): ReturnType<typeof caseSteps> => caseSteps({ get staff() { return team.staff; }, get site() { return site; }, as: (account) => team.as(account) }, () => casePath))();
  async function sees(account: string, ...slugs: string[]): Promise<void> {
    for (const slug of slugs) await looks(account, `/cases/:id${slug}`, `${casePath}${slug}`);
  }

  it('the looking itself finds what is wrong', async () => {
    const { page, close } = await openPage(site.origin);
    await page.setContent('<html><body><main><h1>x</h1><img src="/x.png"><p style="width: 3000px">x</p></main></body></html>');
    expect((await violations(page)).join()).to.contain('image-alt').and.to.contain('html-has-lang');
    expect((await overflowing(page)).join()).to.contain('> 1280');
    await close();
  });

  pages('of the public', async () => {
    for (const path of ['/', '/contact', '/sign-in', '/reports/new', '/reports/status', '/reports/example', '/statistics', '/notices', '/notices/withdrawn', '/rewards/rules', '/rewards/estimate']) await looks(null, path);
    for (const rule of ['BJ-2023', 'GD-2023', 'ZJ-2023']) await looks(null, '/rewards/rules/:id', `/rewards/rules/${rule}`);
    await looks(null, '404', '/nothing-here', 404);
  });

  pages('of the reporter', async () => {
    const form = await reporter.follow(await reporter.get('/'), '我要举报');
    const received = await reporter.press(form, '提交举报', { targetKind: 'medicalInstitution', targetName: '演示康复医院', division: '440784', categories: ['inventedService'], narrative: '周末的理疗单都是补的，病人没有来。', identity: 'identifiable', passphrase: PASSPHRASE }, [PHOTO]);
    await reporter.press(received, '继续，查看进展', { saved: 'yes' });
    const inbox = await (await team.as('intake')).get('/inbox');
    reportPath = (await (await team.as('intake')).follow(inbox, '演示康复医院')).address;
    await looks('intake', '/inbox');
    await onPage(team, () => `${reportPath}/ask`)('intake', '发给举报人', { text: '理疗单一般是谁补的？', answerBy: '2026-11-27' });
    await looksAsReporter('/reports/mine');
    await looksAsReporter('/reports/mine/withdrawal');
    await looksAsReporter('/reports/mine/correction');
    await looksAsReporter('/reports/mine/code');
    await looksAsReporter('/reports/mine/notice-way');
    await reporter.press(await reporter.get('/reports/mine/notice-way'), '保存', { way: 'telephone', contact: '演示电话' });
    for (const choice of ['name', 'reward']) await looksAsReporter(`/reports/mine/${choice}`);
    const own = await reporter.get('/reports/mine');
    await looksAsReporter('/reports/mine/letters/:id', own.links.find(({ href }) => href.startsWith('/reports/mine/letters/'))?.href);
    const [question] = await site.services.documents.ofSubject('report', reportPath.split('/').at(-1) ?? '');
    await looks('intake', '/documents/:id', `/documents/${question?.id ?? ''}`);
  });

  pages('of accounts, bureaus, parameters and the record of acts', async () => {
    for (const path of ['/desk', '/desk/keys', '/account/password', '/account/mail']) await looks('intake', path);
    for (const path of ['/accounts', '/accounts/new', '/bureaus', '/bureaus/new', '/parameters']) await looks('admin', path);
    await looks('admin', '/accounts/:id', `/accounts/${personOf(team.staff, 'investigator1').id}`);
    await looks('admin', '/bureaus/:code', '/bureaus/440784');
    await looks('auditor', '/audit');
    await looks('head', '403', '/accounts', 403);
  });

  pages('of reward rules, entered, taken from a file, approved and compared', async () => {
    for (const [account, bureau, role] of [['admin.zs', '330900', 'administrator'], ['head.zj', '330000', 'head']] as const) {
      await site.services.people.addAccount(null, { account, name: `演示${account}`, bureau, scope: bureau, roles: [role], password: PASSWORD, isDemo: true, certificate: null });
    }
    await looks('admin.zs', '/reward-rules');
    for (const way of ['figures', 'text']) await looks('admin.zs', '/reward-rules/new', `/reward-rules/new?rule=ZJ-2023&as=${way}`);
    await looks('admin', '/reward-rules/new', '/reward-rules/new?rule=GD-2023&as=confirmation');
    await looks('admin.zs', '/reward-rules/import');
    let entry = await onPage(team, () => '/reward-rules/new?rule=ZJ-2023&as=figures')('admin.zs', '保存，然后核对', { ...RULE_FIGURES, noLossKind: '' });
    const seesEntry = (account: string): Promise<void> => looks(account, '/reward-rules/:id', entry);
    const press = onPage(team, () => entry);
    await seesEntry('admin.zs');
    await looks('admin.zs', '/reward-rules/:id/edit', `${entry}/edit`);
    await onPage(team, () => `${entry}/edit`)('admin.zs', '保存，然后核对', { noLossKind: 'none' });
    await press('admin.zs', '附上', {}, [SCAN]);
    await seesEntry('admin.zs');
    await press('admin.zs', '提交负责人批准');
    for (const account of ['admin.zs', 'head.zj']) await seesEntry(account);
    await press('head.zj', '批准，按日期生效');
    await seesEntry('head.zj');
    for (const account of ['admin.zs', 'head.zj']) await looks(account, '/reward-rules');
    const file = { field: 'file', name: '规则.json', type: 'application/json', bytes: Buffer.from((await site.client().get('/rewards/rules/ZJ-2023/export?version=2')).html) };
    expect((await does(team, 'admin.zs', '/reward-rules/import', '读文件', { citation: '外地导出' }, [file])).text).to.contain('和这里的完全一样');
    for (const ask of ['', '?a=ZJ-2023@1&b=ZJ-2023@2', '?a=BJ-2023@1&b=GD-2023@1']) await looks(null, '/rewards/rules/compare', `/rewards/rules/compare${ask}`);
    await looks(null, '/rewards/rules/:id', '/rewards/rules/ZJ-2023?version=1');
    // What is a draft of one bureau is no page of another.
    await looks('admin', '404', entry, 404);
    entry = await onPage(team, () => '/reward-rules/new?rule=ZJ-2023&as=text')('admin.zs', '保存，然后核对', { citation: '更正：第九条' });
    await seesEntry('admin.zs');
    await looks('admin.zs', '/reward-rules/:id/edit', `${entry}/edit`);
  });

  pages('of what intake enters, and of what it imports', async () => {
    for (const channel of ['phone', 'letter', 'walkIn', 'hotline12345', 'handDown', 'internal']) await looks('intake', '/reports/desk/new', `/reports/desk/new?channel=${channel}`);
    const sheet = (...lines: string[]) => [{ field: 'file', name: '工单.csv', type: 'text/csv', bytes: Buffer.from(['工单号,派单时间,被反映单位,诉求内容', ...lines].join('\n')) }];
    const intake = await team.as('intake');
    const imports = await intake.get('/reports/desk/import');
    const good = await intake.press(imports, '检查', { channel: 'hotline12345' }, sheet('A-1,2026-11-09 08:30,演示药房,市民来电反映药房用医保卡卖米面粮油。'));
    const bad = await intake.press(imports, '检查', { channel: 'hotline12315' }, sheet(',上周,,短'));
    for (const { address } of [good, bad]) await looks('intake', '/reports/desk/import/:id', address);
    await looks('intake', '/reports/desk/import');
  });

  pages('of what lies between bureaus and between reports', async () => {
    const { reports } = site.services;
    const who = (account: string) => personOf(team.staff, account);
    const SENT = { matter: '反映一家医院虚构理疗记录。', text: '主要事实不在本地' };
    const form = (account: string, report: { id: string }, act: string): Promise<void> => looks(account, `/reports/desk/:id/${act}`, `/reports/desk/${report.id}/${act}`);
    const [own, second, gone] = [await submitted(site.services), await submitted(site.services), await submitted(site.services)];
    for (const act of ['offer', 'split', 'repeat']) await form('intake', second, act);
    await reports.merge(who('intake'), second.id, 1, { into: own.id, text: '' });
    await form('intake', second, 'unmerge');
    await reports.transfer(who('intake'), gone.id, 1, { receiver: '演示市场监管局', matter: '一家药房卖过期药的线索。', text: '不归我局管' });
    await form('intake', gone, 'recordTaken');
    await reports.split(who('intake'), own.id, 2, { targetName: '演示隔壁', targetKind: 'pharmacy', categories: [], narrative: '只说隔壁的事。', files: [], messages: [], text: '说的是两家' });
    const { related } = await reports.around(who('intake'), (await reports.forOfficer(who('intake'), own.id)).report);
    await form('intake', related.find(({ relation }) => relation === 'part')?.report ?? own, 'unsplit');
    const offered = await submitted(site.services, { division: '330900' });
    await reports.offer(who('intake.zs'), offered.id, 1, { to: '440784', ...SENT });
    await form('intake.zs', offered, 'recall');
    await looks('intake', '/reports/incoming/:id', `/reports/incoming/${offered.id}`);
    const down = await submitted(site.services, { division: '440700' });
    await form('head.jm', down, 'handDown');
    await reports.handDown(who('head.jm'), down.id, 1, { to: '440784', limit: null, ...SENT });
    await reports.takeOver(who('intake'), down.id, 3);
    await reports.accept(who('intake'), down.id, 4);
    await form('head', down, 'reportBack');
    for (const account of ['intake', 'head.jm']) await looks(account, '/inbox/moves');
    for (const account of ['intake', 'head']) await looks(account, '/interests');
  });

  pages('of search and of tags beside the inbox', async () => {
    const [intake, head] = [await team.as('intake'), await team.as('head')];
    await looks('intake', '/inbox/search');
    await site.services.reports.indexDue();
    // What is searched for is kept in a cookie: the address stays the same.
    for (const [q, shown] of [['理疗单', '演示康复医院'], ['没有人写过这一句', '没有找到']] as const) {
      expect((await intake.post('/inbox/search', { q })).text).to.contain(shown);
      await looks('intake', '/inbox/search');
    }
    await looks('head', '/inbox/tags');
    expect((await head.press(await head.get('/inbox/tags'), '加进列表', { name: '飞检线索' })).text).to.contain('标签已加进列表');
    await looks('head', '/inbox/tags');
    await looks('intake', '/inbox');
  });

  pages('of the directory of institutions, its imports and its links', async () => {
    const { institutions, jobs } = site.services;
    const [intake, person] = [await team.as('intake'), personOf(team.staff, 'intake')];
    for (const path of ['/institutions', '/institutions/new', '/institutions/imports']) await looks('intake', path);
    const survivor = await institutions.add(person, aDraft({ aliases: ['老康复院'] }));
    const double = await institutions.add(person, aDraft({ name: '鹤山市 演示康复医院', insuranceCode: null, creditCode: '91350100M000100Y43' }));
    for (const ask of ['', '?q=kfyy', '?q=k', '?doubtful=yes']) await looks('intake', '/institutions', `/institutions${ask}`);
    for (const slug of ['', '/change', '/merge']) await looks('intake', `/institutions/:id${slug}`, `/institutions/${double}${slug}`);
    const linked = await submitted(site.services);
    await looks('intake', '/reports/desk/:id/institution', `/reports/desk/${linked.id}/institution`);
    expect((await intake.press(await intake.get(`/reports/desk/${linked.id}/institution`), '关联', { institution: survivor })).text).to.contain('已关联到名录里的机构');
    await looks('intake', '/reports/desk/:id', `/reports/desk/${linked.id}`);
    await institutions.merge(person, double, 1, { into: survivor, text: '同一家登记了两次' });
    for (const id of [survivor, double]) await looks('intake', '/institutions/:id', `/institutions/${id}`);
    for (const slug of ['', `/${survivor}`]) await looks('investigator1', slug === '' ? '/institutions' : '/institutions/:id', `/institutions${slug}`);
    const file = { field: 'file', name: '名录.csv', type: 'text/csv', bytes: aFile('鹤山市演示新医院,医院,440784,H44078400011,,三级,公立,000-1', '外地医院,医院,330900,,,,,') };
    const preview = await intake.press(await intake.get('/institutions/imports'), '上传并预览', {}, [file]);
    const looksAtImport = (): Promise<void> => looks('intake', '/institutions/imports/:id', preview.address);
    await looksAtImport();
    await intake.press(preview, '确认导入');
    await looksAtImport();
    await jobs.runDue();
    expect((await intake.get(preview.address)).text).to.contain('已完成');
    await looksAtImport();
    await looks('intake', '/institutions/imports');
  });

  pages('of a report on the desk, with the form of each act', async () => {
    const formsOf = ({ links }: Answer): string[] => links.map(({ href }) => href).filter((href) => href.startsWith(`${reportPath}/`) && !/#|\/files\//.test(href));
    const seen = new Set<string>();
    const looksRound = async (account: string): Promise<void> => {
      await looks(account, '/reports/desk/:id', reportPath);
      for (const href of formsOf(await (await team.as(account)).get(reportPath))) {
        if (!seen.has(href)) await looks(account, '/reports/desk/:id/:act', href);
        seen.add(href);
      }
    };
    await looksRound('intake');
    const press = onPage(team, () => reportPath);
    await press('intake', '受理，开始核查');
    await press('intake', '分派', { officers: idsOf(team, 'investigator1', 'investigator2') });
    await looksRound('intake');
    await looksRound('investigator1');
    await looksRound('head');
    await looks('head', '/inbox');
    await looks('head', '/inbox/overview');
    await looks('head', '/cases/new', `/cases/new?report=${reportPath.split('/').at(-1) ?? ''}`);
    expect(seen.size).to.be.greaterThan(5);
  });

  pages('of a case under inquiry', async () => {
    await looks('investigator1', '/penalties/calculate');
    const { violationCode: _code, partyName: _name, partyKind: _kind, ...filing } = aFiling(team);
    casePath = (await does(team, 'head', `/cases/new?report=${reportPath.split('/').at(-1) ?? ''}`, '批准立案', filing)).address;
    await sees('investigator1', '/findings/new', '/evidence/new', '/statements/new');
    await inquired();
    await sees('investigator1', '/findings/change', '/findings/remove', '/evidence/disposal', '/evidence/comments', '/orders/new', '/end-report', '/recusal', '/recusal/application', '/penalty', '', '/clocks');
    const { evidence: [item], findings: [finding] } = await page();
    await act('investigator1', '责令改正', { findingIds: finding?.id ?? '', dueOn: '2026-11-20', what: '停止虚构服务' });
    await sees('investigator1', '/orders/follow-up', '/clocks/stop');
    await act('investigator1', '记录不计入期限的时间', { ground: 'appraisal', on: TODAY, document: '鉴定委托书 1 号' });
    await sees('investigator1', '/clocks/run', '', '/clocks');
    await act('investigator1', '记录结果已收到，期限恢复', { ground: 'appraisal', on: TODAY });
    await looks('head', '/clocks');
    await looks('head', '/clocks/:code', '/clocks/440784');
    await looks('investigator1', '/cases/:id/evidence/:item', item?.href);
    await looks('head', '/cases');
    await sees('head', '/suspension', '/extension', '/officers/new');
    await act('investigator1', '记录回避申请', { personId: personOf(team.staff, 'investigator2').id, reason: '当事人称与其有亲属关系' });
    await sees('head', '/recusal/decision');
    await act('head', '中止调查', { suspensionSituation: '1', text: '等待鉴定', reason: '需要鉴定结论' });
    await sees('head', '/resumption');
    await act('head', '恢复调查', { reason: '鉴定结论已收到' });
  });

  pages('of a case from the end report to the decision', async () => {
    await reported();
    await sees('investigator1', '/reopening');
    await act('investigator1', '送法制审核');
    await sees('reviewer', '/review/agreement', '/review/return');
    await sees('head', '/review/extension');
    await act('reviewer', '审核同意', { text: '事实清楚' });
    await sees('head', '/change');
    await act('investigator1', '制作事先告知书');
    await sees('investigator1', '/notice/service');
    await act('investigator1', '送达事先告知书', SERVED);
    await sees('investigator1', '/defence', '/defence/waiver', '/hearing/waiver', '/hearing/request');
    await act('investigator1', '当事人放弃陈述申辩', { on: TODAY, form: 'WRITTEN', text: '不再陈述' });
    await act('investigator1', '当事人放弃听证', { on: TODAY, form: 'WRITTEN', text: '不要求听证' });
    await sees('head', '/discussion');
    await act('head', '记录集体讨论', { memberIds: idsOf(team, 'investigator1', 'investigator2', 'reviewer', 'head', 'intake'), agreed: 4, against: 1, minutes: '逐人发表意见', outcome: '同意处罚' });
    await sees('head', '/decision');
    await act('head', '作出决定', { decisionKind: 'PENALTY', reason: '事实清楚' });
  });

  pages('of a case from service to the archive', async () => {
    await sees('investigator1', '/service');
    await act('investigator1', '送达决定书', SERVED);
    await sees('investigator1', '/payments/new', '/suspensions/new', '/publication');
    await sees('head', '/publication/waiver');
    await act('investigator1', '记录缴款', { paymentKind: 'REFUND', account: 'FUND_FISCAL_ACCOUNT', amount: '5286.95', on: TODAY, voucher: 'A1' });
    await act('investigator1', '记录缴款', { paymentKind: 'FINE', account: 'TREASURY', amount: '5507.63', on: TODAY, voucher: 'B1' });
    await act('investigator1', '记录暂停的起止', { from: '2026-11-11', to: '2027-05-10', note: '康复科' });
    await act('investigator1', '确认执行完毕');
    await sees('investigator1', '/closing-report');
    await act('investigator1', '写结案报告', { report: '已全部执行' });
    await act('investigator1', '处理先行登记保存', { disposal: 'RETURNED', on: TODAY, note: '已退还当事人' });
    await act('head', '批准结案');
    await act('investigator1', '记录决定已公示', { on: TODAY, publishedAt: '局网站 行政处罚公示栏' });
    await act('investigator2', '归档');
    await sees('investigator1', '', '/penalty', '/clocks');
  });

  pages('of a reward, and of the reporter who claims it', async () => {
    await looks('reward1', '/rewards');
    const opening = (await (await team.as('reward1')).get('/rewards')).links.find(({ href }) => href.startsWith('/rewards/new'));
    expect((await (await team.as('reward1')).get(opening?.href ?? '')).text, 'the proof of the order').to.contain('收据证明');
    await looks('reward1', '/rewards/new', opening?.href);
    rewardPath = await onPage(team, () => opening?.href ?? '')('reward1', '开始办理');
    const seesReward = async (account = 'reward1'): Promise<void> => looks(account, '/rewards/:id', rewardPath);
    await seesReward();
    await looks('reward1', '/rewards/:id/versions', `${rewardPath}/versions`);
    await looks('head.jm', '/rewards/above');
    const abovePath = rewardPath.replace('/rewards/', '/rewards/above/');
    await rewardSteps(team, () => rewardPath, seesReward, async () => {
      await seesReward('head');
      await enter(site, team.staff, { code: 'REWARD_APPROVE_LIMIT', value: 10_000, unit: 'FEN' });
      await enter(site, team.staff, { code: 'REWARD_APPROVE_LIMIT', value: 100_000_000, unit: 'FEN' }, { place: '440700', enters: 'admin.jm', confirms: 'head.jm' });
      await onPage(team, () => rewardPath)('head', '同意，报上级批准');
      await looks('head.jm', '/rewards/above');
      await looks('head.jm', '/rewards/above/:id', abovePath);
      await onPage(team, () => abovePath)('head.jm', '批准奖励');
    });
    await looks('reward1', '/rewards/:id/versions', `${rewardPath}/versions`);
    await looks('reward2', '/rewards/payments');
    await looks('reward1', '/rewards/:id/print', `${rewardPath}/print`);
    await looksAsReporter('/reports/mine/notice-way');
    await looks('reward1', '/rewards/:id/contact', `${rewardPath}/contact`);
    await looks('reward1', '/rewards/:id/contact', `${rewardPath}/contact?reason=notify`);
    await looksAsReporter('/reports/mine/claim');
    await looksAsReporter('/reports/mine/claim/notice');
    const seen = await reporter.press(await reporter.get('/reports/mine/claim'), '我已看到通知');
    await looksAsReporter('/reports/mine/claim');
    await reporter.press(seen, '提交领取', { name: '演示领奖人', idNumber: '110101199003070003', bank: '演示银行', account: '6222020000000000', passphrase: PASSPHRASE });
    await looksAsReporter('/reports/mine/claim');
    await looks('reward2', '/rewards/:id', rewardPath);
    await looks('reward2', '/rewards/:id/claim', `${rewardPath}/claim`);
    await looks('reward2', '/rewards/payments');
    const sum = (await (await team.as('reward2')).getJson<RewardPage>(rewardPath)).amount?.sum ?? expect.fail();
    expect((await (await team.as('reward2')).get('/rewards/payments')).text).to.contain(sum);
    await onPage(team, () => rewardPath)('reward2', '登记核对结果', { compared: 'secret', result: 'agrees' });
    await looks('reward2', '/rewards/:id', rewardPath);
    await onPage(team, () => rewardPath)('reward2', '登记付款', { on: TODAY, voucher: 'V-1', amount: sum.replaceAll(',', ''), tax: '免征依据 1' });
    for (const account of ['reward1', 'head']) await seesReward(account);
    await looks('head', '/rewards/ledger');
    expect((await (await team.as('head')).get('/rewards/ledger')).text).to.contain(sum);
    await looks('auditor', '/audit/rewards');
    await site.services.rewards.verify();
    await looks('auditor', '/audit/rewards');
    expect((await (await team.as('auditor')).get('/audit/rewards')).text).to.contain('全部 1 件');
  });

  pages('of a notice, drafted, published and withdrawn', async () => {
    await looks('publisher1', '/notices/desk');
    const path = await onPage(team, () => '/notices/desk')('publisher1', '起草');
    await looks('publisher1', '/notices/desk/:id', path);
    const published = await noticeSteps(team, () => path);
    await looks(null, '/notices/:id', published);
    await looks(null, '/notices');
    await looks(null, '/');
    await looks('head', '/notices/desk/:id', path);
    await onPage(team, () => path)('head', '撤回公示', { code: 'AMENDED', reason: '决定经复议变更' });
    await looks(null, '410', published, 410);
    await looks(null, '/notices/withdrawn');
  });

  pages('of a case that is heard, and noticed again', async () => {
    casePath = (await does(team, 'head', `/cases/new?report=${await aVerifiedLead(team)}`, '批准立案', aFiling(team))).address;
    await inquired();
    await act('investigator1', '处理先行登记保存', { disposal: 'RETURNED', on: TODAY, note: '已退还当事人' });
    await sees('head', '/termination');
    await reported();
    await reviewed();
    await act('investigator1', '制作事先告知书');
    await act('investigator1', '送达事先告知书', SERVED);
    await act('investigator1', '当事人要求听证', { on: TODAY, text: '要求听证' });
    await sees('investigator1', '/hearing');
    site.clock.advance({ days: 1 });
    await act('investigator1', '安排听证', { on: '2026-11-25', place: '本局三楼', hostId: personOf(team.staff, 'head').id, isPublic: 'yes' });
    site.clock.set('2026-11-25T02:00:00Z');
    await sees('investigator1', '/hearing/record');
    await act('investigator1', '录入听证笔录', { text: '双方陈述', isPartyPresent: 'yes', isSigned: 'yes', hostOpinion: '维持' });
    await sees('reviewer', '/second-review/agreement', '/second-review/return');
    await act('reviewer', '听证后审核同意', { text: '听证意见已核实' });
    await act('investigator1', '事实、证据或者依据变了，退回', { because: 'FACTS', reason: '听证中提出新情况' });
    await reviewed();
    await sees('investigator1', '/notice');
  });

  it('each page of the route table was looked at, and no page’s script failed', async () => {
    await eyes.close();
    expect(eyes.faults).to.deep.equal([]);
    const routes: readonly Route[] = site.app.routes;
    const paths = routes.filter(({ method, path }) => method === 'get' && ![...NO_PAGES, ...BUTTONS].includes(path)).map(({ path }) => path);
    expect(paths.filter((path) => !eyes.seen.has(path))).to.deep.equal([]);
  });
});

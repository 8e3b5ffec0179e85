import { join } from 'node:path';
import { expect } from 'chai';
import { compares } from './comparing.ts';
import { LANGUAGES, wordsOf } from '../../server/kernel/i18n.ts';
import { loadViews } from '../../server/kernel/views.ts';
import type { Frame } from '../../server/kernel/views.ts';
import { RULE_SETS } from '../../server/rewards/data/all.ts';
import { rewardPage, rewardView } from '../../server/rewards/pages/act.ts';
import { claimPage, claimView } from '../../server/rewards/pages/claim.ts';
import { newRewardPage, newRewardView } from '../../server/rewards/pages/new.ts';
import { diffRows } from '../../server/rewards/pages/rule-lines.ts';
import { rulePage, rulesPage, rulesView, ruleView } from '../../server/rewards/pages/rules.ts';
import { rewardPrintPage, rewardPrintView } from '../../server/rewards/pages/show.ts';
import { registryOf } from '../../server/rewards/rules/registry.ts';
import { clauseOf } from '../../server/rewards/rules/rule-set.ts';
import { textOf } from '../support/html.ts';
import { shipped } from './builders.ts';
import { AUTHORITY, aCase, aReport, aWorld, PEOPLE } from './support.ts';
import type { World } from './support.ts';

const frame = (language: Frame['language']): Frame => ({
  language, large: false, path: '', title: '', isDemo: true, siteName: '', contact: null, nav: '', hasExit: false, menu: [], person: null, printedOn: '', flash: null, assets: {}, loading: null,
});
const zh = wordsOf('zh-CN');
const registry = registryOf(RULE_SETS);

describe('rewards pages', function () {
  let world: World;
  let id: string;
  const names = new Map([['inv1', '许明澈'], ['inv2', '顾行舟'], ['officer1', '宋知微'], ['reviewer', '丁'], ['head', '沈望舒']]);
  before(async () => {
    loadViews(join(process.cwd(), 'views'));
    world = await aWorld();
    world.cases.set('case1', aCase());
    world.linked.set('case1', [aReport(), aReport({ id: 'r0', identity: 'anonymous', register: '2026-000099', order: 99, number: '4407-CCCC-CCCC', receivedAt: '2026-03-01T02:00:00.000Z' })]);
  });
  after(() => world.drop());

  it('asks who is first before it is opened', async () => {
    const first = await world.rewards.firstInLine(PEOPLE.officer1, 'case1', null);
    const page = newRewardPage(zh, first, (at) => at.toISOString());
    expect(page).to.deep.include({ outcome: 'ASK', questions: [{ code: 'FIRST_NOT_ELIGIBLE', text: '最早的举报不能奖励。规则写明可以顺延的，请选择顺延并写明依据。' }], setAside: [{ number: '4407-CCCC-CCCC', register: '2026-000099', why: 'anonymous', whyText: '匿名，无法核实身份' }] });
    expect(textOf(newRewardView.render(page, frame('zh-CN')))).to.contain('4407-CCCC-CCCC 不能奖励，顺延给下一位');
    world.linked.set('case1', [aReport()]);
    id = await world.prepared();
  });

  it('names the clause of the document where it is entered, that of the field around it else, and never a path', () => {
    const rule = { ...RULE_SETS[0], clauses: { formula: '第九条', 'formula.byLevel.L1': '第九条第一项' } } as (typeof RULE_SETS)[number];
    expect(['formula.byLevel.L1', 'formula.byLevel.L3', 'formula', 'caps.award'].map((field) => clauseOf(rule, field))).to.deep.equal(['第九条第一项', '第九条', '第九条', null]);
  });

  it('shows each step with its clause, the sum in words, and what would change it', async () => {
    const dossier = await world.rewards.forOfficer(PEOPLE.officer1, id);
    const page = rewardPage(zh, 'zh-CN', { dossier, person: PEOPLE.officer1, names, minute: (at) => at.toISOString() });
    expect(page.amount).to.deep.equal({ sum: '3,000.00', inWords: '叁仟元整' });
    expect(page.trace?.steps.map(({ step, formula, result, changed }) => [step, formula, result, changed])).to.deep.equal([
      ['base', '100,000.00', '100,000.00', true],
      ['raw', '3% × 100,000.00', '3,000.00', true],
      ['floor', '3,000.00 ≥ 400.00', '3,000.00', false],
      ['localCap', '3,000.00 ≤ 200,000.00', '3,000.00', false],
      ['national', '200.00 ≤ 3,000.00 ≤ 200,000.00', '3,000.00', false],
      // Rounding is no limit that could be reached.
      ['rounding', '→ 3,000.00', '3,000.00', true],
    ]);
    expect(page.trace?.sources).to.deep.equal([
      { rule: 'GD-2023', text: 'GD-2023 第 2 版：《关于违法违规使用医疗保障基金举报奖励办法实施细则》（征求意见稿）（演示：按征求意见稿数字，未与正式文本核对）', href: '/rewards/rules/GD-2023?version=2' },
      { rule: 'NAT-2022', text: 'NAT-2022 第 1 版：《违法违规使用医疗保障基金举报奖励办法》（医保办发〔2022〕22号）', href: '/rewards/rules/NAT-2022?version=1' },
    ]);
    expect(page.trace?.steps.map(({ why }) => why)).to.deep.equal([
      'GD-2023（条款未录入）：举报事项涉及的应当追回的基金损失，不算罚款（转述资料）',
      'GD-2023（条款未录入）：一级：事实、线索详细，有有效证据，直接协助查办，举报情况与查办结论基本相符（转述资料）',
      'GD-2023（条款未录入）：不少于 400 元（转述资料）',
      'GD-2023（条款未录入）：最多 200,000 元（转述资料）',
      'NAT-2022（条款未录入）：最少 200 元，最多 200,000 元；医保办发〔2022〕22号（转述资料）',
      'GD-2023（设定）：到分，四舍五入（推定）',
    ]);
    expect(page.changes).to.deep.equal([
      { what: '认定为二级', result: '2,000.00', difference: '−1,000.00' },
      { what: '认定为三级', result: '1,000.00', difference: '−2,000.00' },
      { what: '举报人认定为：在被举报单位工作', result: '3,600.00', difference: '+600.00' },
      { what: '举报人认定为：曾在被举报单位工作', result: '3,600.00', difference: '+600.00' },
      { what: '虚构医药服务项目不计入', result: '条件没有满足：查证属实，造成基金损失。', difference: '—' },
      { what: '串换药品也计入', result: '3,362.40', difference: '+362.40' },
    ]);
    const same = { ...dossier, whatIf: [{ change: { field: 'level' as const, value: 'L2' }, outcome: 'AMOUNT' as const, amountFen: 300_000 }], otherLines: [] };
    expect(rewardPage(zh, 'zh-CN', { dossier: same, person: PEOPLE.officer1, names, minute: (at) => at.toISOString() }).changes, 'what changes nothing').to.deep.equal([]);
    expect(page.confirmation).to.equal('演示：按征求意见稿数字，未与正式文本核对');
    expect(page.clocks.map(({ name, state, text, counted }) => [name, state, text, counted?.lines.map((line) => line.text)])).to.deep.equal([
      ['提出奖励意见', 'none', '未录入期限', ['结案：2026-11-03（周二），当天不算', '未录入期限', '由各地规定']],
    ]);
    expect(page.gaps).to.deep.equal([]);
    expect(page.simple.map(({ text }) => text)).to.deep.equal(['提出奖励']);
    expect(page.steps[0]).to.deep.include({ state: 'done', title: '等级认定', lines: ['许明澈、顾行舟 2026-11-10'] });
    for (const language of LANGUAGES) {
      const words = wordsOf(language);
      const input = { dossier, person: PEOPLE.officer1, names, minute: (at: Date) => at.toISOString() };
      expect(rewardView.render(rewardPage(words, language, input), frame(language))).to.contain('3,000.00');
      expect(rewardPrintView.render(rewardPrintPage(words, language, input), frame(language))).to.contain('叁仟元整').and.not.to.contain('action="/rewards');
    }
  });

  it('says above the claim on paper who may record it: of two officers the proposer, or nobody could pay', async () => {
    world.cases.set('paper', aCase({ id: 'paper' }));
    world.linked.set('paper', [aReport({ id: 'rp' })]);
    const notified = await world.notified('paper');
    const dossier = await world.rewards.forOfficer(PEOPLE.officer1, notified);
    const shown = textOf(rewardView.render(rewardPage(zh, 'zh-CN', { dossier, person: PEOPLE.officer1, names, minute: (at) => at.toISOString() }), frame('zh-CN')));
    expect(shown).to.contain('本局只有两名奖励专员时，由提出奖励建议的那一位登记，另一位核对身份和付款');
    const claim = { data: { name: '本人', idNumber: '110101199003070003', bank: '演示银行', account: '6222020000000000' }, voucher: '领取单 1' };
    await world.rewards.recordClaim(PEOPLE.officer1, notified, dossier.matter.version, claim);
    const paying = async (person: typeof PEOPLE.officer1): Promise<boolean> => (await world.rewards.forOfficer(person, notified)).permitted.includes('pay');
    expect([await paying(PEOPLE.officer1), await paying(PEOPLE.officer2)]).to.deep.equal([false, false]);
    const seenBy = async (person: typeof PEOPLE.officer1) => rewardPage(zh, 'zh-CN', { dossier: await world.rewards.forOfficer(person, notified), person, names, minute: (at) => at.toISOString() });
    // The proposer recorded it himself: the second officer suffices.
    expect([(await seenBy(PEOPLE.officer1)).locked.map(({ detail }) => detail?.slice(0, 15)), (await seenBy(PEOPLE.officer1)).claim?.third]).to.deep.equal([['您在这件奖励里已经办过另一步，', '您在这件奖励里已经办过另一步，'], null]);
    await compares(world, PEOPLE.officer2, notified);
    expect([await paying(PEOPLE.officer1), await paying(PEOPLE.officer2)]).to.deep.equal([false, true]);
  });

  it('says that it takes a third reward officer where one proposed and another wrote the claim down', async () => {
    world.cases.set('third', aCase({ id: 'third' }));
    world.linked.set('third', [aReport({ id: 'rt' })]);
    const id = await world.notified('third');
    const { version } = await world.store.find(id);
    await world.rewards.recordClaim(PEOPLE.officer2, id, version, { data: { name: '本人', idNumber: '110101199003070003', bank: '演示银行', account: '6222020000000000' }, voucher: '领取单 2' });
    const shownTo = async (person: typeof PEOPLE.officer1, language: (typeof LANGUAGES)[number] = 'zh-CN') => rewardPage(wordsOf(language), language, { dossier: await world.rewards.forOfficer(person, id), person, names, minute: (at) => at.toISOString() });
    const third = '提出过奖励、登记或者更正过领取的不止一个人，他们都不能核对身份和付款，要由另一名奖励专员办理。没有另一名奖励专员的，由负责人决定，请管理员再指定一名。';
    for (const officer of [PEOPLE.officer1, PEOPLE.officer2]) expect((await shownTo(officer)).locked, officer.id).to.deep.equal([{ name: '登记核对结果', detail: third }, { name: '登记付款', detail: third }]);
    const head = await shownTo(PEOPLE.head);
    expect([head.claim?.third, textOf(rewardView.render(head, frame('zh-CN'))).includes(third)], 'who can have one appointed').to.deep.equal([third, true]);
    expect((await shownTo(PEOPLE.head, 'en')).claim?.third).to.contain('takes another reward officer');
    const officer3 = { ...PEOPLE.officer1, id: 'officer3' };
    expect((await shownTo(officer3)).locked).to.deep.equal([]);
    expect((await world.rewards.forOfficer(officer3, id)).permitted).to.include('compareIdentity');
  });

  it('shows what an authorised person must enter where the rule set is incomplete', async () => {
    const officer = { ...PEOPLE.officer1, bureau: '330900' };
    world.cases.set('zs', aCase({ id: 'zs', bureau: '330900' }));
    world.linked.set('zs', [aReport({ id: 'rz', bureau: '330900' })]);
    const dossier = await world.rewards.forOfficer(officer, await world.rewards.open(officer, 'zs'));
    const page = rewardPage(zh, 'zh-CN', { dossier, person: officer, names, minute: (at) => at.toISOString() });
    expect(page.refusal).to.deep.equal({
      reason: 'RULE_INCOMPLETE', rule: 'ZJ-2023', text: '这个规则的数字还没有按正式文本录入，所以不能计算。',
      missing: [
        { code: 'effectiveFrom', text: '开始施行的日期', detail: null }, { code: 'levels', text: '奖励等级和每一级的条件', detail: null }, { code: 'formula', text: '计算的比例或者金额', detail: null }, { code: 'floors', text: '最低金额', detail: null },
        { code: 'bonuses', text: '增加奖励的情形和幅度', detail: null }, { code: 'noLoss', text: '没有损失金额时怎么奖励', detail: null },
      ],
    });
    expect([page.amount, page.simple]).to.deep.equal([null, []]);
    const shown = textOf(rewardView.render(page, frame('zh-CN')));
    expect(shown).to.contain('要由有权限的人按正式文本录入').and.to.contain('奖励等级和每一级的条件').and.to.contain('还算不出金额');
    expect(shown).not.to.match(/\d 元整/);
  });

  it('tells the reporter the sum, its way and his time, and never a name', async () => {
    const empty = claimPage(zh, 'zh-CN', null, '');
    expect(textOf(claimView.render(empty, frame('zh-CN')))).to.contain('现在还没有奖励通知');
    await world.rewards.propose(PEOPLE.officer1, id, await world.versionOf(id));
    await world.rewards.review(PEOPLE.reviewer, id, await world.versionOf(id));
    await world.rewards.approve(PEOPLE.head, id, await world.versionOf(id), AUTHORITY);
    await world.rewards.notify(PEOPLE.officer1, id, await world.versionOf(id));
    const page = claimPage(zh, 'zh-CN', await world.rewards.forReporter({ report: 'r1', codeVersion: 1 }), '4407-AAAA-AAAA');
    expect(page).to.deep.include({ mayAcknowledge: true, mayWaive: true, dueOn: null, period: '看到通知后有 2 个月可以领取。', amount: { sum: '3,000.00', inWords: '叁仟元整' } });
    const json = JSON.stringify(page);
    for (const name of [...names.values(), '演示骨科医院', '卷 31 页']) expect(json).not.to.contain(name);
  });

  it('says of a confirmed draft how it was confirmed, and no more that it waits for it', () => {
    const draft = shipped('GD-2023');
    const confirmed = { ...draft, confirmation: { text: '与正式文本逐条核对', by: 'admin', on: '2026-01-02', documentNo: null, effectiveFrom: null } };
    const told = (ruleSet: typeof draft): string => rulePage(zh, 'zh-CN', registry, { ruleSet, onlyIn: null }).explanation;
    expect(told(draft)).to.contain('没有和正式文本核对');
    expect(told(confirmed)).to.contain('已经录入确认').and.to.contain('与正式文本逐条核对').and.not.to.contain('没有和正式文本核对');
  });

  it('names levels in the language of the page', () => {
    const page = rulePage(wordsOf('en'), 'en', registry, { ruleSet: shipped('SH-old'), onlyIn: null });
    expect([...page.figures.map(({ label }) => label), ...page.levels.map(({ level }) => level)].join()).to.contain('Level 1').and.not.to.match(/[一二三]级/);
    const rows = diffRows(wordsOf('en'), 'en', shipped('SX-2020'), shipped('HN-2019'));
    expect(rows.map(({ label }) => label).join()).to.contain('Level 1').and.not.to.match(/[一二三]级/);
  });

  it('prints every rule set in both languages', () => {
    for (const language of LANGUAGES) {
      const words = wordsOf(language);
      expect(rulesView.render(rulesPage(words, language, registry, { place: null, on: '2026-11-10', onError: false, places: [], found: null }), frame(language))).to.contain('GD-2023');
      for (const ruleSet of RULE_SETS) expect(ruleView.render(rulePage(words, language, registry, { ruleSet, onlyIn: null }), frame(language)), ruleSet.id).to.contain(ruleSet.id);
    }
    expect(rulePage(zh, 'zh-CN', registry, { ruleSet: shipped('GD-2023'), onlyIn: null }).figures).to.deep.equal([
      { label: '一级', text: '基数的 3%' }, { label: '二级', text: '基数的 2%' }, { label: '三级', text: '基数的 1%' },
      { label: '一级最低', text: '400 元' }, { label: '二级最低', text: '300 元' }, { label: '三级最低', text: '200 元' }, { label: '最高', text: '200,000 元' },
      { label: '在被举报单位工作或曾在被举报单位工作', text: '奖励增加 20%' },
    ]);
  });
});

// Entering over HTTP: Zhoushan's province lacks its figures, so its rewards refuse. Entered with citation and scan, approved by somebody else, they compute from their day on.
import { expect } from 'chai';
import { createApp } from '../../server/app.ts';
import type { EntryPage } from '../../server/rewards/pages/entry.ts';
import type { RulesPage } from '../../server/rewards/pages/rules.ts';
import { parseRuleSet } from '../../server/rewards/forms/rule-set.ts';
import { ruleFile } from '../../server/rewards/service/rule-files.ts';
import { createClient } from '../support/http.ts';
import type { Answer, Client } from '../support/http.ts';
import { listening } from '../support/listening.ts';
import { PASSWORD, personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { shipped } from './builders.ts';
import { aCase, aReport, aWorld, GATES } from './support.ts';
import type { World } from './support.ts';

const FIGURES = {
  documentNo: '浙医保联发〔2023〕10号', issuers: '浙江省医疗保障局', effectiveFrom: '2026-06-01', isOpenEnded: 'yes', shape: 'levels', 'rate-L1': '3', 'condition-L1': '有完整证据并协助查办', 'floor-L1': '1,000', 'rate-L2': '2', 'rate-L3': '1',
  capKind: 'sum', cap: '200,000', bonusKind: 'none', noLossKind: 'none', 'clause-formula': '第九条', citation: '浙医保联发〔2023〕10号第九条至第十一条',
};
const SCAN = { field: 'scan', name: '实施办法.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n') };

describe('entering reward rules', function () {
  this.timeout(60_000);
  const { site, staff } = staffed();
  let world: World;
  let close = async (): Promise<void> => undefined;
  let origin = '';
  let entry = '';
  const clients = new Map<string, Client>();

  before(async () => {
    world = await aWorld(site.services.entering);
    const add = (account: string, bureau: string, roles: ('administrator' | 'head' | 'rewardOfficer' | 'legalReviewer')[]) =>
      site.services.people.addAccount(null, { account, name: `演示${account}`, bureau, scope: bureau, roles, password: PASSWORD, isDemo: true, certificate: null });
    await add('admin.zs', '330900', ['administrator']);
    await add('admin.zj', '330000', ['administrator']);
    await add('head.zj', '330000', ['head']);
    await add('reward.zs', '330900', ['rewardOfficer']);
    await add('review.zs', '330900', ['legalReviewer']);
    const officerIds = ['investigator1', 'investigator2'].map((account) => personOf(staff, account).id);
    for (const [id, receivedOn] of [['zs', '2026-07-01'], ['zsOld', '2026-05-20']] as const) {
      world.cases.set(id, aCase({ id, bureau: '330900', officerIds, name: `演示医院案 ${id}` }));
      world.linked.set(id, [aReport({ id: `r-${id}`, bureau: '330900', receivedOn, receivedAt: `${receivedOn}T02:00:00.000Z` })]);
    }
    const served = await listening(createApp({ ...site.services, rewards: world.rewards }));
    [origin, close] = [served.origin, served.close];
  });
  after(async () => {
    await close();
    await world.drop();
  });

  async function as(account: string): Promise<Client> {
    const known = clients.get(account) ?? createClient(origin);
    if (!clients.has(account)) await known.signIn(account, PASSWORD);
    clients.set(account, known);
    return known;
  }
  const shown = async (account: string): Promise<Answer> => (await as(account)).get(entry);
  const data = async (account: string): Promise<EntryPage> => (await as(account)).getJson<EntryPage>(entry);
  const buttons = (page: Answer): string[] => page.forms.flatMap((form) => form.buttons.map(({ text }) => text));
  const opened: Record<string, string> = {};
  const reward = async (id: string) => world.rewards.forOfficer(await personNamed('reward.zs'), opened[id] ?? '');
  async function personNamed(account: string) {
    const id = await site.services.people.idOf(account);
    const person = id === null ? null : await site.services.people.find(id);
    if (!person) throw new Error(account);
    return person;
  }

  it('a reward of Zhoushan refuses while the figures are missing', async () => {
    const officer = await personNamed('reward.zs');
    for (const id of ['zs', 'zsOld']) {
      opened[id] = await world.rewards.open(officer, id);
      expect((await reward(id)).matter.calculation?.evaluation.reason).to.equal('RULE_INCOMPLETE');
    }
  });

  it('an administrator sees what may be entered and what is missing, with its place, kind and hint', async () => {
    const client = await as('admin.zs');
    const list = await client.get('/reward-rules');
    expect(list.text).to.contain('浙江省违法违规使用医疗保障基金举报奖励实施办法').and.not.to.contain('广东省');
    const form = await client.get('/reward-rules/new?rule=ZJ-2023&as=figures');
    expect(form.text).to.contain('奖励的算法').and.to.contain('百分数').and.to.contain('“奖励标准”一章').and.to.contain('开始施行').and.not.to.match(/\bformula\b|documentNo|effectiveFrom/);
    expect((await client.get('/reward-rules/new?rule=GD-2023&as=figures')).status).to.equal(403);
    expect((await client.get('/reward-rules/new?rule=NAT-2022&as=text')).status).to.equal(404);
    expect((await (await as('head')).get('/reward-rules/new?rule=GD-2023&as=figures')).status).to.equal(403);
    expect((await (await as('reward1')).get('/reward-rules')).status).to.equal(403);
  });

  it('a mistake is named beside its field and what was typed stays', async () => {
    const client = await as('admin.zs');
    const form = await client.get('/reward-rules/new?rule=ZJ-2023&as=figures');
    const wrong = await client.press(form, '保存，然后核对', { ...FIGURES, 'rate-L1': '300', effectiveFrom: '2026-02-30' });
    expect([wrong.status, wrong.text.includes('请写 0 到 100 的百分数'), wrong.text.includes('请写存在的日期，例如 2026-11-20。'), wrong.html.includes('value="300"'), wrong.html.includes('有完整证据并协助查办')]).to.deep.equal([422, true, true, true, true]);
    const english = createClient(origin);
    await english.get('/preferences?language=en');
    await english.signIn('admin.zs', PASSWORD);
    const told = await english.postJson('/reward-rules', { ...FIGURES, as: 'figures', rule: 'ZJ-2023', version: 0, cap: 'much' });
    expect(told.json<{ errors: Record<string, string> }>().errors).to.deep.equal({ cap: 'Write a sum such as 1234.50, without a unit.' });
  });

  it('is entered, and shows in words what it changes', async () => {
    const client = await as('admin.zs');
    const form = await client.get('/reward-rules/new?rule=ZJ-2023&as=figures');
    const made = await client.press(form, '保存，然后核对', { ...FIGURES, noLossKind: '' });
    entry = made.address;
    const page = await data('admin.zs');
    expect([page.state, page.missing.map(({ code }) => code), page.simple]).to.deep.equal(['draft', ['noLoss'], []]);
    expect(page.rows).to.deep.include({ label: '奖励的算法 · 一级', left: '—', right: '基数的 3%' });
    expect(page.rows).to.deep.include({ label: '最高', left: '—', right: '200,000 元' });
    expect(page.needs.map(({ name }) => name)).to.deep.equal(['没有扫描件', '数字还不完整']);
    expect((await client.post(`${entry}/submit`, { version: page.version })).status).to.equal(409);
    const edit = await client.follow(await client.get(entry), '修改录入的内容');
    expect(edit.html).to.contain('value="浙医保联发〔2023〕10号"').and.to.contain('有完整证据并协助查办').and.to.contain('value="200000"');
    await client.press(edit, '保存，然后核对', { noLossKind: 'none' });
    expect((await data('admin.zs')).needs.map(({ name }) => name)).to.deep.equal(['没有扫描件']);
    const again = await client.press(await client.get('/reward-rules/new?rule=ZJ-2023&as=figures'), '保存，然后核对', FIGURES);
    expect([again.status, again.text.includes('已经有人在录入')]).to.deep.equal([409, true]);
  });

  it('carries a scan, and waits for the head of its place', async () => {
    const client = await as('admin.zs');
    const none = await client.press(await shown('admin.zs'), '附上');
    expect([none.status, none.text.includes('请选择正式文本的扫描件或照片')]).to.deep.equal([422, true]);
    // Text that says of itself that it is a PDF, by its name or its sender, is none.
    for (const file of [{ name: '正文.txt', type: 'text/plain' }, { name: '正文.txt', type: 'application/pdf' }, { name: '正文.csv', type: 'image/png' }]) {
      const wrong = await client.press(await shown('admin.zs'), '附上', {}, [{ field: 'scan', bytes: Buffer.from('第九条'), ...file }]);
      expect([wrong.status, wrong.html.includes('<a href="#scan">正式文本的扫描件：这个文件不是 PDF，也不是照片')], file.name).to.deep.equal([422, true]);
      expect(/id="scan-error"[^]*?<\/p>/.exec(wrong.html)?.[0], 'beside the field').to.contain('不是 PDF');
      expect((await client.getJson<EntryPage>(entry)).scan).to.equal(null);
    }
    await client.press(await shown('admin.zs'), '附上', {}, [SCAN]);
    const scan = await client.get(`${entry}/scan`);
    expect([scan.status, scan.headers.get('content-type')]).to.deep.equal([200, 'application/pdf']);
    const submitted = await client.press(await shown('admin.zs'), '提交负责人批准');
    expect(submitted.text).to.contain('等待浙江省的负责人批准');
    expect(buttons(submitted).filter((text) => text.includes('批准'))).to.deep.equal([]);
    expect((await (await as('head.zs')).post(`${entry}/approve`, { version: (await data('admin.zs')).version })).status).to.equal(403);
    expect((await (await as('head.zj')).get('/desk')).text).to.contain('待批准的奖励规则');
    expect((await (await as('head')).get(entry)).status).to.equal(404);
    expect((await reward('zs')).matter.calculation?.evaluation.reason).to.equal('RULE_INCOMPLETE');
  });

  it('is approved by the head, an event of its own, once', async () => {
    const page = await shown('head.zj');
    const refusal = await (await as('head.zj')).press(page, '不批准', { reason: '' });
    expect([refusal.status, refusal.text.includes('请填写')]).to.deep.equal([422, true]);
    const { version } = await data('head.zj');
    const approved = await (await as('head.zj')).press(page, '批准，按日期生效');
    expect(approved.text).to.contain('已批准，按日期生效').and.to.contain('演示head.zj：批准').and.to.contain('演示admin.zs：提交批准');
    expect((await (await as('head.zj')).post(`${entry}/approve`, { version })).status).to.equal(409);
    const acts = (await site.services.audit.list({ subjectId: entry.split('/').at(-1) ?? '' }, null)).rows.map(({ act, outcome }) => `${act} ${outcome}`).filter((act) => act.startsWith('rewardRules')).sort();
    expect(acts).to.deep.equal(['rewardRules.addScan done', 'rewardRules.amend done', 'rewardRules.approve done', 'rewardRules.approve refused', 'rewardRules.approve refused', 'rewardRules.enter done', 'rewardRules.submit done', 'rewardRules.submit refused']);
  });

  it('computes a reward of a report since its day; an earlier report still refuses', async () => {
    const officer = await personNamed('reward.zs');
    for (const id of ['zs', 'zsOld']) {
      const { matter } = await reward(id);
      // Until somebody chooses it, the version that was chosen stands.
      expect([matter.choice.version, matter.calculation?.ruleSet.version]).to.deep.equal([1, 1]);
      expect((await (await as('reward.zs')).get(`/rewards/${matter.id}`)).text.includes('规则有了新的版本：ZJ-2023@2')).to.equal(id === 'zs');
      const kept = await world.rewards.setLines(officer, matter.id, matter.version, [{ id: 'f1', inReportedMatter: true, reason: '来信' }]);
      expect(kept.calculation?.ruleSet.version).to.equal(1);
      let { version } = await world.rewards.chooseRule(officer, matter.id, kept.version, { basis: 'report', reason: '' });
      ({ version } = await world.rewards.answerGates(officer, matter.id, version, GATES.map((gate) => ({ gate, holds: true, evidence: '卷 3 页' }))));
      ({ version } = await world.rewards.setLines(officer, matter.id, version, [{ id: 'f1', inReportedMatter: true, reason: '来信' }, { id: 'f2', inReportedMatter: false, reason: '另外' }]));
      if (id === 'zs') await world.rewards.confirmStanding(officer, matter.id, version, { level: 'L1', profile: 'ordinary', lossBy: null, evidence: '卷 31 页' });
    }
    const [now, before] = [(await reward('zs')).matter, (await reward('zsOld')).matter];
    expect(now.choice.considered.map(({ ruleId, version, verdict }) => `${ruleId}@${version} ${verdict}`)).to.include('ZJ-2023@2 chosen');
    expect([now.calculation?.ruleSet.version, now.calculation?.evaluation.amountFen]).to.deep.equal([2, 300_000]);
    expect([before.calculation?.ruleSet.version, before.calculation?.evaluation.reason]).to.deep.equal([1, 'RULE_INCOMPLETE']);
  });

  it('is seen by the public with its version, source and what changed; the old version stays', async () => {
    const client = createClient(origin);
    const where = await client.getJson<RulesPage>('/rewards/rules?place=330902&on=2026-06-01');
    expect([where.applying?.rule?.id, where.applying?.rule?.version, where.applying?.rule?.tag.text]).to.deep.equal(['ZJ-2023', 2, '可以计算']);
    expect((await client.getJson<RulesPage>('/rewards/rules?place=330902&on=2026-05-31')).applying?.rule?.version).to.equal(1);
    const page = await client.get('/rewards/rules/ZJ-2023');
    expect(page.text).to.contain('基数的 3%').and.to.contain('第九条');
    const compared = await client.follow(page, '和上一版比较');
    expect(compared.text).to.contain('奖励的算法 · 一级').and.to.contain('ZJ-2023@1').and.to.contain('ZJ-2023@2');
    expect((await client.get('/rewards/rules/ZJ-2023?version=1')).text).to.contain('还缺什么');
    expect((await client.get('/rewards/rules/ZJ-2023?version=9')).status).to.equal(404);
    const twin = await client.postJson('/rewards/estimate', { rule: 'ZJ-2023', input: { base: '100000.00', level: 'L1', versionDate: '2026-06-01' } });
    expect(twin.json()).to.include({ outcome: 'AMOUNT', amount: '3000.00' });
    const before = await client.postJson('/rewards/estimate', { rule: 'ZJ-2023', input: { base: '100000.00', level: 'L1', versionDate: '2026-05-31' } });
    expect(before.json()).to.include({ outcome: 'REFUSED', reason: 'RULE_INCOMPLETE' });
  });

  it('a second version leaves what was approved under the first as it was', async () => {
    const officer = await personNamed('reward.zs');
    const { matter } = await reward('zs');
    const proposed = await world.rewards.propose(officer, matter.id, matter.version);
    const stored = proposed.calculation;
    const client = await as('admin.zs');
    const form = await client.get('/reward-rules/new?rule=ZJ-2023&as=text');
    const text = form.forms.flatMap(({ fields }) => fields).find(({ name }) => name === 'content')?.value ?? '';
    const made = await client.press(form, '保存，然后核对', { content: text.replace('"percent": "3"', '"percent": "5"'), citation: '更正：第九条' });
    entry = made.address;
    expect((await data('admin.zs')).rows).to.deep.equal([{ label: '版本', left: '2', right: '3' }, { label: '奖励的算法 · 一级', left: '基数的 3%', right: '基数的 5%' }]);
    await client.press(await shown('admin.zs'), '附上', {}, [SCAN]);
    await client.press(await shown('admin.zs'), '提交负责人批准');
    await (await as('head.zj')).press(await shown('head.zj'), '批准，按日期生效');
    const after = (await reward('zs')).matter;
    expect(after.calculation).to.deep.equal(stored);
    expect((await world.rewards.recompute(matter.id))).to.deep.equal({ isIdentical: true, amountFen: 300_000 });
    expect((await createClient(origin).postJson('/rewards/estimate', { rule: 'ZJ-2023', input: { base: '100000.00', level: 'L1', versionDate: '2026-06-01' } })).json()).to.include({ amount: '5000.00' });
  });

  it('a text that is wrong is shown with each place in words', async () => {
    const client = await as('admin.zs');
    const form = await client.get('/reward-rules/new?rule=ZJ-2023&as=text');
    const text = form.forms.flatMap(({ fields }) => fields).find(({ name }) => name === 'content')?.value ?? '';
    const wrong = await client.press(form, '保存，然后核对', { content: text.replace('"award": "200000"', '"award": 200000') });
    expect([wrong.status, wrong.text.includes('最高 · 总额'), wrong.text.includes('类型不对')]).to.deep.equal([422, true, true]);
    expect((await client.press(form, '保存，然后核对', { content: text.replace('"version": 4', '"version": 9') })).text).to.contain('版本应当是 4');
    // National measures come with the program.
    expect((await client.press(form, '保存，然后核对', { content: JSON.stringify({ ...shipped('NAT-2022'), id: 'NAT-2030' }) })).status).to.equal(403);
  });

  it('is exported with its hash and taken in elsewhere as a draft with its difference', async () => {
    const client = createClient(origin);
    const file = await client.get('/rewards/rules/ZJ-2023/export?version=3');
    const content = file.json<{ sha256: string; ruleSets: { id: string; version: number; caps: object; jurisdictionCode: string }[] }>();
    expect([content.ruleSets.map(({ id, version }) => `${id}@${version}`), content.sha256.length, file.headers.get('content-disposition')?.startsWith('attachment')]).to.deep.equal([['ZJ-2023@3'], 64, true]);
    expect((await client.get('/rewards/rules/ZJ-2023/export?version=3')).html).to.equal(file.html);
    expect((await client.get('/rewards/rules/export')).json<{ ruleSets: unknown[] }>().ruleSets.length).to.equal(57);
    const admin = await as('admin.zj');
    const take = async (bytes: string): Promise<Answer> => admin.press(await admin.get('/reward-rules/import'), '读文件', { citation: '外地导出' }, [{ field: 'file', name: 'x.json', type: 'application/json', bytes: Buffer.from(bytes) }]);
    expect((await take(file.html)).text).to.contain('和这里的完全一样');
    expect((await take(file.html.replace('"percent":"5"', '"percent":"6"'))).text).to.contain('指纹不一致');
    // No browser fills a file in again.
    expect((await take('{}')).text).to.contain('请选择本系统导出的规则文件').and.to.contain('请把文件再选一次').and.not.contain('没有丢');
    const other = parseRuleSet({ ...content.ruleSets[0], caps: { award: '150000' } });
    if ('problems' in other) throw new Error('problems');
    const imported = await take(ruleFile([other.value], false).toString());
    entry = imported.address;
    expect((await data('admin.zj')).rows).to.deep.equal([{ label: '版本', left: '3', right: '4' }, { label: '最高', left: '200,000 元', right: '150,000 元' }]);
    expect((await take(ruleFile([{ ...other.value, jurisdictionCode: '440000', id: 'GD-2027' }], false).toString())).text).to.contain('不是您可以录入的：GD-2027');
    const withdrawn = await admin.press(await shown('admin.zj'), '撤回', { reason: '只是试一试' });
    expect(withdrawn.text).to.contain('已撤回');
  });

  it('a draft is confirmed by a bureau for itself where the place of the rule has no head', async () => {
    const client = await as('admin');
    const form = await client.get('/reward-rules/new?rule=GD-2023&as=confirmation');
    const empty = await client.press(form, '保存，然后核对', { text: '' });
    expect([empty.status, empty.text.includes('请填写')]).to.deep.equal([422, true]);
    entry = (await client.press(form, '保存，然后核对', { text: '正式文本没有找到，先按征求意见稿', documentNo: '无文号', effectiveFrom: '2026-03-01', citation: '2023-06-01 征求意见稿' })).address;
    await client.press(await shown('admin'), '附上', {}, [SCAN]);
    expect((await client.press(await shown('admin'), '提交负责人批准')).text).to.contain('鹤山市和它的下级').and.to.contain('由录入的单位批准自用');
    const confirmed = await (await as('head')).press(await shown('head'), '批准，按日期生效');
    expect(confirmed.text).to.contain('已生效').and.to.contain('正式文本没有找到');
    const reader = createClient(origin);
    const at = async (place: string, on: string): Promise<string> => {
      const { applying } = await reader.getJson<RulesPage>(`/rewards/rules?place=${place}&on=${on}`);
      return applying?.rule ? `${applying.rule.id}@${applying.rule.version}` : (applying?.reasonText ?? '');
    };
    expect([await at('440784', '2026-03-01'), await at('440784', '2026-02-28'), await at('440700', '2026-03-01')]).to.deep.equal(['GD-2023@2', 'GD-2023@1', 'GD-2023@1']);
    expect((await reader.get('/rewards/rules/GD-2023?version=2')).text).to.contain('只在 鹤山 批准使用').and.not.to.contain('演示戊');
    expect((await reader.get('/rewards/rules/GD-2023')).text).to.contain('征求意见稿');
    expect((await reader.get('/rewards/rules/GD-2023/export?version=2')).json<{ ruleSets: { confirmation: { by: string } }[] }>().ruleSets[0]?.confirmation.by).to.equal('440784');
  });
});

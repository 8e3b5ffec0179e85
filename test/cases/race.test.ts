// Two officers at one case: the slower one is told who was faster and with what, and gets back all that he typed.
import { expect } from 'chai';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';
import { personOf } from '../support/people.ts';
import { eventsSince } from '../../server/cases/rules/since.ts';
import { aCase } from './builders.ts';
import { aFiling, aVerifiedLead, does, openTeam } from './support.ts';
import type { Team } from './support.ts';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe('a lost race on a case', () => {
  let site: TestSite;
  let team: Team;
  let path: string;
  const id = (account: string): string => personOf(team.staff, account).id;
  const version = async (): Promise<number> => (await (await team.as('investigator1')).getJson<{ version: number }>(path)).version;
  const evidence = (): Parameters<typeof does>[4] => ({ evidenceKind: 'DOC', name: '住院费用核算表', obtainedOn: '2026-11-10', obtainedBy: [id('investigator1'), id('investigator2')], source: '医院财务科', proves: '重复收费' });
  const races = async (): Promise<void> => void (await does(team, 'investigator2', path, '记录当事人陈述', { on: '2026-11-10', by: '周某', text: '认可' }));

  before(async () => {
    site = await openSite();
    team = await openTeam(site);
    path = (await does(team, 'head', `/cases/new?report=${await aVerifiedLead(team)}`, '批准立案', aFiling(team))).address;
  });
  after(() => site.close());

  it('names who was faster, what he did and when, and every field with its label, short ones and files too', async () => {
    const client = await team.as('investigator1');
    const form = await client.get(`${path}/evidence/new`);
    await races();
    const late = await client.press(form, '加证据', evidence(), [{ field: 'files', name: '核算表.png', type: 'image/png', bytes: PNG }]);
    expect(late.status).to.equal(409);
    const { name } = personOf(team.staff, 'investigator2');
    expect(late.text).to.contain(`您打开以后，${name}改过这条记录。您的操作没有保存。`).and.to.contain(`${name} 记录了周某的陈述`).and.to.contain('11-10 10:00');
    const pairs = [...late.html.matchAll(/<dt>([^<]*)<\/dt><dd class="mj-lines">([^<]*)<\/dd>/g)].map(([, label, text]) => `${label ?? ''}=${text ?? ''}`);
    expect(pairs).to.deep.equal([
      '种类=书证', '名称=住院费用核算表', '取得日期=2026-11-10', `取得人（两人以上）=${personOf(team.staff, 'investigator1').name}、${name}`, '来源=医院财务科', '证明什么=重复收费', '选好的文件（要重新选）=核算表.png',
    ]);
    expect(late.links.map(({ href }) => href)).to.include.members([path, `${path}#log`]);
  });

  it('tells a program of the conflict alone', async () => {
    const late = await (await team.as('investigator1')).postJson(`${path}/statements/new`, { version: (await version()) - 1, on: '2026-11-10', by: '周某', text: '另一份陈述' });
    expect(late.status).to.equal(409);
    expect(Object.keys(late.json()).sort()).to.deep.equal(['detail', 'requestId', 'status', 'title', 'type']);
    expect(late.html).to.not.contain(personOf(team.staff, 'investigator2').name).and.to.not.contain('另一份陈述');
  });

  it('gives nothing back to a page of another site', async () => {
    const late = await (await team.as('investigator1')).post(`${path}/statements/new`, { version: (await version()) - 1, on: '2026-11-10', by: '周某', text: '别处填的陈述' }, { headers: { 'sec-fetch-site': 'none' } });
    expect([late.status, late.text.includes('别处填的陈述'), late.text.includes('周某的陈述')]).to.deep.equal([409, false, true]);
  });

  it('knows the reader himself in another window', async () => {
    const client = await team.as('investigator2');
    const form = await client.get(`${path}/statements/new`);
    await races();
    const late = await client.press(form, '记录当事人陈述', { on: '2026-11-10', by: '周某', text: '第二份' });
    expect(late.text).to.contain('您打开以后，您自己（在另一个窗口里）改过这条记录');
  });

  it('gives back the page of discretion with the numbers of its findings', async () => {
    await does(team, 'investigator1', path, '加证据', evidence());
    const when = { conductFrom: '2026-03-01', conductTo: '2026-08-31', discoveredOn: '2026-11-10', evidenceIds: (await (await team.as('investigator1')).getJson<{ evidence: { id: string }[] }>(path)).evidence[0]?.id ?? '' };
    await does(team, 'investigator1', path, '加违法事实', { ...when, violationCode: 'PR-U-02b', gross: '1000.00', loss: '1000.00', facts: '过度诊疗' });
    const client = await team.as('investigator1');
    const form = await client.get(`${path}/penalty`);
    await races();
    const late = await client.press(form, '保存草案', { 'tier-1': 'LIGHT', 'multiple-1': '1.2', 'grounds-1': ['G32-1', 'G32-4'], 'reason-1': '从轻' });
    expect(late.status).to.equal(409);
    for (const text of ['第一项的裁量阶次', '从轻', '第一项的倍数', '1.2', '主动消除或者减轻危害后果、配合查处有立功表现', '第一项的理由']) expect(late.text).to.contain(text);
    expect(late.text).to.contain('记录了周某的陈述');
  });

  it('a form that came back with a mistake keeps the version that was read', async () => {
    const client = await team.as('investigator1');
    const form = await client.get(`${path}/statements/new`);
    await races();
    const again = await client.press(form, '记录当事人陈述', { on: '2026-11-10', by: '', text: '漏写了人' });
    expect(again.status).to.equal(422);
    expect((await client.press(again, '记录当事人陈述', { by: '周某' })).status).to.equal(409);
  });

  it('gives back a filing form whose lead was changed meanwhile', async () => {
    const lead = await aVerifiedLead(team);
    const head = await team.as('head');
    const form = await head.get(`/cases/new?report=${lead}`);
    await does(team, 'intake', `/reports/desk/${lead}`, '加备注', { text: '补充一句' });
    const late = await head.press(form, '批准立案', aFiling(team));
    expect(late.status).to.equal(409);
    for (const text of ['演示康复医院', '周某', '病历与结算数据不符', personOf(team.staff, 'investigator1').name]) expect(late.text).to.contain(text);
  });

  it('counts writes, not lines: a recount writes several at once', () => {
    const event = (act: string, minute: number) => ({ at: new Date(Date.UTC(2026, 10, 10, 2, minute)), by: 'one', act, state: 'investigating' as const, name: '', note: '', args: {}, fileIds: [] });
    const kase = aCase({ version: 5, events: [event('file', 0), event('addEvidence', 1), event('recount', 2), event('recount', 2), event('recordStatement', 3)] });
    expect([5, 4, 3, 2, 0, 9].map((seen) => eventsSince(kase, seen).map(({ act }) => act))).to.deep.equal([
      [], ['recordStatement'], ['recordStatement', 'recount', 'recount'], ['recordStatement', 'recount', 'recount', 'addEvidence'], [], [],
    ]);
  });
});

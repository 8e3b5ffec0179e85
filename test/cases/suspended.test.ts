// What notice and decision say is suspended: never more than was decided.
import { expect } from 'chai';
import { penaltyText } from '../../server/cases/rules/papers.ts';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';
import { personOf } from '../support/people.ts';
import { aCase, aFinding } from './builders.ts';
import { aFiling, aVerifiedLead, does, openTeam } from './support.ts';
import type { Team } from './support.ts';

describe('a suspension on paper', () => {
  const line = (article: string, unit: string): string | undefined => {
    const finding = aFinding({ id: 'f1', article });
    const kase = aCase({ findings: [{ ...finding, penalty: finding.penalty && { ...finding.penalty, suspensionUnit: unit } }] });
    const told = [{ id: 'f1', fineFen: 0, suspensionMonths: '6.0', terminateAgreement: false }];
    return penaltyText(kase, { fineTotalFen: 0, refundTotalFen: 0, findings: told }).split('\n')[0]?.replace(/^.*：/, '');
  };

  it('is that of the department which was named', () => expect(line('40.1', '康复科')).to.equal('暂停康复科涉及医疗保障基金使用的医药服务6个月。'));
  it('is that of the responsible department where none was named, as the law says it', () => expect(line('38', '')).to.equal('暂停相关责任部门涉及医疗保障基金使用的医药服务6个月。'));
  it('is of an insured person the settlement, and of nothing else', () => expect(line('41.1', '')).to.equal('暂停医疗费用联网结算6个月。'));
});

describe('the end of an agreement on the page of discretion', () => {
  let site: TestSite;
  let team: Team;
  let path: string;

  before(async () => {
    site = await openSite();
    team = await openTeam(site);
    path = (await does(team, 'head', `/cases/new?report=${await aVerifiedLead(team)}`, '批准立案', aFiling(team))).address;
    const obtainedBy = ['investigator1', 'investigator2'].map((account) => personOf(team.staff, account).id);
    await does(team, 'investigator1', path, '加证据', { evidenceKind: 'DOC', name: '登记本', obtainedOn: '2026-11-10', obtainedBy, source: '现场', proves: '事实' });
    const { evidence } = await (await team.as('investigator1')).getJson<{ evidence: { id: string }[] }>(path);
    const found = { discoveredOn: '2026-11-10', evidenceIds: evidence[0]?.id ?? '', gross: '1000.00' };
    const year = (of: number) => ({ conductFrom: `${of}-03-01`, conductTo: `${of}-08-31` });
    await does(team, 'investigator1', path, '加违法事实', { ...found, ...year(2026), violationCode: 'PR-U-02b', loss: '1000.00', facts: '过度诊疗' });
    await does(team, 'investigator1', path, '加违法事实', { ...found, ...year(2026), violationCode: 'PR-F-03', defrauded: '1000.00', intent: 'yes', facts: '虚构服务' });
    await does(team, 'investigator1', path, '加违法事实', { ...found, ...year(2020), violationCode: 'PR-F-03', defrauded: '1000.00', intent: 'yes', facts: '虚构服务' });
  });
  after(() => site.close());

  const GOOD = { 'multiple-1': '1.5', 'multiple-2': '2', 'months-2': '6', 'unit-2': '康复科', 'multiple-3': '2', 'terminate-3': 'yes', 'reason-1': '一般', 'reason-2': '一般', 'reason-3': '一般' };

  it('is offered where the article of the day of the conduct has it', async () => {
    const form = await (await team.as('investigator1')).get(`${path}/penalty`);
    expect(form.text).to.contain('社会保险法');
    expect(form.forms.flatMap(({ fields }) => fields.map(({ name }) => name)).filter((name) => /^(?:terminate|months|unit)-/.test(name))).to.deep.equal(['months-1', 'unit-1', 'months-2', 'unit-2', 'terminate-2', 'terminate-3']);
  });

  it('is refused where it has not, and leads to the finding', async () => {
    const client = await team.as('investigator1');
    const { version } = await client.getJson<{ version: number }>(`${path}/penalty`);
    const answer = await client.post(`${path}/penalty`, { ...GOOD, version, 'tier-1': 'NORMAL', 'tier-2': 'NORMAL', 'tier-3': 'NORMAL', 'terminate-1': 'yes' });
    expect(answer.status).to.equal(422);
    expect(answer.links.filter(({ href }) => href.startsWith('#finding-')).map(({ href, text }) => [href, text])).to.deep.equal([['#finding-1', '过度诊疗：这一条没有规定解除服务协议']]);
  });

  it('is kept where it has', async () => {
    expect((await does(team, 'investigator1', `${path}/penalty`, '保存草案', GOOD)).status).to.equal(200);
    const { blocks, suspensions } = await (await team.as('head')).getJson<{ blocks: { terminate: { isChecked: boolean } | null }[]; suspensions: string[] }>(`${path}/penalty`);
    expect(suspensions).to.deep.equal(['康复科 6 个月（法定 6—12 个月）', '建议解除服务协议']);
    expect(blocks.map(({ terminate }) => terminate?.isChecked ?? null)).to.deep.equal([null, false, true]);
  });
});

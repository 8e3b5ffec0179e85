import { expect } from 'chai';
import { openSite } from '../support/http.ts';
import type { Client, TestSite } from '../support/http.ts';
import { addStaff, PASSWORD } from '../support/people.ts';

describe('the penalty calculator over HTTP', () => {
  let site: TestSite;
  let officer: Client;
  before(async () => {
    site = await openSite();
    await addStaff(site.services);
    officer = site.client();
    await officer.signIn('investigator1', PASSWORD);
  });
  after(() => site.close());

  const finding = (id: string, change: Record<string, unknown>) => ({
    id, subjectKind: 'INSTITUTION', lawCode: 'R735', article: '38', conductFrom: '2022-01-10', conductTo: '2022-12-20', discoveredOn: '2023-03-01', tier: 'NORMAL', reason: '酌定', ...change,
  });
  const V01 = {
    jurisdiction: '440784', decisionDate: '2023-06-01',
    findings: [
      finding('1', { item: '2', gross: '5066.27', loss: '5066.27', multiple: '1', violationCode: 'PR-U-02b' }), finding('2', { item: '2', gross: '61.06', loss: '61.06', multiple: '1', violationCode: 'PR-U-02c' }),
      finding('3', { item: '6', gross: '595.41', loss: '595.41', multiple: '1', violationCode: 'PR-U-06' }), finding('4', { article: '40.1', item: '3', gross: '220.68', defrauded: '220.68', multiple: '2', intent: true, suspensionMonths: '6', violationCode: 'PR-F-03' }),
    ],
  };
  type Result = { findings: { id: string; ruleCode: string; base: string; range: { min: string; max: string } | null; fine: string; refund: string; codes: { code: string; severity: string }[]; trace: unknown[] }[]; refundTotal: string; fineTotal: string; total: string; gates: { hearing: { isOffered: boolean } } };

  it('answers V-01 to the fen in the form of a program', async () => {
    const answer = await officer.postJson('/penalties/calculate', V01);
    expect(answer.status).to.equal(200);
    const result = answer.json<Result>();
    expect(result.findings.map(({ id, ruleCode, base, range, fine, refund }) => ({ id, ruleCode, base, range, fine, refund }))).to.deep.equal([
      { id: '1', ruleCode: 'R735.38', base: '5066.27', range: { min: '5066.27', max: '10132.54' }, fine: '5066.27', refund: '5066.27' },
      { id: '2', ruleCode: 'R735.38', base: '61.06', range: { min: '61.06', max: '122.12' }, fine: '61.06', refund: '61.06' },
      { id: '3', ruleCode: 'R735.38', base: '595.41', range: { min: '595.41', max: '1190.82' }, fine: '595.41', refund: '595.41' },
      { id: '4', ruleCode: 'R735.40', base: '220.68', range: { min: '441.36', max: '1103.40' }, fine: '441.36', refund: '220.68' },
    ]);
    expect([result.refundTotal, result.fineTotal, result.total]).to.deep.equal(['5943.42', '6164.10', '12107.52']);
    expect(result.findings.flatMap(({ codes }) => codes)).to.deep.equal([]);
  });

  it('a sum outside the range still answers 200, with its code', async () => {
    const answer = await officer.postJson('/penalties/calculate', { ...V01, findings: [finding('1', { loss: '1000.00', fine: '999.99' })] });
    expect([answer.status, answer.json<Result>().findings[0]?.codes.map(({ code, severity }) => [code, severity])]).to.deep.equal([200, [['CALC_BELOW_MIN', 'error']]]);
  });

  it('mistakes come back as a problem document with the names of the fields', async () => {
    const answer = await officer.postJson('/penalties/calculate', { ...V01, findings: [finding('1', { loss: 'viel' })] });
    expect([answer.status, answer.headers.get('content-type')]).to.deep.equal([422, 'application/problem+json; charset=utf-8']);
    expect(answer.json<{ errors: object }>().errors).to.have.property('findings.0.loss');
    expect((await officer.postJson('/penalties/calculate', {})).status).to.equal(422);
    expect((await officer.postJson('/penalties/calculate', { ...V01, findings: [finding('1', { loss: '1000', multiple: '1', fine: '1001' })] })).status).to.equal(422);
  });

  it('a reader fills in the form and sees range, ruler, ways out and trace', async () => {
    const page = await officer.get('/penalties/calculate');
    const low = await officer.press(page, '计算', {
      'findings.0.violationCode': 'PR-U-01b', 'findings.0.conductFrom': '2026-04-01', 'findings.0.conductTo': '2026-08-31', 'findings.0.loss': '57,318.40', 'findings.0.fine': '50,000.00', 'findings.0.tier': 'LIGHT', 'findings.0.reason': '从轻',
    });
    expect(low.status).to.equal(200);
    expect(low.text).to.contain('挂床住院：50,000.00 元低于法定最低 57,318.40 元').and.to.contain('基金损失 57,318.40 元，罚款 1 倍以上 2 倍以下。').and.to.contain('怎么算的');
    expect(low.html).to.contain('aria-label="法定范围 57,318.40 元到 114,636.80 元，现填 50,000.00 元，低于下限"');
    expect(low.forms.flatMap(({ fields }) => fields).find(({ name }) => name === 'findings.0.loss')?.value).to.equal('57,318.40');
    const wrong = await officer.press(page, '计算', { 'findings.0.conductFrom': 'gestern' });
    expect(wrong.status).to.equal(422);
    expect(wrong.links.some(({ href }) => href === '#findings.0.conductFrom')).to.equal(true);
  });

  it('is for officers who handle, review or decide cases', async () => {
    const intake = site.client();
    await intake.signIn('intake', PASSWORD);
    expect((await intake.get('/penalties/calculate')).status).to.equal(403);
    expect((await site.client().postJson('/penalties/calculate', V01)).status).to.equal(401);
  });
});

import { expect } from 'chai';
import { parseCalculation } from '../../server/penalties/forms.ts';
import { calculate } from '../../server/penalties/rules.ts';

const finding = {
  id: 'f1', subjectKind: 'INSTITUTION', lawCode: 'R735', article: '38', item: '3', conductFrom: '2023-01-01', conductTo: '2023-03-31', discoveredOn: '2023-06-01',
  gross: '4,000.00', loss: '3251.25', multiple: '1.5', tier: 'NORMAL', grounds: [], reason: '依法裁量',
};
const input = { jurisdiction: '330900', decisionDate: '2026-06-01', notices: [], findings: [finding], sameActGroups: [] };
const errors = (change: object): object => {
  const parsed = parseCalculation({ ...input, findings: [{ ...finding, ...change }] });
  return 'errors' in parsed ? Object.fromEntries(Object.entries(parsed.errors).map(([field, { key }]) => [field, key])) : {};
};

describe('penalty form', () => {
  it('reads the JSON of 4.1', () => {
    const parsed = parseCalculation(input);
    if (!('value' in parsed)) throw new Error(JSON.stringify(parsed.errors));
    const [found] = parsed.value.findings;
    expect([found?.grossAmountFen, found?.lossFen, found?.defraudedFen, found?.fineFen, found?.intent]).to.deep.equal([400_000, 325_125, null, null, false]);
    expect(calculate(parsed.value).fineTotal).to.equal(487_688);
  });

  it('reads the same from a page’s flat names', () => {
    const flat = Object.fromEntries(Object.entries(finding).filter(([name]) => name !== 'grounds').map(([name, value]) => [`findings.0.${name}`, String(value)]));
    const parsed = parseCalculation({ jurisdiction: '330900', decisionDate: '2026-06-01', ...flat, 'findings.0.refusedToCorrect': 'on', 'findings.0.grounds': 'G32-1 G32-3', 'findings.0.__proto__.x': '1' });
    if (!('value' in parsed)) throw new Error(JSON.stringify(parsed.errors));
    const [found] = parsed.value.findings;
    expect([found?.lossFen, found?.refusedToCorrect, found?.grounds, found?.multiple]).to.deep.equal([325_125, true, ['G32-1', 'G32-3'], '1.5']);
  });

  it('reads notices and groups', () => {
    const parsed = parseCalculation({ ...input, sameActGroups: [['f1']], notices: [{ issuedOn: '2026-05-01', fineTotal: '6,164.10', findings: [{ id: 'f1', fine: '10.00' }], newBecauseOf: 'DEFENCE' }] });
    expect('value' in parsed && parsed.value.notices).to.deep.equal([
      { issuedOn: '2026-05-01', fineTotalFen: 616_410, findings: [{ id: 'f1', fineFen: 1_000, suspensionMonths: null }], newBecauseOf: 'DEFENCE' },
    ]);
  });

  const wrong: [string, object, object][] = [
    ['an amount', { loss: '12.345' }, { 'findings.0.loss': 'common.error.money' }],
    ['a number instead of a string', { loss: 12 }, { 'findings.0.loss': 'common.error.money' }],
    ['a date that does not exist', { conductTo: '2023-02-30' }, { 'findings.0.conductTo': 'common.error.date' }],
    ['dates the wrong way round', { conductFrom: '2023-04-01' }, { 'findings.0.conductTo': 'common.error.order' }],
    ['a multiple with three places', { multiple: '1.555' }, { 'findings.0.multiple': 'penalties.error.multiple' }],
    ['months', { suspensionMonths: 'half a year' }, { 'findings.0.suspensionMonths': 'penalties.error.months' }],
    ['an article without rule', { article: '99' }, { 'findings.0.article': 'penalties.error.article' }],
    ['a subject', { subjectKind: 'HOSPITAL' }, { 'findings.0.subjectKind': 'common.error.choose' }],
    ['a tier', { tier: 'SEVERE' }, { 'findings.0.tier': 'common.error.choose' }],
    ['a ground', { grounds: ['G99'] }, { 'findings.0.grounds': 'penalties.error.ground' }],
    ['a violation', { violationCode: 'PR-X-01' }, { 'findings.0.violationCode': 'penalties.error.violation' }],
    ['a choice', { intent: 'maybe' }, { 'findings.0.intent': 'common.error.choose' }],
    ['half a reason for not splitting', { unsplit: { reason: '连续行为', reviewerId: '' } }, { 'findings.0.unsplit': 'penalties.error.unsplit' }],
    ['no id', { id: '' }, { 'findings.0.id': 'penalties.error.id' }],
  ];
  for (const [name, change, expected] of wrong) it(`refuses ${name}`, () => expect(errors(change)).to.deep.equal(expected));

  const bad: [string, unknown][] = [['nothing', null], ['text', '🐥'], ['a list', []], ['no findings', { ...input, findings: [] }], ['an unknown place', { ...input, jurisdiction: 'XX' }],
    ['a group of nobody', { ...input, sameActGroups: [['f9']] }], ['twins', { ...input, findings: [finding, finding] }], ['findings as text', { ...input, findings: 'f1' }]];
  for (const [name, body] of bad) it(`refuses ${name} with a field error`, () => expect(parseCalculation(body)).to.have.property('errors').that.is.not.empty);

  it('takes empty fields as not entered', () => expect(errors({ fine: '', item: '', multiple: '', benchmarkId: '', tier: '', unsplit: null })).to.deep.equal({}));
});

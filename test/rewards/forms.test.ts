import { expect } from 'chai';
import { parseVector } from '../../server/rewards/forms.ts';
import { registry } from './builders.ts';

const errors = (rule: string, input: unknown): Record<string, string> => {
  const parsed = parseVector({ rule, input }, registry);
  return 'errors' in parsed ? Object.fromEntries(Object.entries(parsed.errors).map(([field, { key }]) => [field, key.replace('rewards.error.', '')])) : {};
};
const body = (whole: unknown): string[] => {
  const parsed = parseVector(whole, registry);
  return 'errors' in parsed ? Object.keys(parsed.errors) : [];
};

describe('the estimator’s input', () => {
  const BAD_AMOUNTS: unknown[] = [100, -1, '100', '100.0', '100.000', '-1.00', '+1.00', '1e5', '1,000.00', '01.00', '.50', '1000000000000.00', '', ' 1.00', '１.00', null, true, ['1.00'], '1.00\n'];
  for (const field of ['base', 'officerAmount', 'officerRatePercent', 'officerPoints']) {
    for (const bad of BAD_AMOUNTS) {
      it(`${field} ${JSON.stringify(bad)} is a mistake of its own field`, () => expect(errors('GS-2019/21', { level: 'class1', [field]: bad })).to.deep.include({ [field]: 'decimal' }));
    }
  }

  it('takes good amounts to whole fen and basis points', () => {
    expect(parseVector({ rule: 'GS-2019/21', input: { base: '999999999999.99', level: 'class1', officerRatePercent: '5.50', officerAmount: '0.00', officerReason: '' } }, registry)).to.deep.equal({
      value: {
        rule: 'GS-2019/21',
        confirmed: false,
        input: { lines: [{ id: 'base', inReportedMatter: true, kind: 'loss', amountFen: 99_999_999_999_999 }], level: 'class1', officerRateBp: 550, officerAmountFen: 0, officerReason: '' },
      },
    });
    expect(parseVector({ rule: 'GD-QY-2022', confirmed: true, input: { officerPoints: '0.07', failedGates: ['EXCL_STAFF'], nationalLayer: 'NAT-2022', versionDate: '2024-02-29', baseKind: 'caseValue', profile: 'detailed' } }, registry)).to.deep.equal({
      value: { rule: 'GD-QY-2022', confirmed: true, input: { officerPointsBp: 7, failedGates: ['EXCL_STAFF'], nationalLayer: 'NAT-2022', versionDate: '2024-02-29', baseKind: 'caseValue', profile: 'detailed' } },
    });
  });

  it('takes lines, and never both lines and base', () => {
    const line = { id: '1', inReportedMatter: true, kind: 'loss', amount: '1.00' };
    expect(parseVector({ rule: 'SC-2023', input: { lines: [line, { ...line, id: '2', kind: 'fine' }] } }, registry)).to.deep.equal({
      value: { rule: 'SC-2023', confirmed: false, input: { lines: [{ id: '1', inReportedMatter: true, kind: 'loss', amountFen: 100 }, { id: '2', inReportedMatter: true, kind: 'fine', amountFen: 100 }] } },
    });
    expect(errors('SC-2023', { lines: [line], base: '1.00' })).to.deep.equal({ lines: 'baseTwice' });
    expect(errors('XX', { lines: [line], base: '1.00' })).to.deep.equal({ lines: 'baseTwice' });
    expect(errors('SC-2023', { lines: 'many' })).to.deep.equal({ lines: 'list' });
    expect(errors('SC-2023', { lines: [{ ...line, amount: 1 }] })).to.deep.equal({ 'lines.0.amount': 'decimal' });
    expect(errors('SC-2023', { lines: [line, { ...line, kind: 'other' }] })).to.deep.equal({ 'lines.1.kind': 'choice' });
    expect(errors('SC-2023', { lines: [{ ...line, inReportedMatter: 'yes' }] })).to.deep.equal({ 'lines.0.inReportedMatter': 'boolean' });
    expect(errors('SC-2023', { lines: [{ ...line, note: 1 }] })).to.deep.equal({ 'lines.0.note': 'unknownField' });
    expect(errors('SC-2023', { lines: [{ id: '1', kind: 'loss', amount: '1.00' }] })).to.deep.equal({ 'lines.0.inReportedMatter': 'boolean' });
    expect(errors('SC-2023', { lines: [{ ...line, id: 7 }] })).to.deep.equal({ 'lines.0.id': 'text' });
  });

  it('names unknown fields and values', () => {
    expect(errors('SC-2023', { base: '1.00', colour: 'red' })).to.deep.equal({ colour: 'unknownField' });
    expect(errors('SC-2023', { base: '1.00', profile: 'friend' })).to.deep.equal({ profile: 'choice' });
    expect(errors('FJ-2024', { base: '1.00', level: 'L4' })).to.deep.equal({ level: 'choice' });
    expect(errors('BJ-2023', { base: '1.00', lossBy: 'nobody' })).to.deep.equal({ lossBy: 'choice' });
    expect(errors('SC-2023', { base: '1.00', baseKind: 'guess' })).to.deep.equal({ baseKind: 'choice' });
    expect(errors('SC-2023', { base: '1.00', nationalLayer: 'NAT-2030' })).to.deep.equal({ nationalLayer: 'choice' });
    expect(errors('SC-2023', { base: '1.00', failedGates: ['EXCL_FRIEND'] })).to.deep.equal({ 'failedGates.0': 'choice' });
    expect(errors('SC-2023', { base: '1.00', failedGates: 'EXCL_STAFF' })).to.deep.equal({ failedGates: 'list' });
    for (const versionDate of ['2024-02-30', '2023-02-29', '1900-02-29', '2024-13-01', '2024-00-10', '2024-04-31', '2024-01-00', '2024-1-1', '20240101', 20240101, '2024-01-01T00:00']) {
      expect(errors('SC-2023', { base: '1.00', versionDate })).to.deep.equal({ versionDate: 'date' });
    }
    for (const versionDate of ['2024-02-29', '2000-02-29', '2024-12-31']) expect(errors('SC-2023', { base: '1.00', versionDate })).to.deep.equal({});
  });

  it('refuses what the rule set has no use for', () => {
    expect(errors('SC-2023', { base: '1.00', lossBy: 'unit', level: 'L1', officerAmount: '1.00', officerReason: 'x' })).to.deep.equal({ level: 'noUse', lossBy: 'noUse', officerAmount: 'noUse', officerReason: 'noUse' });
    expect(errors('FJ-2024', { base: '1.00', level: 'class1' })).to.deep.equal({ level: 'noUse' });
    expect(errors('GS-2019/21', { base: '1.00', level: 'L1' })).to.deep.equal({ level: 'noUse' });
    expect(errors('SH-2023d', { base: '1.00', level: 'L3' })).to.deep.equal({ level: 'noUse' });
    expect(errors('HN-new', { base: '1.00', level: 'L3' })).to.deep.equal({});
    expect(errors('HEN-2023', { base: '1.00', level: 'L1' })).to.deep.equal({});
    expect(errors('HEN-2023', { base: '1.00', level: 'class2' })).to.deep.equal({});
    expect(errors('AH-AQ', { officerAmount: '200.00' })).to.deep.equal({ officerAmount: 'noUse' });
    expect(errors('SD-WF', { officerRatePercent: '1.00', officerPoints: '1.00', officerAmount: '1.00', officerReason: '' })).to.deep.equal({ officerRatePercent: 'noUse', officerPoints: 'noUse' });
    expect(errors('GD-QY-2022', { officerRatePercent: '1.00', officerPoints: '1.00', officerAmount: '1.00' })).to.deep.equal({ officerRatePercent: 'noUse' });
    expect(errors('FJ-2019', { officerRatePercent: '1.00', officerPoints: '1.00', officerAmount: '1.00' })).to.deep.equal({ officerPoints: 'noUse' });
    expect(errors('SH-old', { officerRatePercent: '1.00', officerAmount: '1.00' })).to.deep.equal({ officerAmount: 'noUse' });
    expect(errors('SN-TC', { officerRatePercent: '1.00', officerAmount: '1.00' })).to.deep.equal({ officerRatePercent: 'noUse' });
    // Where levels and formula are not known, nothing can be said to be of no use; who caused the loss only Beijing asks.
    expect(errors('ZJ-2023', { base: '1.00', level: 'L1', officerAmount: '1.00' })).to.deep.equal({});
    expect(errors('ZJ-2023', { base: '1.00', lossBy: 'unit' })).to.deep.equal({ lossBy: 'noUse' });
    expect(errors('SC-2023', { base: '1.00', profile: 'insider' })).to.deep.equal({});
  });

  it('takes no layer exactly for rule sets outside the national layers', () => {
    for (const rule of ['TJ-si', 'JS-WJ', 'SH-old', 'OLD-F', 'JM-2017', 'SC-MY-2017', 'GD-HR-2023']) {
      expect(errors(rule, { base: '1.00', nationalLayer: 'none' }), rule).to.deep.equal({});
      expect(errors(rule, { base: '1.00', nationalLayer: 'NAT-2018' }), rule).to.deep.equal({ nationalLayer: 'noUse' });
    }
    expect(errors('YZ', { base: '1.00', nationalLayer: 'none' })).to.deep.equal({ nationalLayer: 'noUse' });
    expect(errors('YZ', { base: '1.00', nationalLayer: 'NAT-2022' })).to.deep.equal({});
    expect(errors('JM-2017', { base: '1.00', nationalLayer: 'NAT-2018', versionDate: '2018-11-01' })).to.deep.equal({});
    expect(errors('JM-2017', { base: '1.00', nationalLayer: 'NAT-2018', versionDate: '2018-10-31' })).to.deep.equal({ nationalLayer: 'noUse' });
  });

  it('wants a rule, an input and nothing else', () => {
    expect(body({ input: {} })).to.deep.equal(['rule']);
    expect(body({ rule: 'YZ' })).to.deep.equal(['input']);
    expect(body({ rule: 7, input: [] })).to.deep.equal(['rule', 'input']);
    expect(body({ rule: 'YZ', input: {}, confirmed: 'yes' })).to.deep.equal(['confirmed']);
    expect(body({ rule: 'YZ', input: {}, note: 'x', expected: '1.00' })).to.deep.equal(['note', 'expected']);
    expect(body({ rule: 'YZ', input: { jointProfiles: [], realName: false } })).to.deep.equal(['jointProfiles', 'realName']);
    for (const nothing of [null, undefined, 7, 'x', []]) expect(body(nothing)).to.deep.equal(['form']);
    expect(body({ rule: 'no such rule', input: { base: '1.00', level: 'L1', lossBy: 'unit' } })).to.deep.equal([]);
    expect(body({ rule: 'no such rule', input: { base: 1 } })).to.deep.equal(['base']);
  });

  it('keeps what was typed', () => {
    expect(parseVector({ rule: 'YZ', input: { base: '1', profile: 'insider' } }, registry)).to.deep.include({ typed: { base: '1', profile: 'insider' } });
    expect(parseVector('x', registry)).to.deep.include({ typed: {} });
  });
});

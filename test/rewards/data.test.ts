import { expect } from 'chai';
import { RULE_SETS } from '../../server/rewards/data/all.ts';
import { checkRuleSets, parseRuleSet } from '../../server/rewards/forms/rule-set.ts';
import { childrenOf } from '../../server/rewards/rules/formula.ts';
import type { Formula } from '../../server/rewards/rules/rule-set.ts';
import { shipped } from './builders.ts';
import { DERIVED, SECTION_15, WHOLLY_REFUSED } from './vectors.ts';

const copy = (id: string, change: Record<string, unknown>): unknown => ({ ...structuredClone(shipped(id)), ...change });
const problems = (input: unknown): string[] => {
  const parsed = parseRuleSet(input);
  return 'problems' in parsed ? parsed.problems.map(({ rule, path }) => `${rule} ${path}`) : [];
};

// The register of section 5 and the stubs of 5.2: id → division code and status.
const REGISTER: Record<string, [code: string | null, status: string]> = {
  'NAT-2018': ['000000', 'historical'], 'NAT-2022': ['000000', 'complete'], 'ZJ-2019': ['330000', 'incomplete'], 'ZJ-2023': ['330000', 'incomplete'],
  'ZJ-CITY': [null, 'incomplete'], 'ZS-own': ['330900', 'incomplete'], 'GD-2019': ['440000', 'incomplete'], 'GD-2023': ['440000', 'draft'], 'GD-QY-2022': ['441800', 'complete'],
  'JM-2017': ['440700', 'incomplete'], 'JM-MSB': ['440700', 'incomplete'], 'HS-2020': ['440784', 'incomplete'], 'BJ-2019': ['110000', 'incomplete'], 'BJ-2023': ['110000', 'complete'],
  'SH-2023d': ['310000', 'draft'], 'SH-old': ['310000', 'historical'], 'SC-2023': ['510000', 'complete'], 'JX-JJ': ['360400', 'complete'], 'HI-2023': ['460000', 'incomplete'],
  'HN-2019': ['430000', 'complete'], 'HN-new': ['430000', 'incomplete'], 'SX-2020': ['140000', 'complete'], 'FJ-2019': ['350000', 'complete'], 'FJ-2024': ['350000', 'complete'],
  'GS-2019/21': ['620000', 'complete'], 'CQ-2025': ['500000', 'complete'], 'HEN-2023': ['410000', 'complete'], 'HEB-2023': ['130000', 'incomplete'], 'HUB-2023': ['420000', 'incomplete'],
  'TJ-2024': ['120000', 'incomplete'], 'TJ-si': ['120000', 'historical'], YZ: ['321000', 'complete'], 'AH-AQ': ['340800', 'complete'], 'AH-WH': ['340200', 'complete'],
  'AH-HF': ['340100', 'incomplete'], 'SN-TC': ['610200', 'complete'], 'SD-WF': ['370700', 'complete'], 'SD-2019': ['370000', 'incomplete'], 'JS-WJ': ['320412', 'historical'],
  'OLD-F': [null, 'historical'],
  'HEB-2019': ['130000', 'incomplete'], 'SX-JC': ['140500', 'incomplete'], 'AH-TONGCHENG': ['340881', 'incomplete'], 'JS-PROV': ['320000', 'incomplete'], 'NC-2020': ['360100', 'incomplete'],
  'DL-2019': ['210200', 'incomplete'], 'HI-2020': ['460000', 'incomplete'], 'SC-SN-2023': ['510900', 'incomplete'], 'JS-TZ-2019': ['321200', 'incomplete'], 'GD-GZ': ['440100', 'incomplete'],
  'CQ-prev': ['500000', 'incomplete'], 'GD-HR-2023': ['440000', 'incomplete'], 'SC-MY-2017': ['510700', 'incomplete'], SZ: ['440300', 'incomplete'],
};

describe('the shipped rule sets', () => {
  it('pass the schema as they are and as JSON', () => {
    expect(checkRuleSets(RULE_SETS)).to.deep.equal(RULE_SETS);
    expect(checkRuleSets(JSON.parse(JSON.stringify(RULE_SETS)))).to.deep.equal(RULE_SETS);
  });
  it('are all of the register and its stubs', () => {
    expect(Object.fromEntries(RULE_SETS.map((rule) => [rule.id, [rule.jurisdictionCode, rule.status]]))).to.deep.equal(REGISTER);
    expect(RULE_SETS.filter((rule) => rule.id === 'GS-2019/21').map((rule) => rule.version)).to.deep.equal([1, 2]);
    expect(RULE_SETS.length).to.equal(Object.keys(REGISTER).length + 1);
  });
  it('either compute in some vector or refuse wholly', () => {
    const computed = new Set([...SECTION_15, ...DERIVED].map((row) => row.rule));
    for (const { id } of RULE_SETS) expect(computed.has(id) !== WHOLLY_REFUSED.includes(id), id).to.equal(true);
  });
  it('carry a source for all that they state', () => {
    for (const rule of RULE_SETS) if (rule.ownRule === 'known' && rule.id !== 'SZ') expect(rule.sources.length, rule.id).to.be.greaterThan(0);
  });
});

describe('a broken rule set', () => {
  const rate = { kind: 'rate', percent: '1', of: 'base' };
  const open = { upTo: null, including: false, then: rate };
  const cases: [name: string, input: unknown, problem: string][] = [
    ['an unknown field', copy('YZ', { colour: 'red' }), 'YZ '],
    ['a lacking field', { ...structuredClone(shipped('YZ')), status: undefined }, 'YZ status'],
    ['an unknown status', copy('YZ', { status: 'good' }), 'YZ status'],
    ['a number for an amount', copy('YZ', { caps: { award: 100_000 } }), 'YZ caps.award'],
    ['a share for a percentage', copy('YZ', { formula: { kind: 'rate', percent: '0.123', of: 'base' } }), 'YZ formula.percent'],
    ['a percentage above 100', copy('YZ', { formula: { kind: 'rate', percent: '101', of: 'base' } }), 'YZ formula.percent'],
    ['a node that does not exist', copy('YZ', { formula: { kind: 'guess' } }), 'YZ formula.kind'],
    ['brackets that fall', copy('YZ', { formula: { kind: 'brackets', brackets: [{ upTo: '10', including: true, then: rate }, { upTo: '5', including: true, then: rate }, open] } }), 'YZ formula.brackets'],
    ['brackets without an open end', copy('YZ', { formula: { kind: 'brackets', brackets: [{ upTo: '10', including: true, then: rate }] } }), 'YZ formula.brackets'],
    ['brackets with two open ends', copy('YZ', { formula: { kind: 'brackets', brackets: [open, open] } }), 'YZ formula.brackets'],
    ['no brackets', copy('YZ', { formula: { kind: 'brackets', brackets: [] } }), 'YZ formula.brackets'],
    ['a first bracket that ends at 0', copy('YZ', { formula: { kind: 'brackets', brackets: [{ upTo: '0', including: true, then: rate }, open] } }), 'YZ formula.brackets'],
    ['segments without an open end', copy('SC-2023', { formula: { kind: 'segments', segments: [{ upTo: '10', including: true, percent: '1' }] } }), 'SC-2023 formula.segments'],
    ['a rate range that runs backwards', copy('YZ', { formula: { kind: 'rateRange', from: '5', to: '4' } }), 'YZ formula'],
    ['a sum range that runs backwards', copy('YZ', { formula: { kind: 'sumRange', from: '5', to: '4' } }), 'YZ formula'],
    ['a no-loss range that runs backwards', copy('YZ', { noLoss: { kind: 'range', from: '5', to: '4' } }), 'YZ noLoss'],
    ['a party that is left out', copy('BJ-2023', { formula: { kind: 'byParty', parties: { unit: rate, insuredPerson: rate } } }), 'BJ-2023 formula.parties.mixed'],
    ['a level of the formula that is not listed', copy('FJ-2024', { levels: shipped('FJ-2024').levels?.slice(0, 2), floors: { award: null, levels: {} } }), 'FJ-2024 levels'],
    ['a level floor without its level', copy('FJ-2024', { floors: { award: null, levels: { class1: '5' } } }), 'FJ-2024 floors.levels'],
    ['a profile that brings a bonus but does not count', copy('YZ', { profiles: [] }), 'YZ profiles'],
    ['a profile of the formula that does not count', copy('CQ-2025', { profiles: ['insider'] }), 'CQ-2025 profiles'],
    ['a cap below the floor', copy('BJ-2023', { caps: { award: '499' } }), 'BJ-2023 caps.award'],
    ['a precision that does not fit the start', copy('FJ-2024', { datePrecision: { from: 'day', to: 'open' } }), 'FJ-2024 datePrecision.from'],
    ['a precision that does not fit the end', copy('FJ-2024', { datePrecision: { from: 'month', to: 'day' } }), 'FJ-2024 datePrecision.to'],
    ['an end before the start', copy('FJ-2024', { effectiveTo: '2024-01-31', datePrecision: { from: 'month', to: 'day' } }), 'FJ-2024 effectiveTo'],
    ['a month that does not exist', copy('FJ-2024', { effectiveFrom: '2024-13' }), 'FJ-2024 effectiveFrom'],
    ['a complete rule set without a formula', copy('YZ', { formula: null }), 'YZ formula'],
    ['a partly computable one without a formula', copy('ZJ-2023', { partlyComputable: true }), 'ZJ-2023 formula'],
    ['an incomplete one that misses nothing', copy('ZJ-2023', { missing: [] }), 'ZJ-2023 missing'],
    ['a frame with a formula', copy('NAT-2022', { formula: rate }), 'NAT-2022 formula'],
    ['a wrapped rule without its layer', copy('YZ', { parentId: null }), 'YZ parentId'],
    ['a layer for a rule that takes none', copy('OLD-F', { parentId: 'NAT-2018' }), 'OLD-F parentId'],
    ['a raise beside a sum range', copy('SD-WF', { bonuses: [{ kind: 'raise', profiles: ['insider'] }] }), 'SD-WF bonuses'],
    ['an officer’s range inside a total', copy('YZ', { formula: { kind: 'total', parts: [rate, { kind: 'rateRange', from: '1', to: '2' }] } }), 'YZ formula.total'],
    ['a field without a mark', copy('YZ', { confidence: {} }), 'YZ confidence'],
    ['an unknown mark', copy('YZ', { confidence: { ...shipped('YZ').confidence, formula: 'X' } }), 'YZ confidence.formula'],
    ['an unknown setting', copy('YZ', { settings: { ...shipped('YZ').settings, capLast: 'maybe' } }), 'YZ settings.capLast'],
    ['an unknown gate', copy('YZ', { exclusions: ['EXCL_FRIEND'] }), 'YZ exclusions.0'],
    ['a code of five digits', copy('YZ', { jurisdictionCode: '32100' }), 'YZ jurisdictionCode'],
  ];
  for (const [name, input, problem] of cases) it(`${name} is found`, () => expect(problems(input)).to.include(problem));

  it('stops the start with every problem at once', () => {
    expect(() => checkRuleSets([...RULE_SETS, shipped('YZ')])).to.throw('rule sets: YZ version stands twice');
    expect(() => checkRuleSets([shipped('YZ')])).to.throw('rule sets: YZ parentId has no such frame');
    expect(() => checkRuleSets([shipped('NAT-2022'), shipped('YZ')])).to.throw('rule sets: YZ parentId has no such frame');
    expect(() => checkRuleSets([shipped('NAT-2018'), copy('YZ', { status: 'x' }), copy('SC-2023', { title: '' }), 7])).to.throw(/YZ status .*; SC-2023 title .*; \? /);
  });

  it('a new jurisdiction needs data only', () => {
    const added = JSON.parse(JSON.stringify({ ...shipped('YZ'), id: 'NEW-2027', jurisdictionCode: '650000', effectiveFrom: '2027-01-01', datePrecision: { from: 'day', to: 'open' } }));
    expect(problems(added)).to.deep.equal([]);
  });
});

describe('walking a formula', () => {
  it('reaches the children of every kind of node', () => {
    const leaf = (yuan: string): Formula => ({ kind: 'sum', yuan });
    const children = (formula: Formula) => childrenOf(formula).map((child) => (child.kind === 'sum' ? child.yuan : child.kind));
    expect(children({ kind: 'brackets', brackets: [{ upTo: null, including: true, then: leaf('1') }] })).to.deep.equal(['1']);
    expect(children({ kind: 'byLevel', levels: { L1: leaf('1'), L2: leaf('2') } })).to.deep.equal(['1', '2']);
    expect(children({ kind: 'byParty', parties: { unit: leaf('1'), insuredPerson: leaf('2'), mixed: leaf('3') } })).to.deep.equal(['1', '2', '3']);
    expect(children({ kind: 'byProfile', profiles: { insider: leaf('1') }, otherwise: leaf('2') })).to.deep.equal(['1', '2']);
    expect(children({ kind: 'total', parts: [leaf('1'), leaf('2')] })).to.deep.equal(['1', '2']);
    expect(children(leaf('1'))).to.deep.equal([]);
  });
});

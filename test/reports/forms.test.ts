import { expect } from 'chai';
import { parseEntry, parseGate, parseMessage, parseSubmission, parseWithdrawal } from '../../server/reports/forms.ts';

const GOOD = { submission: 's', division: '440784', targetKind: 'pharmacy', targetName: '演示药房', narrative: '刷医保卡买了一箱牛奶。', identity: 'anonymous' };
const errorsOf = (change: object): Record<string, string> => {
  const parsed = parseSubmission({ ...GOOD, ...change });
  return 'errors' in parsed ? Object.fromEntries(Object.entries(parsed.errors).map(([field, { key }]) => [field, key])) : {};
};
const valueOf = (change: object) => {
  const parsed = parseSubmission({ ...GOOD, ...change });
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors));
  return parsed.value;
};

describe('reports forms', () => {
  const MISTAKES: [string, object, Record<string, string>][] = [
    ['nothing', { division: '', targetKind: undefined, targetName: undefined, narrative: undefined, identity: undefined },
      { targetKind: 'common.error.choose', targetName: 'reports.error.targetName', division: 'reports.error.division', narrative: 'reports.error.narrative', identity: 'reports.error.identity' }],
    ['blank name', { targetName: ' \u3000\n' }, { targetName: 'reports.error.targetName' }],
    ['long name', { targetName: '药'.repeat(201) }, { targetName: 'reports.error.tooLong' }],
    ['no such division', { division: '44078' }, { division: 'reports.error.division' }],
    ['nine characters', { narrative: '一二三四五六七八九' }, { narrative: 'reports.error.narrative' }],
    ['nine astral characters', { narrative: '𠀀'.repeat(9) }, { narrative: 'reports.error.narrative' }],
    ['5,001 characters', { narrative: '字'.repeat(5001) }, { narrative: 'reports.error.narrativeLong' }],
    ['month 13', { from: '2026-13' }, { from: 'common.error.month' }],
    ['end before start', { from: '2026-08', to: '2026-03' }, { to: 'common.error.order' }],
    ['words as amount', { amount: '好多' }, { amount: 'common.error.money' }],
    ['negative amount', { amount: -5 }, { amount: 'common.error.money' }],
    ['unknown category', { categories: ['witchcraft'] }, { categories: 'common.error.choose' }],
    ['unknown relation', { relation: 'spy' }, { relation: 'common.error.choose' }],
    ['real name without name and contact', { identity: 'realName' }, { name: 'reports.error.name', contact: 'reports.error.contact' }],
    ['all mistakes at once', { identity: 'realName', name: '甲', narrative: '短' }, { narrative: 'reports.error.narrative', contact: 'reports.error.contact' }],
    ['short passphrase', { identity: 'identifiable', passphrase: '九个字的口令不够长' }, { passphrase: 'reports.error.passphrase' }],
    ['objects for texts', { targetName: { $gt: '' }, narrative: ['a'], division: 5 }, { targetName: 'common.error.invalid', division: 'reports.error.division', narrative: 'common.error.invalid' }],
  ];
  for (const [name, change, expected] of MISTAKES) it(`finds ${name}, in the order of the form`, () => {
    expect(errorsOf(change)).to.deep.equal(expected);
    expect(Object.keys(errorsOf(change))).to.deep.equal(Object.keys(expected));
  });

  it('reads what people write', () => {
    expect(valueOf({ from: '２０２６年３月', to: '2026/8', amount: '１，２００．５0', targetName: ' 演示\u0000\n药房 ', categories: 'swapping', narrative: '  第一行。\r\n第二行\u0007，完了。' })).to.deep.equal({
      submission: 's', held: null, division: '440784', targetKind: 'pharmacy', targetName: '演示 药房', institutionId: null, categories: ['swapping'], narrative: '第一行。\n第二行，完了。',
      from: '2026-03', to: '2026-08', amount: 120_050, relation: 'unsaid', identity: 'anonymous', passphrase: null, name: null, contact: null, wantsReward: false,
    });
  });

  it('takes a code for the institution, and no words, which would lie open at rest', () => {
    expect(valueOf({ institutionId: 'H44078400123' })).to.include({ institutionId: 'H44078400123' });
    expect(valueOf({ institutionId: '护士长张某告诉我的' })).to.include({ institutionId: null });
  });

  it('keeps nothing of a choice of name that was not made', () => {
    expect(valueOf({ name: '甲', contact: '000', passphrase: '一个够长的口令十个字', wantsReward: 'yes' })).to.include({ name: null, contact: null, passphrase: null, wantsReward: false });
    expect(valueOf({ identity: 'realName', name: '甲', contact: '000', passphrase: 'x' })).to.include({ name: '甲', passphrase: null, wantsReward: false });
    expect(valueOf({ identity: 'realName', name: '甲', contact: '000', wantsReward: 'yes' })).to.include({ wantsReward: true });
    expect(valueOf({ identity: 'identifiable' })).to.include({ passphrase: null, wantsReward: true });
    expect(valueOf({ identity: 'identifiable', wantsReward: false })).to.include({ wantsReward: false });
  });

  it('survives anything', () => {
    for (const input of [null, undefined, 5, 'x', [], [1], { categories: { a: 1 } }, Object.create(null), { narrative: '\u0000'.repeat(20) }, { submission: 'x'.repeat(101) }]) expect(parseSubmission(input)).to.have.property('errors');
  });

  it('asks for number and code, and never gives the code back', () => {
    const parsed = parseEntry({ number: '', code: 'SECRET' });
    expect(JSON.stringify(parsed)).to.contain('reports.error.number').and.to.not.contain('SECRET');
    expect(parseEntry({ number: '4407', code: 'x' })).to.deep.equal({ value: { number: '4407', code: 'x' } });
    expect(parseGate({ number: '4407', code: 'x' })).to.have.nested.property('errors.saved');
    expect(parseGate({ number: '4407', code: 'x', saved: 'yes' })).to.have.property('value');
    expect(parseMessage({ text: '字'.repeat(5001) })).to.have.nested.property('errors.text');
    expect(parseWithdrawal({})).to.have.nested.property('errors.sure');
  });
});

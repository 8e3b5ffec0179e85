import { expect } from 'chai';
import { wordsOf } from '../../server/kernel/i18n.ts';
import { errorLinks } from '../../server/people/pages.ts';

describe('the lines of an error summary', () => {
  const errors = { account: { key: 'common.error.choose' }, on: { key: 'common.error.date' } } as const;

  it('lead to the fields', () => {
    expect(errorLinks(wordsOf('zh-CN'), { account: errors.account })).to.deep.equal([{ href: '#account', text: '请选一项' }]);
    expect(errorLinks(wordsOf('zh-CN'), undefined)).to.deep.equal([]);
  });

  it('name the field where the mistake alone does not', () => {
    const fields = [{ id: 'account', label: '进哪个账户' }];
    expect(errorLinks(wordsOf('zh-CN'), errors, fields).map(({ text }) => text)[0]).to.equal('进哪个账户：请选一项');
    expect(errorLinks(wordsOf('zh-CN'), errors, fields).map(({ text }) => text)[1]).not.to.contain('进哪个账户');
    expect(errorLinks(wordsOf('en'), errors, [{ id: 'account', label: 'Account' }])[0]?.text).to.match(/^Account: /);
  });
});

import { readFileSync, readdirSync } from 'node:fs';
import { expect } from 'chai';

/** The pages of the reporter, wherever a feature declares one: their menu entry is the place where he comes back. */
const own = readdirSync('server', { recursive: true, encoding: 'utf8' }).filter((name) => /pages.*\.ts$/.test(name))
  .flatMap((name) => [...readFileSync(`server/${name}`, 'utf8').matchAll(/view<\w+>\('([^']+)', (\{[^}]*nav: '\/reports\/status'[^}]*\})/g)].map(([, template = '', options = '']) => ({ template, options })));

describe('tab and history on the reporter’s computer', () => {
  it('name neither a tip-off nor a reward on any page of his own', () => {
    expect(own.map(({ template }) => template)).to.include.members(['reports/mine', 'rewards/claim', 'rewards/notice-way']);
    expect(own.filter(({ options }) => !/\btab: /.test(options)).map(({ template }) => template)).to.deep.equal([]);
  });
});

// To which side a threshold belongs is read from 以内, 以上, 不满 and 超过: the labels of a rule set say it as its text does.
import { expect } from 'chai';
import { wordsOf } from '../../server/kernel/i18n.ts';
import { figuresOf } from '../../server/rewards/pages/figures.ts';
import { shipped } from './builders.ts';

const labels = (id: string, language: 'zh-CN' | 'en' = 'zh-CN'): string[] => figuresOf(wordsOf(language), shipped(id)).map(({ label }) => label).filter((label) => /\d/.test(label));

describe('the ends of brackets and segments in words', () => {
  it('a threshold of Beijing belongs to what is below it', () => {
    expect(labels('BJ-2023')).to.deep.equal(['单位 · 500,000 元以内', '单位 · 超过 500,000 元', '参保人 · 10,000 元以内', '参保人 · 超过 10,000 元']);
  });
  it('a threshold of Yangzhou belongs to what is above it', () => {
    expect(labels('YZ')).to.deep.equal(['不满 50,000 元', '50,000 元以上，不满 150,000 元', '150,000 元以上']);
    expect(labels('YZ', 'en')).to.deep.equal(['below 50,000 yuan', '50,000 yuan or more, below 150,000 yuan', '150,000 yuan or more']);
  });
  it('segments say it too', () => {
    expect(labels('SC-2023')).to.deep.equal(['100,000 元以内', '超过 100,000 元，1,000,000 元以内', '超过 1,000,000 元，10,000,000 元以内', '超过 10,000,000 元']);
  });
});

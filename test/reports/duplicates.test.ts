import { expect } from 'chai';
import fc from 'fast-check';
import { coreName, likeKeys, likenessTo, nameSimilarity, narrativeSimilarityTo } from '../../server/reports/rules/duplicates.ts';
import { PAIRS } from './duplicates.pairs.ts';

describe('duplicates', () => {
  it('finds nine of ten labelled duplicates, and seven of ten that it names are some', () => {
    expect(PAIRS).to.have.length(40);
    const judged = PAIRS.map((pair) => ({ ...pair, ...likenessTo(pair.one)(pair.other) }));
    const named = judged.filter(({ isLike }) => isLike);
    const right = named.filter(({ is }) => is).length;
    const wrong = judged.filter(({ is, isLike }) => is !== isLike).map(({ is, what, narrative, score }) => `${is ? 'missed' : 'false'}: ${what} (${narrative}, ${score})`);
    expect(right / PAIRS.filter(({ is }) => is).length, wrong.join('\n')).to.be.at.least(0.9);
    expect(right / named.length, wrong.join('\n')).to.be.at.least(0.7);
  });

  it('says why', () => {
    const same = PAIRS.find(({ what }) => what === 'linked institution, free spelling');
    expect(same && likenessTo(same.one)(same.other).reasons).to.deep.equal(['institution', 'period', 'category', 'narrative']);
    const copied = PAIRS.find(({ what }) => what === 'copied text, another hospital');
    expect(copied && likenessTo(copied.one)(copied.other).isLike).to.equal(false);
  });

  it('knows a name without its place and form of company, and tells numbers apart', () => {
    expect(coreName('江门市新会区演示大药房有限公司')).to.equal('演示大药房');
    expect(coreName('演示安和医院（东院区）')).to.equal('演示安和医院');
    expect(nameSimilarity('鹤山市演示百草大药房', '演示百草大药房有限公司')).to.equal(1);
    expect(nameSimilarity('演示市第一人民医院', '演示市第二人民医院')).to.equal(0);
    expect(nameSimilarity('', '演示医院')).to.equal(0);
    expect(nameSimilarity('星桥康复医院', '演示星桥康复医院')).to.equal(0.9);
  });

  it('looks up by few keys, whatever is written', () => {
    const report = { institutionId: 'i1', division: '440784', categories: ['swapping'], from: '2026-05', to: '2026-08', content: { targetName: '演示大药房有限公司' } };
    expect(likeKeys(report)).to.deep.equal([
      { kind: 'institution', value: 'i1' }, { kind: 'name', value: '演示大药房' }, { kind: 'conduct', value: '440784 swapping 2026H1' }, { kind: 'conduct', value: '440784 swapping 2026H2' },
    ]);
    expect(likeKeys({ ...report, institutionId: null, categories: [], from: null, to: null, content: { targetName: '' } })).to.deep.equal([{ kind: 'conduct', value: '440784 other ?' }]);
    const many = { ...report, categories: ['a', 'b', 'c', 'd', 'e', 'f', 'g'], from: '1990-01', to: '2026-12' };
    expect(likeKeys(many)).to.have.length(22);
  });

  it('is the same seen from either side, and never breaks', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 80 });
    fc.assert(fc.property(text, text, fc.constantFrom(...PAIRS), (a, b, pair) => {
      const [one, other] = [{ ...pair.one, narrative: a }, { ...pair.other, narrative: b }];
      expect(likenessTo(one)(other)).to.deep.equal(likenessTo(other)(one));
      expect(narrativeSimilarityTo(a)(b)).to.be.within(0, 1);
    }));
  });
});

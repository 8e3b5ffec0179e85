import { expect } from 'chai';
import fc from 'fast-check';
import { createSecretKey } from 'node:crypto';
import { placed } from '../../server/kernel/pieces.ts';
import { jaccard, piecesOf, searchTokens, searchable, similarity, termsOf } from '../../server/kernel/search.ts';

const tokens = searchTokens(createSecretKey(Buffer.alloc(32, 7)));

describe('search', () => {
  it('cuts Chinese into pairs and everything else into words', () => {
    expect([...piecesOf('演示康复医院，虚开CT检查3次')]).to.deep.equal(['演示', '示康', '康复', '复医', '医院', '虚开', 'ct', '检查', '3']);
    expect([...piecesOf('我')]).to.deep.equal([]);
    expect([...piecesOf('𠮷野家')]).to.deep.equal(['𠮷野', '野家']);
  });

  it('reads full and half width, upper and lower case, and wrapped lines as one', () => {
    expect(searchable('ＣＴ　检\n查')).to.equal('ct 检查');
    expect([...piecesOf('ＭＲＩ')]).to.deep.equal([...piecesOf('mri')]);
    expect(termsOf(' 康复  Ａ1 康复 ')).to.deep.equal(['康复', 'a1']);
  });

  it('leads from the searched form back to what was written', () => {
    const shown = (text: string, term: string): string => {
      const { written, searched } = placed(text);
      const at = searched.text.indexOf(term);
      return written.slice(searched.from[at], searched.to[at + term.length - 1]);
    };
    expect(shown('刷了ＭＲＩ检\n查费，三次', 'mri检查费,')).to.equal('ＭＲＩ检\n查费，');
    expect(shown('共㎏３ ㌔', 'kg3')).to.equal('㎏３');
    expect(shown('cafe\u0301 ｶﾞｰｾﾞ', 'é ガー')).to.equal('e\u0301 ｶﾞｰ');
    expect(shown('𠮷野家。', '野家')).to.equal('野家');
    // Sigma is written otherwise at the end of a word: the searched form stands for the text.
    expect(placed('ΟΔΟΣ')).to.deep.include({ written: 'οδος' });
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('我', '医', '，', '、', 'Ａ', 'ﾞ', 'ｶ', '\u0301', 'e', ' ', '\u3000', '\n', '각', 'ᆨ', '㎏', '𠮷', 'İ') })), (text) => {
      const { written, searched } = placed(text);
      expect(searched.text).to.equal(searchable(text));
      expect([searched.from.length, searched.to.length]).to.deep.equal([searched.text.length, searched.text.length]);
      for (let at = 0; at < searched.text.length; at += 1) {
        const [from = -1, to = -1, next = written.length] = [searched.from[at], searched.to[at], searched.from[at + 1]];
        expect(from >= 0 && from < to && to <= written.length && from <= next).to.equal(true);
      }
    }));
  });

  it('says how alike two texts are', () => {
    expect(similarity('挂床住院', '挂床住院')).to.equal(1);
    expect(similarity('挂床住院', '倒卖药品')).to.equal(0);
    expect(similarity('挂床住院', '挂床出院')).to.equal(0.2);
    expect(similarity('', '')).to.equal(0);
    fc.assert(fc.property(fc.array(fc.string()), fc.array(fc.string()), (one, other) => jaccard(one, other) === jaccard(other, one)));
  });

  it('makes tokens that are the same in one place only and whose order tells nothing', () => {
    const here = tokens.tokensOf('440784', ['康复', '医院', '一个长过十六个字节的英文词', 'abcdefghijklmnop']);
    expect(here).to.have.length(4);
    expect(here).to.deep.equal([...here].sort());
    expect(here.every((token) => /^[\w-]{8}$/.test(token))).to.equal(true);
    expect(tokens.tokensOf('440784', ['医院'])[0]).to.be.oneOf(here);
    expect(tokens.tokensOf('330900', ['医院'])[0]).not.to.be.oneOf(here);
    expect(searchTokens(createSecretKey(Buffer.alloc(32, 8))).tokensOf('440784', ['医院'])[0]).not.to.be.oneOf(here);
    expect(tokens.tokensOf('440784', [])).to.deep.equal([]);
  });

  it('gives no two pieces the same token', () => {
    const pieces = Array.from({ length: 5000 }, (_, at) => `${String.fromCodePoint(0x4e00 + at)}医`);
    expect(tokens.tokensOf('440784', pieces)).to.have.length(5000);
    expect(tokens.tokensOf('440784', ['a', 'a\0', '\u0001a'])).to.have.length(3);
  });

  it('brings much the same texts of one day together and others not', () => {
    const bands = (text: string, day = '2026-11-20', place = '440784'): string[] => tokens.bandsOf(place, day, tokens.tokensOf(place, piecesOf(text)));
    const shared = (one: string[], other: string[]): number => one.filter((band) => other.includes(band)).length;
    const first = '我母亲在演示康复医院住院，清单上每天都有理疗，其实她一次也没有做过，请查一查这家医院。';
    expect(shared(bands(first), bands(first))).to.equal(6);
    expect(shared(bands(first), bands(`${first}第7封`))).to.be.at.least(1);
    expect(shared(bands(first), bands('隔壁药店用我的医保卡卖保健品，店员说可以换成鸡蛋。'))).to.equal(0);
    expect(shared(bands(first), bands(first, '2026-11-21'))).to.equal(0);
    expect(shared(bands(first), bands(first, '2026-11-20', '330900'))).to.equal(0);
    expect(bands('')).to.deep.equal([]);
  });
});

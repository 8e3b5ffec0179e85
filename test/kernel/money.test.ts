import { expect } from 'chai';
import fc from 'fast-check';
import {
  addRatio, compareRatio, decimal, formatWan, formatYuan, multiplyRatio, parseDecimal, parseYuan, plainYuan, ratio, timesHalfUp, yuanInWords,
} from '../../server/kernel/money.ts';

describe('money', () => {
  const amounts: [string, number | null][] = [
    ['1,234.50', 123450], ['1234.5', 123450], ['0', 0], ['0.01', 1], [' 12 ', 1200], ['１２３．４５', 12345], ['１，２３４', 123400],
    ['', null], ['1,23', null], ['1.234', null], ['-1', null], ['1e3', null], ['.5', null], ['1.', null], ['12元', null], ['1,2345', null],
    ['90,071,992,547,409.91', 9007199254740991], ['90071992547409.92', null],
  ];
  for (const [typed, fen] of amounts) {
    it(`reads ${JSON.stringify(typed)} as ${fen === null ? 'no amount' : `${fen} fen`}`, () => expect(parseYuan(typed)).to.equal(fen));
  }

  it('prints yuan with separators, plain for JSON, and 万元 for headlines', () => {
    expect(formatYuan(123450)).to.equal('1,234.50');
    expect(formatYuan(0)).to.equal('0.00');
    expect(formatYuan(-5)).to.equal('-0.05');
    expect(formatYuan(100000000)).to.equal('1,000,000.00');
    expect(plainYuan(123450)).to.equal('1234.50');
    expect(formatWan(1234560000)).to.equal('1,234.6');
    expect(formatWan(1949999)).to.equal('1.9');
    expect(formatWan(1950000)).to.equal('2.0');
  });

  it('multiplies by an exact ratio and rounds half up', () => {
    expect(timesHalfUp(33333, decimal('1.35'))).to.equal(45000);
    expect(timesHalfUp(1, decimal('1.5'))).to.equal(2);
    expect(timesHalfUp(5, decimal('1.5'))).to.equal(8);
    expect(timesHalfUp(100, ratio(1, 3))).to.equal(33);
    expect(timesHalfUp(-5, decimal('0.5'))).to.equal(-3);
    expect(() => timesHalfUp(9007199254740991, ratio(2))).to.throw(RangeError);
  });

  it('keeps ratios exact', () => {
    expect(decimal('1.35')).to.deep.equal({ n: 27n, d: 20n });
    expect(addRatio(ratio(1, 3), ratio(1, 6))).to.deep.equal({ n: 1n, d: 2n });
    expect(multiplyRatio(ratio(2, 3), ratio(3, 4))).to.deep.equal({ n: 1n, d: 2n });
    expect(compareRatio(ratio(1, 3), decimal('0.333333'))).to.equal(1);
    expect(compareRatio(ratio(-1, -3), ratio(1, 3))).to.equal(0);
    expect(ratio(1, -2)).to.deep.equal({ n: -1n, d: 2n });
    expect(parseDecimal('1.2.3')).to.equal(null);
    expect(() => ratio(1, 0)).to.throw(RangeError);
  });

  const words: [number, string][] = [
    [823430, '捌仟贰佰叁拾肆元叁角整'], [0, '零元整'], [5, '伍分'], [50, '伍角整'], [105, '壹元零伍分'], [100000, '壹仟元整'], [100105, '壹仟零壹元零伍分'],
    [1000000, '壹万元整'], [1001000, '壹万零壹拾元整'], [10000500, '壹拾万零伍元整'], [10050000000, '壹亿零伍拾万元整'], [616410, '陆仟壹佰陆拾肆元壹角整'],
    [10000000001, '壹亿元零壹分'],
  ];
  for (const [fen, text] of words) it(`writes ${formatYuan(fen)} as ${text}`, () => expect(yuanInWords(fen)).to.equal(text));

  it('reads back every amount it prints', () => {
    fc.assert(fc.property(fc.maxSafeNat(), (fen) => parseYuan(formatYuan(fen)) === fen && parseYuan(plainYuan(fen)) === fen));
  });

  it('rounds within half a fen, never more', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(999), fc.integer({ min: 1, max: 999 }), (fen, n, d) => {
        const off = BigInt(timesHalfUp(fen, ratio(n, d))) * BigInt(d) - BigInt(fen) * BigInt(n);
        return 2n * off <= BigInt(d) && 2n * off > -BigInt(d);
      }),
    );
  });
});

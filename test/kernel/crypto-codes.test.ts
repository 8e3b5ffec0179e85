import { expect } from 'chai';
import fc from 'fast-check';
import {
  codeGroups, isWellFormedCode, isWellFormedNumber, newAccessCode, newReportNumber, normaliseCode, normaliseNumber,
} from '../../server/kernel/crypto.ts';

const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const put = (text: string, at: number, symbol: string): string => text.slice(0, at) + symbol + text.slice(at + 1);
const swap = (text: string, at: number): string => text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);

describe('access codes', () => {
  it('has 16 symbols and a check, and is well formed', () => {
    for (let n = 0; n < 200; n += 1) expect(newAccessCode()).to.match(/^[0-9A-HJKMNP-TV-Z]{17}$/).and.satisfy(isWellFormedCode);
    expect(newAccessCode()).not.to.equal(newAccessCode());
  });

  it('knows one code by heart', () => {
    expect(isWellFormedCode('00000000000000000')).to.equal(true);
    expect(isWellFormedCode('0000000000000001A')).to.equal(false);
    expect(isWellFormedCode('00000000000000012')).to.equal(true);
    expect(isWellFormedCode('0000000000000001')).to.equal(false);
    expect(isWellFormedCode('')).to.equal(false);
    expect(isWellFormedCode('U0000000000000000')).to.equal(false);
  });

  it('catches every change of one symbol, at every place', () => {
    fc.assert(fc.property(fc.constant(null).map(newAccessCode), (code) => {
      for (let at = 0; at < 17; at += 1) {
        for (const symbol of SYMBOLS) {
          if (symbol !== code.charAt(at) && isWellFormedCode(put(code, at, symbol))) return false;
        }
      }
      return true;
    }), { numRuns: 50 });
  });

  it('catches every swap of two neighbours', () => {
    fc.assert(fc.property(fc.constant(null).map(newAccessCode), fc.nat(15), (code, at) =>
      code.charAt(at) === code.charAt(at + 1) || !isWellFormedCode(swap(code, at))), { numRuns: 500 });
  });

  it('reads what people type', () => {
    expect(normaliseCode(' 7k3m q9xd—2hvt·8rwb_p ')).to.equal('7K3MQ9XD2HVT8RWBP');
    expect(normaliseCode('oOiIlL')).to.equal('001111');
    expect(normaliseCode('７Ｋ３Ｍ　Ｑ９ＸＤ')).to.equal('7K3MQ9XD');
    expect(normaliseCode('x'.repeat(100_000))).to.have.length(100);
    expect(codeGroups('7K3MQ9XD2HVT8RWBP')).to.deep.equal(['7K3M', 'Q9XD', '2HVT', '8RWB', 'P']);
  });
});

describe('report numbers', () => {
  it('carries the prefecture and is well formed', () => {
    for (let n = 0; n < 200; n += 1) {
      expect(newReportNumber('330902')).to.match(/^3309-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/).and.satisfy(isWellFormedNumber);
    }
    expect(newReportNumber('44').slice(0, 5)).to.equal('4400-');
  });

  it('catches every change of one symbol and every swap of neighbours, the prefecture included', () => {
    fc.assert(fc.property(fc.constant('440784').map(newReportNumber), (number) => {
      const bare = number.replaceAll('-', '');
      for (let at = 0; at < 12; at += 1) {
        for (const symbol of SYMBOLS) {
          if (symbol !== bare.charAt(at) && isWellFormedNumber(normaliseNumber(put(bare, at, symbol)))) return false;
        }
        const swapped = swap(bare, at);
        if (at < 11 && swapped !== bare && isWellFormedNumber(normaliseNumber(swapped))) return false;
      }
      return true;
    }), { numRuns: 50 });
  });

  it('is read with or without its dashes', () => {
    const number = newReportNumber('330900');
    expect(normaliseNumber(number)).to.equal(number);
    expect(normaliseNumber(` ${number.toLowerCase().replaceAll('-', ' ')} `)).to.equal(number);
    expect(normaliseNumber('3309')).to.equal('3309');
    expect(isWellFormedNumber('3309')).to.equal(false);
    expect(isWellFormedNumber('')).to.equal(false);
  });

  it('keeps the suffix of a split child', () => {
    const number = newReportNumber('330900');
    expect(normaliseNumber(`${number}-2`)).to.equal(`${number}-2`).and.satisfy(isWellFormedNumber);
    expect(isWellFormedNumber(`${number}-12`)).to.equal(true);
    for (const suffix of ['0', '1', '02', '100', 'A']) expect(isWellFormedNumber(`${number}-${suffix}`), suffix).to.equal(false);
  });
});

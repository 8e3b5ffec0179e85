import { expect } from 'chai';
import fc from 'fast-check';
import { creditCheck, isCreditCode, isInsuranceCode, writtenCode } from '../../server/institutions/rules/codes.ts';

describe('institutions: codes', () => {
  it('knows valid unified social credit codes by their check symbol (GB 32100-2015)', () => {
    // The first is the example of the standard; the others belong to large, well-known companies.
    for (const code of ['91350100M000100Y43', '9144030071526726XG', '914403001922038216']) expect(isCreditCode(code), code).to.equal(true);
    expect(creditCheck('91350100M000100Y4')).to.equal('3');
    expect(creditCheck('9144030071526726X')).to.equal('G');
    expect(creditCheck('91440784MA000000I')).to.equal(null);
  });
  it('refuses a wrong check symbol, letters that the standard leaves out, and other lengths', () => {
    for (const code of ['91350100M000100Y44', '91350100M000100Y4O', '91350100M000100Y4', '91350100M000100Y433', '', '9135010OM000100Y43', '91350100m000100y43']) expect(isCreditCode(code), code).to.equal(false);
  });
  it('notices every single wrong symbol', () => {
    fc.assert(fc.property(fc.nat(17), fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), (at, symbol) => {
      const code = '91350100M000100Y43';
      fc.pre(code[at] !== symbol);
      return !isCreditCode(code.slice(0, at) + symbol + code.slice(at + 1));
    }));
  });
  it('writes codes as they are written, and asks little of an insurance code', () => {
    expect(writtenCode(' 91350100ｍ000100y43 ')).to.equal('91350100M000100Y43');
    expect(isInsuranceCode('H44078400001')).to.equal(true);
    for (const code of ['H4407', 'H4407840000-1', '鹤山00001']) expect(isInsuranceCode(code), code).to.equal(false);
  });
});

import { Binary, Decimal128, Double, Int32, Long, ObjectId } from 'bson';
import { expect } from 'chai';
import fc from 'fast-check';
import { compare, cut, encodeValue } from '../../../../server/kernel/database/embedded/keys.ts';
import { SCALARS } from '../sequences.ts';

const scalar = fc.oneof(
  fc.constantFrom(...SCALARS), fc.string({ unit: 'binary', maxLength: 4 }), fc.double().map(n => new Double(n)), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(Long.fromBigInt),
  fc.tuple(fc.bigInt({ min: -(10n ** 33n), max: 10n ** 33n }), fc.integer({ min: -30, max: 30 })).map(([n, e]) => Decimal128.fromString(`${n}E${e}`)),
  fc.uint8Array({ maxLength: 3 }).map(bytes => new Binary(bytes)),
);
const { value } = fc.letrec(tie => ({
  value: fc.oneof({ depthSize: 'small' }, scalar, fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.string({ maxLength: 2 }), tie('value'), { maxKeys: 3, noNullPrototype: true })),
}));

describe('the order of BSON values', () => {
  const rising: unknown[] = [
    null, new Double(NaN), new Double(-Infinity), Long.fromString('-9223372036854775808'), new Int32(-1), new Double(0), Decimal128.fromString('0.1'), new Double(0.1),
    new Int32(1), new Double(9007199254740992), Decimal128.fromString('9007199254740992.5'), Long.fromString('9007199254740993'), new Double(Infinity),
    '', '\0', 'a', 'a\0', 'ab', 'b', '\uFFFD', '\u{1F600}', {}, { a: 1 }, { a: 1, b: 1 }, { b: 1 }, { a: 'x' }, [], [1], [1, 2], [2],
    new Binary(Buffer.from([0xff])), new Binary(Buffer.from([0xfe]), 128), new Binary(Buffer.from([0, 0])), new ObjectId('0'.repeat(24)), new ObjectId(`f${'0'.repeat(23)}`),
    false, true, new Date(-1), new Date(0), new Date(1),
  ];
  it('is this, one by one', () => {
    rising.forEach((low, i) => rising.slice(i + 1).forEach((high, j) => {
      expect(Math.sign(compare(low, high)), `${i} before ${i + 1 + j}`).to.equal(-1);
      expect(Math.sign(compare(high, low)), `${i + 1 + j} after ${i}`).to.equal(1);
    }));
  });
  it('does not see the type of a number', () => {
    for (const [a, b] of [[new Int32(5), new Double(5)], [Long.fromNumber(5), Decimal128.fromString('5.00')], [new Double(0), new Double(-0)], [null, undefined]]) expect(compare(a, b)).to.equal(0);
  });
  it('is the order of the keys as bytes', () => {
    fc.assert(fc.property(value, value, (a, b) => {
      expect(Math.sign(Buffer.compare(encodeValue(a), encodeValue(b)))).to.equal(Math.sign(compare(a, b)));
    }), { numRuns: 3000 });
  });
  it('has keys of which none begins another', () => {
    fc.assert(fc.property(value, value, (a, b) => {
      const [x, y] = [encodeValue(a), encodeValue(b)];
      expect(x.equals(y) || !y.subarray(0, x.length).equals(x)).to.equal(true);
    }), { numRuns: 2000 });
  });
  it('keeps long values apart although their keys are cut', () => {
    const [a, b] = ['a'.repeat(5000), `${'a'.repeat(4999)}b`].map(text => cut(encodeValue(text)));
    expect([a?.length, b?.length, a?.equals(b ?? Buffer.alloc(0))]).to.deep.equal([273, 273, false]);
  });
});

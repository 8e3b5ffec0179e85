import { expect } from 'chai';
import { random } from '../../server/kernel/crypto/random.ts';

describe('random bytes', () => {
  it('gives out no byte twice, over the end of what was drawn at once', () => {
    const given = Array.from({ length: 600 }, () => random(16));
    expect(given.map((bytes) => bytes.length)).to.deep.equal(Array<number>(600).fill(16));
    expect(new Set(given.map((bytes) => bytes.toString('hex'))).size).to.equal(600);
    const before = given.map((bytes) => bytes.toString('hex'));
    random(32);
    expect(given.map((bytes) => bytes.toString('hex'))).to.deep.equal(before);
  });

  it('draws as much as is asked for', () => {
    expect([random(1).length, random(4000).length, random(4096).length]).to.deep.equal([1, 4000, 4096]);
  });
});

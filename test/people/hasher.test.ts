import { expect } from 'chai';
import { passwordHasher } from '../../server/people/adapters.ts';

describe('the time of a password', () => {
  it('is that of an unknown account also where the digest is a cheap one', async () => {
    const hasher = passwordHasher(10);
    const cheap = await passwordHasher(4).hash('printed');
    const took = async (hash: string | null): Promise<number> => {
      const times: number[] = [];
      for (let n = 0; n < 5; n += 1) {
        const from = performance.now();
        await hasher.matches('guessed', hash);
        times.push(performance.now() - from);
      }
      return Math.min(...times);
    };
    expect((await took(cheap)) / (await took(null))).to.be.greaterThan(0.2);
    expect([await hasher.matches('printed', cheap), await hasher.matches('guessed', cheap), await hasher.matches('no such account', null)]).to.deep.equal([true, false, false]);
  });
});

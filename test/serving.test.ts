// What a start begins by itself.
import { expect } from 'chai';
import { serving } from '../server/serving.ts';
import { openSite } from './support/http.ts';

describe('a start', function () {
  this.timeout(60_000);

  it('computes every stored reward again, each time', async () => {
    const site = await openSite();
    const { rewards } = site.services;
    for (const start of [1, 2]) {
      const started: ReturnType<typeof serving>[] = [];
      const result = await new Promise((resolve) => {
        const verify: typeof rewards.verify = async (goesOn) => {
          const found = await rewards.verify(goesOn);
          resolve(found);
          return found;
        };
        started.push(serving({ ...site.services, rewards: { ...rewards, verify } }, async () => null, () => undefined));
      });
      expect(result, `start ${start}`).to.deep.include({ checked: 0, differing: [], engine: '1' });
      expect(await rewards.verification()).to.deep.equal(result);
      for (const running of started) await running.stop();
    }
    await site.close();
  });
});

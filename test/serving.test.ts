// What a start begins by itself.
import { expect } from 'chai';
import { serving } from '../server/serving.ts';
import { openSite, type TestSite } from './support/http.ts';

describe('a start', function () {

  let site: TestSite;
  const started: ReturnType<typeof serving>[] = [];
  beforeEach(async () => {
    site = await openSite();
  });
  afterEach(async () => {
    for (const running of started.splice(0)) await running.stop();
    await site.close();
  });

  it('computes every stored reward again, each time', async () => {
    const { rewards } = site.services;
    for (const start of [1, 2]) {
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
      for (const running of started.splice(0)) await running.stop();
    }
  });
});

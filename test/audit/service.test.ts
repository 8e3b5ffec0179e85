import { expect } from 'chai';
import { done, refused } from '../../server/audit/rules.ts';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';

describe('the record of acts', () => {
  let site: TestSite;
  before(async () => {
    site = await openSite();
  });
  after(() => site.close());

  it('counts how often something was done, not how often it was tried', async () => {
    const { audit } = site.services;
    const subject = { kind: 'reward', id: 'r1' };
    await audit.record(refused('rewards.openClaim', 'head', '440784', subject));
    await audit.record(done('rewards.openClaim', 'reward1', '440784', subject));
    await audit.record(done('rewards.read', 'reward1', '440784', subject));
    expect(await audit.count({ subjectId: 'r1', act: 'rewards.openClaim' })).to.equal(1);
  });
});

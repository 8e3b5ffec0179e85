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

  it('counts for many subjects at once, and names nobody to whom nothing was done', async () => {
    const { audit } = site.services;
    for (const [act, id] of [['evidence.preview', 'f1'], ['evidence.download', 'f1'], ['evidence.preview', 'f2'], ['evidence.note', 'f2'], ['evidence.preview', 'f4']] as const) {
      await audit.record(done(act, 'one', '440784', { kind: 'file', id }));
    }
    await audit.record(refused('evidence.download', 'two', '440784', { kind: 'file', id: 'f3' }));
    expect([...(await audit.tally(['f1', 'f2', 'f3'], ['evidence.preview', 'evidence.download']))].sort()).to.deep.equal([['f1', 2], ['f2', 1]]);
    expect(await audit.tally([], ['evidence.preview'])).to.have.property('size', 0);
  });
});

import { expect } from 'chai';
import { startKeeping, type Keeping } from './support/keeping.ts';

describe('the store of files', () => {
  let kept: Keeping;
  before(async () => {
    kept = await startKeeping();
    await kept.evidence.hold([await kept.receive('a.txt', 'a')], null);
  });
  after(() => kept.stop());

  for (const [what, filter, index] of [
    ['files under a handle', { handleDigest: 'x', keptUntil: { $gt: new Date(0) } }, 'handleDigest_1'],
    ['files whose time is over', { keptUntil: { $lte: new Date(0) } }, 'keptUntil_1'],
    ['files by id', { _id: { $in: ['a', 'b'] } }, '_id_'],
  ] as const) {
    it(`finds ${what} by an index`, async () => {
      const plan = JSON.stringify(await kept.connection.model('File').find(filter).explain('executionStats'));
      expect(plan).to.contain(`"indexName":"${index}"`);
    });
  }

  it('refuses a second row of the same id', async () => {
    const file = await kept.receive('b.txt', 'b');
    await kept.evidence.keep([file], { kind: 'report', id: 'r1' });
    const error: unknown = await kept.evidence.keep([file], { kind: 'report', id: 'r2' }).then(() => null, (thrown: unknown) => thrown);
    expect(error).to.have.property('code', 11000);
  });
});

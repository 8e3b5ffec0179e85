import { expect } from 'chai';
import { sparingly } from '../../server/kernel/memory.ts';

describe('sparing work', () => {
  it('hands on what the work answers and what it throws, also when several run at once', async () => {
    const failing = sparingly(() => Promise.reject(new Error('broken')));
    const others = await Promise.all([sparingly(async () => 'one'), sparingly(() => sparingly(async () => 'within'))]);
    expect(others).to.deep.equal(['one', 'within']);
    expect(await failing.catch((error: unknown) => String(error))).to.equal('Error: broken');
  });
});

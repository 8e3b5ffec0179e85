import { expect } from 'chai';
import { syncBuiltinESMExports } from 'node:module';
import v8 from 'node:v8';
import { sparingly } from '../../server/kernel/memory.ts';

describe('sparing work', () => {
  const real = v8.setFlagsFromString;
  let said: string[] = [];
  beforeEach(() => {
    said = [];
    v8.setFlagsFromString = (flag) => void said.push(flag);
    syncBuiltinESMExports();
  });
  afterEach(() => {
    v8.setFlagsFromString = real;
    syncBuiltinESMExports();
  });

  it('hands on what the work answers and what it throws, also when several run at once', async () => {
    const failing = sparingly(() => Promise.reject(new Error('broken')));
    const others = await Promise.all([sparingly(async () => 'one'), sparingly(() => sparingly(async () => 'within'))]);
    expect(others).to.deep.equal(['one', 'within']);
    expect(await failing.catch((error: unknown) => String(error))).to.equal('Error: broken');
  });

  it('lets the heap grow by little while anything of it runs, and as V8 likes from the last end on, failed or not', async () => {
    let end: (() => void) | undefined;
    const long = sparingly(() => new Promise<void>((resolve) => { end = resolve; }));
    await sparingly(() => Promise.reject(new Error('broken'))).catch(() => undefined);
    expect(said).to.deep.equal(['--heap-growing-percent=60']);
    end?.();
    await long;
    expect(said).to.deep.equal(['--heap-growing-percent=60', '--heap-growing-percent=0']);
  });
});

// Behind a proxy: whose address it is that limits count by.
import { expect } from 'chai';
import { openSite } from '../../support/http.ts';
import type { TestSite } from '../../support/http.ts';
import { addStaff } from '../../support/people.ts';

const tip = (n: number) => ({ identity: 'anonymous', targetKind: 'pharmacy', targetName: `演示药店${n}`, division: '440784', narrative: `演示经过第${n}件，写得足够具体。` });

describe('behind proxies', () => {
  let site: TestSite;
  afterEach(() => site.close());

  async function answers(env: Record<string, string>, forwarded: (n: number) => string): Promise<number[]> {
    site = await openSite({ env: { TIP_OFFS_PER_SOURCE: '2', ...env } });
    await addStaff(site.services);
    const found: number[] = [];
    for (let n = 1; n <= 3; n += 1) found.push((await site.client().postJson('/reports', tip(n), { headers: { 'x-forwarded-for': forwarded(n) } })).status);
    return found;
  }

  it('an address that the sender wrote himself before that of the proxy gives no budget of its own', async () => {
    expect(await answers({ TRUST_PROXY: 'true' }, (n) => `198.51.100.${n}, 203.0.113.9`)).to.deep.equal([201, 201, 429]);
  });
  it('each address that the proxy wrote has its own', async () => {
    expect(await answers({ TRUST_PROXY: 'true' }, (n) => `198.51.100.7, 203.0.113.${n}`)).to.deep.equal([201, 201, 201]);
  });
  it('with two in a row the first of them knows the sender', async () => {
    expect(await answers({ TRUST_PROXY: '2' }, (n) => `198.51.100.${n}, 203.0.113.9, 192.0.2.1`)).to.deep.equal([201, 201, 429]);
  });
  it('and without one nothing is believed', async () => {
    expect(await answers({}, (n) => `203.0.113.${n}`)).to.deep.equal([201, 201, 429]);
  });
});

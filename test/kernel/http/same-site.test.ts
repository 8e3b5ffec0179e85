import { expect } from 'chai';
import { openKernel } from '../../support/kernel-app.ts';

describe('same-site protection', () => {
  let kernel: Awaited<ReturnType<typeof openKernel>>;
  before(async () => {
    kernel = await openKernel((app) => {
      for (const method of ['get', 'post', 'put', 'delete'] as const) app[method]('/act', (_req, res) => void res.send('done'));
    });
  });
  after(() => kernel.close());
  const send = async (method: string, headers: Record<string, string>): Promise<number> => (await fetch(`${kernel.origin}/act`, { method, headers })).status;

  it('takes writes of our own pages and of programs that send neither header', async () => {
    expect(await send('POST', { 'sec-fetch-site': 'same-origin', origin: kernel.origin })).to.equal(200);
    expect(await send('POST', { 'sec-fetch-site': 'none' })).to.equal(200);
    expect(await send('POST', {})).to.equal(200);
  });
  it('takes our own forms as browsers post them from pages without a referrer', async () => {
    expect(await send('POST', { 'sec-fetch-site': 'same-origin', origin: 'null' })).to.equal(200);
    expect(await send('POST', { origin: 'null' })).to.equal(200);
  });
  it('refuses writes that come from elsewhere, whatever the method, even from a sister site or with one header right', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      expect(await send(method, { 'sec-fetch-site': 'cross-site' }), method).to.equal(403);
      expect(await send(method, { 'sec-fetch-site': 'same-site' }), method).to.equal(403);
      expect(await send(method, { origin: 'https://evil.example' }), method).to.equal(403);
      expect(await send(method, { 'sec-fetch-site': 'cross-site', origin: 'null' }), method).to.equal(403);
      expect(await send(method, { 'sec-fetch-site': 'same-origin', origin: kernel.origin.replace('127.0.0.1', 'localhost') }), method).to.equal(403);
    }
  });
  it('lets everybody read', async () => {
    expect(await send('GET', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).to.equal(200);
  });
});

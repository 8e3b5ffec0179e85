import { expect } from 'chai';
import { openKernel } from '../../support/kernel-app.ts';

const page = async (isHttps: boolean): Promise<Headers> => {
  const kernel = await openKernel((app) => void app.get('/', (_req, res) => void res.send('page')), { isHttps });
  const { headers } = await kernel.client.get('/');
  await kernel.close();
  return headers;
};

describe('headers', () => {
  it('allow nothing inline, nothing from elsewhere, no frame and no referrer', async () => {
    const headers = await page(false);
    expect(headers.get('content-security-policy')?.split(';')).to.have.members([
      "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "font-src 'self'", "media-src 'self'",
      "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    ]);
    expect(headers.get('referrer-policy')).to.equal('no-referrer');
    expect(headers.get('x-content-type-options')).to.equal('nosniff');
    expect(headers.get('cross-origin-opener-policy')).to.equal('same-origin');
    expect(headers.get('strict-transport-security')).to.equal(null);
    expect(headers.get('cache-control')).to.equal('no-store');
  });
  it('hold browsers to https where the site has it', async () => {
    const headers = await page(true);
    expect(headers.get('content-security-policy')).to.include('upgrade-insecure-requests');
    expect(headers.get('strict-transport-security')).to.match(/^max-age=\d{7,}/);
  });
});

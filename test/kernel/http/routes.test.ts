import { expect } from 'chai';
import { feature } from '../../../server/kernel/http/routes.ts';
import type { Access, Feature } from '../../../server/kernel/http/routes.ts';
import type { Person } from '../../../server/people/rules/person.ts';
import { aPerson, openKernel } from '../../support/kernel-app.ts';

const ACCESSES: Record<string, Access> = { open: 'public', mine: 'reporter', staff: 'officer', heads: ['head'], two: ['head', 'intake'] };

function routesFor(): Feature {
  const all = feature();
  for (const [name, access] of Object.entries(ACCESSES)) {
    all.get(`/${name}`, access, (_req, res) => void res.send('in'));
    all.post(`/${name}`, access, (_req, res) => void res.send('in'));
  }
  all.get('/account/password', 'officer', (_req, res) => void res.send('in'));
  return all;
}

async function statuses(person: Person | null, method: 'get' | 'post' = 'get'): Promise<Record<string, number>> {
  const kernel = await openKernel((app) => void app.use(routesFor().router), { person });
  const found: Record<string, number> = {};
  const ask = (path: string) => (method === 'get' ? kernel.client.get(path, { follow: false }) : kernel.client.post(path, {}, { follow: false }));
  for (const name of Object.keys(ACCESSES)) found[name] = (await ask(`/${name}`)).status;
  await kernel.close();
  return found;
}

describe('routes', () => {
  it('declares what it registers', () => {
    const { routes } = routesFor();
    expect(routes.slice(0, 2)).to.deep.equal([{ method: 'get', path: '/open', access: 'public' }, { method: 'post', path: '/open', access: 'public' }]);
    expect(routes).to.have.length(11);
  });
  it('lets each in where declared', async () => {
    const in200 = { open: 200, mine: 200 };
    expect(await statuses(aPerson({ roles: ['head'] }))).to.deep.equal({ ...in200, staff: 200, heads: 200, two: 200 });
    expect(await statuses(aPerson({ roles: ['intake'] }))).to.deep.equal({ ...in200, staff: 200, heads: 403, two: 200 });
    expect(await statuses(aPerson({ roles: ['auditor'] }), 'post')).to.deep.equal({ ...in200, staff: 200, heads: 403, two: 403 });
    expect(await statuses(aPerson({ roles: ['intake', 'head'] }))).to.deep.equal({ ...in200, staff: 200, heads: 200, two: 200 });
  });
  it('asks nobody to sign in and come back, a program with 401', async () => {
    const kernel = await openKernel((app) => void app.use(routesFor().router));
    const asked = await kernel.client.get('/heads?a=1', { follow: false });
    expect([asked.status, asked.location]).to.deep.equal([303, '/sign-in?back=%2Fheads%3Fa%3D1']);
    const posted = await kernel.client.post('/heads', {}, { follow: false });
    expect([posted.status, posted.location]).to.deep.equal([303, '/sign-in']);
    const program = await kernel.client.get('/heads', { headers: { accept: 'application/json' } });
    expect([program.status, program.headers.get('content-type')]).to.deep.equal([401, 'application/problem+json; charset=utf-8']);
    await kernel.close();
  });
  it('sends one who must change the password there first, from everywhere but the public pages', async () => {
    const kernel = await openKernel((app) => void app.use(routesFor().router), { person: aPerson({ roles: ['head'], mustChangePassword: true }) });
    expect((await kernel.client.get('/heads', { follow: false })).location).to.equal('/account/password');
    expect((await kernel.client.post('/staff', {}, { follow: false })).location).to.equal('/account/password');
    expect((await kernel.client.get('/account/password', { follow: false })).status).to.equal(200);
    expect((await kernel.client.get('/open', { follow: false })).status).to.equal(200);
    await kernel.close();
  });
});

// Every registered route × every role and nobody. Who may use what is declared beside each route; here it is tried.
import { expect } from 'chai';
import { createHash } from 'node:crypto';
import type { Route } from '../server/kernel/http/routes.ts';
import { ROLES } from '../server/people/rules/person.ts';
import type { Role } from '../server/people/rules/person.ts';
import { openSite } from './support/http.ts';
import type { Answer, Client, TestSite } from './support/http.ts';
import { addStaff, PASSWORD } from './support/people.ts';
import { addressOf, addSamples } from './support/samples.ts';
import type { Samples } from './support/samples.ts';

/** What anybody may ask for or send. A route that is declared public and does not stand here fails. */
const PUBLIC = [
  'GET /', 'GET /contact', 'GET /sign-in', 'POST /sign-in',
  'GET /reports/new', 'POST /reports', 'POST /reports/sending', 'POST /reports/saved', 'POST /reports/receipt', 'POST /reports/exit', 'GET /reports/leave', 'GET /reports/status', 'POST /reports/status', 'GET /reports/example', 'GET /institutions/list/:file', 'GET /receipts/keys',
  'GET /notices', 'GET /notices/:id', 'GET /notices/feed.atom', 'GET /notices/withdrawn', 'GET /statistics',
  'GET /rewards/estimate', 'POST /rewards/estimate', 'GET /rewards/rules', 'GET /rewards/rules/:id', 'GET /rewards/rules/export', 'GET /rewards/rules/:id/export', 'GET /rewards/rules/compare',
];
/** Routes that answer before anybody is known; they are not declared by a feature. */
const OUTSIDE_FEATURES = ['GET /healthz', 'GET /readyz', 'GET /preferences'];
/** One person per role. */
const HOLDERS: Record<Role, string> = {
  intake: 'intake', investigator: 'investigator1', legalReviewer: 'reviewer', head: 'head', rewardOfficer: 'reward1', publisher: 'publisher1', auditor: 'auditor', administrator: 'admin',
};

const nameOf = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;
const mayUse = ({ access }: Route, role: Role): boolean => access === 'officer' || (Array.isArray(access) && access.includes(role));
/** Express types a field of this name as any. */
const routesOf = (site: TestSite): readonly Route[] => site.app.routes;
const isOpen = ({ access }: Route): boolean => access === 'public' || access === 'reporter';

/** Content of every collection but the record of acts. */
async function contentOf(site: TestSite): Promise<Record<string, string>> {
  const { connection } = site.services.database;
  const names = Object.values(connection.models).map((model) => model.collection.name).filter((name) => name !== 'audit').sort();
  const found: Record<string, string> = {};
  for (const name of names) {
    const rows = (await connection.collection(name).find({}).toArray()).map((row) => JSON.stringify(row)).sort();
    found[name] = createHash('sha256').update(rows.join('\n')).digest('hex').slice(0, 12);
  }
  return found;
}

describe('access', function () {
  this.timeout(120_000);
  let site: TestSite;
  let samples: Samples;
  const clients = new Map<Role, Client>();
  before(async () => {
    site = await openSite();
    samples = await addSamples(site, await addStaff(site.services));
    for (const role of ROLES) clients.set(role, site.client());
  });
  after(() => site.close());

  async function ask(client: Client, { method, path }: Route, accept = 'text/html'): Promise<Answer> {
    const address = addressOf(path, samples) ?? path;
    return method === 'get' ? client.get(address, { follow: false, headers: { accept } }) : client.post(address, {}, { follow: false, headers: { accept } });
  }
  async function holder(role: Role): Promise<Client> {
    const client = clients.get(role) ?? site.client();
    if (!client.cookies.has('mj_officer')) await client.signIn(HOLDERS[role], PASSWORD);
    return client;
  }

  it('every path with parameters has a sample', () => {
    expect(routesOf(site).filter(({ path }) => addressOf(path, samples) === null).map(nameOf)).to.deep.equal([]);
  });

  it('the public routes are those written here', () => {
    expect(routesOf(site).filter(({ access }) => access === 'public').map(nameOf).filter((name) => !PUBLIC.includes(name))).to.deep.equal([]);
  });

  it('no route with content is declared for the administrator or the auditor', () => {
    const content = /^\/(?:inbox|reports|cases|rewards|notices\/desk|documents|evidence|penalties)(?:\/|$)/;
    const open = routesOf(site).filter((route) => content.test(route.path) && !isOpen(route) && (mayUse(route, 'administrator') || mayUse(route, 'auditor')));
    expect(open.map(nameOf)).to.deep.equal([]);
  });

  it('no route is registered past the declarations', () => {
    type Layer = { route?: { path: string; methods: Record<string, boolean> }; handle?: { stack?: Layer[] } };
    const walk = (layers: readonly Layer[]): string[] =>
      layers.flatMap(({ route, handle }) => [...(route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : []), ...walk(handle?.stack ?? [])]);
    const router = (site.app as unknown as { router: { stack: Layer[] } }).router;
    const registered = walk(router.stack);
    expect(registered.length).to.be.greaterThan(10);
    expect(registered.filter((name) => !OUTSIDE_FEATURES.includes(name) && !routesOf(site).map(nameOf).includes(name))).to.deep.equal([]);
  });

  it('no address is declared twice, and no role list is empty', () => {
    const names = routesOf(site).map(nameOf);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).to.deep.equal([]);
    expect(routesOf(site).filter(({ access }) => Array.isArray(access) && access.length === 0).map(nameOf)).to.deep.equal([]);
  });

  it('nobody: public routes answer, the reporter’s ask for the code, all others lead to sign-in or 401', async () => {
    const wrong: string[] = [];
    for (const route of routesOf(site)) {
      const page = await ask(site.client(), route);
      const program = await ask(site.client(), route, 'application/json');
      const toSignIn = page.status === 303 && (page.location ?? '').startsWith('/sign-in');
      const isRight = isOpen(route)
        ? !toSignIn && page.status < 500 && (route.access === 'public' ? page.status !== 403 && program.status !== 401 : page.status >= 300 && program.status >= 400)
        : toSignIn && program.status === 401;
      if (!isRight) wrong.push(`${nameOf(route)}: ${page.status} ${page.location ?? ''}, program ${program.status}`);
    }
    expect(wrong).to.deep.equal([]);
  });

  for (const role of ROLES) {
    it(`${role}: let in where declared, 403 everywhere else, never 500`, async () => {
      const wrong: string[] = [];
      for (const route of routesOf(site)) {
        if (route.path === '/sign-in' && route.method === 'post') continue;
        const { status, location } = await ask(await holder(role), route);
        const isIn = status !== 403 && status < 500 && !(location ?? '').startsWith('/sign-in?');
        const isRight = isOpen(route) ? status < 500 : mayUse(route, role) ? isIn : status === 403;
        if (!isRight) wrong.push(`${nameOf(route)}: ${status} ${location ?? ''}`);
      }
      expect(wrong).to.deep.equal([]);
    });
  }

  it('no GET changes anything but the record of acts', async () => {
    const changed: string[] = [];
    for (const role of ROLES) await holder(role);
    let before = await contentOf(site);
    for (const route of routesOf(site).filter(({ method }) => method === 'get')) {
      for (const client of [...clients.values(), site.client()]) await ask(client, route);
      const after = await contentOf(site);
      for (const [name, content] of Object.entries(after)) if (before[name] !== content) changed.push(`${nameOf(route)} changed ${name}`);
      before = after;
    }
    expect(changed).to.deep.equal([]);
  });

  it('an officer of another bureau finds none of it', async () => {
    const client = site.client();
    await client.signIn('head.zs', PASSWORD);
    const wrong: string[] = [];
    for (const route of routesOf(site).filter((each) => each.path.includes(':') && !isOpen(each) && mayUse(each, 'head'))) {
      const { status } = await ask(client, route);
      if (![404, 405, 422].includes(status)) wrong.push(`${nameOf(route)}: ${status}`);
    }
    expect(wrong).to.deep.equal([]);
  });

  it('a write from another site is refused, signed in or not', async () => {
    const client = await holder('head');
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }]) {
      for (const route of routesOf(site).filter(({ method }) => method === 'post').slice(0, 5)) {
        expect((await client.post(addressOf(route.path, samples) ?? route.path, {}, { follow: false, headers })).status, nameOf(route)).to.equal(403);
      }
    }
  });
});

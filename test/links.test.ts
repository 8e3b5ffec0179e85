// Each role walks every link and every search form of every page that it can reach from its first page.
import { expect } from 'chai';
import type { Route } from '../server/kernel/http/routes.ts';
import { openSite } from './support/http.ts';
import type { Answer, Client, TestSite } from './support/http.ts';
import { addStaff, PASSWORD } from './support/people.ts';
import { addSamples } from './support/samples.ts';

const READERS = [null, 'intake', 'investigator1', 'reviewer', 'head', 'reward1', 'publisher1', 'auditor', 'admin', 'head.zs'] as const;
/** Enough of each kind of page to meet its states without walking every row of every list. */
const PER_KIND = 6;
const AT_MOST = 600;

/** `/cases/:id` for an address of a case; names of the query beside it, so that each filter is tried. */
function kindOf(address: string, routes: readonly Route[]): string {
  const url = new URL(address, 'http://site');
  const parts = url.pathname.split('/');
  const fits = (path: string): boolean => path.split('/').length === parts.length && path.split('/').every((part, at) => part.startsWith(':') || part === parts[at]);
  const declared = routes.filter(({ method, path }) => method === 'get' && fits(path)).sort((a, b) => a.path.split(':').length - b.path.split(':').length)[0];
  return `${declared?.path ?? url.pathname}?${[...url.searchParams.keys()].sort().join('&')}`;
}

const isLocal = (href: string): boolean => href.startsWith('/') && !href.startsWith('//');
const addressesOf = (page: Answer): string[] => [
  ...page.links.map(({ href }) => href).filter(isLocal),
  ...[...page.html.matchAll(/<(?:link|script|img|use)\b[^>]*\s(?:href|src)="([^"]+)"/g)].map(([, href = '']) => href).filter(isLocal),
  ...page.forms.filter(({ method, action }) => method === 'get' && isLocal(action)).map(({ action, fields }) => `${action}?${new URLSearchParams(fields.map(({ name, value }): [string, string] => [name, value])).toString()}`),
];

async function walk(client: Client, start: string, routes: readonly Route[]): Promise<{ visited: string[]; wrong: string[] }> {
  const queue = [{ address: start, from: '' }];
  const seen = new Set<string>([start]);
  const perKind = new Map<string, number>();
  const wrong: string[] = [];
  const visited: string[] = [];
  for (let next = queue.shift(); next && visited.length < AT_MOST; next = queue.shift()) {
    const { address, from } = next;
    const answer = await client.get(address, { follow: false });
    visited.push(address);
    if (answer.status >= 400 && answer.status !== 410) wrong.push(`${from} → ${address}: ${answer.status}`);
    if (answer.status === 303 && answer.location && isLocal(answer.location)) queue.push({ address: answer.location, from: address });
    if (!(answer.headers.get('content-type') ?? '').includes('text/html')) continue;
    const ids = new Set([...answer.html.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id));
    for (const { href } of answer.links) if (href.startsWith('#') && href.length > 1 && !ids.has(href.slice(1))) wrong.push(`${address}: nothing is called ${href}`);
    for (const href of addressesOf(answer)) {
      const target = href.split('#')[0] ?? href;
      if (target === '' || seen.has(target) || target.startsWith('/preferences?')) continue;
      seen.add(target);
      const kind = kindOf(target, routes);
      const count = perKind.get(kind) ?? 0;
      if (count >= PER_KIND) continue;
      perKind.set(kind, count + 1);
      queue.push({ address: target, from: address });
    }
  }
  return { visited, wrong };
}

describe('links', function () {
  this.timeout(180_000);
  let site: TestSite;
  before(async () => {
    site = await openSite();
    await addSamples(site, await addStaff(site.services));
  });
  after(() => site.close());

  for (const reader of READERS) {
    it(`${reader ?? 'the public'}: no link leads to 403, 404 or 500`, async () => {
      const client = site.client();
      if (reader !== null) await client.signIn(reader, PASSWORD);
      const { visited, wrong } = await walk(client, reader === null ? '/' : '/desk', site.app.routes);
      expect(wrong).to.deep.equal([]);
      expect(visited.length).to.be.greaterThan(4);
    });
  }

  it('the switches of language and type size come back to the page', async () => {
    const client = site.client();
    const page = await client.get('/sign-in');
    const switches = page.links.filter(({ href }) => href.startsWith('/preferences?'));
    expect(switches).to.have.length(2);
    for (const { href } of switches) expect((await client.get(href)).address).to.equal('/sign-in');
    expect((await client.get('/sign-in')).html).to.include('lang="en"').and.to.include('mj-large');
  });
});

// Every page and its JSON twin: one table of the declared GETs, asked twice, as a reader and as a program.
import { expect } from 'chai';
import type { Route } from '../../server/kernel/http/routes.ts';
import { decode } from '../support/html.ts';
import { openSite } from '../support/http.ts';
import type { Answer, Client, TestSite } from '../support/http.ts';
import { addStaff, PASSWORD } from '../support/people.ts';
import { addressOf, addSamples } from '../support/samples.ts';
import type { Samples } from '../support/samples.ts';

const DEMO = { 'zh-CN': '演示：机构、人员、案号、金额均为虚构', en: 'Demonstration: everything here is invented' } as const;
type Language = keyof typeof DEMO;
const PUBLIC = ['/', '/notices', '/notices/withdrawn', '/reports/new', '/reports/status', '/rewards/estimate', '/rewards/rules', '/rewards/rules/:id', '/sign-in'];
const DESK = [
  '/account/password', '/accounts', '/accounts/:id', '/accounts/new', '/audit', '/bureaus', '/bureaus/:code', '/bureaus/new', '/cases', '/cases/:id', '/cases/:id/clocks', '/cases/:id/evidence/new', '/cases/:id/findings/new',
  '/cases/:id/penalty', '/desk', '/inbox', '/inbox/overview', '/institutions', '/institutions/:id', '/institutions/:id/change', '/institutions/:id/merge', '/institutions/imports', '/institutions/new', '/notices/desk', '/parameters', '/penalties/calculate', '/reports/desk/:id', '/reports/desk/:id/:act', '/rewards',
];
/** Addresses that answer with a file or data, the same to everybody. */
const FILES = ['/receipts/keys', '/notices/feed.atom', '/desk/calendar.ics', '/reports/mine/receipt', '/reports/mine/content', '/reports/mine/download', '/institutions/list/:file', '/institutions/imports/template', '/institutions/imports/:id/faults', '/reports/desk/:id/files/:fileId/preview',
  '/reports/desk/import/:id/faults', '/rewards/rules/export', '/rewards/rules/:id/export', '/rewards/ledger/file', '/rewards/:id/sheet.docx', '/rewards/:id/decision.docx', '/reward-rules/:id/scan'];
const OFFICERS = [['intake', 'intake'], ['investigator1', 'investigator'], ['reviewer', 'legalReviewer'], ['head', 'head'], ['reward1', 'rewardOfficer'], ['publisher1', 'publisher'], ['auditor', 'auditor'], ['admin', 'administrator']] as const;

/** What tab and history say of pages that a reporter could be caught with. */
const NEUTRAL = ['填写', '查询', '办理', 'Form', 'Look up', 'My matter'];
const titleOf = ({ html }: Answer): string => decode(/<title>([^<]*) · [^<·]+<\/title>/.exec(html)?.[1] ?? '');

describe('every page and its JSON twin', function () {
  this.timeout(60_000);
  let site: TestSite;
  let samples: Samples;
  let reporter: Client;
  before(async () => {
    site = await openSite();
    samples = await addSamples(site, await addStaff(site.services));
    reporter = site.client();
    const sent = (await reporter.postJson('/reports', { targetName: '演示康复医院', division: '440784', targetKind: 'medicalInstitution', narrative: '周末的理疗单都是补的，病人没有来。', identity: 'anonymous' })).json<{ number: string; code: string }>();
    await reporter.post('/reports/status', { number: sent.number, code: sent.code });
  });
  after(() => site.close());

  const declared = (of: (route: Route) => boolean): string[] => {
    // Express types a field of this name as any.
    const routes: readonly Route[] = site.app.routes;
    return routes.filter((route) => route.method === 'get' && !FILES.includes(route.path) && of(route)).map(({ path }) => path).sort();
  };

  /** What is wrong with the pair, in one line; null where both say the same. `answered` counts pages, not problems. */
  async function compare(client: Client, path: string, language: Language, answered: Set<string>): Promise<string | null> {
    const address = path === '/reports/desk/:id/:act' ? `${samples['/reports/desk/:id'] ?? ''}/recuse` : (addressOf(path, samples) ?? path);
    const headers = { 'accept-language': language };
    const page = await client.get(address, { headers, follow: false });
    const twin = await client.get(address, { headers: { ...headers, accept: 'application/json' }, follow: false });
    const wrong = (what: string): string => `${address} in ${language}: ${what}`;
    if (page.status !== twin.status) return wrong(`the page answers ${page.status}, the twin ${twin.status}`);
    // What cannot be done now leads back, the program too.
    if (page.status === 303) return page.headers.get('location') === twin.headers.get('location') ? null : wrong('the page and the twin lead to different places');
    const { title, demo } = twin.json<{ title?: string; demo?: string }>();
    const isNamed = titleOf(page) === title || (NEUTRAL.includes(titleOf(page)) && page.text.includes(title ?? ''));
    if (title === undefined || title === '' || !isNamed) return wrong(`“${titleOf(page)}” and “${title ?? ''}”`);
    if (page.status !== 200) return twin.headers.get('content-type')?.startsWith('application/problem+json') === true ? null : wrong('the problem is no problem document');
    answered.add(path);
    if (twin.headers.get('content-type')?.startsWith('application/json') !== true) return wrong('the twin is not JSON');
    if (demo !== DEMO[language]) return wrong(`the twin says ${demo ?? 'nothing'} of the demonstration`);
    return page.text.includes(DEMO[language]) && page.html.includes(`<html lang="${language}"`) ? null : wrong('the page does not say that it is a demonstration');
  }

  async function compareAll(client: Client, paths: readonly string[], languages: readonly Language[] = ['zh-CN', 'en']): Promise<{ wrong: string[]; answered: Set<string> }> {
    const answered = new Set<string>();
    const wrong: string[] = [];
    for (const path of paths) for (const language of languages) wrong.push(...[await compare(client, path, language, answered)].filter((one) => one !== null));
    return { wrong, answered };
  }

  it('of the public, in both languages', async () => {
    const { wrong, answered } = await compareAll(site.client(), declared(({ access }) => access === 'public'));
    expect(wrong).to.deep.equal([]);
    expect([...answered]).to.include.members(PUBLIC);
  });

  it('of the reporter', async () => {
    const { wrong, answered } = await compareAll(reporter, declared(({ access }) => access === 'reporter'));
    expect(wrong).to.deep.equal([]);
    expect([...answered]).to.include.members(['/reports/mine', '/reports/mine/withdrawal', '/reports/mine/correction', '/reports/mine/code', '/reports/mine/claim', '/reports/mine/name']);
  });

  it('of every officer', async () => {
    const seen = new Set<string>();
    for (const [account, role] of OFFICERS) {
      const client = site.client();
      await client.signIn(account, PASSWORD);
      const paths = declared(({ access }) => access === 'officer' || (Array.isArray(access) && access.includes(role)));
      const { wrong, answered } = await compareAll(client, paths, ['zh-CN']);
      expect(wrong).to.deep.equal([]);
      for (const path of answered) seen.add(path);
    }
    // What the samples' state has no form for answers the same problem to both.
    expect([...seen]).to.include.members(DESK);
  });
});

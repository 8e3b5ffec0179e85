// An act whose stage is past or not yet come: the answer says that, names the stage to officers, and leads back. Only a lost race is told as one.
import { expect } from 'chai';
import type { Request } from 'express';
import { pageAbove } from '../server/kernel/http/above.ts';
import type { Route } from '../server/kernel/http/routes.ts';
import { aDecidedCase } from './cases/decided.ts';
import { aVerifiedLead, does, openTeam } from './cases/support.ts';
import type { Team } from './cases/support.ts';
import { openSite } from './support/http.ts';
import type { Answer, TestSite } from './support/http.ts';

const RACE = '别人刚刚改过';

describe('an act at another stage', function () {
  this.timeout(60_000);
  let site: TestSite;
  let team: Team;
  let lead: string;
  let caseId: string;
  let notice: string;
  before(async () => {
    site = await openSite();
    team = await openTeam(site);
    lead = await aVerifiedLead(team);
    caseId = await aDecidedCase(team, lead);
    notice = (await does(team, 'publisher1', '/notices/desk', '起草', { caseId })).address;
  });
  after(() => site.close());

  const versionOf = async (account: string, path: string): Promise<number> => {
    const page = await (await team.as(account)).getJson<{ version?: number; report?: { version: number } }>(path);
    return page.version ?? page.report?.version ?? Number.NaN;
  };
  function expectStage(answer: Answer, stage: string, back: string): void {
    expect(answer.status, answer.text).to.equal(409);
    expect(answer.text).to.contain('现在不能做这一步').and.to.contain(`现在的阶段是“${stage}”`).and.to.contain('什么都没有改').and.not.to.contain(RACE);
    expect(answer.links.find(({ text }) => text === '回去看现在的情况')?.href).to.equal(back);
  }

  it('of a report: the stage and the way back, in both languages and for programs', async () => {
    const client = await team.as('intake');
    const path = `/reports/desk/${lead}`;
    const version = await versionOf('intake', path);
    expectStage(await client.post(`${path}/accept`, { version, text: '' }), '已立案', path);
    expectStage(await client.get(`${path}/notAccept`), '已立案', path);
    const english = await client.post(`${path}/accept`, { version, text: '' }, { headers: { cookie: [...client.cookies, ['mj_lang', 'en']].map((pair) => pair.join('=')).join('; ') } });
    expect(english.text).to.contain('This step cannot be done now').and.to.contain('now at the stage “Case filed”').and.to.contain('Nothing was changed');
    const program = await client.postJson(`${path}/accept`, { version, text: '' });
    expect(program.status).to.equal(409);
    expect(program.json()).to.deep.include({ status: 409, title: '现在不能做这一步', reason: 'NOT_NOW', stage: 'filed' });
    expect(await versionOf('intake', path)).to.equal(version);
  });

  it('of a case, and a form that is not offered there', async () => {
    const path = `/cases/${caseId}`;
    const version = await versionOf('investigator1', path);
    const client = await team.as('investigator1');
    expectStage(await client.post(`${path}/end-report/submission`, { version }), '已决定', path);
    expectStage(await client.get(`${path}/notice/service`), '已决定', path);
    expect((await client.post(`${path}/end-report/submission`, { version: version - 1 })).text).to.contain(RACE).and.to.contain('回去看现在的情况');
    expect(await versionOf('investigator1', path)).to.equal(version);
  });

  it('of a notice, and a second one of the same case', async () => {
    const version = await versionOf('publisher1', notice);
    expectStage(await (await team.as('publisher1')).post(`${notice}/releaseFirst`, { version, reason: '' }), '起草', notice);
    const second = await (await team.as('publisher2')).post('/notices/desk', { caseId });
    expect(second.status).to.equal(409);
    expect(second.text).to.contain('现在不能做这一步').and.not.to.contain(RACE);
  });

  it('leads from every act with parameters back to a page that the same person may open', () => {
    const routes: readonly Route[] = site.app.routes;
    const back = ({ path, access }: Route): string | null => {
      const roles = Array.isArray(access) ? access : [];
      return pageAbove({ route: { path }, originalUrl: path, person: { roles } } as unknown as Request, routes);
    };
    const acts = routes.filter((route) => route.method === 'post' && /:.*\//.test(route.path) && Array.isArray(route.access));
    expect(acts.length).to.be.greaterThan(100);
    // What went out to another bureau has no page of its own.
    expect(acts.filter((route) => back(route) === null).map(({ path }) => path)).to.deep.equal(['/reports/outgoing/:id/supervise', '/reports/outgoing/:id/answer']);
    expect([...new Set(acts.flatMap((route) => back(route) ?? []))].sort()).to.deep.equal([
      '/accounts/:id', '/cases/:id', '/documents/:id', '/inbox', '/inbox/tags', '/institutions/:id', '/institutions/imports/:id', '/interests', '/notices/desk/:id', '/parameters',
      '/reports/desk/:id', '/reports/desk/import/:id', '/reports/incoming/:id', '/reward-rules/:id', '/rewards/:id', '/rewards/above/:id',
    ]);
  });
});

import { expect } from 'chai';
import { MulterError } from 'multer';
import { Conflict, Forbidden, Gone, Invalid, NotFound, NotNow, Refused, SamePerson } from '../../../server/kernel/errors.ts';
import { aPerson, openKernel } from '../../support/kernel-app.ts';

type Kernel = Awaited<ReturnType<typeof openKernel>>;

const THROWN: Record<string, { thrown: unknown; status: number; level: string | null }> = {
  invalid: { thrown: new Invalid({ date: { key: 'common.error.date' } }), status: 422, level: null },
  notFound: { thrown: new NotFound('secret thing'), status: 404, level: 'info' },
  gone: { thrown: new Gone({ withdrawnOn: '2026-01-05', bureau: '演示局' }), status: 410, level: null },
  forbidden: { thrown: new Forbidden('act'), status: 403, level: 'warn' },
  samePerson: { thrown: new SamePerson('act'), status: 403, level: 'info' },
  conflict: { thrown: new Conflict('report'), status: 409, level: 'info' },
  notNow: { thrown: new NotNow('reports.accept', 'reports.state.filed'), status: 409, level: 'info' },
  refused: { thrown: new Refused('G-OFFICERS', '行政处罚法第四十二条', { least: 2, missing: ['甲', '乙'] }), status: 409, level: 'info' },
  multer: { thrown: new MulterError('LIMIT_FILE_COUNT'), status: 422, level: 'info' },
  uri: { thrown: new URIError('bad'), status: 400, level: 'info' },
  plain: { thrown: new Error('the password is hunter2'), status: 500, level: 'error' },
  nothing: { thrown: null, status: 404, level: 'info' },
  notANumber: { thrown: NaN, status: 404, level: 'info' },
  bird: { thrown: '🐥', status: 500, level: 'error' },
  object: { thrown: { status: 404, message: 'hunter2' }, status: 500, level: 'error' },
  strangeStatus: { thrown: Object.assign(new Error('hunter2'), { status: 'teapot' }), status: 500, level: 'error' },
};

describe('problems', () => {
  let kernel: Kernel;
  before(async () => {
    kernel = await openKernel((app) => {
      for (const [name, { thrown }] of Object.entries(THROWN)) app.get(`/${name}`, (_req, _res, next) => next(thrown));
      for (const path of ['/reports', '/reports/mine/claim', '/reports/desk/1', '/reports/fault']) app.get(path, (_req, _res, next) => next(path.endsWith('fault') ? new Error('ours') : new Conflict('late')));
      app.get('/rejected', async () => Promise.reject(new Conflict('late')));
      app.get('/started', (_req, res, next) => {
        res.write('half');
        next(new Error('after the headers'));
      });
      app.post('/body', (req, res) => void res.json(req.body));
    });
  });
  beforeEach(() => void kernel.lines.splice(0));
  after(() => kernel.close());

  for (const [name, { status, level }] of Object.entries(THROWN)) {
    it(`${name}: ${status} for readers and programs, logged as ${level ?? 'nothing'}, telling no detail`, async () => {
      const page = await kernel.client.get(`/${name}`);
      expect(page.status).to.equal(status);
      expect(page.headers.get('content-type')).to.include('text/html');
      expect(page.headers.get('cache-control')).to.equal('no-store');
      expect(kernel.lines.map((line) => line.level)).to.deep.equal(level === null ? [] : [level]);
      const program = await kernel.client.get(`/${name}`, { headers: { accept: 'application/json' } });
      expect(program.status).to.equal(status);
      expect(program.headers.get('content-type')).to.include('application/problem+json');
      expect(program.json()).to.include({ type: 'about:blank', status });
      expect(page.html + program.html).not.to.include('hunter2').and.not.to.include('secret thing').and.not.to.match(/\bat .*\.ts:\d/);
    });
  }

  it('keeps no line of a reporter’s page but of our own faults', async () => {
    for (const path of ['/reports', '/reports/mine/claim', '/reports/mine/nothing', '/reports/']) expect((await kernel.client.get(path)).status, path).to.be.oneOf([404, 409]);
    expect((await kernel.client.post('/reports', { a: 'b' }, { headers: { 'sec-fetch-site': 'cross-site' } })).status).to.equal(403);
    expect(kernel.lines).to.deep.equal([]);
    for (const path of ['/reports/desk/1', '/reports/fault']) await kernel.client.get(path);
    expect(kernel.lines.map(({ level }) => level)).to.deep.equal(['info', 'error']);
  });

  it('gives the request’s id to reader, header and log alike', async () => {
    const page = await kernel.client.get('/plain');
    const id = page.headers.get('x-request-id') ?? '';
    expect(id).to.match(/^[0-9a-f]{12}$/);
    expect(page.html).to.include(id);
    expect(kernel.lines[0]?.message).to.include({ requestId: id, route: '/plain', method: 'GET' });
  });

  it('words mistakes in the reader’s language and carries the statute’s reason', async () => {
    const invalid = await kernel.client.get('/invalid', { headers: { accept: 'application/json', 'accept-language': 'en' } });
    expect(invalid.json<{ errors: Record<string, string> }>().errors['date']).to.match(/^[A-Z].*2026-11-20$/);
    const refused = await kernel.client.get('/refused', { headers: { accept: 'application/json' } });
    expect(refused.json()).to.deep.include({ reason: 'G-OFFICERS', clause: '行政处罚法第四十二条', missing: { least: 2, missing: ['甲', '乙'] } });
    expect((await kernel.client.get('/refused')).text).to.include('行政处罚法第四十二条');
    expect((await kernel.client.get('/gone')).text).to.include('2026 年 1 月 5 日').and.to.include('演示局');
  });

  it('says at which stage the matter stands, and keeps that apart from a lost race', async () => {
    const page = await kernel.client.get('/notNow');
    expect(page.text).to.include('现在不能做这一步').and.to.include('现在的阶段是“已立案”').and.to.include('什么都没有改').and.not.to.include('别人刚刚改过');
    const program = await kernel.client.get('/notNow', { headers: { accept: 'application/json', 'accept-language': 'en' } });
    expect(program.json()).to.include({ title: 'This step cannot be done now', detail: 'The matter is now at the stage “Case filed”; this step belongs to another one. Nothing was changed.', reason: 'NOT_NOW', stage: 'filed' });
    const lost = await kernel.client.get('/conflict', { headers: { accept: 'application/json' } });
    expect(lost.json()).to.include({ title: '别人刚刚改过' }).and.not.to.have.any.keys('reason', 'stage');
  });

  it('answers late rejections, unknown addresses, malformed paths and bodies', async () => {
    expect((await kernel.client.get('/rejected')).status).to.equal(409);
    expect((await kernel.client.get('/nowhere')).status).to.equal(404);
    expect((await kernel.client.get('/%E0%A4%A')).status).to.be.oneOf([400, 404]);
    expect((await kernel.client.postJson('/body', {}, { headers: { 'content-type': 'application/json' } })).status).to.equal(200);
    expect((await kernel.client.post('/body', { text: 'x'.repeat(2000) })).status).to.equal(413);
    const broken = await fetch(`${kernel.origin}/body`, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' }, body: '{"a":' });
    expect(broken.status).to.equal(400);
    const charset = await fetch(`${kernel.origin}/body`, { method: 'POST', headers: { 'content-type': 'application/json; charset=klingon', accept: 'application/json' }, body: '{}' });
    expect(charset.status).to.equal(400);
    expect(kernel.lines.every(({ level }) => level === 'info')).to.equal(true);
  });

  it('breaks off an answer that had begun instead of appending to it', async () => {
    let failed = false;
    await fetch(`${kernel.origin}/started`).then((response) => response.text()).catch(() => void (failed = true));
    expect(failed).to.equal(true);
  });

  it('leads a signed-in person back to the desk, everybody else home', async () => {
    const signedIn = await openKernel(() => undefined, { person: aPerson() });
    expect((await signedIn.client.get('/nowhere')).links.map(({ href }) => href)).to.include('/desk');
    expect((await kernel.client.get('/nowhere')).links.map(({ href }) => href)).to.include('/');
    await signedIn.close();
  });
});

// The process itself: starts, answers, tells what stands in its way, stops. Run as `npm start` runs it.
import { expect } from 'chai';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Running = { child: ChildProcess; out: () => string; err: () => string; ended: Promise<number | null> };

describe('the process', function () {
  this.timeout(120_000);
  const children: ChildProcess[] = [];
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mj-main-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  function run(args: string[], env: Record<string, string> = {}): Running {
    const child = spawn(process.execPath, ['scripts/start.mjs', ...args], {
      env: { PATH: process.env['PATH'] ?? '', PORT: '0', DATA_DIR: join(folder, 'data'), UPLOADS_DIR: join(folder, 'uploads'), LOG_LEVEL: 'warn', ...env }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => void (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => void (err += chunk.toString()));
    return { child, out: () => out, err: () => err, ended: new Promise((resolve) => void child.on('close', resolve)) };
  }

  /** The address that it printed. */
  function address(running: Running): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(running.out());
        if (found) resolve(found[0]);
      };
      running.child.stdout?.on('data', look);
      void running.ended.then((code) => reject(new Error(`ended with ${code}: ${running.err()}`)));
      look();
    });
  }
  const textOf = async (url: string): Promise<string> => (await fetch(url)).text();
  async function stop(running: Running): Promise<number | null> {
    running.child.kill('SIGTERM');
    return running.ended;
  }

  it('serves the first page while the story is being loaded, says so, stops in the middle, and goes on at the next start', async () => {
    const first = run([]);
    const origin = await address(first);
    expect(await (await fetch(`${origin}/healthz`)).json()).to.deep.equal({ status: 'up' });
    expect(await textOf(`${origin}/`)).to.contain('演示：机构、人员、案号、金额均为虚构');
    let page = '';
    for (let tries = 0; tries < 2_000 && !page.includes('演示案例正在载入'); tries += 1) page = await textOf(`${origin}/sign-in`);
    expect(page).to.match(/演示案例正在载入：\d+ \/ \d+/);
    expect(first.out()).not.to.contain('演示案例已载入');
    expect(await stop(first)).to.equal(0);
    expect(first.err()).to.equal('');

    const second = run([]);
    expect(await textOf(`${await address(second)}/sign-in`)).to.contain('演示');
    expect(await stop(second)).to.equal(0);
  });

  it('starts without the story, and tells what stands in the way of another', async () => {
    const running = run(['--empty']);
    const origin = await address(running);
    expect(await textOf(`${origin}/sign-in`)).not.to.contain('mingjian-2026-trial');
    expect(await (await fetch(`${origin}/readyz`)).json()).to.deep.equal({ status: 'ready' });

    // What was built says the same of Chinese signs as what is tested: they stand in regular expressions of the forms.
    const sent = await fetch(`${origin}/reports`, { method: 'POST', headers: { accept: 'application/json', 'content-type': 'application/json' }, body: JSON.stringify({ from: '2025-03', to: '２０２５年５月', amount: '１２元' }) });
    expect(sent.status).to.equal(422);
    expect(Object.keys((await sent.json() as { errors: object }).errors)).to.deep.equal(['targetKind', 'targetName', 'division', 'narrative', 'identity']);

    const samePort = run(['--empty'], { PORT: new URL(origin).port, DATA_DIR: join(folder, 'other') });
    expect(await samePort.ended).to.equal(1);
    expect(samePort.err()).to.equal('The port is in use by another process. Stop that process, or set PORT to another one.\n');
    const sameData = run(['--empty']);
    expect(await sameData.ended).to.equal(1);
    expect(sameData.err()).to.match(/^The data folder .* is already open in another process\. [^\n]*\n$/);

    expect(await stop(running)).to.equal(0);
    expect(running.out()).to.equal(`明鉴 Mingjian  ${origin}\n试用模式：密钥和数据放在一起，不要收真实的举报 Trial mode: the keys lie beside the data (${join(folder, 'data', 'keys')}), so take no real report\n`);
  });

  it('does not start on data that other keys have written, and says which', async () => {
    const first = run(['--empty']);
    await textOf(`${await address(first)}/sign-in`);
    expect(await stop(first)).to.equal(0);
    await rm(join(folder, 'data', 'keys', 'master'));
    const second = run(['--empty']);
    expect(await second.ended).to.equal(1);
    expect(second.err()).to.match(/^The keys do not belong to this database:\n {2}- MASTER_KEY: key [0-9a-f]{8} was given, this database was written with [0-9a-f]{8}\nNothing was changed\. [^\n]*\n$/);
  });

  it('does not start in production without its secrets, and names all of them in one message', async () => {
    const running = run([], { NODE_ENV: 'production' });
    expect(await running.ended).to.equal(1);
    for (const name of ['MONGODB_URI', 'MASTER_KEY', 'LOOKUP_KEY', 'SESSION_KEY', 'RECEIPT_SIGNING_KEY', 'PUBLIC_URL']) expect(running.err()).to.contain(`  - ${name}: `);
    expect(running.err().split('\n').filter((line) => line.startsWith('The configuration'))).to.have.length(1);
    expect(running.out()).to.equal('');
  });
});

import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const GIVEN = { ADMIN_ACCOUNT: 'first.admin', ADMIN_NAME: '演示', ADMIN_BUREAU: '440784', ADMIN_BUREAU_NAME: '演示局', ADMIN_DOCUMENT_WORD: '演医保', ADMIN_PASSWORD: 'a first word of mine' };

describe('scripts/create-admin.ts', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mj-admin-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const run = (env: Record<string, string>) =>
    new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
      const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/create-admin.ts'], {
        env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', DATA_DIR: folder, ...env }, stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => void (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => void (err += chunk.toString()));
      child.on('close', (code) => resolve({ code, out, err }));
    });

  it('refuses a weak password, makes the administrator and his bureau, and refuses a second of the same name', async () => {
    const weak = await run({ ...GIVEN, ADMIN_PASSWORD: 'short' });
    expect([weak.code, weak.out]).to.deep.equal([1, '']);
    expect(weak.err).to.include('password:').and.to.include('at least 12 characters');
    const silent = await run({ ...GIVEN, ADMIN_PASSWORD: '' });
    expect([silent.code, silent.err]).to.deep.equal([1, 'ADMIN_PASSWORD is not set, and there is no terminal to ask on\n']);
    const made = await run(GIVEN);
    expect([made.code, made.err]).to.deep.equal([0, '']);
    expect(made.out).to.include('first.admin (440784)');
    const again = await run(GIVEN);
    expect(again.code).to.equal(1);
    expect(again.err).to.include('This account name is taken');
    // The program is started four times.
  }).timeout(120_000);
});

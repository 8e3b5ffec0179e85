// When `npm start` builds: in a tree of its own, whose build says that it ran.
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

describe('npm start', () => {
  let root: string;
  const at = (...parts: string[]): string => join(root, ...parts);
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'mj-start-'));
    for (const name of ['server', 'views', 'scripts', 'dist', 'node_modules']) await mkdir(at(name));
    for (const name of ['start.mjs', 'load.mjs', 'stacks.mjs']) await copyFile(join('scripts', name), at('scripts', name));
    await writeFile(at('scripts', 'build.mjs'), "import { writeFileSync } from 'node:fs';\nwriteFileSync(new URL('../dist/main.cjs', import.meta.url), 'console.log(\"built anew\")');");
    await writeFile(at('package-lock.json'), '{}');
    await writeFile(at('dist', 'main.cjs'), 'console.log("as it was built")');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  /** Hours before or after what was built. */
  const dated = (hours: number, ...parts: string[]): Promise<void> => utimes(at(...parts), 1_700_000_000 + hours * 3600, 1_700_000_000 + hours * 3600);
  async function served({ sourceIsNewer }: { sourceIsNewer: boolean }, ...args: string[]): Promise<string> {
    for (const name of ['start.mjs', 'load.mjs', 'stacks.mjs', 'build.mjs']) await dated(-1, 'scripts', name);
    for (const name of ['server', 'views', 'scripts', 'package-lock.json']) await dated(-1, name);
    if (sourceIsNewer) await dated(1, 'views');
    await dated(0, 'dist', 'main.cjs');
    const { stdout, stderr } = spawnSync(process.execPath, [at('scripts', 'start.mjs'), ...args], { encoding: 'utf8' });
    return stdout.trim() || stderr;
  }

  it('serves what was built where no source is newer', async () => expect(await served({ sourceIsNewer: false })).to.equal('as it was built'));
  it('builds where one is', async () => expect(await served({ sourceIsNewer: true })).to.equal('built anew'));
  it('looks at no source with --as-built', async () => expect(await served({ sourceIsNewer: true }, '--as-built')).to.equal('as it was built'));
});

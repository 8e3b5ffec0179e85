// npm start: builds when a source is newer than dist/, then becomes the server in this same process. `--as-built` looks at no source: what was built is served.
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from './load.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bundle = join(root, 'dist', 'main.cjs');
const TOOLS_MISSING = 3;
const SOURCES = ['server', 'views', 'scripts', 'package-lock.json'];

const modified = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Folders count too: a file that was taken away changes its folder. */
function newest(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry?.isDirectory()) return entry?.mtimeMs ?? 0;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), entry.mtimeMs);
}

const built = modified(bundle);
const isStale = !process.argv.includes('--as-built') && SOURCES.some((source) => newest(join(root, source)) > built);

if (isStale) {
  const { spawnSync } = await import('node:child_process');
  // A process of its own: what the build tools hold in memory does not stay with the server.
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')], { stdio: ['ignore', 'inherit', 'pipe'] });
  // Without the build tools (npm ci --omit=dev) what was built elsewhere is served as it is.
  const servesOldBuild = status === TOOLS_MISSING && built > 0;
  if (!servesOldBuild) process.stderr.write(stderr);
  if (status !== 0 && !servesOldBuild) process.exit(1);
}
load(bundle);

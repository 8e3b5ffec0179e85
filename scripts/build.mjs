// Builds dist/: the server, the command-line scripts, the style sheets and the small files a browser loads.
// `--if-dev` steps aside where the build tools are not installed (npm ci --omit=dev brings its own dist/).
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleServer } from './build/bundle.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => join(root, ...parts);

// The exit code that start.mjs reads as "the build tools are not installed".
const TOOLS_MISSING = 3;
const WARM_MILLISECONDS = 60_000;

async function build() {
  const tools = await Promise.all([import('esbuild'), import('sass')]).catch((error) => {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  });
  if (!tools) {
    if (process.argv.includes('--if-dev')) return;
    console.error('The build tools are not installed here. Run `npm ci` with the development packages, or copy dist/ from a machine where it was built.');
    process.exitCode = TOOLS_MISSING;
    return;
  }
  const [esbuild, sass] = tools;
  writeAssets(sass, esbuild);
  await bundle(esbuild);
}

async function bundle(esbuild) {
  const scripts = readdirSync(at('scripts')).filter((name) => name.endsWith('.ts')).map((name) => at('scripts', name));
  const options = {
    bundle: true, platform: 'node', target: 'node20', sourcemap: true, sourcesContent: false, loader: { '.json': 'json' }, logLevel: 'warning', absWorkingDir: root,
  };
  if (scripts.length > 0) await esbuild.build({ ...options, format: 'esm', packages: 'external', entryPoints: scripts, outdir: at('dist', 'scripts') });
  // Last, because start.mjs takes the age of this file for the age of the whole build.
  await bundleServer(esbuild, root, options);
  warm(at('dist', 'main.cjs'));
}

/** With the flags of `npm start`. Where no server may be tried, the start is slower and nothing else. Killed when it hangs: a server answers SIGTERM itself, and one that hangs while it ends never does. */
function warm(file) {
  const { start } = JSON.parse(readFileSync(at('package.json'), 'utf8')).scripts;
  const flags = start.split(' ').filter((word) => word.startsWith('--'));
  const { status } = spawnSync(process.execPath, [...flags, at('scripts', 'build', 'warm.mjs'), file], { cwd: root, stdio: 'ignore', timeout: WARM_MILLISECONDS, killSignal: 'SIGKILL' });
  if (status !== 0) console.error('build: the server could not be tried here, so it is compiled anew at each start');
}

/** Named by content, so that browsers may keep them for ever. Old names stay: a server that still runs keeps its styles. */
function writeAssets(sass, esbuild) {
  const css = (name) => sass.compile(at('views', 'assets', 'styles', `${name}.scss`), { style: 'compressed', loadPaths: [at('node_modules')] }).css;
  const file = (name) => readFileSync(at('views', 'assets', name));
  // What site.js imports when it is first needed, with the packages that it uses.
  const lazy = (name) => Buffer.from(esbuild.buildSync({ entryPoints: [at('views', 'assets', 'lazy', name)], bundle: true, minify: true, format: 'esm', target: 'es2020', legalComments: 'inline', write: false, logLevel: 'warning' }).outputFiles[0].contents);
  const files = {
    'public.css': css('public'), 'desk.css': css('desk'),
    ...Object.fromEntries(readdirSync(at('views', 'assets', 'lazy')).map((name) => [name, lazy(name)])),
    ...Object.fromEntries(readdirSync(at('views', 'assets')).filter((name) => /\.(svg|js)$/.test(name)).map((name) => [name, file(name)])),
  };
  mkdirSync(at('dist', 'assets'), { recursive: true });
  const manifest = {};
  for (const [name, content] of Object.entries(files)) {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
    const hashed = `${name.slice(0, -extname(name).length)}.${hash}${extname(name)}`;
    writeFileSync(at('dist', 'assets', hashed), content);
    manifest[name] = `/assets/${hashed}`;
  }
  writeFileSync(at('dist', 'assets', 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

try {
  await build();
} catch (error) {
  console.error(`build: ${error.message}`);
  process.exitCode = 1;
}

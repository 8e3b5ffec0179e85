// Builds dist/: the server, the command-line scripts, the style sheets and the small files a browser loads.
// `--if-dev` steps aside where the build tools are not installed (npm ci --omit=dev brings its own dist/).
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => join(root, ...parts);

// The exit code that start.mjs reads as "the build tools are not installed".
const TOOLS_MISSING = 3;

async function build() {
  const tools = await Promise.all([import('esbuild'), import('sass')]).catch(() => null);
  if (!tools) {
    if (process.argv.includes('--if-dev')) return;
    console.error('The build tools are not installed here. Run `npm ci` with the development packages, or copy dist/ from a machine where it was built.');
    process.exitCode = TOOLS_MISSING;
    return;
  }
  const [esbuild, sass] = tools;
  parseTemplates();
  writeAssets(sass, esbuild);
  await bundle(esbuild);
}

async function bundle(esbuild) {
  const scripts = readdirSync(at('scripts')).filter((name) => name.endsWith('.ts')).map((name) => at('scripts', name));
  // Node reads the maps at start and keeps them: with the sources in them that would be 15 MiB for nothing.
  const options = {
    bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external', sourcemap: true, sourcesContent: false,
    loader: { '.json': 'json' }, logLevel: 'warning', absWorkingDir: root,
  };
  if (scripts.length > 0) await esbuild.build({ ...options, entryPoints: scripts, outdir: at('dist', 'scripts') });
  if (!existsSync(at('server', 'main.ts'))) return console.log('build: server/main.ts is not there yet; dist/main.js was left out');
  // Last, because start.mjs takes the age of this file for the age of the whole build.
  await esbuild.build({ ...options, entryPoints: [at('server', 'main.ts')], outfile: at('dist', 'main.js') });
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

/** A template that Handlebars cannot read would else fail only when its page is first asked for. */
function parseTemplates() {
  const broken = templates(at('views')).flatMap((path) => {
    try {
      Handlebars.precompile(readFileSync(path, 'utf8'));
      return [];
    } catch (error) {
      return [`${relative(root, path)}: ${error.message}`];
    }
  });
  if (broken.length > 0) throw new Error(`broken templates\n${broken.join('\n')}`);
}

const templates = (folder) => readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith('.hbs')).map((name) => join(folder, name));

try {
  await build();
} catch (error) {
  console.error(`build: ${error.message}`);
  process.exitCode = 1;
}

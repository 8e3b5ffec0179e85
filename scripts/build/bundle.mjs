// One file for the server with the packages that every start needs: Node finds, reads and links hundreds of files slower than one, and can keep
// one script as it was compiled (scripts/load.mjs).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compiledTemplates } from './templates.mjs';

/** With all that these bring along. Other packages stay outside: native ones, and those that are loaded when they are first needed. */
const INSIDE = new Set(['bson', 'canonicalize', 'cookie', 'express', 'file-type', 'handlebars', 'helmet', 'jsonwebtoken', 'mongoose', 'multer', 'rate-limiter-flexible', 'winston', 'zod']);
/** The loader reads the bundle byte by byte, and esbuild leaves the signs of a regular expression as they are written: they are escaped before it sees them. */
const inAscii = (source) => source.replace(/[^\0-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
const packageOf = (path) => path.split('/').slice(0, path.startsWith('@') ? 2 : 1).join('/');

export async function bundleServer(esbuild, root, options) {
  const templates = await compiledTemplates(esbuild, root);
  const outfile = join(root, 'dist', 'main.cjs');
  const shape = {
    name: 'shape of the bundle',
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter: /^[@a-z]/ }, ({ path, importer, resolveDir, kind, pluginData }) => {
        if (pluginData === 'again' || path.startsWith('node:')) return undefined;
        const isOurs = !importer.includes('node_modules') && importer !== '';
        if (isOurs && !INSIDE.has(packageOf(path))) return { path, external: true };
        // The driver requires it: imported it would be there a second time.
        return path === 'bson' && kind !== 'require-call' ? resolve(path, { resolveDir, importer, kind: 'require-call', pluginData: 'again' }) : undefined;
      });
      onLoad({ filter: /[\\/]server[\\/]kernel[\\/]templates\.ts$/ }, () => ({ contents: templates, loader: 'js', resolveDir: root }));
      // A script kept as it was compiled may not import by itself: the loader hands it this function, its name as long so that the map stays right.
      onLoad({ filter: /\.ts$/ }, ({ path }) => ({ contents: inAscii(readFileSync(path, 'utf8')).replaceAll(/(?<!typeof )\bimport\('(?!\.)/g, "extern('"), loader: 'ts' }));
      // Its words for mistakes in fifty languages: ours come from views/locales.
      onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: "export { default as en } from './en.js';", loader: 'js' }));
    },
  };
  await esbuild.build({
    ...options, packages: 'bundle', format: 'cjs', supported: { 'dynamic-import': false }, minifyWhitespace: true, minifySyntax: true, plugins: [shape],
    // Optional companions of the driver that are not installed.
    external: ['@aws-sdk/credential-providers', '@mongodb-js/zstd', 'aws4', 'gcp-metadata', 'kerberos', 'mongodb-client-encryption', 'snappy', 'socks'],
    // The file is one function, called by the loader with what a module is given.
    banner: { js: "(function (exports, require, module, __filename, __dirname, extern) {const thisFile = require('node:url').pathToFileURL(__filename).href;" }, footer: { js: '})' }, define: { 'import.meta.url': 'thisFile' },
    entryPoints: [join(root, 'server', 'main.ts')], outfile,
  });
  const foreign = /[^\0-\x7f]/.exec(readFileSync(outfile, 'utf8'));
  if (foreign) throw new Error(`main.cjs holds ${foreign[0]}, which the loader would read as other signs: ${readFileSync(outfile, 'utf8').slice(Math.max(0, foreign.index - 60), foreign.index + 20)}`);
}

// The templates as functions in one module, in the place of server/kernel/templates.ts, made by that file's own rules.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

/** @throws with every template that cannot be read: it would else fail only when its page is first asked for. */
export async function compiledTemplates(esbuild, root) {
  const work = join(root, 'dist', 'build');
  mkdirSync(work, { recursive: true });
  const outfile = join(work, 'views.mjs');
  await esbuild.build({
    absWorkingDir: root, stdin: { contents: "import './server/kernel/views.ts'; export * from './server/kernel/templates.ts';", resolveDir: root },
    bundle: true, platform: 'node', format: 'esm', packages: 'external', outfile, logLevel: 'warning',
  });
  const { engine, compileOptions, isolate, isPartial, templateFiles, templateName } = await import(pathToFileURL(outfile).href);
  rmSync(work, { recursive: true });
  const views = join(root, 'views');
  const broken = [];
  const made = templateFiles(views).flatMap((file) => {
    try {
      const name = templateName(views, file);
      return [{ name, isPartial: isPartial(name), code: engine.precompile(isolate(readFileSync(file, 'utf8')), compileOptions()) }];
    } catch (error) {
      broken.push(`${relative(root, file)}: ${error.message}`);
      return [];
    }
  });
  if (broken.length > 0) throw new Error(`broken templates\n${broken.join('\n')}`);
  // Each stands in a function of its own: what no page asks for is never made.
  const source = `
import Handlebars from 'handlebars/runtime.js';
export const engine = Handlebars.create();
export const isStrict = false;
export const loadTemplates = () => undefined;
const made = new Map();
const specs = {\n${made.map(({ name, code }) => `${JSON.stringify(name)}: () => (${code})`).join(',\n')}\n};
export function template(name) {
  if (!made.has(name)) made.set(name, engine.template(specs[name]()));
  return made.get(name);
}
for (const name of ${JSON.stringify(made.flatMap(({ name, isPartial }) => (isPartial ? [name] : [])))}) Object.defineProperty(engine.partials, name, { enumerable: true, get: () => template(name) });
`;
  return (await esbuild.transform(source, { minify: true, format: 'esm' })).code;
}

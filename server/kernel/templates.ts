// Templates as functions. From the sources each is compiled when it is first asked for, and a template that reads a field its page lacks stops
// the page. The build puts a file in the place of this one that holds the same functions compiled beforehand: a start then reads and compiles none.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import Handlebars from 'handlebars';

export const engine = Handlebars.create();
export const isStrict = process.env.NODE_ENV !== 'production';

let root = join(process.cwd(), 'views');
const templates = new Map<string, Handlebars.TemplateDelegate>();

/** Partials lie in shared/ and in every `_name.hbs` of a feature folder. */
export const isPartial = (name: string): boolean => name.startsWith('shared/') || (name.split('/').at(-1) ?? '').startsWith('_');

/** A shared partial that is handed parameters sees only those: the `kind` of a page must not slip into its buttons. */
export const isolate = (source: string): string => source.replace(/\{\{(#?)>\s*(shared\/[\w\-/]+)\s+(?=\w+=)/g, '{{$1> $2 null ');

/** Only what is registered is a helper, so that all else is read from the page without asking twice. */
export const compileOptions = () => ({
  // A partial that stands indented would else write those spaces into every line of a textarea.
  preventIndent: true,
  knownHelpers: Object.fromEntries(Object.keys(engine.helpers).map((name) => [name, true])) as Record<string, boolean>, knownHelpersOnly: true,
});

export function templateFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return templateFiles(path);
    return entry.name.endsWith('.hbs') ? [path] : [];
  });
}

export const templateName = (folder: string, file: string): string => relative(folder, file).replaceAll('\\', '/').replace(/\.hbs$/, '');

/** Where the templates lie. */
export function loadTemplates(folder: string): void {
  root = folder;
  templates.clear();
  for (const file of templateFiles(folder)) {
    const name = templateName(folder, file);
    if (isPartial(name)) engine.registerPartial(name, isolate(readFileSync(file, 'utf8')));
  }
}

export function template(name: string): Handlebars.TemplateDelegate {
  const known = templates.get(name);
  if (known) return known;
  const compiled = engine.compile(isolate(readFileSync(join(root, `${name}.hbs`), 'utf8')), compileOptions());
  templates.set(name, compiled);
  return compiled;
}

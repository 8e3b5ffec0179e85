// The import table of docs/architecture.md, read from the sources.
import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const FEATURES = ['audit', 'people', 'law', 'evidence', 'institutions', 'documents', 'reports', 'penalties', 'cases', 'rewards', 'notices', 'inspections', 'campaigns', 'credit', 'incidents', 'statistics'];
const PURE_KERNEL = ['workdays', 'money', 'divisions', 'errors', 'pieces'];
const PURE = ['rules', 'data', 'forms', 'pages'];

type Row = { own: string[]; earlier: string[]; kernel: string[] | 'any'; packages: string[] | 'any' };
/** Kind → what it may import. `data` are tables that rules read. A `session` is the HTTP side of a cookie, so it stands with the routes. */
const TABLE: Record<string, Row> = {
  rules: { own: ['rules', 'data'], earlier: ['rules', 'data'], kernel: PURE_KERNEL, packages: [] },
  data: { own: ['rules', 'data'], earlier: ['rules', 'data'], kernel: PURE_KERNEL, packages: [] },
  forms: { own: ['rules', 'data', 'forms'], earlier: ['rules', 'data'], kernel: ['money', 'divisions', 'i18n', 'forms'], packages: ['zod'] },
  store: { own: ['rules', 'store'], earlier: ['rules'], kernel: ['database', 'crypto', 'errors'], packages: ['mongoose'] },
  service: { own: ['rules', 'data', 'store', 'service'], earlier: ['rules', 'data', 'service'], kernel: ['clock', 'crypto', 'errors', 'log', 'search'], packages: [] },
  pages: { own: ['rules', 'data', 'forms', 'pages'], earlier: ['rules', 'data', 'pages'], kernel: ['views', 'money', 'i18n'], packages: [] },
  routes: { own: ['forms', 'service', 'pages', 'routes', 'session'], earlier: [], kernel: ['http', 'clock', 'errors', 'forms', 'i18n'], packages: ['express'] },
  session: { own: ['rules', 'service'], earlier: [], kernel: ['http'], packages: ['express'] },
  adapters: { own: ['rules', 'adapters'], earlier: ['rules'], kernel: 'any', packages: 'any' },
};

type Import = { from: string; isType: boolean };
const importsOf = (source: string): Import[] =>
  [...source.matchAll(/^\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm)].map(([, isType, from, bare, dynamic]) => ({
    from: from ?? bare ?? dynamic ?? '', isType: isType !== undefined,
  }));
const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.ts')).map((entry) => join(entry.parentPath, entry.name));

/** `people/rules/person.ts` → people, rules. Files at the top are the composition and may import all. */
function placeOf(path: string): { area: string; kind: string } {
  const [area = '', second = ''] = path.split('/');
  return { area, kind: second.replace(/\.(ts|json)$/, '') };
}

function offence(file: string, { from, isType }: Import): string | null {
  const here = placeOf(file);
  const isLocal = from.startsWith('.');
  if (here.area === 'kernel') {
    const target = placeOf(join(dirname(file), from));
    return isLocal && FEATURES.includes(target.area) ? 'the kernel knows no feature' : null;
  }
  const row = TABLE[here.kind];
  if (!row) return `no kind of file is called ${here.kind}`;
  if (!isLocal) {
    const isAllowed = row.packages === 'any' || row.packages.includes(from);
    return isAllowed ? null : `${here.kind} import no ${from}`;
  }
  const path = join(dirname(file), from);
  const target = placeOf(path);
  if (path.startsWith('..')) return `${from} lies outside server/`;
  if (target.area === 'kernel') {
    // The pure part of the kernel decides nothing about storage or HTTP, so every kind may count days and money with it.
    if (PURE_KERNEL.includes(target.kind)) return null;
    // What a service is handed (jobs, limits, forms) it may name as a type.
    return row.kernel === 'any' || row.kernel.includes(target.kind) || (isType && !['rules', 'data'].includes(here.kind)) ? null : `${here.kind} import no kernel/${target.kind}`;
  }
  if (target.area === here.area) return row.own.includes(target.kind) || (isType && target.kind === 'rules') ? null : `${here.kind} import no own ${target.kind}`;
  if (!FEATURES.includes(target.area)) return `${target.area} is no feature`;
  if (FEATURES.indexOf(target.area) > FEATURES.indexOf(here.area)) return `${here.area} stands before ${target.area}`;
  return row.earlier.includes(target.kind) || (isType && target.kind === 'rules') ? null : `${here.kind} import no ${target.kind} of another feature`;
}

const files = sources('server').map((path) => relative('server', path)).filter((path) => path.includes('/'));
const textOf = (file: string): string => readFileSync(join('server', file), 'utf8');

describe('architecture', () => {
  it('each file imports only what its kind may, and only from earlier features', () => {
    const found = files.flatMap((file) => importsOf(textOf(file)).flatMap((one) => {
      const what = offence(file, one);
      return what === null ? [] : [`${file} ← ${one.from}: ${what}`];
    }));
    expect(found).to.deep.equal([]);
  });

  it('pure files ask neither for the time nor for chance nor for the process', () => {
    const found = files.filter((file) => PURE.includes(placeOf(file).kind) && placeOf(file).area !== 'kernel').flatMap((file) =>
      [...textOf(file).matchAll(/new Date\(\)|Date\.now|Math\.random|\bprocess\./g)].map(([what]) => `${file}: ${what}`));
    expect(found).to.deep.equal([]);
  });

  it('knows what it forbids', () => {
    expect(offence('people/rules/person.ts', { from: 'mongoose', isType: false })).to.equal('rules import no mongoose');
    expect(offence('people/rules/person.ts', { from: 'node:fs', isType: false })).to.equal('rules import no node:fs');
    expect(offence('people/service.ts', { from: '../reports/service.ts', isType: true })).to.equal('people stands before reports');
    expect(offence('reports/routes.ts', { from: '../people/service.ts', isType: false })).to.equal('routes import no service of another feature');
    expect(offence('kernel/views.ts', { from: '../people/rules/person.ts', isType: true })).to.equal('the kernel knows no feature');
    expect(offence('cases/util.ts', { from: 'zod', isType: false })).to.equal('no kind of file is called util');
    expect(importsOf("import a, { type B } from 'x';\nimport type { C } from './y.ts';\nimport 'z';\nexport { d } from 'w';\nconst e = import('v');")).to.deep.equal([
      { from: 'x', isType: false }, { from: './y.ts', isType: true }, { from: 'z', isType: false }, { from: 'w', isType: false }, { from: 'v', isType: false },
    ]);
  });
});

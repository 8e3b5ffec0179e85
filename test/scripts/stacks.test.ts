import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildSync } from 'esbuild';

type Place = { line: number; column: number };
type Origin = Place & { source: string };
const scripts = join(import.meta.dirname, '../../scripts');
const { originsOf } = (await import(join(scripts, 'stacks.mjs'))) as { originsOf: (map: Buffer, wanted: readonly Place[]) => (Origin | null)[] };

const SOURCE = `// The first line is no code.
export function cut(text: string): string {
  return text.slice(1);
}
export function broken(): string {
  throw new Error('broken');
}
console.log(cut('ab'));
try {
  broken();
} catch (error) {
  console.log(error instanceof Error ? error.stack : '');
}
`;

describe('stacks of the bundle', () => {
  let folder: string;
  let code: string;
  let map: Buffer;
  const file = (): string => join(folder, 'main.cjs');

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'mingjian-stacks-'));
    writeFileSync(join(folder, 'told.ts'), SOURCE);
    const built = buildSync({
      entryPoints: [join(folder, 'told.ts')], bundle: true, format: 'cjs', platform: 'node', minifyWhitespace: true, sourcemap: 'external', sourcesContent: false, outfile: file(), write: false,
      banner: { js: '(function (exports, require, module, __filename, __dirname, extern) {' }, footer: { js: '})' },
    });
    [map = Buffer.alloc(0)] = built.outputFiles.filter(({ path }) => path.endsWith('.map')).map(({ contents }) => Buffer.from(contents));
    code = built.outputFiles.find(({ path }) => path.endsWith('.cjs'))?.text ?? '';
    writeFileSync(file(), code);
    writeFileSync(`${file()}.map`, map);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('finds the places that the map tells of, in whatever order they are asked for', () => {
    const places = code.split('\n').flatMap((text, line) => Array.from({ length: text.length }, (_, column) => ({ line, column }))).reverse();
    const whole = new SourceMap(JSON.parse(map.toString()) as ConstructorParameters<typeof SourceMap>[0]);
    const found = originsOf(map, places);
    const known = found.flatMap((origin, at) => (origin ? [{ origin, place: places[at] ?? { line: 0, column: 0 } }] : []));
    expect(known.length).to.be.greaterThan(100);
    for (const { origin, place } of known) {
      const { originalSource, originalLine, originalColumn } = whole.findEntry(place.line, place.column) as { originalSource: string; originalLine: number; originalColumn: number };
      expect(origin).to.deep.equal({ source: originalSource, line: originalLine, column: originalColumn });
    }
    const at = code.indexOf("throw");
    const line = code.slice(0, at).split('\n').length - 1;
    expect(originsOf(map, [{ line, column: at - (code.lastIndexOf('\n', at) + 1) }])[0]).to.include({ line: 5, column: 2 });
  });

  it('knows nothing of a place outside', () => {
    expect(originsOf(map, [{ line: 9_999, column: 0 }, { line: 0, column: 0 }])).to.deep.equal([null, null]);
    expect(originsOf(map, [])).to.deep.equal([]);
    expect(originsOf(Buffer.from('{}'), [{ line: 0, column: 0 }])).to.deep.equal([null]);
  });

  const run = (): string => spawnSync(process.execPath, ['-e', `import(${JSON.stringify(join(scripts, 'load.mjs'))}).then(({ load }) => load(${JSON.stringify(file())}))`], { encoding: 'utf8' }).stdout;

  it('names the lines of the sources in a stack', () => {
    const told = run();
    expect(told).to.match(/^b\nError: broken\n/);
    expect(told).to.match(/at broken \(.*told\.ts:6:9\)/);
    expect(told).to.match(/told\.ts:10:3/);
    expect(told).not.to.include('main.cjs');
  });

  it('names the lines of the bundle where its map is missing', () => {
    rmSync(`${file()}.map`);
    expect(run()).to.match(/at broken \(.*main\.cjs:\d+:\d+\)/);
  });
});

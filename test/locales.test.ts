import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isMessageKey, LANGUAGES } from '../server/kernel/i18n.ts';
import { templateFiles } from '../server/kernel/templates.ts';

type Catalogue = Record<string, string>;
const read = (language: string, file: string): Catalogue => JSON.parse(readFileSync(join('views/locales', language, file), 'utf8')) as Catalogue;
const files = readdirSync('views/locales/zh-CN').sort();
const catalogue = (language: string): Catalogue => Object.assign({}, ...files.map((file) => read(language, file))) as Catalogue;
const zh = catalogue('zh-CN');
const en = catalogue('en');
const LONG = 24;

const sources = readdirSync('server', { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.ts')).map((entry) => join(entry.parentPath, entry.name));
const known = new Set(Object.keys(zh));
const hasPrefix = (prefix: string): boolean => [...known].some((key) => key.startsWith(prefix));
/** Texts of one language that two keys share. */
const shared = (words: Catalogue): string[] => {
  const byText = new Map<string, string[]>();
  for (const [key, text] of Object.entries(words)) if ([...text].length > LONG) byText.set(text, [...(byText.get(text) ?? []), key]);
  return [...byText.values()].filter((keys) => keys.length > 1).map((keys) => keys.join(' = '));
};

describe('catalogues', () => {
  it('both languages have the same files, and in each the same keys in the same order', () => {
    expect(readdirSync('views/locales').sort()).to.deep.equal([...LANGUAGES].sort());
    expect(readdirSync('views/locales/en').sort()).to.deep.equal(files);
    for (const file of files) expect(Object.keys(read('en', file)), file).to.deep.equal(Object.keys(read('zh-CN', file)));
  });
  it('no key stands in two files, and all of them are read', () => {
    const keys = files.flatMap((file) => Object.keys(read('zh-CN', file)));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).to.deep.equal([]);
    expect(keys.filter((key) => !isMessageKey(key))).to.deep.equal([]);
  });
  it('no text is empty, and each takes the same arguments in both languages', () => {
    expect([...known].filter((key) => (zh[key] ?? '').trim() === '' || (en[key] ?? '').trim() === '')).to.deep.equal([]);
    const args = (text = ''): string[] => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();
    expect([...known].filter((key) => args(zh[key]).join() !== args(en[key]).join()).map((key) => `${key}: ${args(zh[key]).join()} / ${args(en[key]).join()}`)).to.deep.equal([]);
  });
  it('no long text stands twice in one language, or untranslated in both', () => {
    expect(shared(zh), 'zh-CN').to.deep.equal([]);
    expect(shared(en), 'en').to.deep.equal([]);
    expect([...known].filter((key) => zh[key] === en[key] && [...(zh[key] ?? '')].length > LONG)).to.deep.equal([]);
  });
  it('the English words are English', () => {
    const quoted = /[（(“"'‘][^”"'’)）]*\p{Script=Han}+[^”"'’)）]*[”"'’)）]|\p{Script=Han}/gu;
    const mixed = Object.entries(en).filter(([, text]) => (text.replace(quoted, (part) => (part.length > 1 ? '' : part)).match(/\p{Script=Han}/gu)?.length ?? 0) > 12).map(([key]) => key);
    expect(mixed).to.deep.equal([]);
  });
  it('every key that a template names exists', () => {
    const missing = templateFiles('views').flatMap((path) => {
      const source = readFileSync(path, 'utf8');
      const named = [...source.matchAll(/[({]t '([\w.]+)'/g)].map(([, key = '']) => key).filter((key) => !known.has(key));
      const prefixes = [...source.matchAll(/\(cat '([a-z]\w*\.[\w.]*)'/g)].map(([, prefix = '']) => prefix).filter((prefix) => !hasPrefix(prefix));
      return [...named, ...prefixes].map((key) => `${path}: ${key}`);
    });
    expect(missing).to.deep.equal([]);
  });
  it('every key that the code names exists', () => {
    const areas = files.map((file) => basename(file, '.json')).join('|');
    const missing = sources.flatMap((path) => {
      const source = readFileSync(path, 'utf8');
      const named = [
        ...source.matchAll(new RegExp(`\\b(?:t|key|words|translate)\\b[^'\`\\n]{0,24}'((?:${areas})\\.[\\w.]+)'`, 'g')),
        ...source.matchAll(new RegExp(`'((?:${areas})\\.(?:error|flash|field|hint)\\.[\\w.]+)'`, 'g')),
      ].map(([, key = '']) => key).filter((key) => !known.has(key));
      const built = [...source.matchAll(new RegExp(`\`((?:${areas})\\.[\\w.]+\\.)\\$\\{`, 'g'))].map(([, prefix = '']) => prefix).filter((prefix) => !hasPrefix(prefix));
      return [...named, ...built].map((key) => `${path}: ${key}`);
    });
    expect([...new Set(missing)]).to.deep.equal([]);
  });
});

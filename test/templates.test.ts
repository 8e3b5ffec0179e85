import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
// The application claims its templates when it is loaded.
import '../server/app.ts';
import { templateFiles } from '../server/kernel/templates.ts';
import { boundTemplates } from '../server/kernel/views.ts';

const root = join(process.cwd(), 'views');
const templates = new Map(templateFiles(root).map((path) => [relative(root, path).replace(/\.hbs$/, ''), readFileSync(path, 'utf8')]));
const withoutComments = (source: string): string => source.replace(/\{\{!--[\s\S]*?--\}\}|\{\{![^}]*\}\}/g, '');
const partialsUsed = new Set([...templates.values()].flatMap((source) => [...withoutComments(source).matchAll(/\{\{#?>\s*([\w./-]+)/g)].map(([, name = '']) => name)));
const isPartial = (name: string): boolean => (name.startsWith('shared/') && !name.startsWith('shared/layouts/')) || (name.split('/').at(-1) ?? '').startsWith('_');
const isLayout = (name: string): boolean => name.startsWith('shared/layouts/') && !isPartial(name);

/** What a reader would read of the template itself: text between tags, and attributes that are read out. */
function literalWords(source: string): string[] {
  const html = withoutComments(source);
  const words = /[\p{Script=Han}]|[A-Za-z]{2,}/u;
  const attributes = [...html.matchAll(/\s(?:alt|aria-label|placeholder|title|label|data-label|content)="((?:\{\{[\s\S]*?\}\}|[^"{])*)"/g)].map(([, value = '']) => value.replace(/\{\{[\s\S]*?\}\}/g, ''));
  const given = [...(html.match(/\{\{[\s\S]*?\}\}/g) ?? []).join(' ').matchAll(/\b(?:text|label|legend|title|hint|heading|strong|more|link|summary|empty|caption)=(?:'([^']*)'|"([^"]*)")/g)].map(([, single, double]) => single ?? double ?? '').filter((value) => !value.includes('{{'));
  const text = html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '').replace(/<(?:\{\{[\s\S]*?\}\}|[^>{]|\{(?!\{))*>/g, ' ').replace(/\{\{[\s\S]*?\}\}/g, ' ').replace(/&#?\w+;/g, ' ');
  const isMeta = /^(?:width=device-width, initial-scale=1|#\w+|)$/;
  return [...attributes, ...given, ...text.split(/\s{2,}|\n/)].map((piece) => piece.trim()).filter((piece) => words.test(piece) && !isMeta.test(piece));
}

describe('templates', () => {
  it('each page is bound by exactly one view, and each view has its template', () => {
    const pages = [...templates.keys()].filter((name) => !isPartial(name) && !isLayout(name));
    expect([...boundTemplates].sort()).to.deep.equal(pages.sort());
  });
  it('each partial is used, and each that is used is there', () => {
    const partials = [...templates.keys()].filter(isPartial);
    expect([...partialsUsed].filter((name) => name !== '@partial-block' && !templates.has(name)), 'missing').to.deep.equal([]);
    expect(partials.filter((name) => !partialsUsed.has(name)), 'unused').to.deep.equal([]);
  });
  it('none writes anything unescaped', () => {
    expect([...templates].filter(([, source]) => /\{\{\{|\{\{\s*&/.test(source)).map(([name]) => name)).to.deep.equal([]);
  });
  it('none carries a style or a script of its own', () => {
    expect([...templates].filter(([, source]) => /\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+=/.test(withoutComments(source))).map(([name]) => name)).to.deep.equal([]);
  });
  it('all words come from the catalogues', () => {
    expect([...templates].flatMap(([name, source]) => literalWords(source).map((words) => `${name}: ${words}`))).to.deep.equal([]);
  });
  it('knows a literal word when it sees one', () => {
    expect(literalWords('<p class="mj-x" aria-label="关闭">{{t \'a.b\'}} Hello <b>您好</b></p>{{> shared/note text=\'Stop\'}}')).to.deep.equal(['关闭', 'Stop', 'Hello', '您好']);
    expect(literalWords('{{!-- words --}}<a href="/x"{{#if on}} aria-current="page"{{/if}}>{{t key}}</a> · <input value="{{value}}">')).to.deep.equal([]);
  });
});

import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { boundTemplates, loadViews, view } from '../../server/kernel/views.ts';
import type { Frame, Layout } from '../../server/kernel/views.ts';

const frame = (change: Partial<Frame> = {}): Frame => ({
  language: 'zh-CN', large: false, path: '%2Fnotices%3Fyear%3D2026%26kind%3Da', title: '典型案例', isDemo: true, loading: null, siteName: '云川市医疗保障局', contact: null,
  nav: '/notices', hasExit: false, menu: [{ key: 'common.nav.notices', href: '/notices', isCurrent: true }], person: null, printedOn: '2026-11-20 10:42',
  flash: null, assets: { 'public.css': '/assets/public.1.css', 'desk.css': '/assets/desk.1.css', 'icons.svg': '/assets/icons.1.svg', 'site.js': '/assets/site.1.js', 'mark.svg': '/assets/mark.1.svg' },
  ...change,
});
const officer: Partial<Frame> = { person: { name: '江照晚', role: '受理员', bureau: '云川市医疗保障局' } };

describe('views', () => {
  let folder = '';
  const own: string[] = [];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'mingjian-views-'));
    cpSync('views/shared', join(folder, 'shared'), { recursive: true });
    loadViews(folder);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
    for (const name of own) boundTemplates.splice(boundTemplates.indexOf(name), 1);
    loadViews(join(process.cwd(), 'views'));
  });

  const render = (source: string, page: object = {}, change: Partial<Frame> = {}, layout: Layout = 'public'): string => {
    const name = `try-${own.length}`;
    own.push(name);
    writeFileSync(join(folder, `${name}.hbs`), source);
    return view<{ title: string }>(name, { layout }).render({ title: '典型案例', ...page }, frame(change));
  };

  it('stops a page whose template reads what it lacks', () => {
    expect(() => render('{{narative}}', { narrative: 'x' })).to.throw("page has no field 'narative'");
  });

  it('stops a part that is handed an object without one of its fields', () => {
    expect(() => render('{{> shared/clock clock}}', { clock: { state: 'ok' } })).to.throw("has no field 'text'");
  });

  it('escapes what somebody typed', () => {
    expect(render("{{> shared/input id='name' label='名称' value=typed error=null}}", { typed: '"><script>' })).to.contain('value="&quot;&gt;&lt;script&gt;"');
  });

  it('keeps dates and codes in one piece, and lets long names break at their strokes', () => {
    expect(render('{{whole text}}', { text: '<b>2026-11-16，GD-HR-2023' })).to.contain('&lt;b&gt;<span class="mj-nowrap">2026-11-16</span>，<span class="mj-nowrap">GD-HR-2023</span>');
    expect(render('{{whole text}}', { text: 'CASE_DECIDE' })).to.contain('CASE_<wbr>DECIDE');
    expect(render('[{{whole text}}]', { text: null })).to.contain('[]');
    expect(render('{{whole text}}', { text: `a-${'b'.repeat(30)}` })).not.to.contain('mj-nowrap');
  });

  it('lets nothing of the page slip into a part', () => {
    const html = render("{{> shared/button text='提交'}}", { kind: 'refused', name: 'x', value: 'y', symbol: 'lock' });
    expect(html).to.contain('<button type="submit" class="govuk-button" data-once="正在提交…" data-once-again="还在提交。确实中断了，就按“确定”再交一次；没有中断，请按“取消”再等一等。">提交</button>');
  });

  it('lets a block inside a panel read the page', () => {
    expect(render("{{#> shared/panel heading='期限' page=this}}{{due}}{{/shared/panel}}", { due: '12 月 10 日' })).to.contain('12 月 10 日</section>');
    expect(() => render("{{#> shared/panel heading='期限' page=this}}{{deu}}{{/shared/panel}}", { due: '' })).to.throw("page has no field 'deu'");
  });

  it('keeps the lines of a textarea as they were typed', () => {
    const html = render("<form>\n    {{> shared/textarea id='story' label='经过' value=story error=null}}\n</form>", { story: '\n第一行\n第二行' });
    expect(html).to.contain('rows="4" autocomplete="off">\n\n第一行\n第二行</textarea>');
  });

  it('joins a field to its hint and its mistake', () => {
    const html = render("{{> shared/input id='sum' label='金额' value='' error='请写数字' hint='元'}}");
    expect(html).to.contain('aria-describedby="sum-hint sum-error"').and.contain('id="sum-error"').and.contain('aria-invalid="true"');
  });

  it('counts the mistakes above a form, and says nothing without any', () => {
    const errors = [{ href: '#a', text: '请写名称' }, { href: '#b', text: '请写经过' }];
    expect(render('{{> shared/error-summary errors=errors}}', { errors })).to.contain('还有 2 处需要改一下').and.contain('<a href="#b">请写经过</a>');
    expect(render('{{> shared/error-summary errors=errors}}', { errors: [] })).not.to.contain('govuk-error-summary');
  });

  it('names the page, its language and its place in the menu', () => {
    expect(render('x')).to.contain('<html lang="zh-CN">').and.contain('<title>典型案例 · 明鉴</title>').and.contain('<a href="/notices" aria-current="page">典型案例</a>');
    expect(render('x', {}, { language: 'en', large: true })).to.contain('<html lang="en" class="mj-large">');
  });

  it('offers language and type size with a whole way back, but not on the answer to a POST', () => {
    expect(render('x')).to.contain('href="/preferences?type=large&amp;back=%2Fnotices%3Fyear%3D2026%26kind%3Da"');
    expect(render('x', {}, { path: '' })).not.to.contain('/preferences');
  });

  it('shows the way out only where a reporter could be caught', () => {
    expect(render('x', {}, { hasExit: true })).to.contain('data-exit');
    expect(render('x')).not.to.contain('data-exit');
  });

  it('says on every layout that a demonstration is invented', () => {
    for (const layout of ['public', 'desk', 'print'] as const) {
      expect(render('x', {}, officer, layout), layout).to.contain('class="mj-demo"');
      expect(render('x', {}, { ...officer, isDemo: false }, layout), layout).not.to.contain('class="mj-demo"');
    }
  });

  it('signs an officer out by a POST and shows no menu before sign-in', () => {
    expect(render('x', {}, officer, 'desk')).to.contain('<form method="post" action="/sign-out">').and.contain('打印人 江照晚');
    expect(render('x', {}, {}, 'desk')).not.to.contain('<nav');
  });

  it('gives the desk its own style sheet', () => {
    expect(render('x', {}, officer, 'desk')).to.contain('/assets/desk.1.css').and.not.contain('/assets/public.1.css');
    expect(render('x')).to.contain('/assets/public.1.css').and.not.contain('/assets/desk.1.css');
  });
});

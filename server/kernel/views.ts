// Typed views: `view<Page>('reports/show', …)` binds one template to one page type. The compiler checks what a route hands over,
// strict.ts checks what the template reads. A view knows its layout; the page object itself is the JSON twin.
import type Handlebars from 'handlebars';
import { formatYuan } from './money.ts';
import { translate } from './i18n.ts';
import type { Language, MessageArgs, MessageKey } from './i18n.ts';
import { strict } from './strict.ts';
import { engine, isStrict, template } from './templates.ts';

export { loadTemplates as loadViews } from './templates.ts';

export type Layout = 'public' | 'desk' | 'print';

/** What every page shows around its own content. Built once a request by http/respond.ts. */
export type Frame = {
  language: Language;
  large: boolean;
  /** Where this page can be asked for again, encoded for a query; '' for an answer to a POST. */
  path: string;
  /** What the tab and the history say: neutral on pages that a reporter could be caught with. */
  title: string;
  isDemo: boolean;
  /** Steps of the trial's story that are done, while it is being loaded. */
  loading: { done: number; total: number } | null;
  siteName: string;
  /** How else one can report, and where the number stands: here for a site of one bureau (empty: not entered), under `href` for several. Null where none is entered. */
  contact: { sentence: MessageKey; href: string | null; address: string; phone: string; hours: string } | null;
  nav: string;
  hasExit: boolean;
  menu: { key: string; href: string; isCurrent: boolean }[];
  person: { name: string; role: string; bureau: string } | null;
  printedOn: string;
  flash: { key: string; args: MessageArgs } | null;
  assets: Record<string, string>;
};

export type View<Page extends { title: string }> = {
  readonly template: string;
  readonly layout: Layout;
  /** The menu entry that is current on this page. */
  readonly nav: string;
  /** Pages that a reporter could be caught with carry the exit button. */
  readonly hasExit: boolean;
  /** A neutral name for tab and history; null: the page's own title. */
  readonly tab: MessageKey | null;
  readonly render: (page: Page, frame: Frame) => string;
};

/** Every template that a view has claimed; the tests compare it with the folder. */
export const boundTemplates: string[] = [];

export function view<Page extends { title: string }>(
  name: string,
  options: { layout: Layout; nav?: string; hasExit?: boolean; tab?: MessageKey },
): View<Page> {
  boundTemplates.push(name);
  return {
    template: name,
    layout: options.layout,
    nav: options.nav ?? '',
    hasExit: options.hasExit ?? false,
    tab: options.tab ?? null,
    render(page, frame) {
      const data = { frame };
      const body = new engine.SafeString(template(name)(isStrict ? strict(page) : page, { data }));
      return template(`shared/layouts/${options.layout}`)({ body }, { data });
    },
  };
}

/** Longer ones would stick out of a phone in large type. */
const LONGEST_PIECE = 16;

// The handful of helpers that templates may use. All escape; none decides.
type Options = Handlebars.HelperOptions & { data: { frame: Frame } };
const frameOf = (options: Options): Frame => options.data.frame;

engine.registerHelper('t', (key: unknown, options: Options) => translate(frameOf(options).language, String(key), options.hash as MessageArgs));
engine.registerHelper('cat', (...parts: unknown[]) => parts.slice(0, -1).join(''));
engine.registerHelper('eq', (a: unknown, b: unknown) => a === b);
engine.registerHelper('yuan', (fen: unknown) => (typeof fen === 'number' ? formatYuan(fen) : '—'));
engine.registerHelper('day', (date: unknown, options: Options) => longDate(String(date), frameOf(options).language));
engine.registerHelper('shortDay', (date: unknown) => String(date).slice(5, 10));
// A date, a number or a code stays in one piece at the end of a line; a name such as CASE_DECIDE breaks after a stroke.
engine.registerHelper('whole', (text: unknown) => new engine.SafeString(
  engine.escapeExpression(String(text ?? '')).replace(/[0-9A-Za-z]+(?:-[0-9A-Za-z]+)+/g, (code) => (code.length > LONGEST_PIECE ? code : `<span class="mj-nowrap">${code}</span>`))
    .replace(/[A-Z0-9]+(?:_[A-Z0-9]+)+/g, (name) => `<span class="mj-word">${name.replaceAll('_', '_<wbr>')}</span>`),
));
engine.registerHelper('icon', (name: unknown, options: Options) => {
  const label = options.hash['label'] as string | undefined;
  const role = label ? `role="img" aria-label="${engine.escapeExpression(label)}"` : 'aria-hidden="true"';
  return new engine.SafeString(
    `<svg class="mj-icon" ${role} focusable="false"><use href="${frameOf(options).assets['icons.svg'] ?? ''}#i-${engine.escapeExpression(String(name))}"/></svg>`,
  );
});

/** 2026 年 11 月 20 日, or 20 November 2026. */
export function longDate(date: string, language: Language): string {
  const [year = '', month = '', day = ''] = date.slice(0, 10).split('-');
  if (language === 'zh-CN') return day ? `${Number(year)} 年 ${Number(month)} 月 ${Number(day)} 日` : `${Number(year)} 年 ${Number(month)} 月`;
  const names = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
  return `${day ? `${Number(day)} ` : ''}${names[Number(month) - 1] ?? ''} ${Number(year)}`;
}

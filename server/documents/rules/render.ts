// From a template and what was entered to the frozen words of one document.
import { TO_REPORTER } from './template.ts';
import type { Paragraph, Template } from './template.ts';

export type Slots = Readonly<Record<string, string>>;
export type Line = { style: Paragraph['style']; text: string };
/** What is printed, as it was on the day of issue. `reference`: the report's own random number, on a letter to a reporter. */
export type Content = { title: string; bureau: string; lines: Line[]; basis: string[]; signedOn: string; demo: string | null; reference: string | null };

const DEMO = '演示文书：其中的机构、人员、案号、金额均为虚构，不具有法律效力';

const filled = (slots: Slots, name: string): string => (Object.hasOwn(slots, name) ? (slots[name] ?? '').trim() : '');

/** What a person would call the blanks that are still empty. */
export const missingSlots = (template: Template, slots: Slots): string[] =>
  Object.entries(template.slots).filter(([name]) => filled(slots, name) === '').map(([, label]) => label);

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
/** Where a part is left out for want of content, the numbers of those after it close up. */
const closeUp = (body: readonly Paragraph[]): Paragraph[] => body.map((paragraph, at) => {
  if (paragraph.style !== 'heading') return paragraph;
  const before = body.slice(0, at).filter(({ style }) => style === 'heading').length;
  return { ...paragraph, text: paragraph.text.replace(/^[一二三四五六七八九十]+(?=、)/, (numeral) => NUMERALS[before] ?? numeral) };
});

/** The words; what was entered is put in once and never read as a blank itself. A line break inside it starts a new paragraph. */
export function render(template: Template, slots: Slots, demo: boolean): Content {
  const lines = closeUp(template.body.filter(({ when }) => when === null || filled(slots, when) !== ''))
    .flatMap(({ style, text }) => text.replace(/\{(\w+)\}/g, (_whole, name: string) => filled(slots, name)).split(/\r?\n+/).map((line) => ({ style, text: line.trim() })))
    .filter(({ text }) => text !== '');
  return { title: template.title, bureau: filled(slots, 'bureau'), lines, basis: [...template.basis], signedOn: filled(slots, 'date'), demo: demo ? DEMO : null, reference: TO_REPORTER.includes(template.kind) ? filled(slots, 'reportNumber') : null };
}

/** 鹤医保罚〔2026〕2 号. */
export const numberText = (bureauWord: string, kindWord: string, year: number, n: number): string => `${bureauWord}${kindWord}〔${year}〕${n} 号`;

/** 2026年11月20日, as letters write it. */
export function letterDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(year)}年${Number(month)}月${Number(day)}日`;
}

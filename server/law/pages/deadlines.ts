// Clocks, states and counts of the bureaus below a head; and the words of a calendar file.
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { within } from '../../kernel/divisions.ts';
import type { DueItem, MatterKind, Tally } from '../rules/clocks/board.ts';
import { clockTitle } from './counted.ts';

/** `depth`: how many of the shown bureaus stand above. */
type Row = Tally & { code: string; name: string; depth: number; href: string; lateBelow: number; soonBelow: number; hasBelow: boolean };
export type ClocksPage = { title: string; today: string; bureaus: Row[]; late: number };
export const clocksView = view<ClocksPage>('law/clocks', { layout: 'desk', nav: '/desk' });

type Line = { code: string; name: string; own: Tally; below: Tally };
export function clocksPage(t: Words, lines: readonly Line[], today: string): ClocksPage {
  return {
    title: t('clocks.board.title'), today, late: lines.reduce((sum, { own }) => sum + own.late, 0),
    bureaus: lines.map(({ code, name, own, below }) => ({
      ...own, code, name, depth: lines.filter((each) => each.code !== code && within(each.code, code)).length, href: `/clocks/${code}`, lateBelow: below.late, soonBelow: below.soon, hasBelow: lines.some((each) => each.code !== code && within(code, each.code)),
    })),
  };
}

export type BureauClocksPage = {
  title: string; bureau: string; today: string; crumbs: { href: string; text: string }[]; lines: (Tally & { matter: MatterKind; matterText: string; code: string; name: string })[];
  /** Null where only counts may be seen. */
  late: { href: string; text: string; due: string }[] | null;
};
export const bureauClocksView = view<BureauClocksPage>('law/clocks-bureau', { layout: 'desk', nav: '/desk' });

/** '举报 2026-000433：核查并决定是否立案到期': all that leaves the system. */
export const itemText = (t: Words, { matter, number, code }: Pick<DueItem, 'matter' | 'number' | 'code'>): string =>
  t('clocks.item', { matter: t(`clocks.matter.${matter}`), number, name: clockTitle(t, code) });

export function bureauClocksPage(t: Words, { code, name, lines, late, today }: { code: string; name: string; lines: readonly { matter: MatterKind; code: string; tally: Tally }[]; late: readonly DueItem[] | null; today: string }): BureauClocksPage {
  return {
    title: name, bureau: code, today, crumbs: [{ href: '/clocks', text: t('clocks.board.title') }],
    lines: lines.map((line) => ({ ...line.tally, matter: line.matter, matterText: t(`clocks.matter.${line.matter}`), code: line.code, name: clockTitle(t, line.code) })),
    late: late && late.map((item) => ({ href: item.href, text: itemText(t, item), due: item.due })),
  };
}

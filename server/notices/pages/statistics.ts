// The public figures by year. Only what the running system counts, and nothing that rests on fewer than five matters (publication.md LC-17).
import type { Words } from '../../kernel/i18n.ts';
import { formatYuan } from '../../kernel/money.ts';
import { view } from '../../kernel/views.ts';
import { headFigures, inTens } from './home.ts';
import type { HeadFigure, HomeFigures } from './home.ts';

/** null: fewer than five. Amounts in fen. */
export type YearFigures = HomeFigures & { year: number; rewardedFen: number | null };
export type StatisticsPage = {
  title: string; today: string; period: string; figures: HeadFigure[];
  rows: { year: string; received: string; verified: string; recovered: string; rewarded: string; rewardedSum: string }[]; published: number;
};
export const statisticsView = view<StatisticsPage>('home/statistics', { layout: 'public', nav: '/statistics' });

export function statisticsPage(t: Words, { years, today, published }: { years: readonly YearFigures[]; today: string; published: number }): StatisticsPage {
  const few = t('home.statistics.few');
  const count = (n: number | null): string => (n === null ? few : String(n));
  const sum = (fen: number | null): string => (fen === null ? '—' : formatYuan(fen));
  const [first] = years;
  const isRunning = ({ year }: YearFigures): boolean => String(year) === today.slice(0, 4);
  const countOf = (row: YearFigures, n: number | null): string => (n !== null && isRunning(row) ? inTens(n) : count(n));
  return {
    title: t('home.statistics.title'), today, period: t('notices.home.period', { year: Number(today.slice(0, 4)) }), figures: first ? headFigures(t, first) : [], published,
    // Years before the system was in use have nothing to say.
    rows: years.filter((row, at) => at === 0 || row.received !== null || row.verified !== null).map((row) => ({
      year: String(row.year), received: countOf(row, row.received), verified: count(row.verified), recovered: sum(row.recoveredFen), rewarded: countOf(row, row.rewarded),
      // While it grows, the difference of two days is one reward: its amount names the case, and with the rate whether an insider told.
      rewardedSum: sum(isRunning(row) ? null : row.rewardedFen),
    })),
  };
}

import type { Words } from '../../../kernel/i18n.ts';
import { view } from '../../../kernel/views.ts';

type Line = { bureau: string; name: string; open: number; late: number; soon: number; fresh: number; verifying: number; tell: number; done: number };
export type OverviewPage = { title: string; bureaus: Line[]; late: number };
export const overviewView = view<OverviewPage>('reports/desk/overview', { layout: 'desk', nav: '/inbox' });

/** Counts alone: a wider scope sees no content. Those with something late come first. */
export const overviewPage = (t: Words, lines: readonly Line[]): OverviewPage => ({
  title: t('reports.desk.overview.title'), bureaus: [...lines].sort((a, b) => b.late - a.late || a.bureau.localeCompare(b.bureau)), late: lines.reduce((total, { late }) => total + late, 0),
});

// What a reporter will see, before there is a report: an invented matter, its terms from the parameters of the law.
import type { Language, Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { startClock } from '../../law/rules/clocks.ts';
import { comingSteps } from './received.ts';
import type { Step } from './received.ts';

export type ExamplePage = { title: string; state: string; lede: string; steps: Step[]; messages: { isMine: boolean; who: string; text: string }[] };
export const exampleView = view<ExamplePage>('reports/example', { layout: 'public', nav: '/reports/status', hasExit: true, tab: 'reporter.tab.find' });

const NATION = 'CN';

export function examplePage(t: Words, language: Language, today: string): ExamplePage {
  const { amount: days } = startClock('ACCEPT_OR_FILE', NATION, today);
  const [, decision, ...reward] = comingSteps(t, language, { bureau: NATION, on: today, clock: null, wantsReward: true });
  const past = (title: string, line: string): Step => ({ state: 'done', title, lines: [line], clock: null });
  return {
    title: t('reporter.example.title'), state: t('reports.mine.title.filed'), lede: t('reports.mine.lede.filed'),
    steps: [
      past(t('reports.step.received'), t('reporter.example.received')),
      past(t('reports.step.filed'), days === null ? t('reports.step.verifyNoLimit') : t('reporter.example.filed', { n: days })),
      { state: 'now', title: t('reports.step.investigating'), lines: [t('reports.step.quiet')], clock: null },
      { state: 'next', title: t('reporter.date.CASE_DECIDE'), lines: decision?.lines ?? [], clock: null },
      ...reward,
    ],
    messages: [
      { isMine: false, who: t('reports.mine.officer'), text: t('reporter.example.question') },
      { isMine: true, who: t('reports.mine.you'), text: t('reporter.example.answer') },
    ],
  };
}

import type { FieldErrors } from '../../kernel/errors.ts';
import type { Words } from '../../kernel/i18n.ts';
import { longDate, view } from '../../kernel/views.ts';
import type { Language } from '../../kernel/i18n.ts';
import type { Receipt } from '../../documents/rules/receipt.ts';
import { startClock } from '../../law/rules/clocks.ts';
import type { ClockView } from '../../law/rules/clocks.ts';
import { errorLinks, errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';

export type Step = { state: 'done' | 'now' | 'next'; title: string; lines: string[]; clock: { state: string; text: string } | null };
export type ReceivedPage = {
  title: string; errors: ErrorLink[]; savedError: string | null; number: string; code: string; codeHalves: string[]; passphrase: string | null; receivedOn: string; bureau: string; receipt: Receipt; steps: Step[];
};
export const receivedView = view<ReceivedPage>('reports/received', { layout: 'public', nav: '/reports/new', hasExit: true, tab: 'reporter.tab.new' });

export type ReceivedInput = {
  number: string; code: string; codeGroups: string[]; passphrase: string | null; receipt: Receipt; receivedOn: string; bureau: { code: string; name: string }; clock: ClockView | null; wantsReward: boolean; errors?: FieldErrors;
};

/** Each is never cut in two: a narrow page sets them one below the other. */
export const codeHalves = (groups: readonly string[]): string[] => [groups.slice(0, 2).join(' '), groups.slice(2).join(' ')];

/** The one page that shows the code. */
export function receivedPage(t: Words, language: Language, input: ReceivedInput): ReceivedPage {
  const { number, code, codeGroups, passphrase, receipt, receivedOn, bureau, clock, wantsReward, errors } = input;
  return {
    title: t('reports.received.title'), errors: errorLinks(t, errors), savedError: errorText(t, errors, 'saved'), number, code,
    codeHalves: codeHalves(codeGroups), passphrase, receivedOn, bureau: bureau.name, receipt,
    steps: [{ state: 'done', title: t('reports.step.received'), lines: [longDate(receivedOn, language)], clock: null }, ...comingSteps(t, language, { bureau: bureau.code, on: receivedOn, clock, wantsReward })],
  };
}

/** What the law says comes next, with its dates where they are known. */
export function comingSteps(t: Words, language: Language, { bureau, on, clock, wantsReward }: { bureau: string; on: string; clock: ClockView | null; wantsReward: boolean }): Step[] {
  const next = (title: string, line: string): Step => ({ state: 'next', title, lines: [line], clock: null });
  const decide = startClock('CASE_DECIDE', bureau, on).amount;
  const claim = startClock('REWARD_CLAIM', bureau, on);
  return [
    next(t('reports.step.verify'), clock?.due ? t('reports.step.verifyBy', { date: longDate(clock.due, language) }) : t('reports.step.verifyNoLimit')),
    next(t('reports.step.investigate'), decide === null ? t('reports.step.investigateNoLimit') : t('reports.step.investigateIn', { n: decide })),
    ...(wantsReward ? [next(t('reports.step.reward'), claim.unit === 'MONTH' && claim.amount !== null ? t('reports.step.rewardIn', { n: claim.amount }) : t('reports.step.rewardNoLimit'))] : []),
  ];
}

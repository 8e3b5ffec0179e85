// How every time limit of a case was counted, day by day.
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { countedFor } from '../../law/pages/counted.ts';
import type { Counted } from '../../law/pages/counted.ts';
import { clockDue } from '../../law/rules/clocks.ts';
import type { Case } from '../rules/case.ts';
import type { Situation } from '../rules/situation.ts';
import { clockText, crumb, wordsFor } from './words.ts';
import type { ClockText } from './words.ts';

export type ClocksPage = {
  title: string; crumbs: { href: string; text: string }[];
  clocks: { code: string; name: string; clock: ClockText; facts: Counted['lines']; days: Counted['days'] | null }[];
};
export const clocksView = view<ClocksPage>('cases/clocks', { layout: 'desk', nav: '/cases' });

export const clocksPage = (t: Words, kase: Case, situation: Situation): ClocksPage => ({
  title: t('cases.clocks.title'), crumbs: crumb(t, kase),
  clocks: kase.clocks.map(({ clock }) => {
    const shown = clockDue(clock, situation.calendar, situation.today);
    return {
      code: clock.code, name: wordsFor(t, `cases.clock.${clock.code}`, t('cases.clock.other')), clock: clockText(t, shown, clock.unit === 'WD', clock),
      facts: shown.how === null ? [] : countedFor(t, shown.how).lines, days: shown.how,
    };
  }),
});

// How every time limit of a case was counted, day by day.
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { clockDue } from '../../law/rules/clocks.ts';
import type { Clock } from '../../law/rules/clocks.ts';
import type { Case } from '../rules/case.ts';
import type { Situation } from '../rules/situation.ts';
import { clockText, crumb, wordsFor } from './words.ts';
import type { ClockText } from './words.ts';

export type ClocksPage = {
  title: string; crumbs: { href: string; text: string }[];
  clocks: { code: string; name: string; clock: ClockText; facts: { label: string; text: string }[] }[];
};
export const clocksView = view<ClocksPage>('cases/clocks', { layout: 'desk', nav: '/cases' });

const termText = (t: Words, amount: number | null, unit: string | null): string => (amount === null || unit === null ? t('common.clock.none') : wordsFor(t, `cases.unit.${unit}`, `${amount}`, { n: amount }));

function facts(t: Words, clock: Clock, { calendar, today }: Pick<Situation, 'calendar' | 'today'>): { label: string; text: string }[] {
  const shown = clockDue(clock, calendar, today);
  const how = shown.explanation;
  const line = (label: string, text: string | null): { label: string; text: string }[] => (text === null || text === '' ? [] : [{ label, text }]);
  const skipped = how?.skipped ?? [];
  const count = (why: string): number => skipped.filter((day) => day.why === why).length;
  return [
    ...line(t('cases.how.start'), t('cases.how.startText', { date: clock.startedOn })),
    ...line(t('cases.how.term'), termText(t, clock.amount, clock.unit)),
    ...line(t('cases.how.source'), `${clock.source}${clock.confirmed ? '' : `（${t('cases.how.unconfirmed')}）`}`),
    ...clock.extensions.flatMap((each) => line(t('cases.how.extended'), t('cases.how.extendedText', { n: each.amount, on: each.on, reason: each.reason }))),
    ...clock.pauses.flatMap((pause) => line(t('cases.how.paused'), `${wordsFor(t, `cases.pause.${pause.reason}`, pause.reason)} ${pause.from} — ${pause.to ?? ''}`)),
    ...line(t('cases.how.first'), how?.firstCounted ?? null),
    ...line(t('cases.how.skipped'), skipped.length === 0 ? null : t('cases.how.skippedText', { n: skipped.length, weekend: count('weekend'), holiday: count('holiday'), excluded: count('excluded') })),
    ...line(t('cases.how.madeUp'), how && how.madeUp.length > 0 ? how.madeUp.join('、') : null),
    ...line(t('cases.how.raw'), how?.rawEnd ?? null),
    ...line(t('cases.how.rolled'), how && how.rolledOver.length > 0 ? t('cases.how.rolledText', { from: how.rawEnd, to: how.end }) : null),
    ...line(t('cases.how.due'), shown.due ?? t('cases.how.unknown')),
    ...line(t('cases.how.stopped'), clock.stoppedOn),
    ...line(t('cases.how.calendar'), clock.stopped?.calendarVersion ?? how?.calendarVersion ?? null),
  ];
}

export const clocksPage = (t: Words, kase: Case, situation: Situation): ClocksPage => ({
  title: t('cases.clocks.title'), crumbs: crumb(t, kase),
  clocks: kase.clocks.map(({ clock }) => ({
    code: clock.code, name: wordsFor(t, `cases.clock.${clock.code}`, t('cases.clock.other')),
    clock: clockText(t, clockDue(clock, situation.calendar, situation.today), clock.unit === 'WD', clock), facts: facts(t, clock, situation),
  })),
});

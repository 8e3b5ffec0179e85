// The statutory dates on the reporter's page: what each means for him, and how it was counted.
import type { Language, Words } from '../../kernel/i18n.ts';
import { longDate } from '../../kernel/views.ts';
import { countedPlainly } from '../../law/pages/counted.ts';
import type { CountedPlain } from '../../law/pages/counted.ts';
import type { ClockView } from '../../law/rules/clocks.ts';
import { clockWords } from './words.ts';

export type DateLine = { title: string; means: string; date: string; clock: { state: string; text: string } | null; counted: CountedPlain | null };

const KNOWN = ['ACCEPT_OR_FILE', 'TELL_FILED', 'TELL_NOT_ACCEPTED', 'CASE_DECIDE'] as const;

/** `isQuiet`: who sees three words is not told whether the decision was made, so a day that has passed says nothing about it. */
export const dateLines = (t: Words, language: Language, dates: readonly ClockView[], isQuiet: boolean): DateLine[] => dates.flatMap((clock) => {
  const code = KNOWN.find((each) => each === clock.code);
  if (!code) return [];
  const isSilent = isQuiet && clock.state === 'late';
  const words = isSilent ? null : clock.state === 'done' ? { state: 'done', text: t('reporter.date.done') } : clockWords(t, clock);
  return [{
    title: t(`reporter.date.${code}`), means: `${t(`reporter.date.${code}.means`)}${isSilent ? t('reporter.date.quiet') : ''}`, date: clock.due === null ? t('reporter.date.unknown') : longDate(clock.due, language), clock: words,
    counted: clock.how && clock.due !== null ? countedPlainly(t, language, clock.how) : null,
  }];
});

// Small pieces of words that several pages of a case share.
import { isMessageKey } from '../../kernel/i18n.ts';
import type { MessageArgs, Words } from '../../kernel/i18n.ts';
import { formatYuan } from '../../kernel/money.ts';
import { isSettled, standing } from '../../kernel/workdays.ts';
import type { Calendar } from '../../kernel/workdays.ts';
import { lateText } from '../../law/pages/late.ts';
import type { Clock, ClockView } from '../../law/rules/clocks.ts';
import type { Case } from '../rules/case.ts';
import type { Need } from '../rules/guards.ts';

/** Words of a key that is put together; the text itself where the catalogue has none. */
export const wordsFor = (t: Words, key: string, otherwise: string, args: MessageArgs = {}): string => (isMessageKey(key) ? t(key, args) : otherwise);

export type ClockText = { state: 'ok' | 'soon' | 'late' | 'pause' | 'done' | 'none'; text: string };

const shortDay = (date: string): string => date.slice(5, 10);

/** Periods that the party has, not the bureau. */
const PARTYS: ReadonlySet<string> = new Set(['DEFENCE', 'HEAR_REQUEST', 'RECONSIDER', 'SUE']);

/** 12-10，剩 20 日: the date, and what is left of it in the unit that the law counts in. */
export function clockText(t: Words, view: ClockView, isWorkdays: boolean, clock: Pick<Clock, 'stoppedOn'> | null = null): ClockText {
  const due = view.due ? shortDay(view.due) : '';
  const provisional = view.provisional ? `（${t('common.clock.provisional')}）` : '';
  if (view.state === 'none') return { state: 'none', text: t('common.clock.none') };
  if (view.state === 'done') return { state: 'done', text: t('common.clock.done', { date: clock?.stoppedOn ? shortDay(clock.stoppedOn) : due }) };
  // A period of the party's that has run out is over; nobody at the bureau is late.
  if (view.state === 'late' && PARTYS.has(view.code)) return { state: 'done', text: t('cases.clocks.over', { date: due }) };
  if (view.state === 'paused') return { state: 'pause', text: t('common.clock.paused', { reason: wordsFor(t, `cases.pause.${view.pausedFor ?? ''}`, view.pausedFor ?? '') }) };
  if (view.state === 'late') return { state: 'late', text: lateText(t, view, isWorkdays) };
  const left = view.days === 0 ? t('common.clock.today') : isWorkdays ? t('common.clock.left', { n: view.workdays }) : t('common.clock.leftDays', { n: view.days });
  return { state: view.state, text: `${due}${provisional}，${left}` };
}

export type NeedLine = { code: string; isMet: boolean; name: string; detail: string | null };

export function needLine(t: Words, { code, isMet, clause, args, detail }: Need): NeedLine {
  const { n = 0, due = '', fen = 0 } = args;
  const shown = code === 'CATALOGUE' ? detail.split('、').map((each) => wordsFor(t, `cases.catalogue.${each}`, each)).join('、') : detail;
  const parts = [
    shown, !isMet && due !== '' ? t('cases.needDetail.due', { due }) : '', !isMet && Number(fen) > 0 ? t('cases.needDetail.amount', { left: formatYuan(Number(fen)) }) : '',
    !isMet ? clause : '',
  ].filter((part) => part !== '');
  return { code, isMet, name: wordsFor(t, `cases.need.${code}`, code, { ...args, n }), detail: parts.length > 0 ? parts.join(' · ') : null };
}

/** 条例第四十条第一款第三项 stands after the shorter name of its law on lists. */
export const month = (from: string, to: string): string => (from.slice(0, 7) === to.slice(0, 7) ? (from === to ? from : from.slice(0, 7)) : from.slice(0, 4) === to.slice(0, 4) ? `${from.slice(0, 7)}—${to.slice(5, 7)}` : `${from.slice(0, 7)}—${to.slice(0, 7)}`);

export const crumb = (t: Words, kase: Pick<Case, 'id' | 'number'>): { href: string; text: string }[] => [{ href: '/cases', text: t('cases.title') }, { href: `/cases/${kase.id}`, text: kase.number }];

/** A due date on a list: without its clock only the days are counted. */
export function dueText(t: Words, dueOn: string | null, { today, calendar, warnAt }: { today: string; calendar: Calendar; warnAt: number }): ClockText {
  if (dueOn === null) return { state: 'none', text: t('common.dash') };
  const { state, days, workdays } = standing(calendar, dueOn, today, warnAt);
  return clockText(t, { code: '', state, limit: 'known', due: dueOn, provisional: !isSettled(calendar, dueOn), workdays, days, projected: null, pausedFor: null, explanation: null, how: null }, false);
}

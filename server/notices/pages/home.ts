import type { MessageKey, Words } from '../../kernel/i18n.ts';
import { formatWan, formatYuan } from '../../kernel/money.ts';
import { view } from '../../kernel/views.ts';
import { namedSuspensions } from '../rules/notice.ts';
import type { Notice, NoticeContent, Suspension } from '../rules/notice.ts';

/** Public totals of this year; null is "fewer than five" or not known, and is not shown (publication.md LC-17). Amounts in fen. */
export type HomeFigures = { received: number | null; verified: number | null; recoveredFen: number | null; rewarded: number | null };
export type Statutory = { acceptOrFileDays: number; decideDays: number; rewardFloorFen: number; rewardCapFen: number };

export type HeadFigure = { key: string; value: string; unit: string };
export type HomePage = {
  title: string; verified: number | null; recovered: string | null; published: number; period: string; hasFigures: boolean; figures: HeadFigure[];
  hasRecent: boolean; recent: { href: string; title: string; sums: string; publishedOn: string }[]; protections: MessageKey[];
  acceptOrFileDays: number; decideDays: number; rewardFloor: string; rewardCap: string;
};
export const homeView = view<HomePage>('home/show', { layout: 'public', nav: '/', hasExit: true });

/** Only what the running system does; the rest of the catalogue waits for its feature. */
const PROTECTIONS: MessageKey[] = [
  'home.protection.onDevice', 'home.protection.sealed', 'home.protection.identityApart', 'home.protection.noAddress', 'home.protection.code',
];

/** Counts from one to four would point at people. */
const SMALLEST_SHOWN = 5;
export const shownCount = (count: number): number | null => (count >= SMALLEST_SHOWN ? count : null);

/**
 * Of this year in full tens: whoever reloads the page must not see that one more came in since his own, nor, where rewards are counted,
 * that one was paid today.
 */
export const inTens = (n: number): string => `${n < 10 ? SMALLEST_SHOWN : Math.floor(n / 10) * 10}+`;

/** The four figures of this year; one that rests on fewer than five matters says so instead. */
export function headFigures(t: Words, { received, verified, recoveredFen, rewarded }: HomeFigures): HeadFigure[] {
  const few = { value: t('home.statistics.few'), unit: t('notices.home.unit.cases') };
  const count = (n: number | null) => (n === null ? few : { value: String(n), unit: t('notices.home.unit.cases') });
  const sum = (fen: number | null) => (fen === null ? few : { value: formatWan(fen), unit: t('notices.home.unit.wan') });
  const tens = (n: number | null) => (n === null ? few : { ...few, value: inTens(n) });
  return [{ key: 'received', ...tens(received) }, { key: 'verified', ...count(verified) }, { key: 'recovered', ...sum(recoveredFen) }, { key: 'rewarded', ...tens(rewarded) }];
}

export function homePage(t: Words, input: { figures: HomeFigures; statutory: Statutory; recent: Notice[]; published: number; year: number }): HomePage {
  const { figures, statutory } = input;
  const shown = headFigures(t, figures);
  return {
    title: t('home.title'), verified: figures.verified, recovered: figures.recoveredFen === null ? null : formatWan(figures.recoveredFen), published: input.published,
    period: t('notices.home.period', { year: input.year }), hasFigures: figures.received !== null, figures: shown,
    hasRecent: input.recent.length > 0,
    recent: input.recent.map((notice) => ({ href: `/notices/${notice.id}`, title: notice.content.title, sums: sumsInWords(t, notice), publishedOn: notice.publishedOn ?? '' })),
    protections: PROTECTIONS, acceptOrFileDays: statutory.acceptOrFileDays, decideDays: statutory.decideDays,
    rewardFloor: t('notices.home.reward.yuan', { n: statutory.rewardFloorFen / 100 }), rewardCap: t('notices.home.reward.wan', { n: statutory.rewardCapFen / 1_000_000 }),
  };
}

function suspensionInWords(t: Words, { subjectKind }: NoticeContent, { unit, months }: Suspension): string {
  const n = Number(months);
  if (subjectKind === 'INDIVIDUAL') return t('notices.home.suspension.person', { n });
  return unit === '' ? t('notices.home.suspension', { n }) : t('notices.home.suspension.unit', { unit, n });
}

function sumsInWords(t: Words, { content }: Notice): string {
  return [
    content.refundFen > 0 ? t('notices.home.refund', { sum: formatYuan(content.refundFen) }) : '',
    content.fineFen > 0 ? t('notices.home.fine', { sum: formatYuan(content.fineFen) }) : '',
    ...new Set(namedSuspensions(content).map((each) => suspensionInWords(t, content, each))),
  ].filter((part) => part !== '').join(t('notices.home.comma'));
}

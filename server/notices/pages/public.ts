import type { Language, Words } from '../../kernel/i18n.ts';
import { formatYuan } from '../../kernel/money.ts';
import { longDate, view } from '../../kernel/views.ts';
import { CATEGORY_NAMES } from '../../reports/rules/categories.ts';
import type { ListFilter } from '../forms.ts';
import type { Notice, PublicPlace, Tombstone } from '../rules/notice.ts';

export type Option = { value: string; text: string };
type Sum = { label: string; value: string; unit: string | null };

export type NoticeRow = { href: string; title: string; conduct: string; subject: string; publishedOn: string; sums: Sum[] };
export type NoticesPage = {
  title: string; filter: ListFilter; isFiltered: boolean; places: Option[]; kinds: Option[]; conducts: Option[]; years: Option[];
  rows: NoticeRow[]; older: string | null; total: number;
};
export const noticesView = view<NoticesPage>('notices/list', { layout: 'public', nav: '/notices' });

const subjectOf = (t: Words, kind: string): string => {
  switch (kind) {
    case 'PHARMACY': return t('notices.subject.PHARMACY');
    case 'INDIVIDUAL': return t('notices.subject.INDIVIDUAL');
    case 'AGENCY': return t('notices.subject.AGENCY');
    default: return t('notices.subject.INSTITUTION');
  }
};
const sumsOf = (t: Words, { content }: Notice): Sum[] => [
  ...(content.refundFen > 0 ? [{ label: t('notices.sum.refund'), value: formatYuan(content.refundFen), unit: t('notices.unit.yuan') }] : []),
  ...(content.fineFen > 0 ? [{ label: t('notices.sum.fine'), value: formatYuan(content.fineFen), unit: t('notices.unit.yuan') }] : []),
  ...(content.suspensionMonths ? [{ label: t('notices.sum.suspension'), value: String(Number(content.suspensionMonths)), unit: t('notices.unit.months') }] : []),
];

const noticeRow = (t: Words, notice: Notice): NoticeRow => ({
  href: `/notices/${notice.id}`, title: notice.content.title, conduct: notice.content.findings.map((finding) => finding.what).join('；'),
  subject: subjectOf(t, notice.content.subjectKind), publishedOn: notice.publishedOn ?? '', sums: sumsOf(t, notice),
});

export function noticesPage(t: Words, input: { notices: Notice[]; next: PublicPlace | null; filter: NoticesPage['filter']; places: Option[]; total: number; thisYear: number }): NoticesPage {
  const { filter } = input;
  const query = Object.entries(filter).filter(([, value]) => value !== '').map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return {
    title: t('notices.list.title'), filter, isFiltered: query.length > 0, places: input.places, total: input.total,
    conducts: CATEGORY_NAMES.map((value) => ({ value, text: t(`reports.category.${value}`) })),
    kinds: ['INSTITUTION', 'PHARMACY', 'INDIVIDUAL', 'AGENCY'].map((value) => ({ value, text: subjectOf(t, value) })),
    years: [0, 1, 2, 3].map((back) => String(input.thisYear - back)).map((value) => ({ value, text: value })),
    rows: input.notices.map((notice) => noticeRow(t, notice)),
    older: input.next ? `/notices?${[...query, `before=${input.next.at.getTime()}-${input.next.id}`].join('&')}` : null,
  };
}

export type NoticePage = {
  title: string; phrases: string[]; bureau: string; year: string; publishedOn: string; expiresOn: string | null; sums: Sum[]; intro: string; text: string;
  findings: { what: string; code: string; gross: string | null; loss: string | null; defrauded: string | null }[];
  handling: string[]; execution: string | null; law: string[]; facts: { label: string; text: string }[];
};
export const noticeView = view<NoticePage>('notices/show', { layout: 'public', nav: '/notices' });

/** Where a long title may be broken: before the cause, so that neither the name nor the cause is cut in two. */
const phrasesOf = ({ title, cause }: Notice['content']): string[] => {
  const at = cause === '' ? -1 : title.indexOf(cause);
  return at > 0 ? [title.slice(0, at), title.slice(at)] : [title];
};
const yuanOrNull = (fen: number | null): string | null => (fen ? formatYuan(fen) : null);

export function noticePage(t: Words, language: Language, { notice, bureau }: { notice: Notice; bureau: string }): NoticePage {
  const { content } = notice;
  const [from, to] = [longDate(content.periodFrom, language), longDate(content.periodTo, language)];
  const publishedOn = notice.publishedOn ?? '';
  return {
    title: content.title, phrases: phrasesOf(content), bureau, year: publishedOn.slice(0, 4), publishedOn, expiresOn: notice.expiresOn, sums: sumsOf(t, notice), intro: content.intro, text: content.text,
    findings: content.findings.map((finding) => ({ what: finding.what, code: finding.violationCode, gross: yuanOrNull(finding.grossFen), loss: yuanOrNull(finding.lossFen), defrauded: yuanOrNull(finding.defraudedFen) })),
    handling: content.handling, execution: content.execution || null, law: content.law,
    facts: [
      { label: t('notices.fact.subject'), text: subjectOf(t, content.subjectKind) },
      { label: t('notices.fact.period'), text: from === to ? from : `${from} — ${to}` },
      ...(content.basis ? [{ label: t('notices.fact.basis'), text: content.basis }] : []),
      ...(content.execution ? [{ label: t('notices.fact.execution'), text: content.execution }] : []),
      ...(notice.expiresOn ? [{ label: t('notices.fact.until'), text: longDate(notice.expiresOn, language) }] : []),
    ],
  };
}

export type WithdrawnPage = { title: string; rows: { publishedOn: string; withdrawnOn: string; reason: string; reasonText: string; bureau: string }[] };
export const withdrawnView = view<WithdrawnPage>('notices/withdrawn', { layout: 'public', nav: '/notices' });

export const withdrawnPage = (t: Words, rows: (Tombstone & { id: string })[]): WithdrawnPage => ({
  title: t('notices.withdrawn.title'),
  rows: rows.map((row) => ({ publishedOn: row.publishedOn, withdrawnOn: row.withdrawnOn, reason: row.reason, reasonText: t(`notices.reason.${row.reason}`), bureau: row.bureau })),
});

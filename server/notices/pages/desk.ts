import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import { wordFor } from '../../kernel/i18n.ts';
import type { Words } from '../../kernel/i18n.ts';
import { formatYuan } from '../../kernel/money.ts';
import { view } from '../../kernel/views.ts';
import { errorLinks, errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import { NO_OVERRIDE } from '../rules/leaks.ts';
import { NOTICE_STATES, WITHDRAWAL_REASONS } from '../rules/notice.ts';
import type { LeakHit, Notice, NoticeAction } from '../rules/notice.ts';
import type { Option } from './public.ts';

export type NoticeDeskPage = {
  title: string; mayCreate: boolean; candidates: { caseId: string; name: string }[];
  rows: { href: string; title: string; state: string; stateText: string; refund: string; fine: string; publishedOn: string | null }[]; older: string | null;
};
export const noticeDeskView = view<NoticeDeskPage>('notices/desk', { layout: 'desk', nav: '/notices/desk' });

export const noticeDeskPage = (t: Words, input: { notices: Notice[]; next: string | null; candidates: NoticeDeskPage['candidates']; mayCreate: boolean }): NoticeDeskPage => ({
  title: t('notices.desk.title'), mayCreate: input.mayCreate, candidates: input.candidates,
  rows: input.notices.map((notice) => ({
    href: `/notices/desk/${notice.id}`, title: notice.content.title, state: notice.state, stateText: t(`notices.state.${notice.state}`),
    refund: formatYuan(notice.content.refundFen), fine: formatYuan(notice.content.fineFen), publishedOn: notice.publishedOn,
  })),
  older: input.next ? `/notices/desk?before=${input.next}` : null,
});

type Step = { state: 'done' | 'now' | 'next'; title: string; lines: string[]; clock: null };
export type MakerPage = {
  title: string; id: string; version: number; state: string; stateText: string; caseHref: string; publicHref: string | null; steps: Step[];
  text: string; intro: string; handling: string; execution: string; law: string;
  findings: { id: string; what: string; code: string; gross: string; loss: string; defrauded: string }[];
  hits: { check: string; checkText: string; field: string; fragment: string; reason: string; isResolvable: boolean; id: string }[];
  openCount: number; hasChanged: boolean; remedyEndsOn: string | null; earlyReason: string | null;
  isEditable: boolean; simple: { action: string; text: string; needsReason: boolean; kind: string }[]; withdrawal: Option[] | null;
  locked: { name: string; detail: string | null }[];
  log: { at: string; text: string }[]; errors: ErrorLink[]; titleError: string | null; introError: string | null; handlingError: string | null; reasonError: string | null; reason: string;
};
export const makerView = view<MakerPage>('notices/maker', { layout: 'desk', nav: '/notices/desk' });

const ORDER = NOTICE_STATES.filter((state) => state !== 'withdrawn');

export function makerPage(t: Words, input: {
  notice: Notice; hits: LeakHit[]; open: LeakHit[]; actions: NoticeAction[]; blocked: { action: NoticeAction; reason: string }[]; hasChanged: boolean; remedyEndsOn: string | null;
  names: ReadonlyMap<string, string>; minute: (at: Date) => string; errors?: FieldErrors; typed?: Typed;
}): MakerPage {
  const { notice, names } = input;
  const { content } = notice;
  const name = (id: string | null): string[] => (id ? [names.get(id) ?? id] : []);
  const now = ORDER.findIndex((state) => state === notice.state);
  const who: Record<string, string[]> = {
    draft: name(notice.drafter), privacyCheck: name(notice.privacyChecker), legalCheck: name(notice.legalChecker), leaderApproval: name(notice.approver),
    firstRelease: name(notice.firstReleaser), secondRelease: name(notice.secondReleaser), published: notice.publishedOn ? [notice.publishedOn] : [],
  };
  const typed = (field: string, kept: string): string => (typeof input.typed?.[field] === 'string' ? input.typed[field] : kept);
  const simple = input.actions.filter((action) => action !== 'edit' && action !== 'withdraw');
  return {
    title: content.title, id: notice.id, version: notice.version, state: notice.state, stateText: t(`notices.state.${notice.state}`), caseHref: `/cases/${notice.caseId}`,
    publicHref: notice.state === 'published' || notice.state === 'withdrawn' ? `/notices/${notice.id}` : null,
    steps: ORDER.map((state, index) => ({
      title: t(`notices.state.${state}`), lines: who[state] ?? [], clock: null,
      state: notice.state === 'withdrawn' || index < now || notice.state === 'published' ? 'done' : index === now ? 'now' : 'next',
    })),
    text: content.text, intro: typed('intro', content.intro), handling: typed('handling', content.handling.join('\n')), execution: typed('execution', content.execution), law: typed('law', content.law.join('\n')),
    findings: content.findings.map((finding, index) => ({
      id: `what-${index}`, what: finding.what, code: finding.violationCode, gross: finding.grossFen === null ? '—' : formatYuan(finding.grossFen),
      loss: finding.lossFen === null ? '—' : formatYuan(finding.lossFen), defrauded: finding.defraudedFen === null ? '—' : formatYuan(finding.defraudedFen),
    })),
    hits: input.hits.map((hit, index) => ({
      id: `hit-${index}`, check: hit.check, checkText: wordFor(t, `notices.check.${hit.check}`), field: hit.field, fragment: hit.fragment,
      reason: notice.falseHits.find((known) => known.check === hit.check && known.fragment === hit.fragment)?.falseHitReason ?? '', isResolvable: !NO_OVERRIDE.includes(hit.check),
    })),
    openCount: input.open.length, hasChanged: input.hasChanged, remedyEndsOn: input.remedyEndsOn, earlyReason: notice.earlyReason || null,
    isEditable: input.actions.includes('edit'),
    simple: simple.map((action) => ({ action: `/notices/desk/${notice.id}/${action}`, text: t(`notices.action.${action}`), needsReason: action === 'sendBack' || action === 'approve', kind: action === 'sendBack' ? 'warning' : '' })),
    withdrawal: input.actions.includes('withdraw') ? WITHDRAWAL_REASONS.map((value) => ({ value, text: t(`notices.reason.${value}`) })) : null,
    locked: input.blocked.map(({ action, reason }) => ({ name: t(`notices.action.${action}`), detail: wordFor(t, `problems.refused.${reason}`) })),
    log: [...notice.events].reverse().map((event) => ({ at: input.minute(event.at), text: [names.get(event.by) ?? event.by, t(`notices.event.${event.action}`), event.reason].filter((part) => part !== '').join(' ') })),
    errors: errorLinks(t, input.errors), titleError: errorText(t, input.errors, 'title'), introError: errorText(t, input.errors, 'intro'), handlingError: errorText(t, input.errors, 'handling'),
    reasonError: errorText(t, input.errors, 'reason') ?? errorText(t, input.errors, 'code'), reason: typed('reason', ''),
  };
}

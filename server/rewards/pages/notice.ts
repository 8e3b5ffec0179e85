// How the reporter is told: the page on which he chooses, what the officer sees of it, and the contact once it is opened.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import { faultsOf } from './faults.ts';
import { provenOn } from '../rules/receipt.ts';
import type { RewardDossier } from '../rules/shown.ts';
import { metBy, NOTICE_WAYS, type NoticeWay } from '../rules/wish.ts';

export type NoticeWayPage = {
  title: string; errors: ErrorLink[]; isTold: boolean; way: string; ways: { value: NoticeWay; text: string }[]; wayError: string | null; contactHint: string; isContactOptional: boolean; contactError: string | null;
};
export const noticeWayView = view<NoticeWayPage>('rewards/notice-way', { layout: 'public', nav: '/reports/status', hasExit: true, tab: 'reporter.tab.mine' });
type Chosen = { way: NoticeWay; hasContact: boolean; isNamed: boolean; isTold: boolean };
export const noticeWayPage = (t: Words, chosen: Chosen, again: { way?: string; errors?: FieldErrors } = {}): NoticeWayPage => ({
  title: t('rewardClaims.way.title'), errors: faultsOf(t, 'notice-way', again.errors), isTold: chosen.isTold,
  way: again.way ?? chosen.way, ways: NOTICE_WAYS.map((value) => ({ value, text: t(`rewardClaims.way.${value}`) })), wayError: errorText(t, again.errors, 'way'),
  contactHint: t(chosen.hasContact ? 'rewardClaims.way.contactKept' : chosen.isNamed ? 'rewardClaims.way.contactKnown' : 'rewardClaims.way.contactNone'),
  isContactOptional: chosen.isNamed || chosen.hasContact, contactError: errorText(t, again.errors, 'contact'),
});

export type ShownNotice = { wish: string; needs: { isMet: boolean; name: string; detail: string | null }[]; deliveries: string[]; recordHref: string | null; contactHref: string | null };

/** The wish, each record of delivery, and whether one of them proves the receipt. */
export function noticeOf(t: Words, { matter, notice }: RewardDossier): ShownNotice | null {
  if (!notice) return null;
  const { wished, deliveries, documentId, mayOpenContact } = notice;
  const way = wished ?? 'statusPage';
  const [met, proven] = [metBy(way, deliveries), provenOn(deliveries)];
  const seenOn = matter.events.find(({ action }) => action === 'acknowledge')?.facts.today ?? proven?.on ?? matter.events.find(({ action }) => action === 'claim' || action === 'recordClaim')?.facts.today ?? null;
  return {
    wish: t(wished === null ? 'rewardClaims.notice.unsaid' : `rewardClaims.notice.wish.${wished}`),
    needs: [
      { isMet: met !== undefined, name: t(`rewardClaims.notice.need.${way}`), detail: met ? t('rewardClaims.notice.on', { date: met.on }) : t('rewardClaims.notice.notYet') },
      { isMet: seenOn !== null, name: t('rewardClaims.notice.received'), detail: seenOn === null ? t('rewardClaims.notice.unproven') : t('rewardClaims.notice.on', { date: seenOn }) },
    ],
    deliveries: deliveries.map(({ on, way: by, note }) => `${on} ${t(`documents.way.${by}`)} ${note}`.trim()),
    recordHref: documentId === null ? null : `/documents/${documentId}`, contactHref: mayOpenContact ? `/rewards/${matter.id}/contact` : null,
  };
}

export type ContactPage = { title: string; id: string; errors: ErrorLink[]; opened: { label: string; text: string }[] | null };
export const contactView = view<ContactPage>('rewards/contact', { layout: 'desk', nav: '/rewards' });
export const contactPage = (t: Words, id: string, opened: { way: NoticeWay; name: string | null; contact: string } | null): ContactPage => ({
  title: t('rewardClaims.contact.title'), id, errors: [],
  opened: opened && [
    { label: t('rewardClaims.contact.way'), text: t(`rewardClaims.way.${opened.way}`) }, ...(opened.name === null ? [] : [{ label: t('rewards.field.registered'), text: opened.name }]), { label: t('rewardClaims.way.contact'), text: opened.contact },
  ],
});

// How the reporter is told of his reward: what he wants, where he is reached, and by which way it went.
import { done } from '../../audit/rules.ts';
import type { OpenDocument } from '../../documents/rules/document.ts';
import { Forbidden, Invalid, NotFound, NotNow, Refused } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { stageKey } from '../rules/matter.ts';
import type { Matter } from '../rules/matter.ts';
import type { NoticeState } from '../rules/shown.ts';
import { isTellable, type NoticeWay, type Wish } from '../rules/wish.ts';
import type { Acting, RewardsParts, Session } from './parts.ts';

/** What stands on the page of a reward about its notice; for the reward officer only. */
export function noticeStates({ store, documents }: Pick<RewardsParts, 'store' | 'documents'>) {
  async function noticeOf(id: string): Promise<OpenDocument | null> {
    const line = (await documents.ofSubject('reward', id)).findLast(({ kind }) => kind === 'rewardNotice');
    return line ? documents.open(line.id) : null;
  }
  return async (matter: Matter, person: Person): Promise<NoticeState | null> => {
    const wasToldOf = matter.events.some(({ action }) => action === 'notify');
    if (!person.roles.includes('rewardOfficer') || (matter.state !== 'approved' && !wasToldOf)) return null;
    const [wish, notice] = await Promise.all([store.findWish(matter.reportId), noticeOf(matter.id)]);
    return { wished: wish?.way ?? null, deliveries: notice?.deliveries ?? [], documentId: notice?.id ?? null, mayOpenContact: isTellable(matter.state) && wish !== null && wish.way !== 'statusPage' };
  };
}

export function notifying({ store, audit, reports }: RewardsParts, { today, subjectOf, load, attempted }: Acting) {
  /** Who may say how he wants to be told, and until when: before the notice. @throws NotFound without a name or a secret there is no reward */
  async function chooser(session: Session) {
    const holder = await reports.holder(session);
    if (holder.identity !== 'realName' && holder.identity !== 'identifiable') throw new NotFound('wish');
    const isTold = (await store.ofReport(holder.id)).some(({ events }) => events.some(({ action }) => action === 'notify'));
    return { ...holder, isTold };
  }

  return {
    /** What he said last; of the contact only that there is one. */
    async noticeWay(session: Session): Promise<{ way: NoticeWay; hasContact: boolean; isNamed: boolean; isTold: boolean }> {
      const { id, identity, isTold } = await chooser(session);
      const wish = await store.findWish(id);
      return { way: wish?.way ?? 'statusPage', hasContact: (wish?.contact ?? '') !== '', isNamed: identity === 'realName', isTold };
    },
    /** @throws Invalid where nothing says how he is reached, Conflict after the notice */
    async chooseNoticeWay(session: Session, { way, contact }: { way: NoticeWay; contact: string }): Promise<void> {
      const { id, bureau, identity, isTold } = await chooser(session);
      if (isTold) throw new NotNow('rewards.chooseNoticeWay');
      const before = await store.findWish(id);
      const wish: Wish = { way, contact: way === 'statusPage' ? '' : contact || (before?.contact ?? ''), on: today() };
      if (way !== 'statusPage' && identity === 'identifiable' && wish.contact === '') throw new Invalid({ contact: { key: 'rewardClaims.error.contact' } });
      await store.keepWish(id, wish);
      await audit.record(done('rewards.chooseNoticeWay', 'reporter', bureau, { kind: 'report', id }));
    },

    /**
     * Where the reporter is reached, by the way he chose. Recorded before it is handed out, and counted on his page.
     * @throws NotFound, Forbidden for everybody but a reward officer, Conflict where there is nothing to tell, Refused where he wants to be told on his page only
     */
    async openContact(person: Person, id: string): Promise<{ way: NoticeWay; name: string | null; contact: string }> {
      const matter = await load(person, id);
      return attempted('rewards.openContact', person.id, matter, async () => {
        if (!person.roles.includes('rewardOfficer')) throw new Forbidden('rewards.openContact');
        if (!isTellable(matter.state)) throw new NotNow('rewards.openContact', stageKey(matter));
        const wish = await store.findWish(matter.reportId);
        if (!wish || wish.way === 'statusPage') throw new Refused('NOTICE_ON_PAGE_ONLY', '');
        await audit.record(done('rewards.openContact', person.id, matter.bureau, subjectOf(id)));
        // For a real name the reports feature records it itself.
        if (matter.report.identity === 'realName') {
          const { name, contact } = await reports.openIdentity(person, matter.reportId, 'reward');
          return { way: wish.way, name, contact: wish.contact || (contact ?? '') };
        }
        await audit.record(done('reports.openIdentity', person.id, matter.bureau, { kind: 'report', id: matter.reportId }, { reason: 'reward' }));
        return { way: wish.way, name: null, contact: wish.contact };
      });
    },
  };
}

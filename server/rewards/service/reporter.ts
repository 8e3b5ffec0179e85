// The reporter's side of a reward: see the notice, claim it, or waive it. The session is that of his report.
import { refused } from '../../audit/rules.ts';
import type { OpenDocument } from '../../documents/rules/document.ts';
import { Invalid, NotFound, NotNow, Refused } from '../../kernel/errors.ts';
import { clockDue } from '../../law/rules/clocks.ts';
import { permitted } from '../rules/actions.ts';
import { claimDue } from '../rules/deadlines.ts';
import type { Matter } from '../rules/matter.ts';
import type { RewardState } from '../rules/states.ts';
import type { ClaimData, ReporterReward } from '../rules/shown.ts';
import type { Acting, RewardsParts, Session } from './parts.ts';

/** Before the notice the reporter sees nothing: what is not decided is not promised. */
const SHOWN: readonly RewardState[] = ['notified', 'claimed', 'paid', 'completed', 'waived', 'lapsed', 'clawedBack'];
const wasNotified = (matter: Matter): boolean => matter.events.some((event) => event.action === 'notify');

export function reporterSide({ store, audit, reports, documents, calendar, clock: _clock }: RewardsParts, { today, subjectOf, current, order, actForReporter, clocksOf }: Acting) {
  /** The reward that this session may see, or null. @throws NotFound when the session holds no longer */
  async function own(session: Session): Promise<Matter | null> {
    const { id } = await reports.holder(session);
    const found = (await store.ofReport(id)).find((matter) => SHOWN.includes(matter.state) && wasNotified(matter));
    return found ? current(found) : null;
  }
  async function needed(session: Session): Promise<Matter> {
    const matter = await own(session);
    if (!matter) throw new NotFound('reward');
    return matter;
  }
  /** An identifiable reporter proves himself by his passphrase; a real name is compared by the officer. @throws Refused, Invalid */
  async function prove(session: Session, matter: Matter, passphrase: string): Promise<boolean> {
    if (matter.report.identity === 'realName') return false;
    // An empty field is no try: five of those would lock him out for the day.
    if (passphrase.trim() === '') throw new Invalid({ passphrase: { key: 'rewards.error.passphraseEmpty' } });
    const answer = await reports.checkPassphrase(session, passphrase);
    if (answer === 'right') return true;
    await audit.record(refused('rewards.passphrase', 'reporter', matter.bureau, subjectOf(matter.id), { reason: answer }));
    if (answer === 'locked') throw new Refused('PASSPHRASE_LOCKED', '');
    throw new Invalid({ passphrase: { key: 'rewards.error.passphrase' } });
  }

  return {
    /** Whether the reporter's own page leads to a reward. */
    hasClaim: async (reportId: string): Promise<boolean> => (await store.ofReport(reportId)).some((matter) => SHOWN.includes(matter.state) && wasNotified(matter)),
    /** What the reporter's reward page shows; null while there is nothing to see. */
    async forReporter(session: Session): Promise<ReporterReward | null> {
      const matter = await own(session);
      if (!matter) return null;
      const days = await calendar(matter.bureau);
      const running = (await clocksOf(matter)).find((each) => each.code === 'REWARD_CLAIM');
      const issued = await documents.ofSubject('reward', matter.id);
      const isWorthless = matter.approvedFen === 0;
      return {
        matter, permitted: permitted(matter, 'reporter').filter((action) => action !== 'claim' || !isWorthless), needsPassphrase: matter.report.identity === 'identifiable', mayAmend: permitted(matter, 'reporter').includes('amendClaim'),
        clock: running ? clockDue(running, days, today()) : null, notice: issued.findLast(({ kind }) => kind === 'rewardNotice')?.id ?? null,
      };
    },
    /** The notice as it was printed. @throws NotFound */
    async notice(session: Session): Promise<OpenDocument> {
      const matter = await needed(session);
      const line = (await documents.ofSubject('reward', matter.id)).findLast(({ kind }) => kind === 'rewardNotice');
      if (!line) throw new NotFound('notice');
      return documents.open(line.id);
    },
    /** 我已看到通知: from this day the claim time runs. Said again it changes nothing. */
    async acknowledge(session: Session): Promise<void> {
      const matter = await needed(session);
      if (matter.acknowledgedAt !== null) return;
      const due = claimDue(matter, today(), await calendar(matter.bureau), today());
      await actForReporter(matter, 'acknowledge', { claimDueOn: due }, (after) => after);
    },
    /** @throws Refused CLAIM_LATE or PASSPHRASE_LOCKED, Invalid for a wrong passphrase, Conflict */
    async claim(session: Session, { passphrase, ...data }: ClaimData & { passphrase: string }): Promise<void> {
      const matter = await needed(session);
      if (!permitted(matter, 'reporter').includes('claim') || matter.approvedFen === 0) throw new NotNow('rewards.claim');
      const isProven = await prove(session, matter, passphrase);
      await actForReporter(matter, 'claim', {}, (after) =>
        order({ ...after, claim: { on: today(), way: 'self', passphrase: isProven } }, 'reporter', { what: 'claim', message: '' }, { what: 'told', message: 'rewards.told.claimed' }), data);
    },
    /** Another account after a payment that came back. @throws Conflict in any other state */
    async amendClaim(session: Session, { passphrase, ...data }: ClaimData & { passphrase: string }): Promise<void> {
      const matter = await needed(session);
      if (!permitted(matter, 'reporter').includes('amendClaim')) throw new NotNow('rewards.amendClaim');
      await prove(session, matter, passphrase);
      await actForReporter(matter, 'amendClaim', {}, (after) => order(after, 'reporter', { what: 'claim', message: '' }), data);
    },
    async waive(session: Session): Promise<void> {
      const matter = await needed(session);
      await actForReporter(matter, 'waive', {}, (after) => order(after, 'reporter', { what: 'told', message: 'rewards.told.waived' }));
    },
  };
}

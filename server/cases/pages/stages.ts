// The ten stages of a case, for the bar at the top of its page.
import type { Words } from '../../kernel/i18n.ts';
import type { Case } from '../rules/case.ts';
import { lastNotice, lastReview } from '../rules/case.ts';
import { viewOf } from '../rules/clocks.ts';
import { groupOf } from '../rules/listing.ts';
import type { Situation } from '../rules/situation.ts';

export type Stage = { name: string; state: 'done' | 'now' | 'next'; when: string | null };

const AT: Record<Case['state'], number> = {
  investigating: 2, suspended: 2, transferredPolice: 2, terminated: 9, reported: 4, legalReview: 4, reviewPassed: 5, notified: 6, hearing: 5, legalReview2: 4, collectiveDiscussion: 6,
  decided: 7, amended: 7, revoked: 6, served: 8, executing: 8, executed: 9, courtEnforcement: 8, closed: 9, archived: 10,
};

/** A stage behind the current one is done; the current one says so, or until when. */
export function stagesOf(t: Words, kase: Case, situation: Situation): Stage[] {
  const at = AT[kase.state];
  const due = viewOf(kase, situation, 'CASE_DECIDE')?.due ?? null;
  const review = lastReview(kase);
  const dates: (string | null)[] = [
    null, kase.filing.on, null, kase.endReport?.submittedOn ?? null, review?.opinion === 'AGREE' ? review.on : null, lastNotice(kase)?.servedOn ?? null,
    kase.decision?.on ?? null, kase.service?.on ?? null, null, kase.closing?.closedOn ?? null,
  ];
  const names = ['lead', 'filing', 'inquiry', 'report', 'review', 'notice', 'decision', 'service', 'execution', 'closing'] as const;
  const isOver = groupOf(kase.state) === 'done';
  return names.map((name, index) => {
    const state = index < at ? 'done' : index === at ? 'now' : 'next';
    const date = dates[index] ?? null;
    const until = name === 'decision' && state !== 'done' && due && !isOver ? t('cases.stage.until', { date: due.slice(5) }) : null;
    return { name: t(`cases.stage.${name}`), state, when: state === 'done' ? (date?.slice(5) ?? null) : (until ?? (state === 'now' ? t('common.stages.now') : null)) };
  });
}

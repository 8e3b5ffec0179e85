// How a case stands in lists: in which group, due when, who may find it.
import type { Person } from '../../people/rules/person.ts';
import { hasRole } from '../../people/rules/person.ts';
import type { Case, CaseState } from './case.ts';

export const GROUPS = ['inquiry', 'review', 'notice', 'decision', 'execution', 'closing', 'done'] as const;
export type Group = (typeof GROUPS)[number];

const GROUP_OF: Record<CaseState, Group> = {
  investigating: 'inquiry', suspended: 'inquiry', transferredPolice: 'inquiry', reported: 'review', legalReview: 'review', reviewPassed: 'review', legalReview2: 'review',
  notified: 'notice', hearing: 'notice', collectiveDiscussion: 'decision', decided: 'decision', amended: 'decision', revoked: 'decision',
  served: 'execution', executing: 'execution', executed: 'execution', courtEnforcement: 'execution', terminated: 'closing', closed: 'closing', archived: 'done',
};
export const groupOf = (state: CaseState): Group => GROUP_OF[state];

/** Lists are ordered by this one key: due date, then id; cases without a running clock come last. */
export const sortKey = (dueOn: string | null, id: string): string => `${dueOn ?? '9999-12-31'}/${id}`;

/** What the store asks of a case before this person may find it: own bureau, not recused; an investigator only his own cases. */
export type Reach = { bureau: string; personId: string; isOwnOnly: boolean };
export function reachOf(person: Person): Reach | null {
  if (!hasRole(person, 'investigator', 'head', 'legalReviewer')) return null;
  return { bureau: person.bureau, personId: person.id, isOwnOnly: !hasRole(person, 'head', 'legalReviewer') };
}

/** Ids that the store keeps beside the case, so that reach is a filter and never an afterthought. Former officers keep finding it, recused ones do not. */
export const keptIds = (kase: Case): { officerIds: string[]; recusedIds: string[] } => ({
  officerIds: [...new Set(kase.officers.map((officer) => officer.id))],
  recusedIds: [...new Set(kase.recusals.filter((recusal) => recusal.decision?.isRecused === true).map((recusal) => recusal.personId))],
});

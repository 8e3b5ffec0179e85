// Who may read what. Content belongs to the own bureau and to those who handle it; nobody else learns that it is there.
import { hasRole } from '../../people/rules/person.ts';
import type { Person } from '../../people/rules/person.ts';
import { TELL_CLOCKS } from './actions.ts';
import { running } from './clocks.ts';
import type { Report } from './report.ts';

/** The part of the bureau's reports that the person handles; null: none. */
export function readingScope(person: Person): { bureau: string; person: string; isOnlyAssigned: boolean } | null {
  if (!hasRole(person, 'intake', 'head', 'investigator')) return null;
  return { bureau: person.bureau, person: person.id, isOnlyAssigned: !hasRole(person, 'intake', 'head') };
}

/** notify: the law asks to tell the real-name reporter. reward: a claim is checked or paid. */
export const IDENTITY_REASONS = ['notify', 'reward'] as const;
export type IdentityReason = (typeof IDENTITY_REASONS)[number];

/** Until the vault exists: the reward officer, or whoever must notify, with a recorded reason. */
export function mayOpenIdentity(report: Report, person: Person, reason: IdentityReason): boolean {
  if (report.bureau !== person.bureau || report.recused.includes(person.id) || report.identity === null || report.identity === 'anonymous') return false;
  if (reason === 'reward') return hasRole(person, 'rewardOfficer') && report.wantsReward && report.caseId !== null;
  const mustTell = report.identity === 'realName' && TELL_CLOCKS.some((code) => running(report.clocks, code) !== null);
  return mustTell && hasRole(person, 'intake', 'head');
}

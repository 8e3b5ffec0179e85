// Whether the person who asks for the money is the one who reported: compared before any payment, and again after every change of the claim.
import type { RewardEvent } from './actions.ts';

export const COMPARED = ['idDocument', 'powerOfAttorney', 'secret'] as const;
export type Compared = (typeof COMPARED)[number];
export const COMPARISON_RESULTS = ['agrees', 'differs'] as const;
export type ComparisonResult = (typeof COMPARISON_RESULTS)[number];

export type Comparison = { compared: Compared; result: ComparisonResult; reason: string; by: string; on: string };
type Told = { events: readonly RewardEvent[] };
type Claimed = { claim: { way: 'self' | 'recorded' | 'agent'; passphrase: boolean } | null; report: { identity: 'realName' | 'identifiable' } };

/** Acts after which it is another claim than the one that was compared. */
const CHANGES: readonly string[] = ['claim', 'recordClaim', 'correctClaim', 'amendClaim'];

/** Which claim it is by now: 1 as it was made. Their times would not tell, for of the reporter's acts only the day is kept. */
export const changeNumber = ({ events }: Told): number => events.filter(({ action }) => CHANGES.includes(action)).length;

/** The comparison of the claim as it stands; null where nobody has compared it since it was last changed. */
export function comparisonOf({ events }: Told): Comparison | null {
  const last = events.findLast(({ action }) => action === 'compareIdentity' || CHANGES.includes(action));
  const { compared, result, reason = '', today = '' } = last?.facts ?? {};
  return last?.action === 'compareIdentity' && compared && result ? { compared, result, reason, by: last.by, on: today } : null;
}
export const isAgreed = (reward: Told): boolean => comparisonOf(reward)?.result === 'agrees';

export const PROPOSING: readonly string[] = ['propose', 'proposeAgain'];
export const WRITING: readonly string[] = ['recordClaim', 'correctClaim'];

/** Whoever proposed it or wrote any of the claim down keeps out of comparison and payment: where they are two, it takes a third person. */
export const needsThird = ({ events }: Told): boolean =>
  new Set(events.filter(({ action }) => PROPOSING.includes(action) || WRITING.includes(action)).map(({ by }) => by)).size > 1;

/** By what this claim can be compared: an agent by his paper, and by the secret only where it was given and right. */
export function comparable({ claim }: Pick<Claimed, 'claim'>): Compared[] {
  if (claim === null) return [];
  if (claim.way === 'agent') return ['powerOfAttorney'];
  return claim.passphrase ? ['secret', 'idDocument'] : ['idDocument'];
}

/** A difference is explained; so is what ties a claimant to a report without a name whose secret was not given. */
export const asksReason = ({ claim, report }: Claimed, result: ComparisonResult): boolean => result === 'differs' || (report.identity === 'identifiable' && claim?.passphrase !== true);

/** After a payment that came back the reporter may mend what he entered himself. */
export const mayAmend = ({ events }: Told): boolean =>
  events.findLast(({ action }) => action === 'pay' || action === 'paymentFailed')?.action === 'paymentFailed' && events.some(({ action }) => action === 'claim');

/** What was changed in the claim since it was made, with the day; nothing of what it was. */
export const changesOf = ({ events }: Told): { on: string; by: 'reporter' | 'officer' }[] =>
  events.filter(({ action }) => action === 'correctClaim' || action === 'amendClaim').map(({ by, facts }) => ({ on: facts.today ?? '', by: by === 'reporter' ? 'reporter' : 'officer' }));

// The keys by which a report is found beside its lists: where it was sent, what it hangs on, what it is like. One index over all of them.
import type { Crypto } from '../../kernel/crypto.ts';
import { likeKeys } from '../rules/duplicates.ts';
import type { Report } from '../rules/report.ts';
import { owedBy } from '../rules/orders.ts';
import { leadIdOf, tiesOf } from '../rules/ties.ts';

type Lookup = Pick<Crypto, 'lookup'>;

export const sentTo = (bureau: string): string => `to ${bureau}`;
export const sentBy = (bureau: string): string => `by ${bureau}`;
/** Handed on by this bureau, which still owes its superior the answer. */
export const owes = (bureau: string): string => `owes ${bureau}`;
export const hangsOn = (leadId: string): string => `lead ${leadId}`;

/** Names only as keyed digests, and each within its bureau: what is alike is looked for nowhere else. */
export const likeIndex = (crypto: Lookup, report: Pick<Report, 'bureau' | 'institutionId' | 'division' | 'categories' | 'from' | 'to'> & { content: { targetName: string } }): string[] =>
  likeKeys(report).map(({ kind, value }) => `${kind} ${report.bureau} ${kind === 'name' ? crypto.lookup('target name', report.bureau, value) : value}`);
export const nameIndex = (crypto: Lookup, bureau: string, core: string): string => `name ${bureau} ${crypto.lookup('target name', bureau, core)}`;
export const institutionIndex = (bureau: string, institutionId: string): string => `institution ${bureau} ${institutionId}`;

export function foundBy(crypto: Lookup, report: Report): string[] {
  const { offer, passages } = tiesOf(report);
  const lead = leadIdOf(report);
  const debtor = owedBy(report);
  const senders = [...new Set([...(offer ? [offer.from] : []), ...passages.map(({ from }) => from)])];
  return [...(offer ? [sentTo(offer.to)] : []), ...senders.map(sentBy), ...(debtor === null ? [] : [owes(debtor)]), ...(lead === null ? [] : [hangsOn(lead)]), ...likeIndex(crypto, report)];
}

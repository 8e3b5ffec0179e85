// The claim on the officer's page: how it came, whether the identity was compared since, and the form on which that is recorded. No name stands here.
import type { Words } from '../../kernel/i18n.ts';
import { asksReason, changesOf, comparable, comparisonOf, COMPARISON_RESULTS, needsThird } from '../rules/comparison.ts';
import type { Matter } from '../rules/matter.ts';
import type { MoneyInput } from './money.ts';
import type { SheetInput } from './show.ts';

type Field = { text: string; error: string | null };
type Option = { value: string; text: string };
export type ShownClaim = { text: string; opened: number; href: string | null; needs: { isMet: boolean; name: string; detail: string | null }[]; changes: string[]; third: string | null };
export type CompareForm = { hint: string; options: Option[]; compared: Field; results: Option[]; result: Field; reason: Field; isReasonOptional: boolean };

function needOf(t: Words, { dossier: { matter }, names }: SheetInput): ShownClaim['needs'] {
  if (matter.state !== 'claimed' && matter.state !== 'paid') return [];
  const found = comparisonOf(matter);
  const told = found && t(`rewardClaims.compared.${found.result}`, { what: t(`rewardClaims.by.${found.compared}`), name: names.get(found.by) ?? t('common.unknown'), date: found.on, reason: found.reason });
  return [{ isMet: found?.result === 'agrees', name: t('rewards.course.compare'), detail: told ?? t('rewardClaims.notCompared') }];
}

/** Why neither of two officers may go on, and who can help. */
export const thirdText = (t: Words, matter: Matter): string | null => (matter.state === 'claimed' && needsThird(matter) ? t('rewardClaims.third') : null);

export function claimOf(t: Words, input: SheetInput): ShownClaim | null {
  const { dossier } = input;
  const { matter } = dossier;
  if (!matter.claim) return null;
  const { way, on, passphrase } = matter.claim;
  return {
    text: t(`rewards.claimed.${way}`, { date: on, proof: t(passphrase ? 'rewards.claimed.passphrase' : 'rewards.claimed.toCompare') }), opened: dossier.opened,
    href: dossier.mayOpenClaim && dossier.claimReasons.length > 0 ? `/rewards/${matter.id}/claim` : null, needs: needOf(t, input),
    third: thirdText(t, matter), changes: changesOf(matter).map((change) => t(`rewardClaims.changedBy.${change.by}`, { date: change.on })),
  };
}

export function compareFormOf(t: Words, { dossier: { matter }, may, field }: MoneyInput): CompareForm | null {
  if (!may('compareIdentity')) return null;
  const isExplained = asksReason(matter, 'agrees');
  return {
    hint: t(isExplained ? 'rewardClaims.compare.unproven' : 'rewardClaims.compare.hint'),
    options: comparable(matter).map((value) => ({ value, text: t(`rewardClaims.by.${value}`) })), compared: field('comparison', 'compared'),
    results: COMPARISON_RESULTS.map((value) => ({ value, text: t(`rewardClaims.result.${value}`) })), result: field('comparison', 'result'),
    reason: field('comparison', 'reason'), isReasonOptional: !isExplained,
  };
}

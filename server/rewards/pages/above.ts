// What the head of a bureau above sees of a reward that passes the limit below: the sum, the rule and each step; no report, no reporter, no evidence.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Language, Words } from '../../kernel/i18n.ts';
import { formatYuan, yuanInWords } from '../../kernel/money.ts';
import { view } from '../../kernel/views.ts';
import { errorLinks, errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import type { AboveReward } from '../rules/shown.ts';
import { traceOf, type Trace } from './trace.ts';
import { citation } from './words.ts';

export type AboveListPage = { title: string; rows: { href: string; bureau: string; caseNumber: string; amount: string; endorsedOn: string }[] };
export const aboveListView = view<AboveListPage>('rewards/above-list', { layout: 'desk', nav: '/rewards' });
export const aboveListPage = (t: Words, rewards: readonly AboveReward[], names: ReadonlyMap<string, string>): AboveListPage => ({
  title: t('awards.above.title'),
  rows: rewards.map(({ id, bureau, caseNumber, amountFen, endorsedOn }) => ({ href: `/rewards/above/${id}`, bureau: names.get(bureau) ?? bureau, caseNumber, amount: formatYuan(amountFen), endorsedOn })),
});

export type AbovePage = {
  title: string; id: string; version: number; errors: ErrorLink[]; facts: { label: string; text: string }[]; amount: { sum: string; inWords: string }; trace: Trace | null; limit: string;
  mayApprove: boolean; maySendBack: boolean; reason: string; reasonError: string | null;
};
export const aboveView = view<AbovePage>('rewards/above', { layout: 'desk', nav: '/rewards' });

export function abovePage(t: Words, language: Language, reward: AboveReward, names: ReadonlyMap<string, string>, again: { reason?: string; errors?: FieldErrors } = {}): AbovePage {
  const { id, version, bureau, caseNumber, amountFen, limit, baseFen, traced, endorsedOn, permitted } = reward;
  const rule = traced?.ruleSet;
  return {
    title: t('awards.above.one'), id, version, errors: errorLinks(t, again.errors),
    facts: [
      { label: t('awards.above.bureau'), text: names.get(bureau) ?? bureau }, { label: t('rewards.fact.case'), text: caseNumber }, { label: t('awards.above.endorsedOn'), text: endorsedOn },
      { label: t('rewards.fact.rule'), text: rule ? `${rule.title} ${citation(t, rule)}` : '' }, { label: t('rewards.step.base'), text: formatYuan(baseFen) },
    ],
    amount: { sum: formatYuan(amountFen), inWords: yuanInWords(amountFen) },
    trace: traced ? traceOf(t, language, traced, 'desk') : null,
    limit: t('awards.limit.above', { limit: formatYuan(limit.limitFen ?? 0), source: limit.source }),
    mayApprove: permitted.includes('approveAbove'), maySendBack: permitted.includes('sendBackAbove'), reason: again.reason ?? '', reasonError: errorText(t, again.errors, 'reason'),
  };
}

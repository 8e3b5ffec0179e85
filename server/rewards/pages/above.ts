// What the head of a bureau above sees of a reward that passes the limit below: the sum, the rule and each step; no report, no reporter, no evidence.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Language, Words } from '../../kernel/i18n.ts';
import { formatYuan, yuanInWords } from '../../kernel/money.ts';
import { view } from '../../kernel/views.ts';
import { errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import type { AboveReward } from '../rules/shown.ts';
import { faultsOf } from './faults.ts';
import { limitText, routeText } from './limits.ts';
import { traceOf, type Trace } from './trace.ts';
import { citation } from './words.ts';

export type AboveListPage = { title: string; rows: { href: string; bureau: string; caseNumber: string; amount: string; endorsedOn: string }[] };
export const aboveListView = view<AboveListPage>('rewards/above-list', { layout: 'desk', nav: '/rewards' });
export const aboveListPage = (t: Words, rewards: readonly AboveReward[], names: ReadonlyMap<string, string>): AboveListPage => ({
  title: t('awards.above.title'),
  rows: rewards.map(({ id, bureau, caseNumber, amountFen, path }) => ({ href: `/rewards/above/${id}`, bureau: names.get(bureau) ?? bureau, caseNumber, amount: formatYuan(amountFen), endorsedOn: path.at(-1)?.on ?? '' })),
});

export type AbovePage = {
  title: string; id: string; version: number; errors: ErrorLink[]; facts: { label: string; text: string }[]; amount: { sum: string; inWords: string }; trace: Trace | null; limit: string; route: string | null;
  mayApprove: boolean; mayAgree: boolean; maySendBack: boolean; reason: string; reasonError: string | null;
};
export const aboveView = view<AbovePage>('rewards/above', { layout: 'desk', nav: '/rewards' });

export function abovePage(t: Words, language: Language, reward: AboveReward, names: ReadonlyMap<string, string>, again: { reason?: string; errors?: FieldErrors } = {}): AbovePage {
  const { id, version, bureau, caseNumber, amountFen, limit, route, path, baseFen, traced, permitted } = reward;
  const named = (code: string): string => names.get(code) ?? code;
  const rule = traced?.ruleSet;
  return {
    title: t('awards.above.one'), id, version, errors: faultsOf(t, 'above', again.errors),
    facts: [
      { label: t('awards.above.bureau'), text: named(bureau) }, { label: t('rewards.fact.case'), text: caseNumber },
      { label: t('rewardWho.above.path'), text: path.map(({ bureau: at, on }) => `${named(at)} ${on}`).join(t('rewards.list.and')) },
      { label: t('rewards.fact.rule'), text: rule ? `${rule.title} ${citation(t, rule)}` : '' }, { label: t('rewards.step.base'), text: formatYuan(baseFen) },
    ],
    amount: { sum: formatYuan(amountFen), inWords: yuanInWords(amountFen) },
    trace: traced ? traceOf(t, language, traced, 'desk') : null,
    limit: limitText(t, limit), route: routeText(t, route, named),
    mayApprove: permitted.includes('approveAbove'), mayAgree: permitted.includes('agreeAbove'), maySendBack: permitted.includes('sendBackAbove'), reason: again.reason ?? '', reasonError: errorText(t, again.errors, 'reason'),
  };
}

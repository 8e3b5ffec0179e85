// Which rule sets come into question for a reward, by which day, and why; and the officer's pick.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import { errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import type { Matter } from '../rules/matter.ts';
import type { VersionChoice } from '../rules/shown-entries.ts';
import { ruleHref } from './compare.ts';
import { faultsOf } from './faults.ts';
import { reasonText } from './words.ts';

type Candidate = { href: string; reference: string; ruleTitle: string; force: string; why: string; isChosen: boolean; isCurrent: boolean };
export type VersionsPage = {
  title: string; id: string; version: number; caseText: string; errors: ErrorLink[];
  days: { basis: string; heading: string; result: string; isChosen: boolean; candidates: Candidate[] }[];
  form: { pick: string; options: { value: string; text: string }[]; pickError: string | null; reason: string; reasonError: string | null } | null;
};
export const versionsView = view<VersionsPage>('rewards/versions', { layout: 'desk', nav: '/rewards' });

type Input = { matter: Matter; choices: readonly VersionChoice[]; mayPick: boolean; typed?: Typed | undefined; errors?: FieldErrors | undefined };

export function versionsPage(t: Words, { matter, choices, mayPick, typed, errors }: Input): VersionsPage {
  const { choice } = matter;
  const isCurrent = (basis: string, ruleId: string, version: number): boolean => choice.basis === basis && choice.ruleId === ruleId && choice.version === version;
  const said = (name: string, otherwise: string): string => {
    const value = typed?.[name];
    return typeof value === 'string' ? value : otherwise;
  };
  const options = choices.flatMap(({ basis, date, candidates }) => candidates.filter((each) => each.isChosen || each.mayPick).map((each) => ({
    value: `${basis} ${each.ruleId}@${each.version}`,
    text: t('rewardRules.choice.option', { rule: `${each.ruleId}@${each.version}`, title: each.title, basis: t(`rewards.basis.${basis}`), date }),
  })));
  return {
    title: t('rewardRules.choice.title'), id: matter.id, version: matter.version, caseText: `${matter.case.name}（${matter.case.number}）`, errors: faultsOf(t, 'versions', errors),
    days: choices.map(({ basis, date, ruleId, version, reason, candidates }) => ({
      basis, heading: t('rewardRules.choice.now', { basis: t(`rewards.basis.${basis}`), date }), isChosen: choice.basis === basis,
      result: ruleId === null ? t('rewardRules.choice.nothing', { reason: reasonText(t, reason ?? '') }) : t('rewardRules.choice.chosen', { rule: `${ruleId}@${version ?? ''}` }),
      candidates: candidates.map((each) => ({
        href: ruleHref({ id: each.ruleId, version: each.version }), reference: `${each.ruleId}@${each.version}`, ruleTitle: each.title, why: t(`rewards.verdict.${each.verdict}`), isChosen: each.isChosen, isCurrent: isCurrent(basis, each.ruleId, each.version),
        force: each.since === null ? t('rewards.rule.sinceUnknown') : each.until === null ? t('rewards.rule.since', { date: each.since }) : t('rewards.rule.between', { from: each.since, to: each.until }),
      })),
    })),
    form: mayPick && options.length > 0
      ? { pick: said('pick', choice.ruleId === null ? '' : `${choice.basis} ${choice.ruleId}@${choice.version ?? ''}`), options, pickError: errorText(t, errors, 'pick'), reason: said('reason', choice.reason), reasonError: errorText(t, errors, 'reason') }
      : null,
  };
}

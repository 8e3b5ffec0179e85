// Two rule sets, or two versions of one, side by side in words.
import type { Language, Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import type { Registry } from '../rules/registry.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { KnownRule } from '../rules/shown-entries.ts';
import { diffRows, type DiffRow } from './rule-lines.ts';
import { citation, inLanguage, sinceText, statusTag, type StatusTag } from './words.ts';

type Side = { reference: string; href: string; ruleTitle: string; place: string; document: string; since: string; tag: StatusTag; onlyIn: string | null };
export type ComparePage = {
  title: string; a: string; b: string; options: { value: string; text: string }[]; aError: string | null; bError: string | null; left: Side | null; right: Side | null; rows: DiffRow[];
};
export const compareView = view<ComparePage>('rewards/compare', { layout: 'public', nav: '/rewards/rules', hasExit: true });

export const referenceOf = ({ id, version }: Pick<RuleSet, 'id' | 'version'>): string => `${id}@${version}`;
export const ruleHref = ({ id, version }: Pick<RuleSet, 'id' | 'version'>): string => `/rewards/rules/${encodeURIComponent(id)}?version=${version}`;

function side(t: Words, language: Language, { ruleSet, onlyIn }: KnownRule): Side {
  return {
    reference: referenceOf(ruleSet), href: ruleHref(ruleSet), ruleTitle: ruleSet.title, place: inLanguage(language, ruleSet.jurisdiction), document: citation(t, ruleSet), since: sinceText(t, ruleSet), tag: statusTag(t, ruleSet),
    onlyIn: onlyIn === null ? null : t('rewardRules.onlyIn', { place: onlyIn }),
  };
}

/** `asked`: what the address names; null where it names nothing. */
export function comparePage(t: Words, language: Language, { registry, asked, left, right }: { registry: Registry; asked: { a: string; b: string }; left: KnownRule | null; right: KnownRule | null }): ComparePage {
  const inOrder = [...registry.ruleSets].sort((a, b) => (a.jurisdictionCode ?? '999999').localeCompare(b.jurisdictionCode ?? '999999') || a.id.localeCompare(b.id) || a.version - b.version);
  const error = (given: string, found: KnownRule | null): string | null => (given !== '' && found === null ? t('rewardRules.error.noSuch') : null);
  return {
    title: t('rewardRules.compare.title'), a: left ? referenceOf(left.ruleSet) : '', b: right ? referenceOf(right.ruleSet) : '',
    options: inOrder.map((rule) => ({ value: referenceOf(rule), text: t('rewardRules.compare.option', { place: inLanguage(language, rule.jurisdiction), id: rule.id, version: rule.version }) })),
    aError: error(asked.a, left), bError: error(asked.b, right), left: left && side(t, language, left), right: right && side(t, language, right),
    rows: left && right ? diffRows(t, language, left.ruleSet, right.ruleSet) : [],
  };
}

// The public rule browser: which rule applies where since when, how sure that is, and what is still missing.
import type { Language, Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import type { Registry } from '../rules/registry.ts';
import { markOf, type RuleSet } from '../rules/rule-set.ts';
import { deadlineFigures, figuresOf, settingFigures, textOf, type Figure } from './figures.ts';
import { citation, inLanguage, missingLines, sinceText, statusTag, type Missing, type StatusTag } from './words.ts';

type Row = { href: string; id: string; place: string; division: string | null; ruleTitle: string; since: string; status: RuleSet['status']; tag: StatusTag };
export type RulesPage = { title: string; national: Row[]; local: Row[] };
export const rulesView = view<RulesPage>('rewards/rules', { layout: 'public', nav: '/rewards/rules', hasExit: true });

export function rulesPage(t: Words, language: Language, registry: Registry): RulesPage {
  const row = (rule: RuleSet): Row => ({
    href: `/rewards/rules/${encodeURIComponent(rule.id)}`, id: rule.id, place: inLanguage(language, rule.jurisdiction), division: rule.jurisdictionCode, ruleTitle: rule.title, since: sinceText(t, rule), status: rule.status, tag: statusTag(t, rule),
  });
  // Of several versions of one id the latest stands in the list; its page tells of the others.
  const latest = [...registry.byId.values()].flatMap((versions) => versions.at(-1) ?? []);
  const inOrder = latest.toSorted((a, b) => (a.jurisdictionCode ?? '999999').localeCompare(b.jurisdictionCode ?? '999999') || a.id.localeCompare(b.id));
  return { title: t('rewards.rules.title'), national: inOrder.filter((rule) => rule.kind === 'frame').map(row), local: inOrder.filter((rule) => rule.kind === 'local').map(row) };
}

export type RulePage = {
  title: string; id: string; version: number; tag: StatusTag; facts: Figure[]; explanation: string; missing: Missing[];
  figures: Figure[]; levels: { code: string; level: string; condition: string; evidence: string }[]; deadlines: Figure[]; settings: Figure[]; gates: string[]; remarks: string[]; sources: string[];
  marks: { field: string; mark: string; text: string }[]; versions: { version: number; since: string }[];
};
export const ruleView = view<RulePage>('rewards/rule', { layout: 'public', nav: '/rewards/rules', hasExit: true });

/** Null for a rule set that does not exist. */
export function rulePage(t: Words, language: Language, registry: Registry, id: string): RulePage | null {
  const versions = registry.byId.get(id) ?? [];
  const rule = versions.at(-1);
  if (!rule) return null;
  const parent = rule.parentId === null ? t('rewards.rule.noParent') : rule.parentId;
  return {
    title: rule.title, id: rule.id, version: rule.version, tag: statusTag(t, rule),
    facts: [
      { label: t('rewards.rule.place'), text: inLanguage(language, rule.jurisdiction) },
      { label: t('rewards.rule.document'), text: citation(t, rule) },
      { label: t('rewards.rule.issuers'), text: rule.issuers.length > 0 ? rule.issuers.join(t('rewards.list.and')) : t('rewards.figure.unknown') },
      { label: t('rewards.rule.force'), text: sinceText(t, rule) },
      { label: t('rewards.rule.parent'), text: parent },
      { label: t('rewards.rule.base'), text: t(`rewards.base.${rule.base}`) },
    ],
    explanation: t(`rewards.statusWhy.${rule.status}`),
    missing: missingLines(t, rule.missing),
    figures: figuresOf(t, rule),
    levels: (rule.levels ?? []).map((level) => ({ code: level.code, level: level.name, condition: textOf(language, level.condition), evidence: textOf(language, level.evidence) })),
    deadlines: deadlineFigures(t, rule.deadlines),
    settings: settingFigures(t, rule),
    gates: [...rule.conditions, ...rule.exclusions].map((gate) => t(`rewards.gate.${gate}`)),
    remarks: rule.remarks.map((remark) => inLanguage(language, remark)),
    sources: [...rule.sources],
    marks: (['title', 'effectiveFrom', 'formula', 'levels', 'floors', 'caps', 'bonuses'] as const).map((field) => {
      const mark = markOf(rule, field);
      return { field: t(`rewards.missing.${field}`), mark, text: t(`rewards.mark.${mark === '-' ? 'none' : mark}`) };
    }),
    versions: versions.map((each) => ({ version: each.version, since: sinceText(t, each) })),
  };
}

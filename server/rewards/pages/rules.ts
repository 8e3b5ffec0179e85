// The public rule browser: which rule applies where since when, how sure that is, and what is still missing.
import type { Language, Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';
import type { Registry } from '../rules/registry.ts';
import { markOf, type RuleSet } from '../rules/rule-set.ts';
import { deadlineFigures, figuresOf, settingFigures, textOf, type Figure } from './figures.ts';
import type { Selection } from '../rules/select.ts';
import type { KnownRule } from '../rules/shown-entries.ts';
import { referenceOf, ruleHref } from './compare.ts';
import { citation, inLanguage, levelName, missingLines, pathWords, reasonText, sinceText, statusTag, statusWhy, withLevelNames, type Missing, type StatusTag } from './words.ts';

type Row = { href: string; id: string; version: number; place: string; division: string | null; ruleTitle: string; document: string; source: string; since: string; status: RuleSet['status']; tag: StatusTag };
/** What a place and a day come to: the rule set that applies, the layer around it, and every one that was looked at. */
export type Applying = {
  isFound: boolean; reasonText: string; rule: Row | null; layer: { text: string; href: string } | null; missing: Missing[];
  looked: { href: string; id: string; ruleTitle: string; since: string; why: string; isChosen: boolean }[];
};
export type RulesPage = {
  title: string; place: string; places: { value: string; text: string }[]; on: string; onError: string | null; applying: Applying | null; national: Row[]; local: Row[]; exportHref: string; compareHref: string;
};
export const rulesView = view<RulesPage>('rewards/rules', { layout: 'public', nav: '/rewards/rules', hasExit: true });

export type WhereInput = {
  place: string | null; on: string; onError: boolean; places: readonly { code: string; name: { zh: string; en: string } }[];
  /** Null where no place was asked for. `registry` holds what applies there, `layer` the national one of the day. */
  found: { selection: Selection; registry: Registry; layer: RuleSet | null } | null;
};

const rowOf = (t: Words, language: Language, rule: RuleSet): Row => ({
  href: ruleHref(rule), id: rule.id, version: rule.version, place: inLanguage(language, rule.jurisdiction), division: rule.jurisdictionCode, ruleTitle: rule.title, document: citation(t, rule), source: rule.sources[0] ?? t('rewardRules.browse.noSource'),
  since: sinceText(t, rule), status: rule.status, tag: statusTag(t, rule),
});

function applyingOf(t: Words, language: Language, { selection, registry, layer }: NonNullable<WhereInput['found']>): Applying {
  const named = (id: string, version: number): RuleSet | undefined => registry.byId.get(id)?.find((rule) => rule.version === version);
  const isFound = selection.outcome === 'SELECTED';
  return {
    isFound, rule: isFound ? rowOf(t, language, selection.ruleSet) : null, missing: isFound ? missingLines(t, selection.ruleSet.missing) : missingLines(t, selection.missing),
    reasonText: isFound ? statusWhy(t, selection.ruleSet) : reasonText(t, selection.reason),
    layer: isFound && layer && selection.ruleSet.wrapping.kind !== 'none' ? { text: layer.title, href: ruleHref(layer) } : null,
    looked: selection.considered.map(({ ruleId, version, verdict }) => {
      const rule = named(ruleId, version);
      return { href: ruleHref({ id: ruleId, version }), id: `${ruleId}@${version}`, ruleTitle: rule?.title ?? ruleId, since: rule ? sinceText(t, rule) : '', why: t(`rewards.verdict.${verdict}`), isChosen: verdict === 'chosen' };
    }),
  };
}

export function rulesPage(t: Words, language: Language, registry: Registry, { place, on, onError, places, found }: WhereInput): RulesPage {
  // Of several versions of one id the latest stands in the list; its page tells of the others.
  const latest = [...registry.byId.values()].flatMap((versions) => versions.at(-1) ?? []);
  const inOrder = latest.toSorted((a, b) => (a.jurisdictionCode ?? '999999').localeCompare(b.jurisdictionCode ?? '999999') || a.id.localeCompare(b.id));
  const rows = (kind: RuleSet['kind']): Row[] => inOrder.filter((rule) => rule.kind === kind).map((rule) => rowOf(t, language, rule));
  return {
    title: t('rewards.rules.title'), place: place ?? '', places: places.map(({ code, name }) => ({ value: code, text: inLanguage(language, name) })), on, onError: onError ? t('rewardRules.error.day') : null,
    applying: found && applyingOf(t, language, found), national: rows('frame'), local: rows('local'), exportHref: '/rewards/rules/export', compareHref: '/rewards/rules/compare',
  };
}

export type RulePage = {
  title: string; id: string; version: number; tag: StatusTag; facts: Figure[]; explanation: string; missing: Missing[];
  figures: Figure[]; levels: { code: string; level: string; condition: string; evidence: string }[]; deadlines: Figure[]; settings: Figure[]; gates: string[]; remarks: string[]; sources: string[];
  marks: { field: string; mark: string; text: string }[]; onlyIn: string | null; exportHref: string; clauses: Figure[];
  versions: { href: string; version: number; since: string; tag: StatusTag; isShown: boolean; compareHref: string | null }[];
};
export const ruleView = view<RulePage>('rewards/rule', { layout: 'public', nav: '/rewards/rules', hasExit: true });

export function rulePage(t: Words, language: Language, registry: Registry, { ruleSet: rule, onlyIn }: KnownRule): RulePage {
  const versions = registry.byId.get(rule.id) ?? [rule];
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
    explanation: statusWhy(t, rule),
    missing: missingLines(t, rule.missing),
    figures: figuresOf(t, withLevelNames(t, language, rule)),
    levels: (rule.levels ?? []).map((level) => ({ code: level.code, level: levelName(t, language, level), condition: textOf(language, level.condition), evidence: textOf(language, level.evidence) })),
    deadlines: deadlineFigures(t, rule.deadlines),
    settings: settingFigures(t, rule),
    gates: [...rule.conditions, ...rule.exclusions].map((gate) => t(`rewards.gate.${gate}`)),
    remarks: rule.remarks.map((remark) => inLanguage(language, remark)),
    sources: [...rule.sources],
    marks: (['title', 'effectiveFrom', 'formula', 'levels', 'floors', 'caps', 'bonuses'] as const).map((field) => {
      const mark = markOf(rule, field);
      return { field: t(`rewards.missing.${field}`), mark, text: t(`rewards.mark.${mark === '-' ? 'none' : mark}`) };
    }),
    clauses: Object.entries(rule.clauses ?? {}).map(([field, text]) => ({ label: pathWords(t, field), text })),
    onlyIn: onlyIn === null ? null : t('rewardRules.onlyIn', { place: onlyIn }), exportHref: `/rewards/rules/${encodeURIComponent(rule.id)}/export?version=${rule.version}`,
    versions: versions.map((each, at) => {
      const before = versions[at - 1];
      const asked = (one: RuleSet): string => encodeURIComponent(referenceOf(one));
      return { href: ruleHref(each), version: each.version, since: sinceText(t, each), tag: statusTag(t, each), isShown: each.version === rule.version, compareHref: before ? `/rewards/rules/compare?a=${asked(before)}&b=${asked(each)}` : null };
    }),
  };
}

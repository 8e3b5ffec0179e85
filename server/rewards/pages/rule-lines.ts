// A rule set as lines of words, so that two of them can be laid side by side: field, left, right.
import { isMessageKey, wordFor } from '../../kernel/i18n.ts';
import type { Language, Words } from '../../kernel/i18n.ts';
import { differingFields, RULE_FIELDS, stable, type RuleField } from '../rules/differences.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { deadlineFigures, figuresOf, formulaLines, textOf, type Figure } from './figures.ts';
import { inLanguage, missingLines, missingText, pathWords, withLevelNames } from './words.ts';

export type DiffRow = { label: string; left: string; right: string };
const NONE = '—';

const one = (text: string | null): Figure[] => [{ label: '', text: text === null || text === '' ? NONE : text }];

/** The lines of one field; `label` '' stands for the field as a whole. */
function linesOf(t: Words, language: Language, rule: RuleSet, field: RuleField): Figure[] {
  const listed = (prefix: string, values: readonly string[]): string => values.map((value) => wordFor(t, `${prefix}.${value}`)).join(t('rewards.list.and'));
  const yes = (is: boolean): string => t(is ? 'rewards.yes' : 'rewards.no');
  switch (field) {
    case 'jurisdiction': return one(inLanguage(language, rule.jurisdiction));
    case 'kind': return one(t(`rewardRules.kind.${rule.kind}`));
    case 'ownRule': return one(t(`rewardRules.ownRule.${rule.ownRule}`));
    case 'conduct': return one(t(`rewardRules.conduct.${rule.conduct}`));
    case 'status': return one(t(`rewards.status.${rule.status}`));
    case 'base': return one(t(`rewards.base.${rule.base}`));
    case 'confirmation': return one(rule.confirmation && [rule.confirmation.text, rule.confirmation.documentNo, rule.confirmation.effectiveFrom, rule.confirmation.on].filter((each) => each !== null).join(t('rewards.list.and')));
    case 'partlyComputable': case 'medicalSecurity': case 'realNameOnly': case 'refusesStatedLevel': return one(yes(rule[field]));
    case 'missing': return one(missingLines(t, rule.missing).map((each) => missingText(t, each)).join(t('rewards.list.and')));
    case 'issuers': case 'sources': return one(rule[field].join(t('rewards.list.and')));
    case 'refusedBranches': return one(rule.refusedBranches.map((path) => pathWords(t, path)).join(t('rewards.list.and')));
    case 'reporterTypes': case 'targets': return one(listed(`rewardRules.${field}`, rule[field]));
    case 'profiles': return one(listed('rewards.profile', rule.profiles));
    case 'conditions': case 'exclusions': return one(listed('rewards.gate', rule[field]));
    case 'wrapping': return one(t(`rewardRules.wrapping.${rule.wrapping.kind}`, rule.wrapping.kind === 'noneUntil' ? { month: rule.wrapping.month } : {}));
    case 'levels':
      return rule.levels === null || rule.levels.length === 0 ? one(t(rule.levels === null ? 'rewards.figure.unknown' : 'rewardRules.answer.none')) : rule.levels.flatMap((level) => [{ label: level.name, text: level.condition === null ? t('rewards.figure.unknown') : textOf(language, level.condition) }, ...(level.evidence ? [{ label: t('rewardRules.evidenceOf', { level: level.name }), text: textOf(language, level.evidence) }] : [])]);
    case 'formula': return rule.formula === null ? one(null) : formulaLines(t, rule, rule.formula);
    case 'floors': case 'caps': case 'bonuses': case 'noLoss': return figuresOf(t, { ...rule, formula: null, ...BARE, [field]: rule[field] });
    case 'deadlines': return deadlineFigures(t, rule.deadlines);
    case 'settings': return Object.entries(rule.settings).map(([name, value]) => ({ label: settingName(t, name), text: settingValue(t, name, value) }));
    case 'clauses': return Object.entries(rule.clauses ?? {}).map(([name, text]) => ({ label: pathWords(t, name), text }));
    case 'confidence': return Object.entries(rule.confidence).map(([name, mark]) => ({ label: pathWords(t, name), text: t(`rewards.mark.${mark === '-' ? 'none' : mark}`) }));
    case 'remarks': return one(rule.remarks.map((each) => inLanguage(language, each)).join(' '));
    case 'datePrecision': return one(t('rewardRules.precisionOf', { from: t(`rewardRules.precision.${rule.datePrecision.from}`), to: t(`rewardRules.precision.${rule.datePrecision.to}`) }));
    default: {
      const value = rule[field];
      return one(value === null ? null : String(value));
    }
  }
}

/** Nothing of the other figures, so that only one field is told. */
const BARE = { floors: { award: null, levels: {} }, caps: { award: null }, bonuses: [], noLoss: null } as const;

function settingName(t: Words, name: string): string {
  const key = `rewardRules.setting.${name}`;
  return isMessageKey(key) ? t(key) : name;
}
function settingValue(t: Words, name: string, value: unknown): string {
  if (typeof value === 'boolean') return t(value ? 'rewards.yes' : 'rewards.no');
  if (typeof value === 'object' && value !== null && 'unit' in value && 'mode' in value) return t(`rewards.setting.rounding.${value.unit === 'yuan' ? 'yuan' : 'fen'}`, { mode: wordFor(t, `rewards.why.rounding.${String(value.mode)}`) });
  if (name === 'baseAfterTransition') return wordFor(t, `rewards.base.${String(value)}`);
  const key = [`rewards.setting.${name}.${String(value)}`, `rewards.basis.${String(value)}`, `rewards.setting.bounds.${String(value)}`, `rewardRules.settingValue.${String(value)}`].find(isMessageKey);
  return key ? t(key) : String(value);
}

const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null;

function leafText(t: Words, value: unknown): string {
  if (value === null || value === undefined) return NONE;
  if (typeof value === 'boolean') return t(value ? 'rewards.yes' : 'rewards.no');
  const key = [`rewards.mark.${String(value)}`, `rewardRules.settingValue.${String(value)}`, `rewards.profile.${String(value)}`].find(isMessageKey);
  return key ? t(key) : String(value);
}

/** The single values inside a field that differ, each by its place. */
function leafRows(t: Words, path: string, left: unknown, right: unknown): DiffRow[] {
  if (stable(left) === stable(right)) return [];
  if (!isBranch(left) && !isBranch(right)) return [{ label: pathWords(t, path), left: leafText(t, left), right: leafText(t, right) }];
  const [before, after] = [left, right].map((side) => new Map<string, unknown>(isBranch(side) ? Object.entries(side) : []));
  return [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].flatMap((name) => leafRows(t, `${path}.${name}`, before?.get(name), after?.get(name)));
}

/** Only what differs, in words. */
export function diffRows(t: Words, language: Language, left: RuleSet | null, right: RuleSet): DiffRow[] {
  const fields = left ? differingFields(left, right) : RULE_FIELDS;
  return fields.flatMap((field) => {
    const name = pathWords(t, field);
    const [before = [], after = []] = [left, right].map((rule) => (rule ? linesOf(t, language, withLevelNames(t, language, rule), field) : []));
    const labels = [...new Set([...after, ...before].map(({ label }) => label))];
    const at = (lines: readonly Figure[], label: string): string => lines.filter((line) => line.label === label).map(({ text }) => text).join(t('rewards.list.and')) || NONE;
    const rows = labels.map((label) => ({ label: label === '' ? name : label === name ? name : `${name} · ${label}`, left: at(before, label), right: at(after, label) })).filter((row) => row.left !== row.right);
    if (rows.length > 0 || left === null) return rows;
    // Whether a bonus counts without a loss, how sure a time limit is: the sentence says nothing of it.
    return leafRows(t, field, left[field], right[field]);
  });
}


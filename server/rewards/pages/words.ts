// The words that several reward pages share.
import { isMessageKey } from '../../kernel/i18n.ts';
import type { Language, Words } from '../../kernel/i18n.ts';
import { lateText } from '../../law/pages/late.ts';
import type { ClockView } from '../../law/rules/clocks.ts';
import { isBureaus } from '../../law/rules/clocks/board.ts';
import { documentNoOf, effectiveFromOf } from '../rules/registry.ts';
import type { Level, RuleSet, Text } from '../rules/rule-set.ts';
import { GATES } from '../rules/vocabulary.ts';

export const inLanguage = (language: Language, text: Text): string => (language === 'en' ? text.en : text.zh);

/** The rule set's own name of a level; in English what it means. */
export const levelName = (t: Words, language: Language, { code, name }: Level): string => (language === 'en' ? t(`rewards.level.${code}`) : name);
/** The rule set as its figures are read in a language. */
export const withLevelNames = (t: Words, language: Language, rule: RuleSet): RuleSet => ({ ...rule, levels: rule.levels?.map((level) => ({ ...level, name: levelName(t, language, level) })) ?? null });
export const levelText = (t: Words, language: Language, level: Level): string =>
  level.condition ? t('rewards.why.level', { level: levelName(t, language, level), condition: inLanguage(language, level.condition) }) : levelName(t, language, level);

/** Why there is no amount: a gate that does not hold, or what the engine refuses. */
export function reasonText(t: Words, reason: string): string {
  const gate = GATES.find((each) => each === reason);
  if (gate) return t('rewards.gateFailed', { gate: t(`rewards.gate.${gate}`) });
  const key = `rewards.reason.${reason}`;
  return isMessageKey(key) ? t(key) : reason;
}

/** `formula.levels.L1.percent` → 奖励的算法 · 一级 · 比例; a part that nobody named stands as it is. */
export const pathWords = (t: Words, path: string): string =>
  path === '' ? t('rewardRules.whole') : path.split('.').map((part) => {
    if (/^\d+$/.test(part)) return t('rewardRules.nth', { n: Number(part) + 1 });
    const key = [`rewardRules.path.${part}`, `rewardRules.setting.${part}`, `rewards.profile.${part}`, `rewards.party.${part}`, `rewards.gate.${part}`].find(isMessageKey);
    return key ? t(key) : part;
  }).join(' · ');

/** What must be supplied, with the path of the rule set that names it exactly; `detail` says in words where that is, where `text` does not. */
export type Missing = { code: string; text: string; detail: string | null };
export const missingLines = (t: Words, missing: readonly string[]): Missing[] =>
  missing.map((code) => {
    const [first = ''] = code.split('.');
    const key = [`rewards.missing.${code}`, `rewards.missing.${first}`].find(isMessageKey);
    return { code, text: key ? t(key) : t('rewards.missing.rule'), detail: code === 'rule' || isMessageKey(`rewards.missing.${code}`) ? null : pathWords(t, code) };
  });
export const missingText = (t: Words, { text, detail }: Missing): string => (detail === null ? text : t('rewardRules.missing.at', { text, detail }));

export const citation = (t: Words, rule: RuleSet): string => documentNoOf(rule) ?? t('rewards.rule.noDocument');

/** Since when, as exactly as it is known. */
export function sinceText(t: Words, rule: RuleSet): string {
  const from = effectiveFromOf(rule);
  if (from === null) return rule.notBefore ? t('rewards.rule.notBefore', { date: rule.notBefore }) : t('rewards.rule.sinceUnknown');
  return rule.effectiveTo === null ? t('rewards.rule.since', { date: from }) : t('rewards.rule.between', { from, to: rule.effectiveTo });
}

export type StatusTag = { kind: '' | 'ok' | 'warn' | 'bad'; text: string };
const TAGS = { complete: 'ok', draft: 'warn', incomplete: 'bad', historical: '' } as const;
export const statusTag = (t: Words, rule: RuleSet): StatusTag =>
  rule.status === 'draft' && rule.confirmation !== null ? { kind: 'ok', text: t('rewards.status.confirmed') } : { kind: TAGS[rule.status], text: t(`rewards.status.${rule.status}`) };

/** What the status means for whoever wants to compute; a confirmed draft with the words of its confirmation. */
export const statusWhy = (t: Words, { status, confirmation }: RuleSet): string =>
  status === 'draft' && confirmation !== null ? t('rewards.statusWhy.confirmed', { text: confirmation.text }) : t(`rewards.statusWhy.${status}`);

/** The reporter has time to claim or not to claim: of that nothing is late. */
const endedLate = ({ code, due, how }: ClockView): boolean => isBureaus(code) && due !== null && how !== null && how.stoppedOn !== null && how.stoppedOn > due;

export type ClockWords = { state: string; text: string };
export function clockWords(t: Words, view: ClockView): ClockWords {
  if (view.due === null) return view.state === 'done' ? { state: 'done', text: t('rewards.clock.doneUnknown') } : { state: 'none', text: t('common.clock.none') };
  if (view.state === 'done') return { state: 'done', text: t(endedLate(view) ? 'rewards.clock.doneLate' : 'rewards.clock.done', { date: view.due }) };
  if (view.state === 'late') return { state: 'late', text: lateText(t, view, true) };
  const left = view.days === 0 ? t('common.clock.today') : t('common.clock.left', { n: view.workdays });
  return { state: view.state === 'paused' ? 'pause' : view.state, text: `${left}${view.provisional ? ` · ${t('common.clock.provisional')}` : ''}` };
}

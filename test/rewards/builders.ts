// Rule sets and inputs that a test needs beside the shipped ones.
import { RULE_SETS } from '../../server/rewards/data/all.ts';
import type { BaseLine, RewardInput } from '../../server/rewards/rules/calculation.ts';
import { evaluate } from '../../server/rewards/rules/evaluate.ts';
import { registryOf } from '../../server/rewards/rules/registry.ts';
import type { RuleSet, Settings } from '../../server/rewards/rules/rule-set.ts';

export const registry = registryOf(RULE_SETS);

export function shipped(id: string, version = 1): RuleSet {
  const found = RULE_SETS.find((rule) => rule.id === id && rule.version === version);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

/** A complete rule set of nowhere: 1 % of the case value, no floor, no cap, no layer unless asked. */
export const aRuleSet = (more: Partial<RuleSet> = {}): RuleSet => ({
  ...shipped('HEN-2023'),
  id: 'TEST',
  parentId: null,
  wrapping: { kind: 'none' },
  jurisdictionCode: '990000',
  refusesStatedLevel: false,
  base: 'caseValue',
  formula: { kind: 'rate', percent: '1', of: 'base' },
  floors: { award: null, levels: {} },
  caps: { award: null },
  deadlines: [],
  ...more,
});

export const withSettings = (rule: RuleSet, settings: Partial<Settings>): RuleSet => ({ ...rule, settings: { ...rule.settings, ...settings } });

/** One line in the reported matter, in yuan. */
export const loss = (yuan: number): { lines: BaseLine[] } => ({ lines: [{ id: '1', inReportedMatter: true, kind: 'loss', amountFen: Math.round(yuan * 100) }] });

/** The award in fen, or the reason there is none. */
export function award(rule: RuleSet | string, input: RewardInput, confirmed = true): number | string {
  const { amountFen, reason } = evaluate(rule, input, { registry, confirmed });
  return amountFen ?? reason ?? 'nothing';
}

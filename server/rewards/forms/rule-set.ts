// A rule set from outside (shipped, entered by an officer, imported): nothing unchecked reaches the engine.
import type { z } from 'zod';
import { nodesOf } from '../rules/formula.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { shape } from './rule-set-shape.ts';

/** The precisions that fit a date as it is written. */
const precise = (value: string | null): string[] => (value === null ? ['unknown', 'open'] : [value.length === 4 ? 'year' : value.length === 7 ? 'month' : 'day']);

/** What no single field can tell; each entry is the path, the key of its words and the sentence of a contradiction. */
function contradictions(rule: RuleSet): [path: string, key: string, sentence: string][] {
  const nodes = rule.formula ? nodesOf(rule.formula) : [];
  const levels = new Set(rule.levels?.map((one) => one.code));
  const inFormula = nodes.flatMap((node) => (node.kind === 'byLevel' ? [Object.keys(node.levels).sort().join()] : []));
  const from = rule.effectiveFrom;
  const to = rule.effectiveTo;
  const profileNames = new Set([...nodes.flatMap((node) => (node.kind === 'byProfile' ? Object.keys(node.profiles) : [])), ...rule.bonuses.flatMap((one) => [...one.profiles])]);
  const computes = rule.kind === 'local' && (rule.status !== 'incomplete' || rule.partlyComputable);
  const checks: [string, string, string, boolean][] = [
    ['datePrecision.from', 'precision', 'does not fit effectiveFrom', precise(from).includes(rule.datePrecision.from)],
    ['datePrecision.to', 'precision', 'does not fit effectiveTo', precise(to).includes(rule.datePrecision.to)],
    ['effectiveTo', 'order', 'lies before effectiveFrom', from === null || to === null || to.slice(0, from.length) >= from.slice(0, to.length)],
    ['formula', 'formulaNeeded', 'is needed to compute', !computes || rule.formula !== null],
    ['formula', 'frame', 'a frame has none', rule.kind === 'local' || rule.formula === null],
    ['missing', 'missingEmpty', 'an incomplete rule set names what is missing', rule.status !== 'incomplete' || rule.missing.length > 0],
    ['levels', 'levelsDiffer', 'differ from those of the formula', inFormula.every((keys) => keys === [...levels].sort().join())],
    ['floors.levels', 'floorLevel', 'name a level that is not listed', Object.keys(rule.floors.levels).every((code) => [...levels].some((one) => one === code))],
    ['profiles', 'profileLacks', 'lack one that counts', [...profileNames].every((name) => rule.profiles.some((one) => one === name))],
    ['caps.award', 'capBelowFloor', 'lies below the floor', rule.caps.award === null || Number(rule.caps.award) >= Number(rule.floors.award ?? 0)],
    ['caps.levels', 'floorLevel', 'name a level that is not listed', Object.keys(rule.caps.levels ?? {}).every((code) => [...levels].some((one) => one === code))],
    ['caps.levels', 'capBelowFloor', 'lie below a floor', (rule.levels ?? []).every(({ code }) => Number(rule.caps.levels?.[code] ?? rule.caps.award ?? Infinity) >= Number(rule.floors.levels[code] ?? 0))],
    ['bonuses', 'raiseBesideSum', 'a raise and a sum range would share the officer’s amount', !(rule.bonuses.some((one) => one.kind === 'raise') && nodes.some((node) => node.kind === 'sumRange'))],
    ['formula.total', 'officerInTotal', 'a part may not ask an officer', nodes.every((node) => node.kind !== 'total' || node.parts.flatMap(nodesOf).every((part) => part.kind !== 'rateRange' && part.kind !== 'sumRange'))],
    ['parentId', 'parent', 'a rule that national layers wrap needs one', rule.kind === 'frame' || (rule.parentId !== null) === (rule.wrapping.kind === 'national')],
    ['confidence', 'marks', 'lacks a mark', ['title', 'effectiveFrom', 'status', 'formula', 'levels', 'floors', 'caps', 'settings', 'jurisdictionCode'].every((field) => rule.confidence[field] !== undefined)],
  ];
  return checks.filter(([, , , holds]) => !holds).map(([path, key, sentence]) => [path, `rewardRules.error.${key}`, sentence]);
}

/** `sentence` is for whoever starts the program, `key` and `args` for whoever enters a rule set. */
export type RuleSetProblem = { rule: string; path: string; sentence: string; key: string; args: Record<string, string> };

/** What is wrong with one field, as a message key. */
function wordsOf(issue: z.core.$ZodIssue): Pick<RuleSetProblem, 'key' | 'args'> {
  if (issue.message.startsWith('rewardRules.')) return { key: issue.message, args: {} };
  if (issue.code === 'unrecognized_keys') return { key: 'rewardRules.error.unknown', args: { names: issue.keys.join(', ') } };
  if (issue.code === 'invalid_value') return { key: 'rewardRules.error.oneOf', args: { values: issue.values.map(String).join(', ') } };
  if (issue.code === 'too_small' || issue.code === 'too_big') return { key: 'rewardRules.error.size', args: {} };
  return { key: 'rewardRules.error.type', args: {} };
}

/** The rule set, or every problem with its path. */
export function parseRuleSet(input: unknown): { value: RuleSet } | { problems: RuleSetProblem[] } {
  const id = typeof input === 'object' && input !== null && 'id' in input ? String(input.id) : '?';
  const parsed = shape.safeParse(input);
  if (!parsed.success) return { problems: parsed.error.issues.map((issue) => ({ rule: id, path: issue.path.join('.'), sentence: issue.message, ...wordsOf(issue) })) };
  const value: RuleSet = parsed.data;
  const problems = contradictions(value).map(([path, key, sentence]) => ({ rule: id, path, sentence, key, args: {} }));
  return problems.length > 0 ? { problems } : { value };
}

/** All rule sets at start; throws one error that lists every problem of every rule set. */
export function checkRuleSets(inputs: readonly unknown[]): RuleSet[] {
  const problems: RuleSetProblem[] = [];
  const values: RuleSet[] = [];
  for (const input of inputs) {
    const parsed = parseRuleSet(input);
    if ('problems' in parsed) problems.push(...parsed.problems);
    else values.push(parsed.value);
  }
  const seen = new Set<string>();
  for (const { id, version, parentId } of values) {
    const key = `${id} ${version}`;
    if (seen.has(key)) problems.push({ rule: id, path: 'version', sentence: 'stands twice', key: '', args: {} });
    seen.add(key);
    if (parentId !== null && !values.some((one) => one.id === parentId && one.kind === 'frame')) problems.push({ rule: id, path: 'parentId', sentence: 'has no such frame', key: '', args: {} });
  }
  if (problems.length > 0) throw new Error(`rule sets: ${problems.map(({ rule, path, sentence }) => `${rule} ${path} ${sentence}`).join('; ')}`);
  return values;
}

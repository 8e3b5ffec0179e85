import { isInForce, lawVersion } from '../../law/rules/laws.ts';
import { findViolation } from '../../law/rules/violations.ts';
import { articleRule, lawOf, type ArticleRule, type RuleCode } from './articles.ts';
import { remark, type Remark } from './codes.ts';
import type { Finding } from './input.ts';
import { rangeOf, type Range } from './range.ts';

export const lawInForce = (rule: Pick<ArticleRule, 'law'>, date: string, jurisdiction: string): boolean =>
  rule.law === 'AGREEMENT' || isInForce(rule.law, date, jurisdiction);

const regulation = (): string => lawVersion('R735')?.from ?? '';

/** The rule that reached the same conduct at an earlier time or in another place (enforcement 1.1, 1.2). */
const EARLIER: Partial<Record<RuleCode, RuleCode>> = {
  'R735.36': 'SIL.89', 'R735.37': 'SIL.87', 'R735.40': 'SIL.87', 'R735.41.2': 'SIL.88', 'ZJ55.UNIT': 'SIL.88', 'ZJ55.PERSON': 'SIL.88',
};

/** The rule of the date for a finding whose own law was not in force: what the message of CALC_LAW_DATE names. */
function ruleOfDate(code: RuleCode, finding: Finding, date: string): RuleCode {
  if (code === 'D7.TRACE') return finding.violationCode === 'PH-M-01c' && date >= regulation() ? 'R735.39' : 'AGREEMENT';
  const isFraud = finding.intent || (finding.violationCode !== null && findViolation(finding.violationCode)?.kind === 'F');
  if (code === 'R735.38' && isFraud) return 'SIL.87';
  if (code === 'R735.41.1' && isFraud) return 'SIL.88';
  return EARLIER[code] ?? 'AGREEMENT';
}

/** Days on which the law of a rule's field changed: a window across one must be split (1.2 step 2). */
function boundaries(rule: ArticleRule): string[] {
  if (rule.law === 'AGREEMENT') return [];
  const own = rule.law === 'ZJ-MSR' || rule.law === 'D7' ? lawVersion(rule.law)?.from : null;
  return own ? [regulation(), own] : [regulation()];
}

/** CALC_LAW_DATE: date missing, law not in force, or a boundary inside the window that was not split. */
export function lawDateRemarks(rule: ArticleRule, finding: Finding, jurisdiction: string): Remark[] {
  const { conductFrom, conductTo, unsplit } = finding;
  if (conductFrom === null || conductTo === null) return [remark('CALC_LAW_DATE', { missing: conductTo === null ? 'conductTo' : 'conductFrom' })];
  if (!lawInForce(rule, conductTo, jurisdiction)) return [remark('CALC_LAW_DATE', { rule: ruleOfDate(rule.code, finding, conductTo), date: conductTo })];
  const crossed = boundaries(rule).find((day) => conductFrom < day && day <= conductTo);
  if (crossed === undefined) return [];
  return [remark('CALC_LAW_DATE', { boundary: crossed, rule: rule.code, before: ruleOfDate(rule.code, finding, conductFrom) }, unsplit ? { severity: 'override' } : {})];
}

/** Using the general text where a specific one is in force, or one of two that both apply, is a choice with a reason (1.2 steps 7, 8). */
export function isVersionChoice(code: RuleCode, finding: Finding): boolean {
  if (finding.unsplit !== null) return true;
  if (finding.conductTo === null || finding.conductTo < regulation()) return false;
  if (code === 'SAR.68') return true;
  return (code === 'SIL.87' || code === 'SIL.88') && ['AGENCY', 'INSTITUTION', 'PHARMACY', 'INDIVIDUAL'].includes(finding.subjectKind);
}

/** The same act under another text, for the officer to compare; never applied by itself (1.2 step 4). */
export interface Comparison {
  readonly ruleCode: RuleCode;
  readonly range: Range | null;
}

const BESIDE: Partial<Record<RuleCode, readonly RuleCode[]>> = {
  'R735.37': ['SIL.87'], 'R735.40': ['SIL.87'], 'R735.41.2': ['SIL.88'], 'ZJ55.UNIT': ['SIL.88'], 'ZJ55.PERSON': ['SIL.88'], 'SAR.68': ['R735.41.2'],
};

function fraudRule(finding: Finding, date: string): RuleCode {
  const before = date < regulation();
  if (finding.subjectKind === 'AGENCY') return before ? 'SIL.87' : 'R735.37';
  if (finding.subjectKind === 'INSTITUTION' || finding.subjectKind === 'PHARMACY') return before ? 'SIL.87' : 'R735.40';
  return before || finding.subjectKind !== 'INDIVIDUAL' ? 'SIL.88' : 'R735.41.2';
}

function beside(code: RuleCode, finding: Finding, date: string): readonly RuleCode[] {
  // On the contract track fraud is still shown with the fine the law would allow (4.2).
  if (code === 'AGREEMENT') return findViolation(finding.violationCode ?? '')?.kind === 'F' ? [fraudRule(finding, date)] : [];
  if (code === 'SIL.87' || code === 'SIL.88') return [fraudRule(finding, regulation())].filter((each) => each !== code);
  return BESIDE[code] ?? [];
}

/** Other rules in force on the day of the conduct or of the decision, with the range each would give on the same base. */
export function comparisons(rule: ArticleRule, finding: Finding, base: number | null, decisionDate: string, jurisdiction: string): Comparison[] {
  const date = finding.conductTo ?? decisionDate;
  const others = beside(rule.code, finding, date);
  const inForce = others.filter((code) => [date, decisionDate].some((day) => lawInForce({ law: lawOf(code) }, day, jurisdiction)));
  return inForce.map((ruleCode) => ({ ruleCode, range: rangeOf(articleRule(ruleCode, finding.subjectKind, date), finding, base) }));
}


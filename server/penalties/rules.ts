// What the law allows for a finding: the calculator of enforcement.md section 4 and the money rules of section 11.
export { articleOn, citationOf, RULE_CODES, ruleCodeOf, type ArticleRule, type RuleCode } from './rules/articles.ts';
export { BENCHMARKS, benchmarksFor, type Benchmark } from './rules/benchmarks.ts';
export { calculate, isLawful, type Calculation, type FindingAnswer } from './rules/calculate.ts';
export { CALC_CODES, type CalcCode, type Remark, type Severity } from './rules/codes.ts';
export { agreesWithPrinted, daysLate, instalments, surcharge, type NotCounted } from './rules/execution.ts';
export { type Gates } from './rules/gates.ts';
export { findGround, GROUNDS, type Ground } from './rules/grounds.ts';
export { BLANK_FINDING, NOTICE_GROUNDS, SUBJECTS, TIERS, type Finding, type Notice, type PenaltyCase, type SubjectKind, type Tier } from './rules/input.ts';
export { calculationJson, type CalculationJson } from './rules/json.ts';
export { type Range } from './rules/range.ts';
export { ENGINE, type Step } from './rules/trace.ts';
export { type Comparison } from './rules/applicable.ts';
export { isLegalDate } from '../kernel/workdays.ts';

import { compareRatio, decimal, plainYuan } from '../../kernel/money.ts';
import { addMonths } from '../../kernel/workdays.ts';
import { findParameter, termOf, type Parameter } from '../../law/rules/parameters.ts';
import { isVersionChoice, lawDateRemarks, lawInForce } from './applicable.ts';
import { articleOn, type ArticleRule } from './articles.ts';
import type { BenchmarkAnswer } from './benchmarks.ts';
import { remark, type Remark } from './codes.ts';
import { opensTier } from './grounds.ts';
import type { Finding } from './input.ts';
import { isIn, rangeOf, type Range } from './range.ts';

/** A finding with what was computed for it, as the checks see it. */
export interface Computed {
  readonly finding: Finding;
  readonly rule: ArticleRule;
  /** The day whose numbers apply: the end of the conduct, or where that is missing the day of the decision. */
  readonly date: string;
  readonly base: number | null;
  readonly statutory: Range | null;
  readonly benchmark: BenchmarkAnswer | null;
  /** Null: not entered. */
  readonly fine: number | null;
  /** PER_DECISION: the lower bound of art. 39 is checked on the sum. */
  readonly isMinChecked: boolean;
  readonly jurisdiction: string;
  readonly overlay: readonly Parameter[];
}

const refused = (finding: Finding): boolean => finding.refusedToCorrect && finding.correctionOrderId !== null;
const hasSuspension = (finding: Finding): boolean => finding.suspensionMonths !== null;

function groundsOf({ finding, benchmark }: Computed): readonly string[] {
  const fromList = benchmark?.kind === 'fits' ? benchmark.benchmark.ground : null;
  return fromList ? [...finding.grounds, fromList] : finding.grounds;
}

function baseRemarks({ finding, rule, base }: Computed): Remark[] {
  const found: Remark[] = [];
  if (rule.subjects && !rule.subjects.includes(finding.subjectKind)) found.push(remark('CALC_SUBJECT', { subject: finding.subjectKind, rule: rule.code }, { clause: rule.citation }));
  if (rule.base && base === null) found.push(remark('CALC_BASE_MISSING', { base: rule.base, rule: rule.code }, { clause: rule.citation }));
  const entered = Math.max(finding.lossFen ?? 0, finding.defraudedFen ?? 0);
  if (finding.grossAmountFen !== null && entered > finding.grossAmountFen) {
    found.push(remark('CALC_LOSS_ABOVE_GROSS', { base: plainYuan(entered), gross: plainYuan(finding.grossAmountFen) }));
  }
  return found;
}

/** Intent turns misuse into fraud; the entered loss then becomes the sum defrauded (R735 40 ¶2, 41 ¶2). */
function intentRemarks({ finding, rule, date }: Computed): Remark[] {
  if (!finding.intent || (rule.code !== 'R735.38' && rule.code !== 'R735.41.1')) return [];
  const target = articleOn(rule.code === 'R735.38' ? 'R735.40' : 'R735.41.2', date);
  const range = rangeOf(target, finding, finding.lossFen);
  return [remark(rule.code === 'R735.38' ? 'CALC_INTENT_38' : 'CALC_INTENT_41', { rule: target.code, ...(range ? { min: plainYuan(range.min), max: plainYuan(range.max) } : {}) })];
}

function fineRemarks(computed: Computed): Remark[] {
  const { finding, rule, statutory, fine, benchmark } = computed;
  if (fine === null) return [];
  const found: Remark[] = [];
  if (rule.fineNeeds === 'refusal' && fine > 0 && !refused(finding)) found.push(remark('CALC_NO_REFUSAL', { rule: rule.code }, { clause: rule.citation }));
  else if (fine > 0 && (statutory === null || finding.tier === 'NONE')) found.push(remark('CALC_NOT_FINABLE', { rule: rule.code, fine: plainYuan(fine) }, { clause: rule.citation }));
  if (!statutory) return found;
  const bounds = { min: plainYuan(statutory.min), max: plainYuan(statutory.max), fine: plainYuan(fine) };
  if (fine > statutory.max) return [...found, remark('CALC_ABOVE_MAX', bounds, { clause: rule.citation })];
  const mayBeLess = (finding.tier === 'REDUCED' && fine > 0) || (finding.tier === 'NONE' && fine === 0);
  const isExcused = (mayBeLess && opensTier(groundsOf(computed), finding.tier)) || (rule.isOptional && fine === 0);
  if (fine < statutory.min && computed.isMinChecked && !isExcused) found.push(remark('CALC_BELOW_MIN', bounds, { clause: `${rule.citation}；《行政处罚法》第三十至三十三条` }));
  const isOutside = benchmark?.kind === 'fits' ? !isIn(benchmark.range, fine) : benchmark?.kind === 'noFit';
  if (isOutside && benchmark?.kind !== 'unknown') found.push(remark('CALC_BENCHMARK', { benchmark: benchmark?.benchmark.id ?? '' }));
  return found;
}

function suspensionRemarks({ finding, rule }: Computed): Remark[] {
  const { suspension } = rule;
  const isAllowedTo = suspension !== null && (suspension.when !== 'insured' || finding.insuredPerson);
  if (!hasSuspension(finding)) {
    const isMissing = isAllowedTo && suspension.isPartOfConsequence && !finding.terminateAgreement;
    return isMissing ? [remark('CALC_SUSPENSION_MISSING', { rule: rule.code }, { clause: rule.citation })] : [];
  }
  const months = finding.suspensionMonths ?? '0';
  if (!isAllowedTo) return [remark('CALC_SUSPENSION', { months, rule: rule.code }, { clause: rule.citation })];
  if (suspension.when === 'refusalOrSerious' && !refused(finding) && !finding.seriousConsequence) return [remark('CALC_NO_REFUSAL', { months, rule: rule.code }, { clause: rule.citation })];
  const [least, most] = suspension.months;
  const isOutside = compareRatio(decimal(months), decimal(least)) < 0 || compareRatio(decimal(months), decimal(most)) > 0;
  return isOutside ? [remark('CALC_SUSPENSION', { months, min: least, max: most }, { clause: rule.citation })] : [];
}

/** APL 36: counted from the end of the act to the discovery; the last day is not rolled. */
function limitationRemarks({ finding, rule, statutory, fine, jurisdiction, overlay }: Computed): Remark[] {
  const { conductTo, discoveredOn, tier, grounds } = finding;
  if (rule.code === 'AGREEMENT' || conductTo === null) return [];
  if (tier === 'NONE' && grounds.includes('G36') && (fine ?? 0) === 0) return [];
  const isFineOpen = statutory !== null && fine === null && !rule.isOptional;
  if (!isFineOpen && (fine ?? 0) === 0 && !hasSuspension(finding) && !finding.terminateAgreement) return [];
  if (discoveredOn === null) return [remark('CALC_LIMITATION', { missing: 'discoveredOn' })];
  const find = (code: string): Parameter | null => findParameter(code, jurisdiction, conductTo, overlay);
  const longer = finding.limitationFiveYears ? find('LIMITATION_HARM') : null;
  const found = longer && longer.value !== null ? longer : find('LIMITATION');
  const term = found ? termOf(found) : null;
  if (!term) return [remark('CALC_PARAM_UNKNOWN', { code: 'LIMITATION', jurisdiction })];
  const last = addMonths(conductTo, term.amount * 12);
  return discoveredOn > last ? [remark('CALC_LIMITATION', { last, discoveredOn, years: String(term.amount) })] : [];
}

function parameterRemarks({ finding, benchmark, jurisdiction }: Computed): Remark[] {
  return benchmark?.kind === 'unknown' ? [remark('CALC_PARAM_UNKNOWN', { code: finding.benchmarkId ?? '', jurisdiction }, { clause: benchmark.source })] : [];
}

/** A reason is owed for every choice: tier, ground, version, override, warning, and for the fine itself where no benchmark guides it. */
function reasonRemarks(computed: Computed, others: readonly Remark[]): Remark[] {
  const { finding, rule, statutory, benchmark } = computed;
  const owed = [
    ...(finding.tier === 'NORMAL' ? [] : ['tier']),
    ...(finding.grounds.length === 0 ? [] : ['ground']),
    ...(isVersionChoice(rule.code, finding) ? ['version'] : []),
    ...(others.some(({ severity }) => severity === 'override' || severity === 'warning') ? ['override'] : []),
    ...(statutory !== null && benchmark?.kind !== 'fits' ? ['noBenchmark'] : []),
  ];
  const isGroundMissing = others.some(({ code }) => code === 'CALC_SUSPENSION_MISSING') && groundsOf(computed).length === 0;
  if ((owed.length === 0 || finding.reason.trim() !== '') && !isGroundMissing) return [];
  return [remark('CALC_REASON', { for: [...owed, ...(isGroundMissing ? ['suspensionGround'] : [])].join(' ') })];
}

/** Every check of 4.3 that looks at one finding alone. */
export function findingRemarks(computed: Computed): Remark[] {
  const { finding, rule, jurisdiction } = computed;
  const law = lawDateRemarks(rule, finding, jurisdiction);
  const isLawThere = finding.conductTo === null || lawInForce(rule, finding.conductTo, jurisdiction);
  // Under a law that was not in force there is no range to compare with: only the law itself is the mistake.
  const sums = isLawThere ? [...fineRemarks(computed), ...suspensionRemarks(computed)] : [];
  const found = [...law, ...baseRemarks(computed), ...intentRemarks(computed), ...sums, ...limitationRemarks(computed), ...parameterRemarks(computed)];
  return [...found, ...reasonRemarks(computed, found)];
}

import { Invalid } from '../../kernel/errors.ts';
import { parseDecimal, plainYuan, timesHalfUp } from '../../kernel/money.ts';
import { knownParameter, wordOf, type Parameter } from '../../law/rules/parameters.ts';
import { comparisons, lawInForce, type Comparison } from './applicable.ts';
import { articleRule, ruleCodeOf, type RuleCode } from './articles.ts';
import { benchmarkRange } from './benchmarks.ts';
import { findingRemarks, type Computed } from './checks.ts';
import { remark, type Remark } from './codes.ts';
import { gatesOf, type Gates } from './gates.ts';
import { opensTier } from './grounds.ts';
import type { Finding, PenaltyCase } from './input.ts';
import { baseOf, rangeOf, type Range } from './range.ts';
import { noticeRemarks, standingShares, type Share } from './totals.ts';
import { ENGINE, traceOf, type Step } from './trace.ts';

/** What the law allows for one finding. Amounts in fen. */
export interface FindingAnswer {
  readonly id: string;
  readonly ruleCode: RuleCode;
  readonly base: number | null;
  /** The range that the officer may use: the benchmark's where one was chosen and fits, else the statutory one. */
  readonly range: Range | null;
  readonly statutory: Range | null;
  /** What stands: 0 for the lower of two fines for one act; null while none is entered. */
  readonly fine: number | null;
  readonly refund: number;
  readonly codes: readonly Remark[];
  readonly comparisons: readonly Comparison[];
  readonly trace: readonly Step[];
}

export interface Calculation {
  readonly engine: string;
  readonly findings: readonly FindingAnswer[];
  readonly refundTotal: number;
  readonly fineTotal: number;
  /** For display only: the two go to different accounts. */
  readonly total: number;
  readonly gates: Gates;
}

/** The fine entered, or base × multiple rounded half up per finding; refuses an amount that contradicts its multiple (4.5). */
function fineOf(finding: Finding, base: number | null, at: number): number | null {
  if (finding.multiple === null) return finding.fineFen;
  const times = parseDecimal(finding.multiple);
  if (!times || times.n < 0n) throw new Invalid({ [`findings.${at}.multiple`]: { key: 'penalties.error.multiple' } });
  if (base === null) return finding.fineFen;
  const product = timesHalfUp(base, times);
  if (finding.fineFen !== null && finding.fineFen !== product) {
    throw new Invalid({ [`findings.${at}.multiple`]: { key: 'penalties.error.multipleDisagrees', args: { fine: plainYuan(product) } } });
  }
  return product;
}

function compute(finding: Finding, at: number, input: PenaltyCase, overlay: readonly Parameter[], isMinChecked: boolean): Computed {
  const code = ruleCodeOf(finding);
  if (!code) throw new Invalid({ [`findings.${at}.article`]: { key: 'penalties.error.article' } });
  if (finding.suspensionMonths !== null && !parseDecimal(finding.suspensionMonths)) throw new Invalid({ [`findings.${at}.suspensionMonths`]: { key: 'penalties.error.months' } });
  const date = finding.conductTo ?? input.decisionDate;
  const rule = articleRule(code, finding.subjectKind, date);
  const base = baseOf(rule, finding);
  const isLawThere = finding.conductTo === null || lawInForce(rule, finding.conductTo, input.jurisdiction);
  const statutory = isLawThere ? rangeOf(rule, finding, base) : null;
  const benchmark = finding.benchmarkId === null ? null : benchmarkRange(finding.benchmarkId, code, finding, base, input.jurisdiction, input.decisionDate);
  const isBelowOwnMin = code !== 'R735.39' || isMinChecked;
  return { finding, rule, date, base, statutory, benchmark, fine: fineOf(finding, base, at), isMinChecked: isBelowOwnMin, jurisdiction: input.jurisdiction, overlay };
}

/** ART39_SCOPE = PER_DECISION: the range of art. 39 limits the sum of its items. */
function decisionWideRemarks(computed: readonly Computed[]): Remark[] {
  const items = computed.filter(({ rule, statutory }) => rule.code === 'R735.39' && statutory !== null);
  const bounds = items[0]?.statutory;
  if (!bounds) return [];
  const total = items.reduce((sum, { fine }) => sum + (fine ?? 0), 0);
  const detail = { min: plainYuan(bounds.min), max: plainYuan(bounds.max), fine: plainYuan(total) };
  const clause = items[0]?.rule.citation ?? '';
  if (total > bounds.max) return [remark('CALC_ABOVE_MAX', detail, { clause })];
  const isEntered = items.every(({ fine }) => fine !== null);
  const isExcused = items.some(({ finding: { tier, grounds } }) => (tier === 'REDUCED' || tier === 'NONE') && opensTier(grounds, tier));
  return isEntered && !isExcused && total < bounds.min ? [remark('CALC_BELOW_MIN', detail, { clause })] : [];
}

/**
 * What the law allows for the findings of a case (enforcement section 4), in the order of 4.4.
 * `parameters` are the bureau's own entries; the program's data lies below them. Codes never stop it: it always answers its sums.
 */
export function calculate(input: PenaltyCase, { parameters = [] }: { parameters?: readonly Parameter[] } = {}): Calculation {
  const scope = wordOf(knownParameter('ART39_SCOPE', input.jurisdiction, input.decisionDate, parameters));
  const isPerDecision = scope === 'PER_DECISION';
  const computed = input.findings.map((finding, at) => compute(finding, at, input, parameters, !isPerDecision));
  const entered: Share[] = computed.map(({ finding, rule, base, fine }) => ({ id: finding.id, fine: fine ?? 0, refund: rule.refunds ? (base ?? 0) : 0 }));
  const { shares, remarks: sameAct } = standingShares(entered, input.sameActGroups);
  const fineTotal = shares.reduce((sum, { fine }) => sum + fine, 0);
  const refundTotal = shares.reduce((sum, { refund }) => sum + refund, 0);
  const final = { fineTotal, findings: shares.map(({ id, fine }, at) => ({ id, fine, suspensionMonths: computed[at]?.finding.suspensionMonths ?? null })) };
  const notices = noticeRemarks(final, input.notices);
  const decisionWide = isPerDecision ? decisionWideRemarks(computed) : [];

  const findings = computed.map((each, at): FindingAnswer => {
    const { finding, rule, base, statutory, benchmark, fine } = each;
    const share = shares[at] ?? { id: finding.id, fine: 0, refund: 0 };
    // A total above the notice is told on every finding that carries a fine.
    const above = notices.get(finding.id) ?? (share.fine > 0 ? notices.get('total') : undefined);
    const same = sameAct.get(finding.id);
    const own = findingRemarks(each);
    const ofDecision = rule.code === 'R735.39' && fine !== null ? decisionWide.filter(({ code }) => own.every((other) => other.code !== code)) : [];
    const codes = [...own, ...ofDecision, ...(same ? [same] : []), ...(above ? [above] : [])];
    const compared = comparisons(rule, finding, base, input.decisionDate, input.jurisdiction);
    return {
      id: finding.id, ruleCode: rule.code, base, statutory, range: benchmark?.kind === 'fits' && benchmark.tier !== 'NONE' && statutory ? benchmark.range : statutory,
      fine: fine === null ? null : share.fine, refund: share.refund, codes, comparisons: compared, trace: traceOf(each, codes, share, compared, input.sameActGroups.find((group) => group.includes(finding.id)) ?? []),
    };
  });
  const items = findings.map(({ ruleCode, fine }, at) => ({ finding: computed[at]?.finding, ruleCode, fine: fine ?? 0 })).flatMap(({ finding, ...rest }) => (finding ? [{ finding, ...rest }] : []));
  return { engine: ENGINE, findings, refundTotal, fineTotal, total: refundTotal + fineTotal, gates: gatesOf(items, input.jurisdiction, input.decisionDate, parameters) };
}

/** G-RANGE: nothing of severity error, and every finding that may be fined has its fine. */
export const isLawful = (calculation: Calculation): boolean =>
  calculation.findings.every(({ codes, fine, range }) => codes.every(({ severity }) => severity !== 'error') && (fine !== null || range === null));

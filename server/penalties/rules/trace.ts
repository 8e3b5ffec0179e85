import { formatYuan } from '../../kernel/money.ts';
import { lawVersion } from '../../law/rules/laws.ts';
import type { Comparison } from './applicable.ts';
import type { Computed } from './checks.ts';
import { CALC_CODES, CLAUSES, type Remark } from './codes.ts';
import type { Range } from './range.ts';
import type { Share } from './totals.ts';

/** Version of the computation; a stored result is recomputed with the engine that made it. */
export const ENGINE = '1';

/** One step of the calculation as a page prints it and a test compares it. */
export interface Step {
  readonly step: 'law' | 'base' | 'range' | 'benchmark' | 'tier' | 'fine' | 'sameAct' | 'refund' | 'compare' | 'checks';
  readonly clause: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly formula: string;
  readonly result: string;
}

const shown = (range: Range | null): string => (range ? `${formatYuan(range.min)}–${formatYuan(range.max)}` : '无罚款');
const yuan = (fen: number | null): string => (fen === null ? '未录入' : formatYuan(fen));

/** The trace of one finding (enforcement 4.6). `group`: the findings that are one act with it, itself among them. */
export function traceOf(computed: Computed, remarks: readonly Remark[], share: Share, compared: readonly Comparison[], group: readonly string[]): Step[] {
  const { finding, rule, base, statutory, benchmark, fine } = computed;
  const text = rule.law === 'AGREEMENT' ? null : lawVersion(rule.law);
  const times = rule.fine && 'times' in rule.fine ? rule.fine.times : null;
  const isOneAct = group.length > 1;
  const raised = new Set(remarks.map(({ code }) => code));
  const steps: (Step | null)[] = [
    {
      step: 'law', clause: rule.citation, formula: 'conductTo',
      inputs: { conductFrom: finding.conductFrom ?? '', conductTo: finding.conductTo ?? '', item: finding.item ?? '', from: text?.from ?? '', textOf: text?.textOf ?? '', unsplit: finding.unsplit?.reason ?? '' },
      result: rule.code,
    },
    rule.base ? { step: 'base', clause: rule.citation, formula: 'A', inputs: { field: rule.base, gross: yuan(finding.grossAmountFen), source: finding.baseSource ?? '' }, result: yuan(base) } : null,
    {
      step: 'range', clause: rule.citation, formula: times ? `[${times[0]} × A, ${times[1]} × A]` : rule.fine ? 'fixed' : 'none',
      inputs: { A: yuan(base), refusedToCorrect: String(finding.refusedToCorrect), mark: rule.mark }, result: shown(statutory),
    },
    {
      step: 'benchmark', clause: benchmark?.kind === 'fits' || benchmark?.kind === 'noFit' ? benchmark.benchmark.source : '', formula: benchmark?.kind ?? 'noBenchmark',
      inputs: { id: finding.benchmarkId ?? '' }, result: benchmark?.kind === 'fits' ? shown(benchmark.range) : '',
    },
    { step: 'tier', clause: '', formula: finding.grounds.join(' '), inputs: { reason: finding.reason, approvedBy: finding.approvedBy ?? '' }, result: finding.tier },
    {
      step: 'fine', clause: rule.citation, formula: finding.multiple === null ? 'entered' : `roundHalfUp(A × ${finding.multiple}, 0.01)`,
      inputs: { A: yuan(base), multiple: finding.multiple ?? '', entered: yuan(fine), months: finding.suspensionMonths ?? '' }, result: formatYuan(fine ?? 0),
    },
    isOneAct ? { step: 'sameAct', clause: CLAUSES.CALC_SAME_ACT, formula: 'max(fine), max(A)', inputs: { entered: yuan(fine) }, result: formatYuan(share.fine) } : null,
    rule.refunds ? { step: 'refund', clause: '《医疗保障基金使用监督管理条例》第四十五条', formula: 'A', inputs: { A: yuan(base) }, result: formatYuan(share.refund) } : null,
    ...compared.map(({ ruleCode, range }): Step => ({ step: 'compare', clause: '《行政处罚法》第三十七条', formula: ruleCode, inputs: { A: yuan(base) }, result: shown(range) })),
    {
      step: 'checks', clause: '', formula: `engine ${ENGINE}`, inputs: { passed: CALC_CODES.filter((code) => !raised.has(code)).join(' ') },
      result: remarks.map(({ code, severity }) => `${code}:${severity}`).join(' '),
    },
  ];
  return steps.filter((step) => step !== null);
}

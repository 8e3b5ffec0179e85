import { plainYuan } from '../../kernel/money.ts';
import type { Calculation } from './calculate.ts';
import type { Range } from './range.ts';

const money = (fen: number | null): string | null => (fen === null ? null : plainYuan(fen));
const range = (value: Range | null): { min: string; max: string } | null => (value ? { min: plainYuan(value.min), max: plainYuan(value.max) } : null);

/** The answer as programs and pages read it: amounts as strings in yuan with two decimals (enforcement 4.1). */
export const calculationJson = ({ engine, findings, refundTotal, fineTotal, total, gates }: Calculation) => ({
  findings: findings.map((each) => ({
    id: each.id,
    ruleCode: each.ruleCode,
    base: money(each.base),
    range: range(each.range),
    statutory: range(each.statutory),
    fine: money(each.fine),
    refund: plainYuan(each.refund),
    codes: each.codes.map(({ code, severity, clause, detail }) => ({ code, severity, clause, detail })),
    comparisons: each.comparisons.map((other) => ({ ruleCode: other.ruleCode, range: range(other.range) })),
    trace: each.trace,
  })),
  refundTotal: plainYuan(refundTotal),
  fineTotal: plainYuan(fineTotal),
  total: plainYuan(total),
  gates: { ...gates, police: { isWarned: gates.police.isWarned, from: plainYuan(gates.police.fromFen) } },
  engine,
});

export type CalculationJson = ReturnType<typeof calculationJson>;

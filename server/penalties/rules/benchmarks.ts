import { within } from '../../kernel/divisions.ts';
import { decimal, timesHalfUp } from '../../kernel/money.ts';
import type { Mark, ParameterStatus } from '../../law/rules/parameters.ts';
import type { RuleCode } from './articles.ts';
import type { BenchmarkFacts, Finding, Tier } from './input.ts';
import type { Range } from './range.ts';

export type BenchmarkCondition = keyof BenchmarkFacts | 'notRefunded' | 'noIntent';

/** One line of a published discretion benchmark (裁量基准). Amounts in fen; `from` exclusive and `to` inclusive unless said otherwise. */
export interface BenchmarkRow {
  readonly rules: readonly RuleCode[];
  readonly item: string | null;
  readonly tier: Tier | null;
  readonly conditions: readonly BenchmarkCondition[];
  readonly above: number | null;
  readonly upTo: number | null;
  readonly isUpToInclusive: boolean;
  readonly multiple: readonly [string, string] | null;
  readonly fixedFen: number | null;
}

export interface Benchmark {
  readonly id: string;
  readonly jurisdiction: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly rows: readonly BenchmarkRow[];
  /** Several items add up. */
  readonly isCumulative: boolean;
  /** Ground of 3.2 that the list makes concrete. */
  readonly ground: string | null;
  readonly source: string;
  readonly mark: Mark | null;
  readonly status: ParameterStatus;
}

const row = (rules: readonly RuleCode[], rest: Partial<BenchmarkRow>): BenchmarkRow => ({
  rules, item: null, tier: null, conditions: [], above: null, upTo: null, isUpToInclusive: true, multiple: null, fixedFen: null, ...rest,
});
const set = (id: string, jurisdiction: string, from: string | null, source: string, mark: Mark | null, rows: readonly BenchmarkRow[], rest: Partial<Benchmark> = {}): Benchmark => ({
  id, jurisdiction, from, to: null, rows, isCumulative: false, ground: null, source, mark, status: mark === null ? 'UNKNOWN' : 'CONFIRMED', ...rest,
});

const AGENCY: readonly RuleCode[] = ['R735.37', 'SIL.87'];
const TIANJIN: readonly [string, number][] = [['1', 1_000_000], ['2', 4_000_000], ['3', 3_000_000], ['4', 3_000_000], ['5', 2_000_000], ['6', 2_000_000], ['7', 5_000_000]];

/** enforcement.md 3.3. The unknown ones stand here so that choosing them is refused by name. */
export const BENCHMARKS: readonly Benchmark[] = [
  set('HEN-2022', '410000', '2022-01-01', '河南省2022年裁量基准', 'Q', [
    row(AGENCY, { tier: 'LIGHT', conditions: ['firstOffence', 'corrected'], upTo: 200_000, multiple: ['2', '3'] }),
    row(AGENCY, { tier: 'NORMAL', upTo: 500_000, multiple: ['3', '4'] }),
    row(AGENCY, { tier: 'HEAVY', above: 500_000, multiple: ['4', '5'] }),
  ]),
  set('XJ', '650000', null, '新疆维吾尔自治区裁量基准', 'Q', [
    row(['R735.37'], { conditions: ['refunded'], upTo: 300_000, multiple: ['3', '3'] }),
    row(['R735.37'], { conditions: ['notRefunded'], upTo: 300_000, multiple: ['3.5', '3.5'] }),
    row(['R735.37'], { conditions: ['refunded'], above: 300_000, upTo: 1_000_000, multiple: ['4', '4'] }),
    row(['R735.37'], { conditions: ['notRefunded'], above: 300_000, upTo: 1_000_000, multiple: ['4.5', '4.5'] }),
    row(['R735.37'], { above: 1_000_000, multiple: ['5', '5'] }),
  ]),
  set('TJ-39', '120000', null, '天津市裁量基准', 'Q', TIANJIN.map(([item, fixedFen]) => row(['R735.39'], { item, fixedFen })), { isCumulative: true }),
  set('LF-2024', '131000', '2024-09-13', '廊坊市不予处罚清单（2024-09-13）', 'Q', [
    row(['R735.38'], { tier: 'NONE', conditions: ['firstOffence', 'corrected', 'refunded', 'noIntent', 'cooperative'], upTo: 300_000, isUpToInclusive: false, fixedFen: 0 }),
  ], { ground: 'G33-2' }),
  set('GS-2022', '620000', '2022-01-01', '甘肃省2022年裁量基准：所列条件须录入正式文本', null, []),
  set('ZJ', '330000', null, '浙江省医疗保障行政处罚裁量适用暂行办法：数字须录入正式文本', null, []),
  set('GD', '440000', null, '广东省裁量基准：数字须录入正式文本', null, []),
  set('LN-2022', '210000', '2022-02-07', '辽医保发〔2022〕3号：数字须录入正式文本', null, []),
];

/** Benchmarks that may be chosen at a place and date. */
export const benchmarksFor = (jurisdiction: string, date: string): Benchmark[] =>
  BENCHMARKS.filter((each) => within(each.jurisdiction, jurisdiction) && (each.from === null || each.from <= date) && (each.to === null || date <= each.to));

export type BenchmarkAnswer = { kind: 'unknown'; source: string } | { kind: 'noFit'; benchmark: Benchmark } | { kind: 'fits'; benchmark: Benchmark; tier: Tier | null; range: Range };

function meets(condition: BenchmarkCondition, finding: Finding): boolean {
  const facts = finding.benchmarkFacts;
  if (condition === 'noIntent') return !finding.intent;
  if (condition === 'notRefunded') return facts !== null && !facts.refunded;
  return facts?.[condition] ?? false;
}

function fits(line: BenchmarkRow, rule: RuleCode, finding: Finding, base: number | null): boolean {
  if (!line.rules.includes(rule) || (line.item !== null && line.item !== finding.item)) return false;
  if (line.tier !== null && line.tier !== finding.tier) return false;
  if (line.above !== null && (base === null || base <= line.above)) return false;
  if (line.upTo !== null && (base === null || base > line.upTo || (base === line.upTo && !line.isUpToInclusive))) return false;
  return line.conditions.every((condition) => meets(condition, finding));
}

/** The line of the chosen benchmark that fits the finding, as a range of fines. A benchmark of another place or without figures is unknown here. */
export function benchmarkRange(id: string, rule: RuleCode, finding: Finding, base: number | null, jurisdiction: string, date: string): BenchmarkAnswer {
  const benchmark = benchmarksFor(jurisdiction, date).find((each) => each.id === id);
  if (!benchmark || benchmark.status === 'UNKNOWN') return { kind: 'unknown', source: benchmark?.source ?? id };
  const line = benchmark.rows.find((each) => fits(each, rule, finding, base));
  if (!line) return { kind: 'noFit', benchmark };
  if (line.fixedFen !== null) return { kind: 'fits', benchmark, tier: line.tier, range: { min: line.fixedFen, max: line.fixedFen } };
  const [min, max] = line.multiple ?? ['0', '0'];
  return { kind: 'fits', benchmark, tier: line.tier, range: { min: timesHalfUp(base ?? 0, decimal(min)), max: timesHalfUp(base ?? 0, decimal(max)) } };
}

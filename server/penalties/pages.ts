// The calculator's answer on a page: the lawful range as a ruler, what stands in the way with its two ways out, the trace.
import type { FieldErrors } from '../kernel/errors.ts';
import type { Typed } from '../kernel/forms.ts';
import { isMessageKey } from '../kernel/i18n.ts';
import type { MessageArgs, Words } from '../kernel/i18n.ts';
import { formatYuan, parseYuan } from '../kernel/money.ts';
import { view } from '../kernel/views.ts';
import { lawVersion } from '../law/rules/laws.ts';
import { findViolation } from '../law/rules/violations.ts';
import { errorLinks } from '../people/pages.ts';
import type { ErrorLink } from '../people/pages.ts';
import { calculatorFields } from './pages/fields.ts';
import type { CalculatorFields } from './pages/fields.ts';
import { gateLines } from './pages/gates.ts';
import type { GateLine } from './pages/gates.ts';
import { rangeText } from './pages/range.ts';
import { traceSteps } from './pages/trace.ts';
import type { TraceStep } from './pages/trace.ts';
import { calculationJson, citationOf } from './rules.ts';
import { isGroundMissing } from './rules/codes.ts';
import type { Calculation, CalculationJson, Finding, FindingAnswer, PenaltyCase } from './rules.ts';

/** Geometry in the units of the picture, 480 × 76; the range lies between 50 and 430. */
export type Ruler = { label: string; min: string; max: string; value: string | null; x: number; textX: number; pointer: string; isBad: boolean };
const LEFT = 50;
const WIDTH = 380;

export function rulerOf(t: Words, range: { min: number; max: number }, fine: number | null): Ruler {
  const share = fine === null ? 0 : (fine - range.min) / Math.max(1, range.max - range.min);
  const x = Math.round(Math.min(1.06, Math.max(-0.06, share)) * WIDTH * 100) / 100 + LEFT;
  const isBad = fine !== null && (fine < range.min || fine > range.max);
  const now = fine === null ? t('penalties.ruler.none') : t(fine < range.min ? 'penalties.ruler.low' : fine > range.max ? 'penalties.ruler.high' : 'penalties.ruler.now', { fine: formatYuan(fine) });
  return {
    label: t('penalties.ruler', { min: formatYuan(range.min), max: formatYuan(range.max), now }), min: formatYuan(range.min), max: formatYuan(range.max),
    value: fine === null ? null : formatYuan(fine), x: x - 1.5, textX: Math.min(434, Math.max(46, x)), pointer: `M${x} 40l-7 -12h14z`, isBad,
  };
}

/** What stands on the ruler: nothing where the fine of another finding stands for this one. */
export const ruledFine = ({ fine, codes }: Pick<FindingAnswer, 'fine' | 'codes'>): number | null => (fine === 0 && codes.some(({ code }) => code === 'CALC_SAME_ACT') ? null : fine);

/** `id`: where a field points to that this message speaks of; null where none does. */
export type Stop = { code: string; severity: string; text: string; way: string; clause: string; id: string | null };
const words = (t: Words, key: string, args: MessageArgs = {}): string => (isMessageKey(key) ? t(key, args) : key);

/** Amounts of a detail are plain yuan; a reader gets them with their commas. */
const shownDetail = (detail: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(detail).map(([name, text]) => [name, /^\d+\.\d{2}$/.test(text) ? formatYuan(parseYuan(text) ?? 0) : text]));

/** `what` is the finding's name. */
export const stopsOf = (t: Words, answer: Pick<FindingAnswer, 'codes'>, what: string): Stop[] =>
  answer.codes.map((remark) => {
    const { code, severity, clause, detail } = remark;
    const key = isGroundMissing(remark) ? `${code}.ground` : code;
    return { code, severity, clause, id: null, text: words(t, `penalties.code.${key}`, { ...shownDetail(detail), what }), way: words(t, `penalties.way.${key}`, { ...shownDetail(detail), what }) };
  });

export const lawText = (t: Words, lawCode: string): string => {
  const code = (['R735', 'SIL', 'SAR', 'ZJ-MSR', 'D7'] as const).find((each) => each === lawCode);
  const law = code ? lawVersion(code) : undefined;
  return law ? t('penalties.law.since', { law: law.nameZh, from: law.from ?? '' }) : lawCode;
};

export type FindingResult = { id: string; what: string; basis: string; range: string; ruler: Ruler | null; stops: Stop[]; trace: TraceStep[]; fine: string; refund: string };
const findingResult = (t: Words, answer: FindingAnswer, finding: Pick<Finding, 'violationCode' | 'subjectKind' | 'conductTo'>, decisionDate: string): FindingResult => {
  const what = findViolation(finding.violationCode ?? '')?.nameZh ?? citationOf(answer.ruleCode);
  return {
    id: answer.id, what, basis: citationOf(answer.ruleCode), range: rangeText(t, answer, { date: finding.conductTo ?? decisionDate, subjectKind: finding.subjectKind, isCorrected: false }), ruler: answer.statutory ? rulerOf(t, answer.statutory, ruledFine(answer)) : null, stops: stopsOf(t, answer, what),
    trace: traceSteps(t, answer), fine: answer.fine === null ? t('penalties.fine.none') : formatYuan(answer.fine), refund: formatYuan(answer.refund),
  };
};

type Empty = { findings: []; refundTotal: null; fineTotal: null; total: null; gates: null; engine: null };
export type CalculatePage = { title: string; errors: ErrorLink[]; form: CalculatorFields; shown: { findings: FindingResult[]; gates: GateLine[]; refund: string; fine: string } | null } & (CalculationJson | Empty);
export const calculateView = view<CalculatePage>('penalties/calculate', { layout: 'desk', nav: '/penalties/calculate' });
const NOTHING: Empty = { findings: [], refundTotal: null, fineTotal: null, total: null, gates: null, engine: null };

/** The form, and below it the answer of what was entered. Programs read the answer of enforcement 4.1 in the same object. */
export function calculatePage(t: Words, input: { typed: Typed; errors?: FieldErrors; asked: PenaltyCase | null; calculation: Calculation | null; today: string; bureau: string }): CalculatePage {
  const { asked, calculation } = input;
  const form = calculatorFields(t, input);
  return {
    title: t('penalties.title'), errors: errorLinks(t, input.errors, [...form.about, ...form.money, ...form.discretion, form.grounds, form.reason]), form,
    shown: calculation && asked ? {
      findings: calculation.findings.flatMap((answer) => {
        const finding = asked.findings.find((each) => each.id === answer.id);
        return finding ? [findingResult(t, answer, finding, asked.decisionDate)] : [];
      }),
      gates: gateLines(t, calculation.gates), refund: formatYuan(calculation.refundTotal), fine: formatYuan(calculation.fineTotal),
    } : null,
    ...(calculation ? calculationJson(calculation) : NOTHING),
  };
}

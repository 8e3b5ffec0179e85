// The discretion of a case, finding by finding, beside what the law allows.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import type { Words } from '../../kernel/i18n.ts';
import { formatYuan, plainYuan } from '../../kernel/money.ts';
import { view } from '../../kernel/views.ts';
import { errorLinks, errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import { gateLines, lawText, rangeText, ruledFine, rulerOf, stopsOf } from '../../penalties/pages.ts';
import type { GateLine, Ruler, Stop } from '../../penalties/pages.ts';
import { traceSteps } from '../../penalties/pages/trace.ts';
import type { TraceStep } from '../../penalties/pages/trace.ts';
import type { Calculation } from '../../penalties/rules/calculate.ts';
import { articleOn } from '../../penalties/rules/articles.ts';
import { GROUNDS } from '../../penalties/rules/grounds.ts';
import { penaltyNames } from '../forms.ts';
import { permitted } from '../rules/actions.ts';
import { TIERS } from '../rules/case.ts';
import type { Case, Finding } from '../rules/case.ts';
import { causeName } from '../rules/naming.ts';
import { numeral } from '../rules/papers.ts';
import type { Situation } from '../rules/situation.ts';
import { shortProvision } from './case.ts';
import { crumb, month } from './words.ts';

type Option = { value: string; text: string };
type Choice = { value: string; text: string; isChecked: boolean };
export type PenaltyBlock = {
  anchor: string; heading: string; basis: string; range: string; ruler: Ruler | null; stops: Stop[]; mayFine: boolean;
  tier: { id: string; value: string; error: string | null }; tiers: Choice[]; multiple: { id: string; value: string; error: string | null }; fine: { id: string; value: string; error: string | null };
  grounds: { id: string; options: Choice[]; error: string | null }; months: { id: string; value: string; error: string | null } | null; unit: { id: string; value: string }; terminate: { id: string; isChecked: boolean };
  /** Null where no finding stands before it. `sameText` says what was chosen. */
  same: { id: string; value: string; options: Option[]; error: string | null } | null; sameText: string | null;
  reason: { id: string; value: string; error: string | null }; trace: TraceStep[];
};
export type PenaltyPage = {
  title: string; crumbs: { href: string; text: string }[]; address: string; version: number; mayEdit: boolean; blocks: PenaltyBlock[];
  refund: string; fine: string; isFineOpen: boolean; suspensions: string[]; gates: GateLine[]; period: string; law: string; errors: ErrorLink[];
};
export const penaltyView = view<PenaltyPage>('cases/penalty', { layout: 'desk', nav: '/cases' });

type Input = { kase: Case; situation: Situation; calculation: Calculation; typed?: Typed; errors?: FieldErrors };

const one = (typed: Typed, name: string, otherwise: string): string => {
  const value = typed[name];
  return value === undefined ? otherwise : ([value].flat()[0] ?? '');
};

function block(t: Words, finding: Finding, at: number, { kase, calculation, typed = {}, errors }: Input): PenaltyBlock {
  const names = penaltyNames(at + 1);
  const { penalty } = finding;
  const answer = calculation.findings.find((each) => each.id === finding.id);
  const isTyped = Object.keys(typed).length > 0;
  const field = (id: string, stored: string) => ({ id, value: isTyped ? one(typed, id, '') : stored, error: errorText(t, errors, id) });
  const grounds = isTyped ? [typed[names.grounds] ?? []].flat() : (penalty?.grounds ?? []);
  const tier = field(names.tier, penalty?.tier ?? 'NORMAL');
  const rule = answer ? articleOn(answer.ruleCode, finding.conductTo) : null;
  const what = causeName(finding.violationCode);
  const earlier = kase.findings.slice(0, at).map((each, n): Option => ({ value: each.id, text: t('penalties.same.as', { n: numeral(n + 1), what: causeName(each.violationCode) }) }));
  const same = field(names.same, penalty?.sameActAs ?? '');
  return {
    anchor: `finding-${at + 1}`, heading: `${numeral(at + 1)}、${what}`, basis: shortProvision(finding), range: answer ? rangeText(t, answer, finding.conductTo) : '',
    ruler: answer?.statutory ? rulerOf(t, answer.statutory, ruledFine(answer)) : null, mayFine: answer?.statutory !== null,
    stops: penalty || isTyped ? stopsOf(t, answer ?? { codes: [] }, what) : [],
    tier, tiers: TIERS.map((value) => ({ value, text: t(`penalties.tier.${value}`), isChecked: value === tier.value })),
    multiple: field(names.multiple, penalty?.multiple ?? ''), fine: field(names.fine, penalty?.fineFen === null || penalty?.fineFen === undefined ? '' : plainYuan(penalty.fineFen)),
    grounds: { id: names.grounds, options: GROUNDS.map(({ code, nameZh }) => ({ value: code, text: nameZh, isChecked: grounds.includes(code) })), error: errorText(t, errors, names.grounds) },
    months: rule?.suspension ? field(names.months, penalty?.suspensionMonths ?? '') : null, unit: field(names.unit, penalty?.suspensionUnit ?? ''),
    terminate: { id: names.terminate, isChecked: isTyped ? one(typed, names.terminate, '') === 'yes' : (penalty?.terminateAgreement ?? false) },
    same: earlier.length > 0 ? { ...same, options: earlier } : null, sameText: earlier.find(({ value }) => value === same.value)?.text ?? null,
    reason: field(names.reason, penalty?.reason ?? ''), trace: answer ? traceSteps(t, answer) : [],
  };
}

/** `calculation` is of what was typed where the entry was refused, else of what is stored. */
export function penaltyPage(t: Words, input: Input): PenaltyPage {
  const { kase, situation, calculation, errors } = input;
  const dates = kase.findings.flatMap((finding) => [finding.conductFrom, finding.conductTo]).sort();
  const isFineOpen = errors !== undefined || kase.findings.some((finding) => finding.penalty === null);
  return {
    title: t('penalties.title'), crumbs: crumb(t, kase), address: `/cases/${kase.id}/penalty`, version: kase.version, mayEdit: permitted(kase, situation).includes('enterPenalty'),
    blocks: kase.findings.map((finding, at) => block(t, finding, at, input)),
    refund: formatYuan(calculation.refundTotal), fine: formatYuan(calculation.fineTotal), isFineOpen,
    suspensions: kase.findings.flatMap(({ penalty }) => (penalty?.suspensionMonths ? [`${penalty.suspensionUnit} ${t('penalties.suspension.text', { months: penalty.suspensionMonths })}`.trim()] : [])),
    gates: gateLines(t, calculation.gates), period: dates.length > 0 ? month(dates[0] ?? '', dates.at(-1) ?? '') : '',
    law: [...new Set(kase.findings.map((finding) => lawText(t, finding.lawCode)))].join('；'), errors: errorLinks(t, errors),
  };
}

// The discretion of a case, finding by finding, beside what the law allows.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import type { Words } from '../../kernel/i18n.ts';
import { formatYuan, plainYuan } from '../../kernel/money.ts';
import { view } from '../../kernel/views.ts';
import { errorLinks, errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import { lawText, ruledFine, rulerOf, stopsOf } from '../../penalties/pages.ts';
import type { Ruler, Stop } from '../../penalties/pages.ts';
import { gateLines } from '../../penalties/pages/gates.ts';
import type { GateLine } from '../../penalties/pages/gates.ts';
import { rangeText } from '../../penalties/pages/range.ts';
import { traceSteps } from '../../penalties/pages/trace.ts';
import type { TraceStep } from '../../penalties/pages/trace.ts';
import type { Calculation, FindingAnswer } from '../../penalties/rules/calculate.ts';
import { articleOn } from '../../penalties/rules/articles.ts';
import { GROUNDS } from '../../penalties/rules/grounds.ts';
import { penaltyNames } from '../forms.ts';
import { permitted } from '../rules/actions.ts';
import { TIERS } from '../rules/case.ts';
import type { Case, Finding } from '../rules/case.ts';
import { fieldOf, messageOf } from '../rules/discretion.ts';
import { lacksFine } from '../rules/guards.ts';
import { causeName } from '../rules/naming.ts';
import { numeral } from '../rules/papers.ts';
import type { Situation } from '../rules/situation.ts';
import { shortProvision } from './case.ts';
import { crumb, month } from './words.ts';

type Option = { value: string; text: string };
type Choice = { value: string; text: string; isChecked: boolean };
/** `toldBy`: the note below the fields that tells the mistake, where it does; `error` is null then. */
type Field = { id: string; value: string; error: string | null; toldBy: string | null };
/** `range` says why where `mayFine` is false: then neither a multiple nor a fine is asked for. */
export type PenaltyBlock = {
  anchor: string; heading: string; basis: string; range: string; ruler: Ruler | null; stops: Stop[]; mayFine: boolean;
  tier: Field; tiers: Choice[]; multiple: Field; fine: Field;
  grounds: { id: string; options: Choice[]; error: string | null }; months: Field | null;
  /** Null where it is a person's settlement that is suspended. */
  unit: { id: string; value: string } | null; terminate: { id: string; isChecked: boolean } | null;
  /** Null where no finding stands before it. `sameText` says what was chosen. */
  same: { id: string; value: string; options: Option[]; error: string | null } | null; sameText: string | null;
  reason: Field; trace: TraceStep[];
};
/** `fineLater`: which findings the sum waits for, null where it stands; `fineRest`: what the others come to. */
export type PenaltyPage = {
  title: string; crumbs: { href: string; text: string }[]; address: string; version: number; mayEdit: boolean; blocks: PenaltyBlock[];
  refund: string; fine: string; fineLater: string | null; fineRest: string | null; suspensions: string[]; gates: GateLine[]; period: string; law: string; errors: ErrorLink[];
};
export const penaltyView = view<PenaltyPage>('cases/penalty', { layout: 'desk', nav: '/cases' });

type Input = { kase: Case; situation: Situation; calculation: Calculation; typed?: Typed; errors?: FieldErrors };

const one = (typed: Typed, name: string, otherwise: string): string => {
  const value = typed[name];
  return value === undefined ? otherwise : ([value].flat()[0] ?? '');
};

const answerOf = ({ findings }: Calculation, { id }: Finding): FindingAnswer | undefined => findings.find((each) => each.id === id);
const isCorrected = (kase: Case, { id }: Finding): boolean => kase.orders.some((order) => order.followUp?.isCorrected === true && order.findingIds.includes(id));

/** Steps of the trace that tell of what was entered. */
const OF_ENTRY: readonly string[] = ['tier', 'fine', 'checks'];

/** Stops of one finding: each that a field of the form points to has a name, and what a field says itself is not said again. */
function notesOf(t: Words, finding: Finding, at: number, { answer, errors }: { answer: FindingAnswer | undefined; errors: FieldErrors }): Stop[] {
  const codes = answer?.codes ?? [];
  return stopsOf(t, { codes }, causeName(finding.violationCode)).flatMap((stop, nth) => {
    const remark = codes[nth];
    const field = remark ? fieldOf(remark, at + 1) : '';
    const isFirst = remark !== undefined && codes.findIndex((each) => messageOf(each) === messageOf(remark)) === nth;
    const isTold = isFirst && stop.severity === 'error' && errors[field]?.key === messageOf(remark);
    if (isTold && field === `reason-${at + 1}`) return [];
    return [{ ...stop, id: isTold ? `${field}-stop` : null }];
  });
}

function block(t: Words, finding: Finding, at: number, { kase, calculation, typed = {}, errors = {} }: Input): PenaltyBlock {
  const names = penaltyNames(at + 1);
  const { penalty } = finding;
  const answer = answerOf(calculation, finding);
  const isTyped = Object.keys(typed).length > 0;
  const stops = penalty || isTyped ? notesOf(t, finding, at, { answer, errors }) : [];
  const field = (id: string, stored: string): Field => {
    const toldBy = stops.find((stop) => stop.id === `${id}-stop`)?.id ?? null;
    return { id, value: isTyped ? one(typed, id, '') : stored, error: toldBy === null ? errorText(t, errors, id) : null, toldBy };
  };
  const grounds = isTyped ? [typed[names.grounds] ?? []].flat() : (penalty?.grounds ?? []);
  const tier = field(names.tier, penalty?.tier ?? 'NORMAL');
  const rule = answer ? articleOn(answer.ruleCode, finding.conductTo) : null;
  const earlier = kase.findings.slice(0, at).map((each, n): Option => ({ value: each.id, text: t('penalties.same.as', { n: numeral(n + 1), what: causeName(each.violationCode) }) }));
  const same = field(names.same, penalty?.sameActAs ?? '');
  return {
    anchor: `finding-${at + 1}`, heading: `${numeral(at + 1)}、${causeName(finding.violationCode)}`, basis: shortProvision(finding),
    range: answer ? rangeText(t, answer, { date: finding.conductTo, subjectKind: kase.party.kind, isCorrected: isCorrected(kase, finding) }) : '',
    ruler: answer?.statutory ? rulerOf(t, answer.statutory, ruledFine(answer)) : null, mayFine: answer?.statutory !== null, stops,
    tier, tiers: TIERS.map((value) => ({ value, text: t(`penalties.tier.${value}`), isChecked: value === tier.value })),
    multiple: field(names.multiple, penalty?.multiple ?? ''), fine: field(names.fine, penalty?.fineFen === null || penalty?.fineFen === undefined ? '' : plainYuan(penalty.fineFen)),
    grounds: { id: names.grounds, options: GROUNDS.map(({ code, nameZh }) => ({ value: code, text: nameZh, isChecked: grounds.includes(code) })), error: errorText(t, errors, names.grounds) },
    months: rule?.suspension ? field(names.months, penalty?.suspensionMonths ?? '') : null, unit: rule?.suspension && rule.suspension.when !== 'insured' ? { id: names.unit, value: isTyped ? one(typed, names.unit, '') : (penalty?.suspensionUnit ?? '') } : null,
    terminate: rule?.endsAgreement && kase.party.kind !== 'AGENCY' ? { id: names.terminate, isChecked: isTyped ? one(typed, names.terminate, '') === 'yes' : (penalty?.terminateAgreement ?? false) } : null,
    same: earlier.length > 0 ? { id: same.id, value: same.value, options: earlier, error: same.error } : null, sameText: earlier.find(({ value }) => value === same.value)?.text ?? null,
    reason: field(names.reason, penalty?.reason ?? ''), trace: answer ? traceSteps(t, penalty || isTyped ? answer : { trace: answer.trace.filter(({ step }) => !OF_ENTRY.includes(step)) }) : [],
  };
}

/** In the order of the page, each with its finding where the words do not name it; what is not asked for leads to its finding. */
function mistakes(t: Words, blocks: readonly PenaltyBlock[], errors: FieldErrors | undefined): ErrorLink[] {
  const places = blocks.flatMap(({ anchor, mayFine, months, same }, at) => {
    const names = penaltyNames(at + 1);
    const place = (id: string, label: string, isAsked: boolean) => ({ id, label: t('penalties.field.of', { n: numeral(at + 1), field: label }), to: isAsked ? id : anchor });
    return [
      place(anchor, '', true), place(names.tier, t('penalties.field.tier'), true), place(names.multiple, t('penalties.field.multiple'), mayFine), place(names.fine, t('penalties.field.fine'), mayFine),
      place(names.months, t('penalties.field.suspensionMonths'), months !== null), place(names.same, t('penalties.field.same'), same !== null), place(names.grounds, t('penalties.field.grounds'), true), place(names.reason, t('penalties.field.reason'), true),
    ];
  });
  return places.flatMap(({ id, label, to }) => {
    const error = errors?.[id];
    if (!error) return [];
    return errorLinks(t, { [id]: error }, error.args?.['what'] === undefined ? [{ id, label }] : []).map(({ text }) => ({ href: `#${to}`, text }));
  });
}

function fineSum(t: Words, { kase, calculation, errors = {} }: Input): Pick<PenaltyPage, 'fine' | 'fineLater' | 'fineRest'> {
  const isOpen = (finding: Finding, at: number): boolean =>
    finding.penalty === null || lacksFine(answerOf(calculation, finding)) || ['multiple', 'fine', 'finding'].some((name) => `${name}-${at + 1}` in errors);
  const open = kase.findings.flatMap((finding, at) => (isOpen(finding, at) ? [numeral(at + 1)] : []));
  const rest = kase.findings.reduce((sum, finding, at) => sum + (isOpen(finding, at) ? 0 : (answerOf(calculation, finding)?.fine ?? 0)), 0);
  const isPartly = open.length > 0 && open.length < kase.findings.length;
  return {
    fine: formatYuan(calculation.fineTotal), fineRest: isPartly ? t('penalties.fine.rest', { fine: formatYuan(rest) }) : null,
    fineLater: open.length === 0 ? null : t(Object.keys(errors).length > 0 ? 'penalties.fine.later' : 'penalties.fine.unfilled', { n: open.join('、') }),
  };
}

function suspensionText(t: Words, { penalty, conductTo }: Finding, answer: FindingAnswer | undefined): string[] {
  const lawful = answer ? (articleOn(answer.ruleCode, conductTo).suspension?.months ?? null) : null;
  if (!penalty?.suspensionMonths || lawful === null) return [];
  return [`${penalty.suspensionUnit} ${t('penalties.suspension.text', { months: penalty.suspensionMonths, min: lawful[0], max: lawful[1] })}`.trim()];
}

/** `kase` and `calculation` are of what was typed where the entry was refused, else of what is stored. */
export function penaltyPage(t: Words, input: Input): PenaltyPage {
  const { kase, situation, calculation, errors } = input;
  const dates = kase.findings.flatMap((finding) => [finding.conductFrom, finding.conductTo]).sort();
  const blocks = kase.findings.map((finding, at) => block(t, finding, at, input));
  const sums = fineSum(t, input);
  return {
    title: t('penalties.title'), crumbs: crumb(t, kase), address: `/cases/${kase.id}/penalty`, version: kase.version, mayEdit: permitted(kase, situation).includes('enterPenalty'), blocks,
    refund: formatYuan(calculation.refundTotal), ...sums,
    suspensions: [
      ...kase.findings.flatMap((finding, at) => (`months-${at + 1}` in (errors ?? {}) ? [] : suspensionText(t, finding, answerOf(calculation, finding)))),
      ...(kase.findings.some(({ penalty }) => penalty?.terminateAgreement) ? [t('penalties.field.terminateAgreement')] : []),
    ],
    gates: gateLines(t, calculation.gates, sums.fineLater !== null || kase.findings.length === 0), period: dates.length > 0 ? month(dates[0] ?? '', dates.at(-1) ?? '') : '',
    law: [...new Set(kase.findings.map((finding) => lawText(t, finding.lawCode)))].join('；'), errors: mistakes(t, blocks, errors),
  };
}

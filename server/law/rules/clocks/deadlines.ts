// Every deadline as one flat record (report-handling 13.3): what the clock table says once, joined with the figure of each place and time.
import type { TermUnit } from '../../../kernel/workdays.ts';
import { listOf, PARAMETERS, termOf, type Approver, type Mark, type Parameter, type ParameterStatus } from '../parameters.ts';
import { CLOCKS, type ClockRule, type ExtensionRule, type Trigger } from './definitions.ts';
import { regimeOf, type Regime } from './regime.ts';

export interface DeadlineDefinition {
  readonly code: string;
  /** Null where the figure reaches over both regimes, or the regimes do not matter. */
  readonly regime: Regime | null;
  readonly jurisdictionCode: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Null: not known and to be entered (status UNKNOWN), or the regime has no such limit. */
  readonly amount: number | null;
  readonly unit: TermUnit | null;
  readonly status: ParameterStatus;
  readonly trigger: Trigger;
  readonly countsFrom: Trigger;
  readonly extensions: readonly { readonly code: string; readonly amount: number | null; readonly unit: TermUnit | null; readonly mode: 'added' | 'total'; readonly times: 1; readonly approver: Approver; readonly after: string | null; readonly isReasonRequired: true }[];
  readonly pausedBy: readonly string[];
  readonly appliesTo: ClockRule['appliesTo'];
  readonly source: string;
  readonly mark: Mark | null;
}

const overlaps = (one: Pick<Parameter, 'from' | 'to'>, other: Pick<Parameter, 'from' | 'to'>): boolean =>
  (one.from ?? '') <= (other.to ?? '9999') && (other.from ?? '') <= (one.to ?? '9999');

/** The figure that stands beside this one: of the same place, else the national one, at the same time. */
const beside = (code: string, figure: Parameter): Parameter | undefined =>
  [figure.jurisdiction, 'CN'].flatMap((place) => PARAMETERS.filter((each) => each.code === code && each.jurisdiction === place && overlaps(each, figure)))[0];

function extensionOf({ code, mode, approver, after }: ExtensionRule, figure: Parameter): DeadlineDefinition['extensions'] {
  const found = beside(code, figure);
  if (!found || found.status === 'UNKNOWN' || found.value === null) return [];
  const term = termOf(found);
  return [{ code, amount: term?.amount ?? null, unit: term?.unit ?? null, mode, times: 1, approver: found.approver ?? approver, after: after ?? null, isReasonRequired: true }];
}

function definitionOf(rule: ClockRule, figure: Parameter): DeadlineDefinition {
  const term = termOf(figure);
  const [first, last] = [regimeOf(rule.code, figure.from ?? ''), regimeOf(rule.code, figure.to ?? '9999-12-31')];
  return {
    code: rule.code, regime: first === last ? first : null, jurisdictionCode: figure.jurisdiction, from: figure.from, to: figure.to, amount: term?.amount ?? null, unit: term?.unit ?? null, status: figure.status,
    trigger: rule.trigger, countsFrom: rule.countsFrom, extensions: rule.extensions.flatMap((extension) => extensionOf(extension, figure)),
    pausedBy: rule.pausedBy === null ? [] : listOf(beside(rule.pausedBy, figure) ?? null), appliesTo: rule.appliesTo, source: figure.source, mark: figure.mark,
  };
}

export const DEADLINES: readonly DeadlineDefinition[] = CLOCKS.flatMap((rule) => PARAMETERS.filter(({ code }) => code === rule.code).map((figure) => definitionOf(rule, figure)));

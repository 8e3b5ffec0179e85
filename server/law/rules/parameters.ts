import { chain, within } from '../../kernel/divisions.ts';
import { Refused } from '../../kernel/errors.ts';
import type { Term } from '../../kernel/workdays.ts';
import { LOCAL, UNSURE } from './parameters/local.ts';
import { NATIONAL } from './parameters/national.ts';
import type { Parameter } from './parameters/record.ts';
import { REPORTING } from './parameters/reporting.ts';

export type { Approver, DayKind, Mark, Parameter, ParameterStatus, ParameterUnit } from './parameters/record.ts';

/** Every legal number that comes with the program. A bureau's own entries lie over it as `overlay`. */
export const PARAMETERS: readonly Parameter[] = [...NATIONAL, ...REPORTING, ...LOCAL];

const byCode = new Map<string, Parameter[]>();
for (const parameter of PARAMETERS) byCode.set(parameter.code, [...(byCode.get(parameter.code) ?? []), parameter]);

export const PARAMETER_CODES: readonly string[] = [...byCode.keys()];

/** The record that applies, with what the officer must be told about it. */
export interface Found extends Parameter {
  /** A national value in a place and time that had a rule of its own whose figures are not known. */
  readonly needsConfirmation: boolean;
}

const inForce = (parameter: Parameter, date: string): boolean =>
  (parameter.from === null || parameter.from <= date) && (parameter.to === null || date <= parameter.to);

function pick(list: readonly Parameter[], code: string, jurisdiction: string, date: string): Parameter | undefined {
  const fits = list.filter((each) => each.code === code && each.jurisdiction === jurisdiction && inForce(each, date));
  // Of several, the one that began last; of equal beginnings, the one entered last.
  return fits.reduce<Parameter | undefined>((best, each) => (best && (best.from ?? '') > (each.from ?? '') ? best : each), undefined);
}

const NONE: readonly Parameter[] = [];
// Asked a dozen times for each clock, and always the same while the entries are. Emptied when full.
const MOST_KNOWN = 4096;
const known = new WeakMap<readonly Parameter[], Map<string, Found | null>>();

/** The record for a code at a place and date: county, then prefecture, province, nation; an own entry before the data. Null: no record. */
export function findParameter(code: string, jurisdiction: string, date: string, overlay: readonly Parameter[] = NONE): Found | null {
  const entries = overlay.length === 0 ? NONE : overlay;
  const kept = known.get(entries) ?? new Map<string, Found | null>();
  known.set(entries, kept);
  const key = `${code} ${jurisdiction} ${date}`;
  const before = kept.get(key);
  if (before !== undefined) return before;
  const found = lookFor(code, jurisdiction, date, overlay);
  if (kept.size >= MOST_KNOWN) kept.clear();
  kept.set(key, found);
  return found;
}

function lookFor(code: string, jurisdiction: string, date: string, overlay: readonly Parameter[]): Found | null {
  for (const place of chain(jurisdiction)) {
    const found = pick(overlay, code, place, date) ?? pick(byCode.get(code) ?? [], code, place, date);
    if (!found) continue;
    const needsConfirmation = found.jurisdiction === 'CN' && UNSURE.some((gap) => within(gap.jurisdiction, jurisdiction) && gap.from <= date && date <= gap.to);
    return { ...found, needsConfirmation };
  }
  return null;
}

/** As findParameter, but refuses what is not known, naming it. A value of null means: that regime has no such rule. */
export function parameter(code: string, jurisdiction: string, date: string, overlay: readonly Parameter[] = []): Found {
  const found = findParameter(code, jurisdiction, date, overlay);
  if (!found || found.status === 'UNKNOWN') throw unknownParameter(code, jurisdiction, date, found);
  return found;
}

/** The record, or null where it is not known: for gates that then take the safer path. */
export function knownParameter(code: string, jurisdiction: string, date: string, overlay: readonly Parameter[] = []): Found | null {
  const found = findParameter(code, jurisdiction, date, overlay);
  return found && found.status !== 'UNKNOWN' ? found : null;
}

export const unknownParameter = (code: string, jurisdiction: string, date: string, found: Parameter | null = null): Refused =>
  new Refused('PARAMETER_UNKNOWN', found?.source ?? '须录入正式文本', { code, jurisdiction, date });

const TERM_UNITS = ['WD', 'D', 'MONTH', 'YEAR', 'HOUR'] as const;

/** A parameter read as a time limit; null when it is none. */
export function termOf(found: Parameter): Term | null {
  const unit = TERM_UNITS.find((each) => each === found.unit);
  return unit && typeof found.value === 'number' ? { amount: found.value, unit } : null;
}

export const fenOf = (found: Parameter | null): number | null => (found?.unit === 'FEN' && typeof found.value === 'number' ? found.value : null);
export const wordOf = (found: Parameter | null): string | null => (found !== null && typeof found.value === 'string' ? found.value : null);
export const flagOf = (found: Parameter | null): boolean => found?.value === true;
export const listOf = (found: Parameter | null): readonly string[] => (found !== null && Array.isArray(found.value) ? found.value.map(String) : []);

import { AGENCY_VIOLATIONS } from './violations/agency.ts';
import { INSTITUTION_VIOLATIONS } from './violations/institution.ts';
import { OTHER_VIOLATIONS } from './violations/others.ts';
import type { Basis, Violation } from './violations/record.ts';

export type { Basis, Violation, ViolationKind, ViolationSubject } from './violations/record.ts';

/** Every leaf of the taxonomy; only leaves are recorded on findings. */
export const VIOLATIONS: readonly Violation[] = [...AGENCY_VIOLATIONS, ...INSTITUTION_VIOLATIONS, ...OTHER_VIOLATIONS];

const byCode = new Map(VIOLATIONS.map((each) => [each.code, each]));

export const findViolation = (code: string): Violation | null => byCode.get(code) ?? null;

/** The provisions that reach the act on the day it was done. */
export const basisOn = (violation: Violation, date: string): Basis[] =>
  violation.basis.filter(({ from, to }) => (from === null || from <= date) && (to === null || date <= to));

/** Column of the annexes; intent on top of a misuse counts where the misuse stored with it counts (violations.md 6). */
export function statColumn(code: string, withMisuse: string | null = null): string | null {
  const counted = code === 'PR-F-04' && withMisuse !== null ? withMisuse : code;
  return byCode.get(counted)?.statColumn ?? null;
}

// Which fields of two rule sets differ, in the order of the record.
import type { RuleSet } from './rule-set.ts';

/** The same value gives the same text, whatever the order of its keys. */
export function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  return `{${Object.entries(value).filter(([, each]) => each !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => `${JSON.stringify(key)}:${stable(each)}`).join()}}`;
}

export const RULE_FIELDS = [
  'id', 'version', 'kind', 'jurisdictionCode', 'jurisdiction', 'title', 'documentNo', 'issuers', 'issuedOn', 'effectiveFrom', 'effectiveTo', 'datePrecision', 'notBefore', 'status', 'confirmation', 'partlyComputable', 'missing',
  'refusedBranches', 'ownRule', 'pointsTo', 'medicalSecurity', 'parentId', 'wrapping', 'base', 'reporterTypes', 'realNameOnly', 'targets', 'conduct', 'levels', 'refusesStatedLevel', 'formula', 'profiles', 'floors', 'caps', 'bonuses',
  'noLoss', 'conditions', 'exclusions', 'deadlines', 'settings', 'clauses', 'sources', 'confidence', 'remarks',
] as const satisfies readonly (keyof RuleSet)[];
export type RuleField = (typeof RULE_FIELDS)[number];

export const differingFields = (one: RuleSet, other: RuleSet): RuleField[] => RULE_FIELDS.filter((field) => stable(one[field]) !== stable(other[field]));

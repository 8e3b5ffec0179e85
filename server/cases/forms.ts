// From untrusted input to a command: one schema an act. The page shows the fields of the shape in its order.
import { z } from 'zod';
import { parseForm } from '../kernel/forms.ts';
import type { Parsed } from '../kernel/forms.ts';
import { findViolation } from '../law/rules/violations.ts';
import { EXECUTION } from './forms/execution.ts';
import { id, ids, isFieldName, long, oneOf, short, shortOrNone, tick } from './forms/fields.ts';
import type { FieldName } from './forms/fields.ts';
import { INQUIRY } from './forms/inquiry.ts';
import { PROCEDURE } from './forms/procedure.ts';
import type { ActionName } from './rules/actions.ts';
import { PERSON_KINDS, SUBJECT_KINDS } from './rules/case.ts';
import type { FilingInput } from './rules/filing.ts';
import { GROUPS } from './rules/listing.ts';
import type { Group } from './rules/listing.ts';
import type { Inputs } from './rules/perform.ts';

export { FIELD_KINDS } from './forms/fields.ts';
export type { FieldKind, FieldName } from './forms/fields.ts';
export { LAWS } from './forms/inquiry.ts';
export { parsePenalty, penaltyNames } from './forms/penalty.ts';

/** The acts with a form of their own; the penalty page has its own way of reading. */
export type FormAction = Exclude<ActionName, 'enterPenalty'>;
type ActForm<Name extends FormAction> = { shape: Readonly<Record<string, z.ZodType>>; schema: z.ZodType<Inputs[Name]> };
const FORMS: { [Name in FormAction]: ActForm<Name> } = { ...INQUIRY, ...PROCEDURE, ...EXECUTION };

export type FormField = { name: FieldName; isOptional: boolean };
const fieldsOfShape = (shape: ActForm<FormAction>['shape']): FormField[] =>
  Object.entries(shape).flatMap(([name, schema]) => (isFieldName(name) ? [{ name, isOptional: schema.safeParse(undefined).success }] : []));

export const fieldsOf = (name: FormAction): FormField[] => fieldsOfShape(FORMS[name].shape);
export const parseAct = <Name extends FormAction>(name: Name, input: unknown): Parsed<Inputs[Name]> => parseForm<Inputs[Name]>(FORMS[name].schema, input);

const version = z.object({ version: z.coerce.number('common.error.invalid').int().min(1) });
/** The version that the reader saw; null for a body that names none, which is then a conflict. */
export function parseVersion(input: unknown): number {
  const parsed = version.safeParse(typeof input === 'object' && input !== null ? input : {});
  return parsed.success ? parsed.data.version : 0;
}

const filing = {
  partyKind: oneOf(SUBJECT_KINDS), personKind: oneOf(PERSON_KINDS), partyName: short, creditCode: shortOrNone, representative: shortOrNone, address: shortOrNone, isInsured: tick,
  violationCode: z.string('common.error.choose').refine((code) => findViolation(code) !== null, 'common.error.choose'), officerIds: ids,
  hasSuspect: tick, suspect: long, isPunishable: tick, punishable: long, isOwnJurisdiction: tick, jurisdiction: long, reason: long,
};
const filed = z.object({ ...filing, institutionId: z.string().max(100).optional().default(''), report: id, version: z.coerce.number('common.error.invalid').int().min(1) });
export const filingFields = (): FormField[] => fieldsOfShape(filing);

export type FilingForm = { report: string; version: number; input: FilingInput };
export const parseFiling = (input: unknown): Parsed<FilingForm> =>
  parseForm(filed.transform(({ report, version: seen, partyKind, personKind, partyName, creditCode, representative, address, isInsured, institutionId, ...rest }) => ({
    report, version: seen,
    input: { ...rest, party: { kind: partyKind, personKind, name: partyName, institutionId: institutionId === '' ? null : institutionId, creditCode, representative, address, isInsured } },
  })), input);

const query = z.object({ group: z.enum([...GROUPS, 'open']).optional().catch('open').default('open'), after: z.string().max(80).regex(/^[\w/-]*$/).optional().catch('').default('') });
export function parseQuery(input: unknown): { group: Group | 'open'; after: string | null } {
  const parsed = query.safeParse(input);
  return parsed.success ? { group: parsed.data.group ?? 'open', after: parsed.data.after || null } : { group: 'open', after: null };
}

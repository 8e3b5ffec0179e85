// What an audit row holds: ids and codes only. No narrative, no name, no contact, no code ever enters it.
import { Conflict, Forbidden, NotNow, Refused, SamePerson } from '../kernel/errors.ts';

export const OUTCOMES = ['done', 'refused'] as const;

export type AuditEntry = {
  /** A person's id; 'reporter' for the holder of an access code, whose rows tell the day only; 'public' and 'system' otherwise. */
  actor: string;
  /** The bureau whose matter it is, where there is one. */
  bureau: string | null;
  /** feature.verb, such as reports.accept or people.signIn. */
  act: string;
  subject: { kind: string; id: string } | null;
  outcome: (typeof OUTCOMES)[number];
  /** Codes and numbers that explain the act: a guard, a reason code, a file id. */
  detail: Record<string, string | number>;
};

export type AuditRow = AuditEntry & { id: string; at: Date };

/** A row of an act that was done. */
export const done = (act: string, actor: string, bureau: string | null, subject: AuditEntry['subject'], detail: AuditEntry['detail'] = {}): AuditEntry => ({
  actor, bureau, act, subject, outcome: 'done', detail,
});

/** A row of an attempt that was refused. */
export const refused = (act: string, actor: string, bureau: string | null, subject: AuditEntry['subject'], detail: AuditEntry['detail'] = {}): AuditEntry => ({
  actor, bureau, act, subject, outcome: 'refused', detail,
});

/** Why an act was refused, as its row says it: a guard's code, or one of four words. Null where nothing was refused: input that cannot be used, a fault. */
export function refusalReason(error: unknown): string | null {
  if (error instanceof Refused) return error.reason;
  if (error instanceof Forbidden) return error instanceof SamePerson ? 'samePerson' : 'forbidden';
  if (error instanceof Conflict) return error instanceof NotNow ? 'notNow' : 'conflict';
  return null;
}

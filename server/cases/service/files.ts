// Files of a case: kept sealed by the evidence feature, handed out with a reason and a record.
import type { Audit } from '../../audit/service.ts';
import { Invalid } from '../../kernel/errors.ts';
import { DOWNLOAD_REASONS } from '../../evidence/rules/files.ts';
import type { Evidence } from '../../evidence/service.ts';
import type { Person } from '../../people/rules/person.ts';

export type CaseFiles = ReturnType<typeof caseFiles>;

export function caseFiles({ evidence, audit }: { evidence: Evidence; audit: Audit }) {
  const owner = (caseId: string) => ({ kind: 'case', id: caseId });
  return {
    receive: evidence.receive,
    discard: evidence.discard,
    limits: evidence.limits,
    reasons: DOWNLOAD_REASONS,
    /** Kept under a handle for an hour, until the act that names them is saved: a form that comes back has lost none. The caller has authorised it. */
    hold: evidence.hold,
    attach: (ids: readonly string[], caseId: string): Promise<void> => evidence.attach(ids, owner(caseId)),
    list: async (ids: readonly string[]) => (await evidence.listNamed(ids)).map(({ id, name, size, sha256 }) => ({ id, name, size, sha256 })),
    /** The record is written before a byte leaves. @throws Invalid without a known reason */
    async download(person: Person, bureau: string, fileId: string, reason: string) {
      if (!DOWNLOAD_REASONS.some((each) => each === reason)) throw new Invalid({ reason: { key: 'evidence.error.reason' } });
      const { event, ...file } = await evidence.download(fileId, reason);
      await audit.record({ actor: person.id, bureau, act: event.act, subject: event.subject, outcome: 'done', detail: event.detail });
      return file;
    },
  };
}

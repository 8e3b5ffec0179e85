// The proof of a delivery: a signed slip or a postal receipt as a scan, sealed like any evidence and handed out with a record.
import type { Audit } from '../../audit/service.ts';
import { DOWNLOAD_REASONS } from '../../evidence/rules/files.ts';
import type { FileInfo, Received } from '../../evidence/rules/files.ts';
import type { Evidence } from '../../evidence/service.ts';
import { NotFound } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import type { DeliveryInput, OpenDocument } from '../rules/document.ts';
import type { DocumentsService } from '../service.ts';

export type Proofs = ReturnType<typeof proofs>;

export function proofs({ documents, evidence, audit }: { documents: DocumentsService; evidence: Evidence; audit: Audit }) {
  const owner = (id: string) => ({ kind: 'document', id });
  const idsOf = ({ deliveries }: OpenDocument): string[] => deliveries.flatMap(({ fileId }) => fileId ?? []);

  return {
    receive: evidence.receive,
    discard: evidence.discard,
    limits: evidence.limits,
    reasons: DOWNLOAD_REASONS,
    /** The slips of a document, by id, for its page. */
    of: async (document: OpenDocument): Promise<FileInfo[]> => evidence.list(idsOf(document)),
    /** A record of delivery with its slip, or without one. What is refused leaves no file behind: the sweeper takes back what no document refers to. */
    async deliver(person: Person, id: string, input: Omit<DeliveryInput, 'fileId'> & { version?: number }, slip: Received | null): Promise<void> {
      const kept = slip ? await evidence.keep([slip], owner(id)) : [];
      await documents.deliver(person, id, { ...input, fileId: kept[0]?.id ?? null });
      await evidence.attach(kept.map((file) => file.id), owner(id));
    },
    /** The original, for a reason; recorded before a byte is sent. @throws NotFound, Invalid */
    async download(person: Person, id: string, fileId: string, reason: string) {
      const document = await documents.find(person, id);
      if (!idsOf(document).includes(fileId)) throw new NotFound('file');
      const { event, name, mime, size, stream } = await evidence.download(fileId, reason);
      await audit.record({ actor: person.id, bureau: document.bureau, act: event.act, subject: event.subject, outcome: 'done', detail: { ...event.detail, document: id } });
      return { name, mime, size, stream };
    },
  };
}

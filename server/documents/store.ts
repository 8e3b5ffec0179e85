import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import { isDuplicate } from '../kernel/database/duplicate.ts';
import type { Crypto, Sealed } from '../kernel/crypto.ts';
import { Conflict, NotFound } from '../kernel/errors.ts';
import type { Delivery, DocumentLine, OpenDocument, Subject } from './rules/document.ts';
import type { Content } from './rules/render.ts';
import type { DocumentKind } from './rules/template.ts';

type DeliveryRow = Omit<Delivery, 'note' | 'confirmation'> & { words: Sealed };
type Row = {
  _id: string; key: string; kind: DocumentKind; title: string; templateVersion: number; bureau: string; subject: Subject; year: number; n?: number; number: string | null;
  issuedAt: Date; issuedOn: string; by: string; content: Sealed; deliveries: DeliveryRow[]; version: number;
};
export type NewDocument = Omit<Row, '_id' | 'content' | 'deliveries' | 'version'> & { id: string; content: Content };
type Words = Pick<Delivery, 'note' | 'confirmation'>;

const LIST = { content: 0, key: 0 } as const;

/** The number is taken by the insert itself: the unique index on bureau, kind, year and n leaves neither a gap nor a double. */
export function documentsStore(connection: Connection, crypto: Pick<Crypto, 'seal' | 'open'>) {
  const documents = connection.model(
    'Document',
    new Schema<Row>(
      {
        _id: String, key: { type: String, required: true }, kind: { type: String, required: true }, title: { type: String, required: true }, templateVersion: { type: Number, required: true },
        bureau: { type: String, required: true }, subject: { type: Schema.Types.Mixed, required: true }, year: { type: Number, required: true }, n: Number, number: { type: String, default: null },
        issuedAt: { type: Date, required: true }, issuedOn: { type: String, required: true }, by: { type: String, required: true },
        content: { type: Schema.Types.Mixed, required: true }, deliveries: { type: Schema.Types.Mixed, default: [] }, version: { type: Number, default: 1 },
      },
      { collection: 'documents', strict: 'throw', versionKey: false, minimize: false },
    )
      .index({ key: 1 }, { unique: true })
      .index({ bureau: 1, kind: 1, year: 1, n: 1 }, { unique: true, partialFilterExpression: { n: { $exists: true } } })
      .index({ 'subject.id': 1, issuedAt: 1 })
      .index({ 'deliveries.fileId': 1 }),
  );
  const first = (deliveries: readonly DeliveryRow[]): DeliveryRow | undefined => [...deliveries].sort((a, b) => a.on.localeCompare(b.on))[0];
  const lineOf = (row: Omit<Row, 'content' | 'key'>): DocumentLine => ({
    id: row._id, kind: row.kind, title: row.title, number: row.number, bureau: row.bureau, subject: row.subject, issuedOn: row.issuedOn, issuedAt: row.issuedAt, by: row.by,
    templateVersion: row.templateVersion, servedOn: first(row.deliveries)?.on ?? null, servedWay: first(row.deliveries)?.way ?? null,
  });

  return {
    async findByKey(key: string): Promise<{ id: string; number: string | null } | null> {
      const row = await documents.findOne({ key }, { number: 1 }).lean<Pick<Row, '_id' | 'number'>>();
      return row ? { id: row._id, number: row.number } : null;
    },
    /** The highest number taken so far; 0 before the first. */
    async lastNumber(bureau: string, kind: DocumentKind, year: number): Promise<number> {
      const [row] = await documents.find({ bureau, kind, year, n: { $exists: true } }, { n: 1 }).sort({ n: -1 }).limit(1).lean<Pick<Row, 'n'>[]>();
      return row?.n ?? 0;
    },
    /** False when the number or the key was taken meanwhile: nothing was written. */
    async add({ id, content, ...row }: NewDocument): Promise<boolean> {
      try {
        await documents.insertMany([{ ...row, _id: id, content: crypto.seal('content', id, content), deliveries: [], version: 1 }]);
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    async ofSubject(kind: Subject['kind'], id: string): Promise<DocumentLine[]> {
      const rows = await documents.find({ 'subject.id': id, 'subject.kind': kind }, LIST).sort({ issuedAt: 1, _id: 1 }).lean<Omit<Row, 'content' | 'key'>[]>();
      return rows.map(lineOf);
    },
    async find(id: string): Promise<OpenDocument> {
      const row = await documents.findById(id).lean<Row>();
      if (!row) throw new NotFound('document');
      const deliveries = row.deliveries.map(({ words, ...rest }, at): Delivery => ({ ...rest, ...crypto.open<Words>('content', `${id}/delivery/${at}`, words) }));
      return { ...lineOf(row), content: crypto.open<Content>('content', id, row.content), deliveries, version: row.version };
    },
    /** Which of these files prove a delivery, and of what. */
    async provedBy(fileIds: readonly string[]): Promise<{ fileId: string; documentId: string }[]> {
      const rows = await documents.find({ 'deliveries.fileId': { $in: [...fileIds] } }, { deliveries: 1 }).lean<Pick<Row, '_id' | 'deliveries'>[]>();
      return rows.flatMap((row) => row.deliveries.flatMap(({ fileId }) => (fileId !== null && fileIds.includes(fileId) ? [{ fileId, documentId: row._id }] : [])));
    },
    /** @throws Conflict when somebody else recorded a delivery since `version` was read. */
    async addDelivery({ id, version, deliveries }: OpenDocument, { note, confirmation, ...rest }: Delivery): Promise<void> {
      const row: DeliveryRow = { ...rest, words: crypto.seal('content', `${id}/delivery/${deliveries.length}`, { note, confirmation }) };
      const result = await documents.updateOne({ _id: id, version }, { $push: { deliveries: row }, $inc: { version: 1 } });
      if (result.matchedCount === 0) throw new Conflict('document');
    },
  };
}

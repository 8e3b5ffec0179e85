// Files on their way out. Each opening answers the custody event that the caller records before it sends a byte.
import { startDigest, type Crypto } from '../../kernel/crypto.ts';
import { Invalid, NotFound } from '../../kernel/errors.ts';
import { custody, isDownloadReason, type CustodyEvent, type DownloadReason, type StoredFile } from '../rules/files.ts';
import { extensionsOf, mayPreview } from '../rules/kinds.ts';
import { downloadName } from '../rules/names.ts';
import type { ReencodePicture, Storage } from '../rules/ports.ts';
import type { EvidenceStore, FileRow } from '../store.ts';

/** Long enough to read a photographed receipt. Pixels. */
const PREVIEW_EDGE = 1600;

export type OpenedFile = { name: string; mime: string; size: number; stream: AsyncIterable<Buffer>; event: CustodyEvent };
export type HandOutParts = { store: EvidenceStore; storage: Storage; reencode: ReencodePicture; crypto: Pick<Crypto, 'open' | 'openFile'> };

export function handOut({ store, storage, reencode, crypto }: HandOutParts) {
  async function load(id: string): Promise<FileRow> {
    const [row] = await store.find([id]);
    if (!row) throw new NotFound('file');
    return row;
  }

  const bytesOf = (file: StoredFile): AsyncIterable<Buffer> => crypto.openFile(storage.read(file.id));
  const nameOf = (row: FileRow): string => crypto.open<{ name: string }>('content', `file/${row.id}`, row.sealedName).name;

  const opened = (row: FileRow, event: CustodyEvent): OpenedFile => ({
    name: downloadName(nameOf(row), extensionsOf(row.mime)), mime: row.mime, size: row.size, stream: bytesOf(row), event,
  });

  return {
    nameOf,

    /** The plain bytes for the program's own use (a letter, an export). */
    async openStream(id: string): Promise<OpenedFile> {
      const row = await load(id);
      return opened(row, custody('evidence.open', row));
    },

    /** The original, for an officer with a reason; throws Invalid without one. */
    async download(id: string, reason: string): Promise<OpenedFile & { reason: DownloadReason }> {
      if (!isDownloadReason(reason)) throw new Invalid({ reason: { key: 'evidence.error.reason' } });
      const row = await load(id);
      return { ...opened(row, custody('evidence.download', row, { reason })), reason };
    },

    /** Whether the bytes at rest still have the hash that was taken on arrival. */
    async verifyHash(id: string): Promise<{ isIntact: boolean; event: CustodyEvent }> {
      const row = await load(id);
      const digest = startDigest();
      let isReadable = true;
      try {
        for await (const piece of bytesOf(row)) digest.update(piece);
      } catch {
        // A changed, cut or missing file is the answer to the question, not a fault.
        isReadable = false;
      }
      const isIntact = isReadable && digest.hex() === row.sha256;
      return { isIntact, event: custody('evidence.verify', row, { result: isIntact ? 'intact' : 'damaged' }) };
    },

    /** A picture re-encoded without metadata, at most 1,600 pixels; NotFound where there is none to show. */
    async preview(id: string): Promise<{ bytes: Buffer; mime: 'image/jpeg'; event: CustodyEvent }> {
      const row = await load(id);
      if (!mayPreview(row)) throw new NotFound('preview');
      const pieces: Buffer[] = [];
      for await (const piece of bytesOf(row)) pieces.push(piece);
      const bytes = await reencode(Buffer.concat(pieces), PREVIEW_EDGE);
      if (!bytes) throw new NotFound('preview');
      return { bytes, mime: 'image/jpeg', event: custody('evidence.preview', row) };
    },
  };
}

// Evidence: accepted as a stream, kept sealed, held for a form, attached to its owner, handed out with a record.
// Order of durability: bytes on disk, then rows (keep, hold), then the owner's own document by the caller, then attach.
import { beijingDate, type Clock } from '../kernel/clock.ts';
import { randomSecret, type Crypto } from '../kernel/crypto.ts';
import { fileInfo, goneOf, holdUntil, type EvidenceLimits, type FileInfo, type Owner, type Received } from './rules/files.ts';
import type { Recognise, ReencodePicture, Storage } from './rules/ports.ts';
import { handOut } from './service/hand-out.ts';
import { receiveFiles } from './service/receive.ts';
import { sweeping } from './service/sweep.ts';
import type { EvidenceStore, FileRow } from './store.ts';

export type { OpenedFile } from './service/hand-out.ts';
export type { Refers } from './service/sweep.ts';
export type Evidence = ReturnType<typeof evidenceService>;
export type NamedFile = FileInfo & { name: string };

export type EvidenceParts = {
  store: EvidenceStore; storage: Storage; recognise: Recognise; reencode: ReencodePicture; crypto: Crypto; clock: Clock; limits: EvidenceLimits;
};

export function evidenceService({ store, storage, recognise, reencode, crypto, clock, limits }: EvidenceParts) {
  const out = handOut({ store, storage, reencode, crypto });
  const digestOf = (handle: string): string => crypto.lookup('evidence handle', handle);
  const named = (row: FileRow): NamedFile => ({ ...fileInfo(row), name: out.nameOf(row) });
  const inFormOrder = (rows: readonly FileRow[]): NamedFile[] => [...rows].sort((one, other) => one.position - other.position || one.id.localeCompare(other.id)).map(named);

  async function discard(received: readonly Received[]): Promise<void> {
    await Promise.all(received.map((file) => storage.remove(file.id)));
  }

  async function addRows(received: readonly Received[], owner: Owner | null, handleDigest: string | null, first = 0): Promise<FileRow[]> {
    const now = clock();
    const rows = received.map((file, at): FileRow => ({
      id: file.id, position: first + at, sha256: file.sha256, size: file.size, mime: file.mime, kind: file.kind, owner, handleDigest,
      sealedName: crypto.seal('content', `file/${file.id}`, { name: file.originalName }),
      receivedOn: beijingDate(now), keptUntil: holdUntil(now, limits),
    }));
    await store.add(rows);
    return rows;
  }

  return {
    limits,
    /** Takes the bytes of one file; for the upload middleware. */
    receive: receiveFiles({ storage, recognise, crypto, limits }),
    /** Removes the bytes of files that never got a row; for the upload middleware. */
    discard,

    /**
     * Rows for files whose owner is about to be saved. Nothing is lost by stopping here: the sweeper asks the owner
     * after an hour, so that `attach` may follow the answer.
     */
    async keep(received: readonly Received[], owner: Owner): Promise<NamedFile[]> {
      return (await addRows(received, owner, null)).map(named);
    },

    /**
     * Rows for the files of a form that came back with mistakes: they stay under the form's handle for an hour, new
     * ones behind those already there. Files past the limit are dropped and named in `refused`; of those that the form
     * showed (`shown`: their names), the ones whose hour is over in `gone`.
     */
    async hold(received: readonly Received[], handle: string | null, shown: readonly string[] = []): Promise<{ handle: string; files: NamedFile[]; refused: string[]; gone: string[] }> {
      const now = clock();
      const before = handle ? await store.findHeld(digestOf(handle), now) : [];
      const used = handle && before.length > 0 ? handle : randomSecret();
      const room = Math.max(0, limits.files - before.length);
      await discard(received.slice(room));
      const next = Math.max(-1, ...before.map(({ position }) => position)) + 1;
      const added = await addRows(received.slice(0, room), null, digestOf(used), next);
      await store.prolong(digestOf(used), now, holdUntil(now, limits));
      const files = inFormOrder([...before, ...added]);
      return { handle: used, files, refused: received.slice(room).map((file) => file.originalName), gone: goneOf(shown, files) };
    },

    /** The files under a handle, given another hour in which their owner is saved; none when the hour is over. */
    async claimByHandle(handle: string): Promise<NamedFile[]> {
      const now = clock();
      const digest = digestOf(handle);
      if ((await store.prolong(digest, now, holdUntil(now, limits))) === 0) return [];
      return inFormOrder(await store.findHeld(digest, now));
    },

    /** Takes one file out of a form again. */
    async dropHeld(handle: string, id: string): Promise<void> {
      const [row] = await store.find([id]);
      if (row && (await store.removeHeld(id, digestOf(handle)))) await storage.remove(row.id);
    },

    /** The owner is saved and refers to these files: they stay. May be repeated. */
    async attach(ids: readonly string[], owner: Owner): Promise<void> {
      if (ids.length > 0) await store.attach(ids, owner);
    },

    /** As attach, for files that were kept with their owner and where nobody waits for it. */
    async attachLater(ids: readonly string[]): Promise<void> {
      if (ids.length > 0) await store.stay(ids);
    },

    /** In the order of the ids, without names. */
    list: async (ids: readonly string[]): Promise<FileInfo[]> => (await store.find(ids)).map(fileInfo),
    /** In the order of the ids, with the original names: for the person who sent them. */
    listNamed: async (ids: readonly string[]): Promise<NamedFile[]> => (await store.find(ids)).map(named),

    openStream: out.openStream,
    download: out.download,
    verifyHash: out.verifyHash,
    preview: out.preview,
    ...sweeping({ store, storage, clock }),
  };
}

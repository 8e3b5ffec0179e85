// One file on its way in: one buffer that is filled, judged, hashed, sealed and written, piece by piece.
import { AGE_PIECE, randomId, startDigest, type Crypto } from '../../kernel/crypto.ts';
import { judgeFile, type RefusalKey } from '../rules/kinds.ts';
import { cleanName } from '../rules/names.ts';
import type { EvidenceLimits, Received } from '../rules/files.ts';
import type { Recognise, Sink, Storage } from '../rules/ports.ts';

type Intake = {
  write: (chunk: Buffer) => Promise<void> | undefined;
  end: () => Promise<{ kept: Received } | { refused: RefusalKey }>;
  abort: () => Promise<void>;
};

export type ReceiveParts = { storage: Storage; recognise: Recognise; crypto: Pick<Crypto, 'sealFile'>; limits: EvidenceLimits };

/** Sealed pieces with their tags that are written in one go: a photo is one write. */
const TOGETHER = 8;
/** So many buffers are kept for the next files; more at once are made and dropped. */
const SPARE = 32;

export function receiveFiles({ storage, recognise, crypto, limits }: ReceiveParts) {
  const spare: Buffer[] = [];
  const takeBuffer = (): Buffer => spare.pop() ?? Buffer.allocUnsafeSlow(AGE_PIECE);
  /** Nothing of a file stays in memory for the next one to find. */
  function giveBack(buffer: Buffer): void {
    if (spare.length < SPARE) spare.push(buffer.fill(0));
  }

  return (incoming: { originalName: string; position: number }): Intake => {
    const id = randomId();
    const originalName = cleanName(incoming.originalName);
    const digest = startDigest();
    const sealed: Buffer[] = [];
    let buffer: Buffer | null = null;
    let filled = 0;
    let size = 0;
    let refused: RefusalKey | null = incoming.position >= limits.files ? 'evidence.refused.count' : null;
    let open: { seal: (piece: Buffer, last: boolean) => Buffer[]; mime: string; kind: Received['kind'] } | null = null;
    let sink: Sink | null = null;

    function letGo(): void {
      if (buffer) giveBack(buffer);
      buffer = null;
    }

    async function refuse(reason: RefusalKey): Promise<void> {
      refused = reason;
      letGo();
      await sink?.discard();
      open = sink = null;
    }

    async function flush(piece: Buffer, last: boolean): Promise<void> {
      digest.update(piece);
      if (open) return put(open.seal(piece, last), last);
      // The first piece: nothing is written before the content has been judged.
      const judgement = judgeFile(await recognise(piece), piece, originalName);
      if ('refused' in judgement) return refuse(judgement.refused);
      const { header, seal } = crypto.sealFile();
      open = { seal, ...judgement };
      await put([header, ...seal(piece, last)], last);
    }

    async function put(pieces: readonly Buffer[], last: boolean): Promise<void> {
      sealed.push(...pieces);
      if (!last && sealed.length < TOGETHER) return;
      sink ??= await storage.create(id, last);
      await sink.write(sealed.splice(0));
    }

    /** Copies into the buffer and answers at once while there is room; only a full buffer is waited for. */
    function write(chunk: Buffer): Promise<void> | undefined {
      size += chunk.length;
      if (refused) return undefined;
      if (size > limits.bytesPerFile) return refuse('evidence.refused.tooLarge');
      buffer ??= takeBuffer();
      if (filled + chunk.length <= AGE_PIECE) {
        filled += chunk.copy(buffer, filled);
        return undefined;
      }
      return spill(chunk);
    }

    async function spill(chunk: Buffer): Promise<void> {
      for (let at = 0; at < chunk.length && buffer;) {
        // Flushed only when more follows: the last piece is sealed in another way.
        if (filled === AGE_PIECE) {
          await flush(buffer, false);
          filled = 0;
          continue;
        }
        const copied = chunk.copy(buffer, filled, at);
        filled += copied;
        at += copied;
      }
    }

    async function end(): Promise<{ kept: Received } | { refused: RefusalKey }> {
      if (!refused && size === 0) refused = 'evidence.refused.empty';
      if (!refused && buffer) await flush(buffer.subarray(0, filled), true);
      if (refused || !open || !sink) return { refused: refused ?? 'evidence.refused.empty' };
      letGo();
      await sink.commit();
      return { kept: { id, originalName, sha256: digest.hex(), size, mime: open.mime, kind: open.kind } };
    }

    async function abort(): Promise<void> {
      letGo();
      await sink?.discard();
    }

    return { write, end, abort };
  };
}

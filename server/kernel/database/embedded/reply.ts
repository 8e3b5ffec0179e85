import { Long } from 'bson';
import { fail } from './errors.ts';
import { assemble, encode, fieldsOf, rawArray, rawElement } from './raw.ts';
import type { Doc } from './raw.ts';
import { take } from './query.ts';

export const ok = (fields: Doc = {}): Buffer => encode({ ...fields, ok: 1 });

/** A reply whose batch of documents is spliced in without decoding. */
const cursorReply = (name: 'firstBatch' | 'nextBatch', id: bigint, ns: string, batch: Buffer[]): Buffer =>
  assemble([
    rawElement('cursor', 3, assemble([fieldsOf({ id: Long.fromBigInt(id), ns }), rawElement(name, 4, rawArray(batch))])),
    fieldsOf({ ok: 1 }),
  ]);

type Open = { ns: string; steps: Iterator<Buffer | undefined>; usedAt: number };
/** Bytes of one batch; below the 16 MB of a document so that the reply stays under the limit of a message. */
const BATCH_BYTES = 15_000_000;
const IDLE = 10 * 60_000;

/** Cursors not yet read to their end; one that nobody asks for in ten minutes goes. */
export function openCursors() {
  const open = new Map<bigint, Open>();
  let next = 1n;

  return {
    async first(ns: string, steps: Iterator<Buffer | undefined>, batchSize: number, single = false): Promise<Buffer> {
      for (const [id, { usedAt }] of open) if (performance.now() - usedAt > IDLE) open.delete(id);
      const { batch, done } = await take(steps, batchSize, BATCH_BYTES);
      const id = done || single ? 0n : next++;
      if (id > 0n) open.set(id, { ns, steps, usedAt: performance.now() });
      return cursorReply('firstBatch', id, ns, batch);
    },
    async more(id: bigint, ns: string, batchSize: number): Promise<Buffer> {
      const cursor = open.get(id) ?? fail(43, `cursor id ${id} not found`);
      if (cursor.ns !== ns) fail(13, 'the cursor belongs to another collection');
      cursor.usedAt = performance.now();
      const { batch, done } = await take(cursor.steps, batchSize, BATCH_BYTES);
      if (done) open.delete(id);
      return cursorReply('nextBatch', done ? 0n : id, ns, batch);
    },
    kill: (id: bigint): boolean => open.delete(id),
  };
}
export type Cursors = ReturnType<typeof openCursors>;

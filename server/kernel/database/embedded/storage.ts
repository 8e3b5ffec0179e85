import { open } from 'lmdb';

/** An ordered map of bytes on disk. Inside `write` reads see the writes made before them. */
export type Storage = {
  get(key: Buffer): Buffer | undefined;
  /** Keys in [from, to); backwards from the last. */
  range(from: Buffer, to: Buffer, backwards?: boolean): Generator<Entry>;
  /** Keys in [from, to), or `most` where there are at least so many. */
  count(from: Buffer, to: Buffer, most: number): number;
  put(key: Buffer, value: Buffer): void;
  remove(key: Buffer): void;
  /** Runs when the write lock is held; resolves when the changes are on disk. A throw does not undo earlier puts. */
  write<T>(change: () => T): Promise<T>;
  /** Whether so much was written that pages of the file weigh on this process: what is mapped of a file counts as its memory. */
  isHeavy(): boolean;
  /** Lets those pages go. Nothing may read or write meanwhile. */
  reopen(): Promise<void>;
  close(): Promise<void>;
};
export type Entry = { key: Buffer; value: Buffer };

/** Addresses, not memory: lmdb would double a small map again and again and keep each old one beside the new. */
const MAP_BYTES = 2 ** 36;
const HEAVY_BYTES = 2 ** 24;

export function openStorage(folder: string): Storage {
  // overlappingSync off: the promise of a transaction then means synced, and transactions queued meanwhile share one sync
  const opened = () => open<Buffer, Buffer>({ path: folder, keyEncoding: 'binary', encoding: 'binary', overlappingSync: false, cache: false, mapSize: MAP_BYTES });
  let env = opened();
  let written = 0;

  function* range(from: Buffer, to: Buffer, backwards = false): Generator<Entry> {
    // in pieces, each read at once: a reader that stays open over a pause would keep old pages alive
    let low = from;
    let high = to;
    let exclusive = backwards;
    for (let size = 32; ; size = Math.min(size * 2, 1024)) {
      if (Buffer.compare(low, high) >= 0) return;
      const ends = backwards ? { start: high, end: low, inclusiveEnd: true, reverse: true } : { start: low, end: high };
      // known to the library, not to its types
      const options = { ...ends, exclusiveStart: exclusive, limit: size };
      const piece = [...env.getRange(options)];
      yield* piece;
      const last = piece.at(-1);
      if (!last || piece.length < size) return;
      exclusive = true;
      if (backwards) high = last.key;
      else low = last.key;
    }
  }

  return {
    range,
    get: key => env.get(key),
    count(from, to, most) {
      if (Buffer.compare(from, to) >= 0) return 0;
      // lmdb counts a range to its end, but steps over a number of keys as fast: is there one at that place?
      const isMore = most < Infinity && [...env.getKeys({ start: from, end: to, offset: most - 1, limit: 1 })].length > 0;
      return isMore ? most : env.getCount({ start: from, end: to });
    },
    put(key, value) {
      written += key.length + value.length;
      void env.put(key, value);
    },
    remove: key => void env.remove(key),
    write: change => env.transaction(change),
    isHeavy: () => written > HEAVY_BYTES,
    async reopen() {
      await env.close();
      env = opened();
      written = 0;
    },
    close: () => env.close(),
  };
}

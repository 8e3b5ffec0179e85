// What the feature needs from outside; adapters.ts has the ones in use.

/** A file being written: nothing is there before `commit` returns, and then it is on disk. */
export type Sink = { write: (pieces: readonly Buffer[]) => Promise<void>; commit: () => Promise<void>; discard: () => Promise<void> };

/** Where sealed bytes stay, each under its file's id: a folder today, S3-compatible storage later. */
export type Storage = {
  /** `isOneWrite`: one write will bring all of it. */
  create: (id: string, isOneWrite: boolean) => Promise<Sink>;
  read: (id: string) => AsyncIterable<Buffer>;
  /** Removing what is not there is no error. */
  remove: (id: string) => Promise<void>;
  /** Ids last written before `before`, in batches. */
  list: (before: Date) => AsyncIterable<string[]>;
};

/** The media type that the beginning of a file shows, or null. */
export type Recognise = (sample: Uint8Array) => Promise<string | null>;

/** A picture as JPEG without any metadata, at most `edge` pixels wide and high; null when it cannot be decoded. */
export type ReencodePicture = (bytes: Buffer, edge: number) => Promise<Buffer | null>;

// What the feature needs from outside; adapters.ts has the ones in use.

/** A file being written: nothing is there before `commit` returns, and then it is on disk. */
export type Sink = { write: (pieces: readonly Buffer[]) => Promise<void>; commit: () => Promise<void>; discard: () => Promise<unknown> };

/** Where sealed bytes stay, each under its file's id: a folder today, S3-compatible storage later. */
export type Storage = {
  /** `isOneWrite`: one write will bring all of it. */
  create: (id: string, isOneWrite: boolean) => Promise<Sink>;
  read: (id: string) => AsyncIterable<Buffer>;
  /** Whether it is gone; what is not there is. Never rejects: nobody can do anything about it here. It is told to the log, and the sweeper finds what stays. */
  remove: (id: string) => Promise<boolean>;
  /** Ids last written before `before`, in batches. */
  list: (before: Date) => AsyncIterable<string[]>;
};

/** The media type that the beginning of a file shows, or null. */
export type Recognise = (sample: Uint8Array) => Promise<string | null>;

/** A picture as JPEG without any metadata, at most `edge` pixels wide and high; null when it cannot be decoded. */
export type ReencodePicture = (bytes: Buffer, edge: number) => Promise<Buffer | null>;

// Files of a form, streamed one after the other into whatever keeps them; nothing of a request that fails stays behind.
import { Writable, pipeline } from 'node:stream';
import type { Request, RequestHandler } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import { noteComing } from './coming.ts';

/** `position` counts the files of one request from 0. */
export type Incoming = { field: string; originalName: string; position: number };

/** A file that was not kept, with the message key that says why. */
export type RefusedFile = { field: string; originalName: string; refused: string };

/** Takes one file. `end` may refuse what was written; `abort` must leave nothing behind. */
export type Intake<Kept> = {
  write: (chunk: Buffer) => Promise<void> | undefined;
  end: () => Promise<{ kept: Kept } | { refused: string }>;
  abort: () => Promise<void>;
};

export type UploadOptions<Kept> = {
  /** The form's file fields; a file in another field is refused. */
  fields: readonly string[];
  receive: (incoming: Incoming) => Intake<Kept>;
  /** Why no file of this request is taken, or null; they are read to their end and dropped. */
  refuses?: (req: Request) => string | null;
  /** Removes what was kept of a request that failed or was given up. Nobody waits for it, so it tells the log itself of what it could not remove, and never rejects. */
  discard: (kept: readonly Kept[]) => Promise<void>;
  /** Where the whole request is refused: well above what `receive` refuses file by file. Bytes. */
  backstop: { files: number; bytesPerFile: number; bytes: number };
  /** What is typed: fields at most, and bytes of one. */
  texts?: { fields: number; bytesPerField: number };
};

export type Uploaded<Kept> = { kept: Kept[]; refused: RefusedFile[] };

type Slot<Kept> = { kept: Kept } | RefusedFile | null;
type Ongoing<Kept> = { slots: Slot<Kept>[]; sinks: Writable[]; work: Promise<void>[]; isOurFault: boolean; state: 'receiving' | 'taken' | 'discarded' };

/** What was chosen for whom: told to a reader whose form was not taken. */
const chosen = new WeakMap<Request, { field: string; name: string }[]>();

/** The files of a form that was read, taken or not, in its order. */
export const chosenFiles = (req: Request): readonly { field: string; name: string }[] => chosen.get(req) ?? [];

const badRequest = (status: number, cause: unknown): Error => Object.assign(new Error('upload refused', { cause }), { status });
const settle = (work: Promise<unknown> | undefined, done: (error?: Error | null) => void): void => {
  if (work) work.then(() => done(), done);
  else done();
};

/** `middleware` reads the form; `take` hands its files over to the route, which answers for them from then on. */
export function createUploads<Kept>({ fields, receive, refuses = () => null, discard, backstop, texts = { fields: 500, bytesPerField: 256 * 1024 } }: UploadOptions<Kept>) {
  const requests = new WeakMap<Request, Ongoing<Kept>>();

  async function giveUp(ongoing: Ongoing<Kept>, error: Error): Promise<void> {
    for (const sink of ongoing.sinks) if (!sink.writableFinished) sink.destroy(error);
    await Promise.allSettled(ongoing.work);
    if (ongoing.state !== 'receiving') return;
    ongoing.state = 'discarded';
    await discard(ongoing.slots.flatMap((slot) => (slot && 'kept' in slot ? [slot.kept] : [])));
  }

  const storage: StorageEngine = {
    _handleFile(req, file, answer) {
      const ongoing = requests.get(req);
      if (!ongoing) return answer(new Error('a file outside its request'));
      const { slots } = ongoing;
      const incoming = { field: file.fieldname, originalName: file.originalname, position: slots.push(null) - 1 };
      chosen.get(req)?.push({ field: file.fieldname, name: file.originalname });
      const refused = fields.includes(file.fieldname) ? refuses(req) : 'evidence.refused.field';
      const intake = refused === null ? receive(incoming) : refusing<Kept>(refused);
      const failed = (error: unknown): never => {
        ongoing.isOurFault = true;
        throw error;
      };
      // A stream may be destroyed while a write is under way: what it leaves must be there before it is removed.
      let underWay: Promise<unknown> | undefined;
      const sink = new Writable({
        highWaterMark: 65_536,
        write: (chunk: Buffer, _encoding, done) => {
          underWay = intake.write(chunk)?.catch(failed);
          settle(underWay, done);
        },
        final: (done) => {
          underWay = intake.end().then((outcome) => {
            slots[incoming.position] = 'kept' in outcome ? outcome : { field: incoming.field, originalName: incoming.originalName, ...outcome };
          }, failed);
          settle(underWay, done);
        },
        destroy: (error, done) => {
          const cleared = error ? Promise.allSettled([underWay]).then(() => intake.abort()) : undefined;
          settle(cleared, (second) => done(error ?? second ?? null));
        },
      });
      ongoing.sinks.push(sink);
      ongoing.work.push(new Promise((resolve) => {
        pipeline(file.stream, sink, (error) => {
          resolve();
          answer(error ?? null, {});
        });
      }));
    },
    // Files are removed in one place, giveUp, together with those that multer does not know to be finished.
    _removeFile: (_req, _file, answer) => answer(null),
  };

  const parse = multer({
    storage,
    defParamCharset: 'utf8',
    limits: {
      fileSize: backstop.bytesPerFile, files: backstop.files, fields: texts.fields, fieldSize: texts.bytesPerField, fieldNameSize: 200,
      parts: backstop.files + texts.fields, headerPairs: 50, fieldNestingDepth: 2, fieldArrayIndexLimit: 200,
    },
  }).any();

  const middleware: RequestHandler = (req, res, next) => {
    if (Number(req.headers['content-length'] ?? 0) > backstop.bytes) {
      res.setHeader('Connection', 'close');
      return next(badRequest(413, null));
    }
    const ongoing: Ongoing<Kept> = { slots: [], sinks: [], work: [], isOurFault: false, state: 'receiving' };
    requests.set(req, ongoing);
    chosen.set(req, []);
    // A route that answered without taking the files, or a reader who left before it could.
    res.once('close', () => void giveUp(ongoing, new Error('closed')));
    noteComing(req, res);
    parse(req, res, (error: unknown) => {
      if (!error) return next();
      const answer = error instanceof MulterError || ongoing.isOurFault ? error : badRequest(400, error);
      void giveUp(ongoing, new Error('upload failed')).then(() => next(answer));
    });
  };

  /** What came with the request, in the order of the form; files that are neither saved nor held afterwards are swept. */
  function take(req: Request): Uploaded<Kept> {
    const ongoing = requests.get(req);
    if (!ongoing) return { kept: [], refused: [] };
    if (ongoing.state !== 'receiving') throw badRequest(400, new Error(`files already ${ongoing.state}`));
    ongoing.state = 'taken';
    return {
      kept: ongoing.slots.flatMap((slot) => (slot && 'kept' in slot ? [slot.kept] : [])),
      refused: ongoing.slots.flatMap((slot) => (slot && 'refused' in slot ? [slot] : [])),
    };
  }

  return { middleware, take };
}

const MEGABYTE = 1024 * 1024;

/** Reads a form of somebody who may not send it, for what was typed and the names of what was chosen: no byte of a file is kept. Much tighter than for those who may. */
export const readWithoutFiles: RequestHandler = createUploads<never>({
  fields: [], receive: () => refusing('evidence.refused.field'), discard: async () => undefined,
  backstop: { files: 60, bytesPerFile: 500 * MEGABYTE, bytes: 2000 * MEGABYTE }, texts: { fields: 150, bytesPerField: 64 * 1024 },
}).middleware;

/** Reads a file to its end and drops it: stopping early would break the rest of the form. */
const refusing = <Kept>(refused: string): Intake<Kept> => ({
  write: () => undefined,
  end: async () => ({ refused }),
  abort: async () => undefined,
});

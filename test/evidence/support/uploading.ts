// A bare server with the upload middleware over a temporary folder, and requests written byte by byte.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request as httpRequest, type ClientRequest, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type ErrorRequestHandler } from 'express';
import { createCrypto, generateKeys, loadKeys } from '../../../server/kernel/crypto.ts';
import { createUploads } from '../../../server/kernel/http/uploads.ts';
import { diskStorage, recogniseContent } from '../../../server/evidence/adapters.ts';
import { EVIDENCE_LIMITS, type EvidenceLimits, type Received } from '../../../server/evidence/rules/files.ts';
import type { Storage } from '../../../server/evidence/rules/ports.ts';
import { receiveFiles } from '../../../server/evidence/service/receive.ts';
import { raised } from './keeping.ts';

export const BOUNDARY = 'XbOuNdArYx';
export type Answer = { status: number; body: { kept?: Received[]; refused?: { originalName: string; refused: string }[]; fields?: Record<string, unknown>; error?: string } };

export const JPEG = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.alloc(2_000, 7)]);
export const EXE = Buffer.concat([Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), Buffer.alloc(5_000, 1)]);

export const filePart = (name: string, content: Buffer | string, field = 'files'): Buffer => Buffer.concat([
  Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: image/jpeg\r\n\r\n`),
  Buffer.from(content), Buffer.from('\r\n')]);
export const fieldPart = (name: string, value: string): Buffer =>
  Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
export const form = (...parts: Buffer[]): Buffer => Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]);

export type UploadServer = Awaited<ReturnType<typeof startUploads>>;

type Options = { limits?: Partial<EvidenceLimits>; mayTake?: boolean; backstop?: Partial<{ files: number; bytesPerFile: number; bytes: number }>; around?: (storage: Storage, root: string) => Storage; failed?: (error: unknown) => void };

export async function startUploads({ limits = {}, mayTake = true, backstop = {}, around = (storage) => storage, failed = raised }: Options = {}) {
  const root = mkdtempSync(join(tmpdir(), 'mingjian-uploads-'));
  const crypto = createCrypto(loadKeys(generateKeys()));
  const disk = diskStorage(root, failed);
  const storage = around(disk, root);
  const removed: string[] = [];
  const uploads = createUploads<Received>({
    fields: ['files'],
    receive: receiveFiles({ storage, recognise: recogniseContent, crypto, limits: { ...EVIDENCE_LIMITS, ...limits } }),
    discard: async (kept) => {
      removed.push(...kept.map((file) => file.id)); // First: who sees the folder empty sees what was asked for, too.
      await Promise.all(kept.map((file) => storage.remove(file.id)));
    },
    backstop: { files: 60, bytesPerFile: 20_000_000, bytes: 100_000_000, ...backstop },
  });
  const app = express();
  let ended = 0;
  app.post('/', (_req, res, next) => {
    res.once('close', () => { ended += 1; });
    next();
  }, uploads.middleware, (req, res) => {
    res.json(mayTake ? { ...uploads.take(req), fields: req.body ?? {} } : {});
  });
  const answerError: ErrorRequestHandler = (error: { status?: number; message: string; code?: string; name: string }, _req, res, _next) => {
    res.status(error.name === 'MulterError' ? 422 : (error.status ?? 500)).json({ error: error.code ?? error.message });
  };
  app.use(answerError);
  const server: Server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const { port } = server.address() as AddressInfo;

  const headers = { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` };
  const begin = (extra: Record<string, string> = {}): { req: ClientRequest; answer: Promise<Answer> } => {
    const req = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: '/', headers: { ...headers, ...extra } });
    const answer = new Promise<Answer>((resolve, reject) => {
      req.on('error', reject);
      req.on('response', (res: IncomingMessage) => {
        let text = '';
        res.setEncoding('utf8').on('data', (piece: string) => { text += piece; }).on('end', () => resolve({ status: res.statusCode ?? 0, body: JSON.parse(text) as Answer['body'] }));
      });
    });
    return { req, answer };
  };

  return {
    root, port, removed, crypto, storage: disk, begin,
    post(body: Buffer): Promise<Answer> {
      const { req, answer } = begin();
      req.end(body);
      return answer;
    },
    /** Sends raw bytes and answers what came back when the other side closed. */
    raw: (bytes: Buffer, after: 'end' | 'reset'): Promise<string> => new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let text = '';
      socket.on('data', (piece) => { text += piece.toString(); }).on('close', () => resolve(text)).on('error', () => undefined);
      socket.write(bytes, () => {
        if (after === 'end') socket.end();
        else setImmediate(() => socket.resetAndDestroy());
      });
    }),
    /** Resolves when this many requests are over on the server's side. */
    async over(count: number): Promise<void> {
      while (ended < count) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    filesOnDisk: (): string[] => readdirSync(root, { recursive: true }).map(String).filter((name) => name.endsWith('.age')),
    async settledFiles(count: number): Promise<string[]> {
      for (let turn = 0; turn < 2000 && this.filesOnDisk().length !== count; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
      return this.filesOnDisk();
    },
    async plainOf(id: string): Promise<Buffer> {
      const pieces: Buffer[] = [];
      for await (const piece of crypto.openFile(disk.read(id))) pieces.push(piece);
      return Buffer.concat(pieces);
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(root, { recursive: true });
    },
  };
}

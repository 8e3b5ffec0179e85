// Hands bytes to a reader as a file to save: never shown in the page's origin, never kept by the browser.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

export type Download = { name: string; mime: string; size: number; stream: AsyncIterable<Buffer> };

/** Ends the connection, not the process, when the stream breaks half way: the reader sees an incomplete file. */
export async function sendDownload(res: Response, { name, mime, size, stream }: Download): Promise<void> {
  res.setHeader('Content-Type', mime);
  res.setHeader('Content-Length', size);
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
  const ascii = name.replace(/[^\w.-]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (symbol) => `%${symbol.charCodeAt(0).toString(16).toUpperCase()}`);
  res.setHeader('Content-Disposition', `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`);
  await pipeline(Readable.from(stream, { objectMode: false }), res);
}

// Hands bytes to a reader as a file to save: never shown in the page's origin, never kept by the browser.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** `size` null: not known before the last byte. */
export type Download = { name: string; mime: string; size: number | null; stream: AsyncIterable<Buffer> };
/** `size` null: not known before it has been made. */
export type Made = Omit<Download, 'size'> & { size: number | null };

/** Ends the connection, not the process, when the stream breaks half way: the reader sees an incomplete file. */
export const sendDownload = (res: Response, download: Download): Promise<void> => sendStream(res, download);

/** The same for what is made while it is sent. */
export async function sendStream(res: Response, { name, mime, size, stream }: Made): Promise<void> {
  res.setHeader('Content-Type', mime);
  if (size !== null) res.setHeader('Content-Length', size);
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
  const ascii = name.replace(/[^\w.-]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (symbol) => `%${symbol.charCodeAt(0).toString(16).toUpperCase()}`);
  res.setHeader('Content-Disposition', `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`);
  await pipeline(Readable.from(stream, { objectMode: false }), res);
}

// How much of a form with files is here while the rest is still on its way. Known in memory as long as the request lasts, and found only by the key
// that the page made up and sent before its files: whoever has not made it up learns nothing.
import type { Request, Response } from 'express';

type Coming = { req: Request; here: number; bytes: number };

const KEY = /^[0-9a-f]{32}$/;
const coming = new Set<Coming>();

/** Called in the same turn in which a form of a known length begins to be read: listening alone would let it flow away. */
export function noteComing(req: Request, res: Response): void {
  const bytes = Number(req.headers['content-length'] ?? 0);
  if (!(bytes > 0) || !req.is('multipart/form-data')) return;
  const one: Coming = { req, here: 0, bytes };
  coming.add(one);
  req.on('data', (piece: Buffer) => void (one.here += piece.length));
  res.once('close', () => coming.delete(one));
}

const keyOf = ({ body }: Request): unknown => (typeof body === 'object' && body !== null && 'sending' in body ? body.sending : null);

/** Whole percent of the form that bears this key; null where none is on its way. */
export function percentHere(key: unknown): number | null {
  if (typeof key !== 'string' || !KEY.test(key)) return null;
  const found = [...coming].find(({ req }) => keyOf(req) === key);
  return found ? Math.floor((100 * found.here) / found.bytes) : null;
}

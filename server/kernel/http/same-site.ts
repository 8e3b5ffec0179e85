// Writes come from our own pages or from programs that hold no cookie of ours. No token is needed: browsers say where a request
// comes from (Sec-Fetch-Site, Origin) and our cookies are SameSite=Strict. A multipart body is unread here, so headers decide.
// Under our own `Referrer-Policy: no-referrer` a browser posts our forms with `Origin: null`: that says nothing, so Sec-Fetch-Site decides
// alone; where a browser sends none (an old one, or plain HTTP), the cookies do, as for programs.
import type { NextFunction, Request, Response } from 'express';
import { Forbidden } from '../errors.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

export function sameSite(req: Request, _res: Response, next: NextFunction): void {
  if (READS.has(req.method)) return next();
  const site = req.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return next(new Forbidden('cross-site write'));
  const origin = req.get('origin');
  if (origin !== undefined && origin !== 'null' && origin !== `${req.protocol}://${req.get('host') ?? ''}`) return next(new Forbidden('foreign origin'));
  next();
}

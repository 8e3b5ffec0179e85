// The public side of reports. Nothing of a reporter stands in an address: number and code travel in bodies, the rest in a sealed cookie.
import type { Request, Response } from 'express';
import { createUploads } from '../kernel/http/uploads.ts';
import { feature } from '../kernel/http/routes.ts';
import type { Evidence } from '../evidence/service.ts';
import { askForCode, reporterSession } from './session.ts';
import { mineRoutes } from './routes/mine.ts';
import { statusRoutes } from './routes/status.ts';
import { submitRoutes } from './routes/submit.ts';
import type { PublicParts } from './routes/parts.ts';

const MEGABYTE = 1024 * 1024;

export function reportsRoutes(parts: Omit<PublicParts, 'uploads'> & { evidence: Evidence }) {
  const declared = feature();
  const { evidence } = parts;
  const uploads = createUploads({
    fields: ['files'], receive: evidence.receive, discard: evidence.discard,
    backstop: { files: evidence.limits.files + 10, bytesPerFile: evidence.limits.bytesPerFile + 5 * MEGABYTE, bytes: evidence.limits.files * evidence.limits.bytesPerFile + 50 * MEGABYTE },
  });
  const all: PublicParts = { ...parts, uploads };
  submitRoutes(declared, all);
  statusRoutes(declared, all);
  mineRoutes(declared, all);
  declared.get('/receipts/keys', 'public', (_req: Request, res: Response) => {
    res.setHeader('Cache-Control', 'public, max-age=3600');
    res.json({ keys: parts.receiptKeys() });
  });
  return {
    router: declared.router,
    routes: declared.routes,
    /** For what later features mount below /reports/mine: the session or null, and the way to the page that asks for the code. */
    sessionOf: (req: Request, res: Response) => reporterSession(req, res, parts.reports),
    askForCode,
  };
}

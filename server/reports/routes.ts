// The public side of reports. Nothing of a reporter stands in an address: number and code travel in bodies, the rest in a sealed cookie.
import type { Request, Response } from 'express';
import { createUploads } from '../kernel/http/uploads.ts';
import { feature } from '../kernel/http/routes.ts';
import { reporterSession } from './session.ts';
import { knockAt, refusesFiles } from './routes/door.ts';
import { mineRoutes } from './routes/mine.ts';
import { statusRoutes } from './routes/status.ts';
import { submitRoutes } from './routes/submit.ts';
import { askForCode } from './routes/parts.ts';
import type { PublicParts } from './routes/parts.ts';
import type { ReportsDoor } from './service/door.ts';

const MEGABYTE = 1024 * 1024;

export function reportsRoutes({ door, ...parts }: Omit<PublicParts, 'uploads' | 'knock'> & { door: ReportsDoor }) {
  const declared = feature();
  const { receive, discard, limits } = parts.reports.uploads;
  const mostBytes = limits.files * limits.bytesPerFile + 50 * MEGABYTE;
  const uploads = createUploads({
    fields: ['files'], receive, discard, refuses: refusesFiles,
    // A film of a phone is soon longer than a file may be: it is read and dropped, so that the form comes back with its reason and everything else.
    backstop: { files: limits.files * 3, bytesPerFile: mostBytes, bytes: mostBytes },
  });
  const all: PublicParts = { ...parts, uploads, knock: (coming) => knockAt({ door, source: parts.source, mostBytes }, coming) };
  submitRoutes(declared, all);
  statusRoutes(declared, all);
  mineRoutes(declared, all);
  declared.get('/receipts/keys', 'public', (_req: Request, res: Response) => {
    res.setHeader('Cache-Control', 'public, max-age=3600');
    res.json({ keys: parts.reports.receiptKeys() });
  });
  return {
    router: declared.router,
    routes: declared.routes,
    /** For what later features mount below /reports/mine: the session or null, and the way to the page that asks for the code. */
    sessionOf: (req: Request, res: Response) => reporterSession(req, res, parts.reports),
    askForCode,
  };
}

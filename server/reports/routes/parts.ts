import type { Request, RequestHandler, Response } from 'express';
import type { Clock } from '../../kernel/clock.ts';
import type { HeldFields } from '../../kernel/http/held.ts';
import { isFromProgram } from '../../kernel/http/request.ts';
import { seeOther, sendProblem } from '../../kernel/http/respond.ts';
import { keepTyped } from '../../kernel/http/typed.ts';
import { isMessageKey, wordsOf } from '../../kernel/i18n.ts';
import type { createUploads, RefusedFile } from '../../kernel/http/uploads.ts';
import type { Received } from '../../evidence/rules/files.ts';
import type { NamedFile, ReportsService } from '../service.ts';
import type { Coming } from '../rules/door.ts';
import { endReporterSession } from '../session.ts';

export type PublicParts = {
  reports: ReportsService; clock: Clock;
  /** What tries are counted by; hashed before it is stored and gone with its window. */
  source: (req: Request) => string;
  /** Whether a reward waits to be claimed: a later feature answers. */
  hasClaim: (reportId: string) => Promise<boolean>;
  uploads: ReturnType<typeof createUploads<Received>>;
  /** Whether this address may send now; before the upload middleware. See door.ts. */
  knock: (coming: Coming) => RequestHandler;
};

export type Held = { handle: string; files: NamedFile[] };

/** To the page that asks for number and code; 401 for a program. */
export function askForCode(req: Request, res: Response): void {
  endReporterSession(res);
  if (isFromProgram(req)) return sendProblem(req, res, { status: 401, title: wordsOf(req.language)('reports.flash.ended') });
  if (!keepTyped(req, res, '/reports/status')) seeOther(req, res, '/reports/status', 'reports.flash.ended');
}

/** Keeps the accepted files of a form that came back with mistakes; null when it has none. `over`: past the limit; `gone`: kept before, and their hour is over. */
export async function holdFiles(reports: Pick<ReportsService, 'holdFiles'>, kept: readonly Received[], { handle, names }: HeldFields): Promise<{ held: Held | null; over: string[]; gone: string[] }> {
  if (kept.length === 0 && handle === null) return { held: null, over: [], gone: names };
  const { refused, gone, ...held } = await reports.holdFiles(kept, handle, names);
  return { held: held.files.length > 0 ? held : null, over: refused, gone };
}

/** One sentence a file that is not there: its name and what to do; null when all were taken. */
export function refusedText(req: Request, refused: readonly Pick<RefusedFile, 'originalName' | 'refused'>[], kept: number, gone: readonly string[] = []): string | null {
  if (refused.length === 0 && gone.length === 0) return null;
  const t = wordsOf(req.language);
  const lines = refused.map(({ originalName, refused: key }) => t('reports.error.file', { name: originalName, why: isMessageKey(key) ? t(key) : key }));
  if (gone.length > 0) lines.push(t('evidence.held.gone', { names: gone.join(t('evidence.held.and')) }));
  return [...lines, ...(kept > 0 ? [t('reports.error.fileRest', { n: kept })] : [])].join(' ');
}

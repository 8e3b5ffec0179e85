// 12345 and 12315 orders from a sheet: choose, look, confirm.
import type { Request, Response } from 'express';
import { Invalid } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { typedOf } from '../../kernel/forms.ts';
import { sendDownload } from '../../kernel/http/downloads.ts';
import { personOf } from '../../kernel/http/person.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import { feature } from '../../kernel/http/routes.ts';
import { createUploads } from '../../kernel/http/uploads.ts';
import type { Intake } from '../../kernel/http/uploads.ts';
import { translate, wordsOf } from '../../kernel/i18n.ts';
import type { Person } from '../../people/rules/person.ts';
import { cellMistakes, parseLine, parseUpload, parseVersion } from '../forms/import.ts';
import { faultsHeading, importPage, importView, importsPage, importsView, mistakeText } from '../pages/desk/import.ts';
import type { ReportsService } from '../service.ts';
import type { HotlineImports } from '../service/imports.ts';

type Outside = { imports: HotlineImports; reports: ReportsService; names: (ids: readonly string[]) => Promise<Map<string, string>> };

/** So many lines are read without a pause. */
const READ_TOGETHER = 50;

/** A sheet is read in memory and never lies on a disk unsealed. */
const inMemory = (most: number) => (): Intake<Buffer> => {
  const pieces: Buffer[] = [];
  let size = 0;
  return {
    write(chunk) {
      size += chunk.length;
      if (size <= most) pieces.push(Buffer.from(chunk));
      return undefined;
    },
    end: async () => (size > most ? { refused: 'entering.import.error.large' } : size === 0 ? { refused: 'institutions.sheet.empty' } : { kept: Buffer.concat(pieces) }),
    abort: async () => void pieces.splice(0),
  };
};

export function reportsImportRoutes({ imports, reports, names }: Outside) {
  const { get, post, router, routes } = feature();
  const uploads = createUploads<Buffer>({
    fields: ['file'], receive: inMemory(imports.limits.bytes), discard: async () => undefined, backstop: { files: 5, bytesPerFile: imports.limits.bytes * 2, bytes: imports.limits.bytes * 3 },
  });
  async function show(req: Request, res: Response, channel = '', errors?: FieldErrors): Promise<void> {
    const recent = await imports.recent(personOf(req));
    const page = importsPage(wordsOf(req.language), { recent, names: await names(recent.map(({ by }) => by)), channel, ...(errors ? { errors } : {}) });
    sendPage(req, res, importsView, page, errors ? { errors } : {});
  }

  get('/reports/desk/import', ['intake'], (req, res) => show(req, res));

  async function staged(person: Person, file: Buffer, channel: 'hotline12345' | 'hotline12315'): Promise<string> {
    const { layout, rows } = await imports.read(person, file);
    const places = await reports.places();
    // It stands in the record of the report, which is Chinese like its letters.
    const why = translate('zh-CN', 'entering.import.why');
    const lines = [];
    for (const [at, { line, cells }] of rows.entries()) {
      lines.push(parseLine(line, cells, layout, { channel, places, bureau: person.bureau, why }));
      // Others are served in between.
      if (at % READ_TOGETHER === READ_TOGETHER - 1) await new Promise((resolve) => setImmediate(resolve));
    }
    return imports.stage(person, channel, lines, cellMistakes);
  }

  post('/reports/desk/import', ['intake'], uploads.middleware, async (req, res) => {
    const { kept, refused } = uploads.take(req);
    const chosen = typedOf(req.body)['channel'];
    const channel = typeof chosen === 'string' ? chosen : '';
    const parsed = parseUpload(req.body);
    const [file] = kept;
    const fileError: FieldErrors = refused[0] ? { file: { key: refused[0].refused } } : file ? {} : { file: { key: 'entering.import.error.file' } };
    if ('errors' in parsed || !file || refused.length > 0) return show(req, res, channel, { ...('errors' in parsed ? parsed.errors : {}), ...fileError });
    const id = await staged(personOf(req), file, parsed.value.channel).catch((error: unknown) => {
      if (error instanceof Invalid) return error;
      throw error;
    });
    if (id instanceof Invalid) return show(req, res, channel, id.fields);
    seeOther(req, res, `/reports/desk/import/${id}`);
  });

  get('/reports/desk/import/:id', ['intake'], async (req, res) => {
    sendPage(req, res, importView, importPage(wordsOf(req.language), await imports.find(personOf(req), req.params.id)));
  });

  get('/reports/desk/import/:id/faults', ['intake'], async (req, res) => {
    const t = wordsOf(req.language);
    const stream = await imports.faults(personOf(req), req.params.id, faultsHeading(t), (mistake) => mistakeText(t, mistake));
    await sendDownload(res, { name: '工单导入错误.csv', mime: 'text/csv; charset=utf-8', size: null, stream });
  });

  const versionOf = (req: Request): number => {
    const parsed = parseVersion(req.body);
    return 'value' in parsed ? parsed.value.version : 0;
  };
  post('/reports/desk/import/:id/confirm', ['intake'], async (req, res) => {
    await imports.confirm(personOf(req), req.params.id, versionOf(req as unknown as Request));
    seeOther(req, res, `/reports/desk/import/${req.params.id}`, 'entering.import.flash.confirmed');
  });
  post('/reports/desk/import/:id/drop', ['intake'], async (req, res) => {
    await imports.drop(personOf(req), req.params.id, versionOf(req as unknown as Request));
    seeOther(req, res, '/reports/desk/import', 'entering.import.flash.dropped');
  });

  return { router, routes };
}

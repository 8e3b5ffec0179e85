import type { Request, Response } from 'express';
import { beijingMinute } from '../../kernel/clock.ts';
import { Invalid } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { sendDownload } from '../../kernel/http/downloads.ts';
import { personOf } from '../../kernel/http/person.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import type { Feature } from '../../kernel/http/routes.ts';
import { createUploads } from '../../kernel/http/uploads.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { faultHeading, faultText, importPage, importsPage, importsView, importView } from '../pages/imports.ts';
import type { InstitutionRoutesParts } from '../routes.ts';
import { KEEPERS } from './roles.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MOST_BYTES = 32 * 1024 * 1024;

/** A directory is read from memory: nothing of it is written to a disk before its lines are. */
function sheetUploads() {
  return createUploads<Buffer>({
    fields: ['file'], discard: async () => undefined, backstop: { files: 2, bytesPerFile: MOST_BYTES + 1024, bytes: MOST_BYTES + 1024 * 1024 },
    receive: () => {
      let pieces: Buffer[] = [];
      let size = 0;
      return {
        write: (piece) => {
          size += piece.length;
          if (size <= MOST_BYTES) pieces.push(Buffer.from(piece));
          return undefined;
        },
        end: async () => (size > MOST_BYTES ? { refused: 'institutions.sheet.large' } : { kept: Buffer.concat(pieces) }),
        abort: async () => void (pieces = []),
      };
    },
  });
}

export function importRoutes({ get, post }: Feature, { institutions, names }: InstitutionRoutesParts): void {
  const uploads = sheetUploads();

  async function showImports(req: Request, res: Response, errors?: FieldErrors): Promise<void> {
    const imports = await institutions.listImports(personOf(req));
    const page = importsPage(wordsOf(req.language), { imports, names: await names(imports.map(({ by }) => by)), minute: beijingMinute, ...(errors ? { errors } : {}) });
    sendPage(req, res, importsView, page, errors ? { errors } : {});
  }

  get('/institutions/imports', KEEPERS, (req, res) => showImports(req, res));
  get('/institutions/imports/template', KEEPERS, (_req, res) => sendDownload(res, { name: '名录模板.xlsx', mime: XLSX, size: null, stream: institutions.template() }));
  post('/institutions/imports', KEEPERS, uploads.middleware, async (req, res) => {
    const { kept: [file], refused: [refused] } = uploads.take(req);
    if (refused) return showImports(req, res, { file: { key: refused.refused } });
    if (!file) return showImports(req, res, { file: { key: 'institutions.error.file' } });
    try {
      seeOther(req, res, `/institutions/imports/${await institutions.stage(personOf(req), file)}`);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showImports(req, res, error.fields);
    }
  });
  get('/institutions/imports/:id', KEEPERS, async (req, res) => {
    const person = personOf(req);
    const one = await institutions.openImport(person, req.params.id);
    const faults = one.counts.wrong > 0 && one.state !== 'discarded' ? await institutions.firstFaults(person, one.id) : [];
    sendPage(req, res, importView, importPage(wordsOf(req.language), one, faults, true));
  });
  get('/institutions/imports/:id/faults', KEEPERS, async (req, res) => {
    const t = wordsOf(req.language);
    const stream = await institutions.faults(personOf(req), req.params.id, faultHeading(t), (faulty) => faultText(t, faulty));
    await sendDownload(res, { name: '导入错误.csv', mime: 'text/csv; charset=utf-8', size: null, stream });
  });
  post('/institutions/imports/:id/confirm', KEEPERS, async (req, res) => {
    await institutions.confirm(personOf(req), req.params.id);
    seeOther(req, res, `/institutions/imports/${req.params.id}`, 'institutions.flash.confirmed');
  });
  post('/institutions/imports/:id/discard', KEEPERS, async (req, res) => {
    await institutions.discard(personOf(req), req.params.id);
    seeOther(req, res, '/institutions/imports', 'institutions.flash.discarded');
  });
}

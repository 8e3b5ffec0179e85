// The directory over HTTP: lists, one record and its acts, imports, and the public lists of names.
import type { Request, Response } from 'express';
import { beijingMinute } from '../kernel/clock.ts';
import { Invalid, NotFound } from '../kernel/errors.ts';
import type { FieldErrors } from '../kernel/errors.ts';
import { typedOf } from '../kernel/forms.ts';
import type { Typed } from '../kernel/forms.ts';
import { personOf } from '../kernel/http/person.ts';
import { seeOther, sendPage } from '../kernel/http/respond.ts';
import { feature } from '../kernel/http/routes.ts';
import { wordsOf } from '../kernel/i18n.ts';
import { parseDraft, parseList, parseMerge, parseUnmerge, parseVersion } from './forms.ts';
import { editPage, editView, mergePage, mergeView } from './pages/edit.ts';
import { institutionsPage, institutionsView } from './pages/list.ts';
import { institutionPage, institutionView } from './pages/show.ts';
import { importRoutes } from './routes/imports.ts';
import { KEEPERS, READERS } from './routes/roles.ts';
import type { InstitutionsService } from './service.ts';

export type InstitutionRoutesParts = { institutions: InstitutionsService; names: (ids: readonly string[]) => Promise<Map<string, string>> };
type Again = { typed?: Typed; errors?: FieldErrors };

export function institutionRoutes({ institutions, names }: InstitutionRoutesParts) {
  const declared = feature();
  const { get, post, router, routes } = declared;
  const isKeeper = (req: Request): boolean => KEEPERS.some((role) => req.person?.roles.includes(role));

  get('/institutions/list/:file', 'public', async (req, res) => {
    const list = await institutions.listFile(req.params.file);
    if (!list) throw new NotFound('list');
    res.setHeader('Cache-Control', list.isCurrent ? 'public, max-age=31536000, immutable' : 'no-store');
    res.setHeader('Vary', 'Accept-Encoding');
    res.type('application/json');
    if (!req.acceptsEncodings('gzip')) return void res.send(await institutions.unpack(list.body));
    res.setHeader('Content-Encoding', 'gzip');
    res.send(list.body);
  });

  get('/institutions', READERS, async (req, res) => {
    const person = personOf(req);
    const ask = parseList(req.query);
    const found = await institutions.list(person, { query: ask.q, division: ask.place || null, kind: ask.kind || null, status: ask.status || null, isDoubtful: ask.doubtful === 'yes', after: ask.after || null });
    sendPage(req, res, institutionsView, institutionsPage(wordsOf(req.language), { ask, ...found, mayKeep: isKeeper(req), bureau: person.bureau, divisions: institutions.divisions() }));
  });

  async function showEdit(req: Request, res: Response, id: string | null, { typed, errors }: Again = {}): Promise<void> {
    const person = personOf(req);
    const institution = id === null ? null : (await institutions.open(person, id)).institution;
    const page = editPage(wordsOf(req.language), { institution, bureau: person.bureau, divisions: institutions.divisions(), ...(typed ? { typed } : {}), ...(errors ? { errors } : {}) });
    sendPage(req, res, editView, page, errors ? { errors } : {});
  }
  async function showOne(req: Request, res: Response, id: string, { typed, errors }: Again = {}): Promise<void> {
    const opened = await institutions.open(personOf(req), id);
    const page = institutionPage(wordsOf(req.language), {
      ...opened, names: await names(opened.institution.events.map(({ by }) => by)), divisions: institutions.divisions(), minute: beijingMinute, ...(typed ? { typed } : {}), ...(errors ? { errors } : {}),
    });
    sendPage(req, res, institutionView, page, errors ? { errors } : {});
  }
  async function showMerge(req: Request, res: Response, id: string, { typed, errors }: Again = {}): Promise<void> {
    const { institution, twins, permitted } = await institutions.open(personOf(req), id);
    if (!permitted.includes('merge')) throw new NotFound('merge');
    sendPage(req, res, mergeView, mergePage(wordsOf(req.language), { institution, twins, ...(typed ? { typed } : {}), ...(errors ? { errors } : {}) }), errors ? { errors } : {});
  }
  /** The same page again with the mistakes, whether the form or the service found them. */
  async function answering(req: Request, act: () => Promise<void>, again: (mistakes: Again) => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await again({ typed: typedOf(req.body), errors: error.fields });
    }
  }

  get('/institutions/new', KEEPERS, (req, res) => showEdit(req, res, null));
  post('/institutions', KEEPERS, async (req, res) => {
    const parsed = parseDraft(req.body);
    if ('errors' in parsed) return showEdit(req, res, null, parsed);
    await answering(req, async () => seeOther(req, res, `/institutions/${await institutions.add(personOf(req), parsed.value)}`, 'institutions.flash.added'), (mistakes) => showEdit(req, res, null, mistakes));
  });

  importRoutes(declared, { institutions, names });

  get('/institutions/:id', READERS, (req, res) => showOne(req, res, req.params.id));
  get('/institutions/:id/change', KEEPERS, (req, res) => showEdit(req, res, req.params.id));
  post('/institutions/:id', KEEPERS, async (req, res) => {
    const { id } = req.params;
    const [draft, head] = [parseDraft(req.body), parseVersion(req.body)];
    if ('errors' in draft || 'errors' in head) return showEdit(req, res, id, { typed: typedOf(req.body), errors: { ...('errors' in head ? head.errors : {}), ...('errors' in draft ? draft.errors : {}) } });
    await answering(req, async () => {
      await institutions.change(personOf(req), id, head.value.version, draft.value, head.value.text);
      seeOther(req, res, `/institutions/${id}`, 'common.saved');
    }, (mistakes) => showEdit(req, res, id, mistakes));
  });
  get('/institutions/:id/merge', KEEPERS, (req, res) => showMerge(req, res, req.params.id));
  post('/institutions/:id/merge', KEEPERS, async (req, res) => {
    const { id } = req.params;
    const parsed = parseMerge(req.body);
    if ('errors' in parsed) return showMerge(req, res, id, parsed);
    const { version, into, other, text } = parsed.value;
    await answering(req, async () => {
      const survivor = other === '' ? into : await otherOf(req, other);
      seeOther(req, res, `/institutions/${await institutions.merge(personOf(req), id, version, { into: survivor, text })}`, 'institutions.flash.merged');
    }, (mistakes) => showMerge(req, res, id, mistakes));
  });
  async function otherOf(req: Request, other: string): Promise<string> {
    try {
      return (await institutions.named(personOf(req), other)).id;
    } catch (error) {
      if (error instanceof NotFound) throw new Invalid({ other: { key: 'institutions.error.other' } });
      throw error;
    }
  }
  post('/institutions/:id/unmerge', KEEPERS, async (req, res) => {
    const { id } = req.params;
    const parsed = parseUnmerge(req.body);
    if ('errors' in parsed) return showOne(req, res, id, parsed);
    await institutions.unmerge(personOf(req), id, parsed.value.version, parsed.value.text);
    seeOther(req, res, `/institutions/${id}`, 'institutions.flash.unmerged');
  });

  return { router, routes };
}

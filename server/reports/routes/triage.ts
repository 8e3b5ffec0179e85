// Beside the inbox: search, and the bureau's tags. What is searched for travels in bodies and in a sealed cookie, never in an address.
import type { Request, Response } from 'express';
import { Invalid } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { typedOf } from '../../kernel/forms.ts';
import { personOf } from '../../kernel/http/person.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import type { Feature } from '../../kernel/http/routes.ts';
import { isSecure } from '../../kernel/http/secure.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { parseSearchKey } from '../forms/triage.ts';
import { searchPage, searchView } from '../pages/desk/search.ts';
import { tagsPage, tagsView } from '../pages/desk/tags.ts';
import type { ReportsService } from '../service.ts';
import { SEARCH_SECONDS } from '../service/search.ts';

const HANDLERS = ['intake', 'investigator', 'head'] as const;
const COOKIE = 'mj_search';
const PATH = '/inbox/search';

export function triageRoutes({ get, post }: Pick<Feature, 'get' | 'post'>, reports: ReportsService): void {
  const typed = (req: Request, name: string): string => {
    const value = typedOf(req.body)[name];
    return typeof value === 'string' ? value : '';
  };

  async function showSearch(req: Request, res: Response, query: string, after: string | null, isFar = false): Promise<void> {
    const t = wordsOf(req.language);
    try {
      const result = query === '' ? null : await reports.search(personOf(req), query, after, isFar);
      sendPage(req, res, searchView, searchPage(t, { query, after, result }));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      sendPage(req, res, searchView, searchPage(t, { query, after: null, result: null, errors: error.fields }), { errors: error.fields });
    }
  }

  /** The last search of this person again, or another page of it. */
  get(PATH, HANDLERS, (req, res) => {
    const kept = req.cookieJar[COOKIE];
    return showSearch(req, res, (kept ? reports.openSearch(personOf(req), kept) : null) ?? '', parseSearchKey(req.query), req.query['count'] === 'far');
  });
  post(PATH, HANDLERS, async (req, res) => {
    const query = typed(req, 'q').trim().slice(0, 60);
    try {
      reports.checkSearch(personOf(req), query);
    } catch (error) {
      if (error instanceof Invalid) return showSearch(req, res, query === '' ? ' ' : query, null);
      throw error;
    }
    res.cookie(COOKIE, reports.sealSearch(personOf(req), query), { httpOnly: true, sameSite: 'strict', path: PATH, secure: isSecure(req), maxAge: SEARCH_SECONDS * 1000 });
    seeOther(req, res, PATH);
  });
  post('/inbox/search/forget', HANDLERS, (req, res) => {
    res.clearCookie(COOKIE, { path: PATH });
    seeOther(req, res, PATH);
  });

  async function showTags(req: Request, res: Response, name = '', errors?: FieldErrors): Promise<void> {
    sendPage(req, res, tagsView, tagsPage(wordsOf(req.language), { tags: await reports.tags(personOf(req)), name, ...(errors ? { errors } : {}) }), errors ? { errors } : {});
  }
  get('/inbox/tags', ['intake', 'head'], (req, res) => showTags(req, res));
  post('/inbox/tags', ['intake', 'head'], async (req, res) => {
    try {
      await reports.addTag(personOf(req), typed(req, 'name'));
    } catch (error) {
      if (error instanceof Invalid) return showTags(req, res, typed(req, 'name'), error.fields);
      throw error;
    }
    seeOther(req, res, '/inbox/tags', 'desk.flash.tagAdded');
  });
  post('/inbox/tags/:id/drop', ['intake', 'head'], async (req, res) => {
    await reports.dropTag(personOf(req), req.params.id);
    seeOther(req, res, '/inbox/tags', 'desk.flash.tagDropped');
  });
}

import type { Request } from 'express';
import { beijingDate, beijingMinute } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { Invalid, NotFound } from '../kernel/errors.ts';
import type { FieldErrors } from '../kernel/errors.ts';
import { typedOf } from '../kernel/forms.ts';
import type { Typed } from '../kernel/forms.ts';
import { personOf } from '../kernel/http/person.ts';
import { seeOther, sendPage, sendShared } from '../kernel/http/respond.ts';
import { feature } from '../kernel/http/routes.ts';
import { translate, wordsOf } from '../kernel/i18n.ts';
import { falseHitsOf, filterOf, isSimpleAction, parseAct, parseEdit, parseWithdraw } from './forms.ts';
import { makerPage, makerView, noticeDeskPage, noticeDeskView } from './pages/desk.ts';
import { feed } from './pages/feed.ts';
import { homePage, homeView } from './pages/home.ts';
import { statisticsPage, statisticsView } from './pages/statistics.ts';
import type { YearFigures } from './pages/statistics.ts';
import type { HomeFigures, Statutory } from './pages/home.ts';
import { noticePage, noticesPage, noticesView, noticeView, withdrawnPage, withdrawnView } from './pages/public.ts';
import type { Option } from './pages/public.ts';
import type { NoticeService } from './service.ts';

type Outside = {
  notices: NoticeService; clock: Clock; url: string;
  places: () => Promise<Option[]>;
  names: (ids: readonly string[]) => Promise<Map<string, string>>;
  /** The public totals and the statutory figures of the home page. */
  home: () => Promise<{ figures: HomeFigures; years: YearFigures[]; statutory: Statutory }>;
};

/** A published or withdrawn case shows on the home page within this time. */
const HOME_SECONDS = 5;
const MAKERS = ['publisher', 'legalReviewer', 'head'] as const;

export function noticeRoutes({ notices, clock, url, places, names, home }: Outside) {
  const { get, post, router, routes } = feature();
  get('/', 'public', async (req, res) => {
    await sendShared(req, res, homeView, HOME_SECONDS, async () => {
      const [{ figures, statutory }, recent, published] = await Promise.all([home(), notices.recent(), notices.countPublished({})]);
      return homePage(wordsOf(req.language), { figures, statutory, recent, published, year: Number(beijingDate(clock()).slice(0, 4)) });
    });
  });

  get('/statistics', 'public', async (req, res) => {
    await sendShared(req, res, statisticsView, HOME_SECONDS, async () => {
      const [{ years }, published] = await Promise.all([home(), notices.countPublished({})]);
      return statisticsPage(wordsOf(req.language), { years, today: beijingDate(clock()), published });
    });
  });

  get('/notices', 'public', async (req, res) => {
    const { before, ...filter } = filterOf(req.query);
    const page = await notices.listPublished(filter, before);
    const year = Number(beijingDate(clock()).slice(0, 4));
    sendPage(req, res, noticesView, noticesPage(wordsOf(req.language), { ...page, filter, places: await places(), total: await notices.countPublished(filter), thisYear: year }));
  });

  get('/notices/feed.atom', 'public', async (req, res) => {
    const demo = req.app.site.isDemo ? translate('zh-CN', 'common.demo.banner') : null;
    res.type('application/atom+xml').send(feed(await notices.feed(), { url, title: `${translate('zh-CN', 'notices.list.title')} · 明鉴`, demo, updated: clock() }));
  });

  get('/notices/withdrawn', 'public', async (req, res) => {
    sendPage(req, res, withdrawnView, withdrawnPage(wordsOf(req.language), await notices.withdrawals()));
  });

  get('/notices/desk', MAKERS, async (req, res) => {
    const person = personOf(req);
    const before = typeof req.query['before'] === 'string' ? req.query['before'] : null;
    const page = await notices.listForMaker(person, before);
    const mayCreate = person.roles.includes('publisher');
    sendPage(req, res, noticeDeskView, noticeDeskPage(wordsOf(req.language), { ...page, mayCreate, candidates: mayCreate ? await notices.candidates(person) : [] }));
  });

  post('/notices/desk', ['publisher'], async (req, res) => {
    const caseId: unknown = req.body?.caseId;
    if (typeof caseId !== 'string' || caseId === '') throw new Invalid({ caseId: { key: 'notices.error.caseMissing' } });
    seeOther(req, res, `/notices/desk/${await notices.create(personOf(req), caseId)}`);
  });

  async function showMaker(req: Request, res: Parameters<typeof sendPage>[1], id: string, mistakes?: { errors: FieldErrors; typed: Typed }): Promise<void> {
    const person = personOf(req);
    const made = await notices.forMaker(person, id);
    const { notice } = made;
    const page = makerPage(wordsOf(req.language), { ...made, names: await names(notice.events.map((event) => event.by)), minute: (at) => beijingMinute(at).slice(5), ...mistakes });
    sendPage(req, res, makerView, page, mistakes ? { errors: mistakes.errors } : {});
  }

  get('/notices/desk/:id', MAKERS, (req, res) => showMaker(req, res, req.params.id));

  post('/notices/desk/:id/edit', ['publisher'], async (req, res) => {
    const parsed = parseEdit(req.body);
    if ('errors' in parsed) return showMaker(req, res, req.params.id, parsed);
    const { version, title, intro, handling, execution, law, what } = parsed.value;
    const problem = await notices.edit(personOf(req), req.params.id, version, { title, intro, handling, execution, law, what }, falseHitsOf(parsed.value)).then(() => null, (error: unknown) => {
      if (error instanceof Invalid) return error.fields;
      throw error;
    });
    if (problem) return showMaker(req, res, req.params.id, { errors: problem, typed: typedOf(req.body) });
    seeOther(req, res, `/notices/desk/${req.params.id}`, 'notices.flash.saved');
  });

  post('/notices/desk/:id/withdraw', ['head'], async (req, res) => {
    const parsed = parseWithdraw(req.body);
    if ('errors' in parsed) return showMaker(req, res, req.params.id, parsed);
    await notices.withdraw(personOf(req), req.params.id, parsed.value.version, parsed.value.code, parsed.value.reason);
    seeOther(req, res, `/notices/desk/${req.params.id}`, 'notices.flash.withdrawn');
  });

  post('/notices/desk/:id/:action', MAKERS, async (req, res) => {
    const { id, action } = req.params;
    if (!isSimpleAction(action)) throw new NotFound('action');
    const parsed = parseAct(req.body);
    if ('errors' in parsed) return showMaker(req, res, id, parsed);
    if (action === 'sendBack' && parsed.value.reason === '') return showMaker(req, res, id, { errors: { reason: { key: 'notices.error.reason' } }, typed: {} });
    await notices.act(action, personOf(req), id, parsed.value.version, parsed.value.reason);
    seeOther(req, res, `/notices/desk/${id}`, 'notices.flash.done');
  });

  get('/notices/:id', 'public', async (req, res) => {
    sendPage(req, res, noticeView, noticePage(wordsOf(req.language), req.language, await notices.published(req.params.id)));
  });

  return { router, routes };
}

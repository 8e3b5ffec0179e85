import { beijingDate } from '../../kernel/clock.ts';
import type { Clock } from '../../kernel/clock.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import { feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { deskPage, deskView } from '../pages/desk.ts';
import { keysPage, keysView } from '../pages/keys.ts';
import type { DeskService } from '../service/desk.ts';

/** Where every officer arrives: what waits, and where the menu leads. */
export function deskRoutes({ desk, clock }: { desk: DeskService; clock: Clock }) {
  const { get, router, routes } = feature();
  get('/desk', 'officer', async (req, res) => {
    const { person } = req;
    if (!person) return seeOther(req, res, '/sign-in');
    const page = deskPage(wordsOf(req.language), { person, lines: await desk.linesOf(person), places: req.app.site.deskMenu(person), today: beijingDate(clock()) });
    sendPage(req, res, deskView, page);
  });
  get('/desk/keys', 'officer', (req, res) => sendPage(req, res, keysView, keysPage(wordsOf(req.language))));
  return { router, routes };
}

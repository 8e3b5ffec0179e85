import { beijingDate } from '../../kernel/clock.ts';
import type { Clock } from '../../kernel/clock.ts';
import { personOf } from '../../kernel/http/person.ts';
import { sendPage } from '../../kernel/http/respond.ts';
import { feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { bureauClocksPage, bureauClocksView, clocksPage, clocksView, itemText } from '../pages/deadlines.ts';
import type { DeadlinesService } from '../service/deadlines.ts';

type Icalendar = (calendar: { name: string; events: readonly { uid: string; date: string; summary: string; url: string }[]; stamp: Date }) => Promise<string>;

/** `url`: where the pages of this site are found; its host makes the ids of the calendar unique. */
export function deadlinesRoutes({ deadlines, clock, icalendar, url }: { deadlines: DeadlinesService; clock: Clock; icalendar: Icalendar; url: string }) {
  const { get, router, routes } = feature();
  const { host } = new URL(url);

  get('/clocks', ['head'], async (req, res) => {
    sendPage(req, res, clocksView, clocksPage(wordsOf(req.language), await deadlines.board(personOf(req)), beijingDate(clock())));
  });
  get('/clocks/:code', ['head'], async (req, res) => {
    sendPage(req, res, bureauClocksView, bureauClocksPage(wordsOf(req.language), await deadlines.bureau(personOf(req), req.params.code)));
  });

  /** For the officer's own calendar: what, which number, which day. A download and no subscription: an address that opens by itself would be a key that lies about. */
  get('/desk/calendar.ics', 'officer', async (req, res) => {
    const t = wordsOf(req.language);
    const items = await deadlines.calendar(personOf(req));
    const events = items.map((item) => ({ uid: `${item.id}@${host}`, date: item.due, summary: itemText(t, item), url: new URL(item.href, url).href }));
    const text = await icalendar({ name: t('clocks.calendar.name'), events, stamp: clock() });
    res.setHeader('Content-Disposition', 'attachment; filename="mingjian.ics"');
    res.type('text/calendar; charset=utf-8').send(text);
  });

  return { router, routes };
}

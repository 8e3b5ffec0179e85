// How the reporter is told: he chooses on his own page, the reward officer opens the contact for it.
import type { Request } from 'express';
import { Invalid } from '../../kernel/errors.ts';
import { personOf } from '../../kernel/http/person.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import type { Feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { parseWish } from '../forms/notice.ts';
import { contactPage, contactView, noticeWayPage, noticeWayView } from '../pages/notice.ts';
import type { RewardsService } from '../service.ts';
import type { Mine } from './claim.ts';

export function noticeRoutes({ get, post }: Feature, { rewards, mine }: { rewards: RewardsService; mine: Mine }): void {
  get('/reports/mine/notice-way', 'reporter', mine(async (req, res, session) => {
    sendPage(req, res, noticeWayView, noticeWayPage(wordsOf(req.language), await rewards.noticeWay(session)));
  }));
  post('/reports/mine/notice-way', 'reporter', mine(async (req, res, session) => {
    const parsed = parseWish(req.body);
    try {
      if ('errors' in parsed) throw new Invalid(parsed.errors);
      await rewards.chooseNoticeWay(session, parsed.value);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const typed = 'errors' in parsed ? parsed.typed['way'] : parsed.value.way;
      const page = noticeWayPage(wordsOf(req.language), await rewards.noticeWay(session), { ...(typeof typed === 'string' ? { way: typed } : {}), errors: error.fields });
      return sendPage(req, res, noticeWayView, page, { errors: error.fields });
    }
    seeOther(req, res, '/reports/mine', 'rewardClaims.way.flash');
  }));

  /** Without a reason the page only asks; with it the sight is on record. */
  get('/rewards/:id/contact', ['rewardOfficer'], async (request, res) => {
    const req = request as unknown as Request;
    const { id } = request.params;
    const isAsked = req.query['reason'] === 'notify';
    if (!isAsked) await rewards.forOfficer(personOf(req), id);
    sendPage(req, res, contactView, contactPage(wordsOf(req.language), id, isAsked ? await rewards.openContact(personOf(req), id) : null));
  });
}

import { beijingDate } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { Invalid } from '../kernel/errors.ts';
import { feature } from '../kernel/http/routes.ts';
import { sendPage } from '../kernel/http/respond.ts';
import { typedOf } from '../kernel/forms.ts';
import { wordsOf } from '../kernel/i18n.ts';
import { parseCalculation } from './forms.ts';
import { calculatePage, calculateView } from './pages.ts';
import type { PenaltyService } from './service.ts';

const ROLES = ['investigator', 'legalReviewer', 'head'] as const;

/** The calculator: nothing is stored. A calculation with codes still answers 200 with its sums. */
export function penaltyRoutes({ penalties, clock }: { penalties: PenaltyService; clock: Clock }) {
  const { get, post, router, routes } = feature();

  get('/penalties/calculate', ROLES, (req, res) => {
    const bureau = req.person?.bureau ?? '';
    sendPage(req, res, calculateView, calculatePage(wordsOf(req.language), { typed: {}, asked: null, calculation: null, today: beijingDate(clock()), bureau }));
  });

  post('/penalties/calculate', ROLES, async (req, res) => {
    const t = wordsOf(req.language);
    const about = { today: beijingDate(clock()), bureau: req.person?.bureau ?? '' };
    const typed = typedOf(req.body);
    const parsed = parseCalculation(req.body);
    if ('errors' in parsed) return sendPage(req, res, calculateView, calculatePage(t, { ...about, typed, errors: parsed.errors, asked: null, calculation: null }), { errors: parsed.errors });
    try {
      sendPage(req, res, calculateView, calculatePage(t, { ...about, typed, asked: parsed.value, calculation: await penalties.calculate(parsed.value) }));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      sendPage(req, res, calculateView, calculatePage(t, { ...about, typed, errors: error.fields, asked: null, calculation: null }), { errors: error.fields });
    }
  });

  return { router, routes };
}
